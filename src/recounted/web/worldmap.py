"""A map that the server draws: outlines of lands, and a mark for each incident that is as vague as its place is.

Borders are those of Natural Earth, which draws them as they are held on the ground; the map takes no view on them.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
from markupsafe import Markup

from recounted.lexicon import data
from recounted.web.catalogue import NOWHERE, VAGUE, Row
from recounted.web.drawing import drawing, element, linked, words_at
from recounted.web.filters import Filters
from recounted.web.provinces import PROVINCE, points_of, province_at
from recounted.web.wording import Toll, days_short, in_words, many

Box = tuple[float, float, float, float]  # west, south, east, north in degrees
Ring = tuple[Box, tuple[tuple[float, float], ...]]

SIZE = (468, 420)

#: Kilometres of a degree of latitude.
KM = 111.2

#: Incidents nearer to each other than this, in pixels, are one mark.
NEAR = 15

#: From how many marks on the outermost tenth may lie beyond the edge, and by how much this has to narrow the view.
FEW, MUCH = 12, 1.6

#: The narrowest view, in degrees, and the room left round the outermost marks.
NARROWEST, ROOM = 1.2, 0.12


class View:
    """A part of the earth on a drawing. Lengths are true along the middle latitude."""

    def __init__(self, box: Box, size: tuple[int, int] = SIZE) -> None:
        west, south, east, north = box
        self.size = size
        self.stretch = max(0.2, math.cos(math.radians((south + north) / 2)))
        wide, tall = max(NARROWEST, (east - west) * self.stretch), max(NARROWEST, north - south)
        self.scale = min(size[0] / wide, size[1] / tall)
        self.middle = (west + east) / 2, (south + north) / 2

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point stands."""
        x = self.size[0] / 2 + (longitude - self.middle[0]) * self.stretch * self.scale
        return x, self.size[1] / 2 - (latitude - self.middle[1]) * self.scale

    def box(self, factor: float = 1.0) -> Box:
        """What the drawing shows, or more or less of it, within the earth."""
        half_x = self.size[0] / 2 / self.scale / self.stretch * factor
        half_y = self.size[1] / 2 / self.scale * factor
        x, y = self.middle
        west, south, east, north = x - half_x, y - half_y, x + half_x, y + half_y
        return max(-180.0, west), max(-90.0, south), min(180.0, east), min(90.0, north)


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents that are drawn as one mark."""

    x: float
    y: float
    rows: tuple[Row, ...]


@cache
def rings() -> tuple[Ring, ...]:
    """Every ring of every land with its box, in degrees."""
    told = json.loads(data("world.json").read_text(encoding="utf-8"))
    arcs = [points_of(arc) for arc in told["arcs"]]
    found = []
    for _, own in told["lands"]:
        for ring in own:
            line = [point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
            xs, ys = [x for x, _ in line], [y for _, y in line]
            found.append(((min(xs), min(ys), max(xs), max(ys)), tuple(line)))
    return tuple(found)


def view_of(rows: Sequence[Row], asked: Box | None, size: tuple[int, int] = SIZE) -> View:
    """The view that is asked for, else one that holds the marks, but for a few far ones, else the inhabited earth."""
    if asked:
        return View(asked, size)
    points = [row.point for row in rows if row.point]
    if not points:
        return View((-170.0, -55.0, 170.0, 72.0), size)
    south, north = middle_of([point[0] for point in points])
    west, east = middle_of([point[1] for point in points])
    margin_x, margin_y = max(0.4, (east - west) * ROOM), max(0.4, (north - south) * ROOM)
    return View((west - margin_x, south - margin_y, east + margin_x, north + margin_y), size)


def middle_of(values: Sequence[float]) -> tuple[float, float]:
    """The least and the greatest of some numbers; of many, without a far tenth, where the rest is much narrower."""
    order = sorted(values)
    few = -(-len(order) // 10) if len(order) >= FEW else 0
    low, high = min(((order[at], order[at - few - 1]) for at in range(few + 1)), key=lambda ends: ends[1] - ends[0])
    return (low, high) if high - low < (order[-1] - order[0]) / MUCH else (order[0], order[-1])


def worldmap(rows: Sequence[Row], harm: str, wanted: Filters, view: View) -> Markup:
    """The map of a selection; each mark leads to its incident, or nearer where several stand in one spot."""
    inside = element("rect", kind="g-water", width=view.size[0], height=view.size[1])
    inside += "".join(land(view))
    spots = sorted(spots_of(rows, view), key=lambda spot: (-area(spot, view), -spot.rows[0].top(harm)))
    inside += "".join(link(spot, harm, wanted, view) for spot in spots)
    inside += "".join(names(spots, harm, view)) + scale(view)
    name = f"Map with {many(len(rows), 'incident')}; the table holds the same incidents"
    return drawing(view.size, inside, name, role="group")


def land(view: View) -> Iterator[str]:
    """The outlines of the lands that the view meets."""
    west, south, east, north = view.box()
    for (left, low, right, high), line in rings():
        if left <= east and right >= west and low <= north and high >= south:
            path = outline(line, view)
            if path:
                yield f'<path class="g-land g-border" d="M{path}Z"/>'


def outline(line: Sequence[tuple[float, float]], view: View) -> str:
    """A ring as a path, without the points that the drawing cannot tell apart or does not show."""
    found: list[str] = []
    last = (-9999.0, -9999.0)
    for longitude, latitude in line:
        x, y = view.at(longitude, latitude)
        x, y = min(view.size[0] + 40.0, max(-40.0, x)), min(view.size[1] + 40.0, max(-40.0, y))
        if abs(x - last[0]) + abs(y - last[1]) >= 0.8:
            found.append(f"{x:.1f} {y:.1f}")
            last = (x, y)
    return "L".join(found) if len(found) > 2 else ""


def spots_of(rows: Sequence[Row], view: View) -> list[Spot]:
    """The marks: incidents with a point that the view shows, those that stand together as one."""
    points: dict[tuple[tuple[float, float], int | None], list[Row]] = defaultdict(list)
    for row in rows:
        if row.point is not None:
            points[row.point, row.precision].append(row)
    cells: dict[tuple[int, int, bool], list[tuple[float, float, list[Row]]]] = defaultdict(list)
    for (point, precision), own in points.items():
        x, y = view.at(point[1], point[0])
        if (precision or 1) < NOWHERE and -5 <= x <= view.size[0] + 5 and -5 <= y <= view.size[1] + 5:
            cells[round(x / NEAR), round(y / NEAR), (precision or 1) in VAGUE].append((x, y, own))
    return [
        Spot(
            x=sum(x for x, _, _ in parts) / len(parts),
            y=sum(y for _, y, _ in parts) / len(parts),
            rows=tuple(row for *_, own in parts for row in own),
        )
        for parts in cells.values()
    ]


def area(spot: Spot, view: View) -> float:
    """How far round its point the mark of a vague place reaches, in pixels; 0 for an exact town."""
    kilometres = VAGUE.get(spot.rows[0].precision or 1, 0.0)
    return max(11.0, kilometres / KM * view.scale) if kilometres else 0.0


def link(spot: Spot, harm: str, wanted: Filters, view: View) -> str:
    """A mark that leads to its incident, or to the incidents of its spot."""
    reach = min(area(spot, view), 90.0)
    disc = (
        (province(spot.rows[0], view) or element("circle", kind="p-disc", cx=spot.x, cy=spot.y, r=reach))
        if reach
        else ""
    )
    if len(spot.rows) > 1:
        name = f"{many(len(spot.rows), 'incident')} at {spot.rows[0].place or 'one spot'}"
        inside = disc + element("circle", kind="p-ring", cx=spot.x, cy=spot.y, r=11)
        inside += element("circle", kind="p-ring", cx=spot.x, cy=spot.y, r=8.5)
        inside += words_at(spot.x, spot.y + 4, f"×{len(spot.rows)}", "count", "middle")
        return linked("/?" + wanted.query(box=",".join(f"{side:.4f}" for side in around(spot))), name, inside)
    row = spot.rows[0]
    toll = row.toll(harm)
    name = f"{row.place or 'place not known'}, {days_short(row.start, row.end, year=True)}: {harm} {in_words(toll)}"
    if reach:
        told = str(toll.top) if toll.known else "?"
        return linked(f"/incident/{row.id}", name, disc + words_at(spot.x, spot.y + 4, told, "count", "middle"))
    return linked(f"/incident/{row.id}", name, point(spot, toll, row.reviewed))


def province(row: Row, view: View) -> str:
    """The outline of the province that an incident is known to be in; nothing where that is not how it is known."""
    if row.precision != PROVINCE or row.point is None:
        return ""
    lines = filter(None, (outline(ring, view) for ring in province_at(row.point)))
    path = "".join(f"M{line}Z" for line in lines)
    return f'<path class="p-area" d="{path}"/>' if path else ""


def around(spot: Spot) -> Box:
    """A box that holds the incidents of a spot with a little room."""
    latitudes = [row.point[0] for row in spot.rows if row.point]
    longitudes = [row.point[1] for row in spot.rows if row.point]
    return min(longitudes) - 0.05, min(latitudes) - 0.05, max(longitudes) + 0.05, max(latitudes) + 0.05


def point(spot: Spot, toll: Toll, reviewed: bool) -> str:
    """The mark of an incident in a known town: its area grows with the best figure."""
    target = element("circle", fill="transparent", cx=spot.x, cy=spot.y, r=12)
    if not toll.known:
        return target + element("circle", kind="p-nk", cx=spot.x, cy=spot.y, r=4.5)
    if toll.none:
        return target + element("circle", kind="p-zero", cx=spot.x, cy=spot.y, r=3)
    if toll.best is None and toll.low is not None and toll.low != toll.top:
        outer, inner = radius(toll.top), radius(toll.low)
        rings = element("circle", kind="p-nobest", cx=spot.x, cy=spot.y, r=outer)
        return target + rings + element("circle", kind="p-nobest", cx=spot.x, cy=spot.y, r=min(inner, outer - 2))
    kind = "p-pt" if reviewed else "p-pt machine"
    return target + element("circle", kind=kind, cx=spot.x, cy=spot.y, r=radius(toll.best or toll.top))


def radius(number: int) -> float:
    """The radius of a point for a number."""
    return min(40.0, max(4.0, 3.2 * math.sqrt(number)))


def names(spots: Sequence[Spot], harm: str, view: View) -> Iterator[str]:
    """The names of the places that there is room for, the highest figures first."""
    taken: list[tuple[float, float]] = []
    for spot in sorted(spots, key=lambda one: -max(row.top(harm) for row in one.rows)):
        place = spot.rows[0].place
        x, y = spot.x + 15, spot.y + 4
        free = all(abs(y - other[1]) > 14 or abs(x - other[0]) > 80 for other in taken)
        if place and free and len(taken) < 24:
            taken.append((x, y))
            yield (
                words_at(x, y, place[:30], "g-town")
                if x < view.size[0] - 70
                else words_at(spot.x - 15, y, place[:30], "g-town", "end")
            )


def scale(view: View) -> str:
    """A bar of a round number of kilometres."""
    pixels = view.scale / KM
    length = next((km for km in (2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2) if km * pixels <= view.size[0] / 4), 1)
    right = 12 + length * pixels
    foot = view.size[1] - 12
    bar = f'<path class="e-cap" fill="none" d="M12 {foot - 5}V{foot}H{right:.1f}V{foot - 5}"/>'
    return bar + words_at(right + 6, view.size[1] - 11, f"{length} km")
