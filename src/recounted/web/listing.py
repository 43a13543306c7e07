"""How the catalogue of a ledger is made, and made anew after a change from all that has stayed the same."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

import msgspec

from recounted.estimates import camp
from recounted.estimates.grades import accused
from recounted.exporters.blame import denies
from recounted.ledger import Ledger
from recounted.model import Claim, Document, Incident
from recounted.web.catalogue import Catalogue, Row, Sum
from recounted.web.parties import side_code
from recounted.web.wording import Toll, of_people, toll_of

Same = TypeVar("Same", bound=Hashable)

REVIEWED, MACHINE = "reviewed", "by machine"

#: What people do that changes no claim and no document.
HARMLESS = frozenset(
    ("decide", "propose", "taken proposal", "refused proposal", "fail", "add user", "change user", "remove user")
)

#: Rows of the audit beyond which all is read again.
MANY = 200


class Told:
    """What the claims of one incident add to its row."""

    def __init__(self) -> None:
        self.facets: dict[str, set[str]] = defaultdict(set)
        self.words: list[str] = []
        self.denied = False

    def add(self, claim: Claim) -> None:
        """Take a claim in."""
        innermost, denial = claim.sources[-1] if claim.sources else None, denies(claim)
        for facet, values in (
            ("weapon", (claim.weapon,)),
            ("by", [] if denial else [side_code(actor.code) for actor in accused(claim)]),
            ("actor", [actor.name for actor in (*claim.actors, *claim.recipients)]),
            ("speaker", (innermost.name if innermost else None,)),
            ("publisher", [source.name for source in claim.sources if source.kind == "publisher"][:1]),
            ("side", (side_code(camp(claim)),)),
        ):
            self.facets[facet].update(value for value in values if value)
        self.words.append(claim.text.casefold())
        self.denied = self.denied or denial


class Listing:
    """Makes the catalogues of one ledger, one after the other."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._reading = 0
        self.forget()

    def forget(self) -> None:
        """Take nothing over from the catalogue before."""
        self._seq = -1
        self._prints: dict[str, int] = {}
        self._rows: dict[str, Row] = {}
        self._codes: dict[str, str] = {}
        self._headings: dict[str, Document] = {}
        self._known: dict[Hashable, Hashable] = {}

    def make(self) -> Catalogue:
        """The catalogue of the ledger as it stands."""
        seq = self.ledger.last_seq()
        read = self.read_since(seq)
        if read is None:
            self.forget()
        if read != []:
            self._reading += 1
        self.see(read)
        incidents = list(self.ledger.incidents())
        prints = {one.id: hash(msgspec.msgpack.encode(one)) for one in incidents}
        other = [one for one in incidents if self._prints.get(one.id) != prints[one.id]]
        told = self.told(other, read)
        copies = self.ledger.copies()
        self._rows = {id: self._rows[id] for id in prints.keys() & self._rows.keys()}
        self._rows |= {one.id: self.row_of(one, told[one.id]) for one in other}
        copied = {copy.document for copy in copies}
        judged = {claim for decision in self.ledger.decisions() for claim in decision.about}
        rows = [self.judged(self._rows[one.id], one, copied, judged) for one in incidents]
        self._rows, self._prints, self._seq = {row.id: row for row in rows}, prints, seq
        homes = {claim: one.id for one in incidents for claim in one.claims}
        made = Catalogue(rows, self._codes.values(), copies, self._headings.values(), homes)
        made.reading = self._reading
        return made

    def read_since(self, seq: int) -> list[str] | None:
        """The documents that were read since the catalogue before; None where all has to be read again."""
        new = seq - self._seq
        if self._seq < 0 or not 0 <= new <= MANY:
            return None
        entries = self.ledger.newest_audit(new) if new else []
        kept = [entry.about for entry in entries if entry.verb == "keep"]
        return kept if len(kept) == sum(entry.verb not in HARMLESS for entry in entries) else None

    def see(self, read: list[str] | None) -> None:
        """Look up the documents that are new."""
        fresh = self.ledger.headings() if read is None else self.ledger.cards(read) if read else ()
        self._headings |= {one.id: one for one in fresh}
        self._headings = dict(sorted(self._headings.items())) if read else self._headings

    def told(self, incidents: Iterable[Incident], read: list[str] | None) -> dict[str, Told]:
        """What claims add to the rows of some incidents."""
        home = {claim: one.id for one in incidents for claim in one.claims}
        found: dict[str, Told] = {id: Told() for id in home.values()}
        found |= {one.id: Told() for one in incidents if not one.claims}
        for claim in self.claims(home, read):
            self._codes[claim.id] = self.same(side_code(camp(claim)))
            if claim.id in home:
                found[home[claim.id]].add(claim)
        return found

    def claims(self, wanted: Iterable[str], read: list[str] | None) -> Iterator[Claim]:
        """The claims of new documents, and those that are wanted besides; or all."""
        if read is None:
            yield from self.ledger.claims()
            return
        seen = set()
        for name in read:
            for claim in self.ledger.claims(document=name):
                seen.add(claim.id)
                yield claim
        yield from self.ledger.claims_of(one for one in wanted if one not in seen)

    def same(self, value: Same) -> Same:
        """A value as it was made before, so that equal ones of one kind are held once."""
        return self._known.setdefault((type(value), value), value)  # type: ignore[return-value]

    def row_of(self, one: Incident, told: Told) -> Row:
        """The row of an incident, before people's decisions and what is copied."""
        tolls = {harm: self.same(toll) for harm, toll in tolls_of(one).items()}
        facets = {facet: self.same(frozenset(values)) for facet, values in told.facets.items()} | {
            "place": self.same(frozenset([one.place] if one.place else [])),
            "harm": self.same(frozenset(harm for harm, toll in tolls.items() if toll.known)),
            "kind": self.same(frozenset([one.event_kind])),
            "grade": self.same(frozenset([one.grade])),
            "review": self.same(frozenset([MACHINE])),
        }
        sums = {harm: Sum(toll.low or 0, toll.top, toll.best, toll.unbounded) for harm, toll in tolls.items()}
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
            sums={harm: self.same(own) for harm, own in sums.items()},
            disputed=any(estimate.disputed for estimate in one.estimates),
            denied=told.denied,
            copies=False,
            reviewed=False,
            facets=facets,
            words=" ".join(told.words),
        )

    def judged(self, row: Row, one: Incident, copied: set[str], judged: set[str]) -> Row:
        """A row with whether people decided about its claims, and whether a report of it is a copy."""
        reviewed, copies = not judged.isdisjoint(one.claims), not copied.isdisjoint(one.documents)
        if (reviewed, copies) == (row.reviewed, row.copies):
            return row
        facets = {**row.facets, "review": self.same(frozenset([REVIEWED if reviewed else MACHINE]))}
        return msgspec.structs.replace(row, reviewed=reviewed, copies=copies, facets=facets)


def tolls_of(one: Incident) -> dict[str, Toll]:
    """Harm → what the incident comes to: over all people, or in the category of things that is largest."""
    found: dict[str, Toll] = {}
    for estimate in one.estimates:
        toll = toll_of(estimate)
        if not toll.known or (of_people(estimate) and estimate.category != "people"):
            continue
        if estimate.harm not in found or toll.top > found[estimate.harm].top:
            found[estimate.harm] = toll
    return found
