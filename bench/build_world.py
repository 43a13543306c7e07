"""Make data/world.json, the outlines of the pages' map: python bench/build_world.py countries-50m.json.

The source is Natural Earth (public domain) at 1:50 million, as the npm package world-atlas 2.0.2 brings it:
npm pack world-atlas@2.0.2. Coordinates are rounded to a hundredth of a degree, about a kilometre.
"""

import json
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "recounted" / "data" / "world.json"


def main(source: str) -> None:
    """Read a TopoJSON of countries and write arcs as steps of hundredths of a degree, and the rings of each country."""
    atlas = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = [steps(arc, atlas["transform"]) for arc in atlas["arcs"]]
    lands = [
        [shape["properties"]["name"], [ring for polygon in polygons(shape) for ring in polygon]]
        for shape in atlas["objects"]["countries"]["geometries"]
        if shape["type"]
    ]
    told = {"source": "Natural Earth 1:50m (public domain), by world-atlas 2.0.2", "arcs": arcs, "lands": lands}
    TARGET.write_text(json.dumps(told, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lands)} lands, {len(arcs)} arcs, {TARGET.stat().st_size:,} bytes")


def polygons(shape: dict) -> list:
    """The polygons of a country, each a list of rings, each a list of arc numbers."""
    return shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]


def steps(arc: list[list[int]], transform: dict) -> list[int]:
    """An arc as its first point, then steps to the next ones; steps that round to nothing are left out."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    found: list[int] = []
    last = (0, 0)
    for dx, dy in arc:
        x, y = x + dx, y + dy
        point = round((x * scale_x + shift_x) * 100), round((y * scale_y + shift_y) * 100)
        if not found or point != last:
            found += [point[0] - last[0], point[1] - last[1]]
            last = point
    return found


if __name__ == "__main__":
    main(sys.argv[1])
