"""Hostile payloads in every field that people or reports fill, on every page: they show as text, and run nowhere."""

import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from browsing import served, watched
from forms import send
from litestar.testing import TestClient

from recounted.decisions import decide
from recounted.ledger import Ledger
from recounted.model import Claim, Document, Figure, Place, Span, Speaker
from recounted.web import LOOPBACK, Guard, make_app

#: Kind → what is written into each field; none of it may come to life.
PAYLOADS = {
    "script tag": "<script>window.pwned=1</script>",
    "event handler": '"><img src=x onerror="window.pwned=1">',
    "attribute": "' onfocus='window.pwned=1' autofocus x='",
    "script link": "javascript:window.pwned=1//",
    "data link": "data:text/html,<script>window.pwned=1</script>",
    "style": "</title></textarea><style>*{display:none}</style>",
    "svg": "<svg><use href='data:image/svg+xml,x'/><animate onbegin=window.pwned=1>",
    "template": "{{ 7 * 191 }}{% raw %}${7*191}",
    "bidi": "\u202egnp.exe\u2066 abc\u2069\u200f",
    "control": "ab\u001b[31m\u0085c",
    "long": "A" * 1_000_000,
}

#: Elements that no page of ours has, and what begins an address that runs.
FOREIGN = {"img", "animate", "iframe", "object", "embed", "base", "style"}
RUNS = re.compile(r"\s*(javascript|data|vbscript):", re.IGNORECASE)

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u0000\u001b\u0085]")


