"""A ledger of the first version comes to the present one, and everything in it still leads to its words."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from samples import book, decision, incident, rows, told

from recounted import database
from recounted.database import VERSION, open_database
from recounted.ledger import tables
from recounted.model import Claim, Document

FIRST = "0001"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Document, list[Claim]]:
    """A ledger made by the first migration alone, with a report, its claims, an incident and a decision in it."""
    source, path = tmp_path / "new.db", tmp_path / "old.db"
    document, claims = told(killed=(13, 15))
    with book(source) as ledger:
        ledger.keep(document, claims)
        ledger.decide(decision("same", claims[0].id, claims[1].id))
        ledger.replace_derived([incident(claims)])
    held = rows(source)
    make_first(path, monkeypatch)
    with sqlite3.connect(path) as connection:
        known = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        connection.execute("DELETE FROM head")
        for table in tables.metadata.sorted_tables:
            columns = columns_of(connection, table.name)
            names = [column.name for column in table.columns]
            for row in held[table.name] if table.name in known else ():
                own = {name: value for name, value in zip(names, row, strict=True) if name in columns}
                marks = ", ".join("?" * len(own))
                connection.execute(f"INSERT INTO {table.name} ({', '.join(own)}) VALUES ({marks})", list(own.values()))
    connection.close()
    return path, document, claims


def make_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty ledger of the first version."""

    def upgrade(connection: object) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(database.__file__).parent / "data" / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)

    with monkeypatch.context() as only:
        only.setattr(database, "upgrade", upgrade)
        open_database(str(path)).close()


def columns_of(connection: sqlite3.Connection, table: str) -> set[str]:
    """The columns that a table of a file has."""
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def version(path: Path) -> str:
    """The version that a file says it has."""
    with sqlite3.connect(path) as connection:
        return str(connection.execute("SELECT version_num FROM ledger_version").fetchone()[0])


def test_the_first_version_is_brought_to_the_present(old: tuple[Path, Document, list[Claim]]) -> None:
    """It is of the first version before and of the present one after, and the whole of it checks."""
    path, _, _ = old
    assert version(path) == FIRST < VERSION
    with book(path, create=False) as ledger:
        assert ledger.check() == []
    assert version(path) == VERSION


def test_spans_still_lead_to_their_words(old: tuple[Path, Document, list[Claim]]) -> None:
    """Claims, incidents and decisions are those that were kept, and each span gives the words it was read from."""
    path, document, claims = old
    with book(path, create=False) as ledger:
        text = ledger.document(document.id).text
        for claim in ledger.claims():
            assert claim.span.of(text) == claim.text
            assert claim.toll[0].span.of(text) == str(claim.toll[0].best)
        assert list(ledger.claims()) == claims
        assert [one.claims for one in ledger.incidents()] == [tuple(claim.id for claim in claims)]
        assert [one.verb for one in ledger.decisions()] == ["same"]


def test_what_was_upgraded_can_be_added_to(old: tuple[Path, Document, list[Claim]]) -> None:
    """It goes on as a ledger does: the same report is known, another is kept, and the log goes on."""
    path, document, claims = old
    with book(path, create=False) as ledger:
        assert not ledger.keep(document, claims)
        assert ledger.keep(*told("b"))
        assert ledger.check() == []


def test_an_upgrade_that_fails_leaves_the_first_version(
    old: tuple[Path, Document, list[Claim]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that breaks off changes nothing; run again, it does its work."""
    path, _, claims = old
    whole = database.upgrade

    def broken(connection: object) -> None:
        whole(connection)  # type: ignore[arg-type]
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as now:
        now.setattr(database, "upgrade", broken)
        with pytest.raises(RuntimeError):
            book(path, create=False)
    assert version(path) == FIRST
    with book(path, create=False) as ledger:
        assert list(ledger.claims()) == claims
