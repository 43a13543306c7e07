// Tiles of the user's own, between the base map's land and the marks: raster as they are, vector in the page's colours.
import { addProtocol, type LayerSpecification, type Map as LiveMap } from "maplibre-gl";
import { PMTiles, Protocol, TileType } from "pmtiles";
import { inTheme } from "./base";

const inDark = matchMedia("(prefers-color-scheme: dark)");

/** Where our own tiles lie: below the discs and all names. */
const BELOW = "discs";

/** Layers of the common vector schemes (OpenMapTiles, Protomaps) and how they are drawn: kind, token, width. */
const DRAWN: Record<string, ["fill" | "line", string, number]> = {
  earth: ["fill", "--land", 0],
  landuse: ["fill", "--land-2", 0],
  landcover: ["fill", "--land-2", 0],
  water: ["fill", "--water", 0],
  waterway: ["line", "--river", 1],
  roads: ["line", "--rule", 1],
  transportation: ["line", "--rule", 1],
  buildings: ["fill", "--rule", 0],
  building: ["fill", "--rule", 0],
  boundaries: ["line", "--border", 1],
  boundary: ["line", "--border", 1],
};

/** Lay the user's tiles over the base map, if there are any: `pmtiles` on our server, or `tiles`, an address's pattern. */
export function ownTiles(map: LiveMap, told: DOMStringMap): void {
  if (told.pmtiles) void archive(map, new URL(told.pmtiles, location.href).href);
  else if (told.tiles && /\.(mvt|pbf)\b/.test(told.tiles)) vector(map, { tiles: [told.tiles] }, Object.keys(DRAWN));
  else if (told.tiles) raster(map, { tiles: [told.tiles] });
}

/** Tiles in one file, read piece by piece. */
async function archive(map: LiveMap, address: string): Promise<void> {
  const protocol = new Protocol();
  const file = new PMTiles(address);
  protocol.add(file);
  addProtocol("pmtiles", protocol.tile);
  const header = await file.getHeader();
  const source = { url: `pmtiles://${address}` };
  if (header.tileType !== TileType.Mvt) {
    raster(map, source);
    return;
  }
  const about = (await file.getMetadata()) as { vector_layers?: { id: string }[] };
  vector(map, source, (about.vector_layers ?? []).map((layer) => layer.id));
}

function raster(map: LiveMap, source: { tiles?: string[]; url?: string }): void {
  map.addSource("own", { type: "raster", tileSize: 256, ...source });
  map.addLayer({ id: "own", type: "raster", source: "own" }, BELOW);
}

function vector(map: LiveMap, source: { tiles?: string[]; url?: string }, layers: string[]): void {
  map.addSource("own", { type: "vector", ...source });
  for (const name of Object.keys(DRAWN).filter((one) => layers.includes(one))) {
    const [kind, token, width] = DRAWN[name] ?? ["line", "--rule", 1];
    const paint = kind === "fill" ? {} : { "line-width": width };
    const layer = { id: `own-${name}`, type: kind, source: "own", "source-layer": name, paint } as LayerSpecification;
    map.addLayer(layer, BELOW);
    const dyed = (): void => void map.setPaintProperty(layer.id, `${kind}-color`, inTheme(token));
    dyed();
    inDark.addEventListener("change", dyed);
  }
}
