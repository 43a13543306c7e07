"""What a reader finds on the pages, which all work without script."""

import re
from pathlib import Path

import pytest
from forms import incident_in, send, show
from litestar.testing import TestClient

from recounted import flow
from recounted.ledger import Ledger
from recounted.web import make_app


@pytest.mark.parametrize("page", ["/", "/tallies", "/sources", "/review", "/add"])
def test_every_page_of_the_bar_opens(pages: TestClient, page: str) -> None:
    """Each page answers with a whole document that names itself and marks where it is."""
    answer = pages.get(page)

    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>") or "<!doctype html>" in answer.text[:200]
    assert f'href="{page}" ' in answer.text
    assert 'aria-current="page"' in answer.text
    assert "<h1>" in answer.text


def test_the_overview_says_what_it_sums_and_what_it_leaves_out(pages: TestClient) -> None:
    """The sentence of sums has a range and says how many incidents are not known and not counted as none."""
    text = re.sub(r"<[^>]+>", "", pages.get("/").text)

    assert re.search(r"\d+ incidents, as 3 reports tell them", text)
    assert "Killed, added up: at least" in text
    assert "not known and not counted as none" in text


def test_filters_narrow_the_table_and_live_in_the_address(pages: TestClient) -> None:
    """A filter shows its value, leaves only what fits, and leads to the same view from a link."""
    all_rows = pages.get("/api/incidents").json()["total"]
    some = pages.get("/", params={"place": "Ganja"})
    rows = re.findall(r'class="where"><a href="/incident/\w+"><bdi>(.*?)</bdi>', some.text)

    assert set(rows) == {"Ganja"}
    assert 0 < len(rows) < all_rows
    assert 'value="Ganja" id=' in some.text
    assert "place=Ganja" in some.text


def test_nothing_fits_says_which_filter_to_drop(pages: TestClient) -> None:
    """An empty selection names the filter that empties it and how many would return."""
    answer = pages.get("/", params={"place": "Ganja", "weapon": "chemical"})

    assert "No incident fits these filters" in answer.text
    assert "Without “Weapon”" in answer.text


@pytest.mark.parametrize("query", ["from=yesterday", "box=1,2,3", "box=9,9,1,1", "sort=best"])
def test_a_filter_that_makes_no_sense_is_told_in_words(pages: TestClient, query: str) -> None:
    """A wrong day, box or order is refused with what to write instead."""
    answer = pages.get(f"/?{query}")

    assert answer.status_code == 400
    assert "That did not work" in answer.text


def test_an_incident_shows_each_bound_with_its_words(pages: TestClient) -> None:
    """Low and high stand with the very words that set them, and each leads to the claim in its document."""
    one = incident_in(pages, "Ganja")
    text = pages.get(f"/incident/{one['id']}").text
    estimate = next(e for e in one["estimates"] if (e["harm"], e["category"]) == ("killed", "people"))

    assert {estimate["low"], estimate["high"]} == {13, 14}
    assert f"claim={estimate['low_claims'][0]}" in text
    assert "Thirteen" in text
    assert "Who said what" in text
    assert "By rule:" in text
    assert "deny that it was" in text


@pytest.mark.parametrize("policy", ["ucdp", "acled", "ibc"])
def test_an_incident_can_be_reckoned_by_another_policy(pages: TestClient, policy: str) -> None:
    """The page names the policy that it reckons by."""
    one = incident_in(pages, "Ganja")

    assert f"<b>{policy}</b>" in pages.get(f"/incident/{one['id']}?policy={policy}").text
    assert pages.get(f"/incident/{one['id']}?policy=guess").status_code == 400


def test_a_document_lights_the_words_of_its_claims(pages: TestClient, kept: Ledger) -> None:
    """Each figure is marked where it stands, and one click opens its claim in full."""
    document = next(one for one in kept.documents() if one.ref == "ganja-one.txt")
    claim = next(one for one in kept.claims(document=document.id) if one.toll)
    text = pages.get(f"/document/{document.id}?claim={claim.id}").text
    figure = claim.toll[0].span

    assert f'data-span="{figure.start}:{figure.end}"' in text
    assert "k-figure" in text
    assert '<dl class="fields">' in text
    assert pages.get(f"/document/{document.id}/text").text == document.text


def test_tallies_stand_apart_from_incidents(pages: TestClient) -> None:
    """A running total is listed with its source and since when, and enters no incident."""
    text = pages.get("/tallies").text

    assert "604" in text
    assert "Artsakh Defence Army" in text
    assert "604" not in pages.get("/").text


def test_a_running_total_stands_beside_the_sum_of_incidents(desk: TestClient) -> None:
    """A total of civilians too stands beside what the incidents of its country come to, whoever was killed in them."""
    told = "GANJA, October {}, 2020 (Caspian Desk) - {} civilians have been killed since September 27, officials said."
    for day, number in ((18, 60), (20, 63)):
        seen = show(desk, told.format(day, number))
        found = re.search(r'name="found" value="(\w+)"', seen.text)
        assert found
        send(desk, "/add", "/add/keep", found=found[1])
    text = desk.get("/tallies").text

    assert "sum of incidents" in text
    assert re.search(r"the ledger’s own incidents in Azerbaijan come to 15 to 16, whoever was killed", text)


def test_a_year_stands_with_days_where_there_are_several(desk: TestClient) -> None:
    """Days of one year need none; as soon as a ledger spans two, each day of the table has its own."""
    assert ">17 Oct<" in desk.get("/").text
    seen = show(desk, "Two people were killed in Barda on May 3, 2021, officials said.")
    found = re.search(r'name="found" value="(\w+)"', seen.text)
    assert found
    send(desk, "/add", "/add/keep", found=found[1])

    assert ">17 Oct 2020<" in desk.get("/").text


