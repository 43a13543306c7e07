// The base map: Natural Earth's lands and borders, names of countries, provinces and towns; colours are the page's own.
import type { GeoJSONSource, LayerSpecification, Map as LiveMap, StyleSpecification } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { json } from "./page";

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Point = GeoJSON.Feature<GeoJSON.Point>;

/** From this zoom on the outlines at 1:10 million take the place of those at 1:50 million. */
export const NEAR = 4.5;

/** The layers of the coarser outlines. */
const FAR = ["land", "coast", "borders"];

const BUILT = "/static/built/";
const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

/** Fonts of this machine, since none is fetched. */
const FONTS = ["Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"];

/** Layers, the part of each that is coloured, and the token that colours it. */
const COLOURS: [string, string, string][] = [
  ["water", "background-color", "--water"],
  ["land", "fill-color", "--land"],
  ["land-near", "fill-color", "--land"],
  ["provinces", "line-color", "--rule"],
  ["coast", "line-color", "--border"],
  ["coast-near", "line-color", "--border"],
  ["borders", "line-color", "--border"],
  ["borders-near", "line-color", "--border"],
  ["discs", "fill-color", "--est-edge"],
  ["disc-edges", "line-color", "--est-edge"],
  ["towns", "text-color", "--ink-2"],
  ["towns", "text-halo-color", "--land"],
  ["province-names", "text-color", "--ink-3"],
  ["province-names", "text-halo-color", "--land"],
  ["countries", "text-color", "--ink-3"],
  ["countries", "text-halo-color", "--land"],
  ["names", "text-color", "--ink"],
  ["names", "text-halo-color", "--land"],
];

/** The style: empty sources that are filled as they come, and layers from the ground up. */
export function style(): StyleSpecification {
  const names = ["land", "land-near", "lines", "lines-near", "provinces", "towns", "countries", "discs", "names"];
  const sources = Object.fromEntries(names.map((name) => [name, { type: "geojson" as const, data: EMPTY }]));
  return { version: 8, sources, layers: [...grounds(), ...labels()] };
}

/** Water, land, borders, and the discs of vague places. */
function grounds(): LayerSpecification[] {
  const line = (id: string, source: string, kind: string, width: number, span: object): LayerSpecification => ({
    id, type: "line", source, ...span, filter: ["==", ["get", "kind"], kind],
    layout: { "line-join": "round" }, paint: { "line-width": width },
  });
  const far = {}; // they end where the finer ones begin, once those are there
  const near = { minzoom: NEAR };
  return [
    { id: "water", type: "background", paint: {} },
    { id: "land", type: "fill", source: "land", ...far, paint: { "fill-antialias": false } },
    { id: "land-near", type: "fill", source: "land-near", ...near, paint: { "fill-antialias": false } },
    { id: "provinces", type: "line", source: "provinces", minzoom: 4, maxzoom: 11, paint: { "line-width": 1 } },
    line("coast", "lines", "coast", 0.8, far),
    line("coast-near", "lines-near", "coast", 0.8, near),
    line("borders", "lines", "border", 1, far),
    line("borders-near", "lines-near", "border", 1.2, near),
    { id: "discs", type: "fill", source: "discs", paint: { "fill-opacity": 0.07 } },
    { id: "disc-edges", type: "line", source: "discs", paint: { "line-width": 1, "line-dasharray": [4, 3] } },
  ];
}

/** Names: of places with incidents first, then countries, towns, provinces; those that find no room are left out. */
function labels(): LayerSpecification[] {
  const halo = { "text-halo-width": 1.4 };
  return [
    {
      id: "province-names", type: "symbol", source: "towns", minzoom: 5.5,
      filter: ["==", ["get", "kind"], "province"],
      layout: {
        "text-field": ["get", "name"], "text-font": FONTS, "text-size": 10.5, "text-letter-spacing": 0.08,
        "text-max-width": 8, "text-padding": 6,
      },
      paint: { ...halo, "text-opacity": 0.85 },
    },
    {
      id: "towns", type: "symbol", source: "towns",
      minzoom: 2.5, filter: ["==", ["get", "kind"], "town"],
      layout: {
        "icon-image": "town", "text-field": ["get", "name"], "text-font": FONTS, "text-size": 11,
        "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.4,
        "text-justify": "auto", "symbol-sort-key": ["-", ["get", "people"]], "text-padding": 7, "icon-padding": 3,
      },
      paint: halo,
    },
    {
      id: "countries", type: "symbol", source: "countries", minzoom: 1.5, maxzoom: 8,
      layout: {
        "text-field": ["upcase", ["get", "name"]], "text-font": FONTS, "text-size": 10.5, "text-letter-spacing": 0.14,
        "text-max-width": 8, "symbol-sort-key": ["-", ["get", "size"]], "text-padding": 8,
      },
      paint: halo,
    },
    {
      id: "names", type: "symbol", source: "names",
      layout: {
        "text-field": ["get", "name"], "text-font": FONTS, "text-size": 12,
        "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": ["get", "offset"],
        "text-justify": "auto", "symbol-sort-key": ["get", "order"], "text-padding": 2,
      },
      paint: halo,
    },
  ];
}

/** A colour of the page in the theme that is seen, as a canvas takes it. */
export function inTheme(token: string): string {
  return palette([token]).get(token) ?? "";
}

