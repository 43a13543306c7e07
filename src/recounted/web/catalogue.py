"""What the overview looks up: a row for each incident, and for each filter's value the set of rows that have it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from itertools import compress, islice
from typing import Any, NamedTuple

import msgspec

from recounted.model import Copy, Document
from recounted.web.bits import Numbers, Rows, flags_of, numbers_of, set_of, span_of
from recounted.web.grid import Grid
from recounted.web.papers import Papers
from recounted.web.parties import Side, sides
from recounted.web.worded import Worded
from recounted.web.wording import NOT_KNOWN, Toll

FACETS = ("place", "harm", "kind", "weapon", "by", "actor", "speaker", "publisher", "side", "grade", "review")

#: How many values of a facet are offered, the most frequent first; others can still be asked for.
OFFERED = 40

#: Precisions from which a place has no point: a country, a sea.
NOWHERE = 6

#: How far from its point a place of each other UCDP precision may lie, in kilometres.
VAGUE = {2: 25.0, 3: 40.0, 4: 80.0, 5: 60.0}


class Sum(NamedTuple):
    """A toll as it is added up: its lowest and highest number, its best, and whether it has no upper bound."""

    low: int
    top: int
    best: int | None
    unbounded: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as lists and maps show it. `sums` holds the tolls that are known, ready to be added up."""

    id: str
    start: date | None
    end: date | None
    place: str | None
    country: str | None
    point: tuple[float, float] | None
    precision: int | None
    kind: str
    grade: str
    voices: int
    documents: tuple[str, ...]
    tolls: Mapping[str, Toll]
    sums: Mapping[str, Sum]
    disputed: bool
    denied: bool
    copies: bool
    reviewed: bool
    facets: Mapping[str, frozenset[str]]
    words: str

    def toll(self, harm: str) -> Toll:
        """What it comes to in one harm."""
        return self.tolls.get(harm, NOT_KNOWN)

    def top(self, harm: str) -> int:
        """The highest number of one harm, 0 where none is said."""
        own = self.sums.get(harm)
        return own.top if own else 0

    @property
    def placed(self) -> bool:
        """Whether it has a point, or an area, on a map."""
        return self.point is not None and (self.precision or 1) < NOWHERE

    @property
    def vague(self) -> bool:
        """Whether its place is known to some kilometres only."""
        return (self.precision or 1) in VAGUE


class Amounts(NamedTuple):
    """One harm over all rows: which have a figure of it, its bounds, which are not 0, have no best, no upper bound."""

    known: Rows
    low: Numbers
    top: Numbers
    best: Numbers
    some: Rows
    without_best: Rows
    unbounded: Rows


