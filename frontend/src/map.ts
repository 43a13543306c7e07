// The map that moves: where the browser can draw one, it takes the place of the server's drawing.
import { type LngLatBoundsLike, Map as LiveMap, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { colour, fill, style } from "./base";
import { type Asked, type Box, beginning, boxOf, NEAREST } from "./first";
import { Marks } from "./marks";
import { type Address, afterChange, asked, go } from "./page";
import { ownTiles } from "./tiles";

/** Milliseconds of rest after which a move of the map counts. */
const REST = 350;

/** Put a live map on the page; where that cannot be, the server's drawing. */
export function liveMap(early: Asked | null): void {
  const frame = document.querySelector<HTMLElement>("#map .map");
  if (!frame) return;
  const place = document.createElement("div");
  place.className = "live";
  frame.classList.add("moves"); // its height comes first, lest the map begin with another view
  frame.append(place);
  let map: LiveMap;
  try {
    setWorkerUrl("/static/built/maplibre-gl-worker.mjs");
    map = made(place, beginning(frame));
  } catch {
    place.remove(); // no WebGL here
    frame.classList.remove("moves");
    stillMap(frame);
    return;
  }
  const ready = new Promise<void>((done) => void map.once("style.load", () => done()));
  const marks = new Marks(map, ready);
  void Promise.all([marks.refresh(early), ready]).then(() => fill(map)); // what people look for comes first
  follow(map, marks);
  void ready.then(() => {
    colour(map);
    ownTiles(map, frame.dataset);
    frame.dataset.ready = "yes";
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => colour(map));
  tools(map, marks);
}

/** Show the server's drawing, which the page holds for browsers without script, here and after every change. */
function stillMap(frame: HTMLElement): void {
  const show = (page: Document): void => {
    const held = page.querySelector("#map .map noscript");
    const said = held?.firstElementChild ? held.innerHTML : (held?.textContent ?? ""); // words only, where script runs
    const drawn = new DOMParser().parseFromString(said, "text/html").querySelector(".drawn");
    if (drawn) frame.replaceChildren(document.importNode(drawn, true));
  };
  show(document);
  afterChange(show);
}

function made(place: HTMLElement, view: Box): LiveMap {
  const map = new LiveMap({
    container: place,
    style: style(),
    bounds: view as LngLatBoundsLike,
    attributionControl: false,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: NEAREST,
    fadeDuration: 0,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    locale: { "Map.Title": "Map. Arrow keys move it, + and − change its scale; the table holds the same incidents." },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
  return map;
}

/** What the map shows, as an address has it. */
function shown(map: LiveMap): string {
  const box = map.getBounds();
  const sides = [
    Math.max(-180, box.getWest()),
    Math.max(-90, box.getSouth()),
    Math.min(180, box.getEast()),
    Math.min(90, box.getNorth()),
  ];
  return sides.map((side) => Number(side.toFixed(4))).join(",");
}

/** A person's move of the map narrows the selection to what it shows; a new selection moves the map. */
function follow(map: LiveMap, marks: Marks): void {
  let later = 0;
  map.on("moveend", (event) => {
    void marks.refresh();
    const own = "originalEvent" in event && event.originalEvent !== undefined;
    if (!own && !marks.asked) return;
    marks.asked = false;
    clearTimeout(later);
    later = window.setTimeout(() => {
      const address = asked();
      address.delete("page");
      address.set("box", shown(map));
      go(address, "map");
    }, REST);
  });
  map.on("movestart", () => clearTimeout(later));
  afterChange((page, address, cause) => {
    marks.close();
    if (cause === "other") look(map, page, address);
    void marks.refresh();
  });
  const rows = document.getElementById("rows");
  const point = (event: Event): void => {
    const row = event.target instanceof Element ? event.target.closest("tr")?.querySelector(".where a") : null;
    marks.light(row?.getAttribute("href")?.split("/").pop() ?? null);
  };
  for (const kind of ["mouseover", "mouseleave", "focusin", "focusout"]) rows?.addEventListener(kind, point);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && marks.close()) map.getCanvas().focus();
  });
}

/** Show the box of the address, else what the server takes for the best view of the selection. */
function look(map: LiveMap, page: Document, address: Address): void {
  const view = boxOf(address.get("box") ?? page.querySelector<HTMLElement>("#map .map")?.dataset.view);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (view) map.fitBounds(view as LngLatBoundsLike, { duration: still ? 0 : 400, maxZoom: NEAREST });
}

/** The links above the map steer it. */
function tools(map: LiveMap, marks: Marks): void {
  document.getElementById("map-tools")?.addEventListener("click", (event) => {
    const told = event.target instanceof Element ? event.target.closest("a")?.dataset.map : null;
    if (told !== "in" && told !== "out") return;
    event.preventDefault();
    marks.asked = true;
    map.zoomTo(map.getZoom() + (told === "in" ? 1 : -1));
  });
}
