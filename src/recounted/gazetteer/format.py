"""The gazetteer's file: a header, columns of places, and a hash table of names; made to be memory-mapped.

    RGAZ1\\n | length of the header | header (JSON) | sections, each at a multiple of 8 bytes, little-endian

`latitude` and `longitude` are in ten-thousandths of a degree, `population` in people, `geonames_id` is 0 where unknown,
`division` is an index into the header's list of "country.province" codes, `kind` a letter of KINDS, `text_end` where
the place's own name ends in `text`. A name's bucket is the upper bits of the CRC-32 of its folded form; `buckets` says
where each begins in `names`. An entry there is: length of the name, number of readings, words of the longest name that
begins with this one; the name; for each reading four bytes, the place's number times 4 plus how well the name is its
own. A name that begins with `~` is a country's two letters and a sound, with the places there that sound so.
"""

from typing import Literal
from zlib import crc32

import msgspec

MAGIC = b"RGAZ1\n"

#: Column → its type in Python's `array` and `memoryview`.
COLUMNS: dict[str, Literal["i", "I", "H", "B"]] = {
    "latitude": "i",
    "longitude": "i",
    "population": "I",
    "geonames_id": "I",
    "division": "H",
    "kind": "B",
    "text_end": "I",
}

#: Letter of a place's kind in the file → the kind as the records name it.
KINDS = {
    "C": "country",
    "A": "province",
    "B": "district",
    "R": "region",
    "P": "town",
    "K": "region",
    "W": "water",
    "S": "site",
}

#: How well a name is a place's own: one of many spellings, its proper name, what it is mostly called.
ALTERNATE, PROPER, USUAL = 1, 2, 3

#: A name has no more words than this; longer ones are titles.
LONGEST = 6

#: The upper bits of the hash that tell the parts in which a big gazetteer is written.
PART_BITS = 6


class Entry(msgspec.Struct, frozen=True):
    """What a name may stand for: (number of the place, how well the name is its own); the longest name it begins."""

    readings: tuple[tuple[int, int], ...]
    longest: int


class Known(msgspec.Struct, frozen=True):
    """A place; degrees; `division` is "country.province" with the country's two letters, or empty."""

    number: int
    name: str
    latitude: float
    longitude: float
    country: str
    division: str
    population: int
    kind: str
    geonames_id: int | None


NOTHING = Entry((), 0)


def hashed(key: bytes) -> int:
    """The 32 bits by which a folded name is found."""
    return crc32(key)
