"""The audit: a chain of who did what, when, in which every break shows."""

import pytest
from samples import NOON, book, decision, rows, tamper, told

from recounted.errors import LedgerError
from recounted.ledger import Entry
from recounted.model import Failure


def fill(where: str) -> None:
    """A ledger with two documents, a failure and a decision: four rows of audit."""
    with book(where, who="desk") as ledger:
        ledger.keep(*told("a"))
        ledger.keep(*told("b"))
        ledger.keep_failure(Failure(ref="c.txt", reason="it is empty"))
        ledger.decide(decision("right", told("a")[1][0].id))


def test_every_fact_leaves_a_row(where: str) -> None:
    """Who, when, what it was and about which id, each row with the hash of the one before."""
    fill(where)
    with book(where) as ledger:
        entries = list(ledger.audit())
    assert [(e.seq, e.verb, e.who, e.at) for e in entries] == [
        (1, "keep", "desk", NOON),
        (2, "keep", "desk", NOON),
        (3, "fail", "desk", NOON),
        (4, "decide", "mk", NOON),
    ]
    assert [e.previous for e in entries] == ["0" * 64, *(e.hash for e in entries[:-1])]
    assert entries[0].about == told("a")[0].id
    assert entries[0].detail["claims"] == 1
    assert entries[3].detail["why"] == "the same street"


def test_the_same_run_gives_the_same_audit(where: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With the same clock, two ledgers of the same facts are equal to the last hash."""
    other = str(tmp_path_factory.mktemp("other") / "ledger.db")
    fill(where)
    fill(other)
    with book(where) as one, book(other) as two:
        assert list(one.audit()) == list(two.audit())


def test_what_is_derived_leaves_no_row(where: str) -> None:
    """Linking anew is no change of the facts."""
    fill(where)
    with book(where) as ledger:
        before = list(ledger.audit())
        ledger.replace_derived([])
        assert list(ledger.audit()) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE audit SET who = 'nobody' WHERE seq = 2", "row 2 (keep "),
        ("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE seq = 1", "row 1 (keep "),
        ("UPDATE audit SET detail = 'no JSON' WHERE seq = 3", "row 3 (fail c.txt"),
        ("UPDATE audit SET hash = 'f' WHERE seq = 2", "row 3 does not follow from row 2"),
        ("UPDATE audit SET previous = 'f' WHERE seq = 4", "row 4 does not follow from row 3"),
        ("DELETE FROM audit WHERE seq = 1", "rows 1 to 1 are missing"),
        ("DELETE FROM audit WHERE seq IN (2, 3)", "rows 2 to 3 are missing"),
        ("DELETE FROM audit WHERE seq = 4", "it ends at row 3, but row 4 was written last"),
        ("DELETE FROM audit", "it ends at row 0, but row 4 was written last"),
        ("UPDATE head SET seq = 3", "it ends at row 4, but row 3 was written last"),
        ("DELETE FROM head", "the ledger's note of its last row is missing"),
    ],
)
def test_any_change_of_the_audit_shows(where: str, change: str, said: str) -> None:
    """A row that was changed, dropped or cut off is named by its number."""
    fill(where)
    tamper(where, change)
    with book(where) as ledger:
        problems = ledger.check()
    assert any(problem.startswith("audit:") and said in problem for problem in problems), problems


def test_a_row_that_was_put_in_shows(where: str) -> None:
    """A row with a right hash of its own does not fit between two others."""
    fill(where)
    tamper(where, "INSERT INTO audit SELECT 5, at, who, verb, about, detail, previous, hash FROM audit WHERE seq = 4")
    with book(where) as ledger:
        assert any("row 5 does not follow from row 4" in problem for problem in ledger.check())


def test_the_database_itself_refuses_to_change_what_is_only_added_to(where: str) -> None:
    """Bytes, documents, decisions and the audit are guarded by the database, whichever program comes."""
    fill(where)
    before = rows(where)
    with book(where) as ledger:
        for change in (
            "UPDATE document SET raw = X'00'",
            "UPDATE document SET id = 'x'",
            "DELETE FROM document",
            "UPDATE decision SET who = 'x'",
            "DELETE FROM decision",
            "UPDATE audit SET who = 'x'",
            "DELETE FROM audit",
        ):
            with pytest.raises(LedgerError, match=r"never|only added"), ledger._database.writing() as connection:
                connection.exec_driver_sql(change)
    assert rows(where) == before


def test_an_entry_is_a_record() -> None:
    """An entry of the audit compares by value."""
    line = {"seq": 1, "at": NOON, "who": "a", "verb": "keep", "about": "b", "detail": {}, "previous": "c", "hash": "d"}
    assert Entry(**line) == Entry(**line)  # type: ignore[arg-type]
