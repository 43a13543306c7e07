"""Decisions in the browser: each with a reason, each in the log, each undone by another."""

import re
from typing import Any

import pytest
from forms import incident_in, send
from litestar.testing import TestClient

from recounted.ledger import Ledger


def claim_with_figure(book: Ledger, ref: str = "ganja-one.txt") -> str:
    """A claim of a report that has a figure."""
    document = next(one for one in book.documents() if one.ref == ref)
    return next(one.id for one in book.claims(document=document.id) if one.toll)


def test_a_rejected_claim_leaves_the_estimate_and_undo_brings_it_back(desk: TestClient, book: Ledger) -> None:
    """Judging a claim wrong changes what its incident comes to; undoing it restores the same incident."""
    before = incident_in(desk, "Ganja")
    claim = claim_with_figure(book)

    send(desk, "/review", "/review/decide", verb="wrong", about=claim, why="read against the text")
    after = incident_in(desk, "Ganja")
    decision = book.decisions()[-1]
    send(desk, "/review", "/review/decide", verb="undo", about=decision.id, why="a slip")

    assert claim in before["claims"]
    assert claim not in after["claims"]
    assert incident_in(desk, "Ganja") == before
    assert (decision.who, decision.why) == ("mk", "read against the text")


def test_different_keeps_two_reports_apart(desk: TestClient, book: Ledger) -> None:
    """Two claims that are judged different are in two incidents from then on, and the log says who said so."""
    a, b = claim_with_figure(book), claim_with_figure(book, "ganja-two.txt")
    together = incident_in(desk, "Ganja")
    answer = send(desk, "/review", "/review/decide", verb="different", about=f"{a} {b}", why="another strike")

    assert {a, b} <= set(together["claims"])
    assert not any({a, b} <= set(one.claims) for one in book.incidents())
    assert "another strike" in answer.text


def test_the_log_is_filtered_by_who_what_and_when(desk: TestClient, book: Ledger) -> None:
    """Each filter leaves the rows that fit it; together they leave those that fit all; what fits nothing says so."""
    claim = claim_with_figure(book)
    send(desk, "/review", "/review/decide", verb="right", about=claim, why="read against the text")

    def log(query: str) -> str:
        return desk.get(f"/review?{query}").text.partition('id="log"')[2]

    decided = book.newest_audit(1)[0]
    assert "kept a report" in log("who=mk")
    assert "kept a report" not in log("who=mk&did=decide").partition("<table")[2]
    assert "read against the text" in log(f"did=decide&on={decided.at[:10]}")
    assert "No row of the log fits" in log("did=decide&on=2001-01-01")
    assert "No row of the log fits" in log("who=nobody")
    assert desk.get("/review?on=yesterday").status_code == 400
    assert [row["verb"] for row in desk.get("/api/audit?verb=decide").json()["items"]] == ["decide"]
    assert desk.get("/api/audit?day=2001-01-01").json()["items"] == []


def test_a_question_shows_what_the_machine_read(desk: TestClient, book: Ledger) -> None:
    """Place with its point, day, figure and doer stand under the words, so that accepting has a meaning."""
    text = desk.get(f"/review?item=claim-{claim_with_figure(book)}").text
    read = re.sub(r"<[^>]+>", " ", text.partition('aria-label="What the machine read"')[2].partition("</dl>")[0])

    assert "Ganja , Azerbaijan" in read
    assert " N, " in read
    assert "Thirteen civilians" in read


