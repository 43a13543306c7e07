"""What a document, taken as a report of one incident, comes to for each harm."""

from collections.abc import Sequence
from typing import NamedTuple

from recounted.model import Figure, Mention
from recounted.prose import Prose


class Total(NamedTuple):
    """A document's toll of one harm. None means that the words set no such bound."""

    low: int | None
    best: int | None
    high: int | None


def totals(prose: Prose, figures: Sequence[Mention]) -> dict[str, Total | None]:
    """The document's toll by harm: parts added up, subsets and running figures left out, None where nothing is said."""
    return {harm: total_of(prose, figures, harm) for harm in prose.lexicon.vocabulary["harm"]}


def total_of(prose: Prose, figures: Sequence[Mention], harm: str) -> Total | None:
    """The toll of one harm: the largest that one sentence tells."""
    sums: dict[int, list[Figure]] = {}
    for mention in figures:
        figure = mention.value
        if isinstance(figure, Figure) and figure.harm == harm and figure.part_of is None and figure.scope == "incident":
            sums.setdefault(prose.sentence_at(prose.word_at(mention.span.start)), []).append(figure)
    if not sums:
        return None
    return max((added(own) for own in sums.values()), key=lambda total: total.best or total.low or total.high or 0)


def added(figures: Sequence[Figure]) -> Total:
    """The sum of figures; a bound that one of them lacks, their sum lacks."""
    return Total(*(total_bound([getattr(figure, bound) for figure in figures]) for bound in ("low", "best", "high")))


def total_bound(values: Sequence[int | None]) -> int | None:
    """The sum of bounds, None where one of them is missing."""
    return None if any(value is None for value in values) else sum(value for value in values if value is not None)
