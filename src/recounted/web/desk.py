"""What a page works on: a ledger as the person who asks may see it, and what that person may do to it."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from recounted.errors import UsageError
from recounted.incidents import in_force, rule
from recounted.ledger import Ledger
from recounted.ledger.accounts import Proposal
from recounted.model import Claim, Decision, Document, Failure, Incident
from recounted.web.catalogue import Catalogue
from recounted.web.clusters import Layout
from recounted.web.people import Person, denied
from recounted.web.questions import Question, unanswered
from recounted.web.reputations import Source
from recounted.web.workshop import Waiting, Workshop

Thing = TypeVar("Thing")


class Desk:
    """A ledger and the person who works on it, for as long as one request lasts."""

    def __init__(self, workshop: Workshop, person: Person) -> None:
        self.workshop, self.person = workshop, person
        self._shelf = workshop.shelf_for(person)
        self._standing: list[Decision] | None = None

    @property
    def ledger(self) -> Ledger:
        """The ledger as the person may see it."""
        return self._shelf.ledger

    @property
    def who(self) -> str:
        """The person's name."""
        return self.person.name

    def may(self, right: str) -> bool:
        """Whether the person has a right."""
        return self.person.may(right)

    def catalogue(self) -> Catalogue:
        """The catalogue of the ledger as it stands."""
        return self._shelf.catalogue()

    def remembered(self, known: Catalogue, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What is told of a selection, made once for each state of the ledger while it is among the last asked."""
        return self._shelf.remembered(known, key, make)

    def written(self, known: Catalogue, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What was written of a selection, the same for all who may see as much as the person."""
        return self._shelf.written(known, key, make)

    def layout(self, known: Catalogue, zoom: float, harm: str) -> Layout:
        """All incidents in the order of the map's cells at a scale, made once for each state of the ledger."""
        return self._shelf.layout(known, zoom, harm)

    def questions(self) -> list[Question]:
        """What waits for a person, looked up once for each state of the ledger; never what has been answered since."""
        return unanswered(self._shelf.questions(), in_force(self.ledger.decisions(undone=True)))

    def sources(self) -> list[Source]:
        """What each source has in the ledger, counted once for each state of it."""
        return self._shelf.sources()

    def claims(self, incident: Incident) -> list[Claim]:
        """The claims of an incident, in its order, as people have corrected them."""
        known = {claim.id: claim for claim in self.ledger.claims_of(incident.claims)}
        own = [known[claim] for claim in incident.claims if claim in known]
        return list(rule(self.decisions(own), own).claims)

    def claims_of(self, document: str) -> list[Claim]:
        """The claims of a document in reading order, as people have corrected them, those judged wrong among them."""
        own = list(self.ledger.claims(document=document))
        ruled = {claim.id: claim for claim in rule(self.decisions(own), own).claims}
        return [ruled.get(claim.id, claim) for claim in own]

    def as_kept(self, claim: str) -> Claim:
        """A claim with nothing blacked out, as people have corrected it: what corrections are made of, never shown."""
        whole = Desk(self.workshop, Person(name=self.who, role="editor"))
        document = whole.ledger.claim(claim).document
        return next(one for one in whole.claims_of(document) if one.id == claim)

    def document_as_kept(self, claim: Claim) -> Document:
        """The document of a claim, with nothing blacked out; never shown."""
        return self.workshop.ledger.document(claim.document)

    def decisions(self, claims: Sequence[Claim]) -> list[Decision]:
        """The decisions in force about some claims."""
        ids = {claim.id for claim in claims}
        if self._standing is None:  # asked for time and again, and the same as long as nobody decides at this desk
            self._standing = self.ledger.decisions()
        return [decision for decision in self._standing if ids.issuperset(decision.about)]

    def proposals(self) -> list[Proposal]:
        """What coders propose, and nobody has taken or refused yet."""
        seen = {one.id for one in self.ledger.claims_of(c for p in self._proposed() for c in p.decision.about)}
        return [one for one in self._proposed() if one.decision.verb == "undo" or seen.issuperset(one.decision.about)]

    def _proposed(self) -> list[Proposal]:
        return self.ledger.accounts.proposals()

    def judge(self, verb: str, about: Sequence[str], why: str, change: Mapping[str, Any] | None = None) -> Decision:
        """Decide, and link anew; or, for those who may not, propose it to those who may.

        Raises:
            DecisionError: it makes no sense, or what was decided before stands against it.
            LedgerError: it is about what the person cannot see, or the ledger does not know.
        """
        if verb != "undo":
            about = [self.ledger.claim(claim).id for claim in about]
        self._standing = None
        act = self.workshop.judge if self.may("decide") else self.workshop.propose
        return act(self.who, verb, about, why, change or {})

    def close(self, proposal: str, take: bool, why: str) -> None:
        """Take what somebody proposed, or refuse it."""
        self._standing = None
        self.workshop.close(self.who, proposal, take, why)

    def wait(self, waiting: Waiting) -> None:
        """Hold a report before it is kept."""
        self.workshop.wait(self.who, waiting)

    def waiting(self) -> list[Waiting]:
        """The reports that the person looks at before they are kept."""
        return self.workshop.waiting(self.who)

    def unread(self, failed: list[Failure] | None = None) -> list[Failure]:
        """What could not be read of the reports that the person gave last; or note it."""
        if failed is not None:
            self.workshop.failed[self.who] = failed
        return self.workshop.failed.get(self.who, [])

    def let_go(self, found: str) -> Waiting:
        """Hold a report no longer."""
        return self.workshop.let_go(self.who, found)

    def keep(self, reports: Sequence[Waiting]) -> int:
        """Keep reports with their claims, and link anew; how many are news."""
        return self.workshop.keep(self.who, reports)

    @property
    def settling(self) -> bool:
        """Whether incidents are being linked anew just now."""
        return self.workshop.settling or self._shelf.behind

    @property
    def trouble(self) -> list[str] | None:
        """What is wrong with the ledger, as far as somebody looked."""
        return self.workshop.trouble

    def check(self) -> list[str]:
        """What is wrong with the ledger.

        Raises:
            UsageError: the person may not see it.
        """
        if not self.may("decide"):
            raise UsageError(denied(self.person, "decide"))
        return self.workshop.check()
