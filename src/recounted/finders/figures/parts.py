"""Which figures are a part of which: "including three children", "16 children, 46 women and 36 men"."""

from collections.abc import Iterator, Sequence

from recounted.finders.figures.clauses import Clause
from recounted.finders.figures.counts import Count
from recounted.finders.figures.members import told_of, told_of_all
from recounted.finders.figures.nouns import ARMED
from recounted.finders.figures.readings import Reading, is_sum, predicated


def parts(clause: Clause, own: list[Reading], before: list[Reading], sentence: int) -> Iterator[Reading]:
    """The figures told as parts of another: "including three children", "16 children, 46 women and 36 men"."""
    tied = {reading.count for reading in own}
    if len(clause.counts) > 1 or not tied:
        yield from free_parts(clause, own, before, sentence)
    for reading in own:
        if is_total(clause, reading):
            before_it = [
                r for r in own if r.harm == reading.harm and r.whole is None and r.count.end <= reading.count.start
            ]
            if len(before_it) > 1 and is_sum(reading, before_it):
                for part in before_it:
                    part.whole = reading
        if reading.whole is None and reading.count.partitive and is_of_told(clause, reading):
            earlier = [r for r in (*before, *own) if r.count.end <= reading.count.start]
            larger = last_that_holds(reading.count, reading.harm, earlier)
            reading.whole = None if larger is not None and is_other_side(reading, larger) else larger


def is_total(clause: Clause, reading: Reading) -> bool:
    """Whether words say that a number is what those before it come to: "19 in all"."""
    at, closers = reading.count.end, clause.lists["sum_closers"]
    return clause.prose.phrase(at, at + 2) in closers or clause.word(at) in closers


def free_parts(clause: Clause, own: list[Reading], before: list[Reading], sentence: int) -> Iterator[Reading]:
    """The parts that no word of harm took, and those whose sentence says of which whole they are."""
    tied = {reading.count for reading in own}
    free = [(index, count) for index, count in enumerate(clause.counts) if count not in tied and count.of != "things"]
    wholes = [reading for reading in own if reading.whole is None and reading.count.sort != "name" and not reading.old]
    previous = [reading for reading in before[-4:] if reading.sentence == sentence - 1 and reading.whole is None]
    known = wholes_of(clause, wholes, [count for _, count in free])
    told: set[int] = set()
    for index, count in free:
        whole = known.get(id(count))
        told_last = clause.prose.phrase(count.end, count.end + 2) in clause.lists["subset_closers"]
        if whole is None and (index in clause.subset or told_last or (count.partitive and clause.is_pronominal(count))):
            ahead = [reading for reading in wholes if reading.count.end <= count.start]
            whole = ahead[-1] if ahead else (previous[0] if previous and not own else None)
        if whole is not None and may_be_part(clause, count, whole):
            category = count.category or predicated(clause.prose, count, whole.trigger, part=True) or whole.category
            told.add(id(count))
            yield Reading(count, whole.trigger, whole.harm, category, "part", sentence, whole.group, whole)
    rest = [count for _, count in free if id(count) not in told]
    for count, trigger in told_of_all(clause, rest) if rest else ():
        category = count.category or predicated(clause.prose, count, trigger, part=True) or "people"
        larger = last_that_holds(count, trigger.harm, before)
        yield Reading(count, trigger, trigger.harm, category, "part", sentence, -1, larger)
    for reading in own:
        if reading.whole is None and reading.count.head < 0 and len(wholes) > 1:
            fitting = (w for w in wholes if w is not reading and w.harm == reading.harm and fits(reading.count, w))
            reading.whole = next(
                (w for w in fitting if any(told_of(clause, w.count, w.trigger, [reading.count]))), None
            )


def wholes_of(clause: Clause, wholes: Sequence[Reading], free: Sequence[Count]) -> dict[int, Reading]:
    """The figure that each number breaks down or tells more of, by the identity of the count."""
    found = {id(count): whole for whole in wholes for count in breakdown(clause, whole, list(free))}
    found |= among(clause, wholes, free)
    return found | {id(count): w for w in wholes for count in told_of(clause, w.count, w.trigger, free)}


def may_be_part(clause: Clause, count: Count, whole: Reading) -> bool:
    """Whether a number can be a part of a figure, and is neither a name nor who says so."""
    return count.sort not in {"untold", "name"} and fits(count, whole) and not speaks(clause, count)


def last_that_holds(count: Count, harm: str, before: Sequence[Reading]) -> Reading | None:
    """The last figure of a harm that a number can be a part of."""
    fitting = (r for r in reversed(before) if r.harm == harm and r.whole is None and fits(count, r))
    return next(fitting, None)


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


def is_of_told(clause: Clause, reading: Reading) -> bool:
    """Whether a part is of those told before: "three of them died", "killed four of them"."""
    return reading.side in {"subject", "inside"} or (reading.side == "object" and clause.is_pronominal(reading.count))


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
