"""A ledger of a few short reports of both sides, and a browser's side of its pages."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("litestar", reason="the pages need recounted[web]")

from litestar.testing import TestClient

from recounted import flow
from recounted.ledger import Ledger
from recounted.web import LOOPBACK, Guard, make_app

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)

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
    uvicorn = pytest.importorskip("uvicorn", reason="the pages need recounted[web]")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(Guard(make_app(book, "mk"), LOOPBACK), log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def browser() -> Iterator[Any]:
    """A browser without a network beyond this machine."""
    playwright = pytest.importorskip("playwright.sync_api", reason="stories in a browser need playwright")
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()
