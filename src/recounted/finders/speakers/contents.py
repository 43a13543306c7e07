"""What is said: the quotation or the clause that belongs to a word of saying."""

import re

from recounted.finders.speakers.quotations import Extent, Quotations
from recounted.finders.speakers.sayings import BEHIND, Saying, edges
from recounted.finders.speakers.sources import AROUND, DATELINE, before, gap_before
from recounted.patterns import BREAK, PARAGRAPH
from recounted.prose import Prose

#: Letters as in shapes.py. What may stand between a word of saying and what is said.
LISTENER = re.compile(r"p|d(?=[.,;|\"h]|$)|[dq]*(?:[nCPegsNa]|\.(?=[nC]))*[nCN]")
TOLD = re.compile(
    rf'(?:{LISTENER.pattern}|"[^"|]{{1,6}}"(?=[hit]))?'
    r"(?:[^VvxbmpwheT|;:.\"]{0,16}?[,:]?(?=h|\")|(?:[io][dq]*(?:[nCPegsNt]|\.(?=[nC]))*[nCNt])*[,:]?)"
)
ASIDE = re.compile(
    r"[,:]*[ioTta](?:[^VvxbmpwheT|;:.\"]|(?<=[dqs])e(?=[nC])){0,20}?[,:]?(?=h|\"|$)|a+,?(?=h|w|\"|$)"
    r"|n?t+(?=[hwpCNdq\"])|(?:i?t+N?|N?t+)*[,:]?"
)
LATER = re.compile(r"(?:i?t+N?)*")
BULLET = re.compile(r"[-–#.]+")
ITEM = re.compile(r"N[.)]")
TURN = re.compile(r",[wp]|,c|;")
#: How many words of saying of a sentence, and how many words before one, are looked at: a bound for endless sentences.
NEAR = 10
#: Where a relative clause ends and the verb of the main clause follows.
MAIN_VERB = re.compile(r",(?=[aVxbvem])")
#: Where the main clause goes on behind words about its subject: "accused by the mayor of theft | was", "…, | fled".
AFTER_REDUCED = re.compile(r"(?=[bx])|,(?=[aVxbvem])")
#: Where the front of a sentence ends and its subject begins, which has a word of saying of its own.
FRONT_END = re.compile(r",(?=[dq]?[qnCN][^,]{0,20}V)")
#: Frames whose content never stands before them.
AHEAD = frozenset({"citing", "owned", "noted"})
#: A quotation that ends with a comma, and a second verb of who speaks: said it was "late," and left.
QUOTED_THEN = re.compile(r'(?<=,")(?=ca?[ev])')
#: The same behind what somebody is called, where no comma stands.
CALLED_THEN = re.compile(r'(?<=")(?=,?ca?[ev])')
LEAD = re.compile(r",?[cwhi]?[abxm]*$")


