"""Numbers that tell more of others: "of the 98 dead, 16 were children", "the dead include two nurses"."""

from collections.abc import Iterator, Sequence

from recounted.finders.figures.clauses import Clause
from recounted.finders.figures.counts import Count
from recounted.finders.figures.triggers import Trigger


def told_of(clause: Clause, whole: Count, trigger: Trigger, free: Sequence[Count]) -> Iterator[Count]:
    """The numbers that tell of a whole which "of" or "among" opens: "of the 98 dead, 16 were children"."""
    at = whole.start - 1
    while clause.word(at) in clause.lists["count_definite"]:
        at -= 1
    if opens(clause, at):
        yield from said_of(clause, max(whole.end, trigger.end), free)


def opens(clause: Clause, at: int) -> bool:
    """Whether a word such as "of" begins a clause: "of the dead, six were women", not "one in three of the dead"."""
    before = clause.word(at - 1)
    return clause.word(at) in clause.lists["part_openers"] and (not before or before in clause.lists["clause_openers"])


def told_of_all(clause: Clause, free: Sequence[Count]) -> Iterator[tuple[Count, Trigger]]:
    """The numbers of those of a harm, told without its number: "the dead include two nurses", "of the dead, six"."""
    for trigger in clause.triggers:
        if trigger.frame not in {"state", "past", "noun"} or clause.kind_of(trigger) != "people":
            continue
        if clause.word(trigger.start - 1) not in clause.lists["count_definite"]:
            continue
        opened = opens(clause, trigger.start - 2)
        listed = clause.word(trigger.end) in clause.lists["part_verbs"]
        if opened or listed:
            found = said_of(clause, trigger.end, free) if opened else run(clause, trigger.end + 1, free)
            yield from ((count, trigger) for count in found)


def said_of(clause: Clause, end: int, free: Sequence[Count]) -> Iterator[Count]:
    """The numbers behind a whole of which something is said: ", 16 were children", "were five women and a boy"."""
    be = clause.lists["harm_be"]
    if clause.word(end) in be:
        yield from run(clause, end + 1, free)
        return
    for number, count in enumerate(free):
        if count.start >= end and count.of != "things" and clause.word(count.end) in be:
            yield count
            yield from run(clause, count.end + 2, free[number + 1 :])
            return


def run(clause: Clause, at: int, free: Sequence[Count]) -> Iterator[Count]:
    """The numbers that begin at a word and are joined to one another."""
    for count in free:
        if count.start >= at and (count.start == at or clause.joins(at, count.start)):
            yield count
            at = count.end
