"""What is reckoned of a catalogue and remembered: each thing once, however many ask for it in the same moment."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Thing = TypeVar("Thing")


class Cell:
    """The place of one thing: who comes first makes it, the others wait for it."""

    def __init__(self) -> None:
        self.lock, self.made, self.thing = threading.Lock(), False, None

    def of(self, make: Callable[[], Any]) -> Any:
        """The thing; where making it fails, the next one who asks tries again."""
        with self.lock:
            if not self.made:
                self.thing, self.made = make(), True
            return self.thing


class Memory:
    """The things of one catalogue that were asked for last."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._of: object = None
        self._cells: OrderedDict[Hashable, Cell] = OrderedDict()

    def of(self, known: object, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What a key stands for in a catalogue; all is forgotten when another catalogue is asked about."""
        with self._lock:
            if self._of is not known:
                self._of, self._cells = known, OrderedDict()
            cell = self._cells.setdefault(key, Cell())
            self._cells.move_to_end(key)
            while len(self._cells) > self._most:
                self._cells.popitem(last=False)
        found: Thing = cell.of(make)
        return found
