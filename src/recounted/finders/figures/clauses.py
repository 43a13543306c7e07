"""One sentence as the finder of figures sees it: its words of harm, its numbers, and what stands between them."""

from collections.abc import Iterator

from recounted.finders.figures.counts import Count
from recounted.finders.figures.nouns import counted
from recounted.finders.figures.triggers import Trigger
from recounted.prose import Prose

#: How far a word of harm reaches for its subject, in words.
FAR = 30


class Clause:
    """A sentence with its words of harm and its numbers, both in reading order."""

    def __init__(self, prose: Prose, extent: tuple[int, int], triggers: list[Trigger], counts: list[Count]) -> None:
        self.prose, self.extent, self.triggers, self.counts = prose, extent, triggers, counts
        self.lists = prose.lexicon.lists
        self.at_trigger = {i: trigger for trigger in triggers for i in range(trigger.start, trigger.end)}
        self.subset = set(self.subsets())

    def word(self, i: int) -> str:
        """A word as it is looked up; empty outside the sentence."""
        return self.prose.lower[i] if self.extent[0] <= i < self.extent[1] else ""

    def kind_of(self, trigger: Trigger) -> str:
        """What a word of harm is said of: `people` or `things`."""
        return str(self.prose.lexicon.vocabulary["harm"][trigger.harm]["of"])

    def suits(self, count: Count, trigger: Trigger) -> bool:
        """Whether a number can be of that harm: people are not destroyed, houses not killed."""
        if trigger.many and count.sort in {"one", "name"}:
            return False
        if trigger.ground and (count.strange or (count.sort == "name" and not self.is_described(count))):
            return False
        other = trigger.people if count.of == "people" else trigger.things
        return not count.of or count.of == self.kind_of(trigger) or bool(other)

    def is_described(self, name: Count) -> bool:
        """Whether a noun for a person stands beside a name: "Omar Diallo, a commander,", "General Petrov"."""
        noun = counted(self.prose.lexicon.language).nouns.get(self.word(name.start))
        if noun is not None and noun.one and noun.of == "people":
            return True
        comma = self.word(name.end) in self.lists["harm_commas"]
        return comma and any(count.start == name.end + 1 and count.sort == "one" for count in self.counts)

    def slips(self, i: int) -> bool:
        """Whether a word may stand between an auxiliary and its participle."""
        word = self.word(i)
        endings = self.prose.lexicon.endings["count_adverb_endings"]
        return word in self.lists["harm_verb_fillers"] or word.endswith(endings)

    def subsets(self) -> Iterator[int]:
        """Indices of counts told as a part of another: "including three children", "two of them officers"."""
        inside, opener = False, 0
        for index, count in enumerate(self.counts):
            joined = inside and index > 0 and self.joins(self.counts[index - 1].end, count.start)
            opened = self.opens_subset(count) and not self.is_otherwise(count)
            opener = count.start if opened else opener
            harmed = any(trigger.end <= opener for trigger in self.triggers) or self.ends_aside(index)
            inside = opened or (joined and not (harmed and self.resumes(count)))
            if inside:
                yield index

    def ends_aside(self, index: int) -> bool:
        """Whether a comma closes an aside of one part: "12 men, among them a boy, and a guard were killed"."""
        if index == 0:
            return False
        part, count = self.counts[index - 1], self.counts[index]
        return self.prose.phrase(part.end, count.start) in self.lists["aside_joints"] and self.opens_subset(part)

    def opens_subset(self, count: Count) -> bool:
        """Whether a count follows words such as "including"."""
        i, fillers, openers = count.start - 1, self.lists["subset_fillers"], self.lists["subset_openers"]
        while self.word(i) in fillers and self.word(i) not in openers:
            i -= 1
        word = self.word(i)
        if word in self.lists["subset_unless"] and self.resumes(count):
            return False
        if self.prose.phrase(i - 2, i + 1) in self.lists["subset_causes"]:
            return False
        return word in openers or f"{self.word(i - 1)} {word}" in openers

    def resumes(self, count: Count) -> bool:
        """Whether a word of harm takes a count as its subject: "and nine were hurt"."""
        return self.resuming(count) is not None

    def resuming(self, count: Count) -> Trigger | None:
        """The word of harm that takes a count as its subject."""
        i = count.end
        while self.word(i) in self.lists["harm_be"] or (self.slips(i) and i not in self.at_trigger):
            i += 1
        trigger = self.at_trigger.get(i)
        if trigger is None or any(other.start == trigger.end for other in self.counts):
            return None
        return trigger if trigger.frame in {"past", "state", "noun"} else None

    def is_otherwise(self, count: Count) -> bool:
        """Whether another harm befell some of those told before: "took 20 people, of whom 12 were killed"."""
        trigger = self.resuming(count)
        if trigger is None or self.prose.phrase(count.start - 2, count.start) not in self.lists["subset_relatives"]:
            return False
        return all(other.harm != trigger.harm for other in self.triggers if other.end <= count.start)

    def is_pronominal(self, count: Count) -> bool:
        """Whether a count is of "them", "whom": of what was told just before."""
        heads, of = self.lists["count_pronoun_heads"], self.lists["count_of"]
        after = range(count.number + 2, count.end + 1)
        return count.partitive and any(self.word(i) in heads and self.word(i - 1) in of for i in after)

    def joins(self, start: int, end: int) -> bool:
        """Whether the words between two numbers only join them: "and", ",", "as well as"."""
        while end > start + 1 and self.word(end - 1) in self.lists["count_joint_tails"]:
            end -= 1
        return start <= end <= start + 4 and (
            start == end or self.prose.phrase(start, end) in self.lists["count_joints"]
        )

    def joins_loosely(self, start: int, end: int) -> bool:
        """Whether two numbers are joined, with more said of the first: "12 men from the mill and two drivers"."""
        owned = self.word(end - 1) in self.lists["harm_commas"] and self.word(end) in self.lists["count_possessives"]
        if not start < end <= start + 12 or not (owned or self.word(end - 1) in self.lists["count_loose_joints"]):
            return False
        first = self.word(start)
        if first not in self.lists["count_loose_openers"] and first not in self.lists["count_loose_joints"]:
            return False
        return not any(self.stops(i) for i in range(start, end - 1))

    def stops(self, i: int) -> bool:
        """Whether a word ends what is said of a number: a wall, a verb, a word of harm."""
        word = self.word(i)
        return (
            word in self.lists["harm_walls"]
            or word in self.lists["harm_be"]
            or word in self.lists["harm_predicates"]
            or word in self.lists["harm_relatives"]
            or i in self.at_trigger
        )

    def reaches(self, start: int, trigger: Trigger) -> bool:
        """Whether a word of harm may take a number that ends at a word: no other clause stands between."""
        if trigger.start - start > FAR:
            return False
        relative = False
        for i in range(start, trigger.start):
            word = self.word(i)
            if word in self.lists["harm_walls"] or (not relative and self.tells(i)):
                return False
            if word in self.lists["harm_relatives"]:
                relative = True
            elif i in self.at_trigger:
                other = self.at_trigger[i]
                named = self.word(trigger.start - 1) in self.lists["count_articles"]
                later = (trigger.frame == "state" and not named) or bool(self.auxiliary(trigger))
                relative = relative or (i == start and other.frame == "past" and later)
                if not relative and other.frame not in {"noun", "toll"} and not self.chained(other, trigger):
                    return False
            elif (
                word in self.lists["harm_predicates"]
                and not relative
                and self.word(i - 1) not in self.lists["harm_be_passive"]
                and self.word(i + 1) not in self.lists["harm_be_passive"]
            ):
                return False
        return True

    def tells(self, i: int) -> bool:
        """Whether a word is a verb before a clause of its own: "intimated that"; not "attacked that night"."""
        ended = self.word(i).endswith(self.prose.lexicon.endings["np_participle_endings"])
        if not ended or i in self.at_trigger or self.word(i + 1) not in self.lists["np_that"]:
            return False
        if self.word(i) in self.lists["minded_words"]:
            return False
        after = self.word(i + 2)
        return after not in self.lists["harm_own_times"] and after not in self.lists["harm_be"]

    def encloses(self, start: int, end: int) -> bool:
        """Whether a stretch of words ends inside an aside between dashes or brackets that began before it."""
        marks = [self.word(i) for i in range(start, end)]
        dashes = sum(mark in self.lists["harm_dashes"] for mark in marks)
        return dashes % 2 == 1 or marks.count(")") > marks.count("(")

    def chained(self, other: Trigger, trigger: Trigger) -> bool:
        """Whether two words of harm are joined and share their number: "killed or wounded", "shot and later died"."""
        joints, be = self.lists["harm_joints"], self.lists["harm_be"]
        between = range(other.end, trigger.start)
        if all(self.word(i) in joints or self.word(i) in be or self.slips(i) for i in between):
            return True
        if trigger.frame != "state" or any(count.end > other.end for count in self.counts if count.end < trigger.end):
            return False
        i = trigger.start - 1
        while self.slips(i) and self.word(i) not in joints:
            i -= 1
        return i > other.end and self.word(i) in self.lists["count_loose_joints"]

    def auxiliary(self, trigger: Trigger) -> str:
        """The form of "be" or "have" before a word of harm, with adverbs or joined participles between; else empty."""
        i, be = trigger.start - 1, self.lists["harm_be"]
        found = ""
        while i >= self.extent[0]:
            word = self.word(i)
            if word in be:
                found = f"{word} {found}".strip()
            elif not (i in self.at_trigger or self.slips(i)):
                break
            i -= 1
        return found
