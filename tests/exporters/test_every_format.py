"""What holds of every export, whatever its format."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from recounted.errors import UsageError
from recounted.exporters import EXPORTERS, Choice, export
from recounted.ledger import Ledger

Write = Callable[..., Path]

OPEN = sorted(EXPORTERS.keys() - {"bundle"})
NAMES = [b"Mammadova", b"Petrosyan"]
PLACED = [b"AZE", b'"az"', b"incidents without a place below the country"]
SHARP = [b"Ganja", b"Stepanakert", b"Martuni", b"example.org/"]


def everything(folder: Path) -> dict[str, bytes]:
    """The files of an export by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", EXPORTERS)
def test_twice_gives_the_same_bytes(write: Write, name: str) -> None:
    """The same ledger and choice give the same files, byte for byte."""
    assert everything(write(name, names=True)) == everything(write(name, names=True)) != {}


#: Writes every format of a ledger into folders of their own.
EVERY = """
import sys
from recounted import Choice, Ledger, export
from recounted.exporters import EXPORTERS
with Ledger(sys.argv[1], create=False) as ledger:
    for name in EXPORTERS:
        export(ledger, name, f"{sys.argv[2]}/{name}", Choice(names=True))
"""


def test_the_order_of_sets_plays_no_part(ledger: Ledger, tmp_path: Path) -> None:
    """Two processes that take sets in other orders write the same bytes, whatever the format."""
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        line = [sys.executable, "-c", EVERY, ledger.where, str(tmp_path / seed)]
        subprocess.run(line, env=environment, check=True)
    one, other = everything(tmp_path / "1"), everything(tmp_path / "2")

    assert len(one) > len(EXPORTERS)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.parametrize("name", OPEN)
def test_names_of_private_people_stay_out_unless_asked_for(write: Write, name: str) -> None:
    """Victims and witnesses are named nowhere, in quotations neither; offices and ministries are."""
    held = b"".join(everything(write(name)).values())

    assert [one for one in NAMES if one in held] == []
    assert b"Defence Ministry" in held


@pytest.mark.parametrize("name", ["jsonl", "csv", "sqlite", "webannotation"])
def test_names_leave_when_they_are_asked_for(write: Write, name: str) -> None:
    """With names, the quotations are as they were written."""
    held = b"".join(everything(write(name, names=True)).values())

    assert [one for one in NAMES if one not in held] == []


@pytest.mark.parametrize("name", OPEN)
@pytest.mark.parametrize("level", ["adm1", "country"])
def test_coarse_places_tell_nowhere_where_it_was(write: Write, name: str, level: str) -> None:
    """Neither place, quotation, headline, address nor the name of a source tells more than the province or country."""
    held = b"".join(everything(write(name, coarsen=level, names=True)).values())

    assert [one for one in SHARP if one in held] == []
    assert any(one in held for one in PLACED) or name == "prov"


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_sheet_says_what_a_reader_must_know(write: Write, name: str) -> None:
    """Publishers, days, rules, what the format drops, definitions, and how much nobody has looked at."""
    sheet = (write(name, names=True) / "METHODOLOGY.md").read_text(encoding="utf-8")

    assert all(publisher in sheet for publisher in ("Caspian Courier: 1", "Sevan Dispatch: 1", "Highland Radio: 1"))
    assert "2020-10-17 to 2020-10-18" in sheet
    assert all(drop in sheet for drop in EXPORTERS[name].drops)
    assert "extractors, with documents read: rules 0.1.0 (4)" in sheet
    assert "claims that a person has judged: 2" in sheet
    assert "documents that could not be read: 1" in sheet
    assert "People said to have died" in sheet


