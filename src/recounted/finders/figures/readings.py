"""The figures of a text before they become mentions: numbers tied to harms, and which is a part of which."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from recounted.finders.figures.clauses import Clause
from recounted.finders.figures.counts import Count, find_counts
from recounted.finders.figures.harms import Tie, find_ties
from recounted.finders.figures.names import add_names
from recounted.finders.figures.nouns import counted, noun_from
from recounted.finders.figures.triggers import Trigger, find_triggers
from recounted.prose import Prose

#: Categories of those who bear arms.
ARMED = frozenset({"combatants", "police", "security_forces"})

#: Categories of which none is a part of another.
APART = frozenset({"women", "men", "children"})

#: The category of those who are of several of them.
BOTH_ARMED = "security_forces"

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


def read_figures(prose: Prose) -> list[Reading]:
    """The figures of a text, in reading order."""
    triggers: dict[int, list[Trigger]] = defaultdict(list)
    none = list(find_none(prose))
    barred = {i for reading in none for i in range(reading.count.start, reading.count.end)}
    for trigger in find_triggers(prose):
        if trigger.start not in barred:
            triggers[prose.sentence_at(trigger.start)].append(trigger)
    found: list[Reading] = []
    after = {sentence + 1 for sentence in triggers if sentence + 1 < len(prose.sentences)} - triggers.keys()
    for sentence in sorted({*triggers, *(sentence for sentence in after if tells_parts(prose, sentence))}):
        clause = clause_of(prose, sentence, triggers.get(sentence, []))
        ties = find_ties(clause)
        own = list(readings(prose, ties, sentence, len(found)))
        own = [reading for reading in once(own) if not is_outlived(clause, reading, own)]
        inherit(prose, own, found)
        own += list(parts(clause, own, found, sentence))
        found += own
    found += none
    told = {reading.harm for reading in found if reading.trigger.frame != "none"}
    for reading in found:
        if reading.trigger.alone and told <= {reading.harm}:
            reading.harm = reading.trigger.alone
    return sorted(found, key=lambda reading: (reading.count.start, reading.count.end))


def once(own: Sequence[Reading]) -> list[Reading]:
    """The readings without those that give a number the harm that it already has: "the wounded were in hospital"."""
    first = {(reading.count, reading.harm): reading for reading in reversed(own)}
    return [reading for reading in own if first[reading.count, reading.harm] is reading]


def inherit(prose: Prose, own: Sequence[Reading], before: Sequence[Reading]) -> None:
    """Give those who open a sentence as "others" the category of those told last in the sentence before."""
    first, last = next(iter(own), None), before[-1] if before else None
    if first is None or last is None or last.sentence != first.sentence - 1 or first.harm == last.harm:
        return
    count = first.count
    if count.head >= 0 and is_elliptic(prose, count) and first.category in UNSAID and last.category in ARMED:
        first.category = last.category


def tells_parts(prose: Prose, sentence: int) -> bool:
    """Whether a sentence without a word of harm may tell of those before: "three of them were children"."""
    start, end = prose.sentences[sentence]
    words, lists = prose.lower[start:end], prose.lexicon.lists
    return not (lists["count_pronoun_heads"].isdisjoint(words) and lists["subset_openers"].isdisjoint(words))


def is_outlived(clause: Clause, reading: Reading, own: Sequence[Reading]) -> bool:
    """Whether those who were hurt are said in the same sentence to have died of it: "was wounded, and died later"."""
    worse = clause.prose.lexicon.vocabulary["harm"][reading.harm].get("gives_way")
    return worse is not None and any(
        other.harm == worse
        and other.count is reading.count
        and other.trigger.start >= reading.trigger.end
        and (
            reading.trigger.end == other.trigger.start
            or any(
                clause.word(i) not in clause.lists["harm_joints"]
                for i in range(reading.trigger.end, other.trigger.start)
            )
        )
        for other in own
    )


def clause_of(prose: Prose, sentence: int, triggers: list[Trigger]) -> Clause:
    """A sentence with its words of harm and its numbers."""
    extent = prose.sentences[sentence]
    harmed = {i for trigger in triggers for i in range(trigger.start, trigger.end)}
    counts = find_counts(prose, *extent, harmed)
    if triggers:
        counts = add_names(prose, extent, counts, harmed)
    return Clause(prose, extent, triggers, counts)


def readings(prose: Prose, ties: Sequence[Tie], sentence: int, base: int) -> Iterator[Reading]:
    """What ties come to; a number without a noun takes the category of the number told before it."""
    last, thing, before = "", "", ""
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
            of_thing = thing_before(prose, ties, count) if tie.trigger.things and not count.of else ""
            harm = tie.trigger.things if of_thing else harm_of(tie.trigger, count)
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
        if tie.side == "toll" and len(own) > 1:
            own[0].revised_from, own[1].old = own[1].count.value, True
        if len(own) > 2 and is_sum(own[0], own[1:]):
            for reading in own[1:]:
                reading.whole = own[0]
        yield from own


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


def predicated(prose: Prose, count: Count, trigger: Trigger) -> str:
    """The category that a part is said to have: "three of the dead were children"."""
    at = count.end
    lists = prose.lexicon.lists
    partitive = count.partitive or (count.start > 1 and prose.lower[count.start - 1] in lists["count_pronoun_heads"])
    if not partitive or at + 2 >= len(prose.lower) or prose.lower[at] not in lists["harm_be"]:
        return ""
    head, category, of = noun_from(prose, at + 1, min(at + 6, len(prose.lower)), single=False, harmed=())
    if at < trigger.start <= head:
        return ""
    if prose.lower[at + 2] in lists["count_joints"] and prose.lower[at + 2] not in lists["harm_commas"]:
        other = counted(prose.lexicon.language).nouns.get(prose.lower[min(at + 3, len(prose.lower) - 1)])
        return BOTH_ARMED if other is not None and {category, other.category} <= ARMED else ""
    return category if of == "people" else ""


def is_elliptic(prose: Prose, count: Count) -> bool:
    """Whether a number leaves its noun to the number before it: "and wounded 16 others"."""
    return count.head < 0 or prose.lower[count.head] in prose.lexicon.lists["more_words"]


def is_sum(whole: Reading, parts: Sequence[Reading]) -> bool:
    """Whether one number is the sum of others."""
    if whole.category in APART and any(part.category in APART - {whole.category} for part in parts):
        return False
    values = [part.count.value for part in parts]
    return None not in values and whole.count.value == sum(value for value in values if value is not None)


def parts(clause: Clause, own: list[Reading], before: list[Reading], sentence: int) -> Iterator[Reading]:
    """The figures told as parts of another: "including three children", "16 children, 46 women and 36 men"."""
    tied = {reading.count for reading in own}
    free = [(index, count) for index, count in enumerate(clause.counts) if count not in tied and count.of != "things"]
    wholes = [reading for reading in own if reading.whole is None and reading.count.sort != "name" and not reading.old]
    previous = [reading for reading in before[-4:] if reading.sentence == sentence - 1 and reading.whole is None]
    broken_down = {
        id(count): reading for reading in wholes for count in breakdown(clause, reading, [count for _, count in free])
    }
    broken_down |= among(clause, wholes, [count for _, count in free])
    for index, count in free:
        whole = broken_down.get(id(count))
        if whole is None and (index in clause.subset or (count.partitive and clause.is_pronominal(count))):
            ahead = [reading for reading in wholes if reading.count.end <= count.start]
            whole = ahead[-1] if ahead else (previous[0] if previous and not own else None)
        if (
            whole is not None
            and count.sort not in {"untold", "name"}
            and fits(count, whole)
            and not speaks(clause, count)
        ):
            category = count.category or predicated(clause.prose, count, whole.trigger)
            category = category or whole.category
            yield Reading(count, whole.trigger, whole.harm, category, "part", sentence, whole.group, whole)
    for reading in own:
        if reading.whole is None and reading.count.partitive and reading.side == "subject":
            earlier = [
                other for other in before + own if other.harm == reading.harm and other.count.end <= reading.count.start
            ]
            ahead_of = (other for other in reversed(earlier) if other.whole is None and fits(reading.count, other))
            larger = next(ahead_of, None)
            apart = larger is not None and is_other_side(reading, larger)
            reading.whole = None if apart else larger


def among(clause: Clause, wholes: Sequence[Reading], free: Sequence[Count]) -> dict[int, Reading]:
    """Those who were among others, by the identity of their count: "two reporters were among nine people killed"."""
    found: dict[int, Reading] = {}
    after: Count | None = None
    for count in reversed(free):
        whole = next((w for w in wholes if 0 <= w.count.start - count.end - 2 <= 2), None)
        be, joint = clause.word(count.end) in clause.lists["harm_be"], clause.word(count.end + 1)
        if whole is not None and be and joint in clause.lists["subset_unless"]:
            found[id(count)] = whole
        elif after is not None and id(after) in found and clause.joins(count.end, after.start):
            found[id(count)] = found[id(after)]
        after = count
    return found


def speaks(clause: Clause, count: Count) -> bool:
    """Whether a single person is one who says so: "including nine children, the mayor said"."""
    return count.sort == "one" and clause.word(count.end) in clause.lists["harm_predicates"]


def is_other_side(reading: Reading, whole: Reading) -> bool:
    """Whether a part is of those who did it, and the whole of their victims: "killed 12; three raiders were shot"."""
    return reading.count.head >= 0 and reading.category in ARMED and whole.category not in ARMED


def fits(count: Count, whole: Reading) -> bool:
    """Whether a number can be a part of another."""
    return whole.count.value is None or count.value is None or count.value <= whole.count.value


def breakdown(clause: Clause, whole: Reading, free: list[Count]) -> list[Count]:
    """The counts behind a figure that together come to it, and are joined to one another."""
    behind = [count for count in free if count.start >= whole.count.end and count.of == "people"]
    run: list[Count] = []
    for count in behind:
        if run and not (clause.joins(run[-1].end, count.start) or clause.joins_loosely(run[-1].end, count.start)):
            break
        run.append(count)
    values = [count.value or 0 for count in run]
    return run if len(run) > 1 and sum(values) == whole.count.value else []


def find_none(prose: Prose) -> Iterator[Reading]:
    """Where the text says that nobody was harmed."""
    for rule, match in prose.search("figure_none"):
        start, end = match.kept.get("it", (match.start, match.end))
        harms = [rule.code] if rule.code != "casualties" else list(prose.lexicon.maps["both_harms"])
        who = match.kept.get("who")
        category = category_of(prose, *who) if who else "people"
        for harm in harms:
            trigger = Trigger(start, end, harm, "none", prose.lexicon.by("figure_none", rule))
            count = Count(start, end, start, (0, 0, 0), "number", -1, category, "people")
            yield Reading(count, trigger, harm, category, "none", prose.sentence_at(start), -1)


def category_of(prose: Prose, start: int, end: int) -> str:
    """The category of those whom words name: "its soldiers"."""
    while start < end - 1 and prose.lower[start] in prose.lexicon.lists["count_joint_tails"]:
        start += 1
    return noun_from(prose, start, end, single=False, harmed=())[1] or "people"
