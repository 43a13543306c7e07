"""Places and names that the sources lack, from `data/places.csv`: regions, seas, front-line towns, rival spellings.

A row with `at` gives more names to a place that a source has, by its GeoNames id or by its "country.province"; any
other row is a place of its own. `country` is alpha-3, empty where the place is disputed or lies in none.
"""

import csv
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import NamedTuple

from recounted.gazetteer.format import PROPER, USUAL
from recounted.gazetteer.writing import Builder

#: How prominent a region counts, in people, where nobody lives in it as such.
PROMINENCE = 1_000_000


class Row(NamedTuple):
    """A row of places.csv."""

    names: tuple[str, ...]
    point: tuple[float, float] | None
    country: str
    kind: str
    at: str
    population: int
    source: str


def rows() -> Iterator[Row]:
    """The rows of places.csv."""
    text = resources.files("recounted").joinpath("data", "places.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        point = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None
        population = int(row["population"]) if row["population"] else PROMINENCE if row["kind"] in "RKW" else 0
        yield Row(
            tuple(row["names"].split("|")), point, row["country"], row["kind"], row["at"], population, row["source"]
        )


def add_curated(builder: Builder, known: Mapping[str, tuple[int, int]], countries: Mapping[str, str]) -> list[str]:
    """Add the rows to a gazetteer that is being built.

    Args:
        builder: the gazetteer.
        known: "703448" or "US.AL" → number and population of a place that the gazetteer has.
        countries: alpha-3 → alpha-2.

    Returns:
        What rows point at and the gazetteer lacks.
    """
    lacking = []
    for row in rows():
        rank = USUAL if row.at and row.kind == "C" else PROPER
        if row.at and row.at in known:
            place, population = known[row.at]
        elif row.point is None:
            lacking.append(row.at or row.names[0])
            continue
        else:
            place, population = (
                builder.add(row.names[0], row.point, countries.get(row.country, ""), row.kind, row.population),
                row.population,
            )
        for name in row.names:
            builder.call(place, name, rank, population)
    return lacking
