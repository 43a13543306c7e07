"""What stands before the pages: whom they answer, what they refuse, and what a hostile report comes to."""

import asyncio
import re
from typing import Any

import pytest
from forms import send, show, token
from litestar.testing import TestClient

from recounted.errors import UsageError
from recounted.ledger import Ledger
from recounted.web import LOOPBACK, Guard, hosts_of, make_app

HOSTILE = """<script>alert("title")</script>

Officials said <img src=x onerror=alert(1)> 12 people were killed in Barda on October 28, 2020. <a href="javascript:alert(2)">here</a>
\u202eThree people were killed in Ganja\u202c, the "><svg/onload=alert(3)> ministry said. Ten 😀 people were hurt in غزة and 北京, officials said.
{{ 7 * 7 }} {% raw %} ${7*7}
"""


def asked(app: Any, host: str, length: str = "0") -> tuple[int, dict[str, str]]:
    """The status and headers of an answer to a request for a host."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def keep(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", host.encode()), (b"content-length", length.encode())]
    scope = {
        "type": "http", "method": "GET", "path": "/sources", "raw_path": b"/sources", "query_string": b"", "headers": headers,
        "scheme": "http", "server": ("127.0.0.1", 8350), "client": ("127.0.0.1", 1), "root_path": "", "http_version": "1.1",
    }  # fmt: skip
    asyncio.run(app(scope, receive, keep))
    start = sent[0]
    return start["status"], {name.decode().lower(): value.decode() for name, value in start["headers"]}


@pytest.mark.parametrize("host", ["127.0.0.1:8350", "localhost", "LOCALHOST:1", "[::1]:8350"])
def test_the_own_address_is_answered_with_a_strict_policy(kept: Ledger, host: str) -> None:
    """Every answer forbids script and style from within the page, framing, and telling where one came from."""
    status, headers = asked(Guard(make_app(kept, "mk"), LOOPBACK), host)
    policy = headers["content-security-policy"]

    assert status == 200
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8350", "", "localhost.evil:80"])
def test_another_host_is_refused(kept: Ledger, host: str) -> None:
    """A name that a foreign page has pointed at this machine gets no word of the ledger."""
    assert asked(Guard(make_app(kept, "mk"), LOOPBACK), host)[0] == 421


@pytest.mark.parametrize("length", ["99000000", "many", "-1"])
def test_too_large_a_request_is_refused(kept: Ledger, length: str) -> None:
    """What says that it is larger than the limit, or makes no sense, is not read."""
    assert asked(Guard(make_app(kept, "mk"), LOOPBACK), "localhost", length)[0] == 413


@pytest.mark.parametrize(
    ("host", "names"), [("0.0.0.0", []), ("192.168.1.4", []), ("example.org", []), ("127.0.0.1", ["ours.org"])]
)
def test_an_address_that_others_reach_is_refused_without_users(host: str, names: list[str]) -> None:
    """Without users the pages listen to this machine alone, and say what to do instead."""
    with pytest.raises(UsageError, match=r"users add.*ssh"):
        hosts_of(host, names, users=False)


@pytest.mark.parametrize(
    ("host", "names", "answered"),
    [
        ("127.0.0.1", [], set()),
        ("::1", [], set()),
        ("192.168.1.4", [], {"192.168.1.4"}),
        ("0.0.0.0", ["ours.org:8350", "OURS.net"], {"ours.org", "ours.net"}),
        ("127.0.0.1", ["ours.org"], {"ours.org"}),
    ],
)
def test_only_named_hosts_are_answered(host: str, names: list[str], answered: set[str]) -> None:
    """With users, the pages answer to this machine, the address and the names that were given, and to nothing else."""
    hosts, others = hosts_of(host, names, users=True)

    assert set(hosts) == {*LOOPBACK, *answered}
    assert others is bool(answered)


def test_every_address_needs_a_name() -> None:
    """Who listens everywhere says by which name people come."""
    with pytest.raises(UsageError, match="--name"):
        hosts_of("::", [], users=True)


@pytest.mark.parametrize(
    "path",
    ["/review/decide", "/review/edit", "/review/proposal", "/add/look", "/add/keep", "/add/drop", "/login", "/logout"],
)
def test_a_form_without_its_token_changes_nothing(desk: TestClient, book: Ledger, path: str) -> None:
    """What another site sends in a reader's name is refused, with or without a made-up token."""
    claim = next(book.claims()).id
    fields = {"verb": "wrong", "about": claim, "why": "x", "text": "Two were killed in Barda."}
    bare = desk.post(path, data=fields)
    token(desk, "/add")
    forged = desk.post(path, data={**fields, "_csrf_token": "0" * 128})

    assert (bare.status_code, forged.status_code) == (403, 403)
    assert book.decisions() == []


