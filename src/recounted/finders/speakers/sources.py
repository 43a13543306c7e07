"""Where the source of a word of saying is named: before it, behind it, or in the clause before."""

import re

from recounted.finders.speakers.quotations import Extent

#: Letters as in shapes.py, "V" a word of saying. These are read from right to left.
GAP = re.compile(r"(?:[av]|t+[io]?)*")
CORE = r"[nCNe](?:[nCegsN.a]*[nCegN])?(?:d{1,2})?"
NOUNS = re.compile(rf"{CORE}(?:[io]{CORE})*")
JOINED = re.compile(rf"c{CORE}(?:[io]{CORE})*(?=[|,\"w;:(]|$)")
BRACKET = re.compile(r"\)[^()|]{1,8}\(")
#: And these from left to right.
AHEAD = re.compile(r"p|d{0,2}(?:[nCegsN.a]*[nCN])(?:od{0,2}(?:[nCegsN.]*[nCN]))*")
AHEAD_FAR = re.compile(r"p|d{0,2}(?:[nCegsN.a]*[nCN])(?:[oi]d{0,2}(?:[nCegsN.]*[nCN]))*")
REACH = 60


def before(kinds: str, cue: int, floor: int) -> Extent | None:
    """The noun phrase that is the subject of the word of saying at `cue`, not reaching before `floor`."""
    behind = kinds[max(floor, cue - REACH) : cue][::-1]
    gap = GAP.match(behind)
    at = gap.end() if gap else 0
    if bracket := BRACKET.match(behind, at):
        at = bracket.end()
    if at >= len(behind):
        return None
    if behind[at] == ",":
        return around_apposition(kinds, cue, behind, at)
    return phrase(cue, behind, at)


def phrase(cue: int, behind: str, at: int) -> Extent | None:
    """The noun phrase or pronoun that ends where `at` letters before the cue are."""
    if at < len(behind) and behind[at] == "p":
        return cue - at - 1, cue - at
    found = NOUNS.match(behind, at)
    if not found:
        return None
    joined = JOINED.match(behind, found.end())
    start = cue - (joined or found).end()
    end = cue - at
    if (joined or found).end() < len(behind) and behind[(joined or found).end()] == "i":
        start = after_place(behind[at : found.end()][::-1], start)
    return start, end


def after_place(letters: str, start: int) -> int:
    """Where the phrase begins when a preposition takes its first names: in "In Baku officials", the officials."""
    names = re.match(r"d?C+(?=n)", letters)
    return start + names.end() if names else start


def around_apposition(kinds: str, cue: int, behind: str, at: int) -> Extent | None:
    """The noun phrase before "X, a surgeon, said"; both parts of "the spokesman, X, said"."""
    other = re.compile(r'[^"|;:]*?,').match(behind, at + 1)
    if not other:
        return None
    middle = behind[at + 1 : other.end() - 1][::-1]
    source = phrase(cue, behind, other.end())
    if source and middle and re.fullmatch(r"[C.]+", middle) and kinds[source[1] - 1] in "nC":
        return source[0], cue - at - 1
    return source


def behind_cue(kinds: str, end: int, far: bool = False) -> Extent | None:
    """The noun phrase right after a word of saying."""
    found = (AHEAD_FAR if far else AHEAD).match(kinds, end, end + REACH)
    return (end, found.end()) if found else None
