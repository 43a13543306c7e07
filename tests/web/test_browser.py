"""The pages in a real browser, as a person works with them; offline, and looked at for barriers by axe."""

from typing import Any

import pytest
from browsing import watched

from recounted.ledger import Ledger


def test_from_a_new_report_to_a_decision_and_back(browser: Any, address: str, book: Ledger) -> None:
    """A person adds a report, sees its claims, keeps it, opens its incident, rejects a claim by keyboard, and undoes it."""
    page, wrong = watched(browser, address)
    page.goto(f"{address}/add")
    page.get_by_label("The text of a report").fill(
        "Five people were killed in Barda on October 28, 2020, officials said."
    )
    page.get_by_role("button", name="Show the claims").click()
    page.get_by_role("button", name="Keep").click()
    page.locator(".claims a[href^='/incident/']").first.click()
    page.wait_for_url("**/incident/**")
    assert page.get_by_role("heading", level=1).inner_text() == "Barda, 28 October 2020"

    with page.expect_navigation():
        page.get_by_role("link", name="Review", exact=True).last.click()
    page.keyboard.press("r")  # a decision needs its reason first
    assert page.evaluate("document.activeElement.name") == "why"
    page.keyboard.type("test of the keyboard")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_text("test of the keyboard").is_visible()
    assert [(one.verb, one.why) for one in book.decisions()] == [("wrong", "test of the keyboard")]

    with page.expect_navigation():
        page.keyboard.press("u")
    assert page.get_by_text("undone", exact=True).is_visible()
    assert book.decisions() == []
    assert wrong == []


def test_everything_can_be_reached_by_keys(browser: Any, address: str) -> None:
    """`g` and a letter go to a page, `j` walks through the rows, Enter opens one, `?` lists the keys."""
    page, wrong = watched(browser, address)
    page.goto(address)
    page.keyboard.press("j")
    with page.expect_navigation(url="**/incident/**"):
        page.keyboard.press("Enter")
    for key, path in (("t", "tallies"), ("s", "sources"), ("r", "review"), ("a", "add")):
        page.keyboard.press("g")
        with page.expect_navigation(url=f"**/{path}"):
            page.keyboard.press(key)
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    assert wrong == []


def test_a_filter_stays_in_the_address_and_back_works(browser: Any, address: str) -> None:
    """Choosing a value narrows the page, the address keeps it, and going back shows all again."""
    page, wrong = watched(browser, address)
    page.goto(address)
    before = page.locator(".inc tbody tr").count()
    page.locator("summary", has_text="Place").first.click()
    page.get_by_role("checkbox", name="Ganja").check()
    page.locator("details[open]").get_by_role("button", name="Show").click()
    page.wait_for_url("**place=Ganja**")
    page.get_by_role("link", name="Clear all filters").wait_for()
    assert 0 < page.locator(".inc tbody tr").count() < before
    page.go_back()
    page.get_by_role("link", name="Clear all filters").wait_for(state="detached")
    assert page.locator(".inc tbody tr").count() == before
    assert wrong == []


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Any, address: str, book: Ledger, width: int, theme: str
) -> None:
    """No page has a barrier that axe knows of, WCAG 2.2 AA, at both widths and in both themes."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="barriers are looked for by axe")
    page, wrong = watched(
        browser, address, color_scheme=theme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    one = max(book.incidents(), key=lambda incident: incident.independent_sources)
    document = f"/document/{one.documents[0]}?claim={one.claims[0]}"
    for path in ("/", f"/incident/{one.id}", document, "/tallies", "/sources", "/review", "/add", "/nowhere"):
        page.goto(address + path)
        found = axe.Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    assert [line for line in wrong if "404" not in line] == []
