"""Running totals by source as curves, each beside the sum of the ledger's incidents."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from recounted.lexicon import vocabulary
from recounted.model import Claim, Point, Tally
from recounted.web.curves import Curve, Mark, chart
from recounted.web.desk import Desk
from recounted.web.filters import first
from recounted.web.pages.frame import page
from recounted.web.parties import Side, name_of, side_code
from recounted.web.wording import day_in_full, joined, label, toll_of

#: Day, low and high of the sum of incidents.
Sums = tuple[tuple[date, int, int], ...]


class Beside(NamedTuple):
    """What incidents come to beside a running total, and in which countries."""

    sums: Sums
    areas: tuple[str, ...]


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
    beside = {one.id: beside_it(desk, one, [sources[point.claim] for point in one.points]) for one in drawn}
    charts = [
        (one, sides.get(codes[one.id]), curve(one, sides.get(codes[one.id]), sources, beside[one.id].sums))
        for one in drawn
    ]
    return page(
        desk,
        "tallies",
        here="/tallies",
        charts=charts,
        rows=[(one, sides.get(codes[one.id]), latest(one, sources)) for one in sorted(chosen, key=counted)],
        documents=desk.catalogue().documents,
        asked=asked,
        offered=offered(known),
        gaps={one.id: gap(one, beside[one.id]) for one in drawn},
        beside=beside,
        toll_of=toll_of,
    )


def latest(one: Tally, claims: Mapping[str, Claim]) -> list[tuple[Point, Claim]]:
    """The figures of the last day of a running total, each once, with the claims that state them."""
    day = one.points[-1].date
    found = {(point.low, point.best, point.high): point for point in one.points if point.date == day}
    return [(point, claims[point.claim]) for point in found.values()]


def innermost(claim: Any) -> str | None:
    """The code of who says it."""
    return claim.sources[-1].code if claim.sources else None


def said(one: Tally) -> str:
    """What a running total counts, in words."""
    return f"{label('category', one.category)} {label('harm', one.harm)}"


def counted(one: Tally) -> tuple[int, int, str, str]:
    """The order of running totals: by harm, by who is counted, by source."""
    harm, category = list(vocabulary()["harm"]), list(vocabulary()["category"])
    return harm.index(one.harm), category.index(one.category), one.source.casefold(), str(one.since)


def beside_it(desk: Desk, one: Tally, claims: Sequence[Claim]) -> Beside:
    """The sum of incidents that stands beside a total of people whose first day is known, and the countries it is of.

    The countries are those that the total's words name, else the one that most of the incidents lie in that its own
    reports tell of. The incidents are added up over all people, since few say of each who they were.
    """
    named = tuple(sorted({place.country for claim in claims for place in claim.locations if place.country}))
    if one.sums:
        return Beside(one.sums, named)
    if one.since is None or vocabulary()["harm"][one.harm].get("of") != "people":
        return Beside((), ())
    known = desk.catalogue()
    areas = named or around(desk, {claim.document for claim in claims})
    last = one.points[-1].date
    rows = [row for row in known.between(one.since, last) if row.country in areas and one.harm in row.sums]
    days = sorted({point.date for point in one.points} | {row.end for row in rows if row.end and row.end <= last})
    own = [(day, [row.sums[one.harm] for row in rows if row.end and row.end <= day]) for day in days]
    sums = tuple((day, sum(amount.low for amount in held), sum(amount.top for amount in held)) for day, held in own)
    return Beside(sums if rows else (), areas)


def around(desk: Desk, documents: set[str]) -> tuple[str, ...]:
    """The country of most incidents that some documents tell of; none where they name no country."""
    homes = [desk.catalogue().home(claim.id) for name in documents for claim in desk.ledger.claims(document=name)]
    countries = {row.id: row.country for row in homes if row and row.country}
    counts = Counter(countries.values())
    return tuple(sorted(counts, key=lambda country: (-counts[country], country))[:1])


def curve(one: Tally, side: Side | None, claims: dict[str, Any], sums: Sums) -> list[Any]:
    """A running total as a chart, for wide and for narrow screens."""
    marks = tuple(
        Mark(day=point.date, toll=toll_of(point), href=f"/document/{claims[point.claim].document}?claim={point.claim}")
        for point in one.points
    )
    line = Curve(name=one.source, mark=side.mark if side else 0, marks=marks)
    return [chart([line], sums, f"{said(one)}, according to {one.source}", width) for width in (590, 358)]


def gap(one: Tally, beside: Beside) -> str:
    """How far the total and the sum of incidents lie apart, in words."""
    if not beside.sums:
        return ""
    day, low, high = beside.sums[-1]
    told = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    where = f" in {joined([name_of(code) for code in beside.areas])}" if beside.areas else ""
    whole = "" if one.sums else f", whoever was {label('harm', one.harm)}"
    return f"By {day_in_full(day)} the ledger’s own incidents{where} come to {told}{whole}."


def offered(known: list[Tally]) -> dict[str, list[str]]:
    """What can be chosen."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in known:
        for name in ("harm", "category", "source"):
            found[name].add(getattr(one, name))
    order = {code: at for at, code in enumerate((*vocabulary()["harm"], *vocabulary()["category"]))}
    return {name: sorted(values, key=lambda value: (order.get(value, 99), value)) for name, values in found.items()}
