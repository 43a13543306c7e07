"""A place for a ledger, in every kind of database that can be had here."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from servers import lacking, server
from sqlalchemy import create_engine


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL database that is there for these tests only."""
    if reason := lacking():
        pytest.skip(reason)
    with TemporaryDirectory(prefix="recounted-") as folder, server(Path(folder)) as url:
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
