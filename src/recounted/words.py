"""A text cut into words, with exact offsets. Knows no language."""

import re
from collections.abc import Callable, Iterator
from sys import intern

#: A plain word, told by what follows it, as most are, and kept as a group | a web address or an e-mail address
#: | initials with their stops | a number with its separators, and what is written onto it | a possessive ending
#: | a word with inner apostrophes, hyphens and digits | any other visible character.
#: Combining marks belong to the letter before them, also where NFC has no single character for both.
WORD = re.compile(
    r"([A-Za-z]++)(?=[ ,\n;)\"]|\.\s)"
    r"|(?:https?://|www\.)[^\s<>\"”]+|[\w.+-]{1,64}+@[\w-]+\.[\w.]+"
    r"|(?:[^\W\d_]\.){2,}"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f ]\d{3})+(?![\d\w])"
    r"|\d+(?:[.,]\d+)*(?:[^\W_]|(?<=\d)-(?=[^\W\d_])|(?<=[^\W\d_])-(?=\w))*"
    r"|['’]s\b"
    r"|(?:[^\W_]|[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f])"
    r"(?:[\w\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f]"
    r"|['’](?!s\b)(?=\w)|[-\u2010\u2011](?=\w))*"
    r"|\S"
)

#: Printed forms that count as one: apostrophes, quotation marks and hyphens of every make.
SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-"}
)

#: What digits can be in a calendar, by their shape.
SHAPES = {
    "Day": re.compile(r"0?[1-9]|[12]\d|3[01]"),
    "Year": re.compile(r"1[5-9]\d\d|20\d\d"),
    "Date": re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d\d)?\d\d"),
}

#: As many words are remembered by each function that remembers some.
REMEMBERED = 100_000

MARKS = frozenset(".,;:!?…\"'()[]{}–—-/|•*·%$€£#&@<>=+_~^\\`")


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Every word of a stretch of text, in reading order."""
    return WORD.finditer(text, start, len(text) if end is None else end)


def plain(word: str) -> str:
    """A word as it is looked up: lower case, with plain apostrophes, quotation marks and hyphens."""
    return word.lower() if word.isascii() else word.translate(SAME).lower()


class Remembered(dict[str, str]):
    """What a function makes of words, each made once: a text says the same words over and over.

    Looked up as in a dictionary, without a call for a known word. When it has very many, it forgets them all.
    """

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, word: str) -> str:
        """Make it, and remember it."""
        if len(self) >= REMEMBERED:
            self.clear()
        made = self[word] = intern(self.make(word))
        return made


#: Word → the word as it is looked up; equal words are one object, so that they are told alike without a look inside.
PLAIN = Remembered(plain)


def surface(word: str) -> str:
    """What a word looks like: `digits`, `mixed`, `caps`, `name`, `word` or `mark`."""
    first = word[0]
    if first.isdigit():
        return "digits" if word[-1].isdigit() else "mixed"
    if not (first.isalpha() or len(word) > 1):
        return "mark"
    if not word.isalpha() and any(c.isdigit() for c in word):
        return "mixed"
    if first.isupper():
        return "caps" if len(word) > 1 and word.isupper() else "name"
    return "word"


def shapes(printed: str) -> list[str]:
    """What a word of digits can be in a calendar: names of `SHAPES`."""
    return [name for name, form in SHAPES.items() if form.fullmatch(printed)] if printed[0].isdigit() else []
