"""A report's text cut into words, sentences and paragraphs, once, for all finders."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from recounted.casing import settled
from recounted.lexicon import Lexicon, Rule
from recounted.model import Document, Mention, Span, Value
from recounted.patterns import BREAK, PARAGRAPH, Found
from recounted.words import PLAIN, plain, words

Extent = tuple[int, int]

ENDS = frozenset(".!?…。！？")
CLOSERS = frozenset("\"'”’»)]")
BULLETS = frozenset("-–—•*·▪")

#: No sentence has more words. What has more is a list or no prose, and finders need a time that grows with its square.
LONGEST = 300

#: A line shorter than this part of the text's longest, though the next word would have fitted, was ended on purpose.
SHORT_LINE = 0.8

#: No text is wrapped to lines of fewer characters: what has fewer is a row of a list or a table.
NARROW = 40


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as a sequence of words. Indices count words, and the breaks between sentences and paragraphs count too.

    `printed` has the words as they stand, `lower` as they are looked up, `starts` and `ends` where each begins and
    ends in the text. `sentences` holds (first word, end) pairs; between two of them lies one break. `symbols` has one
    symbol a word, for phrases, and `present` those that occur.
    """

    document: Document
    lexicon: Lexicon
    printed: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    sentence_starts: list[int]
    symbols: str
    present: frozenset[str]

    def __len__(self) -> int:
        return len(self.printed)

    def sentence_at(self, word: int) -> int:
        """The index of the sentence that a word is in."""
        number = bisect_right(self.sentence_starts, word)
        return number - 1 if number else 0

    def word_at(self, offset: int) -> int:
        """The index of the last word that starts at or before an offset of the text."""
        number = bisect_right(self.starts, offset)
        return number - 1 if number else 0

    def extent(self, span: Span) -> tuple[int, int]:
        """The words that a span covers: first, and end exclusive."""
        starts = self.starts
        first = bisect_right(starts, span.start) - 1 if span.start > starts[0] else 0
        end = first + 1
        if end < len(starts) and starts[end] < span.end:
            end = bisect_left(starts, span.end, end)
        return first, end

    def span(self, start: int, end: int) -> Span:
        """Where the words from `start` up to `end` stand in the text."""
        return Span(self.starts[start], self.ends[end - 1])

    def mention(self, kind: str, extent: tuple[int, int], value: Value, by: str) -> Mention:
        """A mention that covers some words."""
        span = self.span(*extent)
        return Mention(kind=kind, span=span, text=span.of(self.document.text), by=by, value=value)

    def phrase(self, start: int, end: int) -> str:
        """Words as they are looked up, one space between."""
        return " ".join(self.lower[start:end])

    def says(self, name: str, start: int, end: int) -> bool:
        """Whether a phrase of a list stands in a stretch of words."""
        entries, longest = self.lexicon.lists[name], self.lexicon.longest[name]
        openers, lower = self.lexicon.openers[name], self.lower
        if openers.isdisjoint(lower[start:end]):
            return False
        return any(
            self.phrase(at, stop) in entries
            for at in range(start, end)
            if lower[at] in openers
            for stop in range(at + 1, min(end, at + longest) + 1)
        )

    def search(
        self, section: str, symbols: str | None = None, within: tuple[int, int] | None = None
    ) -> list[tuple[Rule, Found]]:
        """Every match of every rule of a section, rule by rule.

        Args:
            section: the rules to use.
            symbols: `self.symbols`, or those with mentions laid over them (`overlay`).
            within: the first word and the end of the stretch to search; else the whole text.
        """
        shown = self.symbols if symbols is None else symbols
        start, end = within or (0, len(shown))
        index = self.lexicon.index(section)
        whole = symbols is None and within is None
        fitting = index.fitting(self.present) if whole else index.fitting_in(shown, start, end)
        return [(rule, found) for rule, matcher in fitting for found in matcher.find(shown, start, end)]

    def search_sentences(self, section: str, symbols: str | None = None) -> list[tuple[Rule, Found]]:
        """Every match of every rule of a section, sentence by sentence, each rule only where a word of it stands.

        It finds what `search` finds, in another order, and is much faster where a section has many rules.
        """
        shown = self.symbols if symbols is None else symbols
        fitting_in = self.lexicon.index(section).fitting_in
        return [
            (rule, found)
            for start, end in self.sentences
            for rule, matcher in fitting_in(shown, start, end)
            for found in matcher.find(shown, start, end)
        ]

    def overlay(self, kind: str, extents: Iterable[tuple[int, int]], symbols: str | None = None) -> str:
        """The symbols with stretches of words shown as mentions of a kind."""
        return self.lexicon.alphabet.overlay(self.symbols if symbols is None else symbols, kind, extents)


