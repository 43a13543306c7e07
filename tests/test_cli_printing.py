"""How the command line writes figures, and which incidents it prints."""

import json
import re
from pathlib import Path

import pytest

from recounted.cli import keeping
from recounted.cli.printing import toll
from recounted.model import Figure, Span
from test_cli import recounted


def test_only_a_figure_that_is_not_sure_says_so() -> None:
    """What is as sure as most is printed plainly; what is less sure tells how much."""
    plain = Figure(harm="killed", category="people", low=12, best=12, high=12, span=Span(0, 2), confidence=0.97)
    weak = Figure(harm="injured", category="children", low=3, best=3, span=Span(5, 7), confidence=0.614)

    assert toll([plain, weak]) == "people killed 12, children injured 3 or more (61 % sure)"


def test_a_large_ledger_shows_what_a_run_brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of incidents `read` prints those of its own documents, and says how many there are in all."""
    monkeypatch.setattr(keeping, "MOST", 1)
    for number, town in enumerate(("Ganja", "Stepanakert", "Kharkiv")):
        text = f"Shells hit {town} on Friday, killing {number + 2} people, officials said."
        (tmp_path / f"{town}.txt").write_text(text, encoding="utf-8")
    read = ("read", "--published", "2020-10-20", "--ledger", "many.db")
    recounted(*read, "Ganja.txt", "Stepanakert.txt", cwd=tmp_path)
    done = recounted(*read, "Kharkiv.txt", cwd=tmp_path)

    assert "Kharkiv" in done.stdout
    assert "Ganja" not in done.stdout and "Stepanakert" not in done.stdout
    assert "3 incidents in all" in done.stderr


def test_the_versions_of_all_that_results_depend_on_are_told(tmp_path: Path) -> None:
    """Program, data, weights and gazetteer, a line each."""
    told = recounted("--version", cwd=tmp_path).stdout.splitlines()

    assert [line.split()[0] for line in told] == ["recounted", "data", "weights", "gazetteer"]


def test_two_reports_of_one_file_name_are_told_apart(tmp_path: Path) -> None:
    """An incident's documents of one name carry the beginning of their ids, which `show` takes; a lone one does not."""
    text = "Rockets hit Ganja on 17 October, killing {} people, officials said."
    for desk, number in (("a", 13), ("b", 14)):
        (tmp_path / desk).mkdir()
        (tmp_path / desk / "report.txt").write_text(text.format(number), encoding="utf-8")
        recounted("read", f"{desk}/report.txt", "--published", "2020-10-20", "--publisher", desk, cwd=tmp_path)
    (incident,) = [json.loads(line) for line in recounted("incidents", "-f", "jsonl", cwd=tmp_path).stdout.splitlines()]
    shown = recounted("show", incident["id"], cwd=tmp_path).stdout
    names = re.findall(r"report\.txt \((\w{8})\)", " ".join(incident["documents"]))

    assert len(set(names)) == 2
    assert all(shown.count(f"report.txt ({name})") >= 1 for name in names)
    assert "report.txt " not in shown.replace("report.txt (", "")
    assert {recounted("show", name, cwd=tmp_path).stdout.count("report.txt") for name in names} == {1}
    said = recounted("show", "report.txt", cwd=tmp_path).stderr
    assert any(f"1 other document of this name: recounted show {name}" in said for name in names)
