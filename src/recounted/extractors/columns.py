"""Which column of a table of incidents says what: maps in data/coded.toml, or in a file of the user's own."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from recounted.errors import UsageError
from recounted.given import from_toml
from recounted.lexicon import data, vocabulary


class Counted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The columns of a figure. `part_of` is the number, from 0, of the figure that it is a part of."""

    harm: str
    category: str
    low: str | None = None
    best: str | None = None
    high: str | None = None
    part_of: int | None = None
    zero_is_unknown: bool = False


class Columns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which column of a table says what; see data/coded.toml."""

    publisher: str
    date_start: str
    id: str | None = None
    date_end: str | None = None
    date_prec: str | None = None
    place: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    where_prec: str | None = None
    country: str | None = None
    kind: str | None = None
    published: str | None = None
    url: str | None = None
    doers: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date_precs: Mapping[str, int] = {}
    where_precs: Mapping[str, int] = {}
    kinds: Mapping[str, str] = {}
    figures: tuple[Counted, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """Every column that the table must have."""
        single = [getattr(self, name) for name in self.__struct_fields__ if name != "publisher"]
        several = [*self.doers, *self.parties, *self.recipients]
        counts = [column for one in self.figures for column in (one.low, one.best, one.high)]
        return frozenset(name.lower() for name in (*single, *several, *counts) if isinstance(name, str))


@cache
def known() -> Mapping[str, Columns]:
    """The maps that the package brings."""
    told = tomllib.loads(data("coded.toml").read_text(encoding="utf-8"))
    return {name: msgspec.convert(one, Columns) for name, one in told.items()}


def columns_of(name: str) -> Columns:
    """A map by its name, or from a file.

    Raises:
        UsageError: there is no such map, or the file is none.
    """
    if name in known():
        return known()[name]
    if not Path(name).is_file():
        raise UsageError(f'"{name}" is neither a file nor one of {", ".join(known())}. Give a map of the columns.')
    told = from_toml(name, Columns, "map of columns", "docs/exports.md")
    check(told, name)
    return told


def check(told: Columns, name: str) -> None:
    """Refuse a map with codes that nobody knows.

    Raises:
        UsageError: a kind, harm or category is not in the vocabulary, or a part has no whole before it.
    """
    codes = [("event", kind) for kind in told.kinds.values()]
    codes += [("harm", one.harm) for one in told.figures] + [("category", one.category) for one in told.figures]
    for section, code in codes:
        if code not in vocabulary()[section]:
            raise UsageError(f'{name}: no {section} is called "{code}". docs/glossary.md lists them.')
    for number, one in enumerate(told.figures):
        if one.part_of is not None and not 0 <= one.part_of < number:
            raise UsageError(
                f"{name}: figure {number} is part of figure {one.part_of}, which does not stand before it."
            )
