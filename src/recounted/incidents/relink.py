"""What is new in a large ledger: only the incidents that it may touch are linked again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from recounted.decisions import Ruling, in_force, related, rule
from recounted.estimates import Backdrop, backdrop
from recounted.incidents.blocks import numbered, pairs, probes, shelves
from recounted.incidents.clusters import weighed
from recounted.incidents.happenings import Happening
from recounted.incidents.linking import assemble, repeats, tell
from recounted.model import Claim, Copy, Decision, Document, Incident

#: The home of claims that stand in no incident yet, or not for long.
ADRIFT = ""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What news changes: ids of incidents that are no more, and the incidents that stand in their place.

    An incident that only changed is in both. `keys` has the numbers of the shelves (`keys_of`) of those that come.
    """

    gone: tuple[str, ...]
    come: tuple[Incident, ...]
    keys: Mapping[str, Collection[int]]


class Shelf(Protocol):
    """What a ledger is asked that was linked before."""

    def near(self, keys: Collection[int]) -> Collection[str]:
        """The incidents that stand under any of some keys."""

    def telling(self, documents: Collection[str]) -> Collection[str]:
        """The incidents with a claim of any of some documents, former readings of theirs too."""

    def members(self, incidents: Collection[str]) -> Mapping[str, Sequence[Claim]]:
        """Incident → its claims, as far as they are still there."""

    def told_in(self, documents: Collection[str]) -> Sequence[Claim]:
        """All claims of some documents."""

    def documents(self, ids: Collection[str]) -> Mapping[str, Document]:
        """Documents by id; their texts are not looked at."""

    def copies_among(self, documents: Collection[str]) -> Sequence[Copy]:
        """The copies that any of some documents is, or is the original of."""


def relink(
    shelf: Shelf,
    stirred: Collection[str],
    decisions: Iterable[Decision] = (),
    policy: str = "envelope",
    owners: Mapping[str, str] | None = None,
) -> Change:
    """What the incidents of a ledger become by news: the same as if all were linked anew.

    This holds as long as no key is shared by more happenings than are compared under one (`blocks.CROWD`).

    Args:
        stirred: the documents that are new, or of which the reading, the copies or the decisions are other than when
            the ledger was linked.
    """
    search = Search(shelf, in_force(decisions), owners or {}, frozenset(stirred))
    search.run(shelf.telling(stirred))
    claims = [claim for home in sorted(search.reached) for claim in search.at_hand[home]]
    known = search.behind({claim.document for claim in claims})
    come, keys = [], {}
    for one, told in assemble(search.ruling(claims), known, policy):
        come.append(one)
        keys[one.id] = keys_of(told)
    return Change(gone=tuple(sorted(search.reached - {ADRIFT})), come=tuple(come), keys=keys)


def keys_of(told: Iterable[Happening]) -> frozenset[int]:
    """The numbers of the shelves on which an incident is found by those that may be the same."""
    return frozenset(numbered(key for happening in told for key in shelves(happening.facet)))


class Search:
    """The incidents that news may touch: those that a chain of likely pairs, or of copies, ties to it."""

    def __init__(
        self, shelf: Shelf, decisions: Sequence[Decision], owners: Mapping[str, str], stirred: frozenset[str]
    ) -> None:
        self.shelf, self.decisions, self.owners, self.stirred = shelf, decisions, owners, stirred
        self.at_hand: dict[str, list[Claim]] = {}
        self.told: list[Happening] = []
        self.homes: list[str] = []
        self.reached: set[str] = set()

    def run(self, touched: Collection[str]) -> None:
        """Look around what is touched, and around what that touches, until nothing more is."""
        self.reached = {ADRIFT, *touched}
        self.take({ADRIFT: self.shelf.told_in(self.stirred)})
        self.bring(touched)
        probed: set[int] = set()
        while fresh := [at for at, home in enumerate(self.homes) if home in self.reached and at not in probed]:
            probed.update(fresh)
            keys = numbered(key for at in fresh for key in probes(self.told[at].facet))
            self.bring({*self.shelf.near(keys), *self.twins({self.told[at].document for at in fresh})})
            self.spread()

    def twins(self, documents: Collection[str]) -> Collection[str]:
        """The incidents of copies and originals of some documents."""
        copies = self.shelf.copies_among(documents)
        others = {own for copy in copies for own in (copy.document, copy.copy_of)}.difference(documents)
        return self.shelf.telling(others) if others else ()

    def bring(self, incidents: Collection[str]) -> None:
        """Have the claims of some incidents at hand."""
        if wanted := sorted(set(incidents) - set(self.at_hand)):
            members = self.shelf.members(wanted)
            self.take({one: [c for c in members.get(one, ()) if c.document not in self.stirred] for one in wanted})

    def take(self, claims_of: Mapping[str, Sequence[Claim]]) -> None:
        """Have claims at hand that are of some incidents, or of none yet."""
        claims = [claim for own in claims_of.values() for claim in own]
        ruling, known = self.ruling(claims), self.behind({claim.document for claim in claims})
        kept = {claim.id: claim for claim in ruling.claims}
        for home, own in claims_of.items():
            self.at_hand[home] = list(own)
            standing = tuple(kept[claim.id] for claim in own if claim.id in kept)
            told = tell(msgspec.structs.replace(ruling, claims=standing), known)
            self.told += told
            self.homes += [home] * len(told)

    def spread(self) -> None:
        """Reach every incident at hand that a chain of likely pairs or of copies ties to those reached."""
        facets = [happening.facet for happening in self.told]
        ties = [(a, b) for _, a, b in weighed(facets, pairs(facets))]
        ties += repeats(self.told, self.behind({happening.document for happening in self.told}))
        beside: dict[str, set[str]] = {}
        for a, b in ties:
            here, there = self.homes[a], self.homes[b]
            beside.setdefault(here, set()).add(there)
            beside.setdefault(there, set()).add(here)
        open_ = list(self.reached)
        while open_:
            more = beside.get(open_.pop(), set()) - self.reached
            self.reached |= more
            open_ += more

    def behind(self, documents: Collection[str]) -> Backdrop:
        """Some documents and those that they repeat, as reckoning needs them."""
        copies = self.shelf.copies_among(documents) if documents else ()
        known = self.shelf.documents({*documents, *(copy.copy_of for copy in copies)}) if documents else {}
        return backdrop(known, copies, self.owners)

    def ruling(self, claims: Sequence[Claim]) -> Ruling:
        """What people decided of some claims, heard with all that bears on it."""
        heard = related(self.decisions, documents={claim.document for claim in claims}) if self.decisions else []
        own = {claim.id: claim for claim in claims}
        about = {document for decision in heard for document, _, _ in decision.evidence}
        others = {claim.id: claim for claim in self.shelf.told_in(about)} if about else {}
        ruled = rule(heard, {**others, **own}.values())
        return msgspec.structs.replace(ruled, claims=tuple(claim for claim in ruled.claims if claim.id in own))
