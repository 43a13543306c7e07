"""Which rows lie in a box of degrees, found by bands of one degree each."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from recounted.web.bits import Rows, numbers_of, set_of

Point = tuple[float, float]  # latitude, longitude
Box = tuple[float, float, float, float]  # west, south, east, north in degrees

#: The whole earth.
EVERYWHERE: Box = (-180.0, -90.0, 180.0, 90.0)


class Bands:
    """One coordinate of all rows: its degree → the set of rows in that band."""

    def __init__(self, values: Sequence[tuple[int, float]], size: int) -> None:
        found: dict[int, list[int]] = defaultdict(list)
        for at, value in values:
            found[math.floor(value)].append(at)
        self.sets = {degree: set_of(own, size) for degree, own in found.items()}

    def between(self, low: float, high: float) -> tuple[Rows, Rows]:
        """The rows of the bands that lie wholly between two degrees, and those of the two bands that may."""
        whole = edge = 0
        for degree, own in self.sets.items():
            if low <= degree and degree + 1 <= high:
                whole |= own
            elif low < degree + 1 and degree <= high:
                edge |= own
        return whole, edge


class Grid:
    """The points of all rows."""

    def __init__(self, points: Sequence[Point | None]) -> None:
        self.points = points
        known = [(at, point) for at, point in enumerate(points) if point is not None]
        self.latitudes = Bands([(at, point[0]) for at, point in known], len(points))
        self.longitudes = Bands([(at, point[1]) for at, point in known], len(points))

    def inside(self, box: Box, among: Rows = -1) -> Rows:
        """The rows whose point lies in a box, its edges included; of all, or of some that alone are looked at."""
        west, south, east, north = box
        tall, tall_edge = self.latitudes.between(south, north)
        wide, wide_edge = self.longitudes.between(west, east)
        doubtful = (tall | tall_edge) & (wide | wide_edge) & ~(tall & wide) & among
        return (tall & wide & among) | set_of(self.exactly(doubtful, box), len(self.points))

    def exactly(self, rows: Rows, box: Box) -> Iterator[int]:
        """Those of some rows whose point lies in a box, looked at one by one."""
        west, south, east, north = box
        for at in numbers_of(rows):
            point = self.points[at]
            if point is not None and south <= point[0] <= north and west <= point[1] <= east:
                yield at
