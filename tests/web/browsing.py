"""A served ledger, a browser without a network, and what axe says of a page."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from recounted.ledger import Ledger
from recounted.web import LOOPBACK, Guard, Tiles, make_app

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)

#: What a browser without a graphics card says of its own drawing.
OF_THE_CARD = "GL Driver Message"

#: How long a page may take on a busy machine, in milliseconds.
PATIENCE = 90_000

#: The rules that a page has to keep.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

#: Widths and themes in which every page is looked at.
WIDTHS, THEMES = (1280, 390), ("light", "dark")

NO_TILES = Tiles()


@contextmanager
def served(book: Ledger, tiles: Tiles = NO_TILES) -> Iterator[str]:
    """The address at which a ledger is served for as long as the block runs."""
    import uvicorn

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = Guard(make_app(book, "mk", tiles), LOOPBACK, tiles.origin)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@contextmanager
def opened() -> Iterator[Any]:
    """A browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


def watched(browser: Any, address: str, **options: Any) -> tuple[Any, list[str]]:
    """A page, and everything that it asks of another address or complains of."""
    page, wrong = browser.new_page(**options), []
    page.set_default_timeout(PATIENCE)

    def said(message: Any) -> None:
        if message.type in {"error", "warning"} and OF_THE_CARD not in message.text:
            wrong.append(message.text)

    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else wrong.append(request.url))
    return page, wrong


def looking(browser: Any, address: str) -> tuple[Any, list[str]]:
    """A page that axe may look at, and what `watched` notes of it."""
    size = {"width": WIDTHS[0], "height": 900}
    return watched(browser, address, viewport=size, bypass_csp=True, reduced_motion="reduce")


def barriers(page: Any) -> None:
    """Fail where axe finds a barrier at a width, in a theme, or where the page is wider than the window.

    The page stays as it is: only its window and its theme change, so that what was opened is looked at in all looks.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="barriers are looked for by axe")
    page.evaluate(axe.Axe().axe_script)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            found = axe.AxeResults(page.evaluate(RUN, RULES))
            assert found.violations_count == 0, f"{page.url}, {width}, {theme}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url}, {width}"
        inner = page.evaluate(SIDEWAYS)
        assert inner == [], f"{page.url}, {width}: scrolls sideways"


#: What axe is asked: of what it finds right no list is wanted, which would take longer than the looking.
RUN = "(rules) => axe.run({ runOnly: rules, resultTypes: ['violations'] })"

#: What scrolls sideways within a page.
SIDEWAYS = """() => [...document.querySelectorAll("main *")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX))
  .map((one) => one.className || one.tagName)"""


def narrow_to_ganja(page: Any) -> None:
    """Choose a place on the overview, as a person does, and wait for its page."""
    page.locator("summary", has_text="Place").first.click()
    page.get_by_role("checkbox", name="Ganja").check()
    page.locator("details[open]").get_by_role("button", name="Show").click()
    page.wait_for_url("**place=Ganja**")
