"""A ledger of the first version comes to the present one, and everything in it still leads to its words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from samples import book, decision, incident, rows, told
from sqlalchemy import Connection, inspect, text

from recounted import database
from recounted.database import VERSION, Database, engine_of, open_database, url_of
from recounted.ledger import tables
from recounted.model import Claim, Document

FIRST = "0001"


@pytest.fixture
def old(anywhere: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Document, list[Claim]]:
    """A ledger made by the first migration alone, with a report, its claims, an incident and a decision in it."""
    source = tmp_path / "new.db"
    document, claims = told(killed=(13, 15))
    with book(source) as ledger:
        ledger.keep(document, claims)
        ledger.decide(decision("same", claims[0].id, claims[1].id))
        ledger.replace_derived([incident(claims)])
    held = rows(source)
    make_first(anywhere, monkeypatch)
    with inside(anywhere) as connection:
        found = inspect(connection)
        known = {name: {column["name"] for column in found.get_columns(name)} for name in found.get_table_names()}
        connection.execute(text("DELETE FROM head"))
        for table in tables.metadata.sorted_tables:
            names = [column.name for column in table.columns]
            for row in held[table.name] if table.name in known else ():
                own = {name: value for name, value in zip(names, row, strict=True) if name in known[table.name]}
                marks = ", ".join(f":{name}" for name in own)
                connection.execute(text(f"INSERT INTO {table.name} ({', '.join(own)}) VALUES ({marks})"), own)
    return anywhere, document, claims


def make_first(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty ledger of the first version."""

    def upgrade(connection: object) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(database.__file__).parent / "data" / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)

    with monkeypatch.context() as only:
        only.setattr(database, "upgrade", upgrade)
        open_database(where).close()


@contextmanager
def inside(where: str) -> Iterator[Connection]:
    """A connection behind a ledger's back; its writes are kept when the block ends."""
    raw = Database(where, engine_of(url_of(where)))
    with raw.writing() as connection:
        yield connection
    raw.close()


def version(where: str) -> str:
    """The version that a ledger says it has."""
    with inside(where) as connection:
        return str(connection.execute(text("SELECT version_num FROM ledger_version")).scalar())


def test_the_first_version_is_brought_to_the_present(old: tuple[str, Document, list[Claim]]) -> None:
    """It is of the first version before and of the present one after, and the whole of it checks."""
    path, _, _ = old
    assert version(path) == FIRST < VERSION
    with book(path, create=False) as ledger:
        assert ledger.check() == []
    assert version(path) == VERSION


def test_spans_still_lead_to_their_words(old: tuple[str, Document, list[Claim]]) -> None:
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


def test_what_was_upgraded_can_be_added_to(old: tuple[str, Document, list[Claim]]) -> None:
    """It goes on as a ledger does: the same report is known, another is kept, and the log goes on."""
    path, document, claims = old
    with book(path, create=False) as ledger:
        assert not ledger.keep(document, claims)
        assert ledger.keep(*told("b"))
        assert ledger.check() == []


def test_an_upgrade_that_fails_leaves_the_first_version(
    old: tuple[str, Document, list[Claim]], monkeypatch: pytest.MonkeyPatch
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


def test_what_was_upgraded_has_the_indexes_of_what_is_new(old: tuple[str, Document, list[Claim]]) -> None:
    """Tables, columns and indexes are those that the program names, with their columns in their order."""
    where, _, _ = old
    book(where, create=False).close()
    with inside(where) as connection:
        found = inspect(connection)
        assert set(found.get_table_names()) == {*tables.metadata.tables, "ledger_version"}
        for table in tables.metadata.sorted_tables:
            assert {one["name"] for one in found.get_columns(table.name)} == set(table.columns.keys())
            indexes = {one["name"]: one["column_names"] for one in found.get_indexes(table.name)}
            named = {one.name: [column.name for column in one.columns] for one in table.indexes}
            assert indexes.items() >= named.items(), table.name
            assert all(name in named or name.endswith("_key") for name in indexes)
