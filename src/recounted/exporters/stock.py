"""What leaves a ledger: claims and incidents as people corrected them, filtered, without what is held back.

Everything streams in a fixed order, some hundred incidents at a time, so that a large ledger takes no more memory.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from recounted.estimates import Backdrop, reckon
from recounted.exporters import holding
from recounted.exporters.choice import Choice
from recounted.incidents import Ruling, rule
from recounted.ledger import Ledger
from recounted.ledger.derived import batches
from recounted.model import Claim, Document, Incident, Tally


class Told(NamedTuple):
    """An incident with its claims in order and, if wanted, the documents that they stand in, without texts."""

    incident: Incident
    claims: tuple[Claim, ...]
    documents: Mapping[str, Document]


class Stock:
    """A part of a ledger on its way out. `counts` says how much left; `left_out` what could not, and why;
    `flagged` what a reader must know of what did; `policies` by which the figures were weighed.
    """

    def __init__(self, ledger: Ledger, choice: Choice | None = None) -> None:
        self.ledger = ledger
        self.choice = choice or Choice()
        self.counts: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.flagged: Counter[str] = Counter()
        self.policies: set[str] = set()

    @cached_property
    def originals(self) -> Mapping[str, str]:
        """Document → the one that it repeats."""
        return {copy.document: copy.copy_of for copy in self.ledger.copies()}

    @cached_property
    def ruling(self) -> Ruling:
        """What people decided, heard on the claims of the documents that it is about."""
        decisions = self.ledger.decisions()
        about = {claim for decision in decisions for claim in decision.about}
        documents = {claim.document for claim in self.ledger.claims_of(about)}
        documents |= {document for decision in decisions for document, _, _ in decision.evidence}
        return rule(decisions, [claim for one in sorted(documents) for claim in self.ledger.claims(document=one)])

    @cached_property
    def edited(self) -> Mapping[str, Claim]:
        """The claims of documents that decisions are about, as people left them."""
        return {claim.id: claim for claim in self.ruling.claims}

    def status(self, claim: str) -> str:
        """Whether a person has judged a claim: `machine`, `reviewed` or `rejected`."""
        if claim in self.ruling.wrong:
            return "rejected"
        return "reviewed" if claim in self.reviewed else "machine"

    @cached_property
    def reviewed(self) -> frozenset[str]:
        """The claims that a decision in force is about."""
        return frozenset(claim for decision in self.ledger.decisions() for claim in decision.about)

    def meant(self) -> Iterator[Incident]:
        """The chosen incidents as the ledger has them."""
        only = self.choice.only
        found = self.ledger.incidents(**self.choice.of_incidents)
        return found if only is None else (one for one in found if one.id in only)

    def told(self, policy: str | None = None, reports: bool = True) -> Iterator[Told]:
        """The chosen incidents with all that is told of them, reckoned anew where another policy is wanted.

        Args:
            reports: whether their documents are wanted.
        """
        rule_of = self.choice.policy or policy
        self.counts["incidents"] = 0
        for lot in batches(self.meant()):
            claims = {one.id: self.edited.get(one.id, one) for one in self.ledger.claims_of(ids(lot))}
            known = self.behind(claims.values()) if reports or rule_of else None
            for incident in lot:
                own = [claims[claim] for claim in incident.claims if claim in claims]
                yield self.shown(incident, own, known, rule_of)

    def incidents(self) -> Iterator[Incident]:
        """The chosen incidents alone."""
        if self.choice.policy:
            yield from (told.incident for told in self.told())
            return
        self.counts["incidents"] = 0
        for incident in self.meant():
            self.counts["incidents"] += 1
            self.policies.update(estimate.policy for estimate in incident.estimates)
            yield holding.incident(incident, self.choice.coarsen)

    def behind(self, claims: Iterable[Claim]) -> Backdrop:
        """What reckoning needs to know of the documents of some claims."""
        own = {claim.document for claim in claims}
        own |= {self.originals[document] for document in own if document in self.originals}
        documents = {card.id: card for card in self.ledger.cards(own)}
        return Backdrop(documents=documents, originals=self.originals, parts=self.ruling.parts)

    def shown(self, incident: Incident, claims: Sequence[Claim], known: Backdrop | None, policy: str | None) -> Told:
        """An incident as it may be shown, by the policy that is wanted."""
        if policy and known and any(estimate.policy != policy for estimate in incident.estimates):
            incident = msgspec.structs.replace(incident, estimates=reckon(claims, policy, known))
        documents = {claim.document: self.card(known.documents[claim.document]) for claim in claims} if known else {}
        self.counts["incidents"] += 1
        self.policies.update(estimate.policy for estimate in incident.estimates)
        return Told(holding.incident(incident, self.choice.coarsen), tuple(map(self.hold, claims)), documents)

    def hold(self, claim: Claim) -> Claim:
        """A claim without what is held back."""
        return holding.claim(claim, self.choice.names, self.choice.coarsen, self.sharp, self.beside(claim.document))

    def beside(self, document: str) -> frozenset[str]:
        """The words of the names of private people in a document, which are held back wherever they stand in it."""
        return frozenset() if self.choice.names else self.private.get(document, frozenset())

    @cached_property
    def private(self) -> Mapping[str, frozenset[str]]:
        """The same of all documents that have any."""
        found: dict[str, set[str]] = {}
        for claim in self.ledger.claims():
            if names := [*holding.speakers_in(claim), *holding.aged_in(claim.text)]:
                found.setdefault(claim.document, set()).update(holding.words_in(names))
        return {document: frozenset(words) for document, words in found.items()}

    @cached_property
    def sharp(self) -> frozenset[str]:
        """The words of the names of all places that are held back."""
        level = self.choice.coarsen
        if level is None:
            return frozenset()
        return frozenset(word for claim in self.ledger.claims() for word in holding.sharp_words(claim, level))

    def card(self, document: Document) -> Document:
        """A document's data without what is held back."""
        held = self.sharp, self.beside(document.id)
        return holding.document(document, self.choice.names, self.choice.coarsen, *held)

    @cached_property
    def chosen(self) -> frozenset[str] | None:
        """The ids of the claims that leave; None for all."""
        if not self.choice.filtered:
            return None
        members = {claim for one in self.meant() for claim in one.claims}
        wanted = self.choice.of_claims
        return frozenset(members | ({claim.id for claim in self.ledger.claims(**wanted)} if wanted else set()))

    def claims(self, corrected: bool = True) -> Iterator[Claim]:
        """The claims that leave, document by document, as people corrected them, or as they were read."""
        self.counts["claims"] = 0
        for claim in self.ledger.claims():
            if self.chosen is None or claim.id in self.chosen:
                self.counts["claims"] += 1
                yield self.hold(self.edited.get(claim.id, claim) if corrected else claim)

    def documents(self, whole: bool = False) -> Iterator[Document]:
        """The documents of the claims that leave, by id; with texts and bytes if wanted and nothing is held back."""
        return (document for document, _ in self.readings(whole))

    def readings(self, whole: bool = False) -> Iterator[tuple[Document, str]]:
        """The same, each with the name and version of the extractor that read it."""
        own, whole = self.cited, whole and self.choice.whole
        self.counts["documents"] = 0
        found = self.ledger.documents(whole=True) if whole else self.ledger.headings()
        for document, extractor in zip(found, self.ledger.extractors(), strict=True):
            if own is None or document.id in own:
                self.counts["documents"] += 1
                yield (document if whole else self.card(document)), extractor

    @cached_property
    def cited(self) -> frozenset[str] | None:
        """The ids of the documents that leave; None for all."""
        if self.chosen is None:
            return None
        return frozenset(claim.document for claim in self.ledger.claims_of(self.chosen))

    def tallies(self) -> Iterator[Tally]:
        """The running totals of which a claim leaves, or all; a private person's goes without the name."""
        self.counts["tallies"] = 0
        for tally in self.ledger.tallies():
            points = [point for point in tally.points if self.chosen is None or point.claim in self.chosen]
            if points:
                self.counts["tallies"] += 1
                told = next(map(self.hold, self.ledger.claims_of([points[0].claim])), None)
                name = told.sources[-1].name if told and told.sources else tally.source
                yield msgspec.structs.replace(tally, source=name, points=tuple(points))


def ids(incidents: Iterable[Incident]) -> list[str]:
    """The claims of some incidents."""
    return [claim for incident in incidents for claim in incident.claims]
