"""Filters: from the address of a page to the incidents that pass them, how many each value has, what they sum to."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

import msgspec

from recounted.errors import UsageError
from recounted.web.bits import Rows
from recounted.web.catalogue import FACETS, Catalogue
from recounted.web.parties import outside
from recounted.web.wording import Toll, label

#: Rows on a page.
PAGE = 50

SORTS = ("latest", "earliest", "killed", "injured", "voices")


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. Values of one facet are alternatives; all else must hold together. `box` is W, S, E, N."""

    since: date | None = None
    until: date | None = None
    box: tuple[float, float, float, float] | None = None
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: str = ""
    sort: str = "latest"
    page: int = 1

    def values(self, facet: str) -> tuple[str, ...]:
        """What is chosen of a facet."""
        return dict(self.facets).get(facet, ())

    @property
    def any(self) -> bool:
        """Whether anything is filtered at all."""
        return bool(self.since or self.until or self.box or self.facets or self.words)

    def query(self, **changed: object) -> str:
        """The filters as the query of an address, with some changed; None takes one off."""
        told: dict[str, object] = {"from": self.since, "to": self.until, "q": self.words or None}
        told |= {"box": ",".join(f"{side:g}" for side in self.box) if self.box else None}
        told |= dict(self.facets) | {"sort": self.sort if self.sort != "latest" else None}
        told |= {"page": self.page if self.page > 1 else None}
        if changed.keys() - {"page"}:
            told["page"] = None
        told |= changed
        return urlencode([(key, value) for key, value in told.items() if value], doseq=True)


def filters_of(asked: Mapping[str, Sequence[str]]) -> Filters:
    """The filters that the query of an address asks for.

    Raises:
        UsageError: a day is no day, or a box no box.
    """
    facets = tuple((facet, values) for facet in FACETS if (values := tuple(filter(None, asked.get(facet, ())))))
    sort = first(asked, "sort") or "latest"
    if sort not in SORTS:
        raise UsageError(f'No order is called "{sort}". There are: {", ".join(SORTS)}.')
    page = first(asked, "page") or "1"
    return Filters(
        since=day_of(first(asked, "from"), "from"),
        until=day_of(first(asked, "to"), "to"),
        box=box_of(first(asked, "box")),
        facets=facets,
        words=first(asked, "q").strip().casefold(),
        sort=sort,
        page=min(10**6, int(page)) if page.isdecimal() and int(page) else 1,
    )


def first(asked: Mapping[str, Sequence[str]], name: str) -> str:
    """The first value of a name."""
    return next(iter(asked.get(name, ())), "")


def day_of(said: str, name: str) -> date | None:
    """A day.

    Raises:
        UsageError: it is none.
    """
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise UsageError(f'{name}: "{said}" is no day. Write it as 2020-10-28.') from None


def box_of(said: str) -> tuple[float, float, float, float] | None:
    """West, south, east, north in degrees.

    Raises:
        UsageError: it is none.
    """
    if not said:
        return None
    try:
        west, south, east, north = map(float, said.split(","))
    except ValueError:
        raise UsageError(f'box: "{said}" is no box. Write west,south,east,north in degrees.') from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise UsageError(f'box: "{said}" is no box on the earth. Write west,south,east,north in degrees.')
    return west, south, east, north


def narrowing(known: Catalogue, wanted: Filters) -> dict[str, Rows]:
    """Each filter that is set, by its name → the set of rows that pass it."""
    found = {facet: known.with_any(facet, values) for facet, values in wanted.facets}
    if wanted.words:
        found["q"] = known.worded.holding(wanted.words)
    if wanted.since or wanted.until:
        found["days"] = known.on_days(wanted.since, wanted.until)
    if wanted.box:
        found["box"] = known.grid.inside(wanted.box)
    return found


def passing(known: Catalogue, narrowed: Mapping[str, Rows], without: str = "") -> Rows:
    """The set of rows that pass all filters, but for one that may be left out."""
    found = known.all
    for name, own in narrowed.items():
        if name != without:
            found &= own
    return found


def selected(known: Catalogue, wanted: Filters) -> Rows:
    """The set of rows that pass all filters."""
    return passing(known, narrowing(known, wanted))


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a facet that can be chosen, with how many incidents it would leave."""

    value: str
    words: str
    count: int
    chosen: bool


def choices(known: Catalogue, wanted: Filters, facet: str, narrowed: Mapping[str, Rows]) -> list[Choice]:
    """The values of a facet, the most frequent first, and those that are chosen however rare."""
    others = passing(known, narrowed, facet)
    taken = wanted.values(facet)
    counts = {value: (own & others).bit_count() for value, own in known.offered[facet].items()}
    counts |= {value: (known.with_any(facet, [value]) & others).bit_count() for value in taken}
    told = sorted(counts, key=lambda value: (value not in taken, -counts[value], value))
    return [
        Choice(value=value, words=words_of(known, facet, value), count=counts[value], chosen=value in taken)
        for value in told
        if counts[value] or value in taken
    ]


def words_of(known: Catalogue, facet: str, value: str) -> str:
    """What people call a value of a facet."""
    if facet in {"by", "side"}:
        return outside(known.sides, value).name
    section = {"harm": "harm", "kind": "event", "weapon": "weapon"}.get(facet)
    return label(section, value) if section else value


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """What a selection comes to in one harm; `unknown` incidents are in neither bound."""

    incidents: int
    reports: int
    toll: Toll
    unknown: int
    disputed: int
    reviewed: int


def sums(known: Catalogue, chosen: Rows, harm: str) -> Sums:
    """The sum of low and of high over a selection, and what it leaves out."""
    own = known.amounts(harm)
    told = chosen & own.known
    low, high = own.low.total(told), own.top.total(told)
    bounded = not told & own.unbounded
    toll = Toll(low, low if low == high and bounded else None, high, not bounded) if told else Toll()
    return Sums(
        incidents=chosen.bit_count(),
        reports=known.papers.count(chosen),
        toll=toll,
        unknown=(chosen ^ told).bit_count(),
        disputed=(chosen & known.marked["disputed"]).bit_count(),
        reviewed=(chosen & known.marked["reviewed"]).bit_count(),
    )
