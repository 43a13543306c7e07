"""Adjectives and words for peoples: no places, but they say which countries a text speaks of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from recounted.countries import countries
from recounted.finders.places.names import Name
from recounted.finders.places.readings import Readings
from recounted.gazetteer import Gazetteer
from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import USUAL
from recounted.prose import Prose


@cache
def adjectives() -> dict[str, str]:
    """Adjective or word for a people, in small letters and of one word → the country's three letters."""
    return {
        word.lower(): country.code
        for country in countries()
        for word in (*country.adjectives, *country.people)
        if " " not in word and word not in country.names
    }


def beside(prose: Prose, names: Sequence[Name], peoples: Mapping[int, Name]) -> None:
    """Fill in which countries and provinces the sentence of each name speaks of, by adjective or by name."""
    spoken: dict[int, dict[str, str]] = defaultdict(dict)
    around: dict[int, list[Name]] = defaultdict(list)
    for word, people in peoples.items():
        if not comes_armed(prose, word):
            spoken[prose.sentence_at(word)][people.readings[0][0].country] = ""
    where = [prose.sentence_at(name.start) for name in names]
    for name, sentence in zip(names, where, strict=True):
        place, rank = name.readings[0]
        if place.kind == "C" and rank == USUAL:
            spoken[sentence].setdefault(place.country, name.key)
        if name.kind == "A" or place.kind == "A":
            around[sentence].append(name)
    for name, sentence in zip(names, where, strict=True):
        if sentence in around:
            name.provinces = provinces(name, around[sentence])
        if sentence in spoken:
            name.beside = frozenset(country for country, key in spoken[sentence].items() if key != name.key)


def comes_armed(prose: Prose, word: int) -> bool:
    """Whether a people's forces or weapons are meant, which are as often abroad as at home: "Russian missiles"."""
    armed = prose.lexicon.lists["place_armed"]
    return any(behind in armed for behind in prose.lower[word + 1 : word + 3])


def provinces(name: Name, around: Sequence[Name]) -> frozenset[str]:
    """The provinces that other names of a sentence may stand for; none where the name itself may be one of a list."""
    if any(place.kind == "A" for place, _ in name.readings):
        return frozenset()
    return frozenset(
        place.division for other in around if other.key != name.key for place, _ in other.readings if place.kind == "A"
    )


def nations(prose: Prose, gazetteer: Gazetteer) -> dict[int, Name]:
    """Word → the country whose adjective or people it names."""
    codes = adjectives()
    found = {}
    for at, word in enumerate(prose.lower):
        if word in codes and prose.printed[at][0].isupper():
            place = gazetteer.country(codes[word])
            if place is not None:
                found[at] = Name(at, at + 1, codes[word], Readings(((place, USUAL),)), sense=place, confidence=1.0)
    return found


def areas(prose: Prose, gazetteer: Gazetteer) -> list[Name]:
    """The adjectives of continents, regions and provinces, each with what it belongs to."""
    of = prose.lexicon.maps["place_adjectives_of"]
    found = []
    for at, word in enumerate(prose.lower):
        if word in of and prose.printed[at][0].isupper():
            number = gazetteer.entry(fold(str(of[word]))).readings[0][0]
            place = gazetteer.place(number)
            found.append(Name(at, at + 1, word, Readings(((place, USUAL),)), sense=place, confidence=1.0))
    return found
