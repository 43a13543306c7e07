"""Names as they are looked up: without case, accents, apostrophes and stops; and what they sound like."""

import re
import unicodedata
from functools import lru_cache

#: Letters that Unicode does not take apart, and marks that spellings of one name have or lack.
LETTERS = str.maketrans(
    {"ı": "i", "İ": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae"}
    | {"œ": "oe", "Œ": "oe", "ə": "a", "Ə": "a", "ǝ": "a", "ð": "d", "þ": "th", "Þ": "th", "ħ": "h", "Ħ": "h"}
    | dict.fromkeys("’‘'`ʻʼʿʾ´′ʹʺ.", None)
)
OTHER = re.compile(r"[^a-z0-9]+")

#: Spellings of one sound in transliterations, replaced in this order.
SOUNDS = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ph", "f"), ("kh", "k"), ("gh", "g"), ("q", "k"), ("c", "k"), ("dh", "d"),
    ("th", "t"), ("sh", "s"), ("zh", "z"), ("z", "s"), ("j", "g"), ("w", "u"), ("v", "u"), ("y", "i"), ("h", ""),
    ("p", "b"),
)  # fmt: skip
ARTICLES = re.compile(r"\b(?:al|el|ad|ar|as|at|az|an|ash|adh|e|i|ye|ul|ou|wa)\b")
DOUBLED = re.compile(r"(.)\1+")
VOWELS = re.compile(r"[aeiou]")


@lru_cache(maxsize=1 << 15)
def fold(name: str) -> str:
    """A name in lower case ASCII words with one space between; `Şuşa` and `susa` fold alike."""
    if name.isascii():
        name = name.replace("'", "").replace("`", "").replace(".", "")
    else:
        taken_apart = unicodedata.normalize("NFKD", name.translate(LETTERS))
        name = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return OTHER.sub(" ", name.lower()).strip()


def skeleton(folded: str) -> str:
    """What a folded name sounds like: its first sound and its consonants; empty where too little is left to tell."""
    sound = ARTICLES.sub("", folded).replace(" ", "")
    for spelt, heard in SOUNDS:
        sound = sound.replace(spelt, heard)
    sound = DOUBLED.sub(r"\1", sound)
    if len(sound) < 3:
        return ""
    bones = ("a" if sound[0] in "aeiou" else sound[0]) + VOWELS.sub("", sound[1:])
    return bones if len(bones) >= 3 else ""
