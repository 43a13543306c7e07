"""What is known where a time is read: its words, and what the report has told before."""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum

import msgspec

from recounted.finders.times.calendar import Days
from recounted.lexicon import Rule, Scalar
from recounted.numbers import read_number
from recounted.patterns import Found
from recounted.prose import Prose


class Tense(IntEnum):
    """Where a sentence looks from the day of its report; `UNSURE` is what was to come, seen from the past."""

    UNTOLD = 0
    BEHIND = 1
    AHEAD = 2
    UNSURE = 3


class Telling(msgspec.Struct):
    """What a report has told of time so far.

    `anchor` is the day that it is written on: its publication, else the day of its dateline. `day` is the last single
    day told, `days` the last stretch told, `free` the last single day that does not only say since or until when.
    """

    anchor: date | None
    day: date | None = None
    days: Days | None = None
    free: date | None = None

    def tell(self, days: Days, *, bound: bool) -> None:
        """Remember the days told last; `bound` are those that only say since or until when."""
        self.days = days
        if days.first == days.last:
            self.day = days.first
            self.free = self.free if bound else days.first


class Reading(msgspec.Struct, frozen=True):
    """The words of one time, and what can be asked of them.

    `direction` is the tense of its sentence.
    `parts` has the days of the times that a longer one is made of, by their words.
    """

    prose: Prose
    rule: Rule
    found: Found
    telling: Telling
    direction: Tense = Tense.UNTOLD
    parts: Mapping[tuple[int, int], Days] = {}

    def has(self, *names: str) -> bool:
        """Whether one of the captures took part."""
        return any(name in self.found.kept for name in names)

    def words(self, name: str) -> str:
        """The words of a capture, as they are looked up; empty where it took no part."""
        return self.prose.phrase(*self.found.kept[name]) if name in self.found.kept else ""

    def value(self, name: str, table: str) -> Scalar | None:
        """What a table says of a capture's words."""
        return self.prose.lexicon.maps[table].get(self.words(name))

    @property
    def unit(self) -> str:
        """The unit that is counted, as the rule or its words say."""
        return str(self.rule.set.get("unit") or self.value("unit", "time_units"))

    def number(self, name: str) -> int | None:
        """The number of a capture: in digits, a day of the month, a small count, or spelt out."""
        words = self.words(name)
        if words.isascii() and words.isdigit():
            return int(words)
        for table in ("month_days", "small_counts", "months", "decades"):
            if words in self.prose.lexicon.maps[table]:
                return int(self.prose.lexicon.maps[table][words])
        read = read_number(self.prose, self.found.kept[name][0]) if words else None
        return read[0] if read and read[1] == self.found.kept[name][1] else None

    @property
    def anchor(self) -> date | None:
        """The day that the report is written on."""
        return self.telling.anchor

    @property
    def told(self) -> date | None:
        """The last day told, else the day that the report is written on."""
        return self.telling.day or self.telling.anchor

    @property
    def off(self) -> int | None:
        """-1, 0 or 1 where the words say last, this or next; None where they say none of them."""
        return next((off for name, off in (("last", -1), ("this", 0), ("next", 1)) if self.has(name)), None)

    def comes_first(self, name: str) -> bool:
        """Whether a capture stands before the word for last, this or next: "March of last year", not "last March"."""
        kept = self.found.kept
        return kept[name] < min(kept[word] for word in ("last", "this", "next") if word in kept)
