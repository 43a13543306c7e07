"""Which names of a place are kept, and spellings that follow from others: Latin letters, as English prints them."""

import re
from collections.abc import Iterable, Iterator

from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import ALTERNATE

ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|at|az|ez|ed|es|d|l)[- ’'][A-Z]")
ARTICLES = frozenset(("al", "el", "ad", "ar", "as", "at", "az", "an", "ash", "adh"))
MARKS = frozenset("ʻʼʿʾ‘’′'`")
SIDES = {"north": "northern", "south": "southern", "east": "eastern", "west": "western"}
SIDES |= {long: short for short, long in SIDES.items()}

#: Where Arabic names are spelt with and without their article.
ARABIC = frozenset(
    (
        "SA",
        "SY",
        "IQ",
        "YE",
        "LB",
        "JO",
        "PS",
        "EG",
        "SD",
        "LY",
        "DZ",
        "MA",
        "TN",
        "OM",
        "AE",
        "KW",
        "QA",
        "BH",
        "SO",
        "MR",
    )
)


def latin(name: str) -> bool:
    """Whether a spelling is one that an English text may print: Latin letters, a capital first, no code."""
    letters = [letter for letter in name if letter.isalpha()]
    if len(name) < 3 or not letters or (name.isupper() and len(name) <= 4):
        return False
    if not letters[0].isupper() and not ARTICLE.match(name):
        return False
    return all(ord(sign) <= 0x2AF or 0x1E00 <= ord(sign) <= 0x1EFF or sign in MARKS for sign in name)


def variants(names: Iterable[tuple[str, int]], country: str, kind: str) -> Iterator[tuple[str, int]]:
    """Names that follow from a place's names: `Northern X` from `North X`, `Fashir`, `El Fashir` from `Al Fashir`."""
    for name, rank in names:
        first, _, rest = fold(name).partition(" ")
        if not rest:
            continue
        if first in SIDES and kind in "ABR":
            yield f"{SIDES[first]} {rest}", rank
        if first in ARTICLES and country in ARABIC and len(rest) > 4:
            yield rest, ALTERNATE
            if first == "al":
                yield f"el {rest}", rank
            elif first == "el":
                yield f"al {rest}", rank
