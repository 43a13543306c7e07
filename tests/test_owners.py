"""Lists of who owns which publisher."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from recounted.cli import app
from recounted.errors import UsageError
from recounted.estimates.owners import read_owners
from recounted.ledger import Ledger

WANTED = {"Morning Paper": "Northern House", "Evening Paper": "Northern House"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("owners.csv", "publisher,owner\nMorning Paper,Northern House\n\nEvening Paper , Northern House\n"),
        ("owners.csv", "country,Owner,Publisher\nX,Northern House,Morning Paper\nX,Northern House,Evening Paper\n"),
        ("owners.toml", '"Morning Paper" = "Northern House"\n"Evening Paper" = "Northern House"\n'),
    ],
)
def test_a_list_of_owners_is_read(tmp_path: Path, name: str, told: str) -> None:
    """A CSV file has the two columns among others, in any order; a TOML file a line for each publisher."""
    path = tmp_path / name
    path.write_text(told, encoding="utf-8")

    assert read_owners(path) == WANTED


@pytest.mark.parametrize(
    ("name", "told", "why"),
    [
        ("a.csv", "paper,house\nx,y\n", "columns publisher and owner"),
        ("a.csv", "publisher,owner\nx,y\nx,z\n", "two owners"),
        ("a.csv", "publisher,owner\nx,\n", "lacks"),
        ("a.csv", "", "columns"),
        ("a.toml", "x = 3\n", "no text"),
        ("a.toml", "x =\n", "cannot be read"),
    ],
)
def test_a_list_that_is_none_is_refused_in_words(tmp_path: Path, name: str, told: str, why: str) -> None:
    """What cannot be a list of owners is refused, and the words name the cause."""
    path = tmp_path / name
    path.write_text(told, encoding="utf-8")

    with pytest.raises(UsageError, match=why):
        read_owners(path)


def test_reading_with_a_list_keeps_it_and_folds_the_houses(tmp_path: Path) -> None:
    """Two papers of one house that tell of one attack are one publisher, and the ledger keeps why."""
    lines = ("Shelling killed five people at the market of Barda", "Five people died when shells hit Barda")
    for number, (line, paper) in enumerate(zip(lines, WANTED, strict=True)):
        (tmp_path / f"{number}.html").write_text(
            f'<html><head><meta property="og:site_name" content="{paper}"></head>'
            f"<body><article><p>{line} on 28 October 2020, officials said.</p></article></body></html>"
        )
    table, ledger = tmp_path / "owners.toml", str(tmp_path / "ledger.db")
    table.write_text("\n".join(f'"{paper}" = "{house}"' for paper, house in WANTED.items()))
    files = [str(path) for path in sorted(tmp_path.glob("*.html"))]

    runner = CliRunner()
    assert runner.invoke(app, ["read", *files, "--ledger", ledger, "--cores", "1"]).exit_code == 0
    with Ledger(ledger) as book:
        before = [(len(one.documents), one.independent_publishers) for one in book.incidents()]
    assert runner.invoke(app, ["read", *files, "--ledger", ledger, "--owners", str(table)]).exit_code == 0
    with Ledger(ledger) as book:
        after = [(len(one.documents), one.independent_publishers) for one in book.incidents()]
        assert (book.owners(), book.check()) == (WANTED, [])
    assert (before, after) == ([(2, 2)], [(2, 1)])