def test_the_source_of_a_page_may_be_pasted(desk: TestClient) -> None:
    """What begins as a web page is read as one, with the title and the day that it names."""
    page = (
        '<!doctype html><html><head><title>Strike on Barda</title><meta property="article:published_time" '
        'content="2020-10-28"></head><body><article><p>Five people were killed in Barda on Wednesday, officials said.'
        "</p></article></body></html>"
    )
    text = show(desk, page).text

    assert "Strike on Barda" in text
    assert "28 October 2020" in text
    assert "&lt;article&gt;" not in text


def test_sources_count_who_was_first_and_who_alone(pages: TestClient) -> None:
    """Publishers and voices have their numbers of reports and incidents; a name can be looked for."""
    text = pages.get("/sources").text

    assert "Caspian Desk" in text
    assert "Sevan Desk" in text
    assert "Sevan Desk" not in pages.get("/sources?q=caspian").text


@pytest.mark.parametrize("page", ["/incident/nothing", "/document/nothing", "/nowhere", "/review?item=claim-nothing"])
def test_what_is_not_there_is_told_in_words(pages: TestClient, page: str) -> None:
    """An unknown address or id is answered with 404 and words, never with a traceback."""
    answer = pages.get(page)

    assert answer.status_code == 404
    assert "<h1>Not found</h1>" in answer.text
    assert "Nothing was changed" not in answer.text  # nobody asked for a change
    assert "Traceback" not in answer.text


def test_a_page_does_not_tell_where_on_the_server_the_ledger_lies(pages: TestClient, kept: Ledger) -> None:
    """What is not there is missing from "this ledger", not from a path."""
    text = pages.get("/incident/nothing").text

    assert "This ledger has no incident" in text
    assert kept.where.rsplit("/", 1)[0] not in text


def test_a_report_is_shown_before_it_is_kept(desk: TestClient, book: Ledger) -> None:
    """A pasted report shows its claims and changes nothing until it is kept; then it has its incident."""
    before = len(list(book.documents()))
    seen = show(desk, "Five people were killed in Barda on October 28, 2020, officials said.", publisher="Night Desk")
    found = re.search(r'name="found" value="(\w+)"', seen.text)

    assert "Not kept yet" in seen.text
    assert "Read rightly" not in seen.text
    assert "/review?item=" not in seen.text  # what is not kept cannot be judged, nor opened elsewhere
    assert "?claim=" not in seen.text
    assert "the place itself" in seen.text
    assert "Night Desk" in seen.text
    assert len(list(book.documents())) == before
    assert found

    kept = send(desk, "/add", "/add/keep", found=found[1])

    assert kept.status_code == 200
    assert len(list(book.documents())) == before + 1
    assert incident_in(desk, "Barda")["estimates"][0]["low"] == 5


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    """Each page of a ledger without reports opens, and the overview says how to fill it."""
    with Ledger(str(tmp_path / "empty.db")) as made, TestClient(make_app(made, "mk")) as client:
        assert "Nothing read yet" in client.get("/").text
        assert "Nothing read yet" in client.get("/sources").text
        assert "Nothing read yet" in client.get("/review").text
        assert "Nothing was changed yet" in client.get("/review").text
        assert "No report in this ledger gives a running total" in client.get("/tallies").text
        assert "No incident fits" not in client.get("/").text
        assert [client.get(page).status_code for page in ("/tallies", "/sources", "/review", "/add")] == [200] * 4


def test_a_ledger_whose_reports_tell_of_no_incident_says_so(tmp_path: Path) -> None:
    """What was read is named, and nobody is told that nothing was."""
    (tmp_path / "weather.txt").write_text("Rain is expected in the valleys on Tuesday.", encoding="utf-8")
    with Ledger(str(tmp_path / "dry.db")) as made, TestClient(make_app(made, "mk")) as client:
        flow.read_into(made, [str(tmp_path / "weather.txt")], cores=1)
        flow.settle(made)
        text = client.get("/").text

    assert "1 report read, and none of its claims is of an incident" in text
    assert "weather.txt" in text
    assert "Nothing read yet" not in text


def test_a_source_that_is_looked_for_in_vain_is_told_in_words(pages: TestClient) -> None:
    """A name that no source has leaves two empty tables, which say so."""
    text = pages.get("/sources?q=xyzzy").text

    assert text.count("No name here has") == 2
    assert "<table" not in text


def test_an_empty_paste_is_refused_in_words(desk: TestClient) -> None:
    """Nothing to read is said so."""
    answer = show(desk, "  ")

    assert answer.status_code == 400
    assert "There is no text" in answer.text


def test_a_dossier_needs_no_other_file(pages: TestClient, kept: Ledger) -> None:
    """The dossier of an incident holds its look, its reports' whole texts and their hashes, and no link to elsewhere."""
    one = incident_in(pages, "Ganja")
    answer = pages.get(f"/incident/{one['id']}/dossier")
    text = re.sub(r"<[^>]+>", "", answer.text)

    assert "attachment" in answer.headers["content-disposition"]
    assert not re.search(r'(?:src|href)="(?!#)', re.sub(r'<a class="(?:ref|no)[^>]*>', "", answer.text))
    assert "<script" not in answer.text
    for name in one["documents"]:
        assert name in answer.text
        assert kept.document(name).text[:40] in text
