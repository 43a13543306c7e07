"""The figures of a whole text, sentence by sentence, before they become mentions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from recounted.finders.figures.clauses import Clause
from recounted.finders.figures.counts import Count, find_counts
from recounted.finders.figures.harms import find_ties
from recounted.finders.figures.names import add_names
from recounted.finders.figures.nouns import ARMED, noun_from
from recounted.finders.figures.parts import parts
from recounted.finders.figures.readings import UNSAID, Reading, harm_of, is_elliptic, readings
from recounted.finders.figures.rows import find_rows
from recounted.finders.figures.triggers import Trigger, find_triggers
from recounted.prose import Prose


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
        last = found[-1].harm if found and found[-1].sentence == sentence - 1 else ""
        own = list(readings(prose, ties, (sentence, last), len(found)))
        own = [reading for reading in once(own) if not is_outlived(clause, reading, own)]
        inherit(prose, own, found)
        own += list(parts(clause, own, found, sentence))
        found += own
    found += [*none, *in_rows(prose, triggers, found)]
    told = {reading.harm for reading in found if reading.trigger.frame != "none"}
    for reading in found:
        if reading.trigger.alone and told <= {reading.harm}:
            reading.harm = reading.trigger.alone
    return sorted(found, key=lambda reading: (reading.count.start, reading.count.end))


def in_rows(prose: Prose, triggers: Mapping[int, Sequence[Trigger]], found: Sequence[Reading]) -> list[Reading]:
    """The figures of lists and tables beneath the words of harm that have no number in their own sentence."""
    tied = {reading.trigger.start for reading in found}
    totals: dict[int, Reading] = {}
    own: list[Reading] = []
    for row in find_rows(prose, triggers, tied):
        harm = harm_of(row.trigger, row.own)
        kind = prose.lexicon.vocabulary["harm"][harm]["of"]
        if row.own.of and row.own.of != kind:
            continue
        category = row.label or row.own.category or row.trigger.category or ("people" if kind == "people" else "")
        if row.trigger.plain and category in UNSAID:
            category = row.trigger.plain
        if category:
            own.append(Reading(row.own, row.trigger, harm, category, "row", row.sentence, -1))
            totals |= {row.trigger.start: own[-1]} if row.sums else {}
    for reading in own:
        whole = totals.get(reading.trigger.start)
        reading.whole = whole if whole is not reading else None
    return own


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
