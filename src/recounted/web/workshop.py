"""Where a ledger is changed: one change after another, each followed by linking anew; reports that wait to be kept."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from recounted import flow
from recounted.errors import LedgerError, UsageError
from recounted.exporters.veil import Veiled
from recounted.incidents import decide
from recounted.ledger import Ledger
from recounted.model import Claim, Decision, Document, Failure
from recounted.web.people import Person
from recounted.web.shelf import Shelf, Tell

#: How long a request waits for incidents to be linked anew before it goes on with the old ones, in seconds.
PATIENCE = 5.0

#: How many reports that somebody looks at may wait to be kept.
WAITING = 60


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A report that somebody looks at before it is kept, with its claims, and the level that it is to have."""

    document: Document
    claims: list[Claim]
    level: str = "open"


class Workshop:
    """A whole ledger, and what people do to it. Its methods may be called by several threads at once."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.trouble: list[str] | None = None
        self.shelf, self.veiled = Shelf(ledger), Shelf(Veiled(ledger))
        self.failed: dict[str, list[Failure]] = {}
        self._waiting: OrderedDict[tuple[str, str], Waiting] = OrderedDict()
        self._writing = threading.Lock()
        self._settling: threading.Thread | None = None

    def shelf_for(self, person: Person | None) -> Shelf:
        """The ledger as somebody may see it."""
        return self.shelf if person is not None and person.may("names") else self.veiled

    def warm(self, tell: Tell) -> None:
        """Look up what pages need while the first ones are already given; what takes long is told, in words."""
        for shelf in (self.veiled, self.shelf) if self.ledger.accounts.all() else (self.shelf,):
            threading.Thread(target=shelf.warm, args=(tell,), daemon=True).start()

    @property
    def settling(self) -> bool:
        """Whether incidents are being linked anew just now."""
        return self._settling is not None and self._settling.is_alive()

    def check(self) -> list[str]:
        """What is wrong with the ledger; kept, so that every page can say so."""
        self.trouble = self.ledger.check()
        return self.trouble

    # Decisions

    def judge(self, who: str, verb: str, about: Sequence[str], why: str, change: Mapping[str, Any]) -> Decision:
        """Keep a decision and link anew.

        Raises:
            DecisionError: it makes no sense, or what was decided before stands against it.
            LedgerError: it is about what the ledger does not know.
        """
        with self._writing:
            made = self.made(who, verb, about, why, change)
            self.ledger.decide(made)
        self.settle()
        return made

    def propose(self, who: str, verb: str, about: Sequence[str], why: str, change: Mapping[str, Any]) -> Decision:
        """Keep a decision that others are to take.

        Raises:
            DecisionError: it makes no sense.
            LedgerError: it is about what the ledger does not know.
        """
        made = self.made(who, verb, about, why, change)
        self.ledger.acting(who).accounts.propose(made)
        return made

    def made(self, who: str, verb: str, about: Sequence[str], why: str, change: Mapping[str, Any]) -> Decision:
        """A decision of this moment."""
        when = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        if verb == "undo":
            subjects: list[Claim | Decision] = [one for one in self.ledger.decisions(undone=True) if one.id in about]
            if not subjects:
                raise LedgerError(f"There is no decision {' '.join(about)} to undo.")
        else:
            subjects = [self.ledger.claim(claim) for claim in about]
        return decide(verb, subjects, who, when, why, change)

    def close(self, who: str, proposal: str, take: bool, why: str) -> None:
        """Take a decision that somebody proposed, in one's own name, or refuse it.

        Raises:
            LedgerError: no such proposal waits.
            DecisionError: it can no longer be obeyed.
        """
        accounts = self.ledger.acting(who).accounts
        found = next((one.decision for one in accounts.proposals() if one.decision.id == proposal), None)
        if found is None:
            raise LedgerError(f"No proposal {proposal} waits. Somebody may have decided about it meanwhile.")
        if take:
            self.judge(who, found.verb, found.about, f"{found.why} (proposed by {found.who}; {why})", found.change)
        accounts.close(proposal, "taken" if take else "refused", why)

    # Reports

    def wait(self, who: str, waiting: Waiting) -> None:
        """Hold a report that somebody looks at before it is kept; the oldest one is let go of when there are many."""
        self._waiting[who, waiting.document.id] = waiting
        while len(self._waiting) > WAITING:
            self._waiting.popitem(last=False)

    def waiting(self, who: str) -> list[Waiting]:
        """The reports that somebody looks at, in the order in which they were given."""
        return [own for (name, _), own in list(self._waiting.items()) if name == who]

    def let_go(self, who: str, found: str) -> Waiting:
        """Hold a report no longer.

        Raises:
            UsageError: it is not held.
        """
        held = self._waiting.pop((who, found), None)
        if held is None:
            raise UsageError("That report waits no longer. Give it again.")
        return held

    def keep(self, who: str, reports: Sequence[Waiting]) -> int:
        """Keep reports with their claims, and link anew; how many are news."""
        fresh, acting = 0, self.ledger.acting(who)
        with self._writing:
            for one in reports:
                fresh += acting.keep(one.document, one.claims)
                if one.level != "open":
                    acting.levels.put(one.document.id, one.level)
        if fresh:
            self.settle()
        return fresh

    def settle(self) -> None:
        """Link and reckon anew, and wait for it, but not for ever."""
        before = self._settling
        self._settling = threading.Thread(target=self._settle_after, args=(before,), daemon=True)
        self._settling.start()
        self._settling.join(PATIENCE)

    def _settle_after(self, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()
        with self._writing:
            flow.refresh(self.ledger)
        self.shelf.doubt()
        self.veiled.doubt()
