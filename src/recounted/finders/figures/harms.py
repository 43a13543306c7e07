"""Which number is of which harm: the words that name harm, and the numbers that they take.

Rules of the language find the words of harm and say on which side their numbers stand; here each takes its numbers.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from recounted.finders.figures.counts import Count
from recounted.prose import Prose


class Trigger(NamedTuple):
    """Words that name a harm. `frame` says where the number stands: `past`, `verb`, `state`, `noun`, `toll`."""

    start: int
    end: int
    harm: str
    frame: str
    by: str


@dataclass(slots=True)
class Tie:
    """Numbers that a word of harm takes together: one figure each. `side` says where they stand."""

    trigger: Trigger
    counts: list[Count]
    side: str
    negated: bool = False
    extra: dict[str, bool] = field(default_factory=dict)


def find_triggers(prose: Prose) -> list[Trigger]:
    """The words of harm of a text, in reading order; of two that overlap the longer one."""
    found = []
    for rule, match in prose.search("figure"):
        start, end = match.kept.get("it", (match.start, match.end))
        found.append(Trigger(start, end, rule.code, str(rule.set["frame"]), prose.lexicon.by("figure", rule)))
    found.sort(key=lambda trigger: (trigger.start, -trigger.end))
    kept: list[Trigger] = []
    for trigger in found:
        if not kept or trigger.start >= kept[-1].end:
            kept.append(trigger)
        elif trigger.end - trigger.start > kept[-1].end - kept[-1].start:
            kept[-1] = trigger
    return kept


class Clause:
    """One sentence with its words of harm and its numbers, and what has been taken."""

    def __init__(self, prose: Prose, extent: tuple[int, int], triggers: list[Trigger], counts: list[Count]) -> None:
        self.prose, self.extent, self.triggers, self.counts = prose, extent, triggers, counts
        self.lists = prose.lexicon.lists
        self.taken: set[int] = set()
        self.at_trigger = {i: trigger for trigger in triggers for i in range(trigger.start, trigger.end)}
        self.subset = subsets(prose, extent, counts, self.at_trigger)

    def word(self, i: int) -> str:
        """A word as it is looked up; empty outside the sentence."""
        return self.prose.lower[i] if self.extent[0] <= i < self.extent[1] else ""


def subsets(prose: Prose, extent: tuple[int, int], counts: list[Count], harmed: dict[int, Trigger]) -> set[int]:
    """Indices of the counts that are told as a part of another: "including three children", "two of them officers"."""
    lower, lists = prose.lower, prose.lexicon.lists
    found: set[int] = set()
    for index, count in enumerate(counts):
        i = count.start - 1
        while i > extent[0] and lower[i] in lists["subset_fillers"]:
            i -= 1
        opened = i >= extent[0] and (
            lower[i] in lists["subset_openers"] or " ".join(lower[i - 1 : i + 1]) in lists["subset_openers"]
        )
        joined = index - 1 in found and joins(prose, counts[index - 1].end, count.start)
        resumed = joined and any(j in harmed for j in range(count.end, min(count.end + 3, extent[1])))
        if opened or (joined and not resumed):
            found.add(index)
    return found


def joins(prose: Prose, start: int, end: int) -> bool:
    """Whether the words between two numbers only join them: "and", ",", "as well as"."""
    if end - start > 4 or end <= start:
        return end == start
    return prose.phrase(start, end) in prose.lexicon.lists["count_joints"]


def find_ties(prose: Prose, extent: tuple[int, int], triggers: list[Trigger], counts: list[Count]) -> list[Tie]:
    """What each word of harm of a sentence takes."""
    clause = Clause(prose, extent, triggers, counts)
    ties: list[Tie] = []
    for index, trigger in enumerate(triggers):
        tie = tie_of(clause, index, trigger)
        if tie is not None:
            ties.append(tie)
            clause.taken |= {counts.index(count) for count in tie.counts if count in counts}
    return ties


def tie_of(clause: Clause, index: int, trigger: Trigger) -> Tie | None:
    """The numbers of one word of harm, or None where it has none."""
    if (inside := holding(clause, trigger)) is not None:
        return Tie(trigger, with_left(clause, inside, trigger), "inside")
    if trigger.frame == "toll":
        return toll(clause, trigger)
    if trigger.frame == "noun":
        return noun(clause, trigger)
    passive = trigger.frame == "state" or (trigger.frame == "past" and is_passive(clause, trigger))
    if not passive:
        right = rightward(clause, index, trigger)
        if right:
            return Tie(trigger, right, "object")
    if trigger.frame == "verb":
        return None
    left = leftward(clause, index, trigger)
    return Tie(trigger, left, "subject") if left else None


def holding(clause: Clause, trigger: Trigger) -> int | None:
    """The number whose phrase holds the word of harm, or ends right before it: "98 wounded people", "40 dead"."""
    for index, count in enumerate(clause.counts):
        if index in clause.taken or count.sort == "one":
            continue
        if count.number < trigger.start < count.end and trigger.frame != "verb":
            return index
    return None


def is_passive(clause: Clause, trigger: Trigger) -> bool:
    """Whether a past form is passive: a form of "be" stands before it, with adverbs or joined participles between."""
    i = trigger.start - 1
    lists = clause.lists
    while i >= clause.extent[0]:
        word = clause.word(i)
        if word in lists["harm_be_passive"]:
            return True
        known = i in clause.at_trigger or word in lists["verb_fillers"] or word.endswith("ly")
        if not known:
            return False
        i -= 1
    return False


def rightward(clause: Clause, index: int, trigger: Trigger) -> list[Count]:
    """The object of a word of harm, with what is joined to it."""
    lists, counts = clause.lists, clause.counts
    at = trigger.end
    if clause.word(at) in lists["harm_joints"] and index + 1 < len(clause.triggers):
        following = clause.triggers[index + 1]
        if following.start == at + 1 and following.harm != trigger.harm:
            at = following.end
    while clause.word(at) in lists["object_fillers"] or clause.word(at).endswith("ly"):
        at += 1
    for number, count in enumerate(counts):
        if count.start <= at < count.end and count.number >= trigger.end:
            return with_right(clause, number, trigger)
        if count.start > at:
            break
    return []


def with_right(clause: Clause, number: int, trigger: Trigger) -> list[Count]:
    """A count and those joined to its right, up to one that another word of harm takes."""
    counts, group = clause.counts, [clause.counts[number]]
    for index in range(number + 1, len(counts)):
        count = counts[index]
        if not joins(clause.prose, counts[index - 1].end, count.start) or index in clause.subset:
            break
        if claimed_later(clause, count):
            break
        group.append(count)
    return group


def claimed_later(clause: Clause, count: Count) -> bool:
    """Whether a word of harm that takes what stands before it follows a count: "killed 12 and 14 were wounded"."""
    i = count.end
    while (
        clause.word(i) in clause.lists["harm_be"]
        or clause.word(i) in clause.lists["verb_fillers"]
        or clause.word(i).endswith("ly")
    ):
        i += 1
    trigger = clause.at_trigger.get(i)
    return trigger is not None and trigger.frame in {"past", "state"}


def leftward(clause: Clause, index: int, trigger: Trigger) -> list[Count]:
    """The subject of a word of harm, with what is joined to it."""
    harm_of = clause.prose.lexicon.vocabulary["harm"][trigger.harm]["of"]
    best: int | None = None
    for number in range(len(clause.counts) - 1, -1, -1):
        count = clause.counts[number]
        if count.end > trigger.start:
            continue
        if not reaches(clause, count.end, trigger, index):
            break
        if (count.of and count.of != harm_of) or number in clause.subset or number in clause.taken:
            continue
        best = number
        if clause.word(count.start - 1) not in clause.lists["count_prepositions"]:
            break
    return with_left(clause, best, trigger) if best is not None else []


def reaches(clause: Clause, start: int, trigger: Trigger, index: int) -> bool:
    """Whether a word of harm may take a number that ends at a word: no other clause stands between."""
    for i in range(start, trigger.start):
        word = clause.word(i)
        if word in clause.lists["harm_walls"]:
            return False
        other = clause.at_trigger.get(i)
        if other is not None and other.frame != "noun" and not chained(clause, other, trigger):
            return False
        if word in clause.lists["other_predicates"]:
            return False
    return trigger.start - start <= 25


def chained(clause: Clause, other: Trigger, trigger: Trigger) -> bool:
    """Whether two words of harm are joined and share their number: "killed or wounded", "shot and killed"."""
    between = range(other.end, trigger.start)
    return all(
        clause.word(i) in clause.lists["harm_joints"]
        or clause.word(i) in clause.lists["harm_be"]
        or clause.word(i) in clause.lists["verb_fillers"]
        or clause.word(i).endswith("ly")
        for i in between
    )


def with_left(clause: Clause, number: int, trigger: Trigger) -> list[Count]:
    """A count and those joined to its left."""
    counts, group = clause.counts, [clause.counts[number]]
    for index in range(number - 1, -1, -1):
        count = counts[index]
        if index in clause.taken or index in clause.subset:
            break
        if not joins(clause.prose, count.end, counts[index + 1].start) or counts[index + 1].partitive:
            break
        group.insert(0, count)
    return group


def noun(clause: Clause, trigger: Trigger) -> Tie | None:
    """The number of a noun of harm: "12 deaths", "the deaths of 12"."""
    if clause.word(trigger.end) in clause.lists["count_of"] or clause.word(trigger.end - 1) in clause.lists["count_of"]:
        at = trigger.end + (clause.word(trigger.end) in clause.lists["count_of"])
        for number, count in enumerate(clause.counts):
            if count.start == at or (count.start < at <= count.number):
                return Tie(trigger, with_right(clause, number, trigger), "of")
    for number, count in enumerate(clause.counts):
        if count.number < trigger.start < count.end or (count.end == trigger.start and count.sort != "one"):
            return Tie(trigger, [clause.counts[number]], "noun")
    return None


def toll(clause: Clause, trigger: Trigger) -> Tie | None:
    """The number of a tally: the first behind it, or the one that it is raised to."""
    behind = [
        count for count in clause.counts if count.start >= trigger.end and count.sort != "one" and count.of != "things"
    ]
    near = [count for count in behind if count.start - trigger.end <= 12]
    if not near:
        return None
    raised = [count for count in near if clause.word(count.start - 1) in clause.lists["toll_to"]]
    chosen = (raised or near)[0]
    return Tie(trigger, [chosen], "toll")
