"""The API keeps to what its own description says, whatever is asked of it."""

from typing import Any

import pytest

pytest.importorskip("schemathesis", reason="the API is tried by schemathesis")

import schemathesis
from hypothesis import HealthCheck, given, settings
from litestar import Litestar
from people import browser_of
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from recounted.ledger import Ledger
from recounted.web import make_app
from recounted.web.api import ROUTES

#: What every answer is held against.
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

PATHS = sorted("/api" + path.replace(":str", "") for route in ROUTES for path in route.paths)

#: Requests of each route.
TRIES = 8


@pytest.fixture(scope="module")
def app(kept: Ledger) -> Litestar:
    """The pages of a ledger."""
    return make_app(kept, "mk")


@pytest.fixture(scope="module")
def described(app: Litestar) -> Any:
    """The API of a ledger as it describes itself."""
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


@pytest.mark.parametrize("path", PATHS)
def test_the_api_keeps_its_word(described: Any, path: str) -> None:
    """No request makes the server fail, and every answer has the status, the type and the shape that is described."""
    operation = described[path]["GET"]

    @given(case=operation.as_strategy())
    @settings(
        max_examples=TRIES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    def ask(case: Any) -> None:
        case.validate_response(case.call(), checks=CHECKS)

    ask()


def test_real_ids_keep_the_word_too(described: Any, app: Litestar, kept: Ledger) -> None:
    """Where a path has an id, the answer for one that is there has the shape that is described."""
    incident = next(iter(kept.incidents()))
    for path in (path for path in PATHS if "{" in path):
        operation = described[path]["GET"]
        name = incident.claims[0] if path.startswith("/api/claims") else incident.id
        case = operation.Case(path_parameters={"name": name, "sha": incident.documents[0]})
        answer = case.call()
        assert answer.status_code == 200, path
        case.validate_response(answer, checks=CHECKS)


def test_filters_are_described(app: Litestar) -> None:
    """Who reads the description finds every filter of the overview."""
    with browser_of(app, None) as client:
        told = client.get("/api/openapi.json").json()["paths"]["/api/incidents"]["get"]["parameters"]

    assert {one["name"] for one in told} >= {
        "from",
        "to",
        "box",
        "q",
        "sort",
        "page",
        "size",
        "place",
        "side",
        "review",
    }