def test_a_figure_is_corrected_by_the_words_that_bear_it_out(desk: TestClient, book: Ledger) -> None:
    """New bounds with words of the text replace the machine's; the claim as read stays as it was."""
    claim = book.claim(claim_with_figure(book))
    send(
        desk, "/review", "/review/edit",
        about=claim.id, field="0", low="12", best="13", high="13", words="Thirteen civilians", why="as printed",
    )  # fmt: skip
    corrected = next(
        c for c in desk.get(f"/api/incidents/{incident_in(desk, 'Ganja')['id']}/claims").json() if c["id"] == claim.id
    )

    assert (corrected["toll"][0]["low"], corrected["toll"][0]["best"]) == (12, 13)
    assert book.claim(claim.id) == claim


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"field": "0", "low": "14", "best": "13", "why": "x"}, "must not fall"),
        ({"field": "0", "low": "many", "why": "x"}, "no whole number"),
        ({"field": "0", "low": "1", "words": "forty people", "why": "x"}, "is not in the document"),
        ({"field": "0", "low": "1"}, "needs a reason"),
        ({"field": "time", "start": "2020-10-18", "end": "2020-10-17", "why": "x"}, "not before it"),
        ({"field": "colour", "why": "x"}, "which field"),
        ({"field": "place-7", "words": "Ganja", "why": "x"}, "no such place"),
        ({"field": "place-0", "words": "Atlantis", "why": "x"}, "is not in the document"),
        ({"field": "place-0", "latitude": "95", "longitude": "1", "why": "x"}, "beyond the earth"),
        ({"field": "place-0", "latitude": "nan", "longitude": "1", "why": "x"}, "beyond the earth"),
        ({"field": "place-0", "latitude": "40", "why": "x"}, "no number of degrees"),
        ({"field": "place-0", "precision": "9", "why": "x"}, "from 1 to 7"),
        ({"field": "speaker", "words": "the king", "why": "x"}, "is not in the document"),
        ({"field": "9", "why": "x"}, "no such figure"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_in_words(
    desk: TestClient, book: Ledger, fields: dict[str, str], told: str
) -> None:
    """Falling bounds, words that are not in the text, and an empty reason change nothing."""
    answer = send(desk, "/review", "/review/edit", about=claim_with_figure(book), **fields)

    assert 400 <= answer.status_code < 500
    assert told in answer.text
    assert book.decisions() == []


def corrected(desk: TestClient, place: str, claim: str) -> dict[str, Any]:
    """A claim of an incident as people have corrected it."""
    told = desk.get(f"/api/incidents/{incident_in(desk, place)['id']}/claims").json()
    return next(one for one in told if one["id"] == claim)


def test_a_place_is_corrected_by_marking_its_name(desk: TestClient, book: Ledger) -> None:
    """A name that is marked is looked up; degrees that a person gives stand before the gazetteer's."""
    claim = claim_with_figure(book)
    before = book.claim(claim).locations[0]
    send(
        desk, "/review", "/review/edit",
        about=claim, field="place-0", words="Ganja overnight", latitude="40.5", longitude="46.25", precision="2", why="the ministry's own map",
    )  # fmt: skip
    place = book.decisions()[-1].change["locations"][0]
    start, end = place["span"]

    assert (place["latitude"], place["longitude"], place["where_prec"]) == (40.5, 46.25, 2)
    assert book.document(book.claim(claim).document).text[start:end] == "Ganja overnight"
    send(desk, "/review", "/review/edit", about=claim, field="place-0", words="Ganja", why="as printed")
    again = book.decisions()[-1].change["locations"][0]
    assert (again["latitude"], again["geonames_id"]) == (before.latitude, before.geonames_id)


def test_a_place_is_added_and_taken_away(desk: TestClient, book: Ledger) -> None:
    """Another place goes behind those that were read, and one where it did not happen is taken away."""
    claim = claim_with_figure(book, "stepanakert.txt")
    send(desk, "/review", "/review/edit", about=claim, field="place-1", words="STEPANAKERT", why="the dateline too")
    assert [one["name"] for one in corrected(desk, "Stepanakert", claim)["locations"]] == ["Stepanakert", "STEPANAKERT"]
    send(desk, "/review", "/review/edit", about=claim, field="place-1", none="1", why="a slip")
    assert [one["name"] for one in corrected(desk, "Stepanakert", claim)["locations"]] == ["Stepanakert"]


def test_a_speaker_is_corrected_by_marking_the_words(desk: TestClient, book: Ledger) -> None:
    """The words that are marked are who says it, with the code that the list of actors has for them."""
    claim = claim_with_figure(book)
    send(
        desk,
        "/review",
        "/review/edit",
        about=claim,
        field="speaker",
        words="Armenia's Defence Ministry",
        why="as printed",
    )
    last = corrected(desk, "Ganja", claim)["sources"][-1]

    assert last["name"] == "Armenia's Defence Ministry"
    assert last["code"].startswith("ARM")


def test_a_grade_is_set_with_a_reason_and_shown_as_reviewed(desk: TestClient, book: Ledger) -> None:
    """A person's grade stands in the place of the rule's, and the incident counts as reviewed."""
    one = incident_in(desk, "Ganja")
    send(
        desk, f"/incident/{one['id']}", "/review/edit",
        about=one["claims"][0], field="grade", grade="fair", why="two desks", next=f"/incident/{one['id']}",
    )  # fmt: skip

    assert incident_in(desk, "Ganja")["grade"] == "fair"
    assert "reviewed by" in desk.get(f"/incident/{one['id']}").text


def test_the_queue_asks_the_least_sure_first_and_not_again(desk: TestClient, book: Ledger) -> None:
    """Questions rise in certainty; a claim that was judged is asked about no more."""
    waiting = desk.get("/api/questions").json()
    single = next(one for one in waiting if len(one["about"]) == 1)
    send(desk, "/review", "/review/decide", verb="right", about=single["about"][0], why="read against the text")

    assert [one["sure"] for one in waiting] == sorted(one["sure"] for one in waiting)
    assert single["about"] not in [one["about"] for one in desk.get("/api/questions").json()]


def test_the_chain_is_checked_on_demand(desk: TestClient) -> None:
    """The log says whether every span, hash and link holds."""
    assert "the audit chain hold" in desk.get("/review?check=1").text
    assert desk.get("/api/check").json() == []


def test_a_claim_is_split_off_from_another_report(desk: TestClient, book: Ledger) -> None:
    """The page of a claim offers a report to split it from, by way of the same decision."""
    claim = claim_with_figure(book)
    text = desk.get(f"/review?item=claim-{claim}").text

    assert "Split off" in text
    assert 'value="different"' in text
