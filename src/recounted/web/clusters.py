"""Incidents gathered to marks: those that stand too near to each other at a scale are one.

A layout orders all incidents by the cells of one scale, the gravest of a cell first, and is made once; a selection is
then counted cell by cell, without a loop over incidents.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, compress, islice
from typing import NamedTuple

from recounted.web.bits import Order, Rows, flags_of
from recounted.web.catalogue import Catalogue, Row
from recounted.web.grid import Box

#: Pixels of the whole earth at zoom 0, the side of the cells in which marks are gathered, and how near two may stand.
EARTH, CELL, APART = 512, 44, 27

#: The latitude at which a map in Mercator's projection ends.
POLE = 85.0511

#: Incidents of a mark that are looked at one by one, and up to how many decide how far a map goes in.
LOOKED_AT, MEASURED = 60, 2000

#: Layouts that are kept.
KEPT = 32

#: A cell of the map at some scale: its column and its line.
Cell = tuple[int, int]


def mercator(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point stands, from 0 to 1 eastward and southward."""
    held = math.radians(max(-POLE, min(POLE, latitude)))
    return (longitude + 180) / 360, 0.5 - math.asinh(math.tan(held)) / (2 * math.pi)


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a place in Mercator's projection."""
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
    return round(x * 360 - 180, 5), round(latitude, 5)


def scale_of(zoom: float) -> float:
    """The scale at which marks are gathered: a half of a zoom, at which the map asks for them."""
    return math.floor(zoom * 2) / 2


class Mark(NamedTuple):
    """Incidents drawn as one: where, how many, the first of them, gravest first, and the box that holds them."""

    x: float
    y: float
    size: int
    rows: tuple[Row, ...]
    box: Box


class Part(NamedTuple):
    """What a selection has in a cell: the middle of its incidents, how many they are, and where they stand."""

    x: float
    y: float
    size: int
    low: int
    high: int


class Layout:
    """All incidents with a place, in the order of the cells of one scale."""

    def __init__(self, known: Catalogue, zoom: float, harm: str) -> None:
        self.known, self.scale = known, EARTH * 2**zoom
        points = {point: mercator(*point) for point in set(known.grid.points) if point}
        cell_of = {point: (int(x * self.scale / CELL), int(y * self.scale / CELL)) for point, (x, y) in points.items()}
        cells: dict[Cell, list[int]] = defaultdict(list)
        flags = flags_of(known.placed, known.size)
        for at in by_gravity(known, harm):
            if flags[at]:
                cells[cell_of[known.grid.points[at]]].append(at)  # type: ignore[index]
        self.order = Order([at for own in cells.values() for at in own], known.size)
        where = [points[known.grid.points[at]] for at in self.order.rows]  # type: ignore[index]
        self.x, self.y = [x for x, _ in where], [y for _, y in where]
        self.whole: dict[int, tuple[float, float]] = {}  #: start of a cell → the sums of its places
        self.cells: dict[Cell, tuple[int, int]] = {}
        end = 0
        for cell, own in cells.items():
            self.cells[cell] = end, end + len(own)
            end += len(own)

    def marks(self, chosen: Rows, view: Box) -> list[Mark]:
        """The marks of a selection in a view, those of most incidents first."""
        picked = self.order.flags(self.known.grid.inside(view, chosen & self.known.placed))
        parts = {cell: part for cell, ends in self.seen(view) if (part := self.part(picked, *ends))}
        kept: dict[Cell, list[Part]] = {}
        for cell in sorted(parts, key=lambda cell: (-parts[cell].size, cell)):
            near = overlapping(cell, parts[cell], kept, self.scale)
            kept.setdefault(near or cell, []).append(parts[cell])
        return [self.mark(picked, own) for own in kept.values()]

    def seen(self, view: Box) -> Iterable[tuple[Cell, tuple[int, int]]]:
        """The cells that meet a view."""
        (west, north), (east, south) = mercator(view[3], view[0]), mercator(view[1], view[2])
        first, last = int(west * self.scale / CELL), int(east * self.scale / CELL)
        top, foot = int(north * self.scale / CELL), int(south * self.scale / CELL)
        for cell, ends in self.cells.items():
            if first <= cell[0] <= last and top <= cell[1] <= foot:
                yield cell, ends

    def part(self, picked: bytes, low: int, high: int) -> Part | None:
        """What a selection has in a cell; nothing where it has no incident there."""
        count = picked.count(1, low, high)
        if not count:
            return None
        if count == high - low:
            x, y = self.all_of(low, high)
        else:
            own = picked[low:high]
            x, y = sum(compress(self.x[low:high], own)), sum(compress(self.y[low:high], own))
        return Part(x / count, y / count, count, low, high)

    def all_of(self, low: int, high: int) -> tuple[float, float]:
        """The sums of the places of a whole cell, added up once."""
        if low not in self.whole:
            self.whole[low] = sum(self.x[low:high]), sum(self.y[low:high])
        return self.whole[low]

    def mark(self, picked: bytes, parts: Sequence[Part]) -> Mark:
        """Some cells as one mark."""
        count = sum(part.size for part in parts)
        x, y = (sum(part[at] * part.size for part in parts) / count for at in (0, 1))
        own = (compress(self.order.rows[part.low : part.high], picked[part.low : part.high]) for part in parts)
        rows = [self.known.rows[at] for part in own for at in islice(part, LOOKED_AT)]
        box = self.around(picked, parts) if count <= MEASURED else self.reach(x, y)
        return Mark(x, y, count, tuple(rows), box)

    def around(self, picked: bytes, parts: Sequence[Part]) -> Box:
        """The box that holds the incidents of some cells."""
        xs, ys = (
            list(chain.from_iterable(compress(own[p.low : p.high], picked[p.low : p.high]) for p in parts))
            for own in (self.x, self.y)
        )
        return (*degrees(min(xs), max(ys)), *degrees(max(xs), min(ys)))

    def reach(self, x: float, y: float) -> Box:
        """The box of a cell round a place: as near as a map goes for a mark of very many incidents."""
        half = CELL / self.scale / 2
        return (*degrees(x - half, y + half), *degrees(x + half, y - half))


def by_gravity(known: Catalogue, harm: str) -> Sequence[int]:
    """The numbers of all rows, those with the highest figure first."""
    if harm in {"killed", "injured"}:
        return known.order(harm) or ()
    return sorted(range(known.size), key=lambda at: -known.rows[at].top(harm))


def overlapping(cell: Cell, own: Part, kept: Mapping[Cell, Sequence[Part]], scale: float) -> Cell | None:
    """The neighbouring cell whose mark would overlap with the mark of this one."""
    for column in (cell[0] - 1, cell[0], cell[0] + 1):
        for line in (cell[1] - 1, cell[1], cell[1] + 1):
            for other in kept.get((column, line), ())[:1]:
                if math.hypot(other.x - own.x, other.y - own.y) * scale < APART:
                    return column, line
    return None
