"""Text that is printed in capitals throughout, as telexes and old wires are, with small letters where they belong.

Among capitals every word looks like a name. Here only those are left as names that no list has as common words.
"""

import re
from collections.abc import Sequence

from recounted.lexicon import Lexicon
from recounted.words import plain

#: So many words in capitals on end tell that some of a text may shout; of a sentence that shouts nearly all do.
RUN = re.compile(r"(?:\b[^\W\d_a-z]{2,}\b[^\w]{1,3}){6}")
FEW, SHARE = 6, 0.8

#: A dateline ends with one of these, within so many words.
DASHES, HEAD = frozenset("-–—"), 24


def settled(text: str, printed: list[str], sentences: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[str]:
    """The words of a text, those of sentences in capitals as they would be printed among small letters."""
    if RUN.search(text) is None:
        return printed
    out = list(printed)
    for start, end in sentences:
        told = [word for word in printed[start:end] if len(word) > 1 and word.isalpha()]
        if len(told) >= FEW and sum(map(str.isupper, told)) >= SHARE * len(told):
            first = start + head(printed[start : min(end, start + HEAD)]) if start < HEAD else start
            out[first:end] = [quiet(word, lexicon) for word in printed[first:end]]
            join(out, first, end, lexicon)
            out[first] = out[first][:1].upper() + out[first][1:]
    return out


def head(printed: Sequence[str]) -> int:
    """How many words at the beginning of a report are its dateline: "BOGOTA, 3 JAN 90 --"."""
    dashes = [at for at, word in enumerate(printed) if word in DASHES]
    return next((at + 1 for at in dashes if at + 1 not in dashes), 0)


def join(out: list[str], start: int, end: int, lexicon: Lexicon) -> None:
    """Give small words that open or close a name its capital: "San Miguel", "La Reina", "Guatemala City"."""
    openers, closers = (lexicon.lists.get(f"casing_{name}", frozenset()) for name in ("openers", "closers"))
    for at in range(start + 1, end):
        if out[at] in closers and out[at - 1][:1].isupper():
            out[at] = out[at].capitalize()
    for at in range(end - 2, start - 1, -1):
        if out[at] in openers and out[at + 1][:1].isupper():
            out[at] = out[at].capitalize()


def quiet(word: str, lexicon: Lexicon) -> str:
    """A word in capitals as it would be printed among small letters: a name with one capital, another with none."""
    if not word.isupper() or not word.isalpha():
        return word.lower() if word.isupper() and "'" in word else word
    known = plain(word)
    ends = known not in lexicon.names and known.endswith(lexicon.endings.get("casing_endings", ()))
    small = known in lexicon.common or ends
    return word.lower() if small else word.capitalize()