def test_a_way_back_never_leads_elsewhere(desk: TestClient, book: Ledger) -> None:
    """Where a form leads on to is a page of ours, whatever it says."""
    claim = next(book.claims()).id
    headers = {"content-type": "application/x-www-form-urlencoded"}
    for way in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        body = f"_csrf_token={token(desk, '/review')}&verb=right&about={claim}&why=x&next={way}"
        answer = desk.post("/review/decide", content=body, headers=headers, follow_redirects=False)
        assert answer.headers["location"] == "/", way


def tags(page: str) -> str:
    """All the tags of a page, without the words between them."""
    return " ".join(re.findall(r"<[^>]*>", page))


def test_a_hostile_report_shows_as_text(desk: TestClient, book: Ledger) -> None:
    """Tags, handlers, script links and turned directions in a report stand on the page as plain words."""
    seen = show(desk, HOSTILE, publisher='"><script>alert(4)</script>')
    found = re.search(r'name="found" value="(\w+)"', seen.text)
    assert found
    kept = send(desk, "/add", "/add/keep", found=found[1])
    one = next(iter(desk.get("/api/incidents", params={"publisher": '"><script>alert(4)</script>'}).json()["items"]))
    everywhere = [
        seen,
        kept,
        desk.get("/"),
        desk.get(f"/incident/{one['id']}"),
        desk.get("/sources"),
        desk.get("/review"),
    ]

    for page in everywhere:
        assert page.status_code == 200
        assert not re.search(
            r"<script(?! src=\"/static/keys.js\" defer>)|onerror|onload|javascript:|\sstyle=", tags(page.text)
        )
        assert "\u202e" not in page.text
    assert "&lt;script&gt;alert" in kept.text
    assert "⟨U+202E⟩" in kept.text
    assert "{{ 7 * 7 }}" in kept.text


def test_a_title_of_a_megabyte_stays_small(desk: TestClient) -> None:
    """A page shows the beginning of a giant title and says how long it is."""
    giant = (
        "<html><head><title>"
        + "A" * 1_000_000
        + "</title></head><body><article><p>Officials said 12 people were killed in Barda on October 28, 2020, after rockets hit a market. The ministry confirmed that the figure could rise, and rescue workers went on searching through the night.</p></article></body></html>"
    )
    files = {"_csrf_token": (None, token(desk, "/add")), "text": (None, ""), "file": ("giant.html", giant.encode())}
    seen = desk.post("/add/look", files=files, follow_redirects=True)

    assert seen.status_code == 200
    assert len(seen.text) < 60_000


def test_spans_stay_exact_beside_emoji_arabic_and_chinese(desk: TestClient, book: Ledger) -> None:
    """What is lit on the page is what stands at the span, whatever characters come before it."""
    show(desk, HOSTILE)
    found = re.search(r'name="found" value="(\w+)"', show(desk, HOSTILE).text)
    assert found
    page = send(desk, "/add", "/add/keep", found=found[1]).text
    text = book.document(found[1]).text
    lit = re.findall(r'data-span="(\d+):(\d+)" title="figure[^"]*">([^<]*)</mark>', page)

    assert lit
    assert all(words.strip() in text[int(start) : int(end)].replace("\n", " ") for start, end, words in lit)
