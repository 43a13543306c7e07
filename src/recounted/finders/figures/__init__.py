"""How many: the numbers of people and things harmed, with category, bounds, scope and subset."""

from collections.abc import Sequence

from recounted.finders.figures.contexts import place
from recounted.finders.figures.readings import Reading
from recounted.finders.figures.reports import read_figures
from recounted.finders.figures.sureness import all_features, probability
from recounted.model import Figure, Mention
from recounted.prose import Prose


def find_figures(prose: Prose) -> list[Mention]:
    """Every figure of a text, in reading order; `part_of` is an index of the list."""
    kept = kept_readings(prose)
    return mentions_of(prose, kept, [probability(names) for names in all_features(prose, kept)])


def kept_readings(prose: Prose) -> list[Reading]:
    """The readings of a text that are figures, in reading order, with scope and modality."""
    readings = read_figures(prose)
    place(prose, readings)
    return [reading for reading in readings if not is_no_figure(reading)]


def mentions_of(prose: Prose, readings: Sequence[Reading], sure: Sequence[float]) -> list[Mention]:
    """Readings as mentions of figures, with the probability of each."""
    numbers = {id(reading): number for number, reading in enumerate(readings)}
    return [mention_of(prose, reading, numbers, own) for reading, own in zip(readings, sure, strict=True)]


def is_no_figure(reading: Reading) -> bool:
    """Whether a number is replaced by another, or only a possible victim is told: "threatened to kill a captive"."""
    if reading.old or (reading.whole is not None and reading.whole.old):
        return True
    return reading.count.sort in {"one", "name"} and reading.modality in {"threatened", "planned"}


def mention_of(prose: Prose, reading: Reading, numbers: dict[int, int], sure: float) -> Mention:
    """A figure as a mention."""
    extent = (reading.count.start, reading.count.end)
    low, best, high = reading.count.bounds
    figure = Figure(
        harm=reading.harm,
        category=reading.category,
        low=low,
        best=best,
        high=high,
        scope=reading.scope,
        revised_from=reading.revised_from,
        part_of=numbers.get(id(reading.whole)),
        span=prose.span(*extent),
        modality=reading.modality,
        confidence=sure,
    )
    return prose.mention("figure", extent, figure, reading.trigger.by)
