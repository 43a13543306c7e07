"""Days that go by the name of a feast, from data/feasts.csv: fixed ones, and moving ones of the years 1990 to 2030."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from recounted.countries import countries
from recounted.finders.times.calendar import Days
from recounted.lexicon import data

#: Days by which the day of a feast may lie off the year that is asked for, and still be the nearest.
YEAR = 366

#: Digits of a day of the year, such as 12-24, in a row of a feast that does not move.
FIXED = len("12-24")

#: A feast of so many days or fewer has one day, told as widely as calendars differ.
SINGLE = 2


@cache
def rows() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Code of a feast and country, empty for all → its first and last days, as the file has them."""
    found = defaultdict(list)
    for row in csv.DictReader(data("feasts.csv").read_text(encoding="utf-8").splitlines()):
        found[row["feast"], row["country"]].append((row["first"], row["last"]))
    return dict(found)


def occurrences(feast: str, country: str, near: date) -> Iterator[Days]:
    """The days of a feast within a year of a day, in order; none where the file does not know them."""
    for first, last in rows().get((feast, country), []):
        if len(first) == FIXED:
            for year in range(max(1, near.year - 1), min(9999, near.year + 1) + 1):
                yield Days(date.fromisoformat(f"{year:04}-{first}"), date.fromisoformat(f"{year:04}-{last}"))
        elif abs((date.fromisoformat(first) - near).days) <= YEAR:
            yield Days(date.fromisoformat(first), date.fromisoformat(last))


def nth(days: Days, number: int) -> Days:
    """The first, second … day of a feast."""
    begin = days.first + timedelta(number - 1)
    is_single = (days.last - days.first).days < SINGLE
    return Days(begin, days.last + timedelta(number - 1) if is_single else begin)


@cache
def codes() -> dict[str, str]:
    """Name or adjective of a country, in small letters → its three letters."""
    return {word.lower(): country.code for country in countries() for word in (*country.names, *country.adjectives)}
