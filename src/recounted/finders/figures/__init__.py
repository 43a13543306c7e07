"""How many: the numbers of people and things harmed, with category, bounds, scope and subset."""

from recounted.finders.figures.contexts import place
from recounted.finders.figures.readings import Reading, read_figures
from recounted.model import Figure, Mention
from recounted.prose import Prose


def find_figures(prose: Prose) -> list[Mention]:
    """Every figure of a text, in reading order; `part_of` is an index of the list."""
    readings = read_figures(prose)
    place(prose, readings)
    kept = [reading for reading in readings if not is_no_figure(reading)]
    numbers = {id(reading): number for number, reading in enumerate(kept)}
    return [mention_of(prose, reading, numbers) for reading in kept]


def is_no_figure(reading: Reading) -> bool:
    """Whether a number is replaced by another, or only a possible victim is told: "threatened to kill a captive"."""
    if reading.old or (reading.whole is not None and reading.whole.old):
        return True
    return reading.count.sort in {"one", "name"} and reading.modality in {"threatened", "planned"}


def mention_of(prose: Prose, reading: Reading, numbers: dict[int, int]) -> Mention:
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
    )
    return prose.mention("figure", extent, figure, reading.trigger.by)
