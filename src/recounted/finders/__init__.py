"""What a text mentions. Each finder puts one question to the text and knows nothing of the others."""

from collections.abc import Callable, Iterable

from recounted.finders import actors, events, figures, places, speakers, times
from recounted.model import Mention
from recounted.prose import Prose

Finder = Callable[[Prose], Iterable[Mention]]

FINDERS: dict[str, Finder] = {
    "times": times.find_times,
    "places": places.find_places,
    "actors": actors.find_actors,
    "figures": figures.find_figures,
    "events": events.find_events,
    "speakers": speakers.find_speakers,
}
