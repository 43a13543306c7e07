"""Tables of actors: the shipped one, and those that a user brings with groups and offices of their own."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from recounted.countries import countries
from recounted.errors import LexiconError, why
from recounted.lexicon import data

#: Columns that a table of actors must have; `docs/write-a-rule.md` says what they mean.
COLUMNS = ("kind", "code", "names", "country", "start", "end", "source")

#: What a row may name, as `docs/write-a-rule.md` says.
KINDS = ("group", "igo", "ngo", "office", "person", "region")

#: A code is words of capitals and digits: "SDN REB RSF".
CODE = re.compile(r"[A-Z0-9]{2,}( [A-Z0-9]{2,})*")

YEAR = re.compile(r"(\d{4})?")

#: Tables that a user added, in the order in which they came.
ADDED: list[Path] = []


def rows(path: Path | Traversable) -> list[dict[str, str]]:
    """The rows of a table of actors.

    Raises:
        LexiconError: the file cannot be read, has no row, lacks a column, or says something in it that makes no sense.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(
            f"{path} cannot be read as a table of actors: {why(error)}. Give a CSV file in UTF-8."
        ) from error
    if not lines or set(COLUMNS) - set(next(csv.reader(lines))):
        missing = [column for column in COLUMNS if not lines or column not in next(csv.reader(lines))]
        raise LexiconError(
            f"{path}, line 1: no {', '.join(missing)}. The first line names the columns: {','.join(COLUMNS)}."
        )
    reader = csv.DictReader(lines)
    found = []
    for row in reader:
        if trouble := wrong(row):
            raise LexiconError(f"{path}, line {reader.line_num}: {trouble} docs/write-a-rule.md has examples.")
        found.append(row)
    if not found:
        raise LexiconError(f"{path} names no actor. Write one line for each below the names of the columns.")
    return found


def wrong(row: dict[str, str]) -> str:
    """What makes no sense in a row, and what to write; empty where all does."""
    if None in row or None in row.values():
        return f"not as many values as columns ({len(COLUMNS)}). Write a value with a comma in quotation marks."
    if row["kind"] not in KINDS:
        return f'kind "{row["kind"]}" is none. Write one of {", ".join(KINDS)}.'
    if not CODE.fullmatch(row["code"]):
        return f'code "{row["code"]}" is none. Write the country, the role and three letters: SDN REB RSF.'
    if not all(name.strip() for name in row["names"].split("|")):
        return 'a name is empty. Write the name first, aliases behind it, with "|" between.'
    if row["country"] and row["country"] not in country_codes():
        return f'country "{row["country"]}" is none. Write its three letters of ISO 3166, such as SDN, or nothing.'
    if years := [row[column] for column in ("start", "end") if not YEAR.fullmatch(row[column])]:
        return f'"{years[0]}" is no year. Write four digits, or nothing.'
    return ""


@cache
def country_codes() -> frozenset[str]:
    """The codes that the column `country` may have: those of countries, and those that the shipped table has."""
    shipped = csv.DictReader(data("actors.csv").read_text(encoding="utf-8").splitlines())
    return frozenset(country.code for country in countries()) | {row["country"] for row in shipped}


def added(paths: Iterable[Path]) -> None:
    """Have exactly these tables beside the shipped one; one that is wrong is refused, and none is changed.

    Raises:
        LexiconError: see `rows`.
    """
    wanted = list(paths)
    for path in wanted:
        rows(path)
    ADDED[:] = wanted
