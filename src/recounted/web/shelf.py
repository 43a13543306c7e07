"""What is looked up once for each state of a ledger, and kept at hand: catalogue, selections, questions, sources."""

import gc
import math
import threading
from collections.abc import Callable, Hashable
from functools import partial
from math import inf
from time import monotonic
from typing import Generic, TypeVar

from recounted.errors import LedgerError
from recounted.ledger import Ledger
from recounted.web import atlas
from recounted.web.catalogue import Catalogue
from recounted.web.clusters import EARTH, KEPT, Layout, scale_of
from recounted.web.grid import EVERYWHERE
from recounted.web.listing import Listing
from recounted.web.memory import Memory
from recounted.web.questions import Question, Queue
from recounted.web.reputations import Source, sources_of
from recounted.web.worldmap import SIZE, view_of

#: How long a catalogue is taken for right before the ledger is asked whether it changed, in seconds.
FRESH = 2.0

#: How long after a change the ledger is looked through once more: who changed the facts may still have been linking.
AFTER = 15.0

#: How long a request waits for the new catalogue before it goes on with the one before, in seconds: after a change that
#: was made here, and otherwise, when it is only asked whether anybody else has changed something.
PATIENCE, BRIEFLY = 1.0, 0.1

#: From how many seconds on the one who serves is told what takes long.
LONG = 3.0

#: So many incidents decide which part of the earth a map of all of them shows.
FEW = 2000

#: So many halves of a zoom in and out from where a map begins are laid out before anybody asks.
NEAR = 4

#: How many selections are remembered, and how many answers that were written of them.
REMEMBERED, WRITTEN = 200, 60

Thing = TypeVar("Thing")
Tell = Callable[[str], None]


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
        self._changed = False
        self._told, self._written, self._laid = Memory(REMEMBERED), Memory(WRITTEN), Memory(KEPT)
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
        return self._maker is not None and self._maker.is_alive() and (self._changed or self._asked < 0)

    def _make(self) -> None:
        """Make the catalogue anew if the ledger has changed since."""
        with self._making:
            if self._catalogue is not None and monotonic() - self._asked <= FRESH:
                return
            doubts, asked, state = self._doubts, monotonic(), self.ledger.state()
            if self._catalogue is None or state != self._state or self._again < asked:
                self._again = asked + AFTER if self._catalogue is not None and state != self._state else inf
                self._changed = True
                self._catalogue = undisturbed(self._listing)
                self._changed = False
            self._state, self._asked = state, asked if doubts == self._doubts else -inf

    def doubt(self) -> None:
        """Ask the ledger whether it changed as soon as something is looked up."""
        self._doubts, self._asked = self._doubts + 1, -inf

    def remembered(self, known: Catalogue, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What is told of a selection, made once for each state of the ledger while it is among the last asked."""
        return self._told.of(known, key, make)

    def written(self, known: Catalogue, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What was written of a selection for whoever asks; as `remembered`, and beside it."""
        return self._written.of(known, key, make)

    def layout(self, known: Catalogue, zoom: float, harm: str) -> Layout:
        """All incidents in the order of the map's cells at a scale; the last ones that were asked for are kept."""
        return self._laid.of(known, (zoom, harm), lambda: Layout(known, zoom, harm))

    def questions(self) -> list[Question]:
        """What waits for a person."""
        return self._asking.of(self.catalogue())

    def sources(self) -> list[Source]:
        """What each source has in the ledger."""
        return self._counted.of(self.catalogue())

    def warm(self, tell: Tell) -> None:
        """Look everything up before anybody asks; what takes long is told, in words."""
        began, waits = monotonic(), threading.Timer(LONG, tell, ["looking through the ledger; pages wait until then"])
        waits.start()
        try:
            known = self.catalogue()
        finally:
            waits.cancel()
        if (took := monotonic() - began) > LONG:
            tell(f"looked through {known.size:,} incidents in {took:.0f} s; pages are given from now on")
        for zoom in usual_scales(known):
            self.layout(known, zoom, "killed")
        atlas.names(EVERYWHERE)
        known.worded.make()
        self.questions()
        self.sources()


def usual_scales(known: Catalogue) -> list[float]:
    """The scales at which a map of all incidents begins, on any screen, and those a few steps in or out."""
    west, _, east, _ = view_of(known.some(known.placed, FEW), None).box()
    wide = EARTH * (east - west) / 360
    middle = scale_of(math.log2(SIZE[0] / wide))
    steps = sorted(range(-NEAR, NEAR + 1), key=abs)
    return [zoom for step in steps if (zoom := middle + step / 2) >= 0]


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
