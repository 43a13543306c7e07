"""How a figure is meant: of one happening or a running total; asserted, denied or feared; new or replaced.

The rules see each number as a mention of the kind `count` and each word of harm as one of the kind `event`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from recounted.finders.figures.readings import Reading
from recounted.lexicon import Rule
from recounted.patterns import PARAGRAPH, Found
from recounted.prose import Prose

Extent = tuple[int, int]


def place(prose: Prose, readings: Sequence[Reading]) -> None:
    """Set scope, modality and revision of the figures of a text."""
    if not readings:
        return
    counts = {(reading.count.start, reading.count.end) for reading in readings}
    events = {(reading.trigger.start, reading.trigger.end) for reading in readings}
    symbols = prose.overlay("count", sorted(counts), prose.overlay("event", sorted(apart(events, counts))))
    by_sentence: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_sentence[reading.sentence].append(reading)
    for use, section in ((revise, "figure_revised"), (doubt, "figure_modality"), (bound, "figure_scope")):
        for rule, match in prose.search(section, symbols):
            own = by_sentence.get(prose.sentence_at(match.start))
            if own:
                use(prose, rule, match, own)
    carry(prose, readings)


def apart(events: Iterable[Extent], counts: Iterable[Extent]) -> list[Extent]:
    """The words of harm that lie in no number phrase."""
    covered = {i for start, end in counts for i in range(start, end)}
    return [(start, end) for start, end in events if not any(i in covered for i in range(start, end))]


def revise(_: Prose, __: Rule, match: Found, own: Sequence[Reading]) -> None:
    """Find the older number that a figure replaces; the older one is no figure of its own."""
    start, end = match.kept.get("it", (match.start, match.end))
    old = next((reading for reading in own if start <= reading.count.start < end), None)
    new = [reading for reading in own if old is not None and reading is not old and reading.harm == old.harm]
    if old is not None and new:
        old.old = True
        new[-1 if new[-1].count.start < start else 0].revised_from = old.count.value


def doubt(_: Prose, rule: Rule, match: Found, own: Sequence[Reading]) -> None:
    """Set the modality that the words around a figure give it."""
    for reading in own:
        if meets(reading, (match.start, match.end)):
            reading.modality = rule.code


def meets(reading: Reading, extent: Extent) -> bool:
    """Whether a figure's number, or its word of harm, lies in a stretch of words."""
    start, end = extent
    return (start <= reading.count.start and reading.count.end <= end) or (
        start <= reading.trigger.start and reading.trigger.end <= end
    )


def bound(prose: Prose, rule: Rule, match: Found, own: Sequence[Reading]) -> None:
    """Set the scope that words of a sentence give its figures: those of the same clause, else all."""
    near = [reading for reading in own if not is_apart(prose, reading, match.start, match.end)]
    if prose.lower[match.start - 1] in prose.lexicon.lists["harm_joints"] and match.start:
        behind = [reading for reading in near if reading.count.start >= match.end]
        near = behind or near
    totalled = prose.lower[match.start] in prose.lexicon.lists["total_openers"]
    for reading in near or ([] if totalled else own):
        if reading.scope == "incident":
            reading.scope = rule.code


def is_apart(prose: Prose, reading: Reading, start: int, end: int) -> bool:
    """Whether words of scope and a figure stand in different clauses."""
    first, last = min(reading.count.start, reading.trigger.start), max(reading.count.end, reading.trigger.end)
    between = range(last, start) if start >= last else range(end, first)
    lists, lower = prose.lexicon.lists, prose.lower
    if start >= last and any(lower[i] in lists["total_openers"] for i in range(last, start + 1)):
        return True
    return any(lower[i] in lists["scope_walls"] for i in between)


def carry(prose: Prose, readings: Sequence[Reading]) -> None:
    """A running total goes on in the next sentence unless that has a time of its own; a part is as its whole."""
    running = {reading.sentence for reading in readings if reading.scope == "cumulative" and reading.whole is None}
    for reading in readings:
        before = reading.sentence - 1
        if reading.scope == "incident" and before in running and not is_dated(prose, reading.sentence):
            reading.scope = "cumulative"
    for reading in readings:
        if reading.whole is not None:
            reading.scope, reading.modality = reading.whole.scope, reading.whole.modality


def is_dated(prose: Prose, sentence: int) -> bool:
    """Whether a sentence has a time of its own, or begins a paragraph."""
    start, end = prose.sentences[sentence]
    if start and prose.printed[start - 1] == PARAGRAPH:
        return True
    times = prose.lexicon.lists["harm_own_times"]
    return any(word in times for word in prose.lower[start:end])
