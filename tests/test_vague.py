"""The named rule sets by which words such as "dozens" are numbers, wherever a user reads reports."""

import json
from pathlib import Path

import pytest

from marks import report
from recounted import Ledger, extract, find, total
from recounted.errors import LexiconError
from recounted.lexicon import counting, vague_sets
from test_cli import recounted

TEXT = "Shells hit Sever on Friday, killing dozens of people and wounding several, officials said."

#: The lower bounds of the dead and the hurt, by rule set.
WANTED = {"literal": (24, 3), "acled": (12, 3)}


def test_every_set_has_its_words_and_is_told() -> None:
    """The sets are those of the vocabulary, and each has a number for every word of the other."""
    words = [set(counting("en", name).maps[f"vague_{name}"]) for name in vague_sets()]

    assert set(vague_sets()) == set(WANTED)
    assert all(own == words[0] for own in words)


@pytest.mark.parametrize("vague", list(WANTED))
def test_every_step_takes_the_set(vague: str) -> None:
    """Figures, totals and claims come to the numbers of the set that is named, and set no other bound."""
    lows = [m.value.low for m in find("figures", report(TEXT), vague)]  # type: ignore[union-attr]
    sums = total(report(TEXT), vague)

    assert tuple(lows) == WANTED[vague]
    assert tuple(figure.low for claim in extract(report(TEXT), vague) for figure in claim.toll) == WANTED[vague]
    assert sums["killed"] == {"low": WANTED[vague][0], "best": None, "high": None}


def test_plain_numbers_are_the_same_in_every_set() -> None:
    """A number that is told is what it is, and so is a dozen."""
    plain = report("A mine killed a dozen men and wounded 40.")

    assert extract(plain, "acled") == extract(plain, "literal") == extract(plain)


def test_an_unknown_set_is_refused() -> None:
    """A set that is not there is named with those that are."""
    with pytest.raises(LexiconError, match="acled, literal"):
        extract(report(TEXT), "roundest")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with enough reports for two processes."""
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("verb", [("extract",), ("extract", "--cores", "2"), ("find", "figures"), ("totals",)])
def test_the_verbs_take_the_set(folder: Path, verb: tuple[str, ...]) -> None:
    """`--vague acled` holds for every report of a run, in every process."""
    done = recounted(*verb, "0.txt", "3.txt", "--vague", "acled", "--format", "jsonl", cwd=folder)

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    lows = json.dumps(rows).count('"low": 12')

    assert done.returncode == 0
    assert lows == 2
    assert '"low": 24' not in json.dumps(rows)


def test_a_ledger_keeps_what_its_set_reads(folder: Path) -> None:
    """Reading into a ledger takes the set; a wrong one is wrong use, and nothing is kept."""
    wrong = recounted("read", "0.txt", "--vague", "roundest", "--ledger", "wrong.db", cwd=folder)
    done = recounted("read", "0.txt", "--vague", "acled", "--format", "jsonl", cwd=folder)

    with Ledger(str(folder / "recounted.db")) as ledger:
        lows = [figure.low for claim in ledger.claims() for figure in claim.toll]

    assert (wrong.returncode, done.returncode) == (2, 0)
    assert "acled, literal" in wrong.stderr
    assert not (folder / "wrong.db").exists()
    assert tuple(lows) == WANTED["acled"]


def test_explain_shows_who_won_and_who_lost(tmp_path: Path) -> None:
    """Each number beside a word of harm is shown with how sure it is, the weights for and against it, and its fate."""
    done = recounted("explain", "A bomb killed dozens of men; 40 guests watched.", "--vague", "acled", cwd=tmp_path)

    assert "low 12" in done.stdout
    assert "Is each number a figure?" in done.stdout
    assert "no figure: no rule ties it" in done.stdout
    assert "Does the document's total count it?" in done.stdout
    assert "counted" in done.stdout
