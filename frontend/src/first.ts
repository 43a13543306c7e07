// The first marks, asked for before the map is there: where it will begin follows from its frame and the server's view.
import { asked, json } from "./page";

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number];

/** How much more than the view is asked for on each side, so that a short pan finds its marks. */
const MARGIN = 0.35;

/** The nearest that a map goes, what it shows where the server names no view, and the pixels of the earth at scale 0. */
export const NEAREST = 16;
const WORLD: Box = [-170, -55, 170, 72];
const EARTH = 512;

/** The latitude at which Mercator's map of the earth ends. */
const END = 85.051129;

/** Marks that were asked for, and what for. */
export interface Asked {
  view: Box;
  zoom: number;
  told: Promise<unknown>;
}

/** A box as an address has it. */
export function boxOf(said: string | null | undefined): Box | null {
  const told = (said ?? "").split(",").map(Number);
  return told.length === 4 && told.every(Number.isFinite) ? (told as Box) : null;
}

/** The view with which a map begins. */
export function beginning(frame: HTMLElement): Box {
  return boxOf(frame.dataset.view) ?? WORLD;
}

/** Where the marks of a view at a scale are told, under the filters of the address but for its box. */
export function marksAt(shown: Box, zoom: number): string {
  const address = asked();
  for (const name of ["box", "page", "sort"]) address.delete(name);
  const [west, south, east, north] = shown;
  const wide = (east - west) * MARGIN;
  const tall = (north - south) * MARGIN;
  const view = [
    Math.max(-180, west - wide),
    Math.max(-90, south - tall),
    Math.min(180, east + wide),
    Math.min(90, north + tall),
  ];
  address.set("view", view.map((side) => side.toFixed(4)).join(","));
  address.set("zoom", scaleOf(zoom));
  return `/map/marks?${address}`;
}

/** The scale at which marks are gathered; the smallest also where a whole earth on a phone is smaller still. */
export function scaleOf(zoom: number): string {
  return Math.max(0, Math.floor(zoom * 2) / 2).toFixed(1);
}

/** Ask for the marks of a map that is to be laid into a frame. */
export function firstMarks(): Asked | null {
  const frame = document.querySelector<HTMLElement>("#map .map:has(> noscript)");
  if (!frame || !frame.clientHeight) return null;
  const { view, zoom } = fitted(beginning(frame), frame.clientWidth, frame.clientHeight);
  const told = json(marksAt(view, zoom));
  told.catch(() => {}); // the map asks anew, and says what is wrong
  return { view, zoom, told };
}

/** What a map shows that fits a box into some pixels, and its scale; the map never shows more than the earth. */
function fitted([west, south, east, north]: Box, width: number, height: number): { view: Box; zoom: number } {
  const [left, right, top, foot] = [west / 360, east / 360, down(north), down(south)];
  const fit = Math.min(width / (right - left), height / (foot - top), EARTH * 2 ** NEAREST);
  const scale = Math.max(fit, width, height);
  const [across, along] = [width / scale / 2, height / scale / 2];
  const x = Math.max(across - 0.5, Math.min(0.5 - across, (left + right) / 2));
  const y = Math.max(along, Math.min(1 - along, (top + foot) / 2));
  const view: Box = [(x - across) * 360, latitude(y + along), (x + across) * 360, latitude(y - along)];
  return { view, zoom: Math.log2(scale / EARTH) };
}

/** How far down a latitude lies on the map of the earth, from 0 to 1; Mercator's projection. */
function down(degrees: number): number {
  const within = Math.max(-END, Math.min(END, degrees));
  return 0.5 - Math.asinh(Math.tan((within * Math.PI) / 180)) / (2 * Math.PI);
}

/** The latitude that lies so far down. */
function latitude(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** Whether marks that were asked for serve a view. */
export function serves(early: Asked, shown: Box, zoom: number): boolean {
  const near = shown.every((side, at) => Math.abs(side - (early.view[at] ?? Infinity)) < 0.1 * (shown[2] - shown[0]));
  return near && scaleOf(zoom) === scaleOf(early.zoom);
}
