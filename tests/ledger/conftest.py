"""A place for a ledger, in every kind of database that can be had here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import lacking, server
from sqlalchemy import create_engine


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL database that is there for these tests only."""
    if reason := lacking():
        pytest.skip(reason)
    with server(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture
def where(tmp_path: Path) -> str:
    """The path of a ledger that is not there yet."""
    return str(tmp_path / "ledger.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request: pytest.FixtureRequest, where: str) -> str:
    """Where a ledger may be made, in each kind of database in turn."""
    if request.param == "sqlite":
        return where
    url = str(request.getfixturevalue("postgres"))
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url
