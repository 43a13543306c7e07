"""Sets of rows as whole numbers whose bit n stands for row n, and columns of numbers that such sets are summed by.

Filters are met, counted and added up without a loop over rows, so that a page costs about the same however many there
are.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

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
