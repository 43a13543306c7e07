"""Places: which names of a text are places, which places they are, and how precisely the text says where."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

import msgspec

from recounted.finders.places.containers import contain
from recounted.finders.places.names import Name, names
from recounted.finders.places.nations import areas, beside, nations
from recounted.finders.places.precision import PRECISIONS, Where, precisions
from recounted.finders.places.publisher import WEAK, published_in
from recounted.finders.places.seats import seats
from recounted.finders.places.senses import FEATURES, Weighing
from recounted.finders.places.signs import Signs
from recounted.finders.places.sites import sites
from recounted.finders.places.unknown import mend, unknown
from recounted.gazetteer import Gazetteer, gazetteer
from recounted.gazetteer.format import USUAL, Known
from recounted.model import Mention, Place, Span
from recounted.prose import Prose
from recounted.weights import weights

#: A name counts as a place from this score on, in log odds: a missed place is worse than a wrong one.
THRESHOLD = -1.5


def find_places(prose: Prose) -> list[Mention]:
    """Every place that the text names, as a `Place`, in reading order and without overlap."""
    book = gazetteer()
    found = [name for name in resolved(prose, book) if name.sense is not None]
    if not found:
        return []
    where = precisions(prose, overlaid(prose, found), found)
    return [mention(prose, book, name, at) for name in found if (at := where.get((name.start, name.skip))) is not None]


def overlaid(prose: Prose, names: list[Name]) -> str:
    """The symbols of a text with its names laid over."""
    return prose.overlay("place", ((name.start, name.end) for name in names))


def find_peoples(prose: Prose) -> list[Mention]:
    """Every adjective and word for a people, as a `Place` of the kind `people` where its country or region is."""
    book = gazetteer()
    found = []
    for name in (*nations(prose, book).values(), *areas(prose, book)):
        place = name.readings[0][0]
        at = mention(prose, book, name, Where(place.latitude, place.longitude, PRECISIONS[place.kind]))
        found.append(msgspec.structs.replace(at, value=msgspec.structs.replace(at.value, kind="people")))
    return found


def speaking(prose: Prose, names: list[Name]) -> list[Name]:
    """The names that speak or treat with others, governments: "Israel said", "talks between Baku and Yerevan"."""
    if not any(name.readings.national or seat(name) is not None for name in names):
        return []
    found = {
        match.kept[name][0]
        for _, match in prose.search("government_place", overlaid(prose, names))
        for name in ("it", "other")
        if name in match.kept
    }
    return [name for name in names if name.start in found]


def seat(name: Name) -> Known | None:
    """The town that a name usually stands for."""
    return next((place for place, rank in name.readings if rank == USUAL and place.kind == "P"), None)


def resolved(prose: Prose, book: Gazetteer) -> list[Name]:
    """The names of a text that are places, each with its sense."""
    every = names(prose, book)
    if not every:
        return seats(prose, book, ())
    signs = Signs(prose, every)
    score = weights("place_names").score
    kept = [name for index, name in enumerate(every) if not signs.barred(index) and score(signs.of(index)) > THRESHOLD]
    states = speaking(prose, kept)
    governments = [name for name in states if seat(name) is not None]
    kept = [name for name in kept if name not in governments]
    weighing = weighed(prose, book, kept, sense_weights(), governments)
    weighing.resolve()
    mend(prose, book, kept)
    found = sites(
        prose,
        [*kept, *unknown(prose, book, kept, [name for name in kept if name not in states]), *seats(prose, book, kept)],
    )
    return sorted(found, key=lambda name: (name.start, name.skip))


def weighed(
    prose: Prose, book: Gazetteer, kept: list[Name], numbers: tuple[float, ...], governments: Sequence[Name] = ()
) -> Weighing:
    """The readings of the names that count, ready to be resolved; a government says what a people's name says."""
    peoples = nations(prose, book)
    contain(prose, kept, peoples)
    beside(prose, kept, peoples)
    hints = Counter(name.readings[0][0].country for name in peoples.values())
    hints.update(place.country for name in governments if (place := seat(name)) is not None)
    told = {country: min(2.0, count / 2) for country, count in hints.items()}
    return Weighing(kept, dict.fromkeys(published_in(prose.document, book), WEAK) | told, numbers)


@cache
def sense_weights() -> tuple[float, ...]:
    """The learned weights of readings, in the order of FEATURES."""
    return tuple(weights("places").weights.get(name, 0.0) for name in FEATURES)


def mention(prose: Prose, book: Gazetteer, name: Name, where: Where) -> Mention:
    """A resolved name as a mention."""
    span = Span(prose.starts[name.start] + name.skip, prose.ends[name.end - 1] - name.trim)
    text = span.of(prose.document.text)
    sense = name.sense
    assert sense is not None
    is_own = name.inside is None or name.site or name.inside.sense is not sense
    value = Place(
        name=text,
        span=span,
        latitude=where.latitude,
        longitude=where.longitude,
        country=book.alpha3(sense.country),
        geonames_id=sense.geonames_id if is_own and not name.site else None,
        where_prec=where.precision,
        kind="site" if name.site else book.kind_of(sense) if where.latitude is not None else "town",
        confidence=round(name.confidence, 3),
    )
    return Mention(kind="place", span=span, text=text, by="gazetteer", value=value)
