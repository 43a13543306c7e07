"""What the pages work on: a ledger, its catalogue, who decides, and reports that wait to be kept."""

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from math import inf
from time import monotonic
from typing import Any

from recounted import flow
from recounted.errors import LedgerError
from recounted.incidents import check, decide, rule
from recounted.ledger import Ledger
from recounted.model import Claim, Decision, Document, Incident
from recounted.web.catalogue import Catalogue, catalogue_of
from recounted.web.filters import Filters
from recounted.web.questions import Question, questions
from recounted.web.reputations import Source, sources_of

#: How long a catalogue is taken for right before the ledger is asked whether it changed, in seconds.
FRESH = 2.0

#: How long after a change the ledger is looked through once more: who changed the facts may still have been linking.
AFTER = 15.0

#: How long a request waits for incidents to be linked anew before it goes on with the old ones, in seconds.
PATIENCE = 5.0

#: How many selections are remembered.
REMEMBERED = 60

Told = dict[str, Any]

#: How many reports that somebody looks at may wait to be kept.
WAITING = 20


class Desk:
    """One ledger and the person who works on it. Its methods may be called by several threads at once."""

    def __init__(self, ledger: Ledger, who: str) -> None:
        self.ledger, self.who = ledger, who
        self.pending: OrderedDict[str, tuple[Document, list[Claim]]] = OrderedDict()
        self.trouble: list[str] | None = None
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._catalogue: Catalogue | None = None
        self._state, self._asked, self._again = "", 0.0, inf
        self._told_of: Catalogue | None = None
        self._told: OrderedDict[Filters, Told] = OrderedDict()
        self._asking: tuple[Catalogue, list[Question]] | None = None
        self._counted: tuple[Catalogue, list[Source]] | None = None
        self._settling: threading.Thread | None = None

    def catalogue(self) -> Catalogue:
        """The catalogue of the ledger as it stands, made anew when the ledger has changed."""
        with self._lock:
            if self._catalogue is None or monotonic() - self._asked > FRESH:
                state, now = self.ledger.state(), monotonic()
                if self._catalogue is None or state != self._state or self._again < now:
                    self._again = now + AFTER if self._catalogue is not None and state != self._state else inf
                    self._catalogue = undisturbed(self.ledger)
                self._state, self._asked = state, now
            return self._catalogue

    def remembered(self, known: Catalogue, wanted: Filters, make: Callable[[Catalogue, Filters], Told]) -> Told:
        """What is told of a selection, made once for each state of the ledger while it is among the last asked."""
        with self._lock:
            if self._told_of is not known:
                self._told_of, self._told = known, OrderedDict()
            if wanted in self._told:
                self._told.move_to_end(wanted)
                return self._told[wanted]
        found = make(known, wanted)
        with self._lock:
            if self._told_of is known:
                self._told[wanted] = found
                while len(self._told) > REMEMBERED:
                    self._told.popitem(last=False)
        return found

    @property
    def settling(self) -> bool:
        """Whether incidents are being linked anew just now."""
        return self._settling is not None and self._settling.is_alive()

    def claims(self, incident: Incident) -> list[Claim]:
        """The claims of an incident, in its order, as people have corrected them."""
        known = {claim.id: claim for claim in self.ledger.claims(incident=incident.id)}
        own = [known[claim] for claim in incident.claims if claim in known]
        return list(rule(self.decisions(own), own).claims)

    def claims_of(self, document: str) -> list[Claim]:
        """The claims of a document in reading order, as people have corrected them, those judged wrong among them."""
        own = list(self.ledger.claims(document=document))
        ruled = {claim.id: claim for claim in rule(self.decisions(own), own).claims}
        return [ruled.get(claim.id, claim) for claim in own]

    def decisions(self, claims: Sequence[Claim]) -> list[Decision]:
        """The decisions in force about some claims."""
        ids = {claim.id for claim in claims}
        return [decision for decision in self.ledger.decisions() if ids.issuperset(decision.about)]

    def judge(self, verb: str, about: Sequence[str], why: str, change: Mapping[str, Any] | None = None) -> Decision:
        """Keep a decision and link anew.

        Raises:
            DecisionError: it makes no sense, or what was decided before stands against it.
            LedgerError: it is about what the ledger does not know.
        """
        when = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        with self._writing:
            known = self.ledger.decisions(undone=True)
            if verb == "undo":
                subjects: list[Claim | Decision] = [one for one in known if one.id in about]
                if not subjects:
                    raise LedgerError(f"There is no decision {' '.join(about)} to undo.")
            else:
                subjects = [self.ledger.claim(claim) for claim in about]
            made = decide(verb, subjects, self.who, when, why, change)
            check(made, self.concerned([*known, made]), known)
            self.ledger.decide(made)
        self.settle()
        return made

    def concerned(self, decisions: Sequence[Decision]) -> list[Claim]:
        """The claims of every document that some decisions speak of."""
        documents = {document for one in decisions for document, _, _ in one.evidence}
        return [claim for document in sorted(documents) for claim in self.ledger.claims(document=document)]

    def questions(self) -> list[Question]:
        """What waits for a person, looked up once for each state of the ledger."""
        known = self.catalogue()
        if self._asking is None or self._asking[0] is not known:
            self._asking = known, questions(self.ledger, known)
        return self._asking[1]

    def sources(self) -> list[Source]:
        """What each source has in the ledger, counted once for each state of it."""
        known = self.catalogue()
        if self._counted is None or self._counted[0] is not known:
            self._counted = known, sources_of(self.ledger, known)
        return self._counted[1]

    def keep(self, document: Document, claims: Sequence[Claim]) -> bool:
        """Keep a report with its claims, and link anew; whether it is news."""
        with self._writing:
            fresh = self.ledger.keep(document, claims)
        if fresh:
            self.settle()
        return fresh

    def settle(self) -> None:
        """Link and reckon anew, and wait for it, but not for ever."""
        before = self._settling
        self._settling = threading.Thread(target=self._settle_after, args=(before,), daemon=True)
        self._settling.start()
        self._settling.join(PATIENCE)

    def wait(self, document: Document, claims: list[Claim]) -> None:
        """Hold a report that somebody looks at before it is kept; the oldest one is let go of when there are many."""
        self.pending[document.id] = (document, claims)
        while len(self.pending) > WAITING:
            self.pending.popitem(last=False)

    def check(self) -> list[str]:
        """What is wrong with the ledger; kept, so that every page can say so."""
        self.trouble = self.ledger.check()
        return self.trouble

    def _settle_after(self, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()
        with self._writing:
            flow.refresh(self.ledger)
        with self._lock:
            self._asked = 0.0


def undisturbed(ledger: Ledger) -> Catalogue:
    """The catalogue of a ledger, made while nobody looks for garbage, and left out of the search from then on.

    Its millions of records hold no cycles; to walk through them again and again costs more than all else.
    """
    gc.disable()
    try:
        made = catalogue_of(ledger)
        gc.freeze()
    finally:
        gc.enable()
    return made
