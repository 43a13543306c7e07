"""What a ledger covers, and what exports ask of it."""

from pathlib import Path

from samples import book, decision, incident, told

from recounted.model import Failure


def test_coverage_counts_what_was_read_and_what_people_saw(tmp_path: Path) -> None:
    """Publishers, languages, extractors, days, failures, and the claims that a decision is about."""
    first, claims = told("a", (13, 15))
    second, others = told("b", published=None, publisher=None)
    with book(tmp_path / "x.db") as ledger:
        ledger.keep(first, claims)
        ledger.keep(second, others)
        ledger.keep_failure(Failure(ref="x.pdf", reason="It is a PDF."))
        ledger.decide(decision("right", claims[0].id))
        ledger.replace_derived([incident(claims)])
        found = ledger.coverage()

    assert found.publishers == {"Example Desk": 1, "unknown": 1}
    assert (found.languages, found.extractors) == ({"en": 2}, {"rules 1.0": 2})
    assert (found.first, found.last, found.undated) == ("2020-10-28", "2020-10-28", 1)
    assert (found.documents, found.claims, found.incidents, found.failures) == (2, 3, 1, 1)
    assert (found.decisions, found.reviewed) == (1, 1)
    assert len(found.seal) == 64


def test_an_empty_ledger_covers_nothing(tmp_path: Path) -> None:
    """No days, no documents."""
    with book(tmp_path / "x.db") as ledger:
        found = ledger.coverage()

    assert (found.first, found.documents, found.publishers) == (None, 0, {})


def test_many_are_fetched_by_id(tmp_path: Path) -> None:
    """Claims and cards of documents come by id, each once; those that are not there are left out."""
    reports = [told(f"r{number}") for number in range(7)]
    with book(tmp_path / "x.db") as ledger:
        for document, claims in reports:
            ledger.keep(document, claims)
        ids = [claims[0].id for _, claims in reports]
        documents = [document.id for document, _ in reports]

        assert [one.id for one in ledger.claims_of([*ids, ids[0], "gone"])] == sorted(ids)
        assert [one.id for one in ledger.cards([*documents, "gone"])] == sorted(documents)
        assert {(one.text, one.raw) for one in ledger.cards(documents)} == {("", b"")}
        assert list(ledger.claims_of([])) == []
        assert list(ledger.extractors()) == ["rules 1.0"] * 7
        assert [one.raw for one in ledger.documents(whole=True)] == [ledger.document(d).raw for d in sorted(documents)]