def test_the_sheet_has_all_its_parts(ledger: Ledger, tmp_path: Path) -> None:
    """Choice, contents, losses, reports, review, rules with versions, the seal of the ledger and definitions."""
    export(ledger, "ucdp", tmp_path, Choice(harm="killed", coarsen="adm1"))
    parts = (tmp_path / "METHODOLOGY.md").read_text(encoding="utf-8").split("\n## ")[1:]
    told = {head: body for head, _, body in (part.partition("\n\n") for part in parts)}
    rules = ("recounted ", "data ", "weights ", "gazetteer: ", "policy ucdp: ", f"{ledger.coverage().seal}")

    assert list(told) == [
        "How to read it", "What was chosen", "What is in it", "What this format drops", "What was left out",
        "What was read", "Publishers", "Review", "Rules and versions", "Definitions",
    ]  # fmt: skip
    assert all(body.startswith("- ") for body in told.values())
    assert "harm: killed" in told["What was chosen"] and "no sharper than adm1" in told["What was chosen"]
    assert "rows: " in told["What is in it"] and "claims that nobody has looked at: " in told["Review"]
    assert [rule for rule in rules if rule not in told["Rules and versions"]] == []


@pytest.mark.parametrize("name", ["geojson", "ucdp", "acled", "hxl", "csv", "plover", "ftm"])
def test_nobody_is_blamed_without_those_who_say_so(write: Write, name: str) -> None:
    """Armenian forces are named as actors only as alleged by somebody; denials stand beside it."""
    held = b"".join(data for path, data in everything(write(name)).items() if "METHODOLOGY" not in path).decode()

    assert "alleged by" in held
    assert held.count("Armenia, armed forces (") > 0


def test_filters_choose(ledger: Ledger, tmp_path: Path) -> None:
    """Days, country, harm and kind narrow what leaves; the members of a chosen incident come with it."""
    export(ledger, "jsonl", tmp_path / "f", Choice(harm="killed"))
    incidents = [msgspec.json.decode(line) for line in (tmp_path / "f" / "incidents.jsonl").read_bytes().splitlines()]
    claims = {msgspec.json.decode(line)["id"] for line in (tmp_path / "f" / "claims.jsonl").read_bytes().splitlines()}
    documents = {
        msgspec.json.decode(line)["id"] for line in (tmp_path / "f" / "documents.jsonl").read_bytes().splitlines()
    }

    assert 0 < len(incidents) < len(list(ledger.incidents()))
    assert all(any(e["harm"] == "killed" for e in one["estimates"]) for one in incidents)
    assert {claim for one in incidents for claim in one["claims"]} <= claims
    assert {document for one in incidents for document in one["documents"]} <= documents


def test_one_file_may_be_named(ledger: Ledger, tmp_path: Path) -> None:
    """A format of one file is written where the name says, with its sheet beside it; several files want a folder."""
    written = export(ledger, "geojson", tmp_path / "map.json")

    assert sorted(path.name for path in written) == ["map.json", "map.json.METHODOLOGY.md"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.json", "map.json.METHODOLOGY.md"]
    with pytest.raises(UsageError, match="Name a folder"):
        export(ledger, "csv", tmp_path / "all.csv")
    with pytest.raises(UsageError, match="No format is called"):
        export(ledger, "docx", tmp_path / "x")
    with pytest.raises(UsageError, match="coarse"):
        Choice(coarsen="street")


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"harm": "hurt"}, r'no harm "hurt".*There are: killed,'),
        ({"category": "civilian"}, r'no category "civilian". Perhaps civilians is meant'),
        ({"event_kind": "sheling"}, r'no event kind "sheling". Perhaps shelling is meant.*glossary'),
        ({"event_type": "ASSALT"}, r"Perhaps ASSAULT is meant"),
        ({"grade": "good"}, r"There are: confirmed, fair"),
        ({"country": "Yemen"}, r"Perhaps YEM is meant"),
        ({"country": "Nowhere"}, r'three capital letters \(ISO 3166\), not "Nowhere"\.$'),
    ],
)
def test_a_filter_that_nothing_could_pass_is_refused(filters: dict[str, str], told: str) -> None:
    """A misspelt code is named, rather than an empty export written without a word."""
    with pytest.raises(UsageError, match=told):
        Choice(**filters)


def test_an_empty_ledger_leaves_empty_files(tmp_path: Path) -> None:
    """With nothing in the ledger every format writes what it can, and fails nowhere."""
    with Ledger(str(tmp_path / "empty.db")) as empty:
        for name in EXPORTERS:
            assert export(empty, name, tmp_path / name, Choice(names=True))
