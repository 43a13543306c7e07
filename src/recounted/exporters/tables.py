"""CSV tables with documented columns and stable ids, described by a Frictionless data package."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from recounted.exporters.formats import columns, formats
from recounted.exporters.rows import DROPPED, all_rows
from recounted.exporters.stock import Stock
from recounted.exporters.writing import Table, text_file

DROPS = (
    *DROPPED,
    "Line breaks within a cell; text that a spreadsheet would take for a formula has an apostrophe before it.",
)


def write(stock: Stock, folder: Path) -> None:
    """A CSV file for each table, and `datapackage.json`, which says what every column holds."""
    with ExitStack() as files:
        tables = {
            name: Table(files.enter_context(text_file(folder / f"{name}.csv")), columns(name))
            for name in formats()["tables"]
        }
        for name, row in all_rows(stock):
            tables[name].add(row)
    (folder / "datapackage.json").write_bytes(msgspec.json.format(msgspec.json.encode(package()), indent=1) + b"\n")


def package() -> dict[str, Any]:
    """The description of the tables (Frictionless Data Package 1)."""
    return {
        "profile": "tabular-data-package",
        "name": "recounted-ledger",
        "title": "Claims about armed conflict, and the incidents that they speak of",
        "description": "A claim is what somebody said, never what is true. Read METHODOLOGY.md first.",
        "resources": [resource(name) for name in formats()["tables"]],
    }


def resource(name: str) -> dict[str, Any]:
    """The description of one table."""
    schema: dict[str, Any] = {
        "fields": [
            {"name": column, "type": kind, "description": told} for column, (kind, told) in columns(name).items()
        ],
        "missingValues": [""],
    }
    if key := formats()["keys"].get(name):
        schema["primaryKey"] = key
    if keys := [
        foreign_key(place, of) for place, of in formats()["references"].items() if place.startswith(f"{name}.")
    ]:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def foreign_key(place: str, of: str) -> dict[str, Any]:
    """That a column, given as `table.column`, holds the ids of another table."""
    return {"fields": [place.partition(".")[2]], "reference": {"resource": of, "fields": ["id"]}}
