"""Decisions in the browser: each with a reason, each in the log, each undone by another."""

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
        ({"field": "0", "low": "1", "words": "forty people", "why": "x"}, "is not in characters"),
        ({"field": "0", "low": "1"}, "needs a reason"),
        ({"field": "time", "start": "2020-10-18", "end": "2020-10-17", "why": "x"}, "not before it"),
        ({"field": "colour", "why": "x"}, "which field"),
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
