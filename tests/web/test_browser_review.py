"""Review by keyboard, and reports that are dropped, in a real browser."""

from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="stories in a browser need playwright")
pytest.importorskip("uvicorn", reason="the pages need recounted[web]")

from browsing import CHROMIUM, barriers, looking, watched

from recounted.ledger import Ledger

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


def decide(page: Any, key: str, why: str) -> None:
    """Press a key, write the reason, and Enter."""
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.name") == "why"
    page.keyboard.type(why)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_every_key_of_review_does_what_it_says(browser: Any, address: str, book: Ledger) -> None:
    """`j` and `k` walk, `a` accepts, `r` rejects, `u` takes back, each with its reason and Enter; no mouse."""
    page, wrong = watched(browser, address)
    page.goto(f"{address}/review?kind=claim")
    titles = [page.locator("#item .text").inner_text()]
    with page.expect_navigation():
        page.keyboard.press("j")
    titles.append(page.locator("#item .text").inner_text())
    with page.expect_navigation():
        page.keyboard.press("k")
    assert page.locator("#item .text").inner_text() == titles[0] != titles[1]
    decide(page, "a", "accepted by key")
    decide(page, "r", "rejected by key")
    assert [(one.verb, one.why) for one in book.decisions()] == [
        ("right", "accepted by key"), ("wrong", "rejected by key")
    ]  # fmt: skip
    for left in (1, 0):
        with page.expect_navigation():
            page.keyboard.press("u")
        assert len(book.decisions()) == left
    assert wrong == []


@pytest.mark.parametrize(("key", "verb"), [("m", "same"), ("d", "different")])
def test_two_incidents_are_judged_by_key(browser: Any, address: str, book: Ledger, key: str, verb: str) -> None:
    """`m` says that two incidents are one, `d` that they are two."""
    a, b = (one.claims[0] for one in list(book.incidents())[:2])
    page, wrong = watched(browser, address)
    page.goto(f"{address}/review?item=incident-{a}-{b}")
    decide(page, key, "read side by side")

    assert [(one.verb, set(one.about)) for one in book.decisions()] == [(verb, {a, b})]
    assert wrong == []


def test_words_are_marked_by_keys_and_correct_a_figure(browser: Any, address: str, book: Ledger) -> None:
    """`e` opens the correction with the caret in the text; shift and the arrow mark the next words; they are kept."""
    claim = next(one for one in book.claims() if one.toll and "Thirteen civilians" in one.text)
    page, wrong = watched(browser, address)
    page.goto(f"{address}/review?item=claim-{claim.id}")
    page.keyboard.press("e")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    form = page.locator("form.correct").first
    assert form.locator("input[name=words]").input_value() == "Thirteen civilians"
    form.locator("input[name=high]").fill("14")
    form.locator("input[name=why]").fill("the later figure")
    with page.expect_navigation():
        form.get_by_role("button", name="Correct").click()
    change = book.decisions()[-1].change["toll"][0]
    assert (change["best"], change["high"]) == (13, 14)
    assert book.document(claim.document).text[slice(*change["span"])] == "Thirteen civilians"
    assert wrong == []


def test_words_are_marked_by_mouse_and_correct_a_place(browser: Any, address: str, book: Ledger) -> None:
    """What is marked in the text goes into the form that was last used."""
    claim = next(one for one in book.claims() if one.toll and "Thirteen civilians" in one.text)
    page, wrong = watched(browser, address)
    page.goto(f"{address}/review?item=claim-{claim.id}")
    page.locator("summary[data-key=e]").click()
    form = page.locator("form.correct:has(input[value='place-0'])")
    form.locator("input[name=words]").fill("")
    page.locator("#item .text mark.k-speaker").first.dblclick()
    words = form.locator("input[name=words]").element_handle()
    page.wait_for_function("(field) => field.value === 'Prosecutor'", arg=words)
    form.locator("input[name=why]").fill("as printed")
    with page.expect_navigation():
        form.get_by_role("button", name="Correct").click()
    assert book.decisions()[-1].change["locations"][0]["name"] == "Prosecutor"
    assert wrong == []


DROP = """(files) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name, { type: "text/plain" }));
  const form = document.querySelector("form.adding");
  for (const kind of ["dragover", "drop"])
    form.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_several_files_are_dropped_seen_and_kept(browser: Any, address: str, book: Ledger) -> None:
    """Files that are dropped are read together; each shows its claims; one is dropped again, the others are kept."""
    page, wrong = watched(browser, address)
    page.goto(f"{address}/add")
    texts = [
        (f"{n}.txt", f"Rockets killed {n} civilians in Barda on October 28, 2020, officials said.") for n in (3, 4, 5)
    ]
    page.evaluate(DROP, [*texts, ("empty.txt", "")])
    page.get_by_role("button", name="Show the claims").click()
    page.locator("#held").wait_for()
    assert page.locator("#held li h3").all_inner_texts() == ["3.txt", "4.txt", "5.txt"]
    assert "4 civilians killed" in page.locator("#held").inner_text()
    assert "empty.txt" in page.get_by_role("alert").inner_text()
    assert not any(one.ref == "3.txt" for one in book.documents())
    page.get_by_role("button", name="Drop 4.txt").click()
    with page.expect_navigation(url="**/add"):
        page.get_by_role("button", name="Keep all 2").click()
    page.locator("#held").wait_for(state="detached")
    assert {one.ref for one in book.documents()} >= {"3.txt", "5.txt"}
    assert "4.txt" not in {one.ref for one in book.documents()}
    assert wrong == []


def test_axe_finds_nothing_while_correcting(browser: Any, address: str, book: Ledger) -> None:
    """The open correction and reports that wait have no barrier that axe knows of."""
    page, _ = looking(browser, address)
    claim = next(one for one in book.claims() if one.toll)
    page.goto(f"{address}/review?item=claim-{claim.id}")
    page.locator("summary[data-key=e]").click()
    barriers(page)
    page.goto(f"{address}/add")
    page.evaluate(DROP, [("a.txt", "Two died in Barda."), ("b.txt", "Three died in Ganja.")])
    page.get_by_role("button", name="Show the claims").click()
    page.locator("#held").wait_for()
    barriers(page)
