"""What a document, taken as a report of one incident, comes to for each harm.

The figures of a harm are gone through in reading order, and each is judged by itself: it adds to what was counted
before, it is left out (told again, a part, another happening), or it takes the place of all before it. The judgement is
a sum of learned weights, and knows no numbers, only how they stand to each other.
"""

from collections.abc import Sequence
from typing import NamedTuple

from recounted.model import Figure, Mention
from recounted.prose import Prose
from recounted.totals.steps import Step, counting, steps


class Total(NamedTuple):
    """A document's toll of one harm. None means that the words set no such bound."""

    low: int | None
    best: int | None
    high: int | None


def totals(prose: Prose, figures: Sequence[Mention]) -> dict[str, Total | None]:
    """The document's toll by harm: parts added up, subsets and running figures left out, None where nothing is said."""
    found: dict[str, Total | None] = dict.fromkeys(prose.lexicon.vocabulary["harm"])
    for harm in {mention.value.harm for mention in figures if isinstance(mention.value, Figure)}:
        found[harm] = counted_total(steps(prose, figures, harm))
    return found


def counted_total(taken: Sequence[Step]) -> Total | None:
    """What the figures that count come to; a bound that one of them lacks, the total lacks."""
    figures = [mention.value for mention in counting(taken) if isinstance(mention.value, Figure)]
    if not figures:
        return None
    return Total(*(bound_of([getattr(figure, bound) for figure in figures]) for bound in ("low", "best", "high")))


def bound_of(values: Sequence[int | None]) -> int | None:
    """The sum of bounds, None where one of them is missing."""
    return None if any(value is None for value in values) else sum(value for value in values if value is not None)
