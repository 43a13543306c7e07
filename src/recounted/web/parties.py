"""Sides of a ledger: which code belongs to whom, and the shape and hue that each is given in the order of the data."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from recounted.countries import countries
from recounted.lexicon import data, vocabulary

#: How many sides have a hue and a shape of their own; the others go by name alone.
HUES = 4

OUTSIDE = ""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A country or a group. `mark` is 1 to 4 for those that have a hue and a shape, 0 for who is outside."""

    code: str
    name: str
    mark: int


@cache
def names() -> Mapping[str, str]:
    """Code of a country or a group → its first name."""
    found = {country.code: country.names[0] for country in countries()}
    for row in csv.DictReader(data("actors.csv").read_text(encoding="utf-8").splitlines()):
        found.setdefault(row["code"], row["names"].split("|")[0])
    return found


def name_of(code: str) -> str:
    """What people call a country or a group; the role where a code is no more than that, such as `NGO`."""
    role = vocabulary()["role"].get(code, {}).get("label")
    if role or code in names():
        return str(role or names()[code])
    first, _, rest = code.partition(" ")
    told = name_of(first) if rest else first
    return f"{told}, {name_of(rest)}" if rest else told


def is_side(code: str | None) -> bool:
    """Whether a code is that of a country or a group, not only of a role."""
    return bool(code) and code not in vocabulary()["role"]


def side_code(code: str | None) -> str:
    """The country or group of a code; nothing for those who belong to no side."""
    first = (code or "").split(" ")[0]
    return first if is_side(first) else OUTSIDE


def sides(codes: Iterable[str]) -> dict[str, Side]:
    """The sides that speak in a ledger, those that speak most first."""
    counted = Counter(code for code in codes if code)
    order = sorted(counted, key=lambda code: (-counted[code], code))
    return {code: Side(code=code, name=name_of(code), mark=at if at <= HUES else 0) for at, code in enumerate(order, 1)}


def outside(known: Mapping[str, Side], code: str) -> Side:
    """The side of a code; one that is given no hue where it does not speak itself."""
    return known.get(code) or Side(code=code, name=name_of(code) if code else "Outside", mark=0)
