"""The JSON API: what the pages show can be had from it."""

import csv
import io

import pytest
from forms import incident_in
from litestar.testing import TestClient

from recounted.ledger import Ledger


def test_the_api_describes_itself(pages: TestClient) -> None:
    """OpenAPI names every route, and fetches nothing from elsewhere."""
    told = pages.get("/api/openapi.json").json()

    assert told["info"]["title"] == "Recounted"
    assert {"/api/incidents", "/api/claims", "/api/documents", "/api/tallies", "/api/audit"} <= set(told["paths"])


PATHS = ["incidents", "claims", "documents", "tallies", "questions", "decisions", "audit", "check", "sums", "facets"]


@pytest.mark.parametrize("path", PATHS)
def test_every_list_answers(pages: TestClient, path: str) -> None:
    """Each list is JSON."""
    answer = pages.get(f"/api/{path}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")


def test_pages_follow_each_other_and_lose_nothing(pages: TestClient, kept: Ledger) -> None:
    """Going from page to page gives every claim once."""
    found, page = [], 1
    while page:
        told = pages.get("/api/claims", params={"page": page, "size": 2}).json()
        found += [one["id"] for one in told["items"]]
        page = told["next"]

    assert found == [claim.id for claim in kept.claims()]


def test_filters_are_those_of_the_overview(pages: TestClient) -> None:
    """A selection of the API is the selection of the page, summed alike."""
    query = {"place": "Ganja", "from": "2020-10-17", "to": "2020-10-17"}
    told, summed = pages.get("/api/incidents", params=query).json(), pages.get("/api/sums", params=query).json()

    assert told["total"] == summed["incidents"] > 0
    assert all(one["place"] == "Ganja" for one in told["items"])
    assert summed["toll"]["low"] == 13


def test_the_csv_has_empty_cells_for_what_is_not_known(pages: TestClient) -> None:
    """A bound that no words set is empty, never zero; no cell begins like a formula."""
    rows = list(csv.DictReader(io.StringIO(pages.get("/api/incidents.csv").text)))

    assert {row["place"] for row in rows} >= {"Ganja", "Stepanakert"}
    assert all(row["low"] or row["best"] or row["high"] or not row["harm"] for row in rows)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_geojson_holds_the_claims_of_the_selection(pages: TestClient) -> None:
    """The selection goes to a map program as a feature collection."""
    told = pages.get("/api/incidents.geojson", params={"place": "Ganja"}).json()

    assert told["type"] == "FeatureCollection"
    assert told["features"]


def test_one_thing_can_be_had_by_its_id(pages: TestClient) -> None:
    """Incident, its claims, a claim, and a document with its text."""
    one = incident_in(pages, "Stepanakert")
    claims = pages.get(f"/api/incidents/{one['id']}/claims").json()
    document = pages.get(f"/api/documents/{one['documents'][0]}").json()
    start, end = claims[0]["span"]

    assert [claim["id"] for claim in claims] == one["claims"]
    assert document["text"][start:end] == claims[0]["text"]
    assert pages.get(f"/api/claims/{claims[0]['id']}").json() == claims[0]


@pytest.mark.parametrize(
    ("path", "status"),
    [("incidents/none", 404), ("incidents?from=x", 400), ("claims?page=x", 400), ("documents/none", 404)],
)
def test_errors_are_json(pages: TestClient, path: str, status: int) -> None:
    """What goes wrong is told in words, as JSON."""
    answer = pages.get(f"/api/{path}")

    assert answer.status_code == status
    assert answer.json()["error"]
