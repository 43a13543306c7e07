"""The outlines of provinces: what is known of a place that is told to a province only."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from recounted.lexicon import data
from recounted.web.grid import Box, Point

#: The UCDP precision of a place that is known to its province.
PROVINCE = 4

Ring = tuple[tuple[float, float], ...]  # longitudes and latitudes, closed


def points_of(steps: Sequence[int]) -> list[tuple[float, float]]:
    """The points of an arc, in degrees, from steps of hundredths."""
    x = y = 0
    found = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / 100, y / 100))
    return found


@cache
def shapes() -> tuple[tuple[Box, tuple[Ring, ...]], ...]:
    """The box and the rings of every province, in degrees."""
    found = []
    for _, rings in json.loads(data("province_shapes.json").read_text(encoding="utf-8"))["shapes"]:
        own = tuple(tuple(points_of(ring)) for ring in rings)
        xs, ys = [x for ring in own for x, _ in ring], [y for ring in own for _, y in ring]
        found.append(((min(xs), min(ys), max(xs), max(ys)), own))
    return tuple(found)


@cache
def province_at(point: Point) -> tuple[Ring, ...]:
    """The rings of the province that a latitude and longitude lie in; none at sea."""
    latitude, longitude = point
    for (west, south, east, north), rings in shapes():
        near = west <= longitude <= east and south <= latitude <= north
        if near and any(holds(ring, longitude, latitude) for ring in rings):
            return rings
    return ()


def holds(ring: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    """Whether a ring holds a point: a line from there to the east crosses it an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
