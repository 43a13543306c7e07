"""The pages in a real browser, as a person works with them; offline, and looked at for barriers by axe."""

from pathlib import Path
from typing import Any

from browsing import barriers, looking, narrow_to_ganja, served, watched

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
    narrow_to_ganja(page)
    page.get_by_role("link", name="Clear all filters").wait_for()
    assert 0 < page.locator(".inc tbody tr").count() < before
    page.go_back()
    page.get_by_role("link", name="Clear all filters").wait_for(state="detached")
    assert page.locator(".inc tbody tr").count() == before
    assert wrong == []


def test_axe_finds_nothing_and_nothing_overflows(browser: Any, kept_at: str, kept: Ledger) -> None:
    """No page has a barrier that axe knows of, WCAG 2.2 AA, at both widths and in both themes, or scrolls sideways."""
    page, wrong = looking(browser, kept_at)
    for path in paths(kept):
        page.goto(kept_at + path)
        barriers(page)
    dossier = page.request.get(f"{kept_at}{paths(kept)[1]}/dossier").text()
    page.set_content(dossier)
    barriers(page)
    assert [line for line in wrong if "404" not in line and "400" not in line] == []


def paths(book: Ledger) -> list[str]:
    """Every page, with and without what its address may ask for."""
    one = max(book.incidents(), key=lambda incident: incident.independent_sources)
    document = next(book.documents()).id
    claim = next(claim for claim in book.claims(document=document) if claim.toll).id
    return [
        "/", f"/incident/{one.id}", f"/incident/{one.id}?policy=ucdp", "/?place=Ganja", "/?place=Ganja&weapon=chemical",
        "/?from=yesterday", f"/document/{document}", f"/document/{document}?claim={claim}", "/tallies",
        "/tallies?harm=killed", "/sources", "/sources?q=none", "/review", "/review?check=1", f"/review?item=claim-{claim}",
        "/add", "/export", "/export?place=Ganja&from=2020-10-01", "/nowhere",
    ]  # fmt: skip


def test_axe_finds_nothing_in_an_empty_ledger(browser: Any, tmp_path: Path) -> None:
    """The pages of a ledger without reports have no barrier either."""
    with Ledger(str(tmp_path / "empty.db"), who="mk") as empty, served(empty) as address:
        page, wrong = looking(browser, address)
        for path in ("/", "/tallies", "/sources", "/review", "/export"):
            page.goto(address + path)
            barriers(page)
        assert wrong == []


def test_axe_finds_nothing_in_what_opens(browser: Any, kept_at: str) -> None:
    """The list of keys, an open filter and the notes beside the map have no barrier."""
    page, wrong = looking(browser, kept_at)
    page.goto(kept_at)
    page.evaluate("for (const one of document.querySelectorAll('#filters .more, #map-notes details')) one.open = true")
    page.locator("summary", has_text="Place").first.click()
    page.get_by_role("checkbox", name="Ganja").wait_for()
    barriers(page)
    page.keyboard.press("?")
    page.locator("dialog#keys").wait_for()
    barriers(page)
    assert wrong == []


def test_who_says_it_is_shown_at_the_number_of_a_claim(browser: Any, kept_at: str, kept: Ledger) -> None:
    """The chain of speakers stands by the number that is pointed at, or reached by keys; Escape hides it."""
    document = next(one for one in kept.documents() if one.ref == "ganja-one.txt")
    page, wrong = watched(browser, kept_at)
    page.goto(f"{kept_at}/document/{document.id}")
    tip = page.locator("#w1")
    assert not tip.is_visible()
    page.locator("#t1").hover()
    tip.wait_for()
    assert tip.inner_text().startswith("Caspian Desk › ")
    page.keyboard.press("Escape")
    tip.wait_for(state="hidden")
    page.mouse.move(0, 0)
    page.locator("[data-kind=caveat]").focus()
    page.keyboard.press("Tab")
    tip.wait_for()
    assert page.evaluate("document.activeElement.id") == "t1"
    assert wrong == []
