"""Capitals that a text does not name: "Somalia's capital", "the Iraqi capital", "the capital of Mali"."""

from collections.abc import Sequence
from functools import cache

from recounted.countries import countries
from recounted.finders.places.names import Name
from recounted.finders.places.nations import adjectives
from recounted.finders.places.readings import Readings
from recounted.gazetteer import Gazetteer
from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import USUAL, Known
from recounted.prose import Prose

#: Words before and behind within which a capital's name makes these words another name of it: "the capital, Baku".
BESIDE = 4

#: How sure a capital is that only its country's name tells.
SURE = 0.9


def seats(prose: Prose, book: Gazetteer, names: Sequence[Name]) -> list[Name]:
    """The words for capitals that tell of which country, where the text does not name the town beside them."""
    words = prose.lexicon.lists["place_capitals"]
    if words.isdisjoint(prose.lower):
        return []
    starts, ends = {name.start: name for name in names}, {name.end: name for name in names}
    found = []
    for at, word in enumerate(prose.lower):
        if word not in words or at in starts:
            continue
        code = owner(prose, book, at, (starts, ends))
        place = capital(book, code) if code else None
        if place is not None and not is_named(names, at, place):
            readings = Readings(((place, USUAL),))
            found.append(Name(at, at + 1, word, readings, sense=place, confidence=SURE, guessed=True))
    return found


def owner(prose: Prose, book: Gazetteer, at: int, known: tuple[dict[int, Name], dict[int, Name]]) -> str | None:
    """The three letters of the country whose capital the word at `at` speaks of; None where it does not tell."""
    starts, ends = known
    lower, lists = prose.lower, prose.lexicon.lists
    if at and lower[at - 1] in adjectives():
        return adjectives()[lower[at - 1]]
    name = ends.get(at - 1) if at and lower[at - 1] == "'s" else None
    if name is None and at + 1 < len(lower) and lower[at + 1] in lists["place_of"]:
        name = starts.get(at + 2)
    is_country = name is not None and name.sense is not None and name.sense.kind == "C"
    return book.alpha3(name.sense.country) if is_country else None  # type: ignore[union-attr]


def is_named(names: Sequence[Name], at: int, place: Known) -> bool:
    """Whether the text names a town right before or behind a word."""
    for name in names:
        far, sense = abs(name.start - at), name.sense
        if sense is not None and sense.kind == "P" and far <= (2 * BESIDE if sense is place else BESIDE):
            return True
    return False


@cache
def capital(book: Gazetteer, code: str) -> Known | None:
    """The capital of a country with these three letters."""
    names = next((country.capitals for country in countries() if country.code == code), ())
    readings = (book.place(number) for name in names[:1] for number, _ in book.entry(fold(name)).readings)
    towns = [place for place in readings if place.kind == "P" and book.alpha3(place.country) == code]
    return max(towns, key=lambda place: place.population, default=None)
