"""Running totals by source as curves, each beside the sum of the ledger's incidents."""

from collections import defaultdict
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from recounted.lexicon import vocabulary
from recounted.model import Tally
from recounted.web.curves import Curve, Mark, chart
from recounted.web.desk import Desk
from recounted.web.filters import first
from recounted.web.pages.frame import page
from recounted.web.parties import Side, side_code
from recounted.web.wording import day_in_full, label, toll_of

#: Charts on a page, those of most points first.
CHARTS = 6


@get("/tallies", sync_to_thread=True)
def tallies(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Template:
    """Running totals; `?harm=` and `?category=` choose what they count, `?source=` whose they are."""
    asked = {name: first(request.query_params.dict(), name) for name in ("harm", "category", "source")}
    known = desk.ledger.tallies()
    chosen = [one for one in known if all(not value or getattr(one, name) == value for name, value in asked.items())]
    sources = {point.claim: desk.ledger.claim(point.claim) for one in chosen for point in one.points}
    codes = {one.id: side_code(innermost(sources[one.points[-1].claim])) for one in chosen}
    sides = desk.catalogue().sides
    drawn = sorted((one for one in chosen if len(one.points) > 1 or one.sums), key=lambda one: -len(one.points))[
        :CHARTS
    ]
    told = {one.id: said(one) for one in drawn}
    charts = [
        (one, sides.get(codes[one.id]), curve(one, sides.get(codes[one.id]), sources, told[one.id])) for one in drawn
    ]
    return page(
        desk,
        "tallies",
        here="/tallies",
        charts=charts,
        rows=[(one, sides.get(codes[one.id]), sources[one.points[-1].claim]) for one in chosen],
        documents=desk.catalogue().documents,
        asked=asked,
        offered=offered(known),
        gaps={one.id: gap(one) for one in drawn},
        toll_of=toll_of,
    )


def innermost(claim: Any) -> str | None:
    """The code of who says it."""
    return claim.sources[-1].code if claim.sources else None


def said(one: Tally) -> str:
    """What a running total counts, in words."""
    return f"{label('category', one.category)} {label('harm', one.harm)}"


def curve(one: Tally, side: Side | None, claims: dict[str, Any], counts: str) -> list[Any]:
    """A running total as a chart, for wide and for narrow screens."""
    marks = tuple(
        Mark(day=point.date, toll=toll_of(point), href=f"/document/{claims[point.claim].document}?claim={point.claim}")
        for point in one.points
    )
    line = Curve(name=one.source, mark=side.mark if side else 0, marks=marks)
    return [chart([line], one.sums, f"{counts}, according to {one.source}", width) for width in (590, 350)]


def gap(one: Tally) -> str:
    """How far the total and the sum of incidents lie apart, in words."""
    if not one.sums:
        return ""
    day, low, high = one.sums[-1]
    told = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"By {day_in_full(day)} the ledger’s own incidents come to {told}."


def offered(known: list[Tally]) -> dict[str, list[str]]:
    """What can be chosen."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in known:
        for name in ("harm", "category", "source"):
            found[name].add(getattr(one, name))
    order = {code: at for at, code in enumerate((*vocabulary()["harm"], *vocabulary()["category"]))}
    return {name: sorted(values, key=lambda value: (order.get(value, 99), value)) for name, values in found.items()}
