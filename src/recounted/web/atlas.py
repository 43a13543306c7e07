"""What the base map tells beside outlines: the largest towns of a view, its provinces, and their borders."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

from recounted.gazetteer import gazetteer
from recounted.lexicon import data
from recounted.web.grid import Box
from recounted.web.provinces import points_of

#: The letters of towns and provinces among the gazetteer's kinds, and what the map calls them.
KINDS = {ord("P"): "town", ord("A"): "province"}

#: People from which a town has a name on the map, and how many names of each kind are told of one view.
LEAST, MOST = 1_000, 120

#: A degree in the gazetteer's numbers, and how many square degrees of a view are looked at one by one.
DEGREE, FEW = 10_000, 900


class Name(NamedTuple):
    """A name with its place, in degrees."""

    longitude: float
    latitude: float
    name: str
    kind: str
    people: int


class Ranked(NamedTuple):
    """All places of one kind, the largest first: in ten-thousandths of a degree, and by the degrees they lie in."""

    places: list[tuple[int, int, int]]  # latitude, longitude, number in the gazetteer
    cells: dict[tuple[int, int], list[int]]  # degrees of latitude and longitude → ranks


@cache
def ranked() -> dict[str, Ranked]:
    """Kind → its places."""
    known = gazetteer()
    kinds, people = known.columns["kind"], known.columns["population"]
    latitude, longitude = known.columns["latitude"], known.columns["longitude"]
    found: dict[str, list[int]] = {kind: [] for kind in KINDS.values()}
    for number, letter in enumerate(kinds):
        if letter in KINDS and (people[number] >= LEAST or KINDS[letter] == "province"):
            found[KINDS[letter]].append(number)
    return {
        kind: by_cells([(latitude[n], longitude[n], n) for n in sorted(own, key=lambda n: -people[n])])
        for kind, own in found.items()
    }


def by_cells(places: list[tuple[int, int, int]]) -> Ranked:
    """Places with the degrees they lie in."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for rank, (latitude, longitude, _) in enumerate(places):
        cells[latitude // DEGREE, longitude // DEGREE].append(rank)
    return Ranked(places, cells)


def largest(own: Ranked, view: Box) -> Iterator[int]:
    """The places of a view by their numbers, the largest first."""
    west, south, east, north = (side * DEGREE for side in view)
    rows = range(int(south // DEGREE), int(north // DEGREE) + 1)
    columns = range(int(west // DEGREE), int(east // DEGREE) + 1)
    ranks: Iterable[int] = range(len(own.places))
    if len(rows) * len(columns) < FEW:
        ranks = sorted(chain.from_iterable(own.cells.get((y, x), ()) for y in rows for x in columns))
    for rank in ranks:
        y, x, number = own.places[rank]
        if south <= y <= north and west <= x <= east:
            yield number


@cache
def borders() -> dict[str, Any]:
    """The borders between provinces of one country as a GeoJSON shape, in degrees."""
    told = json.loads(data("provinces.json").read_text(encoding="utf-8"))
    return {"type": "MultiLineString", "coordinates": [points_of(line) for line in told["lines"]]}


def names(view: Box) -> list[Name]:
    """The names of a view, the largest first."""
    told: list[Name] = []
    for kind, own in ranked().items():
        told += [named(number, kind) for number in islice(largest(own, view), MOST)]
    return told


@lru_cache(maxsize=5000)
def named(number: int, kind: str) -> Name:
    """The name of one place; views that lie near each other name the same ones."""
    place = gazetteer().read(number)
    return Name(round(place.longitude, 3), round(place.latitude, 3), place.name, kind, place.population)