/** Colours of the page, looked up at once. */
function palette(tokens: string[]): Map<string, string> {
  const probes = document.body.appendChild(document.createElement("div"));
  const told = tokens.map((token) => {
    const probe = probes.appendChild(document.createElement("i"));
    probe.style.color = `var(${token})`;
    return [token, probe] as const;
  });
  const found = new Map(told.map(([token, probe]) => [token, getComputedStyle(probe).color]));
  probes.remove();
  return found;
}

/** Take the page's colours over; again when the theme changes. */
export function colour(map: LiveMap): void {
  const own = palette(COLOURS.map(([, , token]) => token));
  for (const [layer, part, token] of COLOURS) {
    if (map.getLayer(layer)) map.setPaintProperty(layer, part as "fill-color", own.get(token) ?? "");
  }
  const dot = spot(inTheme("--ink-3"));
  if (map.hasImage("town")) map.removeImage("town");
  if (dot) map.addImage("town", dot, { pixelRatio: 2 });
}

/** The small dot of a town. */
function spot(paint: string): ImageData | null {
  const pen = new OffscreenCanvas(8, 8).getContext("2d");
  if (!pen) return null;
  pen.fillStyle = paint;
  pen.arc(4, 4, 3, 0, 7);
  pen.fill();
  return pen.getImageData(0, 0, 8, 8);
}

/** Fetch outlines and names; the finer outlines only once somebody comes near. */
export async function fill(map: LiveMap): Promise<void> {
  const put = (name: string, told: GeoJSON.GeoJSON): void => void map.getSource<GeoJSONSource>(name)?.setData(told);
  const near = async (): Promise<void> => {
    if (map.getZoom() < NEAR - 0.5) return;
    map.off("zoom", near);
    const [atlas, provinces] = await Promise.all([json<Atlas>(`${BUILT}countries-10m.json`), json<GeoJSON.GeoJSON>("/map/provinces")]);
    put("land-near", lands(atlas));
    put("lines-near", lines(atlas));
    put("provinces", provinces);
    map.once("idle", () => {
      for (const layer of FAR) map.setLayerZoomRange(layer, 0, NEAR);
    });
  };
  const atlas = await json<Atlas>(`${BUILT}countries-50m.json`);
  put("land", lands(atlas));
  put("lines", lines(atlas));
  put("countries", { type: "FeatureCollection", features: titles(atlas) });
  map.on("zoom", near);
  map.once("idle", () => void near()); // once areas and names stand, which they would keep waiting
}

/** The ground of all countries. */
function lands(atlas: Atlas): GeoJSON.FeatureCollection {
  const told = feature(atlas, atlas.objects.countries) as GeoJSON.FeatureCollection;
  for (const { geometry } of told.features) {
    if (geometry.type === "Polygon") geometry.coordinates = geometry.coordinates.map(round);
    if (geometry.type === "MultiPolygon") geometry.coordinates = geometry.coordinates.map((part) => part.map(round));
  }
  return told;
}

/** A line that goes on beyond 180 degrees instead of leaping back across the whole map; the map wraps what lies there. */
function onward(line: GeoJSON.Position[]): GeoJSON.Position[] {
  let turn = 0;
  return line.map(([x = 0, y = 0], at) => {
    const before = line[at - 1]?.[0] ?? x;
    if (Math.abs(x - before) > 180) turn += x < before ? 360 : -360;
    return [x + turn, y];
  });
}

/** A ring that goes on beyond 180 degrees; one that goes round the whole Earth is closed along the pole. */
function round(ring: GeoJSON.Position[]): GeoJSON.Position[] {
  const told = onward(ring);
  const [first = 0, south = 0] = told[0] ?? [];
  const last = told[told.length - 1]?.[0] ?? first;
  if (Math.abs(last - first) < 180) return told;
  const pole = south < 0 ? -90 : 90;
  return [...told, [last, pole], [first, pole], [first, south]];
}

/** Coasts, and borders between two countries. */
function lines(atlas: Atlas): GeoJSON.FeatureCollection {
  const told = (kind: string, same: boolean): GeoJSON.Feature => {
    const geometry = mesh(atlas, atlas.objects.countries, (a, b) => (a === b) === same);
    return { type: "Feature", properties: { kind }, geometry: { ...geometry, coordinates: geometry.coordinates.map(onward) } };
  };
  return { type: "FeatureCollection", features: [told("coast", true), told("border", false)] };
}

/** The name of each country in the middle of its largest part. */
function titles(atlas: Atlas): Point[] {
  return lands(atlas).features.flatMap((one) => {
    const shape = one.geometry;
    const parts =
      shape.type === "MultiPolygon" ? shape.coordinates : shape.type === "Polygon" ? [shape.coordinates] : [];
    const told = parts.map((part) => middle(part[0] ?? [])).sort((a, b) => b.size - a.size)[0];
    if (!told) return [];
    const properties = { name: one.properties?.name ?? "", size: told.size };
    return [{ type: "Feature", properties, geometry: { type: "Point", coordinates: told.at } } satisfies Point];
  });
}

/** The centre of gravity of a ring, and its area in square degrees. */
function middle(ring: GeoJSON.Position[]): { at: [number, number]; size: number } {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[i + 1] ?? [];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return { at: [x / (3 * area || 1), y / (3 * area || 1)], size: Math.abs(area / 2) };
}
