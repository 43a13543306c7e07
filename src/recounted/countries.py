"""Countries: codes, names, adjectives, people and capitals, from data/countries.csv."""

import csv
from functools import cache

import msgspec

from recounted.lexicon import data


class Country(msgspec.Struct, frozen=True):
    """A country as words name it. `code` is ISO 3166 alpha-3; the first name is the one shown."""

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """Every country, in the order of the file."""
    rows = csv.DictReader(data("countries.csv").read_text(encoding="utf-8").splitlines())
    return tuple(Country(row["code"], *(parts(row[name]) for name in Country.__struct_fields__[1:])) for row in rows)


def parts(cell: str) -> tuple[str, ...]:
    """The entries of a cell."""
    return tuple(filter(None, cell.split("|")))


@cache
def capitals() -> frozenset[str]:
    """The names of all capitals, in lower case."""
    return frozenset(name.lower() for country in countries() for name in country.capitals)
