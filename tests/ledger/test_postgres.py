"""What only a server can do to a ledger: be of another version, and be closed to somebody."""

from pathlib import Path

import pytest
from samples import book, rows, told
from sqlalchemy import create_engine

from recounted.database import VERSION, VERSION_TABLE
from recounted.errors import AddressError
from test_cli import recounted


def on(postgres: str, *statements: str) -> None:
    """Run statements on a server behind a ledger's back."""
    engine = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for one in statements:
            connection.exec_driver_sql(one)
    engine.dispose()


@pytest.fixture
def server(postgres: str) -> str:
    """A server's database with nothing in it."""
    on(postgres, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    return postgres


def test_a_schema_of_a_newer_version_is_refused_and_left_alone(server: str, tmp_path: Path) -> None:
    """The program says which versions it knows and ends with 2; not a row is another."""
    with book(server) as ledger:
        ledger.keep(*told("a"))
    before = rows(server)
    on(server, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    (tmp_path / "r.txt").write_text("Two people were killed in Aden on Friday, officials said.", encoding="utf-8")
    done = recounted("read", "r.txt", "--ledger", server, cwd=tmp_path)

    assert done.returncode == 2
    assert "version 9999, and this program knows versions up to" in done.stderr
    with pytest.raises(AddressError):
        book(server)
    on(server, f"UPDATE {VERSION_TABLE} SET version_num = '{VERSION}'")
    assert rows(server) == before


def test_a_schema_of_something_else_is_left_alone(server: str) -> None:
    """Another program's tables are named, and nothing is made beside them."""
    on(server, "CREATE TABLE bookmarks (url text)")
    with pytest.raises(AddressError, match="a database of something else: it has bookmarks"):
        book(server)


@pytest.mark.parametrize(
    ("given", "change", "said"),
    [("/postgres", "/nowhere", "does not exist"), ("desk@", "nobody@", "refuses this user")],
)
def test_a_server_that_lets_nobody_in_is_told(server: str, given: str, change: str, said: str) -> None:
    """A database that is not there, and a user that the server knows not."""
    with pytest.raises(AddressError, match=said):
        book(server.replace(given, change))
