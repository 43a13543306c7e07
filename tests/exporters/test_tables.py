"""CSV tables and the SQLite file."""

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system
from pyarrow import parquet

from recounted.exporters.formats import formats
from recounted.exporters.writing import cell
from recounted.ledger import Ledger

Write = Callable[..., Path]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_are_a_valid_data_package(write: Write) -> None:
    """An independent validator finds every column as described, every key unique, every reference resolved."""
    folder = write("csv")
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()

    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(formats()["tables"])


def test_the_rows_are_those_of_the_ledger(write: Write, ledger: Ledger) -> None:
    """Every incident, claim and figure has its row, with its status; unknown is empty."""
    folder = write("csv")
    claims, incidents = rows(folder / "claims.csv"), rows(folder / "incidents.csv")

    assert [row["id"] for row in claims] == [claim.id for claim in ledger.claims()]
    assert [row["id"] for row in incidents] == [one.id for one in ledger.incidents()]
    assert len(rows(folder / "figures.csv")) == sum(len(claim.toll) for claim in ledger.claims())
    assert {row["status"] for row in claims} == {"machine", "reviewed", "rejected"}
    assert [row for row in incidents if row["killed_low"] == ""]
    assert [row for row in rows(folder / "figures.csv") if row["high"] == "" and row["low"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", '=HYPERLINK("x")'])
def test_no_text_is_a_formula(text: str) -> None:
    """A spreadsheet that opens the table computes nothing that a headline says."""
    assert not str(cell(text)).startswith(("=", "+", "-", "@", "\t"))
    assert cell(-1.5) == -1.5


def test_a_headline_with_a_formula_is_defused(write: Write) -> None:
    """The headline of a report is text in every table."""
    assert next(row["title"] for row in rows(write("csv") / "documents.csv") if "HYPERLINK" in row["title"])[0] == "'"


def test_the_views_answer_people(write: Write) -> None:
    """Incidents with their publishers, claims with their words, running totals with theirs."""
    database = sqlite3.connect(write("sqlite") / "recounted.sqlite")
    database.row_factory = sqlite3.Row

    def ask(query: str) -> list[dict[str, Any]]:
        return [dict(row) for row in database.execute(query)]

    ganja = ask("SELECT * FROM incidents WHERE killed_high = 13")
    assert ganja[0]["publishers"].startswith("Caspian Courier")
    assert "alleged by" in ganja[0]["alleged_actors"]
    evidence = ask("SELECT * FROM claims_with_evidence WHERE figures LIKE '%killed 13/13/13%'")
    assert evidence[0]["evidence"].startswith("Thirteen civilians")
    assert evidence[0]["incident"] == ganja[0]["id"]
    assert [(row["low"], row["victims"]) for row in ask("SELECT * FROM tallies")] == [(60, "CVL")]
    assert ask("PRAGMA integrity_check") == [{"integrity_check": "ok"}]


def test_parquet_holds_the_same_rows_with_their_types(write: Write) -> None:
    """What CSV holds as text, Parquet holds as numbers, days and truths; unknown is null."""
    typed, plain = write("parquet"), write("csv")
    for name in formats()["tables"]:
        held = parquet.read_table(typed / f"{name}.parquet").to_pylist()
        assert [[str(cell(value)) for value in row.values()] for row in held] == [
            list(row.values()) for row in rows(plain / f"{name}.csv")
        ]
    incident = parquet.read_table(typed / "incidents.parquet").to_pylist()[0]

    assert isinstance(incident["date_start"], date)
    assert incident["disputed"] is False


def test_datasette_serves_the_file(write: Write) -> None:
    """An independent program opens the file and answers from a view."""
    program = shutil.which("datasette", path=str(Path(sys.executable).parent))
    assert program is not None
    query = "/recounted/claims_with_evidence.json?_shape=array"
    command = [program, str(write("sqlite") / "recounted.sqlite"), "--get", query]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)

    assert any("Thirteen civilians" in row["evidence"] for row in json.loads(done.stdout))
