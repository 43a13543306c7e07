"""What is said: the quotation or the clause that belongs to a word of saying."""

import re

from recounted.finders.speakers.quotations import Extent, Quotations
from recounted.finders.speakers.sayings import Saying, closes, edges
from recounted.patterns import BREAK
from recounted.prose import Prose

#: Letters as in shapes.py. What may stand between a word of saying and what is said.
TOLD = re.compile(r"(?:p|[dq]*(?:[nCPegsNa]|\.(?=[nC]))*[nCN])?(?:[io][dq]*(?:[nCPegsN]|\.(?=[nC]))*[nCNt])*[,:]?")
ASIDE = re.compile(r"[at,:]*(?:[io][dq]*(?:[nCPegs]|\.(?=[nC]))*[nCt]+N?)*[at,:]*(?=w|\"|$)|(?:i?t+N?|N?t+)*[,:]?")
DATELINE = re.compile(r'[^|"]{1,22}?(?:[)/.]-|[)/.]?–)')
BULLET = re.compile(r"[-–#.]+")
TURN = re.compile(r",w|,c|;")
LEAD = re.compile(r",?[cw]?[avm]*$")


class Contents:
    """Finds what is said, for the words of saying of one sentence."""

    def __init__(self, kinds: str, quotations: Quotations, bounds: Extent, sayings: list[Saying]) -> None:
        self.kinds, self.quotations, self.bounds, self.sayings = kinds, quotations, bounds, sayings

    def find(self) -> None:
        """Set the content of every word of saying: first where it stands before, then where it follows."""
        ahead = []
        for number, saying in enumerate(self.sayings):
            saying.content = self.behind(number, saying)
            if saying.content is None:
                ahead.append((number, saying))
        for number, saying in reversed(ahead):
            saying.content = self.ahead(number, saying)

    def behind(self, number: int, saying: Saying) -> Extent | None:
        """A content that stands before its source: a quotation, or a clause with a comma."""
        left, right = edges(saying)
        quoted = self.quotation_before(left)
        if quoted and saying.frame != "joined":
            return quoted[0], self.split_quote(right) or quoted[1]
        if saying.frame == "relative":
            start = self.kinds.rfind(",", self.bounds[0], left) + 1
            end = left - (self.kinds[left - 1] == "w")
            return (start, end) if self.bounds[0] < start < end else None
        if saying.frame == "by":
            return (self.bounds[0], saying.cue[0]) if saying.cue[0] > self.bounds[0] else None
        comma = self.kinds[left - 1 : left] == "," and left - 1 > self.bounds[0]
        start = self.clause_start(number)
        if saying.frame in {"say", "tell", "according"} and comma and start < left - 1:
            if closes(self.kinds, right, self.bounds[1]):
                return start, left - 1
            if self.resumes(right):
                return start, self.trimmed(start, self.bounds[1])
        if saying.frame == "according" and left > self.bounds[0] + 2 and start < left:
            return start, left
        return None

    def quotation_before(self, left: int) -> Extent | None:
        """The quotation that ends right before a word, or before the comma before it."""
        ending = self.quotations.ending
        if left in ending:
            return ending[left]
        return ending.get(left - 1) if self.kinds[left - 1 : left] == "," else None

    def split_quote(self, at: int) -> int | None:
        """The end of the second part of a split quotation that goes on after the source."""
        for start in range(at, min(at + 30, self.bounds[1])):
            if start in self.quotations.starting and self.kinds[start - 1] in ",:–":
                return self.quotations.starting[start][1]
            if self.kinds[start] in ".;|V":
                return None
        return None

    def resumes(self, at: int) -> bool:
        """Whether a clause that the source interrupts goes on after it."""
        return self.kinds[at : at + 1] == "," and self.kinds[at + 1 : at + 2] not in {"g", "V", "d", "w", "q", '"', "p"}

    def clause_start(self, number: int) -> int:
        """Where a clause begins whose source comes after it."""
        start, _ = self.bounds
        here = self.sayings[number].cue[0]
        earlier = [one for one in self.sayings[:number] if one.frame != "joined"]
        if earlier:
            start = max(edges(earlier[-1])[1], earlier[-1].content[1] if earlier[-1].content else 0)
            turns = list(TURN.finditer(self.kinds, start, here))
            if turns:
                return turns[-1].start() + 1 if turns[-1].group() == ",w" else turns[-1].end()
            return start
        if head := DATELINE.match(self.kinds, start, min(here, start + 24)):
            start = head.end()
        if bullet := BULLET.match(self.kinds, start, here):
            start = bullet.end()
        return start

    def ahead(self, number: int, saying: Saying) -> Extent | None:
        """A content that follows its word of saying."""
        start = self.begins(saying)
        if start in self.quotations.starting and start <= self.bounds[1] + 1:
            quoted = self.quotations.starting[start]
            if quoted[1] >= self.bounds[1] - 1 or self.kinds[quoted[1] - 2] in ".,!?":
                return quoted
        if start >= self.bounds[1]:
            return None
        end = self.trimmed(start, self.ends(number, start))
        inside = self.quotations.around(end - 1)
        if inside and inside[0] >= start:
            end = max(end, inside[1])
        return (start, end) if end > start else None

    def trimmed(self, start: int, end: int) -> int:
        """An end without the marks before it."""
        while end > start and self.kinds[end - 1] in ".,;|!?–":
            end -= 1
        return end

    def begins(self, saying: Saying) -> int:
        """Where a content begins: past addressee, time and comma, at "that" or at a quotation."""
        right = edges(saying)[1]
        if saying.frame in {"object", "by"}:
            return right
        skip = (TOLD if saying.frame == "tell" else ASIDE).match(self.kinds, right, self.bounds[1])
        at = skip.end() if skip else right
        if at == self.bounds[1] and self.kinds[at - 1] == ":" and at + 1 in self.quotations.starting:
            return at + 1
        return at

    def ends(self, number: int, start: int) -> int:
        """Where a content ends: before a clause of another, a clause joined to the source, or with the sentence."""
        end = self.bounds[1]
        semicolon = self.kinds.find(";", start, end)
        end = semicolon if semicolon > 0 else end
        left = edges(self.sayings[number])[0]
        if self.kinds[left - 2 : left] in {",w", ",p"}:
            comma = self.kinds.find(",", start, end)
            end = comma if comma > 0 else end
        for other in self.sayings[number + 1 :]:
            left = min(edges(other)[0], other.content[0] if other.content else other.cue[0])
            if other.elided:
                left = other.cue[0]
            if not start < left < end:
                continue
            if other.frame == "relative" and self.kinds[left - 1] == ",":
                return left - 1
            lead = LEAD.search(self.kinds, start, left)
            if lead and lead.group() and (lead.group()[0] in ",c" or other.elided):
                return lead.start()
        return end


def continued(prose: Prose, sayings: list[Saying], quotations: Quotations) -> None:
    """Give a quotation that follows right after a quoted sentence, with no source of its own, to the same source."""
    cues = {word for saying in sayings for word in range(*saying.cue)}
    for saying in sayings:
        if saying.content is None or saying.content[1] not in quotations.ending:
            continue
        while following := quotations.starting.get(next_start(prose, saying)):
            rest = range(following[1], prose.sentences[prose.sentence_at(following[1] - 1)][1])
            if following[1] <= saying.content[1] or any(word in cues for word in rest):
                break
            saying.content = saying.content[0], following[1]


def next_start(prose: Prose, saying: Saying) -> int:
    """Where the sentence after a saying begins, in the same paragraph; -1 where none does."""
    end = max(saying.cue[1], saying.content[1] if saying.content else 0)
    stop = prose.sentences[prose.sentence_at(end - 1)][1]
    return stop + 1 if prose.printed[stop : stop + 1] == [BREAK] else -1
