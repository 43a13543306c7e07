"""An installation whose frontend was not built: it says so, and tables, timeline and map are there without it."""

import re
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from browsing import narrow_to_ganja, served, watched
from litestar.testing import TestClient
from typer.testing import CliRunner

from recounted.cli.app import app
from recounted.ledger import Ledger
from recounted.web.pages import overview


@pytest.fixture
def unbuilt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the build leaves behind is not there."""
    for module in ("recounted.web.app", "recounted.web.pages.overview"):
        monkeypatch.setattr(f"{module}.BUILT", tmp_path / "overview.js")


def told_by_serve(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `recounted serve` says before it serves."""
    monkeypatch.setattr(uvicorn, "run", lambda *_, **__: None)
    done = CliRunner().invoke(app, ["serve", "--ledger", book.where])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.usefixtures("unbuilt")
def test_serve_says_that_the_map_was_not_built(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line that gives the address is followed by what is lacking."""
    assert "map that moves was not built" in told_by_serve(book, monkeypatch)


def test_serve_says_nothing_of_it_where_it_was(book: Ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the build left its script, nothing is said to be lacking."""
    (tmp_path / "overview.js").touch()
    monkeypatch.setattr("recounted.web.app.BUILT", tmp_path / "overview.js")
    assert "not built" not in told_by_serve(book, monkeypatch)


@pytest.mark.usefixtures("unbuilt")
def test_the_overview_has_its_tables_without_it(pages: TestClient) -> None:
    """The page says what is lacking, asks for no script of the build, and has its rows, timeline and drawn map."""
    text = pages.get("/").text

    assert "built without the map that moves" in re.sub(r"\s+", " ", text)
    assert str(overview.BUILT.name) not in text
    assert text.count('class="where"') == pages.get("/api/incidents").json()["total"]
    assert '<div class="drawn"><svg' in text
    assert 'class="time-svg' in text


@pytest.mark.usefixtures("unbuilt")
def test_a_person_filters_and_opens_without_it(browser: Any, book: Ledger) -> None:
    """In a browser a filter narrows the table, an incident opens, and nothing is asked for in vain."""
    with served(book) as address:
        page, wrong = watched(browser, address)
        page.goto(address)
        before = page.locator(".inc tbody tr").count()
        narrow_to_ganja(page)
        assert 0 < page.locator(".inc tbody tr").count() < before
        page.locator(".inc .where a").first.click()
        page.wait_for_url("**/incident/**")
        assert wrong == []
