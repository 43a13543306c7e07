"""A ledger of a few short reports of both sides, and a browser's side of its pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("litestar", reason="the pages need recounted[web]")

from browsing import CHROMIUM, opened, served
from litestar.testing import TestClient
from people import peopled

from recounted import flow
from recounted.ledger import Ledger
from recounted.web import make_app

REPORTS = {
    "ganja-one.txt": (
        "GANJA, October 17, 2020 (Caspian Desk) - Thirteen civilians were killed and 45 wounded when missiles struck "
        "Ganja overnight, Azerbaijan's Prosecutor General's Office said on Saturday. Armenia's Defence Ministry denied "
        "firing at the city."
    ),
    "ganja-two.txt": (
        "GANJA, October 18, 2020 (Meridian Desk) - Missiles that struck Ganja on October 17 killed 14 civilians and "
        "wounded more than 50, the International Committee of the Red Cross said. Armenia denied it."
    ),
    "stepanakert.txt": (
        "STEPANAKERT, October 16, 2020 (Sevan Desk) - Shells hit Stepanakert on Friday, killing two people and "
        "wounding three civilians, the emergency service in the city said. Azerbaijan's Defence Ministry denied "
        "shelling civilian areas. At least 604 soldiers have been killed since September 27, the Artsakh Defence "
        "Army said."
    ),
}


def filled(where: Path, reports: dict[str, str]) -> Ledger:
    """A ledger that holds some reports, linked and reckoned."""
    folder = where / "reports"
    folder.mkdir()
    for name, text in reports.items():
        (folder / name).write_text(text, encoding="utf-8")
    book = Ledger(str(where / "book.db"), who="mk")
    flow.read_into(book, [str(folder)], cores=1)
    flow.settle(book)
    return book


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger that tests only read."""
    with filled(tmp_path_factory.mktemp("kept"), REPORTS) as book:
        yield book


@pytest.fixture(scope="session")
def pages(kept: Ledger) -> Iterator[TestClient]:
    """The pages of that ledger."""
    with TestClient(make_app(kept, "mk"), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger with a user of each role, that tests only read."""
    with filled(tmp_path_factory.mktemp("shared"), REPORTS) as book:
        yield peopled(book)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger that a test may change."""
    with filled(tmp_path, REPORTS) as made:
        yield made


@pytest.fixture
def desk(book: Ledger) -> Iterator[TestClient]:
    """The pages of a ledger that a test may change."""
    with TestClient(make_app(book, "mk"), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def address(book: Ledger) -> Iterator[str]:
    """Where a ledger that a test may change is served."""
    with served(book) as where:
        yield where


@pytest.fixture(scope="session")
def kept_at(kept: Ledger) -> Iterator[str]:
    """Where the ledger that tests only read is served."""
    with served(kept) as where:
        yield where


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser without a network beyond this machine, for the tests of one file."""
    pytest.importorskip("playwright.sync_api", reason="stories in a browser need playwright")
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with opened() as made:
        yield made


@pytest.fixture
def browser(chromium: Any) -> Iterator[Any]:
    """That browser, in which nothing of other tests is left: each page has its own cookies, and is closed after."""
    yield chromium
    for context in list(chromium.contexts):
        context.close()
