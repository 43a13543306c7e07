"""The review queue: what the machine is least sure of, as questions that a person can answer."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from recounted.incidents import in_force
from recounted.incidents.blocks import pairs
from recounted.ledger import Ledger
from recounted.likeness import bits, facet
from recounted.model import Claim, Decision
from recounted.web.catalogue import Catalogue
from recounted.web.wording import days_short, kind_label, label

#: Questions in the queue.
MOST = 200

#: Pairs of incidents are asked about when so many bits, or fewer, speak against their being one.
DOUBT = 3.0

#: The most incidents, the latest first, among which pairs are looked for.
COMPARED = 3000

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


def questions(ledger: Ledger, known: Catalogue) -> list[Question]:
    """What waits for a person, unsure first; what was decided before is not asked again."""
    decisions = in_force(ledger.decisions(undone=True))
    judged = {claim for decision in decisions for claim in decision.about if len(decision.about) == 1}
    found = [question for claim in ledger.claims() if claim.id not in judged for question in about_claim(claim)]
    found += about_pairs(ledger, known, decisions)
    return sorted(found, key=lambda one: (one.sure, one.kind, one.about))[:MOST]


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


def made(kind: str, sure: float, title: str, words: str, *about: str) -> Question:
    """A question."""
    return Question(kind=kind, sure=round(sure, 2), title=title, words=words[:240], about=about)


def about_pairs(ledger: Ledger, known: Catalogue, decisions: Iterable[Decision]) -> Iterator[Question]:
    """Which incidents that are kept apart may be one, as far as nobody has decided that."""
    incidents = {one.id: one for one in ledger.incidents()}
    rows = [row for row in known.rows[:COMPARED] if row.id in incidents]
    claims = {row.id: list(ledger.claims(incident=row.id)) for row in rows}
    rows = [row for row in rows if claims[row.id]]
    facets = [facet(claims[row.id], first_day(known, row.documents)) for row in rows]
    apart = {frozenset(known.homes.get(claim, claim) for claim in d.about) for d in decisions if len(d.about) == 2}
    for a, b in pairs(facets):
        weight = bits(facets[a], facets[b])
        if weight >= -DOUBT and frozenset((rows[a].id, rows[b].id)) not in apart:
            told = [
                f"{row.place or 'place not known'}, {days_short(row.start, row.end)}: {kind_label(row.kind)}"
                for row in (rows[a], rows[b])
            ]
            sure = 1 - 1 / (1 + 2.0**-weight) if weight < 0 else 0.5
            yield made(
                "incident", sure, "Same incident?", " · ".join(told), claims[rows[a].id][0].id, claims[rows[b].id][0].id
            )


def first_day(known: Catalogue, documents: Sequence[str]) -> date | None:
    """The day of the first report."""
    return min(
        (day for one in documents if one in known.documents and (day := known.documents[one].published)), default=None
    )
