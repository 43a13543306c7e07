"""A user's own table of armed groups, as a person gives it to the verbs."""

import json
from pathlib import Path

import pytest

from recounted import Ledger
from recounted.finders import actor_tables
from test_cli import recounted

HEAD = "kind,code,names,country,start,end,source\n"
TABLE = HEAD + 'group,SDN REB RVG,River Guard|Guard of the River,SDN,2023,,"own notes, 2024"\n'
REPORT = "River Guard fighters attacked a convoy near Kosti on Friday, killing {} people, the mayor said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with so many reports that several processes take part, and a table."""
    (tmp_path / "mine.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    for number in range(2, 20):
        (tmp_path / "reports" / f"{number}.txt").write_text(REPORT.format(number), encoding="utf-8")
    return tmp_path


def codes(printed: str) -> set[str | None]:
    """The codes of the actors of claims printed as JSON lines."""
    return {actor["code"] for line in printed.splitlines() for actor in json.loads(line)["actors"]}


@pytest.mark.parametrize("cores", ["1", "2"])
def test_the_table_is_used_in_every_process(folder: Path, cores: str) -> None:
    """Each report's attackers are the group of the table, however many processes read."""
    given = ("--published", "2024-05-06", "--format", "jsonl", "--cores", cores)
    done = recounted("extract", "reports", "--actors", "mine.csv", *given, cwd=folder)

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 18
    assert codes(done.stdout) == {"SDN REB RVG"}


def test_the_table_is_used_by_its_run_alone(folder: Path) -> None:
    """Reading into a ledger and explaining use the table too; a later run without it does not."""
    kept = recounted("read", "reports", "--actors", "mine.csv", "--cores", "1", "--format", "jsonl", cwd=folder)
    told = recounted("explain", "The River Guard shelled Kosti.", "--actors", "mine.csv", cwd=folder)
    later = recounted("explain", "The River Guard shelled Kosti.", cwd=folder)

    with Ledger(str(folder / "recounted.db")) as ledger:
        held = {actor.code for claim in ledger.claims() for actor in claim.actors}

    assert kept.returncode == 0
    assert held == {"SDN REB RVG"}
    assert "SDN REB RVG" in told.stdout
    assert "SDN REB RVG" not in later.stdout
    assert actor_tables.ADDED == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("kind,code\ngroup,SDN REB RVG\n", "line 1: no names, country"),
        (HEAD, "names no actor"),
        (HEAD + "militia,SDN REB RVG,River Guard,SDN,,,x\n", 'line 2: kind "militia"'),
        (HEAD + "group,river,River Guard,SDN,,,x\n", 'line 2: code "river"'),
        (HEAD + "group,SDN REB RVG,River Guard|,SDN,,,x\n", "line 2: a name is empty"),
        (HEAD + "group,SDN REB RVG,River Guard,Sudan,,,x\n", 'line 2: country "Sudan"'),
        (HEAD + "group,SDN REB RVG,River Guard,SDN,May 2023,,x\n", '"May 2023" is no year'),
        (TABLE + "group,SDN REB RVG,River, Guard,SDN,,,x\n", "line 3: not as many values"),
        (None, "cannot be read"),
    ],
)
def test_a_wrong_table_is_refused_in_words(folder: Path, content: str | None, words: str) -> None:
    """What is wrong, on which line, and what to write is said; nothing is extracted."""
    if content is not None:
        (folder / "wrong.csv").write_text(content, encoding="utf-8")
    done = recounted("extract", "reports", "--actors", "wrong.csv", cwd=folder)

    assert (done.returncode, done.stdout) == (1, "")
    assert "wrong.csv" in done.stderr
    assert words in done.stderr
    assert any(advice in done.stderr for advice in ("Write", "Give", "The first line names"))
