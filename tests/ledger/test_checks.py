"""The check: whatever is changed behind the ledger's back is found and named."""

import sqlite3

import pytest
from samples import book, decision, rows, tamper, told

from recounted.model import Failure

DOCUMENT, CLAIMS = told(killed=(13, 15))


def fill(where: str) -> None:
    """A ledger with a document that was read twice, a decision and a failure."""
    with book(where) as ledger:
        ledger.keep(*told(killed=(13, 15), publisher=None))
        ledger.keep(DOCUMENT, CLAIMS)
        ledger.keep(*told("b"))
        ledger.decide(decision("same", CLAIMS[0].id, CLAIMS[1].id))
        ledger.keep_failure(Failure(ref="c.txt", reason="it is empty"))


A = f"WHERE id = '{DOCUMENT.id}'"
FIRST = f"WHERE id = '{CLAIMS[0].id}'"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"UPDATE document SET raw = CAST('x' || substr(raw, 2) AS BLOB) {A}", "a.txt): its bytes are not those"),
        (f"UPDATE document SET text = text || '.' {A}", "a.txt): its text is not the one that was kept"),
        (f"UPDATE document SET text = 'x' || text, text_sha256 = 'x' {A}", f"claim {CLAIMS[0].id}: the text at"),
        (f"UPDATE document SET title = 'Another' {A}", "a.txt): its data or its claims are not those"),
        (f"UPDATE document SET publisher = 'Other Desk' {A}", "a.txt): its data or its claims are not those"),
        (f"UPDATE document SET published = 'x' {A}", "a.txt): Document"),
        (f"UPDATE document SET told = '' {A}", f"document {DOCUMENT.id}: it was changed after it was kept"),
        (f"UPDATE claim SET body = replace(body, '13', '14') {FIRST}", "a.txt): its data or its claims are not those"),
        (f"UPDATE claim SET body = '{{}}' {FIRST}", "a.txt): A claim in the ledger cannot be understood"),
        (f"UPDATE claim SET country = 'ARM' {FIRST}", f"claim {CLAIMS[0].id}: its columns and its record differ"),
        (f"DELETE FROM claim {FIRST}", "a.txt): its data or its claims are not those"),
        (f"UPDATE figure SET best = 14 WHERE claim_id = '{CLAIMS[0].id}'", "a.txt): its figures and its claims differ"),
        (f"DELETE FROM figure WHERE claim_id = '{CLAIMS[0].id}'", "a.txt): its figures and its claims differ"),
        ("UPDATE former_claim SET body = replace(body, '13', '14')", "reading 1: its data or its claims are not"),
        ("UPDATE former_reading SET body = replace(body, 'Barda', 'Mars!')", "reading 1: its data or its claims"),
        ("UPDATE former_reading SET body = ''", "reading 1: A document in the ledger cannot be understood"),
        ("UPDATE decision SET body = replace(body, 'street', 'square')", "it was changed after it was kept"),
        ("DELETE FROM decision", "the audit says that it was kept, and it is gone"),
        ("DELETE FROM failure", "failure of c.txt read it is empty: the audit says that it was kept, and it is gone"),
        ("INSERT INTO failure VALUES ('d.txt', 'read', 'x', 'y', NULL)", "the audit does not know of it"),
        ("DELETE FROM document WHERE ref = 'b.txt'", "a row of claim refers to a row of document that is not there"),
    ],
)
def test_any_change_of_the_facts_shows(where: str, change: str, said: str) -> None:
    """The check says which document, claim or decision is not what was kept."""
    fill(where)
    with book(where) as ledger:
        assert ledger.check() == []
    tamper(where, change)
    with book(where) as ledger:
        problems = ledger.check()
    assert any(said in problem for problem in problems), problems


def test_a_document_that_was_slipped_in_shows(where: str) -> None:
    """A row that the audit does not know of is named, however well it is made."""
    fill(where)
    other = where + "2"
    with book(other) as ledger:
        ledger.keep(*told("c"))
    row = rows(other)["document"][0]
    with sqlite3.connect(where) as connection:
        connection.execute(f"INSERT INTO document VALUES ({', '.join('?' * len(row))})", row)
    with book(where) as ledger:
        assert any("the audit does not know of it" in problem for problem in ledger.check())
