"""What the overview looks up: a row for each incident, and for each filter's value the set of rows that have it.

A set of rows is a whole number whose bit n stands for row n, so that filters are met and counted without a loop.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

import msgspec

from recounted.estimates import camp
from recounted.ledger import Ledger
from recounted.lexicon import vocabulary
from recounted.model import Claim, Copy, Decision, Document, Incident
from recounted.web.parties import Side, side_code, sides
from recounted.web.wording import NOT_KNOWN, Toll, toll_of

FACETS = ("place", "harm", "kind", "weapon", "by", "actor", "speaker", "publisher", "side", "grade", "review")

#: How many values of a facet are offered, the most frequent first; others can still be asked for.
OFFERED = 40

REVIEWED, MACHINE = "reviewed", "by machine"


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


class Told:
    """What the claims of one incident add to its row."""

    def __init__(self) -> None:
        self.facets: dict[str, set[str]] = defaultdict(set)
        self.words: list[str] = []
        self.denied = False

    def add(self, claim: Claim) -> None:
        """Take a claim in."""
        innermost = claim.sources[-1] if claim.sources else None
        publisher = next((source.name for source in claim.sources if source.kind == "publisher"), None)
        for facet, values in (
            ("weapon", [claim.weapon]),
            ("by", [side_code(actor.code) for actor in claim.actors]),
            ("actor", [actor.name for actor in (*claim.actors, *claim.recipients)]),
            ("speaker", [innermost.name if innermost else None]),
            ("publisher", [publisher]),
            ("side", [side_code(camp(claim))]),
        ):
            self.facets[facet].update(value for value in values if value)
        self.words.append(claim.text.casefold())
        self.denied = self.denied or claim.modality == "denied"


class Catalogue:
    """The rows of a ledger, latest first, those without a day last, and the sets of rows that filters are made of."""

    def __init__(
        self,
        rows: Sequence[Row],
        codes: Iterable[str] = (),
        copies: Iterable[Copy] = (),
        headings: Iterable[Document] = (),
    ) -> None:
        self.documents = {document.id: document for document in headings}
        self.homes: dict[str, str] = {}
        self.rows = sorted(rows, key=lambda row: (row.start is None, -(row.start or date.min).toordinal(), row.id))
        self.ordinals = [-row.start.toordinal() for row in self.rows if row.start]
        self.number = {row.id: at for at, row in enumerate(self.rows)}
        self.all = (1 << len(self.rows)) - 1
        self.sides: dict[str, Side] = sides(codes)
        self.originals = {copy.document: copy for copy in copies}
        self.having = {facet: self.index(facet) for facet in FACETS}
        self.offered = {facet: self.most_frequent(facet) for facet in FACETS}

    def index(self, facet: str) -> dict[str, list[int]]:
        """Value of a facet → the rows that have it."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(self.rows):
            for value in row.facets.get(facet, ()):
                found[value].append(at)
        return dict(found)

    def most_frequent(self, facet: str) -> dict[str, int]:
        """The values of a facet that are offered, each with the set of its rows."""
        own = self.having[facet]
        order = sorted(own, key=lambda value: (-len(own[value]), value))[:OFFERED]
        return {value: self.set_of(own[value]) for value in order}

    def set_of(self, numbers: Iterable[int]) -> int:
        """The set of some rows."""
        held = bytearray(len(self.rows) // 8 + 1)
        for at in numbers:
            held[at >> 3] |= 1 << (at & 7)
        return int.from_bytes(held, "little")

    def with_any(self, facet: str, values: Iterable[str]) -> int:
        """The rows that have one of some values of a facet."""
        found = 0
        for value in values:
            known = self.offered[facet].get(value)
            found |= self.set_of(self.having[facet].get(value, ())) if known is None else known
        return found

    def home(self, claim: str) -> Row | None:
        """The incident that a claim counts in."""
        incident = self.homes.get(claim)
        return None if incident is None else self.rows[self.number[incident]]

    def between(self, first: date, last: date) -> list[Row]:
        """The rows whose first day lies between two days, both included."""
        low, high = bisect_left(self.ordinals, -last.toordinal()), bisect_right(self.ordinals, -first.toordinal())
        return self.rows[low:high]

    def members(self, chosen: int) -> list[Row]:
        """The rows of a set, in order."""
        digits = bin(chosen)[:1:-1]
        return [row for row, digit in zip(self.rows, digits, strict=False) if digit == "1"]

    def publishers(self) -> list[str]:
        """Every publisher."""
        return sorted(self.having["publisher"])


def catalogue_of(ledger: Ledger) -> Catalogue:
    """The catalogue of a ledger as it stands."""
    incidents = list(ledger.incidents())
    at = {claim: number for number, one in enumerate(incidents) for claim in one.claims}
    told = [Told() for _ in incidents]
    codes: list[str] = []
    for claim in ledger.claims():
        code = side_code(camp(claim))
        codes.append(code)
        if claim.id in at:
            told[at[claim.id]].add(claim)
    copies = ledger.copies()
    copied = {copy.document for copy in copies}
    judged = judged_claims(ledger.decisions())
    rows = [row_of(one, own, copied, judged) for one, own in zip(incidents, told, strict=True)]
    made = Catalogue(rows, codes, copies, ledger.headings())
    made.homes = {claim: one.id for one in incidents for claim in one.claims}
    return made


def judged_claims(decisions: Iterable[Decision]) -> frozenset[str]:
    """The claims that a standing decision speaks of."""
    return frozenset(chain.from_iterable(decision.about for decision in decisions))


def row_of(one: Incident, told: Told, copied: set[str], judged: frozenset[str]) -> Row:
    """The row of an incident."""
    reviewed = not judged.isdisjoint(one.claims)
    tolls = tolls_of(one)
    facets = {facet: frozenset(values) for facet, values in told.facets.items()} | {
        "place": frozenset([one.place] if one.place else []),
        "harm": frozenset(harm for harm, toll in tolls.items() if toll.known),
        "kind": frozenset([one.event_kind]),
        "grade": frozenset([one.grade]),
        "review": frozenset([REVIEWED if reviewed else MACHINE]),
    }
    return Row(
        id=one.id,
        start=one.date_start,
        end=one.date_end,
        place=one.place,
        country=one.country,
        point=None if one.latitude is None or one.longitude is None else (one.latitude, one.longitude),
        precision=one.where_prec,
        kind=one.event_kind,
        grade=one.grade,
        voices=one.independent_sources,
        documents=one.documents,
        tolls=tolls,
        sums={harm: Sum(toll.low or 0, toll.top, toll.best, toll.unbounded) for harm, toll in tolls.items()},
        disputed=any(estimate.disputed for estimate in one.estimates),
        denied=told.denied,
        copies=not copied.isdisjoint(one.documents),
        reviewed=reviewed,
        facets=facets,
        words=" ".join(told.words),
    )


def tolls_of(one: Incident) -> dict[str, Toll]:
    """Harm → what the incident comes to: over all people, or in the category of things that is largest."""
    found: dict[str, Toll] = {}
    harms = vocabulary()["harm"]
    for estimate in one.estimates:
        toll = toll_of(estimate)
        of_people = harms.get(estimate.harm, {}).get("of") == "people"
        if not toll.known or (of_people and estimate.category != "people"):
            continue
        if estimate.harm not in found or toll.top > found[estimate.harm].top:
            found[estimate.harm] = toll
    return found
