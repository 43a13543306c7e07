"""A place for a ledger, in every kind of database that can be had here."""

from pathlib import Path

import pytest


@pytest.fixture
def where(tmp_path: Path) -> str:
    """The path of a ledger that is not there yet."""
    return str(tmp_path / "ledger.db")