def split(document: Document, lexicon: Lexicon) -> Prose:
    """Cut a report's text into words and sentences. A sentence never crosses a paragraph."""
    text = document.text
    abbreviations = lexicon.lists.get("abbreviations", frozenset())
    before_numbers = lexicon.lists.get("abbreviations_before_numbers", frozenset())
    closing = lexicon.lists.get("closing_abbreviations", frozenset())
    printed: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[tuple[int, int]] = []
    first, last_end, ended = 0, 0, False
    room = max(SHORT_LINE * max(map(len, text.split("\n")), default=0), NARROW)
    for match in words(text):
        start, end = match.span()
        word = match[0]
        apart = ended or text[last_end:start] != " "
        if apart or not match.lastindex or len(printed) - first >= LONGEST:  # most are plain words behind a space
            sort = break_between(text, (last_end, start), ended, word, room) if apart and printed else ""
            if sort or len(printed) - first >= LONGEST:
                sentences.append((first, len(printed)))
                printed.append(sort or BREAK)
                starts.append(last_end)
                ends.append(last_end)
                first, ended = len(printed), False
            if word in ENDS:
                ended = len(printed) == first or word != "." or not is_abbreviation(printed[-1], abbreviations)
                if not ended and plain(printed[-1]) in before_numbers:
                    ended = not text[end : end + 3].strip()[:1].isdigit()
            elif word not in CLOSERS or start > last_end:
                ended = word[-1] == "." and plain(word) in closing
        printed.append(word)
        starts.append(start)
        ends.append(end)
        last_end = end
    if len(printed) > first:
        sentences.append((first, len(printed)))
    return spelt(document, lexicon, settled(text, printed, sentences, lexicon), (starts, ends), sentences)


def spelt(
    document: Document, lexicon: Lexicon, printed: list[str], at: tuple[list[int], list[int]], sentences: list[Extent]
) -> Prose:
    """A text that is cut, with what its words are looked up by; `at` is where they begin and end."""
    lower = list(map(PLAIN.__getitem__, printed))
    symbols = lexicon.alphabet.spell(printed)
    firsts = [start for start, _ in sentences]
    return Prose(document, lexicon, printed, lower, *at, sentences, firsts, symbols, frozenset(symbols))


def break_between(text: str, gap: tuple[int, int], ended: bool, word: str, room: float) -> str:
    """The break before a word: none, of a sentence, or of a paragraph.

    Args:
        gap: where the word before ends and this one starts.
        ended: whether the words before close a sentence.
        room: the length up to which a line was ended on purpose.
    """
    end, start = gap
    if start == end:
        return ""
    between = text[end:start]
    if "\n" in between:
        line = end - text.rfind("\n", 0, end)
        headed = not word[0].islower() and line + len(word) < room
        if between.count("\n") > 1 or ended or headed or word in BULLETS:
            return PARAGRAPH
    return BREAK if ended and not word[0].islower() else ""


def is_abbreviation(word: str, abbreviations: frozenset[str]) -> bool:
    """Whether a full stop after the word may belong to it: an abbreviation, or an initial."""
    return plain(word) in abbreviations or (len(word) == 1 and word.isupper())
