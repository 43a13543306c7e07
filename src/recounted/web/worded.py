"""Which rows hold some words: an index of words, made in the background after the first search."""

import re
import threading
from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Sequence

from recounted.web.bits import Rows, numbers_of, set_of

WORD = re.compile(r"\w+")

#: Searches that are remembered, and from how many letters the beginning or end of a word is looked up.
REMEMBERED, LETTERS = 200, 2

#: A part of a word that more rows than this hold is sooner found by looking through all of them.
OFTEN = 0.5


class Worded:
    """What the claims of each row say, small letters only."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._found: OrderedDict[str, Rows] = OrderedDict()
        self._lock = threading.Lock()
        self._made: threading.Thread | None = None
        self._rows: dict[str, array[int]] = {}
        self._every = ""

    def holding(self, words: str) -> Rows:
        """The rows that hold some words as they are written, within words too."""
        with self._lock:
            if words in self._found:
                self._found.move_to_end(words)
                return self._found[words]
            if self._made is None and not self._every:
                self._made = threading.Thread(target=self.make, daemon=True)
                self._made.start()
        found = self.find(words)
        with self._lock:
            self._found[words] = found
            while len(self._found) > REMEMBERED:
                self._found.popitem(last=False)
        return found

    def make(self) -> None:
        """Make the index."""
        found: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for at, text in enumerate(self.texts):
            for word in set(WORD.findall(text)):
                found[word].append(at)
        self._rows = dict(found)
        self._every = "\n".join(["", *found, ""])

    def find(self, words: str) -> Rows:
        """The rows that hold some words, by the index where it is there and helps, else by looking through all."""
        parts = WORD.findall(words)
        helpful = [part for part in parts if len(part) >= LETTERS] if self._every else []
        sets = [own for part in helpful if (own := self.having(part)) is not None]
        if not sets:
            return set_of((at for at, text in enumerate(self.texts) if words in text), len(self.texts))
        found = sets[0]
        for own in sets[1:]:
            found &= own
        if parts == [words]:
            return found
        return set_of((at for at in numbers_of(found) if words in self.texts[at]), len(self.texts))

    def having(self, part: str) -> Rows | None:
        """The rows of all words with a part, as the index has them; None where that would be too many to help."""
        rows = [self._rows[word] for word in self.with_part(part)]
        if sum(map(len, rows)) > OFTEN * len(self.texts):
            return None
        return set_of((at for own in rows for at in own), len(self.texts))

    def with_part(self, part: str) -> Iterator[str]:
        """The words that have a part."""
        at = self._every.find(part)
        while at >= 0:
            end = self._every.index("\n", at)
            yield self._every[self._every.rindex("\n", 0, at) + 1 : end]
            at = self._every.find(part, end)
