"""Places: which names of a text are places, which places they are, and how precisely the text says where."""

from recounted.finders.places.names import Name, names
from recounted.gazetteer import Gazetteer, gazetteer
from recounted.model import Mention, Place
from recounted.prose import Prose

#: The letter of a kind → UCDP's where_prec of something that is said to be there.
PRECISIONS = {"P": 1, "S": 1, "B": 3, "A": 4, "R": 5, "K": 5, "W": 7, "C": 6}


def find_places(prose: Prose) -> list[Mention]:
    """Every place that the text names, as a `Place`, in reading order and without overlap."""
    book = gazetteer()
    return [mention(prose, book, name) for name in names(prose, book)]


def mention(prose: Prose, book: Gazetteer, name: Name) -> Mention:
    """A resolved name as a mention."""
    span = prose.span(name.start, name.end)
    sense = max(name.readings, key=lambda r: (r[0].population if r[0].kind != "C" else 10**9, r[1]))[0]
    value = Place(
        name=span.of(prose.document.text),
        span=span,
        latitude=sense.latitude,
        longitude=sense.longitude,
        country=book.alpha3(sense.country),
        geonames_id=sense.geonames_id,
        where_prec=PRECISIONS[sense.kind],
        kind=book.kind_of(sense),
    )
    return prose.mention("place", (name.start, name.end), value, "gazetteer")
