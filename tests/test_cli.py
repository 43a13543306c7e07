"""The command line, as a person types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recounted import cli

GANJA = (
    "Thirteen civilians were killed and 45 wounded when missiles struck Ganja overnight, Azerbaijani prosecutors said "
    "on Saturday. Armenia's Defence Ministry denied firing at the city."
)
STEPANAKERT = (
    "Shells hit Stepanakert on Friday, wounding three civilians, the emergency service in the city said. "
    "Azerbaijan's Defence Ministry denied shelling civilian areas."
)


def recounted(*words: str, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder."""
    command = [sys.executable, "-c", "from recounted.cli import main; main()", *words]
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "160"}
    return subprocess.run(
        command, cwd=cwd, input=stdin, capture_output=True, text=True, env=environment, timeout=120, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one report of each side."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "ganja.txt").write_text(GANJA, encoding="utf-8")
    (tmp_path / "reports" / "stepanakert.txt").write_text(STEPANAKERT, encoding="utf-8")
    return tmp_path


def test_extract_prints_claims_whose_words_stand_in_the_text(folder: Path) -> None:
    """Each line is a claim; its words are the text's at its span, as `text` prints it."""
    done = recounted("extract", "reports/ganja.txt", "--published", "2020-10-17", "-f", "jsonl", cwd=folder)
    text = recounted("text", "reports/ganja.txt", cwd=folder).stdout
    claims = [json.loads(line) for line in done.stdout.splitlines()]

    assert (done.returncode, done.stderr) == (0, "")
    assert claims
    assert all(text[slice(*claim["span"])] == claim["text"] for claim in claims)
    assert all(claim["ref"] == "ganja.txt" for claim in claims)


def test_one_core_and_two_print_the_same(folder: Path) -> None:
    """The number of processes changes nothing in the output."""
    one, two = (recounted("extract", "reports", "--cores", n, "-f", "jsonl", cwd=folder).stdout for n in "12")

    assert one == two != ""


def test_read_twice_changes_nothing_and_shows_what_it_holds(folder: Path) -> None:
    """A second reading finds all documents known; incidents, one incident and tallies can be shown."""
    first = recounted("read", "reports", "--published", "2020-10-17", "-f", "jsonl", cwd=folder)
    again = recounted("read", "reports", "--published", "2020-10-17", "-f", "jsonl", cwd=folder)
    shown = recounted("incidents", "-f", "jsonl", cwd=folder)
    incident = json.loads(shown.stdout.splitlines()[0])
    one = recounted("show", incident["id"], cwd=folder)

    assert (first.returncode, again.returncode) == (0, 0)
    assert "already in the ledger" in again.stderr
    assert first.stdout == again.stdout == shown.stdout != ""
    assert "Who says what" in one.stdout
    assert {"ganja.txt", "stepanakert.txt"} >= set(incident["documents"]) != set()
    assert recounted("tallies", cwd=folder).returncode == 0
    assert recounted("check", cwd=folder).returncode == 0


def test_find_and_totals_keep_their_contract(folder: Path) -> None:
    """`find` prints ref, kind, span, text, by and value; `totals` a line a document with bounds or null."""
    found = recounted("find", "figures", "reports/ganja.txt", "-f", "jsonl", cwd=folder)
    mention = json.loads(found.stdout.splitlines()[0])
    totals = json.loads(recounted("totals", "reports/ganja.txt", "-f", "jsonl", cwd=folder).stdout)

    assert {"ref", "kind", "span", "text", "by", "value"} == set(mention)
    assert totals["killed"] == {"low": 13, "best": 13, "high": 13}
    assert totals["displaced"] is None


def test_a_failure_is_told_recorded_and_stops_nothing(folder: Path) -> None:
    """An empty file and a missing one fail in words with exit code 1; the others are read; `show failures` lists them."""
    (folder / "reports" / "empty.txt").write_bytes(b"")
    done = recounted("read", "reports", "nowhere.txt", cwd=folder)
    shown = recounted("show", "failures", cwd=folder)

    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    assert "nowhere.txt" in done.stderr
    assert "2 documents" in done.stderr
    assert "empty.txt" in shown.stdout


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["extract"], 2, "Missing argument"),
        (["find", "colours", "reports"], 2, 'No finder is called "colours"'),
        (["extract", "reports", "--published", "yesterday"], 2, "is no date"),
        (["incidents", "--ledger", "nowhere.db"], 1, "nowhere.db"),
        (["incidents", "--ledger", "reports/ganja.txt"], 1, "ganja.txt"),
        (["explain", " "], 2, "nothing to explain"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_wrong_use_is_told_in_words(folder: Path, words: list[str], code: int, message: str) -> None:
    """Wrong use and an unusable ledger give one clear message and the right exit code, never a traceback."""
    done = recounted(*words, cwd=folder)

    assert code == done.returncode
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_explain_names_the_rules(folder: Path) -> None:
    """`explain` shows what was found and by which rule."""
    done = recounted("explain", "At least 12 people were killed in Aden, officials said.", cwd=folder)

    assert done.returncode == 0
    assert "rules/en." in done.stdout


def test_standard_input_is_read(folder: Path) -> None:
    """A dash stands for standard input."""
    done = recounted("extract", "-", "-f", "jsonl", cwd=folder, stdin=GANJA)

    assert done.stdout.count("\n") == len([json.loads(line) for line in done.stdout.splitlines()]) > 0


def test_every_verb_has_help() -> None:
    """Each verb says in one sentence what it does."""
    assert all((command.callback.__doc__ or "").strip() for command in cli.app.registered_commands if command.callback)


def test_a_decision_is_obeyed_listed_and_undone(folder: Path) -> None:
    """Two claims said to be one incident are one, until the decision is undone; it needs a reason."""
    recounted("read", "reports", "--published", "2020-10-17", cwd=folder)
    before = recounted("incidents", "-f", "jsonl", cwd=folder).stdout
    first, second = (json.loads(line)["claims"][0] for line in before.splitlines()[:2])
    done = recounted("decide", "same", first, second, "--why", "one campaign", "--who", "coder", cwd=folder)
    joined = recounted("incidents", "-f", "jsonl", cwd=folder).stdout
    listed = json.loads(recounted("decisions", "-f", "jsonl", cwd=folder).stdout)
    undone = recounted("decide", "undo", listed["id"], "--why", "two after all", "--who", "coder", cwd=folder)

    assert (0, 0) == (done.returncode, undone.returncode)
    assert len(joined.splitlines()) == len(before.splitlines()) - 1
    assert ("same", "coder", "one campaign") == (listed["verb"], listed["who"], listed["why"])
    assert before == recounted("incidents", "-f", "jsonl", cwd=folder).stdout
    assert 0 == recounted("check", cwd=folder).returncode
    assert 2 == recounted("decide", "same", first, second, cwd=folder).returncode
