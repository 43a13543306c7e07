"""A ledger behind a veil: names blacked out, sensitive documents out of sight, whatever way it is asked."""

from pathlib import Path

import pytest

from recounted import flow
from recounted.errors import LedgerError
from recounted.exporters.veil import Veiled
from recounted.ledger import Ledger

OPEN = (
    "BARDA, October 28, 2020 (Desk) - Rockets killed five civilians in Barda on Wednesday, officials said. Among the dead "
    "were Lala Huseynova, 34, and Tofig Aliyev (51). Huseynova was on her way home, the ministry said."
)
SECRET = (
    "BARDA, October 29, 2020 (Desk) - Rockets killed 21 civilians in Barda on October 28, a witness, Anar Guliyev, said. "
    "At least 700 soldiers have been killed since September 27, the army said."
)
ALONE = "Two people were killed by shelling in Martuni on October 2, 2020, a doctor said."

#: What a ledger has that tells of no report, or goes the same way as something that does.
HARMLESS = {
    "close", "keep", "has", "keep_failure", "decide", "replace_derived", "acting", "accounts", "levels", "watched", "state",
    "figures", "failures", "coverage", "check", "hidden", "where", "extractor",
    "owners", "use_owners", "last_seq",  # of publishers, and how long the audit is
    "standing",  # what linking writes with, which is done to a whole ledger alone
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Ledger:
    """A ledger with three reports, two of them sensitive."""
    for name, text in {"open-huseynova.txt": OPEN, "secret.txt": SECRET, "alone.txt": ALONE}.items():
        (tmp_path / name).write_text(text)
    made = Ledger(str(tmp_path / "book.db"))
    flow.read_into(made, [str(path) for path in sorted(tmp_path.glob("*.txt"))], cores=1)
    flow.settle(made)
    for document in made.documents():
        if document.ref.endswith(("secret.txt", "alone.txt")):
            assert made.levels.put(document.id, "sensitive")
    return made


def everything(book: Ledger) -> str:
    """All that can be read from a ledger, in one text."""
    ids = sorted(Ledger.refs(book))
    claims = [claim.id for claim in Ledger.claims(book)]
    incidents = [one.id for one in Ledger.incidents(book)]
    found: list[object] = [
        *book.documents(), book.refs(), *book.cards(ids), *book.headings(), *book.appearances(), *book.claims(),
        *book.claims_of(claims), *book.incidents(), *book.some_incidents(incidents), *book.copies(), *book.tallies(),
        *book.decisions(), *book.audit(), *book.newest_audit(100), *book.figures(),
    ]  # fmt: skip
    for ask, names in ((book.document, ids), (book.claim, claims), (book.incident, incidents), (book.versions, ids)):
        for name in names:
            try:
                found.append(ask(name))
            except LedgerError:
                found.append("withheld")
    return repr(found)


def test_nothing_sensitive_and_no_name_can_be_read(book: Ledger) -> None:
    """Whatever is asked, a veiled ledger has no word of a sensitive report, and no name of a victim or private person."""
    told, veiled = everything(book), everything(Veiled(book))

    for word in ("Huseynova", "Aliyev", "Guliyev", "witness", "doctor", "700 soldiers", "Martuni"):
        assert word in told, word
        assert word.casefold() not in veiled.casefold(), word
    assert "five civilians in Barda" in veiled


def test_an_incident_is_reckoned_without_what_is_withheld(book: Ledger) -> None:
    """What a sensitive report says enters no figure; an incident that nothing else tells of is not there."""
    whole = {one.id: one for one in book.incidents()}
    seen = {one.id: one for one in Veiled(book).incidents()}
    tops = [max(e.high or 0 for e in own.estimates if e.harm == "killed") for own in seen.values() if own.estimates]

    assert set(seen) < set(whole)
    assert 5 in tops
    assert 21 not in tops
    assert all(set(own.claims) <= {claim.id for claim in Veiled(book).claims()} for own in seen.values())


def test_spans_still_count(book: Ledger) -> None:
    """Black letters take as much room as those they stand for."""
    veiled = Veiled(book)
    for document in veiled.documents():
        assert len(document.text) == len(book.document(document.id).text)
        for claim in veiled.claims(document=document.id):
            assert claim.text == claim.span.of(veiled.document(document.id).text)


def test_without_a_veil_it_is_the_same_ledger(book: Ledger) -> None:
    """Names and sensitive documents let through, nothing differs."""
    assert everything(Veiled(book, names=True, sensitive=True)) == everything(book)


def test_every_way_to_ask_is_thought_of() -> None:
    """A new method of the ledger is veiled, or said to be harmless here, before it can be used."""
    own = {name for name in vars(Ledger) if not name.startswith("_")}

    assert own - HARMLESS <= set(vars(Veiled))
