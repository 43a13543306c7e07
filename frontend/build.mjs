// Bundles map and timeline into the folder that is given, beside MapLibre's own files and the base map's outlines.
import { build } from "esbuild";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";

const target = process.argv[2] ?? "../src/recounted/web/static/built";
const brought = {
  "maplibre-gl/dist/maplibre-gl.mjs": "maplibre-gl.mjs",
  "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
  "maplibre-gl/LICENSE.txt": "LICENSE-maplibre-gl.txt",
  "world-atlas/countries-50m.json": "countries-50m.json",
  "world-atlas/countries-10m.json": "countries-10m.json",
};

await mkdir(target, { recursive: true });
await build({
  entryPoints: ["src/overview.ts"],
  outdir: target,
  splitting: true, // the map's own parts come beside the page's, which wait for nothing
  chunkNames: "[name]",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  alias: { "maplibre-gl": "./maplibre-gl.mjs" },
  external: ["./maplibre-gl.mjs"],
  legalComments: "eof",
  logLevel: "warning",
});
for (const [from, to] of Object.entries(brought)) {
  await cp(join("node_modules", from), join(target, to));
}
