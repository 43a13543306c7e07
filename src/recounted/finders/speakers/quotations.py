"""Where words stand in quotation marks: straight, curly or guillemets, also over several paragraphs."""

from recounted.prose import Prose

OPEN, CLOSE, EITHER = frozenset("“„«"), frozenset("”»"), '"'
Extent = tuple[int, int]


class Quotations:
    """The quotations of a text, as extents of words that include the marks, in reading order."""

    def __init__(self, extents: list[Extent]) -> None:
        self.extents = extents
        self.starting = {start: (start, end) for start, end in extents}
        self.ending = {end: (start, end) for start, end in extents}

    def around(self, word: int) -> Extent | None:
        """The quotation that a word stands in."""
        for start, end in self.extents:
            if start <= word < end:
                return start, end
            if start > word:
                break
        return None


def find_quotations(prose: Prose) -> Quotations:
    """Every quotation. One that is not closed in its paragraph goes on when the next paragraph opens with a mark."""
    found: list[Extent] = []
    start = -1
    for at, mark in marks(prose):
        if mark == "\n":
            if start >= 0 and not reopens(prose, at + 1):
                found.append((start, at))
                start = -1
        elif start < 0:
            start = at if mark != ")" else -1
        elif mark == ")" or (mark == EITHER and prose.printed[at - 1][0] != "\n"):
            found.append((start, at + 1))
            start = -1
    if start >= 0:
        found.append((start, len(prose)))
    return Quotations(found)


def marks(prose: Prose) -> list[tuple[int, str]]:
    """The marks and ends of paragraphs: "(" opens, ")" closes, \'"\' does either."""
    signs = {**dict.fromkeys(OPEN, "("), **dict.fromkeys(CLOSE, ")"), EITHER: EITHER, "\n\n": "\n"}
    return [(at, signs[word]) for at, word in enumerate(prose.printed) if word in signs]


def reopens(prose: Prose, word: int) -> bool:
    """Whether a paragraph begins with a mark that opens."""
    return word < len(prose) and (prose.printed[word] in OPEN or prose.printed[word] == EITHER)
