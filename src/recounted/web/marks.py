"""The marks of the map that moves: incidents that stand too near to each other at a scale are one mark."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from recounted.web.catalogue import Catalogue, Row
from recounted.web.drawing import drawing, element, words_at
from recounted.web.filters import Filters, narrowing, passing
from recounted.web.wording import days_short, in_words, kind_label, many
from recounted.web.worldmap import KM, VAGUE, Box, Spot, placed, point, radius

#: Pixels of the whole earth at zoom 0, the side of the cells in which marks are gathered, and how near two may stand.
EARTH, CELL, APART = 512, 44, 27

#: Incidents that a mark names, incidents of a mark that can be lit from the table, and discs in one view.
NAMED, LIT, DISCS = 12, 60, 400

#: The latitude at which a map in Mercator's projection ends.
POLE = 85.0511

#: The corners of a disc.
CORNERS = 48


class Placed(NamedTuple):
    """An incident with where it stands in Mercator's projection, from 0 to 1 eastward and southward."""

    x: float
    y: float
    row: Row


class Mark(NamedTuple):
    """Incidents that are drawn as one; where it stands as `Placed`."""

    x: float
    y: float
    rows: tuple[Row, ...]

    @property
    def vague(self) -> bool:
        """Whether this is one incident whose place is no exact town."""
        return len(self.rows) == 1 and vague(self.rows[0])


#: A cell of the map at some scale: its column and its line.
Cell = tuple[int, int]


def vague(row: Row) -> bool:
    """Whether the place of an incident is known to some kilometres only."""
    return (row.precision or 1) in VAGUE


