"""What the base map tells beside outlines: the largest towns of a view, its provinces, and their borders."""

import json
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from recounted.gazetteer import gazetteer
from recounted.lexicon import data
from recounted.web.worldmap import Box, points_of

#: The letters of towns and provinces among the gazetteer's kinds, and what the map calls them.
KINDS = {ord("P"): "town", ord("A"): "province"}

#: People from which a town has a name on the map, and how many names of each kind are told of one view.
LEAST, MOST = 1_000, 120


class Name(NamedTuple):
    """A name with its place, in degrees."""

    longitude: float
    latitude: float
    name: str
    kind: str
    people: int


@cache
def numbers() -> dict[str, list[tuple[int, int, int]]]:
    """Kind → (latitude, longitude, number of the place) in the gazetteer's ten-thousandths, the largest first."""
    known = gazetteer()
    kinds, people = known.columns["kind"], known.columns["population"]
    latitude, longitude = known.columns["latitude"], known.columns["longitude"]
    found: dict[str, list[int]] = {kind: [] for kind in KINDS.values()}
    for number, letter in enumerate(kinds):
        if letter in KINDS and (people[number] >= LEAST or KINDS[letter] == "province"):
            found[KINDS[letter]].append(number)
    return {
        kind: [(latitude[n], longitude[n], n) for n in sorted(own, key=lambda n: -people[n])]
        for kind, own in found.items()
    }


@cache
def borders() -> dict[str, Any]:
    """The borders between provinces of one country as a GeoJSON shape, in degrees."""
    told = json.loads(data("provinces.json").read_text(encoding="utf-8"))
    return {"type": "MultiLineString", "coordinates": [points_of(line) for line in told["lines"]]}


def names(view: Box) -> list[Name]:
    """The names of a view, the largest first."""
    west, south, east, north = (side * 10_000 for side in view)
    known = gazetteer()
    told = []
    for kind, own in numbers().items():
        inside = (number for y, x, number in own if south <= y <= north and west <= x <= east)
        for number in islice(inside, MOST):
            place = known.read(number)
            told.append(Name(round(place.longitude, 3), round(place.latitude, 3), place.name, kind, place.population))
    return told
