"""Every number that might be a figure, how sure it is, and why: for who asks, and for learning the weights."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recounted.finders.figures import kept_readings, mentions_of
from recounted.finders.figures.clauses import Clause
from recounted.finders.figures.counts import Count
from recounted.finders.figures.readings import Reading
from recounted.finders.figures.reports import clause_of
from recounted.finders.figures.sureness import all_features, probability, weight_of
from recounted.finders.figures.triggers import Trigger, find_triggers
from recounted.model import Mention
from recounted.prose import Prose

#: The side of a number that no rule tied to a word of harm.
LOOSE = "loose"


class Candidate(NamedTuple):
    """A number beside a word of harm. `tied` says whether the rules took it for a figure.

    `mention` is the figure, or the figure that it would be, with its probability; `features` is what can be said of it.
    """

    mention: Mention
    tied: bool
    features: tuple[str, ...]

    def reasons(self) -> list[tuple[str, float]]:
        """What speaks for it (above zero) and against it, the weightiest first."""
        weighed = ((name, weight_of(name)) for name in self.features)
        return sorted(((name, weight) for name, weight in weighed if weight), key=lambda item: -abs(item[1]))


def candidates(prose: Prose) -> list[Candidate]:
    """The figures of a text in reading order, then the numbers that might have been figures."""
    tied = kept_readings(prose)
    loose = loose_readings(prose, tied)
    found = []
    for own, is_tied in ((tied, True), (loose, False)):
        features = [tuple(names) for names in all_features(prose, own)]
        mentions = mentions_of(prose, own, [probability(names) for names in features])
        found += [Candidate(m, is_tied, names) for m, names in zip(mentions, features, strict=True)]
    return found


def loose_readings(prose: Prose, taken: Sequence[Reading]) -> list[Reading]:
    """The numbers of sentences with words of harm that are none of these figures, as the figures that they might be."""
    used = [(reading.count.start, reading.count.end) for reading in taken]
    triggers: dict[int, list[Trigger]] = defaultdict(list)
    for trigger in find_triggers(prose):
        triggers[prose.sentence_at(trigger.start)].append(trigger)
    return [
        reading
        for sentence, own in triggers.items()
        for reading in loose_in(clause_of(prose, sentence, own), sentence)
        if not any(start < reading.count.end and reading.count.start < end for start, end in used)
    ]


def loose_in(clause: Clause, sentence: int) -> Iterator[Reading]:
    """Each number of a sentence with the nearest word of harm that can be said of it."""
    for count in clause.counts:
        fitting = [trigger for trigger in clause.triggers if clause.suits(count, trigger)]
        if not fitting or count.sort == "untold":
            continue
        trigger = min(fitting, key=lambda own: distance(count, own))
        harm = trigger.people if trigger.people and count.of == "people" else trigger.harm
        yield Reading(count, trigger, harm, trigger.category or count.category or "people", LOOSE, sentence, -1)


def distance(count: Count, trigger: Trigger) -> int:
    """How many words stand between a number and a word of harm."""
    return max(trigger.start - count.end, count.start - trigger.end, 0)
