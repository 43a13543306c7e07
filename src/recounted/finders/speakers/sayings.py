"""Every word of saying in a text, with its source and what is said, as extents of words."""

import re
from dataclasses import dataclass

from recounted.finders.speakers import sources
from recounted.finders.speakers.quotations import Extent, Quotations
from recounted.prose import Prose

QUOTE_BEFORE = re.compile(r'(?:",?|,")$')


@dataclass(slots=True)
class Saying:
    """One word of saying: where it is, what kind of saying it is, how it is built, whose, and what is said."""

    cue: Extent
    act: str
    frame: str
    by: str
    source: Extent | None = None
    elided: bool = False
    content: Extent | None = None


def find_cues(prose: Prose) -> list[Saying]:
    """The words of saying in reading order; where two rules meet, the longer match is taken."""
    found: dict[int, Saying] = {}
    for rule, match in prose.search("cue"):
        cue = match.kept.get("it", (match.start, match.end))
        known = found.get(cue[0])
        if known is None or known.cue[1] < cue[1]:
            found[cue[0]] = Saying(cue, rule.code, str(rule.set.get("frame", "say")), prose.lexicon.by("cue", rule))
    kept: list[Saying] = []
    for saying in sorted(found.values(), key=lambda one: one.cue):
        if not kept or kept[-1].cue[1] <= saying.cue[0]:
            kept.append(saying)
    return kept


def marked(kinds: str, sayings: list[Saying]) -> str:
    """The letters of words with V for each word of saying."""
    letters = list(kinds)
    for saying in sayings:
        start, end = saying.cue
        letters[start:end] = "V" * (end - start)
    return "".join(letters)


def find_source(saying: Saying, before: Saying | None, kinds: str, bounds: Extent) -> None:
    """Set the source of a word of saying; `before` is the word of saying before it in the sentence."""
    start, end = saying.cue
    floor = bounds[0]
    if saying.frame == "according":
        saying.source = sources.behind_cue(kinds, end, far=True)
    elif saying.frame == "joined":
        saying.source, saying.elided = (before.source if before else subject(kinds, bounds, start)), True
    else:
        quoted = bool(QUOTE_BEFORE.search(kinds[max(0, start - 2) : start]))
        if quoted and saying.frame == "say":
            saying.source = sources.behind_cue(kinds, end)
        saying.source = saying.source or sources.before(kinds, start, floor)
        if saying.source is None and kinds[start - 1 : start] == "," and saying.frame == "say":
            saying.source = sources.behind_cue(kinds, end)
        if saying.source is None:
            saying.source, saying.elided = (before.source if before else subject(kinds, bounds, start)), True


def subject(kinds: str, bounds: Extent, cue: int) -> Extent | None:
    """The noun phrase that a sentence begins with."""
    start = bounds[0]
    while start < cue and kinds[start] in '-"':
        start += 1
    return sources.behind_cue(kinds[:cue], start)


