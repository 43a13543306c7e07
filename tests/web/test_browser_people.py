"""Users in a real browser: logging in, what a role finds, proposing and taking, logging out."""

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="stories in a browser need playwright")
pytest.importorskip("uvicorn", reason="the pages need recounted[web]")

from browsing import CHROMIUM, barriers, looking, served, watched
from people import PASSWORD, peopled

from recounted.ledger import Ledger

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture
def address(book: Ledger) -> Iterator[str]:
    """Where a ledger with users is served."""
    with served(peopled(book)) as found:
        yield found


def enter(page: Any, name: str) -> None:
    """Fill in the form that stands before a page."""
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="log out").wait_for(timeout=5000)


def test_a_coder_proposes_and_a_reviewer_takes_it(browser: Any, address: str, book: Ledger) -> None:
    """Both log in on the way to the page they wanted; what the coder proposes counts when the reviewer takes it."""
    page, wrong = watched(browser, address)
    page.goto(f"{address}/review")
    enter(page, "Cody")
    assert page.url == f"{address}/review"
    assert page.get_by_text("What you decide here is a proposal").is_visible()
    page.get_by_label("Reason, kept with the decision").first.fill("read against the text")
    page.locator("#item .decide button.main").first.click()
    page.locator("#proposals").wait_for()
    assert page.get_by_role("button", name="Take").count() == 0
    assert book.decisions() == []
    page.get_by_role("button", name="log out").click()
    page.get_by_role("button", name="Log in").wait_for()

    enter(page, "Vera")
    page.goto(f"{address}/review")
    page.locator("#proposals input[name=why]").fill("read too")
    page.get_by_role("button", name="Take").click()
    page.locator("#proposals").wait_for(state="detached")
    assert [one.who for one in book.decisions()] == ["Vera"]
    assert wrong == []


def test_a_reader_finds_no_way_to_change_anything(browser: Any, address: str) -> None:
    """A reader has no page to add to, and no form but that of the log out and of filters."""
    page, wrong = watched(browser, address)
    page.goto(address)
    enter(page, "Rea")
    for path in ("/", "/review", "/tallies", "/sources"):
        page.goto(address + path)
        assert page.locator("form[method=post]").count() == 1, path
    assert page.get_by_role("link", name="Add", exact=True).count() == 0
    assert wrong == []


def test_axe_finds_nothing_on_the_pages_of_users(browser: Any, address: str) -> None:
    """Logging in, being refused, and the proposals of others have no barrier that axe knows of, at both widths."""
    page, _ = looking(browser, address)
    page.goto(f"{address}/review")
    barriers(page)
    page.get_by_label("Name", exact=True).fill("Cody")
    page.get_by_label("Password").fill("guessed wrong")
    page.get_by_role("button", name="Log in").click()
    assert page.get_by_role("alert").is_visible()
    barriers(page)
    enter(page, "Cody")
    page.get_by_label("Reason, kept with the decision").first.fill("read against the text")
    page.locator("#item .decide button.main").first.click()
    page.locator("#proposals").wait_for()
    barriers(page)
