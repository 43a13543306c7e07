"""The command line, as a person types it."""

import hashlib
import io
import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from recounted import cli
from recounted.cli.deciding import overruled
from recounted.model import Decision

GANJA = (
    "Thirteen civilians were killed and 45 wounded when missiles struck Ganja overnight, Azerbaijani prosecutors said "
    "on Saturday. Armenia's Defence Ministry denied firing at the city."
)
STEPANAKERT = (
    "Shells hit Stepanakert on Friday, wounding three civilians, the emergency service in the city said. "
    "Azerbaijan's Defence Ministry denied shelling civilian areas."
)


class Done(NamedTuple):
    """What a run came to."""

    returncode: int
    stdout: str
    stderr: str


def recounted(*words: str, cwd: Path, stdin: str | None = None) -> Done:
    """Run the program in a folder, within this process: starting Python and reading the words takes longer than most."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["recounted", *words])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((stdin or "").encode())))
        patch.setenv("NO_COLOR", "1")
        patch.setenv("COLUMNS", "160")
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


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
        (["read", "reports", "--ledger", "postgresql://127.0.0.1:1/none"], 2, "cannot be reached"),
        (["read", "reports", "--ledger", "mysql://host/name"], 2, "mysql: a ledger lives in"),
        (["read", "reports", "--engine", "fpga"], 2, "fpga"),
        (["explain", " "], 2, "nothing to explain"),
        (["extract", "reports", "--language", "xx"], 2, 'The language "xx" is not supported'),
        (["read", ""], 1, 'failed: "": A name is empty'),
        (["gazetteer", "import", "reports/ganja.txt"], 1, "Give a GeoNames dump"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_wrong_use_is_told_in_words(folder: Path, words: list[str], code: int, message: str) -> None:
    """Wrong use and an unusable ledger give one clear message and the right exit code, never a traceback."""
    done = recounted(*words, cwd=folder)

    assert code == done.returncode
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("how", ["table", "jsonl"])
def test_a_reader_that_stops_early_is_no_failure(folder: Path, how: str) -> None:
    """Output into `head` or the like ends silently and with exit code 0."""
    command = [sys.executable, "-c", "from recounted.cli import main; main()", "extract", "reports", "-f", how]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        said = running.stderr.read()

    assert (running.returncode, said) == (0, b"")


def test_an_interrupted_run_says_so_and_is_completed_by_another(folder: Path) -> None:
    """An interrupt ends a run with exit code 130 and one line; the same line reads what is left."""
    command = [sys.executable, "-c", "from recounted.cli import main; main()", "read", "reports", "-"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        book = folder / "recounted.db"
        until = time.monotonic() + 60
        while not book.exists() and time.monotonic() < until:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        assert running.stderr is not None
        said = running.stderr.read().decode()
    again = recounted("read", "reports", cwd=folder)

    assert (running.returncode, "Traceback" in said) == (130, False)
    assert "stopped" in said
    assert (again.returncode, recounted("check", cwd=folder).returncode) == (0, 0)


class Broken:
    """Something that is interrupted, or breaks, when it is cleaned up, which Python only notes."""

    def __init__(self, how: type[BaseException]) -> None:
        self.how = how

    def __del__(self) -> None:
        raise self.how


def test_an_interrupt_that_comes_in_a_clean_up_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It interrupts what comes next; what else breaks there is told as ever."""
    monkeypatch.setattr(sys, "unraisablehook", cli.interrupted_again)
    with pytest.raises(KeyboardInterrupt):
        Broken(KeyboardInterrupt)
        time.sleep(60)
    Broken(ValueError)

    assert "ValueError" in capsys.readouterr().err


def test_of_decisions_on_the_same_claims_the_latest_is_said_to_hold() -> None:
    """A decision that a later one overrules is listed so, in whatever order the claims are named; others are not."""
    told = [
        Decision(id=name, verb=verb, about=about, who="coder", when=f"2020-10-1{at}", why="read again")
        for at, (name, verb, about) in enumerate(
            [
                ("d1", "different", ("a", "b")),
                ("d2", "same", ("b", "a")),
                ("d3", "wrong", ("a",)),
                ("d4", "same", ("b", "c")),
            ]
        )
    ]

    assert {"d1": "the later d2 holds"} == overruled(told)


def test_a_beginning_that_several_ids_have_is_refused_unless_it_is_a_name(folder: Path) -> None:
    """The beginning of several ids is refused with some of them; a document's whole name is no such beginning."""
    lines = [json.dumps({"id": f"r{n}", "text": f"Two people died in Ganja, row {n} says."}) for n in range(17)]
    first = Counter(hashlib.sha256(line.encode()).hexdigest()[0] for line in lines).most_common(1)[0][0]
    named = json.dumps({"id": first, "text": "Three people died in Terter."})
    (folder / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "named.jsonl").write_text(named, encoding="utf-8")

    recounted("read", "rows.jsonl", cwd=folder)
    assert f"several ids begin with {first}" in recounted("show", first, cwd=folder).stderr
    recounted("read", "named.jsonl", cwd=folder)
    assert hashlib.sha256(named.encode()).hexdigest() in recounted("show", first, cwd=folder).stderr


def test_an_empty_list_is_said_to_be_empty(folder: Path) -> None:
    """For people, a list without rows is a word on stderr and no bare heading; for programs, it is an empty list."""
    recounted("read", "reports", cwd=folder)
    done = recounted("show", "failures", cwd=folder)

    assert (done.stdout, done.stderr) == ("", "Failures: none.\n")
    assert recounted("show", "failures", "-f", "json", cwd=folder).stdout == "[]\n"


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
    refused = recounted("decide", "merge", first, second, "--why", "one campaign", "--who", "coder", cwd=folder)
    assert (2, True) == (refused.returncode, "same, different" in refused.stderr)


def test_an_open_toll_is_shown_open_and_voices_by_their_names(folder: Path) -> None:
    """ "At least 100" has no upper bound, in a list too; the history of a toll names who says it, by no inner key."""
    told = (
        "At least 100 people were killed when a market in Barda was shelled on Wednesday, Azerbaijani prosecutors said."
    )
    done = recounted("read", "-", "--published", "2020-10-29", cwd=folder, stdin=told)
    incident = json.loads(recounted("incidents", "-f", "jsonl", cwd=folder).stdout.splitlines()[0])
    shown = recounted("show", incident["id"], cwd=folder).stdout

    assert "people killed 100 or more" in done.stdout
    assert "prosecutors" in shown.split("Toll history")[1].split("\n")[3]
    assert re.search(r"\bside [A-Z]{3}", shown) is None
