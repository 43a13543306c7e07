"""Sets of rows as whole numbers whose bit n stands for row n, and columns of numbers that such sets are summed by.

Filters are met, counted and added up without a loop over rows, so that a page costs about the same however many there
are.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from operator import itemgetter

#: A set of rows.
Rows = int

#: A set that holds fewer than one row of so many is looked through by jumps.
SPARSE = 12

#: `0` and `1` as letters → as bytes that are false and true.
DIGITS = bytes.maketrans(b"01", b"\0\1")


def set_of(numbers: Iterable[int], size: int) -> Rows:
    """The set of some row numbers below `size`."""
    held = bytearray(size // 8 + 1)
    for at in numbers:
        held[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(held, "little")


def flags_of(chosen: Rows, size: int) -> bytes:
    """A byte for each row: 1 for those of the set, else 0."""
    return bin(chosen)[:1:-1].encode().translate(DIGITS).ljust(size, b"\0")


def numbers_of(chosen: Rows) -> Iterator[int]:
    """The numbers of a set's rows, in order."""
    size = chosen.bit_length()
    flags = flags_of(chosen, size)
    return found_in(flags) if chosen.bit_count() * SPARSE < size else compress(range(size), flags)


def found_in(flags: bytes) -> Iterator[int]:
    """Where flags are set; the quicker way where few are."""
    at = flags.find(1)
    while at >= 0:
        yield at
        at = flags.find(1, at + 1)


class Order:
    """Rows in another order than their own, some perhaps several times; a set of rows is brought into it."""

    def __init__(self, rows: Sequence[int], size: int) -> None:
        """`rows` are the numbers in their order, and `size` is how many rows there are in all."""
        self.rows, self.size = rows, size
        self._take = itemgetter(*rows) if len(rows) > 1 else None
        self._places: tuple[list[int], dict[int, list[int]]] | None = None

    def flags(self, chosen: Rows) -> bytes:
        """A byte for each row in this order: 1 for those of the set, else 0."""
        if chosen.bit_count() * SPARSE < self.size:
            return self._few(chosen)
        if chosen.bit_count() == self.size:
            return b"\1" * len(self.rows)
        flags = flags_of(chosen, self.size)
        return bytes(self._take(flags)) if self._take else bytes(flags[at] for at in self.rows)

    def _few(self, chosen: Rows) -> bytes:
        self._places = self._places or self._where()
        first, others = self._places
        found = bytearray(len(self.rows) + 1)
        for at in numbers_of(chosen):
            found[first[at]] = 1
            for place in others.get(at, ()):
                found[place] = 1
        return bytes(found[:-1])

    def _where(self) -> tuple[list[int], dict[int, list[int]]]:
        """Where each row stands first, behind the end if nowhere; and where else those that stand there again."""
        nowhere = len(self.rows)
        first, others = [nowhere] * self.size, dict[int, list[int]]()
        for place, at in enumerate(self.rows):
            if first[at] == nowhere:
                first[at] = place
            else:
                others.setdefault(at, []).append(place)
        return first, others


def span_of(low: int, high: int) -> Rows:
    """The set of the rows from `low` up to, but without, `high`."""
    return (1 << max(low, high)) - (1 << low)


def within(chosen: Rows, size: int, bounds: Sequence[tuple[int, int]]) -> list[Rows]:
    """What a set holds of each range of rows: sets that begin at the ranges' first rows."""
    held = chosen.to_bytes(size // 8 + 1, "little")
    return [
        (int.from_bytes(held[low >> 3 : (high + 7) >> 3], "little") >> (low & 7)) & ((1 << (high - low)) - 1)
        for low, high in bounds
    ]


class Numbers:
    """A whole number, none below zero, for each of some rows, kept as one set of rows for each binary digit."""

    def __init__(self, values: Iterable[tuple[int, int]], size: int) -> None:
        """`values` holds rows with their numbers; all other rows have 0."""
        held: list[bytearray] = []
        for at, value in values:
            left = value
            while left:
                digit = left & -left
                while digit.bit_length() > len(held):
                    held.append(bytearray(size // 8 + 1))
                held[digit.bit_length() - 1][at >> 3] |= 1 << (at & 7)
                left ^= digit
        self.digits: list[Rows] = [int.from_bytes(one, "little") for one in held]

    def total(self, chosen: Rows) -> int:
        """The sum of a set's numbers."""
        return sum((digit & chosen).bit_count() << place for place, digit in enumerate(self.digits))

    def ranked(self, chosen: Rows, rank: int) -> int:
        """The number that `rank` others of a set come before, the highest first; the set has more rows than that."""
        found = 0
        for place in reversed(range(len(self.digits))):
            hit = chosen & self.digits[place]
            count = hit.bit_count()
            if rank < count:
                chosen, found = hit, found | 1 << place
            else:
                chosen, rank = chosen ^ hit, rank - count
        return found

    def totals(self, chosen: Rows, size: int, bounds: Sequence[tuple[int, int]]) -> list[int]:
        """The sums of a set's numbers in each range of rows."""
        found = [0] * len(bounds)
        for place, digit in enumerate(self.digits):
            for at, part in enumerate(within(digit & chosen, size, bounds)):
                if part:
                    found[at] += part.bit_count() << place
        return found
