"""Forms as a browser sends them."""

import re
from typing import Any
from urllib.parse import urlencode

from litestar.testing import TestClient


def token(client: TestClient, page: str) -> str:
    """The token in the forms of a page; the cookie that goes with it stays with the client."""
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get(page).text)
    assert found, f"{page} has no form"
    return found[1]


def send(client: TestClient, page: str, to: str, **fields: str) -> Any:
    """Fill in a form of a page, send it, and follow where it leads."""
    body = urlencode({"_csrf_token": token(client, page), **fields})
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return client.post(to, content=body, headers=headers, follow_redirects=True)


def show(client: TestClient, text: str, **fields: str) -> Any:
    """Paste a report, and look at what it claims."""
    files = {
        name: (None, value) for name, value in {"_csrf_token": token(client, "/add"), "text": text, **fields}.items()
    }
    return client.post("/add/look", files=files, follow_redirects=True)


def incident_in(client: TestClient, place: str) -> dict[str, Any]:
    """The incident with most voices in a place."""
    found: dict[str, Any] = client.get("/api/incidents", params={"place": place, "sort": "voices"}).json()["items"][0]
    return found