class Reader(HTMLParser):
    """Reads a page as a browser does, and notes what in it would run."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        told = dict(attributes)
        if tag in FOREIGN or (tag == "script" and not (told.get("src") or "").startswith("/static/")):
            self.alive.append(tag)
        for name, value in attributes:
            if name.startswith("on") or name == "style":
                self.alive.append(f"{tag} {name}")
            if name in {"href", "src", "action", "formaction", "xlink:href"} and RUNS.match(value or ""):
                self.alive.append(f"{tag} {name}={value}")


def alive(page: str) -> list[str]:
    """What in a page would run."""
    reader = Reader()
    reader.feed(page)
    return reader.alive


def attacked(book: Ledger, payload: str) -> tuple[str, str]:
    """A ledger in which a payload stands in every field; an incident and a document of it."""
    text = f"Shells killed 4 people in Mirab. {payload} said so."
    number, words = Span(13, 14), Span(33, 33 + len(payload))
    document = Document(
        id=sha256(text.encode()).hexdigest(), ref=f"{payload[:3000]}.txt", text=text, raw=text.encode(), title=payload, publisher=payload,
        author=payload, url=payload[:3000], language="en",
    )  # fmt: skip
    claim = Claim(
        id="c" * 16, document=document.id, ref=document.ref, span=Span(0, len(text)), text=text,
        sources=(
            Speaker(name=payload, kind="publisher"), Speaker(name=payload, kind="official", span=words, cue=payload)
        ),
        speech_act="state", modality="asserted", event_type="ASSAULT", event_kind="shelling", event_span=Span(0, 6),
        locations=(Place(name=payload, span=words, latitude=40.0, longitude=46.0, country="AZE", where_prec=1),),
        toll=(Figure(harm="killed", category="people", low=4, best=4, high=4, span=number),),
    )  # fmt: skip
    book.keep(document, [claim])
    from recounted import flow

    flow.refresh(book)
    book.decide(decide("right", [claim], payload[:3000], "2024-01-01T00:00:00Z", payload[:3000]))
    return next(iter(book.incidents())).id, document.id


@pytest.fixture
def empty(tmp_path: Any) -> Iterator[Ledger]:
    """A ledger without anything."""
    with Ledger(str(tmp_path / "book.db"), who="mk") as book:
        yield book


def pages_of(incident: str, document: str) -> list[str]:
    """Every page on which the payloads may show."""
    return [
        "/", f"/incident/{incident}", f"/incident/{incident}/dossier", f"/document/{document}",
        f"/document/{document}?claim={'c' * 16}", "/tallies", "/sources", "/review", f"/review?item=claim-{'c' * 16}",
        "/add", "/export", "/nowhere",
    ]  # fmt: skip


def test_what_would_run_is_noticed() -> None:
    """The reader of pages that these tests trust sees a script, a handler, a style and a link that runs."""
    bad = '<script>1</script><a onclick="x" href=" javascript:1">a</a><p style="x"></p><img src=x>'
    assert alive(bad) == ["script", "a onclick", "a href= javascript:1", "p style", "img"]
    assert alive('<p title="<img onerror=x>">&lt;script&gt;</p><script src="/static/keys.js"></script>') == []


@pytest.mark.parametrize("kind", PAYLOADS)
def test_a_payload_in_every_field_is_text_on_every_page(empty: Ledger, kind: str) -> None:
    """No page holds a script, a handler, a style or a link that is not ours; none is long, turns text, or fails."""
    incident, document = attacked(empty, PAYLOADS[kind])
    with TestClient(Guard(make_app(empty, "mk"), LOOPBACK), base_url="http://127.0.0.1") as client:
        for path in pages_of(incident, document):
            page = client.get(path)
            assert page.status_code == (404 if path == "/nowhere" else 200), path
            text = own(page.text) if path.endswith("dossier") else page.text
            assert alive(text) == [], path
            assert not TURNING.search(page.text), path
            assert len(page.text) < 3_000_000, path
            assert "script-src 'self'" in page.headers["content-security-policy"]
            assert "unsafe" not in page.headers["content-security-policy"]
        shown = unescape(client.get("/").text)
        assert "1337" not in shown
        for path in (
            "/api/incidents",
            "/api/claims",
            "/api/documents",
            "/api/sources",
            "/api/audit",
            "/map/marks?zoom=3",
        ):
            answer = client.get(path)
            assert answer.headers["content-type"].startswith("application/json"), path
            assert path[:4] == "/api" or not TURNING.search(answer.text)
            assert answer.headers["x-content-type-options"] == "nosniff"


def own(dossier: str) -> str:
    """A dossier without the one style that it brings, which is ours."""
    assert dossier.count("<style") == 1
    return re.sub(r"<style>.*?</style>", "", dossier, count=1, flags=re.DOTALL)


@pytest.mark.parametrize("kind", [kind for kind in PAYLOADS if kind != "long"])
def test_a_payload_in_the_address_or_a_form_is_text(desk: TestClient, kind: str) -> None:
    """What a link or a form brings along comes back as text, or is refused in words."""
    payload = PAYLOADS[kind]
    fields = ("q", "place", "speaker", "publisher", "from", "sort", "kind", "policy", "item", "who")
    answers = [desk.get(path, params={field: payload}) for path in ("/", "/review", "/sources") for field in fields]
    answers.append(send(desk, "/review", "/review/decide", verb=payload, about=payload, why=payload, next=payload))
    for answer in answers:
        assert answer.status_code in {200, 400, 404, 409}
        assert alive(answer.text) == []
        assert not TURNING.search(answer.text)


@pytest.mark.parametrize("kind", ["script tag", "event handler", "attribute", "svg", "bidi", "long"])
def test_nothing_comes_to_life_in_a_browser(browser: Any, empty: Ledger, kind: str) -> None:
    """In a real browser no page runs what it was given, asks another address, or breaks its own policy."""
    incident, document = attacked(empty, PAYLOADS[kind])
    with served(empty) as address:
        page, wrong = watched(browser, address)
        for path in pages_of(incident, document):
            if path.endswith("dossier"):  # this one is a download
                continue
            page.goto(address + path)
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (path, width)
            assert page.evaluate("window.pwned") is None, path
        assert [line for line in wrong if "404" not in line] == []
