"""The review queue: what the machine is least sure of, as questions that a person can answer."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import nsmallest

import msgspec

from recounted.incidents import in_force
from recounted.incidents.blocks import pairs
from recounted.ledger import Ledger
from recounted.likeness import Facet, bits, facet
from recounted.model import Claim, Decision
from recounted.web.catalogue import Catalogue, Row
from recounted.web.wording import kind_label, label, where_when

#: Questions in the queue.
MOST = 200

#: Pairs of incidents are asked about when so many bits, or fewer, speak against their being one.
DOUBT = 3.0

#: The most incidents, the latest first, among which pairs are looked for.
COMPARED = 3000

#: Questions about claims that are kept at hand besides, for when others are answered.
SPARE = 800

#: A figure or a place that is surer than this is not asked about.
SURE = 0.9

#: How sure a machine is that a place that it could not find is what it says.
NO_PLACE = 0.5


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Something to decide. `about` holds one claim, or two of different incidents; `sure` runs from 0 to 1."""

    kind: str
    sure: float
    title: str
    words: str
    about: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its name in an address."""
        return "-".join((self.kind, *self.about))


class Queue:
    """The questions of one ledger; what is asked of claims is looked up anew only when reports were read."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._asked: tuple[int, list[Question]] | None = None
        self._facets: dict[str, tuple[Row, list[Claim], Facet]] = {}

    def questions(self, known: Catalogue) -> list[Question]:
        """What waits for a person, unsure first; what was decided before is not asked again."""
        decisions = in_force(self.ledger.decisions(undone=True))
        waiting = [*self.about_claims(known, len(decisions)), *self.about_pairs(known, decisions)]
        order = sorted(waiting, key=lambda one: (one.sure, one.kind, one.about))
        return unanswered(order, decisions)[:MOST]

    def about_claims(self, known: Catalogue, decided: int) -> list[Question]:
        """What to ask about single claims, unsure first; some more than are shown, as some may have been answered."""
        if self._asked is None or self._asked[0] != known.reading or decided * 2 > SPARE:
            every = (question for claim in self.ledger.claims() for question in about_claim(claim))
            found = nsmallest(MOST + SPARE + 2 * decided, every, key=lambda one: (one.sure, one.kind, one.about))
            self._asked = known.reading, found
        return self._asked[1]

    def about_pairs(self, known: Catalogue, decisions: Iterable[Decision]) -> Iterator[Question]:
        """Which incidents that are kept apart may be one, as far as nobody has decided that."""
        rows = [row for row in known.rows[:COMPARED] if self.facet(known, row)]
        own = [self._facets[row.id] for row in rows]
        self._facets = {row.id: one for row, one in zip(rows, own, strict=True)}
        apart = {frozenset(known.homes.get(claim, claim) for claim in d.about) for d in decisions if len(d.about) == 2}
        for a, b in pairs([one[2] for one in own]):
            weight = bits(own[a][2], own[b][2])
            if weight >= -DOUBT and frozenset((rows[a].id, rows[b].id)) not in apart:
                told = [in_brief(row) for row in (rows[a], rows[b])]
                sure = 1 - 1 / (1 + 2.0**-weight) if weight < 0 else 0.5
                yield made("incident", sure, "Same incident?", " · ".join(told), own[a][1][0].id, own[b][1][0].id)

    def facet(self, known: Catalogue, row: Row) -> bool:
        """Look up what an incident is compared by, unless it is known; whether it has any claims."""
        if row.id not in self._facets or self._facets[row.id][0].documents != row.documents:
            claims = list(self.ledger.claims(incident=row.id))
            if not claims:
                return False
            self._facets[row.id] = row, claims, facet(claims, first_day(known, row.documents))
        return True


def unanswered(asked: Iterable[Question], decisions: Iterable[Decision]) -> list[Question]:
    """The questions that no standing decision answers."""
    judged = {frozenset(decision.about) for decision in decisions}
    return [one for one in asked if frozenset(one.about) not in judged]


def about_claim(claim: Claim) -> Iterator[Question]:
    """What to ask about a claim: its least sure figure, its least sure place, else whether it was read rightly."""
    asked = False
    for figure in sorted(claim.toll, key=lambda own: own.confidence)[:1]:
        if figure.confidence < SURE:
            asked = True
            told = f"{label('category', figure.category)} {label('harm', figure.harm)}"
            yield made("figure", figure.confidence, "How many?", f"{told}: “{claim.text}”", claim.id)
    for place in sorted(claim.locations, key=lambda own: own.confidence)[:1]:
        sure = place.confidence if place.latitude is not None else min(NO_PLACE, place.confidence)
        if sure < SURE and not asked:
            asked = True
            yield made("place", sure, "Which place?", f"“{place.name}” in “{claim.text}”", claim.id)
    if not asked:
        yield made("claim", 0.99, "Read rightly?", f"“{claim.text}”", claim.id)


def in_brief(row: Row) -> str:
    """An incident in a few words: where, when, what."""
    return f"{where_when(row.place, row.start, row.end, year=True)}: {kind_label(row.kind)}"


def made(kind: str, sure: float, title: str, words: str, *about: str) -> Question:
    """A question."""
    return Question(kind=kind, sure=round(sure, 2), title=title, words=words[:240], about=about)


def first_day(known: Catalogue, documents: Sequence[str]) -> date | None:
    """The day of the first report."""
    return min(
        (day for one in documents if one in known.documents and (day := known.documents[one].published)), default=None
    )