class Catalogue:
    """The rows of a ledger, latest first, those without a day last, and the sets of rows that filters are made of."""

    def __init__(
        self,
        rows: Iterable[Row],
        codes: Iterable[str] = (),
        copies: Iterable[Copy] = (),
        headings: Iterable[Document] = (),
        homes: Mapping[str, str] | None = None,
    ) -> None:
        self.documents = {document.id: document for document in headings}
        self.homes = homes or {}
        self.reading = 0  #: another number when reports were read since the catalogue before
        self.rows = sorted(rows, key=lambda row: (row.start is None, -(row.start or date.min).toordinal(), row.id))
        self.size = len(self.rows)
        self.ordinals = [-row.start.toordinal() for row in self.rows if row.start]
        self.number = {row.id: at for at, row in enumerate(self.rows)}
        self.all = (1 << self.size) - 1
        self.sides: dict[str, Side] = sides(codes)
        self.originals = {copy.document: copy for copy in copies}
        self.having = {facet: self.index(facet) for facet in FACETS}
        self.offered = {facet: self.most_frequent(facet) for facet in FACETS}
        self.grid = Grid([row.point for row in self.rows])
        self.papers = Papers([row.documents for row in self.rows], self.documents)
        self.worded = Worded([row.words for row in self.rows])
        self.places = [row.place or "" for row in self.rows]
        self.marked = {name: self.where(name) for name in ("disputed", "reviewed")}
        self.long = [(at, row) for at, row in enumerate(self.rows) if row.start and row.end and row.end > row.start]
        self.placed, self.vague = self.where("placed"), self.where("vague")
        self._amounts: dict[str, Amounts] = {}
        self._every: dict[int, Rows] = {}
        self._orders: dict[str, list[int]] = {}

    def index(self, facet: str) -> dict[str, list[int]]:
        """Value of a facet → the rows that have it."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(self.rows):
            for value in row.facets.get(facet, ()):
                found[value].append(at)
        return dict(found)

    def most_frequent(self, facet: str) -> dict[str, Rows]:
        """The values of a facet that are offered, each with the set of its rows."""
        own = self.having[facet]
        order = sorted(own, key=lambda value: (-len(own[value]), value))[:OFFERED]
        return {value: self.set_of(own[value]) for value in order}

    def where(self, name: str) -> Rows:
        """The rows of which something is true."""
        return self.set_of(at for at, row in enumerate(self.rows) if getattr(row, name))

    def set_of(self, numbers: Iterable[int]) -> Rows:
        """The set of some rows."""
        return set_of(numbers, self.size)

    def with_any(self, facet: str, values: Iterable[str]) -> Rows:
        """The rows that have one of some values of a facet."""
        found = 0
        for value in values:
            known = self.offered[facet].get(value)
            found |= self.set_of(self.having[facet].get(value, ())) if known is None else known
        return found

    def amounts(self, harm: str) -> Amounts:
        """One harm over all rows, looked up once."""
        if harm not in self._amounts:
            own = [(at, row.sums[harm]) for at, row in enumerate(self.rows) if harm in row.sums]
            self._amounts[harm] = Amounts(
                self.set_of(at for at, _ in own),
                Numbers(((at, one.low) for at, one in own), self.size),
                Numbers(((at, one.top) for at, one in own), self.size),
                Numbers(((at, one.best or 0) for at, one in own), self.size),
                self.set_of(at for at, one in own if one.top),
                self.set_of(at for at, one in own if one.best is None),
                self.set_of(at for at, one in own if one.unbounded),
            )
        return self._amounts[harm]

    @cached_property
    def dated(self) -> Rows:
        """The rows that have a day."""
        return span_of(0, len(self.ordinals))

    def range_of(self, first: date, last: date) -> tuple[int, int]:
        """The number of the first row whose first day lies between two days, both included, and the one after them."""
        return bisect_left(self.ordinals, -last.toordinal()), bisect_right(self.ordinals, -first.toordinal())

    def on_days(self, since: date | None, until: date | None) -> Rows:
        """The rows that may lie in some days; those without a day do not."""
        first, last = since or date.min, until or date.max
        begun = span_of(*self.range_of(first, last))
        lasting = (
            at for at, row in self.long if row.start and row.end and row.start < first <= row.end and row.start <= last
        )
        return begun | self.set_of(lasting)

    def home(self, claim: str) -> Row | None:
        """The incident that a claim counts in."""
        incident = self.homes.get(claim)
        return None if incident is None or incident not in self.number else self.rows[self.number[incident]]

    def between(self, first: date, last: date) -> list[Row]:
        """The rows whose first day lies between two days, both included."""
        low, high = self.range_of(first, last)
        return self.rows[low:high]

    def members(self, chosen: Rows) -> list[Row]:
        """The rows of a set, in order."""
        return list(compress(self.rows, flags_of(chosen, self.size)))

    def some(self, chosen: Rows, most: int) -> list[Row]:
        """Rows of a set that stand for all of it: at most so many, evenly spread."""
        own = list(numbers_of(chosen & self.every(-(-chosen.bit_count() // most))))
        return [self.rows[at] for at in own[:: max(1, -(-len(own) // most))]]

    def every(self, step: int) -> Rows:
        """Every so many-th row, made once."""
        if step not in self._every:
            self._every[step] = self.set_of(range(0, self.size, max(1, step)))
        return self._every[step]

    def in_order(self, chosen: Rows, sort: str, first: int = 0, last: int | None = None) -> list[Row]:
        """The rows of a set in an order, from one place in it up to another."""
        order = self.order(sort)
        if order is None:
            return [self.rows[at] for at in islice(numbers_of(chosen), first, last)]
        flags = flags_of(chosen, self.size)
        return [self.rows[at] for at in islice(compress(order, map(flags.__getitem__, order)), first, last)]

    def order(self, sort: str) -> list[int] | None:
        """The numbers of all rows in an order, looked up once; nothing for the one in which they stand."""
        if sort == "latest":
            return None
        if sort not in self._orders:
            key = ORDERS[sort]
            self._orders[sort] = sorted(range(self.size), key=lambda at: key(self.rows[at]))
        return self._orders[sort]

    def publishers(self) -> list[str]:
        """Every publisher."""
        return sorted(self.having["publisher"])


#: Orders other than the latest first → what they go by.
ORDERS: dict[str, Callable[[Row], Any]] = {
    "earliest": lambda row: (row.start is None, row.start or date.min),
    "killed": lambda row: ("killed" not in row.sums, -row.top("killed")),
    "injured": lambda row: ("injured" not in row.sums, -row.top("injured")),
    "voices": lambda row: -row.voices,
}
