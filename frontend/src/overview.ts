// The overview: map, timeline and table that move together. Without this file the page works as the server draws it.
import { brushes } from "./brush";
import { liveMap } from "./map";
import { afterChange, start } from "./page";

start();
brushes();
afterChange(brushes);
liveMap();
