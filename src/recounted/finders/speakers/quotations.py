"""Where words stand in quotation marks: straight, curly, single, doubled single and guillemets, over paragraphs too."""

from bisect import bisect_right

from recounted.patterns import PARAGRAPH
from recounted.prose import Prose

Extent = tuple[int, int]

#: Mark → whether it opens "(", closes ")" or does either, and what it pairs with.
MARKS = {
    '"': ('"', "double"),
    "“": ("(", "double"),
    "„": ("(", "double"),
    "”": (")", "double"),
    "«": ("(", "angle"),
    "»": (")", "angle"),
    "‘": ("(", "single"),
    "`": ("(", "single"),
    "’": (")", "single"),
    "'": ('"', "single"),
}


class Quotations:
    """The quotations of a text, as extents of words that include the marks, in reading order."""

    def __init__(self, extents: list[Extent]) -> None:
        self.extents = extents
        self.starts = [start for start, _ in extents]
        self.starting = {start: (start, end) for start, end in extents}
        self.ending = {end: (start, end) for start, end in extents}

    def around(self, word: int) -> Extent | None:
        """The quotation that a word stands in."""
        number = bisect_right(self.starts, word) - 1
        if number >= 0 and word < self.extents[number][1]:
            return self.extents[number]
        return None


def find_quotations(prose: Prose) -> Quotations:
    """Every quotation. One that is not closed in its paragraph goes on when the next paragraph opens with a mark."""
    found: list[Extent] = []
    start, pair = -1, ""
    for at, end, sign, sort in marks(prose):
        if sign == "\n":
            if start >= 0 and not (pair != "single" and reopens(prose, at + 1, pair)):
                found.extend([(start, at)] if pair != "single" else [])
                start = -1
        elif start < 0:
            if sign == "(" or (sign == '"' and opens(prose, at, end)):
                start, pair = at, sort
        elif sort == pair != "single" and is_last(prose, at, end):
            found.append((start, end))
            start = -1
        elif sort == pair != "single" and anew(prose, at, end, sign):
            start = at
        elif sort == pair and sign != "(" and (sign == ")" or closes(prose, at, end)):
            found.append((start, end))
            start = -1
    if start >= 0 and pair != "single":
        found.append((start, len(prose)))
    return Quotations(found)


def is_last(prose: Prose, at: int, end: int) -> bool:
    """Whether a mark ends a paragraph and touches nothing behind, so that it closes, whatever way it is turned."""
    ends = end >= len(prose) or prose.printed[end] == PARAGRAPH
    return ends and MARKS[prose.printed[at]][0] == "("


def anew(prose: Prose, at: int, end: int, sign: str) -> bool:
    """Whether a mark within a quotation begins another sentence's, so that the first was never closed."""
    before = prose.printed[at - 1] if at else ""
    return before == "\n" and (sign == "(" or (sign == '"' and opens(prose, at, end) and not closes(prose, at, end)))


def marks(prose: Prose) -> list[tuple[int, int, str, str]]:
    """The marks (two single ones count as one) and ends of paragraphs: where, end, what it does, what it pairs with."""
    found: list[tuple[int, int, str, str]] = []
    taken = -1
    for at, word in enumerate(prose.printed):
        if word == "\n\n":
            found.append((at, at + 1, "\n", ""))
        elif word in MARKS and at >= taken:
            sign, sort = MARKS[word]
            taken = at + 1
            if sort == "single" and doubled(prose, at):
                sort, taken = "double", taken + 1
            found.append((at, taken, sign, sort))
    return found


def doubled(prose: Prose, at: int) -> bool:
    """Whether two single marks stand for a double one; of three behind a word, the first is single."""
    run = 1
    while (
        prose.printed[at + run : at + run + 1] == [prose.printed[at]]
        and prose.ends[at + run - 1] == prose.starts[at + run]
    ):
        run += 1
    return run == 2 or (run == 3 and not (at and prose.ends[at - 1] == prose.starts[at]))


def opens(prose: Prose, at: int, end: int) -> bool:
    """Whether a mark that may do either opens: a word touches it behind, or a double mark stands free."""
    before, behind = touches(prose, at - 1), touches(prose, end - 1)
    return not before and (behind or prose.printed[at] == '"')


def closes(prose: Prose, at: int, end: int) -> bool:
    """Whether a mark that may do either closes: a word touches it before, or a double mark stands free."""
    before, behind = touches(prose, at - 1), touches(prose, end - 1)
    return before or (not behind and prose.printed[at] == '"')


def touches(prose: Prose, word: int) -> bool:
    """Whether nothing stands between a word and the next."""
    return 0 <= word < len(prose) - 1 and prose.printed[word][0] != "\n" and prose.ends[word] == prose.starts[word + 1]


def reopens(prose: Prose, word: int, pair: str) -> bool:
    """Whether a paragraph begins with a mark of that sort."""
    return word < len(prose) and MARKS.get(prose.printed[word], ("", ""))[1] in {pair, "single"} - {""}
