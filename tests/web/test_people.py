"""Who may do what on the pages: every route, every role; sessions; passwords that are tried in vain."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from forms import send, show, token
from litestar import Litestar
from litestar.testing import TestClient
from people import FORM, PASSWORD, PEOPLE, SITE, browser_of, log_in, peopled

from recounted.errors import UsageError
from recounted.ledger import Ledger
from recounted.ledger.accounts import ROLES
from recounted.web import doors, make_app
from recounted.web.doors import COOKIE, Doors, TooOften
from recounted.web.passwords import hashed

#: Method and path of every route → the lowest role that may; `nobody` where no login is needed.
TABLE = {
    "GET /": "reader",
    "GET /incident/{name}": "reader",
    "GET /incident/{name}/dossier": "reader",
    "GET /document/{sha}": "reader",
    "GET /document/{sha}/text": "reader",
    "GET /tallies": "reader",
    "GET /sources": "reader",
    "GET /review": "reader",
    "POST /review/decide": "coder",
    "POST /review/edit": "coder",
    "POST /review/proposal": "reviewer",
    "GET /add": "coder",
    "POST /add/look": "coder",
    "POST /add/keep": "coder",
    "POST /add/drop": "coder",
    "GET /export": "reader",
    "GET /export/file": "reader",
    "GET /login": "nobody",
    "POST /login": "nobody",
    "GET /map/marks": "reader",
    "GET /map/provinces": "reader",
    "GET /map/tiles.pmtiles": "reader",
    "GET /static": "nobody",
    "GET /api": "reader",
    "GET /api/openapi.json": "reader",
    "GET /api/incidents": "reader",
    "GET /api/incidents.csv": "reader",
    "GET /api/incidents.geojson": "reader",
    "GET /api/sums": "reader",
    "GET /api/facets": "reader",
    "GET /api/incidents/{name}": "reader",
    "GET /api/incidents/{name}/claims": "reader",
    "GET /api/claims": "reader",
    "GET /api/claims/{name}": "reader",
    "GET /api/documents": "reader",
    "GET /api/documents/{sha}": "reader",
    "GET /api/tallies": "reader",
    "GET /api/questions": "reader",
    "GET /api/sources": "reader",
    "GET /api/copies": "reader",
    "GET /api/failures": "reader",
    "GET /api/proposals": "reader",
    "GET /api/incidents/{name}/estimates": "reader",
    "GET /api/incidents/{name}/history": "reader",
    "GET /api/decisions": "reader",
    "GET /api/audit": "reader",
    "GET /api/check": "reviewer",
    "POST /logout": "nobody",  # the last, for it ends the session
}


def routes(app: Litestar) -> set[str]:
    """Every route of the app as the table has it."""
    found = set()
    for route in app.routes:
        path = route.path_format.removesuffix("/{file_path}")
        for method in getattr(route, "methods", ()):
            if method in {"GET", "POST", "PUT", "PATCH", "DELETE"}:
                found.add(f"{method} {path}")
    return found - {"GET /api/{path}"}  # what says that there is no such page


@pytest.fixture(scope="module", params=[None, *PEOPLE])
def visitor(request: pytest.FixtureRequest, shared: Ledger) -> Iterator[tuple[TestClient, str]]:
    """Somebody's browser, and the role; nobody's first."""
    with browser_of(shared, request.param) as client:
        yield client, PEOPLE.get(request.param, "nobody")


def test_the_table_has_every_route(shared: Ledger) -> None:
    """A new route is given a role here, so that who may use it is a decision."""
    assert routes(make_app(shared, "nobody")) == set(TABLE)


@pytest.mark.parametrize("route", TABLE)
def test_every_route_for_every_role(visitor: tuple[TestClient, str], shared: Ledger, route: str) -> None:
    """Who may not use a route is sent to log in, or told who may; who may gets an answer."""
    client, role = visitor
    method, path = route.split(" ")
    incident = next(iter(shared.incidents()))
    name = incident.claims[0] if path == "/api/claims/{name}" else incident.id
    path = path.replace("{name}", name).replace("{sha}", incident.documents[0]).replace("/static", "/static/icon.svg")
    body = urlencode({"_csrf_token": token(client, "/login"), "name": "x", "password": "x"})
    answer = client.request(
        method, path, follow_redirects=False, **({"content": body, "headers": FORM} if method == "POST" else {})
    )
    ranks = ["nobody", *ROLES]
    if ranks.index(role) >= ranks.index(TABLE[route]):
        assert answer.status_code not in ({403, 404, 500} if method == "GET" else {403, 500})
        assert path in {"/login", "/logout"} or answer.status_code != 401
        assert path == "/logout" or not answer.headers.get("location", "").startswith("/login")
    elif role == "nobody":
        assert answer.status_code == (401 if path.startswith("/api") else 303)
        assert path.startswith("/api") or answer.headers["location"].startswith("/login?next=")
    else:
        assert answer.status_code == 403
        assert TABLE[route] in answer.text


def test_a_decision_bears_the_name_of_who_is_logged_in(book: Ledger) -> None:
    """The log has the user, not the one who started the server; reports that users keep bear their names too."""
    claim = next(peopled(book).claims()).id
    with browser_of(book, "Vera") as client:
        send(client, "/review", "/review/decide", verb="right", about=claim, why="read", who="Edda")
        show(client, "Nine people were killed in Barda on October 28, 2020, officials said.")
        send(client, "/add", "/add/keep", found="all")

    assert [one.who for one in book.decisions()] == ["Vera"]
    assert [(one.verb, one.who) for one in book.newest_audit(2)] == [("keep", "Vera"), ("decide", "Vera")]


def test_a_coder_proposes_and_a_reviewer_decides(book: Ledger) -> None:
    """What a coder decides waits, changes nothing, and is taken in the reviewer's name, with the coder's reason."""
    claim = next(peopled(book).claims()).id
    app = make_app(book, "nobody")
    with browser_of(app, "Cody") as client:
        told = send(client, "/review", "/review/decide", verb="wrong", about=claim, why="a denial")
        assert "1 proposal" in told.text
        assert book.decisions() == []
        one = book.accounts.proposals()[0].decision.id
    with browser_of(app, "Vera") as client:
        assert "a denial" in client.get("/review").text
        send(client, "/review", "/review/proposal", verb="take", about=one, why="read too")
        again = send(client, "/review", "/review/proposal", verb="refuse", about=one, why="late")

    assert again.status_code == 404
    assert [(d.who, d.verb, d.why) for d in book.decisions()] == [
        ("Vera", "wrong", "a denial (proposed by Cody; read too)")
    ]
    assert [(p.state, p.closed_by) for p in book.accounts.proposals(None)] == [("taken", "Vera")]
    assert book.check() == []


def test_a_proposal_is_refused_with_a_reason(book: Ledger) -> None:
    """A refused proposal changes nothing, waits no more, and the audit says by whom and why."""
    claim = next(peopled(book).claims()).id
    with browser_of(book, "Cody") as client:
        send(
            client, "/review", "/review/edit",
            about=claim, field="time", start="2020-10-01", end="2020-10-02", why="the dateline",
        )  # fmt: skip
    one = book.accounts.proposals()[0].decision
    with browser_of(book, "Edda") as client:
        send(client, "/review", "/review/proposal", verb="refuse", about=one.id, why="the words say otherwise")

    assert (one.verb, one.who, book.decisions(), book.accounts.proposals()) == ("edit", "Cody", [], [])
    last = book.newest_audit(1)[0]
    assert (last.verb, last.who, last.detail["why"]) == ("refused proposal", "Edda", "the words say otherwise")


def test_the_cookie_is_out_of_reach(shared: Ledger) -> None:
    """The session's cookie is secure, for this site alone, and no script can read it."""
    with browser_of(shared, None) as client:
        body = urlencode({"_csrf_token": token(client, "/login"), "name": "Rea", "password": PASSWORD})
        told = client.post("/login", content=body, headers=FORM, follow_redirects=False).headers["set-cookie"]

    assert told.startswith(COOKIE)
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(told.split("; "))


