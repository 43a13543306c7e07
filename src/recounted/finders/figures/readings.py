"""Numbers tied to words of harm as figures: harm, category, and what makes up their sum."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from recounted.finders.figures.counts import Count
from recounted.finders.figures.harms import Tie
from recounted.finders.figures.nouns import ARMED, ARMED_TOGETHER, MIXED, counted, noun_from, together
from recounted.finders.figures.triggers import Trigger
from recounted.prose import Prose

#: Categories of which none is a part of another.
APART = frozenset({"women", "men", "children"})

#: Categories that say nothing of what somebody was.
UNSAID = frozenset({"people", "men"})


class Reading(msgspec.Struct, eq=False):
    """One number tied to one harm. `whole` is the figure that it is a part of.

    Readings of one `group` are taken together by one word of harm.
    """

    count: Count
    trigger: Trigger
    harm: str
    category: str
    side: str
    sentence: int
    group: int
    whole: "Reading | None" = None
    scope: str = "incident"
    modality: str = "asserted"
    revised_from: int | None = None
    old: bool = False


def readings(prose: Prose, ties: Sequence[Tie], at: tuple[int, str], base: int) -> Iterator[Reading]:
    """What ties come to; a number without a noun takes the category of the number told before it.

    Args:
        at: the sentence, and the harm told last in the one before it.
    """
    last, thing, (sentence, before) = "", "", at
    for offset, tie in enumerate(ties):
        own: list[Reading] = []
        if tie.trigger.told:
            if not before:
                continue
            tie.trigger = replace(tie.trigger, harm=before)
        before = tie.trigger.harm
        for count in tie.counts:
            if (count.sort == "untold" and count.partitive) or is_standing(prose, count, tie.trigger):
                continue
            of_thing = thing_before(prose, ties, count) if may_be_things(prose, tie) and not count.of else ""
            harm = tie.trigger.things or tie.trigger.harm if of_thing else harm_of(tie.trigger, count)
            of = str(prose.lexicon.vocabulary["harm"][harm]["of"])
            told = last if of == "people" else thing
            category = count.category if not is_elliptic(prose, count) else told or count.category
            said = predicated(prose, count, tie.trigger) or apposed(prose, count) or said_of(prose, tie)
            category = of_thing or said or category or ("people" if of == "people" else "")
            if not category:
                continue
            if tie.trigger.plain and category in UNSAID and of == "people":
                category = tie.trigger.plain
            scope = tie.trigger.scope or "incident"
            own.append(Reading(count, tie.trigger, harm, category, tie.side, sentence, base + offset, scope=scope))
            last, thing = (category, thing) if of == "people" else (last, category)
        harms = prose.lexicon.vocabulary["harm"]
        if people := {reading.category for reading in own if harms[reading.harm]["of"] == "people"}:
            last = together(people)
        if tie.side == "toll" and len(own) > 1:
            own[0].revised_from, own[1].old = own[1].count.value, True
        if len(own) > 2 and is_sum(own[0], own[1:]) and not is_placed(prose, *own[:2]):
            for reading in own[1:]:
                reading.whole = own[0]
        yield from own


def may_be_things(prose: Prose, tie: Tie) -> bool:
    """Whether a bare number may be of things told before it: "of 64 drones 44 were hit", "houses destroyed: 310"."""
    row = tie.side == "row" and prose.lexicon.vocabulary["harm"][tie.trigger.harm]["of"] == "things"
    return row or bool(tie.trigger.things)


def thing_before(prose: Prose, ties: Sequence[Tie], count: Count) -> str:
    """The category of the things of which a bare number tells some: "of 64 drones 44 were shot down"."""
    first = prose.sentences[prose.sentence_at(count.start)][0]
    nouns = counted(prose.lexicon.language).nouns
    held = {i for tie in ties for own in tie.counts for i in range(own.start, own.end)}
    told = (nouns.get(prose.lower[i]) for i in range(count.start - 1, first - 1, -1) if i not in held)
    last = next((noun for noun in told if noun is not None and noun.many), None)
    return last.category if last is not None and last.of == "things" else ""


def is_standing(prose: Prose, count: Count, trigger: Trigger) -> bool:
    """Whether a number tells of no happening, but of what stands or recurs."""
    return is_stock(prose, count, trigger) or is_rate(prose, count, trigger)


def is_stock(prose: Prose, count: Count, trigger: Trigger) -> bool:
    """Whether people only live away from their homes: "feeds 900 displaced people", "a million are displaced"."""
    if not trigger.many or trigger.frame != "past":
        return False
    inside = count.start <= trigger.start and trigger.end < count.end
    standing = prose.lexicon.lists["harm_standing"]
    return inside or any(prose.lower[i] in standing for i in range(max(count.end, trigger.start - 3), trigger.start))


def is_rate(prose: Prose, count: Count, trigger: Trigger) -> bool:
    """Whether a number is told for each stretch of time: "40 were dying each week"."""
    at, lists = max(count.end, trigger.end), prose.lexicon.lists
    known = at + 1 < len(prose.lower) and prose.lower[at] in lists["harm_rates"]
    return known and prose.lower[at + 1] in lists["scope_days"]


def apposed(prose: Prose, count: Count) -> str:
    """The category of a named person by what stands behind the name: "killed Ivan Petrenko, a colonel"."""
    at, lists = count.end, prose.lexicon.lists
    if count.sort != "name" or at + 2 >= len(prose.lower) or prose.lower[at] not in lists["harm_commas"]:
        return ""
    if prose.lower[at + 1] not in lists["count_articles"]:
        return ""
    return noun_from(prose, at + 2, min(at + 8, len(prose.lower)), single=True, harmed=())[1]


def harm_of(trigger: Trigger, count: Count) -> str:
    """The harm that a word means for what is counted: "lost 12 men and two tanks"."""
    other = trigger.people if count.of == "people" else trigger.things if count.of == "things" else ""
    return other or trigger.harm


def said_of(prose: Prose, tie: Tie) -> str:
    """The category that a word of harm says itself: "the list of the fallen", "the number of soldiers killed"."""
    if tie.trigger.category or tie.side != "toll":
        return tie.trigger.category
    nouns = counted(prose.lexicon.language).nouns
    told = (nouns.get(prose.lower[i]) for i in range(tie.trigger.start, tie.trigger.end))
    return next((noun.category for noun in told if noun is not None and noun.of == "people" and noun.many), "")


def predicated(prose: Prose, count: Count, trigger: Trigger, *, part: bool = False) -> str:
    """The category that a part is said to have: "three of the dead were children"."""
    at = count.end
    lists = prose.lexicon.lists
    partitive = (
        part or count.partitive or (count.start > 1 and prose.lower[count.start - 1] in lists["count_pronoun_heads"])
    )
    if not partitive or at + 2 >= len(prose.lower) or prose.lower[at] not in lists["harm_be"]:
        return ""
    head, category, of = noun_from(prose, at + 1, min(at + 6, len(prose.lower)), single=False, harmed=())
    if at < trigger.start <= head:
        return ""
    if prose.lower[at + 2] in lists["count_joints"] and prose.lower[at + 2] not in lists["harm_commas"]:
        other = counted(prose.lexicon.language).nouns.get(prose.lower[min(at + 3, len(prose.lower) - 1)])
        return ARMED_TOGETHER if other is not None and {category, other.category} <= ARMED else ""
    return category if of == "people" else ""


def is_elliptic(prose: Prose, count: Count) -> bool:
    """Whether a number leaves its noun to the number before it: "and wounded 16 others"."""
    return count.head < 0 or prose.lower[count.head] in prose.lexicon.lists["more_words"]


def is_placed(prose: Prose, reading: Reading, following: Reading) -> bool:
    """Whether a figure has a place of its own: "three were killed in Dara, two in Orta and one in Minsa"."""
    at = max(reading.count.end, reading.trigger.end)
    named = at + 1 < following.count.start and prose.printed[at + 1][0].isupper()
    return named and prose.lower[at] in prose.lexicon.lists["harm_gaps"]


def may_hold(whole: str, part: str) -> bool:
    """Whether people of one category can be some of those of another: no policeman is one of three soldiers."""
    if MIXED in {whole, part} or whole == part:
        return True
    armed = {whole, part} & ARMED
    return whole == ARMED_TOGETHER and part in ARMED if armed else not {whole, part} <= APART


def is_sum(whole: Reading, parts: Sequence[Reading]) -> bool:
    """Whether one number is the sum of others."""
    if not all(may_hold(whole.category, part.category) for part in parts):
        return False
    values = [part.count.value for part in parts]
    return None not in values and whole.count.value == sum(value for value in values if value is not None)