class Contents:
    """Finds what is said, for the words of saying of one sentence."""

    def __init__(self, prose: Prose, kinds: str, quotations: Quotations, bounds: Extent, sayings: list[Saying]) -> None:
        self.prose, self.kinds, self.quotations, self.bounds, self.sayings = prose, kinds, quotations, bounds, sayings

    def find(self) -> None:
        """Set the content of every word of saying: where it stands before, where it follows, then where it is cited."""
        ahead = []
        for number, saying in enumerate(self.sayings):
            saying.content = None if saying.frame in AHEAD else self.behind(number, saying)
            if saying.content is None:
                ahead.append((number, saying))
        for number, saying in reversed(ahead):
            if saying.frame != "citing":
                saying.content = self.ahead(number, saying)
        for number, saying in ahead:
            if saying.frame == "citing":
                saying.content = self.cited(number) or self.ahead(number, saying)

    def behind(self, number: int, saying: Saying) -> Extent | None:
        """A content that stands before its source: a quotation, or a clause with a comma."""
        left, right = edges(saying)
        if saying.frame == "heading":
            return self.headed(right)
        if saying.frame == "according" and (self.kinds[right : right + 1] == ":" or self.kinds[left - 1] in "wh"):
            return None  # "according to Kyiv: …", "where according to Kyiv …"
        if saying.frame == "below":
            return self.headed(self.paragraph_end(right))
        quoted = self.quotation_before(left) or self.question_before(saying)
        if quoted and self.belongs(quoted, saying):
            return self.quotation_start(number, quoted[0]), self.split_quote(right) or quoted[1]
        if saying.frame == "relative":
            start = self.kinds.rfind(",", self.bounds[0], left) + 1
            end = left - (self.kinds[left - 1] in "wh")
            return (start, end) if self.bounds[0] < start < end else None
        if saying.frame == "by":
            return self.deed(saying)
        comma = self.kinds[left - 1 : left] == "," and left - 1 > self.bounds[0]
        start = self.clause_start(number)
        if number and start >= left - 1 and (told := self.sayings[number - 1].content):
            start = told[0]
        if saying.frame in {"say", "according"} and comma and start < left - 1:
            after = self.after(saying, right)
            if after == "resumed" or (self.kinds[right : right + 1] == "," and self.is_front(start, left, right)):
                return start, self.trimmed(start, self.bounds[1])
            if after == "closed":
                return start, left - 1
            more = self.split_quote(right) if self.kinds[right : right + 1] == "," else None
            if more and not self.has_verb(start, left) and self.prose.printed[self.opened(right) + 1][0].islower():
                return start, more
        if saying.frame == "according" and left > self.bounds[0] + 2 and start < self.trimmed(start, left):
            return start, self.trimmed(start, left)
        return None

    def belongs(self, quoted: Extent, saying: Saying) -> bool:
        """Whether a quotation before a source is what it says, not a title or a word in the front of its sentence."""
        after = self.after(saying, edges(saying)[1])
        if saying.frame not in {"say", "according", "quoted"}:
            return not saying.elided and after == "closed"
        return quoted[0] <= self.bounds[0] or after != "open" or self.split_quote(edges(saying)[1]) is not None

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a stretch holds a word that may be a verb."""
        return not {"b", "v", "x", "m", "e", "V"}.isdisjoint(self.kinds[start:end])

    def is_front(self, start: int, end: int, comma: int) -> bool:
        """Whether a stretch is only the front of a clause that goes on behind a comma: verbless, or subordinate."""
        if self.kinds[comma + 1 : comma + 2] in {"g", "V", ""}:
            return False
        return self.kinds[start] == "w" or not self.has_verb(start, end)

    def headed(self, start: int) -> Extent | None:
        """What stands under a heading: a quotation, else what is left of the paragraph, or the paragraph behind it."""
        printed = self.prose.printed
        while start < len(printed) and printed[start][0] == "\n":
            start += 1
        if start in self.quotations.starting:
            return start, self.closing(*self.quotations.starting[start])
        end = self.paragraph_end(start)
        while ITEM.match(self.kinds, start) and ITEM.match(self.kinds, end + 1):
            end = self.paragraph_end(end + 1)
        return (start, end) if start < end and self.has_verb(start, end) else None

    def paragraph_end(self, start: int) -> int:
        """Where the paragraph of a word ends."""
        printed = self.prose.printed
        return next((at for at in range(start, len(printed)) if printed[at] == PARAGRAPH), len(printed))

    def closing(self, start: int, end: int) -> int:
        """The end of a quotation of several items, which only the last of them closes."""
        letters, prose = self.kinds, self.prose
        if letters[end - 1] == '"' and end - start > 1:
            return end
        at = letters.find('"', end)
        return at + 1 if at > 0 and prose.ends[at - 1] == prose.starts[at] else end

    def deed(self, saying: Saying) -> Extent | None:
        """What is said to be claimed, denied or confirmed by somebody: the noun before, not what it is part of."""
        found = before(self.kinds, saying.cue[0], self.bounds[0])
        if found is None or "b" in gap_before(self.kinds, saying.cue[0]):
            return found
        last = max(self.kinds.rfind(letter, *found) for letter in "io")
        return max(found[0], last + 1), found[1]

    def opened(self, at: int) -> int:
        """The last mark of the first quotation that opens at a word or after it."""
        start = next((i for i in range(at, self.bounds[1]) if i in self.quotations.starting), at)
        return start + (self.kinds[start + 1 : start + 2] == '"')

    def cited(self, number: int) -> Extent | None:
        """What somebody cited is cited for: what the word of saying before gives, or the clause before the comma."""
        if number and self.sayings[number - 1].content:
            return self.sayings[number - 1].content
        start, cue = self.clause_start(number), self.sayings[number].cue[0]
        if start == cue and number + 1 < len(self.sayings):
            return self.sayings[number + 1].content
        end = self.trimmed(start, cue)
        return (start, end) if start < end else None

    def quotation_before(self, left: int) -> Extent | None:
        """The quotation that ends right before a word, or before the comma before it."""
        ending = self.quotations.ending
        if left in ending:
            return ending[left]
        return ending.get(left - 1) if self.kinds[left - 1 : left] == "," else None

    def question_before(self, saying: Saying) -> Extent | None:
        """The quotation before a sentence that only names its source: "Who would?" Ann Lee asked."""
        left, right = edges(saying)
        if (
            left != self.bounds[0]
            or saying.frame != "say"
            or self.prose.printed[left - 1 : left] != [BREAK]
            or self.after(saying, right) != "closed"
        ):
            return None
        return self.quotations.ending.get(left - 1)

    def quotation_start(self, number: int, start: int) -> int:
        """Where a content begins whose last part is a quotation: at the words of the same clause before it."""
        if start <= self.bounds[0]:
            return start
        clause = self.clause_start(number)
        return clause if clause < start and self.kinds[start - 1] != "|" else start

    def split_quote(self, at: int) -> int | None:
        """The end of the second part of a split quotation that goes on after the source."""
        for start in range(at, min(at + 30, self.bounds[1])):
            if start in self.quotations.starting and self.kinds[start - 1] in ",:–c":
                return self.quotations.starting[start][1]
            if self.kinds[start] in ".;|V":
                return None
        return None

    def after(self, saying: Saying, right: int) -> str:
        """What follows a source behind its clause: `closed`, the clause `resumed`, or `open` for other words."""
        listener = LISTENER.match(self.kinds, right, self.bounds[1]) if saying.told else None
        rest = AROUND.match(self.kinds, listener.end() if listener else right, self.bounds[1])
        at = rest.end() if rest else right
        if at >= self.bounds[1] or self.kinds[at] in ".;|)!?V":
            return "closed"
        if self.kinds[at] != "," or self.kinds[at + 1 : at + 2] == '"':
            return "open"
        inverted = saying.source is not None and saying.source[0] >= saying.cue[1]
        return (
            "closed"
            if inverted or self.kinds[at + 1 : at + 2] in {"g", "V", "d", "w", "q", "p", "i", ""}
            else "resumed"
        )

    def clause_start(self, number: int) -> int:
        """Where a clause begins whose source comes after it."""
        start, _ = self.bounds
        here = self.sayings[number].cue[0]
        earlier = [one for one in self.sayings[max(0, number - NEAR) : number] if one.frame != "joined"]
        told = earlier[-1].content if earlier else None
        if told and self.sayings[number].frame == "according" and told[0] < earlier[-1].cue[0]:
            return told[0]
        if earlier:
            start = max(edges(earlier[-1])[1], told[1] if told else 0)
            turns = list(TURN.finditer(self.kinds, start, here))
            if turns:
                return turns[-1].start() + 1 if turns[-1].group() in {",w", ",p"} else turns[-1].end()
            return edges(earlier[-1])[0] if not earlier[-1].elided else start
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
        end = self.fate(start, self.ends(number, start)) if saying.frame in AHEAD else self.ends(number, start)
        dash = self.kinds.find("–", start + 1, end)
        if dash > 0 and self.kinds.find("–", dash + 1, end) < 0 and not self.quotations.around(dash):
            end = dash
        end = self.trimmed(start, end)
        inside = self.quotations.around(end - 1)
        if inside and inside[0] >= start:
            end = max(end, inside[1])
        elif (outer := self.quotations.around(saying.cue[0])) and outer[0] < edges(saying)[0] and end > outer[1]:
            end = self.trimmed(start, outer[1] - 1)
        return (start, end) if end > start else None

    def fate(self, start: int, end: int) -> int:
        """Where a claim ends before what became of it: "that rebels fled | could not be verified"."""
        lower, fates = self.prose.lower, self.prose.lexicon.lists["claim_fates"]
        for at in range(start + 2, end):
            if lower[at] in fates:
                first = at
                while first > start and self.kinds[first - 1] in "bxma":
                    first -= 1
                if first < at:
                    return first
        return end

    def trimmed(self, start: int, end: int) -> int:
        """An end without the marks before it."""
        while end > start and self.kinds[end - 1] in ".,;|!?–":
            end -= 1
        return end

    def begins(self, saying: Saying) -> int:
        """Where a content begins: past addressee, time and comma, at "that" or at a quotation."""
        right = edges(saying)[1]
        if saying.frame in {"object", "by"}:
            later = LATER.match(self.kinds, right, self.bounds[1])
            return later.end() if later else right
        skip = (TOLD if saying.told else ASIDE).match(self.kinds, right, self.bounds[1])
        at = skip.end() if skip else right
        if at == self.bounds[1] and self.kinds[at - 1] == ":" and at + 1 in self.quotations.starting:
            return at + 1
        return at

    def ends(self, number: int, start: int) -> int:
        """Where a content ends: before a clause of another, a clause joined to the source, or with the sentence."""
        end = self.bounds[1]
        semicolon = self.kinds.find(";", start, end)
        end = semicolon if semicolon > 0 else end
        if self.is_fronted(self.sayings[number]) and (front := FRONT_END.search(self.kinds, start, end)):
            end = front.start()
        then = CALLED_THEN if self.sayings[number].frame == "object" else QUOTED_THEN
        if closed := then.search(self.kinds, start, end):
            end = closed.start()
        left = edges(self.sayings[number])[0]
        if self.is_reduced(self.sayings[number]) and (after := AFTER_REDUCED.search(self.kinds, start, end)):
            end = after.start()
        elif self.kinds[left - 2 : left] in {",w", ",p", ",h"} or self.kinds[left - 1 : left + 1] in {",p", ",h"}:
            comma = MAIN_VERB.search(self.kinds, start, end)
            end = comma.start() if comma else end
        for other in self.sayings[number + 1 : number + 1 + NEAR]:
            left = min(edges(other)[0], other.content[0] if other.content else other.cue[0])
            over = other.content is not None and other.content[0] <= start
            if other.elided or over:
                left = other.cue[0] if other.elided or other.frame in BEHIND else edges(other)[0]
            if not start < left < end:
                continue
            if other.frame == "relative" and self.kinds[left - 1] == ",":
                return left - 1
            lead = LEAD.search(self.kinds, max(start, left - NEAR), left)
            if lead and (parts(lead.group(), other, over) or self.contrasts(lead.start(), left)):
                return lead.start()
        return end

    def is_reduced(self, saying: Saying) -> bool:
        """Whether a passive charge only says more of a noun: "a militia accused by the mayor of theft"."""
        passive = saying.frame == "object" and saying.source is not None and saying.source[0] > saying.cue[0]
        return passive and self.kinds[saying.cue[0] - 1] not in "bx"

    def contrasts(self, start: int, end: int) -> bool:
        """Whether words begin what another says against it: "while Moscow said"."""
        return not self.prose.lexicon.lists["contrast_words"].isdisjoint(self.prose.lower[start:end])

    def is_fronted(self, saying: Saying) -> bool:
        """Whether a saying only opens a sentence about another: "In a statement announcing the deaths, the army …"."""
        if saying.frame != "joined" or saying.elided or saying.source is None or self.kinds[self.bounds[0]] != "i":
            return False
        head, lists = self.prose.lower[saying.source[1] - 1], self.prose.lexicon.lists
        return head in lists["document"] | lists["words_of_its_own"]


def parts(lead: str, other: Saying, over: bool) -> bool:
    """Whether the words before another source end a content: "and", a comma and "but", or what an elided one needs."""
    if other.elided or ((over or other.frame in BEHIND) and lead[:1] == ","):
        return bool(lead)
    return lead[:1] == "c" or (lead[:1] == "," and len(lead) > 1)


def continued(prose: Prose, sayings: list[Saying], quotations: Quotations) -> None:
    """Give a quotation that follows right after what somebody says, with no source of its own, to the same source."""
    cues = {word for saying in sayings for word in range(*saying.cue)}
    for saying in sayings:
        while saying.content and (following := quotations.starting.get(next_start(prose, saying))):
            rest = range(following[1], prose.sentences[prose.sentence_at(following[1] - 1)][1])
            if following[1] <= saying.content[1] or not cues.isdisjoint(rest):
                break
            apart = prose.printed[following[0] - 1] != BREAK
            if apart and (rest or saying.content[1] not in quotations.ending):
                break
            saying.content = saying.content[0], following[1]


def next_start(prose: Prose, saying: Saying) -> int:
    """Where the sentence after a saying begins."""
    end = max(saying.cue[1], saying.content[1] if saying.content else 0)
    return prose.sentences[prose.sentence_at(end - 1)][1] + 1
