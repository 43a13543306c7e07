"""Which documents repeat another: the same text printed twice, or an agency's story as a paper runs it."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from rensa import RMinHash

from recounted.errors import LexiconError
from recounted.lexicon import lexicon
from recounted.model import Copy, Document
from recounted.words import plain

#: Words in a row that make a shingle: long enough that two reporters rarely write the same by chance.
SHINGLE = 4

#: The sketch: 40 bands of 3 rows bring two texts together that share a third of their shingles with odds of 0.78, half
#: with 0.995. What is brought together is then compared word by word, so the odds only bound what is missed.
BANDS, ROWS, SEED = 40, 3, 20

#: The share of the shorter text, and of the longer, that must stand in the other. A paper that cuts a story and adds a
#: paragraph keeps above two thirds of its own text, two reporters with the same quotations stay below a half; a digest
#: that holds a whole story among others is no copy of it.
OF_SHORTER, OF_LONGER = 0.6, 0.4

#: A text of fewer words than SHORT is little more than a sentence, and two sentences of one kind share most words: it
#: must be nearly the same.
SHORT, OF_SHORT = 40, 0.85

#: Of texts that look alike in one band, the first so many are compared: the original of a story that a thousand papers
#: run is among them.
CROWD = 200

#: An odd number that spreads the rows of a band over 64 bits, and the bounds of these.
MIX, HALF, LAST = 0x9E3779B97F4A7C15, 2**63, 2**64 - 1

#: Runs of letters and digits.
WORDS = re.compile(r"[^\W_]+")

#: Texts of fewer words are not compared: too little to tell a copy from a coincidence.
FEWEST = 8

Precedence = tuple[date, int, int, str]

#: What precedes the first sentence of an agency's story: place, day, agency, and a dash.
DATELINE = re.compile(r"^\s*[^\n.!?]{0,60}[^\n!?]{0,60}?[-–—/]{1,2}\s+(?=\S)")


class Print:
    """A document with what tells whether others repeat it; `bands` are numbers that texts alike have in common."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.shingles = shingles(document)

    @cached_property
    def bands(self) -> "array[int]":
        """A signed number of 64 bits for each band of the text's sketch; none for a text too short to compare."""
        return array("q", banded(sketch(self.shingles)) if self.shingles.kept >= FEWEST else ())


def find_copies(documents: Iterable[Document]) -> list[Copy]:
    """The documents that repeat another, each with the one published first, sorted by document.

    A copy points at the original, never at another copy. The order in which the documents come plays no part.
    """
    return copies_among([Print(document) for document in documents])


def copies_among(prints: Iterable[Print]) -> list[Copy]:
    """What `find_copies` finds among documents that were looked at before.

    It finds the same among some of the documents where none of the others is `alike` to any of them.
    """
    told = sorted({own.document.id: own for own in prints}.values(), key=lambda own: first_published(own.document))
    known = [own.document for own in told]
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b in candidates(told):
        common = alike(told[a], told[b])
        if common is not None:
            near[a][b] = near[b][a] = common
    originals: set[int] = set()
    found = []
    for at in sorted(near, key=precedence(known, near)):
        models = [(common, -other) for other, common in near[at].items() if other in originals]
        if models:
            common, other = max(models)
            found.append(record(known[at], known[-other], common))
        else:
            originals.add(at)
    return sorted(found, key=lambda copy: copy.document)


def alike(a: Print, b: Print) -> float | None:
    """The share of the shorter of two texts that stands in the other; None where it is not enough for a copy."""
    of_shorter, of_longer = shares(a.shingles, b.shingles)
    enough = OF_SHORT if min(a.shingles.kept, b.shingles.kept) < SHORT else OF_SHORTER
    return of_shorter if of_shorter >= enough and of_longer >= OF_LONGER else None


def first_published(document: Document) -> tuple[date, str]:
    """What puts documents in the order of their days."""
    return document.published or date.max, document.id


def record(document: Document, original: Document, common: float) -> Copy:
    """What is kept of a copy."""
    return Copy(document=document.id, copy_of=original.id, share=round(common, 4), first_published=original.published)


