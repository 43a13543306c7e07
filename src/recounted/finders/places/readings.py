"""What a name may stand for, with all that follows from its readings alone: reckoned once for all texts."""

import math
from collections.abc import Mapping
from functools import cached_property, lru_cache

from recounted.gazetteer import Gazetteer
from recounted.gazetteer.format import PROPER, USUAL, Known

#: A reading of a name: the place, and how well the name is its own.
Reading = tuple[Known, int]

#: Readings that are weighed at most; beyond, the least populous are left out.
READINGS = 20

#: A town that gives its name to the province around it has so many people.
SEAT = 5_000

#: A town with its country's name is meant by it only where so great a share of the country's people live in it.
CITY_STATE = 0.4

#: A country or capital with so many people is heard of everywhere.
GREAT = 1_000_000

Cell = tuple[int, int]


class Readings(tuple[Reading, ...]):
    """The readings of one name, the most populous first. What is asked of them is remembered, and not to be changed."""

    @cached_property
    def strong(self) -> bool:
        """Whether the name is that of a country, a region or a big division: hardly anything else is called so."""
        return any(place.kind in "CKW" or (place.kind in "AR" and rank > 1) or rank == USUAL for place, rank in self)

    @cached_property
    def national(self) -> bool:
        """Whether the name is, among others, a country's."""
        return any(place.kind == "C" for place, _ in self)

    @cached_property
    def population(self) -> int:
        """The people of the biggest reading; a country counts as a thousand million."""
        return max(10**9 if place.kind == "C" else place.population for place, _ in self)

    @cached_property
    def rank(self) -> int:
        """How well the name is its own in the reading where it is best."""
        return max(rank for _, rank in self)

    @cached_property
    def renowned(self) -> bool:
        """Whether the name is a great country's or capital's, and that of towns, but of no province or region."""
        is_great = any(rank == USUAL and place.population > GREAT for place, rank in self)
        return is_great and all(rank == USUAL or place.kind in "PB" for place, rank in self)

    @cached_property
    def support(self) -> tuple[frozenset[str], float, frozenset[Cell], float]:
        """The provinces of the readings, and the cells at and around them, each with how much one of them counts."""
        divisions = frozenset(place.division for place, _ in self if place.division and place.kind in "ABP")
        cells = frozenset(cell for place, _ in self if place.kind in "BP" for cell in around(place))
        return divisions, 1 / (1 + len(divisions)), cells, 9 / (9 + len(cells))

    @cached_property
    def fixed(self) -> tuple[tuple[float, ...], ...]:
        """What each reading is, whatever the text says: the first of the FEATURES of senses.py."""
        most = max(place.population for place, _ in self)
        kinds = {place.kind for place, _ in self}
        seats = {place.division for place, _ in self if place.kind == "P" and place.population > SEAT}
        return tuple(
            (
                math.log10(place.population + 10) - 1,
                float(place.kind == "C"),
                float(place.kind == "A"),
                float(place.kind == "B"),
                float(place.kind == "R"),
                float(place.kind == "K"),
                float(place.kind == "W"),
                float(rank >= PROPER),
                float(rank == USUAL),
                float(place.population == most),
                float(place.kind in "AB" and rank < PROPER and place.division in seats),
                float(place.kind != "C" and "C" in kinds),
                float(place.kind == "P" and place.population > 300_000),
            )
            for place, rank in self
        )


# Texts name the same places over and over: what is reckoned of their readings is kept across texts.
@lru_cache(maxsize=1 << 11)
def known(gazetteer: Gazetteer, numbers: tuple[tuple[int, int], ...]) -> Readings:
    """The places of an entry; of very many, the most populous."""
    readings = [(gazetteer.place(number), rank) for number, rank in numbers[:READINGS]]
    people = {place.country: place.population for place, _ in readings if place.kind in "CR"}
    return Readings((place, rank) for place, rank in readings if not is_outshone(place, people))


def is_outshone(place: Known, people: Mapping[str, int]) -> bool:
    """Whether a town has the name of its country or region, and too few of its people to be meant: "Mexico"."""
    return place.kind == "P" and place.country in people and place.population < CITY_STATE * people[place.country]


def around(place: Known) -> list[Cell]:
    """The cells of a degree at and around a place."""
    y, x = int(place.latitude + 90), int(place.longitude + 180)
    return [(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
