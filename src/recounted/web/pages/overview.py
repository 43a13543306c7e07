"""The overview: what the selection comes to, a timeline, a map, the incidents; all of one selection."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template
from markupsafe import Markup, escape

from recounted.web.bits import Rows, numbers_of
from recounted.web.catalogue import FACETS, Amounts, Catalogue
from recounted.web.desk import Desk
from recounted.web.drawing import scale_end
from recounted.web.filters import PAGE, Choice, Filters, choices, filters_of, narrowing, passing, selected, sums
from recounted.web.pages.frame import content_of, of_ledger, page
from recounted.web.tiles import Tiles
from recounted.web.timeline import timelines
from recounted.web.wording import shown
from recounted.web.worldmap import View, view_of, worldmap

TITLES = {
    "place": "Place", "harm": "Harm", "kind": "Kind", "weapon": "Weapon", "by": "Alleged doer", "actor": "Actor",
    "speaker": "Speaker", "publisher": "Publisher", "side": "Side", "grade": "Grade", "review": "Review",
}  # fmt: skip

#: The header of a page whose map moves, and what its build leaves behind.
LIVE, BUILT = "x-recounted-map", Path(__file__).parents[1] / "static" / "built" / "overview.js"

#: Places that the list beside the map names, and reports that a ledger without incidents does.
PLACES, PAPERS = 30, 20

#: Incidents without a point that are named, those by which a view is chosen, and those that a map without script draws.
NAMED, SAMPLE, DRAWN = 40, 2000, 5000


@get("/", sync_to_thread=True)
def overview(request: Request[Any, Any, Any], desk: NamedDependency[Desk], tiles: NamedDependency[Tiles]) -> Template:
    """The overview of the incidents that pass the filters."""
    wanted = filters_of(request.query_params.dict())
    known = desk.catalogue()
    whole = msgspec.structs.replace(wanted, page=1)
    live, built = LIVE in request.headers, BUILT.exists()

    def content() -> Markup:
        told = desk.remembered(known, (selection, whole), lambda: selection(known, whole))
        if not live:
            told = told | desk.remembered(known, (mapped, whole), lambda: mapped(known, whole))
        first = (wanted.page - 1) * PAGE
        rows = known.in_order(told["chosen"], wanted.sort, first, first + PAGE)
        pages = max(1, -(-told["sums"].incidents // PAGE))
        own = {"wanted": wanted, "rows": rows, "pages": pages, "tiles": tiles, "built": built, "boxes_of": boxes_of}
        own |= {"read": len(known.documents), "papers": list(known.documents.values())[:PAPERS]}
        return content_of(request, "overview", of_ledger(desk) | {"map": ""} | told | own)

    main = desk.written(known, ("overview", wanted, live, built), content)
    return page(desk, "told", here="/", built=built, total=known.size, main=main, tiles=tiles)


def selection(known: Catalogue, wanted: Filters) -> dict[str, Any]:
    """All that the overview tells of the incidents that pass the filters, but for the page of the table."""
    narrowed, harm = narrowing(known, wanted), harm_of(wanted)
    chosen = passing(known, narrowed)
    dated = passing(known, narrowed, "days")
    view = seen(known, chosen, wanted)
    placed, nowhere = chosen & known.placed, chosen & ~known.placed
    return {
        "harm": harm,
        "chosen": chosen,
        "sums": sums(known, chosen, harm),
        "total": known.size,
        "filters": [(facet, TITLES[facet], choices(known, wanted, facet, narrowed)) for facet in FACETS],
        "timelines": timelines(known, dated, harm, wanted, (1232, 358)),
        "view": corners(view, 1),
        "boxes": {name: corners(view, factor) for name, factor in (("in", 0.5), ("out", 2))},
        "beyond": (placed & ~known.grid.inside(view.box(), placed)).bit_count(),
        "unplaced": nowhere.bit_count(),
        "nowhere": known.in_order(nowhere, "latest", 0, NAMED),
        "places": places(known, chosen),
        "end": scale_end(usual(known.amounts(harm), chosen)),
        "without": []
        if chosen
        else [(TITLES[f], f, passing(known, narrowed, f).bit_count()) for f, _ in wanted.facets],
    }


def boxes_of(facet: str, offered: Sequence[Choice]) -> Markup:
    """The values of a facet as boxes to tick; written here, since a page has hundreds of them."""
    told = [
        f'<li><input type="checkbox" name="{facet}" value="{safe(one.value)}" id="f-{facet}-{n}"'
        f'{" checked" if one.chosen else ""}><label for="f-{facet}-{n}"><bdi>{safe(one.words)}</bdi></label>'
        f'<span class="quiet">{one.count:,}</span></li>'
        for n, one in enumerate(offered, 1)
    ]
    return Markup("".join(told) or '<li class="quiet">none</li>')


@lru_cache(maxsize=5000)
def safe(words: str) -> str:
    """Words as a template would write them."""
    return str(escape(shown(words)))


def mapped(known: Catalogue, wanted: Filters) -> dict[str, Any]:
    """The map of a selection, drawn by the server; a page whose map moves does not ask for it."""
    chosen = selected(known, wanted)
    view = seen(known, chosen, wanted)
    return {"map": worldmap(known.some(chosen & known.placed, DRAWN), harm_of(wanted), wanted, view)}


def seen(known: Catalogue, chosen: Rows, wanted: Filters) -> View:
    """The view of a selection."""
    return view_of(known.some(chosen & known.placed, SAMPLE), wanted.box)


def corners(view: View, factor: float) -> str:
    """The box of a view, nearer or farther, as an address has it."""
    return ",".join(f"{side:.3f}" for side in view.box(factor))


def usual(own: Amounts, chosen: Rows) -> int:
    """The number that all but the highest twentieth of some do not exceed, so that one giant does not hide the rest."""
    told = chosen & own.some
    count = told.bit_count()
    if not count:
        return 1
    most = own.top.ranked(told, 0)
    giant = most > 10 * own.top.ranked(told, (count - 1) // 2)
    return own.top.ranked(told, min(count - 1, max(1, count // 20))) if giant else most


def harm_of(wanted: Filters) -> str:
    """The harm that is counted and drawn: the one that is asked for, else the killed."""
    asked = wanted.values("harm")
    return asked[0] if len(asked) == 1 else "killed"


def places(known: Catalogue, chosen: Rows) -> list[tuple[str, int]]:
    """The places with most incidents."""
    counted = Counter(map(known.places.__getitem__, numbers_of(chosen)))
    counted.pop("", None)
    return counted.most_common(PLACES)