def precedence(known: Sequence[Document], near: Mapping[int, Mapping[int, float]]) -> Callable[[int], Precedence]:
    """What sorts an original before its copies: its day, how many of them credit its publisher, its length, its id."""
    credited = Counter(other for at in near for other in near[at] if names(known[at], known[other].publisher))

    def key(at: int) -> Precedence:
        document = known[at]
        return document.published or date.max, -credited[at], -len(document.text), document.id

    return key


def names(document: Document, publisher: str | None) -> bool:
    """Whether a document names another publisher, in full or by its initials, in its author's line or its text."""
    if not publisher or document.publisher == publisher:
        return False
    told = f"{document.author or ''}\n{document.text}"
    initials = "".join(word[0] for word in publisher.split() if word[0].isupper())
    return publisher.casefold() in told.casefold() or (
        len(initials) > 1 and re.search(rf"\b{re.escape(initials)}\b", told) is not None
    )


class Shingles:
    """The words of a text without what newsrooms add: how many there are, and a number for every few in a row."""

    __slots__ = ("kept", "row")

    def __init__(self, kept: Sequence[str]) -> None:
        told = [" ".join(kept[at : at + SHINGLE]) for at in range(max(1, len(kept) - SHINGLE + 1))]
        self.row = array("Q", RMinHash.hash_token_sets([told])[0])
        self.kept = len(kept)


def shingles(document: Document) -> Shingles:
    """The shingles of a document's text."""
    return Shingles([word for line in lines(document) for word in line])


def lines(document: Document) -> Iterator[list[str]]:
    """The words of each line, in plain form without marks; credits, bylines and datelines are left out."""
    credit = credit_words(document.language)
    text = DATELINE.sub("", document.text, count=1)
    for line in text.splitlines():
        own = WORDS.findall(plain(line))
        if own and not (len(own) <= 10 and any(" ".join(own[:size]) in credit for size in (1, 2, 3, 4))):
            yield own


def credit_words(language: str) -> frozenset[str]:
    """How credits begin in a language; nothing for a language that the package has no words for."""
    try:
        return lexicon(language).lists.get("credit_words", frozenset())
    except LexiconError:
        return frozenset()


def candidates(told: Sequence[Print]) -> list[tuple[int, int]]:
    """Pairs of texts that may share enough, by banded sketches; each pair once, the lower index first."""
    found: set[tuple[int, int]] = set()
    long_enough = [(at, own.bands) for at, own in enumerate(told) if own.bands]
    for band in range(BANDS):
        buckets: dict[int, list[int]] = defaultdict(list)
        for at, bands in long_enough:
            bucket = buckets[bands[band]]
            found.update((other, at) for other in bucket[:CROWD])
            bucket.append(at)
    return sorted(found)


def banded(rows: Sequence[int]) -> Iterator[int]:
    """One number for the rows of each band, and for which band it is; the same in every process."""
    for band in range(BANDS):
        number = band + 1
        for row in rows[band * ROWS : (band + 1) * ROWS]:
            number = (number * MIX + row + 1) & LAST
        yield number - HALF


def sketch(text: Shingles) -> Sequence[int]:
    """The MinHash of a text's shingles."""
    digest: Sequence[int] = RMinHash.digest_matrix_from_token_hash_sets([text.row], BANDS * ROWS, SEED).to_rows()[0]
    return digest


def shares(a: Shingles, b: Shingles) -> tuple[float, float]:
    """The parts of the shorter and of the longer text that stand in the other, both between 0 and 1.

    Of two texts of one length that is the shorter of which more stands in the other, so that their order plays no part.
    """
    in_a, in_b = covered(a, set(b.row)) / a.kept, covered(b, set(a.row)) / b.kept
    return (in_a, in_b) if (a.kept, in_b) <= (b.kept, in_a) else (in_b, in_a)


def covered(text: Shingles, other: set[int]) -> int:
    """How many words of a text lie in a shingle that the other has too."""
    count, reach = 0, 0
    for at, shingle in enumerate(text.row):
        if shingle in other:
            count += at + SHINGLE - max(at, reach)
            reach = at + SHINGLE
    return min(count, text.kept)