class Contents:
    """Finds what is said, for the words of saying of one sentence."""

    def __init__(self, kinds: str, quotations: Quotations, bounds: Extent, sayings: list[Saying]) -> None:
        self.kinds, self.quotations, self.bounds, self.sayings = kinds, quotations, bounds, sayings

    def find(self) -> None:
        """Set the content of every word of saying: first of those that follow it, then of those that it precedes."""
        ahead = []
        for number, saying in enumerate(self.sayings):
            if not self.behind(number, saying):
                ahead.append((number, saying))
        for number, saying in reversed(ahead):
            saying.content = self.ahead(number, saying)

    def behind(self, number: int, saying: Saying) -> bool:
        """Set a content that stands before its source: a quotation, or a clause with a comma."""
        left, right = edges(saying)
        at = left - 1
        if at < self.bounds[0] and at not in {end - 1 for end in self.quotations.ending}:
            return False
        comma = self.kinds[at] == ","
        for close in (at + 1, at):
            if close in self.quotations.ending and (close == at + 1 or comma):
                start, end = self.quotations.ending[close]
                more = self.split_quote(right)
                saying.content = start, more or end
                return True
        if saying.frame in {"say", "according", "tell"} and comma and self.closes(right):
            start = self.clause_start(number)
            if start < at:
                saying.content = start, at
                return True
        if saying.frame == "according" and left > self.bounds[0] + 2:
            saying.content = self.clause_start(number), left
            return True
        return False

    def split_quote(self, at: int) -> int | None:
        """The end of the second part of a split quotation that goes on after the source."""
        for start in range(at, min(at + 16, self.bounds[1])):
            if start in self.quotations.starting and self.kinds[start - 1] in ",:":
                return self.quotations.starting[start][1]
            if self.kinds[start] in ".;|":
                return None
        return None

    def closes(self, at: int) -> bool:
        """Whether nothing but time, place and addressee follows up to the end of a clause."""
        rest = self.kinds[at : self.bounds[1]]
        return re.match(r"(?:[at]|[io]d*[nCegsNt.]*[nCNt])*(?:$|[.;|,)\"!?])", rest) is not None

    def clause_start(self, number: int) -> int:
        """Where a clause begins whose source comes after it."""
        start, _ = self.bounds
        here = self.sayings[number].cue[0]
        if number and self.sayings[number - 1].frame != "joined":
            last = self.sayings[number - 1]
            start = max(last.cue[1], last.source[1] if last.source else 0)
            found = list(re.finditer(r",w|,c|;", self.kinds[start:here]))
            if found:
                start += found[0].end() - (found[0].group() == ",w")
            return start
        head = re.match(r'[^|"]{1,16}?[)/.][–—-]', self.kinds[start:here])
        if head:
            start += head.end()
        while start < here and self.kinds[start] in "-–—•.":
            start += 1
        return start

    def ahead(self, number: int, saying: Saying) -> Extent | None:
        """A content that follows its word of saying."""
        _, right = edges(saying)
        start = self.begins(saying, right)
        if start >= self.bounds[1]:
            return None
        if start in self.quotations.starting:
            return start, self.quotations.starting[start][1]
        end = self.ends(number, start)
        while end > start and self.kinds[end - 1] in ".,;|!?":
            end -= 1
        inside = self.quotations.around(end - 1)
        if inside and inside[0] >= start:
            end = max(end, inside[1])
        return (start, end) if end > start else None

    def begins(self, saying: Saying, right: int) -> int:
        """Where a content begins: past addressee, time and comma, at "that" or at a quotation."""
        rest = self.kinds[right : self.bounds[1]]
        skip = (
            re.match(r"(?:[at,:]|i[td]?[t]+N?)*", rest)
            if saying.frame != "tell"
            else re.match(r"(?:p|d*[nCegsN.a]*[nC])?(?:[io]d*[nCegsN.]*[nCNt])*[,:]?", rest)
        )
        at = right + (skip.end() if skip else 0)
        if saying.frame == "say":
            found = re.match(r"(?:[io]d*[nCegsN.]*[nCNt]+N?)+,?(?=w|\")", self.kinds[at : self.bounds[1]])
            at += found.end() if found else 0
        return at

    def ends(self, number: int, start: int) -> int:
        """Where a content ends: before a clause of another, a clause joined to the source, or with the sentence."""
        end = self.bounds[1]
        semicolon = self.kinds.find(";", start, end)
        end = semicolon if semicolon > 0 else end
        for other in self.sayings[number + 1 :]:
            left = min(edges(other)[0], other.content[0] if other.content else other.cue[0])
            if other.elided:
                left = other.cue[0]
            if left <= start or left >= end:
                continue
            lead = re.search(r",?[cw]?[av]*$", self.kinds[start:left])
            if lead and (lead.group()[:1] in ",c" or other.elided) and lead.group():
                return start + lead.start()
        return end


def edges(saying: Saying) -> Extent:
    """The first word and the end of source and word of saying together."""
    if saying.source is None or saying.elided:
        return saying.cue
    return min(saying.source[0], saying.cue[0]), max(saying.source[1], saying.cue[1])


def find_sayings(prose: Prose, kinds: str, quotations: Quotations) -> list[Saying]:
    """Every word of saying with its source and content, in reading order."""
    cues = find_cues(prose)
    letters = marked(kinds, cues)
    sentences: dict[int, list[Saying]] = {}
    for saying in cues:
        sentences.setdefault(prose.sentence_at(saying.cue[0]), []).append(saying)
    for number, own in sentences.items():
        bounds = prose.sentences[number]
        last = None
        for saying in own:
            find_source(saying, last, letters, bounds)
            last = saying
        own[:] = [saying for saying in own if saying.source]
        Contents(letters, quotations, bounds, own).find()
    return [saying for own in sentences.values() for saying in own]