def mercator(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point stands, from 0 to 1 eastward and southward."""
    held = math.radians(max(-POLE, min(POLE, latitude)))
    return (longitude + 180) / 360, 0.5 - math.asinh(math.tan(held)) / (2 * math.pi)


def spread(known: Catalogue, wanted: Filters) -> dict[str, Any]:
    """The incidents with a place on the map that pass the filters, ready to be gathered at any scale."""
    rows = placed(known.members(passing(known, narrowing(known, wanted))))
    return {"placed": [Placed(*mercator(*row.point), row) for row in rows if row.point]}


def within(points: Iterable[Placed], view: Box) -> list[Placed]:
    """What stands in a view."""
    (west, north), (east, south) = mercator(view[3], view[0]), mercator(view[1], view[2])
    return [one for one in points if west <= one.x <= east and north <= one.y <= south]


def gathered(points: Iterable[Placed], zoom: float) -> list[Mark]:
    """The marks of a scale: one for each cell, and those of neighbouring cells that would overlap as one."""
    scale = EARTH * 2**zoom
    cells: dict[Cell, list[Placed]] = defaultdict(list)
    for one in points:
        cells[int(one.x * scale / CELL), int(one.y * scale / CELL)].append(one)
    kept: dict[Cell, list[Placed]] = {}
    for cell in sorted(cells, key=lambda cell: (-len(cells[cell]), cell)):
        near = overlapping(cell, cells[cell], kept, scale)
        kept[near or cell] = kept.get(near or cell, []) + cells[cell]
    return [Mark(*centre(own), tuple(one.row for one in own)) for own in kept.values()]


def overlapping(cell: Cell, own: Sequence[Placed], kept: Mapping[Cell, Sequence[Placed]], scale: float) -> Cell | None:
    """The neighbouring cell whose mark would overlap with the mark of this one."""
    x, y = centre(own)
    for column in (cell[0] - 1, cell[0], cell[0] + 1):
        for line in (cell[1] - 1, cell[1], cell[1] + 1):
            other = kept.get((column, line))
            if other:
                there = centre(other)
                if math.hypot(there[0] - x, there[1] - y) * scale < APART:
                    return column, line
    return None


def centre(own: Sequence[Placed]) -> tuple[float, float]:
    """The middle of some points."""
    return sum(one.x for one in own) / len(own), sum(one.y for one in own) / len(own)


def told(mark: Mark, harm: str) -> dict[str, Any]:
    """A mark as the map takes it: where, drawn, in words, and the first of its incidents."""
    order = sorted(mark.rows, key=lambda row: -row.top(harm))
    reach = reach_of(mark, harm)
    return {
        "key": f"{len(order)}:{harm}:{mark.x:.6f}:{mark.y:.6f}:" + ",".join(row.id for row in order[:3]),
        "at": degrees(mark),
        "name": name_of(order, harm),
        "label": label_of(order),
        "drawn": drawn(mark, harm, reach),
        "reach": round(reach, 1),
        "count": len(order),
        "box": around(order),
        "rows": [row_of(row, harm) for row in order[:NAMED]],
        "lit": [row.id for row in order[:LIT]],
    }


def degrees(mark: Mark) -> tuple[float, float]:
    """Longitude and latitude of a mark."""
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * mark.y))))
    return round(mark.x * 360 - 180, 5), round(latitude, 5)


def name_of(rows: Sequence[Row], harm: str) -> str:
    """A mark in words."""
    row = rows[0]
    if len(rows) == 1:
        return f"{row.place or 'place not known'}, {days_short(row.start, row.end)}: {harm} {in_words(row.toll(harm))}"
    places = {row.place for row in rows if row.place}
    where = f"at {row.place}" if len(places) == 1 else f"at {row.place} and near" if row.place else "near each other"
    return f"{many(len(rows), 'incident')} {where}"


def label_of(rows: Sequence[Row]) -> str:
    """The name that stands beside a mark: that of its place, where it is one."""
    places = {row.place for row in rows if row.place}
    return next(iter(places))[:30] if len(places) == 1 else ""


def around(rows: Iterable[Row]) -> Box:
    """The box that holds some incidents."""
    points = [row.point for row in rows if row.point]
    latitudes, longitudes = [one[0] for one in points], [one[1] for one in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def row_of(row: Row, harm: str) -> dict[str, str]:
    """An incident as a popup tells of it."""
    return {
        "id": row.id,
        "place": row.place or "place not known",
        "days": days_short(row.start, row.end),
        "kind": kind_label(row.kind),
        "said": f"{harm}: {in_words(row.toll(harm))}",
        "voices": many(row.voices, "independent source"),
    }


def reach_of(mark: Mark, harm: str) -> float:
    """The radius of a mark in pixels."""
    if len(mark.rows) > 1:
        return 11.0 + 3.5 * max(0, len(f"{len(mark.rows):,}") - 1)
    toll = mark.rows[0].toll(harm)
    return 12.0 if mark.vague or not toll.known else max(4.0, radius(toll.best or toll.top))


def drawn(mark: Mark, harm: str, reach: float) -> str:
    """The drawing of a mark, as the map without script has it."""
    side = 2 * math.ceil(max(12.0, reach + 1))
    spot = Spot(x=side / 2, y=side / 2, rows=mark.rows)
    if len(mark.rows) > 1:
        inside = element("circle", kind="p-ring", cx=spot.x, cy=spot.y, r=reach)
        inside += element("circle", kind="p-ring", cx=spot.x, cy=spot.y, r=reach - 2.5)
        inside += words_at(spot.x, spot.y + 4, f"×{len(mark.rows):,}", "count", "middle")
    elif mark.vague:
        toll = mark.rows[0].toll(harm)
        inside = words_at(spot.x, spot.y + 4, f"{toll.top:,}" if toll.known else "?", "count", "middle")
    else:
        inside = point(spot, mark.rows[0].toll(harm), mark.rows[0].reviewed)
    return str(drawing((side, side), inside, name_of(mark.rows, harm)))


def discs(marks: Iterable[Mark]) -> dict[str, Any]:
    """How far off the vague places may be, as true discs on the earth; each once."""
    areas = {(row.point, row.precision) for mark in marks for row in mark.rows if row.point and vague(row)}
    order = sorted(areas, key=str)[:DISCS]
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "Polygon", "coordinates": [list(circle(at, VAGUE[precision or 2]))]},
        }
        for at, precision in order
        if at
    ]
    return {"type": "FeatureCollection", "features": features}


def circle(at: tuple[float, float], kilometres: float) -> Iterator[tuple[float, float]]:
    """The corners of a disc round latitude and longitude, as longitudes and latitudes, closed."""
    tall = kilometres / KM
    wide = tall / max(0.05, math.cos(math.radians(at[0])))
    for corner in range(CORNERS + 1):
        angle = 2 * math.pi * (corner % CORNERS) / CORNERS
        yield round(at[1] + wide * math.cos(angle), 4), round(at[0] + tall * math.sin(angle), 4)
