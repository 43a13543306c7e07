"""What is looked up once for each state of a ledger, and kept at hand: catalogue, selections, questions, sources."""

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from math import inf
from time import monotonic
from typing import Any, Generic, TypeVar

from recounted.errors import LedgerError
from recounted.ledger import Ledger
from recounted.web.catalogue import Catalogue
from recounted.web.clusters import KEPT, Layout
from recounted.web.filters import Filters
from recounted.web.listing import Listing
from recounted.web.questions import Question, Queue
from recounted.web.reputations import Source, sources_of

#: How long a catalogue is taken for right before the ledger is asked whether it changed, in seconds.
FRESH = 2.0

#: How long after a change the ledger is looked through once more: who changed the facts may still have been linking.
AFTER = 15.0

#: How long a request waits for the new catalogue before it goes on with the one before, in seconds: after a change that
#: was made here, and otherwise, when it is only asked whether anybody else has changed something.
PATIENCE, BRIEFLY = 1.0, 0.1

#: How many selections are remembered.
REMEMBERED = 200

Thing = TypeVar("Thing")
Told = dict[str, Any]
Maker = Callable[[Catalogue, Filters], Told]


class Kept(Generic[Thing]):
    """Something that is reckoned from a catalogue; while it is reckoned for a new one, the last is at hand."""

    def __init__(self, make: Callable[[Catalogue], Thing]) -> None:
        self._make, self._lock = make, threading.Lock()
        self._found: tuple[Catalogue, Thing] | None = None
        self._maker: threading.Thread | None = None

    def of(self, known: Catalogue) -> Thing:
        """What was reckoned from a catalogue, or, where that takes long, from the one before."""
        if self._found is None:
            self._reckon(known)
        elif self._found[0] is not known:
            with self._lock:
                if self._maker is None or not self._maker.is_alive():
                    self._maker = threading.Thread(target=self._reckon, args=(known,), daemon=True)
                    self._maker.start()
            self._maker.join(PATIENCE)
        if self._found is None:
            raise LedgerError("The ledger could not be looked through.")
        return self._found[1]

    def _reckon(self, known: Catalogue) -> None:
        self._found = known, self._make(known)


class Shelf:
    """One ledger, or one veiled, with what is kept at hand of it. Several threads may use it at once."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock, self._making = threading.Lock(), threading.Lock()
        self._listing = Listing(ledger)
        self._catalogue: Catalogue | None = None
        self._state, self._asked, self._again, self._doubts = "", 0.0, inf, 0
        self._maker: threading.Thread | None = None
        self._told_of: Catalogue | None = None
        self._told: OrderedDict[tuple[Maker, Filters], Told] = OrderedDict()
        self._laid_of: Catalogue | None = None
        self._laid: OrderedDict[tuple[float, str], Layout] = OrderedDict()
        self._asking: Kept[list[Question]] = Kept(Queue(ledger).questions)
        self._counted: Kept[list[Source]] = Kept(partial(sources_of, ledger))

    def catalogue(self) -> Catalogue:
        """The catalogue of the ledger as it stands; where it has changed and takes long to look through, the last."""
        if self._catalogue is None:
            self._make()
        elif monotonic() - self._asked > FRESH:
            with self._lock:
                if self._maker is None or not self._maker.is_alive():
                    self._maker = threading.Thread(target=self._make, daemon=True)
                    self._maker.start()
            self._maker.join(PATIENCE if self._asked < 0 else BRIEFLY)
        if self._catalogue is None:
            raise LedgerError("The ledger could not be looked through.")
        return self._catalogue

    @property
    def behind(self) -> bool:
        """Whether the ledger has changed, and is still being looked through."""
        return self._maker is not None and self._maker.is_alive()

    def _make(self) -> None:
        """Make the catalogue anew if the ledger has changed since."""
        with self._making:
            if self._catalogue is not None and monotonic() - self._asked <= FRESH:
                return
            doubts, asked, state = self._doubts, monotonic(), self.ledger.state()
            if self._catalogue is None or state != self._state or self._again < asked:
                self._again = asked + AFTER if self._catalogue is not None and state != self._state else inf
                self._catalogue = undisturbed(self._listing)
            self._state, self._asked = state, asked if doubts == self._doubts else -inf

    def doubt(self) -> None:
        """Ask the ledger whether it changed as soon as something is looked up."""
        self._doubts, self._asked = self._doubts + 1, -inf

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

    def layout(self, known: Catalogue, zoom: float, harm: str) -> Layout:
        """All incidents in the order of the map's cells at a scale; the last ones that were asked for are kept."""
        with self._lock:
            if self._laid_of is not known:
                self._laid_of, self._laid = known, OrderedDict()
            found = self._laid.get((zoom, harm))
        found = found or Layout(known, zoom, harm)
        with self._lock:
            if self._laid_of is known:
                self._laid[zoom, harm] = found
                self._laid.move_to_end((zoom, harm))
                while len(self._laid) > KEPT:
                    self._laid.popitem(last=False)
        return found

    def questions(self) -> list[Question]:
        """What waits for a person."""
        return self._asking.of(self.catalogue())

    def sources(self) -> list[Source]:
        """What each source has in the ledger."""
        return self._counted.of(self.catalogue())

    def warm(self) -> None:
        """Look everything up before anybody asks."""
        self.catalogue().worded.make()
        self.questions()
        self.sources()


def undisturbed(listing: Listing) -> Catalogue:
    """The catalogue of a ledger, made while nobody looks for garbage, and left out of the search from then on.

    Its millions of records hold no cycles; to walk through them again and again costs more than all else.
    """
    gc.disable()
    try:
        made = listing.make()
        gc.freeze()
    finally:
        gc.enable()
    return made
