"""The marks of the map that moves, as the map takes them: where they stand, drawn, in words; vague places as areas."""

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from recounted.web.bits import Rows, numbers_of
from recounted.web.catalogue import VAGUE, Catalogue, Row
from recounted.web.clusters import Mark, degrees
from recounted.web.drawing import drawing, element, words_at
from recounted.web.grid import Box
from recounted.web.provinces import PROVINCE, province_at
from recounted.web.wording import MOST, days_short, in_words, kind_label, many, visible
from recounted.web.worldmap import KM, Spot, point, radius

#: Incidents that a mark names, incidents of a mark that can be lit from the table, and areas in one view.
NAMED, LIT, DISCS = 12, 60, 400

#: The corners of a disc.
CORNERS = 48


def told(mark: Mark, harm: str) -> dict[str, Any]:
    """A mark as the map takes it: where, drawn, in words, and the first of its incidents."""
    order = sorted(mark.rows, key=lambda row: -row.top(harm))
    reach = reach_of(mark, harm)
    return {
        "key": f"{mark.size}:{harm}:{mark.x:.6f}:{mark.y:.6f}:" + ",".join(row.id for row in order[:3]),
        "at": degrees(mark.x, mark.y),
        "name": visible(name_of(order, harm, mark.size)),
        "label": visible(label_of(order)),
        "drawn": drawn(mark, harm, reach),
        "reach": round(reach, 1),
        "count": mark.size,
        "box": mark.box,
        "rows": [row_of(row, harm) for row in order[:NAMED]],
        "lit": [row.id for row in order[:LIT]],
    }


def name_of(rows: Sequence[Row], harm: str, count: int) -> str:
    """A mark in words; `rows` are the first of its incidents."""
    row = rows[0]
    if count == 1:
        days = days_short(row.start, row.end, year=True)
        return f"{row.place or 'place not known'}, {days}: {harm} {in_words(row.toll(harm))}"
    places = {row.place for row in rows if row.place}
    where = f"at {row.place}" if len(places) == 1 else f"at {row.place} and near" if row.place else "near each other"
    return f"{many(count, 'incident')} {where}"


def label_of(rows: Sequence[Row]) -> str:
    """The name that stands beside a mark: that of its place, where it is one."""
    places = {row.place for row in rows if row.place}
    return next(iter(places))[:30] if len(places) == 1 else ""


def row_of(row: Row, harm: str) -> dict[str, str]:
    """An incident as a popup tells of it."""
    return {
        "id": row.id,
        "place": visible((row.place or "place not known")[:MOST]),
        "days": days_short(row.start, row.end, year=True),
        "kind": kind_label(row.kind),
        "said": f"{harm}: {in_words(row.toll(harm))}",
        "voices": many(row.voices, "independent source"),
    }


def reach_of(mark: Mark, harm: str) -> float:
    """The radius of a mark in pixels."""
    if mark.size > 1:
        return 11.0 + 3.5 * max(0, len(f"{mark.size:,}") - 1)
    toll = mark.rows[0].toll(harm)
    return 12.0 if mark.rows[0].vague or not toll.known else max(4.0, radius(toll.best or toll.top))


def drawn(mark: Mark, harm: str, reach: float) -> str:
    """The drawing of a mark, as the map without script has it."""
    side = 2 * math.ceil(max(12.0, reach + 1))
    spot = Spot(x=side / 2, y=side / 2, rows=mark.rows)
    if mark.size > 1:
        inside = element("circle", kind="p-ring", cx=spot.x, cy=spot.y, r=reach)
        inside += element("circle", kind="p-ring", cx=spot.x, cy=spot.y, r=reach - 2.5)
        inside += words_at(spot.x, spot.y + 4, f"×{mark.size:,}", "count", "middle")
    elif mark.rows[0].vague:
        toll = mark.rows[0].toll(harm)
        inside = words_at(spot.x, spot.y + 4, f"{toll.top:,}" if toll.known else "?", "count", "middle")
    else:
        inside = point(spot, mark.rows[0].toll(harm), mark.rows[0].reviewed)
    return str(drawing((side, side), inside, name_of(mark.rows, harm, mark.size)))


def discs(known: Catalogue, chosen: Rows, view: Box) -> dict[str, Any]:
    """Where the vague places of a selection in a view may be: a province's outline, else a true disc; each once."""
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "MultiPolygon", "coordinates": outline(at, precision)},
        }
        for at, precision in areas(known, known.grid.inside(view, chosen & known.vague))
    ]
    return {"type": "FeatureCollection", "features": features}


def outline(at: tuple[float, float], precision: int) -> list[list[Sequence[tuple[float, float]]]]:
    """The polygons of a vague place, as longitudes and latitudes."""
    rings = province_at(at) if precision == PROVINCE else ()
    return [[ring] for ring in rings] or [[list(circle(at, VAGUE[precision]))]]


def areas(known: Catalogue, vague: Rows) -> list[tuple[tuple[float, float], int]]:
    """Where some vague places are, and how vague; as many as a view holds."""
    rows = (known.rows[at] for at in numbers_of(vague))
    found = dict.fromkeys((row.point, row.precision) for row in rows if row.point and row.precision)
    return [(at, precision) for at, precision in islice(found, DISCS) if at and precision]


def circle(at: tuple[float, float], kilometres: float) -> Iterator[tuple[float, float]]:
    """The corners of a disc round latitude and longitude, as longitudes and latitudes, closed."""
    tall = kilometres / KM
    wide = tall / max(0.05, math.cos(math.radians(at[0])))
    for corner in range(CORNERS + 1):
        angle = 2 * math.pi * (corner % CORNERS) / CORNERS
        yield round(at[1] + wide * math.cos(angle), 4), round(at[0] + tall * math.sin(angle), 4)
