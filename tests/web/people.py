"""A ledger with a user of each role, and browsers in which they have logged in."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from forms import token
from litestar.testing import TestClient

from recounted.ledger import Ledger
from recounted.ledger.accounts import ROLES
from recounted.web import make_app
from recounted.web.passwords import hashed

#: Name → role, and the password that all of them have.
PEOPLE = {"Rea": "reader", "Cody": "coder", "Vera": "reviewer", "Edda": "editor"}
PASSWORD = "four plain words here"

FORM = {"content-type": "application/x-www-form-urlencoded"}

#: Cookies of users are sent by https alone.
SITE = "https://testserver.local"

assert set(PEOPLE.values()) == set(ROLES)


def peopled(book: Ledger) -> Ledger:
    """The ledger with a user of each role."""
    password = hashed(PASSWORD, "")
    for name, role in PEOPLE.items():
        book.accounts.add(name, role, password)
    return book


@contextmanager
def browser_of(app_or_book: object, name: str | None, password: str = PASSWORD) -> Iterator[TestClient]:
    """A browser in which somebody has logged in, or nobody."""
    app = make_app(app_or_book, "nobody") if isinstance(app_or_book, Ledger) else app_or_book
    with TestClient(app, base_url=SITE, raise_server_exceptions=False) as client:  # type: ignore[arg-type]
        if name:
            log_in(client, name, password)
        yield client


def log_in(client: TestClient, name: str, password: str = PASSWORD, to: str = "/") -> int:
    """Fill in the form; the status of the answer."""
    body = urlencode({"_csrf_token": token(client, "/login"), "name": name, "password": password, "next": to})
    return client.post("/login", content=body, headers=FORM, follow_redirects=False).status_code
