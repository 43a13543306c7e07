"""How a figure is meant: of one happening or a running total; asserted, denied or feared; new or replaced.

The rules see each number as a mention of the kind `count` and each word of harm as one of the kind `event`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from recounted.finders.figures.readings import Reading
from recounted.finders.figures.scopes import INCIDENT, bound
from recounted.lexicon import Rule
from recounted.numbers import read_number
from recounted.patterns import Found
from recounted.prose import Prose

Extent = tuple[int, int]

#: The figures of a sentence, and those of the one before it.
Told = tuple[Sequence[Reading], Sequence[Reading]]


def place(prose: Prose, readings: Sequence[Reading]) -> None:
    """Set scope, modality and revision of the figures of a text."""
    if not readings:
        return
    counts = {(reading.count.start, reading.count.end) for reading in readings}
    events = {(reading.trigger.start, reading.trigger.end) for reading in readings}
    symbols = shown(prose, counts, events)
    by_sentence: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_sentence[reading.sentence].append(reading)
    for use, section in ((revise, "figure_revised"), (doubt, "figure_modality")):
        for sentence, own in by_sentence.items():
            for rule, match in prose.search(section, symbols, prose.sentences[sentence]):
                use(prose, rule, match, (own, by_sentence.get(sentence - 1, [])))
    for reading in readings:
        if reading.trigger.instead and reading.whole is None:
            replace_last(reading, [*by_sentence.get(reading.sentence - 1, []), *by_sentence[reading.sentence]])
    done = {(r.trigger.start, r.trigger.end) for r in readings if r.trigger.frame != "toll"}
    plain = events <= done
    bound(prose, readings, symbols if plain else shown(prose, counts, done))
    for reading in readings:
        if reading.trigger.once and reading.scope == INCIDENT and reading.harm == reading.trigger.harm:
            reading.harm = reading.trigger.once


def shown(prose: Prose, counts: Set[Extent], events: Set[Extent]) -> str:
    """The words with numbers and words of harm as mentions; words of scope may stand within a tally's name."""
    return prose.overlay("count", sorted(counts), prose.overlay("event", sorted(apart(events, counts))))


def apart(events: Iterable[Extent], counts: Iterable[Extent]) -> list[Extent]:
    """The words of harm that lie in no number phrase."""
    covered = {i for start, end in counts for i in range(start, end)}
    return [(start, end) for start, end in events if not any(i in covered for i in range(start, end))]


def revise(prose: Prose, rule: Rule, match: Found, told: Told) -> None:
    """Find the older number that a figure, of this sentence or the one before, replaces; the older is no figure."""
    own, before = told
    start, end = match.kept.get("it", (match.start, match.end))
    marked = next((reading for reading in own if start <= reading.count.start < end), None)
    if rule.code == "replaces":
        replace_last(marked, [*before, *own])
    elif marked is not None:
        outdate(marked, own, before)
    elif (read := read_number(prose, start)) is not None and own:
        wholes = [reading for reading in own if reading.whole is None] or own
        nearest = min(wholes, key=lambda reading: abs(reading.count.end - start))
        nearest.revised_from = read[0]


def outdate(old: Reading, own: Sequence[Reading], before: Sequence[Reading]) -> None:
    """Mark an older number as replaced by the figure of the same harm that stands for it."""
    new = [reading for reading in own if reading is not old and reading.harm == old.harm]
    if new:
        old.old = True
        new[-1 if new[-1].count.start < old.count.start else 0].revised_from = old.count.value
    elif told := next((r for r in before if r.harm == old.harm and r.whole is None), None):
        old.old, told.revised_from = True, old.count.value


def replace_last(new: Reading | None, told: Sequence[Reading]) -> None:
    """Mark the figure told last before a new one, of the same harm, as replaced by it."""
    earlier = [r for r in told if new and r.harm == new.harm and r.whole is None and r.count.end <= new.count.start]
    if new is not None and earlier and new.revised_from is None and earlier[-1].count.value != new.count.value:
        earlier[-1].old, new.revised_from = True, earlier[-1].count.value


def doubt(_: Prose, rule: Rule, match: Found, told: Told) -> None:
    """Set the modality that the words around a figure give it."""
    for reading in told[0]:
        if meets(reading, (match.start, match.end)):
            reading.modality = rule.code


def meets(reading: Reading, extent: Extent) -> bool:
    """Whether a figure's number, or its word of harm, lies in a stretch of words."""
    start, end = extent
    return (start <= reading.count.start and reading.count.end <= end) or (
        start <= reading.trigger.start and reading.trigger.end <= end
    )
