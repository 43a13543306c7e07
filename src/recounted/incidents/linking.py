"""Claims that speak of one happening, across documents, as incidents; people's decisions are obeyed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from recounted.decisions import Ruling, rule
from recounted.estimates import Backdrop, backdrop
from recounted.incidents.clusters import clusters
from recounted.incidents.describe import incident
from recounted.incidents.happenings import Happening, Pairs, happenings
from recounted.lexicon import vocabulary
from recounted.model import Claim, Copy, Decision, Document, Incident

#: The share of words in common from which a happening in a copy is that of the original.
SAME_WORDS = 0.5


def link(
    claims: Iterable[Claim],
    documents: Mapping[str, Document] | Iterable[Document],
    copies: Iterable[Copy] = (),
    decisions: Iterable[Decision] = (),
    policy: str = "envelope",
    owners: Mapping[str, str] | None = None,
) -> list[Incident]:
    """The incidents that claims speak of, by their first day. Running totals enter none.

    The order of claims, documents and decisions plays no part, and the same claims give the same ids.

    Args:
        documents: those that the claims stand in, by id or one after the other; only publisher and day are looked at.
        owners: publisher → the house it belongs to, where that is known: papers of one house are one voice.

    Raises:
        UsageError: there is no such policy.
    """
    ruling = rule(decisions, claims)
    by_id = documents if isinstance(documents, Mapping) else {one.id: one for one in documents}
    known = backdrop(by_id, copies, owners)
    found = (one for one, _ in assemble(ruling, known, policy))
    return sorted(found, key=lambda one: (str(one.date_start or "9999"), one.id))


def assemble(ruling: Ruling, known: Backdrop, policy: str) -> Iterator[tuple[Incident, list[Happening]]]:
    """Each incident with the happenings that it is made of.

    Raises:
        UsageError: there is no such policy.
    """
    behind = msgspec.structs.replace(known, parts=ruling.parts)
    for group in gather(ruling, behind):
        claims = [claim for happening in group for claim in happening.claims]
        yield graded(incident(claims, behind, policy), ruling), group


def gather(ruling: Ruling, known: Backdrop) -> list[list[Happening]]:
    """The happenings of each incident."""
    told = tell(ruling, known)
    at = {claim.id: number for number, happening in enumerate(told) for claim in happening.claims}
    together, apart = (
        [(at[a], at[b]) for a, b in pairs if a in at and b in at] for pairs in (ruling.together, ruling.apart)
    )
    groups = clusters(told, together, apart, repeats(told, known))
    return [[told[one] for one in group] for group in groups]


def repeats(told: Sequence[Happening], known: Backdrop) -> list[tuple[int, int]]:
    """Pairs of happenings of an original and its copy that are told in the same words."""
    by_document: dict[str, list[int]] = {}
    for at, happening in enumerate(told):
        by_document.setdefault(happening.document, []).append(at)
    found = []
    for copy, original in sorted(known.originals.items()):
        for at in by_document.get(copy, ()):
            alike = [(share_of_words(told[at], told[other]), -other) for other in by_document.get(original, ())]
            best, other = max(alike, default=(0.0, 0))
            if best >= SAME_WORDS:
                found.append((-other, at))
    return found


def share_of_words(a: Happening, b: Happening) -> float:
    """The share of their words that two happenings have in common, between 0 and 1."""
    here, there = ({word for claim in one.claims for word in claim.text.casefold().split()} for one in (a, b))
    return len(here & there) / max(1, len(here | there))


def tell(ruling: Ruling, known: Backdrop) -> list[Happening]:
    """The happenings that each document tells of, in an order that depends on content alone."""
    by_document: dict[str, list[Claim]] = {}
    for claim in ruling.claims:
        by_document.setdefault(claim.document, []).append(claim)
    apart, together = both_ways(ruling.apart), both_ways(ruling.together)
    plover = {kind: str(about.get("plover", "")) for kind, about in vocabulary().get("event", {}).items()}
    order = sorted(
        by_document, key=lambda own: (str(known.documents[own].published if own in known.documents else ""), own)
    )
    return [
        happening
        for own in order
        for happening in happenings(by_document[own], known.documents.get(own), plover, apart, together)
    ]


def both_ways(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Each claim of some pairs → the claims it is paired with."""
    found: dict[str, set[str]] = {}
    for a, b in pairs:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return {claim: frozenset(others) for claim, others in found.items()}


def graded(one: Incident, ruling: Ruling) -> Incident:
    """The incident with the grade that a person gave it, where one did."""
    given = [ruling.grades[claim] for claim in one.claims if claim in ruling.grades]
    return msgspec.structs.replace(one, grade=given[-1]) if given else one
