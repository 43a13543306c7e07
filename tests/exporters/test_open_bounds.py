"""An upper bound that nobody gives stays open in whatever leaves the ledger."""

import csv
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recounted import Defaults, Ledger, read_into, settle
from recounted.exporters import export

OPEN = "A missile killed at least 13 people and wounded 45 in Ganja on 17 October, a doctor said."


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One strike: thirteen dead or more, and 45 wounded."""
    folder = tmp_path_factory.mktemp("open")
    (folder / "report.txt").write_text(OPEN, encoding="utf-8")
    with Ledger(str(folder / "ledger.db")) as book:
        defaults = Defaults(published=date(2020, 10, 18), publisher="Example Desk")
        read_into(book, [str(folder / "report.txt")], defaults, cores=1)
        settle(book)
        yield book


@pytest.fixture
def folder(ledger: Ledger, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """An export in the format of the test."""
    export(ledger, request.param, tmp_path / request.param)
    return tmp_path / str(request.param)


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("folder", ["csv"], indirect=True)
def test_tables_say_which_high_is_open(folder: Path) -> None:
    """Killed and injured have a column that says so, an estimate too; of harms that nobody tells it is empty."""
    (incident,) = table(folder / "incidents.csv")
    estimates = {(row["harm"], row["category"]): row["no_upper_bound"] for row in table(folder / "estimates.csv")}

    assert (incident["killed_high"], incident["killed_no_upper_bound"]) == ("13", "true")
    assert (incident["injured_high"], incident["injured_no_upper_bound"]) == ("45", "false")
    assert estimates == {("killed", "people"): "true", ("injured", "people"): "false"}


@pytest.mark.parametrize("folder", ["geojson"], indirect=True)
def test_features_say_which_high_is_open(folder: Path) -> None:
    """So do the properties on a map."""
    (feature,) = json.loads((folder / "incidents.geojson").read_text(encoding="utf-8"))["features"]
    told: dict[str, Any] = feature["properties"]

    assert [told[f"{harm}_no_upper_bound"] for harm in ("killed", "injured")] == [True, False]


@pytest.mark.parametrize("folder", ["hxl"], indirect=True)
def test_humanitarian_columns_name_what_is_open(folder: Path) -> None:
    """One column names the figures."""
    assert [row["no_upper_bound"] for row in table(folder / "incidents.hxl.csv")] == ["#meta+no_upper_bound", "killed"]


@pytest.mark.parametrize("folder", ["sqlite"], indirect=True)
def test_the_view_for_people_has_it(folder: Path) -> None:
    """The view of incidents shows it beside the bounds."""
    row = sqlite3.connect(folder / "recounted.sqlite").execute(
        "SELECT killed_no_upper_bound, injured_no_upper_bound FROM incidents"
    )

    assert row.fetchall() == [(1, 0)]


@pytest.mark.parametrize("folder", ["ucdp"], indirect=True)
def test_the_sheet_counts_where_the_format_has_no_room(folder: Path) -> None:
    """GED has no open bound: the sheet says in how many rows high is one."""
    (row,) = table(folder / "incidents.ucdp.csv")

    assert (row["best"], row["high"]) == ("13", "13")
    assert "nobody gives an upper bound: 1" in (folder / "METHODOLOGY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["plover"], indirect=True)
def test_words_say_it(folder: Path) -> None:
    """Where a toll is told in words it is open in words."""
    (event,) = (folder / "events.plover.jsonl").read_text(encoding="utf-8").splitlines()

    assert "people killed: low 13, best 13, high 13 or more" in json.loads(event)["comment"]