@pytest.mark.parametrize("way", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_a_login_never_leads_elsewhere(shared: Ledger, way: str) -> None:
    """Where a login leads is a page of ours, whatever the address says."""
    with browser_of(shared, None) as client:
        body = urlencode({"_csrf_token": token(client, "/login"), "name": "Rea", "password": PASSWORD, "next": way})
        assert client.post("/login", content=body, headers=FORM, follow_redirects=False).headers["location"] == "/"


def test_before_a_login_nothing_is_told(shared: Ledger) -> None:
    """The login page, a page that is not there and a refused form name no ledger, person or side."""
    with browser_of(shared, None) as client:
        for page in ("/login", "/nowhere", "/static/nothing"):
            text = client.get(page).text
            assert not any(word in text for word in ("book.db", "Rea", "Azerbaijan", "/review")), page


def test_a_wrong_password_is_refused_without_saying_which_was_wrong(shared: Ledger) -> None:
    """A wrong name and a wrong password get the same answer."""
    with browser_of(shared, None) as client:
        pages = []
        for name, password in (("Rea", "another password"), ("Nemo", PASSWORD)):
            body = urlencode({"_csrf_token": token(client, "/login"), "name": name, "password": password})
            answer = client.post("/login", content=body, headers=FORM)
            pages.append((answer.status_code, answer.text.replace(name, "").split('name="_csrf_token"')[0]))

    assert pages[0] == pages[1]
    assert pages[0][0] == 401


def test_who_logs_out_is_out(shared: Ledger) -> None:
    """After the logout the old cookie opens nothing."""
    with browser_of(shared, "Rea") as client:
        key = client.cookies[COOKIE]
        send(client, "/", "/logout")
        client.cookies.set(COOKIE, key)
        assert client.get("/api/sums").status_code == 401


@pytest.mark.parametrize("what", ["removed", "password", "role"])
def test_a_change_of_a_user_holds_at_once(book: Ledger, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Who is removed, or given another password, is out; another role is the one that counts."""
    monkeypatch.setattr(doors, "FRESH", 0.0)
    with browser_of(peopled(book), "Vera") as client:
        assert client.get("/api/check").status_code == 200
        if what == "removed":
            book.accounts.remove("Vera")
        elif what == "password":
            book.accounts.change("Vera", password=hashed("another good password", "Vera"))
        else:
            book.accounts.change("Vera", role="reader")
        assert client.get("/api/check").status_code == (403 if what == "role" else 401)


def test_a_ledger_that_others_reach_lets_nobody_in_when_the_last_user_is_gone(book: Ledger) -> None:
    """Where others can reach the pages, no users means nobody, not everybody."""
    with TestClient(make_app(book, "mk", strict=True), base_url=SITE, raise_server_exceptions=False) as client:
        assert client.get("/api/sums").status_code == 401
    with TestClient(make_app(book, "mk"), raise_server_exceptions=False) as client:
        assert client.get("/api/sums").status_code == 200


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def test_a_session_ends(shared: Ledger) -> None:
    """Two hours without a request, or twelve in all, end a session."""
    clock = Clock()
    door = Doors(shared, "nobody", clock=clock)
    idle, busy = door.enter("Rea", PASSWORD, "a"), door.enter("Rea", PASSWORD, "a")
    for _ in range(11):
        clock.now += 3600
        assert door.person(busy)
    assert door.person(idle) is None
    clock.now += 3601
    assert door.person(busy) is None


def test_guessing_is_slowed_down(shared: Ledger) -> None:
    """After some tries in vain neither the name nor the address is heard, not even with the right password."""
    clock = Clock()
    door = Doors(shared, "nobody", clock=clock)
    for n in range(doors.TRIES):
        assert door.enter("Rea", "guessed wrong", f"address {n}") is None
    with pytest.raises(TooOften):
        door.enter("Rea", PASSWORD, "another address")
    for n in range(doors.TRIES):
        assert door.enter(f"Nobody {n}", "guessed wrong", "one address") is None
    with pytest.raises(TooOften):
        door.enter("Edda", PASSWORD, "one address")
    assert door.enter("Edda", PASSWORD, "her own address")
    clock.now += doors.WITHIN + 1
    assert door.enter("Rea", PASSWORD, "another address")


def test_the_page_says_how_long_to_wait(shared: Ledger) -> None:
    """Too many tries get 429 and a time, in words and in a header."""
    with browser_of(shared, None) as client:
        codes = [log_in(client, "Rea", "guessed wrong") for _ in range(doors.TRIES + 1)]
        assert codes == [401] * doors.TRIES + [429]


@pytest.mark.parametrize(
    ("password", "told"),
    [("short", "12 to 200"), ("x" * 201, "12 to 200"), ("a" * 20, "guessed"), ("ReaReaReaRea", "guessed")],
)
def test_a_weak_password_is_refused(password: str, told: str) -> None:
    """A password is long enough, and more than a name or one letter over and over."""
    with pytest.raises(UsageError, match=told):
        hashed(password, "Rea")


VICTIMS = (
    "BARDA, October 28, 2020 (Desk) - Rockets killed five civilians in Barda on Wednesday, officials said. Among the dead "
    "were Lala Huseynova, 34, and Tofig Aliyev (51). Huseynova was on her way home, the ministry said."
)


def test_names_of_victims_are_seen_by_editors_alone(book: Ledger) -> None:
    """On every page and in the API, a reader finds black in the place of a name, and an editor the name."""
    app = make_app(peopled(book), "nobody")
    with browser_of(app, "Edda") as client:
        show(client, VICTIMS)
        document = send(client, "/add", "/add/keep", found="all") and next(
            one.id for one in book.documents() if "Barda" in one.text
        )
    incident = next(one.id for one in book.incidents() if one.place == "Barda")
    paths = [
        f"/document/{document}", f"/document/{document}/text", f"/incident/{incident}", f"/incident/{incident}/dossier", "/review",
        "/sources", "/", f"/api/documents/{document}", "/api/claims?size=1000", "/api/questions", "/api/facets",
        "/api/incidents.geojson", f"/api/incidents/{incident}/claims",
    ]  # fmt: skip
    named = {}
    for person in ("Rea", "Edda"):
        with browser_of(app, person) as client:
            texts = {path: client.get(path) for path in paths}
            assert {answer.status_code for answer in texts.values()} == {200}
            named[person] = [
                path for path, answer in texts.items() if "Huseynova" in answer.text or "Aliyev" in answer.text
            ]
            found = client.get("/api/incidents", params={"q": "huseynova"}).json()["total"]
            assert found == (1 if person == "Edda" else 0) or person == "Edda"

    assert named["Rea"] == []
    assert {f"/document/{document}", f"/api/documents/{document}"} <= set(named["Edda"])
