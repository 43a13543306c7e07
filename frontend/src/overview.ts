// The overview: map, timeline and table that move together. Without this file the page works as the server draws it.
import { brushes } from "./brush";
import { firstMarks } from "./first";
import { afterChange, start } from "./page";

const marks = firstMarks();
start();
brushes();
afterChange(brushes);
// Filters and timeline are there to be used while the map, which is far larger, is still on its way.
requestAnimationFrame(() => setTimeout(() => void import("./map").then(({ liveMap }) => liveMap(marks))));
