"""Exports from the pages: the selection, its sheet beside it, and what is held back from whom."""

import re
import zipfile
from io import BytesIO

import pytest
from litestar.testing import TestClient
from people import browser_of

from recounted.exporters import EXPORTERS
from recounted.ledger import Ledger


def unzipped(content: bytes) -> dict[str, str]:
    """The files of a zip."""
    with zipfile.ZipFile(BytesIO(content)) as found:
        return {name: found.read(name).decode("utf-8", "replace") for name in found.namelist()}


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name != "bundle"])
def test_every_format_comes_as_a_zip_with_its_sheet(pages: TestClient, name: str) -> None:
    """A selection is exported in each format, and the sheet names the filters of the page."""
    answer = pages.get("/export/file", params={"format": name, "place": "Ganja", "from": "2020-10-01"})
    files = unzipped(answer.content)

    assert answer.headers["content-type"] == "application/zip"
    assert "place: Ganja" in files["METHODOLOGY.md"]
    assert "from: 2020-10-01" in files["METHODOLOGY.md"]
    assert len(files) > 1


def test_the_selection_of_the_page_is_what_leaves(pages: TestClient) -> None:
    """The incidents of the export are those that the API counts for the same filters."""
    query = {"place": "Ganja"}
    told = unzipped(pages.get("/export/file", params={"format": "jsonl", **query}).content)["incidents.jsonl"]

    assert told.count("\n") == pages.get("/api/incidents", params=query).json()["total"] > 0
    assert "Stepanakert" not in told


@pytest.mark.parametrize(("query", "status"), [({"format": "none"}, 400), ({"format": "bundle"}, 400), ({}, 400)])
def test_what_cannot_leave_is_refused(pages: TestClient, query: dict[str, str], status: int) -> None:
    """An unknown format, and a bundle without leave for names, are refused in words."""
    assert pages.get("/export/file", params=query).status_code == status


@pytest.mark.parametrize(("person", "allowed"), [("Rea", False), ("Vera", False), ("Edda", True)])
def test_names_leave_by_editors_alone(shared: Ledger, person: str, allowed: bool) -> None:
    """Who may not see names cannot export them."""
    with browser_of(shared, person) as client:
        assert (client.get("/export/file", params={"format": "bundle", "names": "1"}).status_code == 200) is allowed
        assert ("Include the names" in client.get("/export").text) is allowed


def test_the_overview_leads_to_the_export_of_its_selection(pages: TestClient) -> None:
    """The link above the table has the filters with it, and every format is offered with what it is for."""
    link = re.search(r'href="(/export\?[^"]*place=Ganja[^"]*)"', pages.get("/?place=Ganja").text)
    assert link
    text = pages.get(link[1]).text

    assert 'name="place" value="Ganja"' in text
    assert set(re.findall(r'name="format" value="(\w+)"', text)) == set(EXPORTERS)
    assert "`" not in text
