"""What is withheld, looked for behind every route, and in every format that leaves: sensitive reports, victims' names."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from forms import send, show
from litestar import Litestar
from litestar.testing import TestClient
from people import browser_of, peopled
from test_people import TABLE

from recounted.exporters import EXPORTERS
from recounted.ledger import Ledger
from recounted.web import make_app

OPEN = (
    "BARDA, October 28, 2020 (Desk) - Rockets killed five civilians in Barda on Wednesday, officials said. Among the "
    "dead were Lala Huseynova, 34, and Tofig Aliyev (51). Huseynova was on her way home, the ministry said."
)
CLOSED = (
    "SHUSHA, November 2, 2020 (Whisper Desk) - Shelling killed seven people in Shusha on Monday, a nurse who asked for "
    "secrecy said. At least 9,731 soldiers have been killed since September 27, the Shadow Committee said."
)

#: Words that nobody without the right may find anywhere.
SECRETS = ("Huseynova", "Aliyev", "Whisper Desk", "secrecy", "9731", "9,731", "Shadow Committee", "Shusha", "huseynova")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Litestar, Ledger]]:
    """A ledger with an open report that names the dead, a sensitive report, and decisions and proposals on both."""
    with Ledger(str(tmp_path_factory.mktemp("withheld") / "book.db"), who="mk") as book:
        made = make_app(peopled(book), "nobody")
        with browser_of(made, "Edda") as client:
            show(client, OPEN, publisher="Desk")
            send(client, "/add", "/add/keep", found="all")
            show(client, CLOSED, publisher="Whisper Desk", level="sensitive")
            send(client, "/add", "/add/keep", found="all")
            for claim in list(book.claims()):
                send(client, "/review", "/review/decide", about=claim.id, verb="right", why=f"as {claim.text[:60]}")
        yield made, book


def paths(book: Ledger) -> list[str]:
    """Every route that can be asked for, for everything that the ledger holds."""
    names = [one.id for one in book.incidents()] or [""]
    documents, claims = [one.id for one in book.documents()], [one.id for one in book.claims()]
    found = []
    for route in TABLE:
        method, path = route.split(" ")
        if method != "GET" or path in {"/static", "/map/tiles.pmtiles", "/export/file"}:
            continue
        values = claims if path.startswith("/api/claims/") else names
        found += [path.replace("{name}", value).replace("{sha}", name) for value in values for name in documents]
    searches = [
        "q=huseynova",
        "place=Shusha",
        "publisher=Whisper+Desk",
        "speaker=Shadow+Committee",
        "actor=Tofig+Aliyev",
    ]
    found += [f"{path}?{query}" for path in ("/api/incidents", "/api/sums", "/map/marks") for query in searches]
    found += [f"/document/{one.document}?claim={one.id}" for one in book.claims()]
    found += [f"/review?item=claim-{one}" for one in claims]
    found += [f"/export/file?format={name}" for name in EXPORTERS]
    return sorted(set(found))


def told(client: TestClient, path: str) -> str:
    """What an address answers, with what is packed in it."""
    answer = client.get(path)
    assert answer.status_code < 500, path
    if answer.headers.get("content-type", "").startswith("application/zip"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return answer.text


@pytest.mark.parametrize("person", ["Rea", "Cody", "Vera"])
def test_no_way_leads_to_what_is_withheld(app: tuple[Litestar, Ledger], person: str) -> None:
    """Pages, API, map, searches and every format tell readers, coders and reviewers none of it."""
    made, book = app
    with browser_of(made, person) as client:
        every = {path: told(client, path) for path in paths(book)}
    found = {
        (path, secret) for path, text in every.items() for secret in SECRETS if secret in text.replace(asked(path), "")
    }
    assert found == set()
    assert len(every) > 60
    for search in ("q=huseynova", "place=Shusha", "publisher=Whisper+Desk", "speaker=Shadow+Committee"):
        assert '"total":0' in every[f"/api/incidents?{search}"], search


def asked(path: str) -> str:
    """What an address itself says, which a page may repeat."""
    return path.partition("=")[2].replace("+", " ") or "\0"


def test_an_editor_finds_what_is_withheld_from_others(app: tuple[Litestar, Ledger]) -> None:
    """The same ways lead an editor to names and sensitive reports; but no format has them unless it is asked for."""
    made, book = app
    with browser_of(made, "Edda") as client:
        every = {path: told(client, path) for path in paths(book)}
        packed = told(client, "/export/file?format=jsonl&names=1&sensitive=1")
    pages = "\n".join(text for path, text in every.items() if not path.startswith("/export/file"))
    assert all(secret in pages for secret in ("Huseynova", "Whisper Desk", "9,731", "Shusha"))
    files = "\n".join(text for path, text in every.items() if path.startswith("/export/file"))
    assert not [secret for secret in SECRETS if secret in files]
    assert "Huseynova" in packed
    assert "Shusha" in packed
