"""What the tests of exports share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filled import filled

from recounted.exporters import Choice, export
from recounted.ledger import Ledger

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of both sides' reports; nobody changes it."""
    with filled(tmp_path_factory.mktemp("ledger") / "ledger.db") as book:
        yield book


@pytest.fixture
def write(ledger: Ledger, tmp_path: Path) -> Write:
    """Write an export into a folder of its own, and give the folder."""

    def written(name: str, **choice: Any) -> Path:
        folder = tmp_path / f"{name}{len(list(tmp_path.iterdir()))}"
        export(ledger, name, folder, Choice(**choice))
        return folder

    return written
