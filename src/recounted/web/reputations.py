"""What each publisher and each voice has in a ledger: how often first, alone, corrected or copied."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from recounted.estimates import camp
from recounted.ledger import Ledger
from recounted.model import Claim, Incident
from recounted.web.catalogue import Catalogue
from recounted.web.parties import side_code


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A publisher or a voice, and what the ledger has from it, in numbers of reports, claims and incidents."""

    name: str
    kind: str
    side: str
    reports: int
    claims: int
    incidents: int
    first: int
    alone: int
    corrected: int
    copied: int


class Count:
    """The same while it is counted."""

    def __init__(self) -> None:
        self.sets: dict[str, set[str]] = defaultdict(set)
        self.kinds: Counter[str] = Counter()
        self.sides: Counter[str] = Counter()
        self.claims = 0


def sources_of(ledger: Ledger, known: Catalogue) -> list[Source]:
    """Every publisher and every other innermost source, those with most claims first."""
    counts: dict[tuple[bool, str], Count] = defaultdict(Count)
    corrected = corrected_claims(ledger.incidents())
    heard: dict[str, list[tuple[tuple[bool, str], str]]] = defaultdict(list)
    for claim in ledger.claims():
        for key, kind in names(claim):
            count(counts[key], claim, kind, corrected)
            home = known.homes.get(claim.id)
            if home:
                heard[home].append((key, claim.document))
    for home, told in heard.items():
        rank(counts, home, told, known)
    for copy in known.originals.values():
        original = known.documents.get(copy.copy_of)
        if original and original.publisher:
            counts[True, original.publisher].sets["copied"].add(copy.document)
    return sorted((source(*key, own) for key, own in counts.items()), key=lambda one: (-one.claims, one.name))


def names(claim: Claim) -> Iterable[tuple[tuple[bool, str], str]]:
    """Whose a claim is: its publisher's, and its innermost source's."""
    for own in {claim.sources[0], claim.sources[-1]} if claim.sources else ():
        yield (own.kind == "publisher", own.name), own.kind


def count(own: Count, claim: Claim, kind: str, corrected: set[str]) -> None:
    """Count a claim for a source."""
    own.claims += 1
    own.kinds[kind] += 1
    own.sides[side_code(camp(claim))] += 1
    own.sets["reports"].add(claim.document)
    if claim.id in corrected:
        own.sets["corrected"].add(claim.id)


def rank(
    counts: Mapping[tuple[bool, str], Count], home: str, told: list[tuple[tuple[bool, str], str]], known: Catalogue
) -> None:
    """Count an incident for those who tell of it: who was first, and who is alone."""
    for is_publisher in (True, False):
        own = [(key, document) for key, document in told if key[0] is is_publisher]
        days = {key: min(filter(None, (day_of(known, d) for k, d in own if k == key)), default=None) for key, _ in own}
        earliest = min((day for day in days.values() if day), default=None)
        for key, day in days.items():
            counts[key].sets["incidents"].add(home)
            if day and day == earliest and len(days) > 1:
                counts[key].sets["first"].add(home)
            if len(days) == 1:
                counts[key].sets["alone"].add(home)


def day_of(known: Catalogue, document: str) -> str | None:
    """The day a document was published, as text."""
    found = known.documents.get(document)
    return str(found.published) if found and found.published else None


def corrected_claims(incidents: Iterable[Incident]) -> set[str]:
    """The claims whose figure was replaced by a later one."""
    return {
        claim
        for one in incidents
        for estimate in one.estimates
        for claim, reason in estimate.rejected
        if "superseded" in reason
    }


def source(is_publisher: bool, name: str, own: Count) -> Source:
    """A source as counted."""
    sides = [code for code, _ in own.sides.most_common() if code]
    sizes = {name: len(own.sets[name]) for name in ("reports", "incidents", "first", "alone", "corrected", "copied")}
    kind = own.kinds.most_common(1)[0][0] if own.kinds else "publisher"
    return Source(name=name, kind=kind, side="" if is_publisher or not sides else sides[0], claims=own.claims, **sizes)
