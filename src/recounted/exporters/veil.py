"""A ledger as people may see it who are not to see everything: without names of private people, or documents.

Every way in which a ledger tells of reports is narrowed here, so that pages and formats need not think of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, Unpack

import msgspec

from recounted.decisions import rule
from recounted.errors import LedgerError
from recounted.estimates import backdrop
from recounted.exporters import holding
from recounted.frames import Records
from recounted.incidents.describe import incident as told_of
from recounted.ledger import Entry, Ledger, Wanted
from recounted.ledger.coverage import Coverage
from recounted.model import Actor, Claim, Copy, Decision, Document, Incident, Speaker, Tally

PARTY = {"sources": (Speaker, holding.speaker), "actors": (Actor, holding.actor), "recipients": (Actor, holding.actor)}

WITHHELD = "withheld"


class Veiled(Ledger):
    """A ledger without names of private people, unless `names`, and without sensitive documents, unless `sensitive`.

    What is held back of names is blacked out letter by letter, so that every span still counts. An incident that other
    reports tell of too is reckoned without the sensitive ones.
    """

    def __init__(self, behind: Ledger, names: bool = False, sensitive: bool = False) -> None:
        self.__dict__.update(behind.__dict__)
        self.names, self.sensitive = names, sensitive

    def hidden(self) -> frozenset[str]:
        """The ids of the documents that are held back."""
        return frozenset() if self.sensitive else self.levels.sensitive()

    # Documents

    def documents(self, whole: bool = False) -> Records[Document]:
        """Every document that may be seen."""
        hidden = self.hidden()
        return Records(Document, (self._shown(one) for one in super().documents(whole) if one.id not in hidden))

    def refs(self) -> dict[str, str]:
        """The name of every document that may be seen."""
        hidden, told = self.hidden(), self._named_in()
        return {
            own: own[:16] if holding.tells_of(ref, holding.words_in(told.get(own, ()))) else ref
            for own, ref in super().refs().items()
            if own not in hidden
        }

    def cards(self, ids: Iterable[str]) -> Iterator[Document]:
        """The documents of these ids, as far as they may be seen, without their texts."""
        hidden = self.hidden()
        for one in super().cards(ids):
            if one.id not in hidden:
                yield self._titled(one, () if self.names else self._names(super().claims(document=one.id)))

    def headings(self) -> Iterator[Document]:
        """Every document that may be seen, without its text."""
        hidden, told = self.hidden(), self._named_in()
        return (self._titled(one, told.get(one.id, ())) for one in super().headings() if one.id not in hidden)

    def document(self, name: str) -> Document:
        """The document of that name, if it may be seen.

        Raises:
            LedgerError: there is none, or it is withheld.
        """
        found = super().document(name)
        if found.id in self.hidden():
            raise LedgerError(f"Document {found.id[:16]} is withheld: it is sensitive. An editor may see it.")
        return self._shown(found)

    def extractors(self) -> Iterator[str]:
        """The extractor of every document that may be seen."""
        hidden = self.hidden()
        ids = (one.id for one in super().headings())
        return (how for one, how in zip(ids, super().extractors(), strict=True) if one not in hidden)

    def versions(self, name: str) -> list[Document]:
        """The versions of a document that may be seen."""
        hidden = self.hidden()
        return [self._shown(one) for one in super().versions(name) if one.id not in hidden]

    def appearances(self) -> Iterator[Document]:
        """Under which other names documents came that may be seen."""
        hidden = self.hidden()
        return (self._shown(one) for one in super().appearances() if one.id not in hidden)

    # Claims

    def claims(self, **wanted: Unpack[Wanted]) -> Records[Claim]:
        """The claims that may be seen."""
        hidden, whole = self.hidden(), not wanted
        groups = groupby(super().claims(**wanted), key=attrgetter("document"))
        return Records(
            Claim, (one for name, own in groups if name not in hidden for one in self._without_names(list(own), whole))
        )

    def claims_of(self, ids: Iterable[str]) -> Iterator[Claim]:
        """The claims of these ids that may be seen."""
        hidden = self.hidden()
        for one in super().claims_of(ids):
            if one.document not in hidden:
                yield from self._without_names([one], whole=False)

    def claim(self, claim_id: str) -> Claim:
        """The claim of that id, if it may be seen.

        Raises:
            LedgerError: there is none, or its document is withheld.
        """
        found = super().claim(claim_id)
        if found.document in self.hidden():
            raise LedgerError(f"Claim {claim_id} is withheld: its document is sensitive. An editor may see it.")
        return next(self._without_names([found], whole=False))

    # What is derived

    def incidents(self, **wanted: Unpack[Wanted]) -> Records[Incident]:
        """The incidents that documents tell of which may be seen."""
        hidden = self.hidden()
        shown = (self._open(one, hidden) for one in super().incidents(**wanted))
        return Records(Incident, chain.from_iterable(shown))

    def some_incidents(self, ids: Sequence[str]) -> list[Incident]:
        """The incidents of these ids that may be seen."""
        hidden = self.hidden()
        return [shown for one in super().some_incidents(ids) for shown in self._open(one, hidden)]

    def incident(self, incident_id: str) -> Incident:
        """The incident of that id, if it may be seen.

        Raises:
            LedgerError: there is none, or all its documents are withheld.
        """
        found = super().incident(incident_id)
        shown = self._open(found, self.hidden())
        if not shown:
            raise LedgerError(f"Incident {incident_id} is withheld: its reports are sensitive. An editor may see it.")
        return shown[0]

    def copies(self) -> list[Copy]:
        """The copies between documents that may be seen."""
        hidden = self.hidden()
        return [copy for copy in super().copies() if copy.document not in hidden and copy.copy_of not in hidden]

    def tallies(self) -> list[Tally]:
        """Running totals, as far as their points may be seen; a private person's goes without the name."""
        found, all_seen = super().tallies(), not self.hidden()
        told = {one.id: one for one in self.claims_of(point.claim for tally in found for point in tally.points)}
        shown = []
        for tally in found:
            points = tuple(point for point in tally.points if point.claim in told)
            if points:
                sources = told[points[0].claim].sources
                name, sums = sources[-1].name if sources else tally.source, tally.sums if all_seen else ()
                shown.append(msgspec.structs.replace(tally, source=name, points=points, sums=sums))
        return shown

    # What people did

    def decisions(self, undone: bool = False) -> list[Decision]:
        """The decisions about documents that may be seen."""
        hidden = self.hidden()
        return [self._decided(one) for one in super().decisions(undone) if not touches(one, hidden)]

    def audit(self) -> Iterator[Entry]:
        """Who did what, without what is held back; the hashes are those of the whole."""
        hidden = self.hidden()
        return (self._noted(one, hidden) for one in super().audit())

    def newest_audit(
        self, most: int, who: str | None = None, verb: str | None = None, day: date | None = None
    ) -> list[Entry]:
        """The last of it."""
        hidden = self.hidden()
        return [self._noted(one, hidden) for one in super().newest_audit(most, who, verb, day)]

    def coverage(self) -> Coverage:
        """What the ledger was made from; of publishers, those whose reports may be seen, and how many are withheld."""
        found, hidden = super().coverage(), [one.publisher or "unknown" for one in super().cards(self.hidden())]
        left = {name: count - hidden.count(name) for name, count in found.publishers.items()}
        told = {name: count for name, count in left.items() if count} | ({WITHHELD: len(hidden)} if hidden else {})
        return msgspec.structs.replace(found, publishers=told)

    # How

    def _shown(self, one: Document) -> Document:
        if self.names:
            return one
        names = self._names(list(super().claims(document=one.id)))
        names += holding.aged_in(one.text)
        return msgspec.structs.replace(self._titled(one, names), text=holding.blacked(one.text, names), raw=b"")

    def _titled(self, one: Document, names: Iterable[str]) -> Document:
        return one if self.names else holding.untold(one, holding.words_in(names))

    def _named_in(self) -> dict[str, list[str]]:
        """Document → the names that are held back in it, where there are any."""
        told: dict[str, list[str]] = {}
        for claim in () if self.names else super().claims():
            if names := self._names([claim]):
                told.setdefault(claim.document, []).extend(names)
        return told

    def _names(self, claims: Iterable[Claim]) -> list[str]:
        return [name for one in claims for name in (*holding.names_in(one), *holding.aged_in(one.text))]

    def _without_names(self, claims: list[Claim], whole: bool) -> Iterator[Claim]:
        if self.names:
            return iter(claims)
        names = self._names(claims if whole else super().claims(document=claims[0].document))
        return (holding.without_names(one, names) for one in claims)

    def _open(self, one: Incident, hidden: frozenset[str]) -> list[Incident]:
        if hidden.isdisjoint(one.documents):
            return [one]
        claims = list(self.claims(incident=one.id))
        ruled = rule(self.decisions(), claims).claims
        if not ruled:
            return []
        known = backdrop({card.id: card for card in self.cards(one.documents)}, self.copies(), self.owners())
        policy = one.estimates[0].policy if one.estimates else "envelope"
        return [msgspec.structs.replace(told_of(ruled, known, policy), id=one.id)]

    def _decided(self, one: Decision) -> Decision:
        if self.names:
            return one
        change = {field: masked(field, value) for field, value in one.change.items()}
        return msgspec.structs.replace(one, change=change, why=holding.blacked(one.why, self._named(one)))

    def _named(self, one: Decision) -> list[str]:
        """The names that the reports hold which a decision is about, if its reason may hold one: it has a capital."""
        if not any(word[:1].isupper() for word in one.why.split()):
            return []
        return [
            name
            for document in {document for document, _, _ in one.evidence}
            for name in self._names(super(Veiled, self).claims(document=document))
        ]

    def _noted(self, entry: Entry, hidden: frozenset[str]) -> Entry:
        if entry.verb not in {"decide", "propose"}:
            return entry
        try:
            decision = msgspec.convert(entry.detail, Decision)
        except msgspec.ValidationError:  # somebody has changed the row
            return msgspec.structs.replace(entry, detail={})
        if touches(decision, hidden):
            detail = {"verb": decision.verb, "about": [WITHHELD], "why": WITHHELD}
            return msgspec.structs.replace(entry, detail=detail)
        return msgspec.structs.replace(entry, detail=msgspec.to_builtins(self._decided(decision)))


def touches(decision: Decision, hidden: frozenset[str]) -> bool:
    """Whether a decision is about a document that is held back."""
    return any(document in hidden for document, _, _ in decision.evidence)


def masked(field: str, value: Any) -> Any:
    """The new value of a field, without names of private people."""
    if field not in PARTY:
        return value
    kind, mask = PARTY[field]
    return msgspec.to_builtins([mask(one) for one in msgspec.convert(value, list[kind])])  # type: ignore[valid-type, operator]
