"""What is looked up once for each state of a ledger, and kept at hand: catalogue, selections, questions, sources."""

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Any

from recounted.ledger import Ledger
from recounted.web.catalogue import Catalogue, catalogue_of
from recounted.web.filters import Filters
from recounted.web.questions import Question, questions
from recounted.web.reputations import Source, sources_of

#: How long a catalogue is taken for right before the ledger is asked whether it changed, in seconds.
FRESH = 2.0

#: How long after a change the ledger is looked through once more: who changed the facts may still have been linking.
AFTER = 15.0

#: How many selections are remembered.
REMEMBERED = 60

Told = dict[str, Any]
Maker = Callable[[Catalogue, Filters], Told]


class Shelf:
    """One ledger, or one veiled, with what is kept at hand of it. Several threads may use it at once."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._state, self._asked, self._again = "", 0.0, inf
        self._told_of: Catalogue | None = None
        self._told: OrderedDict[tuple[Maker, Filters], Told] = OrderedDict()
        self._asking: tuple[Catalogue, list[Question]] | None = None
        self._counted: tuple[Catalogue, list[Source]] | None = None

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

    def doubt(self) -> None:
        """Ask the ledger whether it changed as soon as something is looked up."""
        with self._lock:
            self._asked = 0.0

    def remembered(self, known: Catalogue, wanted: Filters, make: Maker) -> Told:
        """What is told of a selection, made once for each state of the ledger while it is among the last asked."""
        with self._lock:
            if self._told_of is not known:
                self._told_of, self._told = known, OrderedDict()
            if (make, wanted) in self._told:
                self._told.move_to_end((make, wanted))
                return self._told[make, wanted]
        found = make(known, wanted)
        with self._lock:
            if self._told_of is known:
                self._told[make, wanted] = found
                while len(self._told) > REMEMBERED:
                    self._told.popitem(last=False)
        return found

    def questions(self) -> list[Question]:
        """What waits for a person."""
        known = self.catalogue()
        if self._asking is None or self._asking[0] is not known:
            self._asking = known, questions(self.ledger, known)
        return self._asking[1]

    def sources(self) -> list[Source]:
        """What each source has in the ledger."""
        known = self.catalogue()
        if self._counted is None or self._counted[0] is not known:
            self._counted = known, sources_of(self.ledger, known)
        return self._counted[1]


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
