"""How sure a figure is: the probability that its words give this harm this number.

A sum of learned weights over what can be said of one figure alone: what kind of number and of word of harm it is, how
they stand to each other, and what stands between and around them. It knows no numbers and no other text.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from recounted.finders.figures.readings import Reading
from recounted.lexicon import lexicon
from recounted.prose import Prose
from recounted.weights import weights

#: Numbers of words up to which two distances are told apart.
STEPS = (0, 1, 2, 4, 8, 15)

#: The rules that find who or what is told by no number at all.
UNTOLD = frozenset({"one", "name"})

#: How many words before and behind a figure may speak for it or against it.
BEFORE, BEHIND = 4, 4


def probability(features: Iterable[str]) -> float:
    """How sure a figure is of which this can be said: between 0 and 1, to three places."""
    return round(1 / (1 + math.exp(-weights("figures").score(features))), 3)


def weight_of(feature: str) -> float:
    """What a feature weighs: above zero it speaks for a figure, below against it."""
    return weights("figures").weights.get(feature, 0.0)


def all_features(prose: Prose, readings: Sequence[Reading]) -> Iterator[list[str]]:
    """What can be said of each figure of a text."""
    crowd = Counter(reading.sentence for reading in readings)
    taken = Counter((reading.count.start, reading.count.end) for reading in readings)
    heard = {sentence: sentence_features(prose, sentence) for sentence in crowd}
    for reading in readings:
        twice = taken[reading.count.start, reading.count.end] > 1
        yield [
            *own_features(prose, reading),
            *around_features(prose, reading),
            *heard[reading.sentence],
            *between_features(prose, reading),
            f"figures in sentence {min(crowd[reading.sentence], 4)}",
            "told twice" if twice else "told once",
        ]


def own_features(prose: Prose, reading: Reading) -> Iterator[str]:
    """What a number, its noun and its word of harm are."""
    count, trigger = reading.count, reading.trigger
    frame = f"{trigger.frame} {reading.side}"
    yield f"harm {reading.harm}"
    yield f"sort {count.sort}"
    yield f"frame {frame}"
    yield f"sort {count.sort} frame {frame}"
    yield f"scope {reading.scope}"
    yield f"modality {reading.modality}"
    yield "noun unknown" if count.strange else "noun" if count.head >= 0 else "no noun"
    if count.partitive:
        yield "partitive"
    if count.more:
        yield "more"
    if reading.whole is not None:
        yield "part"
    if reading.revised_from is not None:
        yield "instead"
    if trigger.alone:
        yield "alone"
    if count.sort == "number" and count.value == 1:
        yield "one by number"
    if prose.sentence_at(trigger.start) != reading.sentence:
        yield "word of harm in another sentence"


def around_features(prose: Prose, reading: Reading) -> Iterator[str]:
    """What stands before and behind a figure, as far as the language has words for it."""
    first, last = prose.sentences[reading.sentence]
    start, end = reading.count.start, reading.count.end
    cues = cues_of(prose.lexicon.language)
    before, behind = prose.lower[max(first, start - BEFORE) : start], prose.lower[end : min(last, end + BEHIND)]
    kinds = {kind for word in before for kind in cues.get(word, ())}
    yield from (f"before {kind}" for kind in sorted(kinds))
    yield from (f"behind {kind}" for kind in sorted({kind for word in behind for kind in cues.get(word, ())}))
    yield "opens sentence" if start == first else "in sentence"


def sentence_features(prose: Prose, sentence: int) -> list[str]:
    """What a sentence has that speaks for or against all its figures."""
    start, end = prose.sentences[sentence]
    cues = cues_of(prose.lexicon.language)
    words = cues.keys() & prose.lower[start:end]
    return [f"sentence has {kind}" for kind in sorted({kind for word in words for kind in cues[word]} & SENTENCE)]


def between_features(prose: Prose, reading: Reading) -> Iterator[str]:
    """What stands between a number and its word of harm."""
    count, trigger = reading.count, reading.trigger
    ahead = trigger.start >= count.end
    stretch = range(count.end, trigger.start) if ahead else range(trigger.end, count.start)
    side = "ahead" if ahead else "behind" if count.start >= trigger.end else "within"
    size = next((step for step in STEPS if len(stretch) <= step), "far")
    yield f"{side} by {size}"
    cues = cues_of(prose.lexicon.language)
    found = {kind for i in stretch for kind in cues.get(prose.lower[i], ())}
    yield from (f"between {kind}" for kind in sorted(found))
    if count.sort in UNTOLD:
        yield f"untold {side} by {size}"


#: The kinds of words that are looked for in a figure's whole sentence, not only beside it.
SENTENCE = frozenset({"harm_own_times", "count_months", "subset_openers", "number_joints", "doers", "scope_walls"})

#: The lists of a language whose words speak for or against a figure.
CUES = (
    "clause_openers", "count_barriers", "count_definite", "count_months", "count_of", "count_possessives",
    "count_prepositions", "doers", "harm_be", "harm_commas", "harm_dashes", "harm_joints", "harm_own_times",
    "harm_predicates", "harm_relatives", "harm_toll_from", "harm_toll_to", "harm_walls", "harm_with", "more_words",
    "no_victims", "number_joints", "ordinals", "scope_walls", "subset_openers",
)  # fmt: skip


@cache
def cues_of(language: str) -> dict[str, tuple[str, ...]]:
    """Each word that a list of cues has, with the names of those lists."""
    found: dict[str, list[str]] = {}
    for name in CUES:
        for word in lexicon(language).lists[name]:
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}
