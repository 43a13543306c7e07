"""Names that sound or are spelt like another, in one country: transliterations and misprints that no list has."""

from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from recounted.gazetteer.folding import fold, skeleton
from recounted.gazetteer.format import PROPER, Known
from recounted.gazetteer.reading import Gazetteer

#: A name must have so many letters that one of them may differ, or that its sound alone tells it.
ONE, SOUND = 6, 5

#: What a name that sounds alike, and one that differs by a letter, is worth at most.
ALIKE = 0.9

#: Places that are handed back at most; a sound that more have tells nothing.
MOST, COMMON = 5, 12


def sound_key(country: str, name: str) -> str:
    """The key under which the file has a country's places of one sound; empty where the name is too short."""
    bones = skeleton(fold(name))
    return f"~{country}{bones}" if bones else ""


@lru_cache(maxsize=4096)
def similar(gazetteer: Gazetteer, key: str, country: str) -> tuple[tuple[Known, float], ...]:
    """Places of a country whose names are like a folded name, with a score from 0 to 1, best first."""
    exact = (gazetteer.place(number) for number, _ in gazetteer.entry(key).readings)
    best = {place: 1.0 for place in exact if place.country == country}
    for place, score in (*sounding(gazetteer, key, country), *misprinted(gazetteer, key, country)):
        best[place] = max(score, best.get(place, 0.0))
    return tuple(sorted(best.items(), key=lambda pair: (-pair[1], -pair[0].population, pair[0].number))[:MOST])


def sounding(gazetteer: Gazetteer, key: str, country: str) -> Iterator[tuple[Known, float]]:
    """The places of a country that sound like a name; the more alike in length the better."""
    sound = sound_key(country, key)
    if not sound or len(key) < SOUND:
        return
    readings = gazetteer.entry(sound).readings
    if len(readings) <= COMMON:
        for number, _ in readings:
            place = gazetteer.place(number)
            longer = abs(len(fold(place.name)) - len(key))
            yield place, max(0.0, ALIKE - longer / len(key) / 2)


def misprinted(gazetteer: Gazetteer, key: str, country: str) -> Iterator[tuple[Known, float]]:
    """The places of a country whose names differ from a name by one letter."""
    if len(key) < ONE:
        return
    for other in edits(key):
        entry = gazetteer.find(other.encode())
        for number, rank in entry.readings:
            place = gazetteer.place(number)
            if place.country == country and place.kind in "PABR":
                yield place, 1 - 1 / len(key) - (0.0 if rank >= PROPER else 0.05)


def edits(key: str) -> Iterator[str]:
    """Every name that differs by one letter, left out, changed, added, or swapped with the next; never by the first.

    Source: P. Norvig, "How to Write a Spelling Corrector", 2007.
    """
    for at in range(1, len(key) + 1):
        before, after = key[:at], key[at:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in ascii_lowercase if letter != after[0])
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in ascii_lowercase)
