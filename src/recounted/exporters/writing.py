"""Rows and records into files, the same bytes every time."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

import msgspec

#: What a spreadsheet takes for a formula when a cell begins with it. Such text gets an apostrophe before it.
FORMULA = ("=", "+", "-", "@")

#: What the csv module writes as a cell should be: numbers, ISO days, nothing for None.
AS_IT_IS = frozenset({int, float, date, type(None)})


def cell(value: object) -> object:
    """A value as a cell of a CSV table: nothing for None, `true`, `false`, ISO days; text is never a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        flat = value if value.isprintable() else " ".join(value.split())
        return f"'{flat}" if flat.startswith(FORMULA) else flat
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


class Table:
    """A CSV file (RFC 4180, UTF-8) with fixed columns; rows are mappings, and a column that a row lacks is empty."""

    def __init__(self, file: IO[str], columns: Iterable[str], head: bool = True) -> None:
        self.columns = list(columns)
        self.known = frozenset(self.columns)
        self.rows = csv.writer(file, lineterminator="\r\n")
        if head:
            self.rows.writerow(self.columns)

    def add(self, row: Mapping[str, Any]) -> None:
        """Write a row.

        Raises:
            KeyError: it has a column that the table lacks.
        """
        if not row.keys() <= self.known:
            raise KeyError(f"no column {', '.join(sorted(row.keys() - self.known))}")
        own = map(row.get, self.columns)
        self.rows.writerow([value if type(value) in AS_IT_IS else cell(value) for value in own])


@contextmanager
def text_file(path: Path) -> Iterator[IO[str]]:
    """A text file to be written: UTF-8, with line ends as they are given."""
    with path.open("w", encoding="utf-8", newline="") as file:
        yield file


def write_lines(path: Path, records: Iterable[object]) -> None:
    """Records as JSON lines."""
    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        for record in records:
            file.write(encoder.encode(record) + b"\n")


def write_json(path: Path, head: Mapping[str, Any], name: str, items: Iterable[object]) -> None:
    """One JSON object whose last member is a long list, an item a line."""
    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        file.write(encoder.encode(head)[:-1] + (b"," if head else b"") + encoder.encode(name) + b":[\n")
        for number, item in enumerate(items):
            file.write((b",\n" if number else b"") + encoder.encode(item))
        file.write(b"\n]}\n")
