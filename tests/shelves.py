"""A linked ledger in memory, for tests of what is linked again."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from recounted.estimates import backdrop
from recounted.incidents import Change, assemble, in_force, keys_of, rule
from recounted.model import Claim, Copy, Decision, Document, Incident


class Memory:
    """What was linked before, and the claims, documents and copies as they are now."""

    def __init__(self, claims: Sequence[Claim], documents: Mapping[str, Document], copies: Sequence[Copy] = ()) -> None:
        self.by_id = {claim.id: claim for claim in claims}
        self.known, self.copies = documents, copies
        self.incidents: dict[str, Incident] = {}
        self.keys: dict[str, Collection[int]] = {}
        self.home_documents: dict[str, set[str]] = {}
        self.asked: list[str] = []

    def link(self, claims: Iterable[Claim], copies: Sequence[Copy] = (), decisions: Sequence[Decision] = ()) -> None:
        """Link claims as they stood before."""
        ruling = rule(in_force(decisions), claims)
        for one, told in assemble(ruling, backdrop(self.known, copies), "envelope"):
            self.incidents[one.id] = one
            self.keys[one.id] = keys_of(told)
            self.home_documents[one.id] = set(one.documents)

    def amend(self, change: Change) -> None:
        """Put what changed in its place."""
        for one in change.gone:
            del self.incidents[one], self.keys[one], self.home_documents[one]
        for own in change.come:
            self.incidents[own.id], self.keys[own.id] = own, change.keys[own.id]
            self.home_documents[own.id] = set(own.documents)

    def near(self, keys: Collection[int]) -> Collection[str]:
        """The incidents that stand under any of some keys."""
        return [one for one, own in self.keys.items() if not set(own).isdisjoint(keys)]

    def telling(self, documents: Collection[str]) -> Collection[str]:
        """The incidents with a claim of any of some documents."""
        return [one for one, own in self.home_documents.items() if own & set(documents)]

    def members(self, incidents: Collection[str]) -> Mapping[str, Sequence[Claim]]:
        """Incident → its claims."""
        self.asked += incidents
        return {one: [self.by_id[own] for own in self.incidents[one].claims if own in self.by_id] for one in incidents}

    def told_in(self, documents: Collection[str]) -> Sequence[Claim]:
        """All claims of some documents."""
        return [claim for claim in self.by_id.values() if claim.document in documents]

    def documents(self, ids: Collection[str]) -> Mapping[str, Document]:
        """Documents by id."""
        return {own: self.known[own] for own in ids if own in self.known}

    def copies_among(self, documents: Collection[str]) -> Sequence[Copy]:
        """The copies that any of some documents is, or is the original of."""
        return [copy for copy in self.copies if {copy.document, copy.copy_of} & set(documents)]
