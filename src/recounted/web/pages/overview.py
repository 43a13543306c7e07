"""The overview: what the selection comes to, a timeline, a map, the incidents; all of one selection."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from recounted.web.catalogue import FACETS, Catalogue, Row
from recounted.web.desk import Desk
from recounted.web.drawing import scale_end
from recounted.web.filters import PAGE, Filters, choices, filters_of, in_order, narrowing, passing, sums
from recounted.web.pages.frame import page
from recounted.web.tiles import Tiles
from recounted.web.timeline import timelines
from recounted.web.worldmap import NOWHERE, View, beyond, placed, view_of, worldmap

TITLES = {
    "place": "Place", "harm": "Harm", "kind": "Kind", "weapon": "Weapon", "by": "Alleged by", "actor": "Actor",
    "speaker": "Speaker", "publisher": "Publisher", "side": "Side", "grade": "Grade", "review": "Review",
}  # fmt: skip

#: The header of a page whose map moves, and what its build leaves behind.
LIVE, BUILT = "x-recounted-map", Path(__file__).parents[1] / "static" / "built" / "overview.js"

#: Places that the list beside the map names.
PLACES = 30


@get("/", sync_to_thread=True)
def overview(request: Request[Any, Any, Any], desk: NamedDependency[Desk], tiles: NamedDependency[Tiles]) -> Template:
    """The overview of the incidents that pass the filters."""
    wanted = filters_of(request.query_params.dict())
    known = desk.catalogue()
    whole = msgspec.structs.replace(wanted, page=1)
    told = desk.remembered(known, whole, selection)
    if LIVE not in request.headers:
        told = told | desk.remembered(known, whole, mapped)
    rows, first = told["ordered"], (wanted.page - 1) * PAGE
    pages = max(1, -(-len(rows) // PAGE))
    own = {"wanted": wanted, "rows": rows[first : first + PAGE], "pages": pages, "tiles": tiles}
    return page(desk, "overview", here="/", **{"map": ""} | told | own, built=BUILT.exists())


def selection(known: Catalogue, wanted: Filters) -> dict[str, Any]:
    """All that the overview tells of the incidents that pass the filters, but for the page of the table."""
    narrowed, harm = narrowing(known, wanted), harm_of(wanted)
    chosen = known.members(passing(known, narrowed))
    view = view_of(placed(chosen), wanted.box)
    dated = known.members(passing(known, narrowed, "days")) if "days" in narrowed else chosen
    return {
        "harm": harm,
        "ordered": in_order(chosen, wanted.sort),
        "sums": sums(chosen, harm),
        "total": len(known.rows),
        "filters": [(facet, TITLES[facet], choices(known, wanted, facet, narrowed)) for facet in FACETS],
        "timelines": timelines(dated, published(known, dated), harm, wanted, (1232, 358)),
        "view": corners(view, 1),
        "boxes": {name: corners(view, factor) for name, factor in (("in", 0.5), ("out", 2))},
        "beyond": beyond(chosen, view),
        "unplaced": [row for row in chosen if not row.point or (row.precision or 1) >= NOWHERE],
        "places": places(chosen),
        "end": scale_end(usual([row.top(harm) for row in chosen])),
        "without": []
        if chosen
        else [(TITLES[f], f, passing(known, narrowed, f).bit_count()) for f, _ in wanted.facets],
    }


def mapped(known: Catalogue, wanted: Filters) -> dict[str, Any]:
    """The map of a selection, drawn by the server; a page whose map moves does not ask for it."""
    chosen = known.members(passing(known, narrowing(known, wanted)))
    return {"map": worldmap(chosen, harm_of(wanted), wanted, view_of(placed(chosen), wanted.box))}


def corners(view: View, factor: float) -> str:
    """The box of a view, nearer or farther, as an address has it."""
    return ",".join(f"{side:.3f}" for side in view.box(factor))


def usual(numbers: Sequence[int]) -> int:
    """The number that all but the highest twentieth of some do not exceed, so that one giant does not hide the rest."""
    order = sorted(number for number in numbers if number) or [1]
    giant = order[-1] > 10 * order[len(order) // 2]
    return order[-1 - max(1, len(order) // 20)] if giant else order[-1]


def harm_of(wanted: Filters) -> str:
    """The harm that is counted and drawn: the one that is asked for, else the killed."""
    asked = wanted.values("harm")
    return asked[0] if len(asked) == 1 else "killed"


def published(known: Catalogue, rows: Sequence[Row]) -> Counter[date]:
    """Day → how many reports of the selection were published on it."""
    documents = {document for row in rows for document in row.documents}
    days = (known.documents[one].published for one in documents if one in known.documents)
    return Counter(day for day in days if day)


def places(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """The places with most incidents."""
    return Counter(row.place for row in rows if row.place).most_common(PLACES)
