"""What a ledger keeps and gives back."""

import hashlib
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import anything
from samples import NOON, book, claim, decision, incident, noon, rows, told

from recounted.errors import EvidenceError, LedgerError
from recounted.ledger import Ledger
from recounted.ledger.rows import from_json, to_json
from recounted.model import (
    Claim,
    Copy,
    Decision,
    Document,
    Failure,
    Incident,
    Point,
    Span,
    Tally,
)


def test_what_is_kept_comes_back_unchanged(anywhere: str) -> None:
    """A document comes back with its bytes, and its claims in reading order, equal to what was kept."""
    document, claims = told(killed=(13, 15, 21), url="https://desk.example/1", title="Tag ‎ و 🕊", author="A. B.")
    with book(anywhere) as ledger:
        assert ledger.keep(document, claims)
        assert ledger.document(document.id) == document
        assert list(ledger.claims()) == claims
        assert ledger.claim(claims[1].id) == claims[1]
        assert list(ledger.documents()) == [msgspec.structs.replace(document, raw=b"")]
        assert ledger.check() == []


def test_a_document_without_claims_is_kept(anywhere: str) -> None:
    """A report that claims nothing is in the ledger, so that its silence can be seen."""
    document, _ = told(killed=())
    with book(anywhere) as ledger:
        assert ledger.keep(document, [])
        assert ledger.has(document.id)
        assert list(ledger.claims(document=document.id)) == []
        assert ledger.check() == []


def test_a_ledger_is_still_there_when_opened_again(anywhere: str) -> None:
    """What one run kept, the next run finds."""
    with book(anywhere) as ledger:
        ledger.keep(*told())
    with book(anywhere, create=False) as ledger:
        assert list(ledger.claims()) == told()[1]


def test_keeping_twice_is_keeping_once(anywhere: str) -> None:
    """The same bytes read to the same claims change nothing at all, the audit included."""
    with book(anywhere) as ledger:
        assert ledger.keep(*told())
    before = rows(anywhere)
    with book(anywhere, clock=lambda: "2021-01-01T00:00:00Z") as ledger:
        assert not ledger.keep(*told())
    assert rows(anywhere) == before


def test_a_newer_version_takes_the_place_of_the_older_reading(anywhere: str) -> None:
    """The document stays, its claims are replaced, and the former claims are not lost."""
    document, claims = told(killed=(13, 15))
    with book(anywhere) as ledger:
        ledger.keep(document, claims)
        first = ledger.claim(claims[1].id)
    with book(anywhere, extractor="rules 1.10") as ledger:
        assert not ledger.has(document.id)
        assert ledger.keep(document, claims[:1])
        assert ledger.has(document.id)
        assert list(ledger.claims()) == claims[:1]
        assert [f.best for _, f in ledger.figures()] == [13]
        with pytest.raises(LedgerError, match=f"one until {NOON}"):
            ledger.claim(first.id)
        assert ledger.check() == []
    assert [row[4] for row in rows(anywhere)["former_claim"]] == [to_json(c) for c in claims]


def test_a_newer_version_that_reads_the_same_moves_nothing(anywhere: str) -> None:
    """The document is noted as read by the newer version; there is no former reading of what did not change."""
    document, claims = told(killed=(13, 15))
    with book(anywhere) as ledger:
        ledger.keep(document, claims)
    with book(anywhere, extractor="rules 1.10") as ledger:
        assert ledger.keep(document, claims)
        assert ledger.has(document.id)
        assert [entry.verb for entry in ledger.audit()] == ["keep", "reread"]
        assert ledger.claim(claims[0].id) == claims[0]
        assert ledger.check() == []


def test_an_older_version_replaces_nothing(anywhere: str) -> None:
    """1.2 is older than 1.10: a program that was not upgraded does no harm."""
    document, claims = told(killed=(13, 15))
    with book(anywhere, extractor="rules 1.10") as ledger:
        ledger.keep(document, claims)
    with book(anywhere, extractor="rules 1.2") as ledger:
        assert ledger.has(document.id)
        assert not ledger.keep(document, claims[:1])
        assert list(ledger.claims()) == claims


def test_another_extractor_replaces_the_reading(anywhere: str) -> None:
    """Versions of two extractors cannot be compared; the one that reads later is the one that is wanted."""
    document, claims = told(killed=(13, 15))
    with book(anywhere, extractor="rules 1.10") as ledger:
        ledger.keep(document, claims)
    with book(anywhere, extractor="llm 0.1") as ledger:
        assert not ledger.has(document.id)
        assert ledger.keep(document, claims[1:])
        assert list(ledger.claims()) == claims[1:]


def test_a_reading_that_is_told_the_publisher_replaces_one_that_was_not(anywhere: str) -> None:
    """The same file read again with its publisher named is corrected, and stays one document."""
    with book(anywhere) as ledger:
        ledger.keep(*told(publisher=None))
        assert ledger.keep(*told(publisher="Example Desk"))
        assert [d.publisher for d in ledger.documents()] == ["Example Desk"]
        assert [c.sources[0].name for c in ledger.claims()] == ["Example Desk"]
        assert ledger.check() == []


def test_other_bytes_from_the_same_url_are_a_new_version(anywhere: str) -> None:
    """A changed page is another document; the old claims stay bound to the old text."""
    old, old_claims = told("old", (13,), url="https://desk.example/1")
    new, new_claims = told("new", (15,), url="https://desk.example/1")
    with book(anywhere) as ledger:
        ledger.keep(old, old_claims)
        ledger.keep(new, new_claims)
        assert [d.id for d in ledger.versions(old.id)] == [old.id, new.id]
        assert ledger.document("https://desk.example/1").id == new.id
        assert list(ledger.claims(document=old.id)) == old_claims
        assert ledger.check() == []


def test_the_same_bytes_under_another_name_are_one_document_with_two_names(anywhere: str) -> None:
    """Nothing is doubled, and the second name, publisher and address are not lost."""
    document, claims = told()
    again = msgspec.structs.replace(document, ref="mirror.txt", publisher="Mirror", url="https://mirror.example/1")
    own = [msgspec.structs.replace(claim(again, 0, "Barda"), ref="mirror.txt")]
    with book(anywhere) as ledger:
        ledger.keep(document, claims)
        assert ledger.keep(again, own)
        assert not ledger.keep(again, own)
        assert not ledger.keep(document, claims)
        assert list(ledger.claims()) == claims
        assert [(d.id, d.ref, d.publisher, d.url) for d in ledger.appearances()] == [
            (document.id, "mirror.txt", "Mirror", "https://mirror.example/1")
        ]


def test_bytes_that_are_not_what_the_id_says_are_refused(anywhere: str) -> None:
    """The hash of the original is taken when it comes in, not on trust."""
    document, claims = told()
    with book(anywhere) as ledger, pytest.raises(EvidenceError, match=r"a\.txt: the id .* is not the SHA-256"):
        ledger.keep(msgspec.structs.replace(document, raw=b"other"), claims)


def test_claims_that_are_not_in_the_text_are_refused_with_their_document(anywhere: str) -> None:
    """One bad claim and nothing of its document is kept."""
    document, claims = told(killed=(13, 15))
    wrong = msgspec.structs.replace(claims[1], text="Nothing happened.")
    beyond = msgspec.structs.replace(claims[1], event_span=Span(1, 10_000))
    stranger = msgspec.structs.replace(claims[1], document="0" * 64)
    with book(anywhere) as ledger:
        for bad in (wrong, beyond, stranger, claims[0]):
            with pytest.raises(EvidenceError):
                ledger.keep(document, [claims[0], bad])
        assert not ledger.has(document.id)
        assert list(ledger.audit()) == []


@pytest.mark.parametrize("flaw", ["\x00", "\ud83d"], ids=["null", "half"])
def test_text_that_no_database_can_hold_is_refused(anywhere: str, flaw: str) -> None:
    """A null or half a character is a sign of a wrong encoding."""
    document = Document(id=hashlib.sha256(b"x").hexdigest(), ref="x.txt", text=f"a{flaw}b", raw=b"x")
    with book(anywhere) as ledger, pytest.raises(EvidenceError, match=r"x\.txt: character 1 "):
        ledger.keep(document, [])


def test_failures_are_kept_until_the_document_can_be_read(anywhere: str) -> None:
    """A failure is recorded once, shown, and marked as mended when its document is kept."""
    failure = Failure(ref="a.txt", reason="it is empty")
    with book(anywhere) as ledger:
        assert ledger.keep_failure(failure)
        assert not ledger.keep_failure(failure)
        assert ledger.keep_failure(Failure(ref="b.txt", reason="no permission"))
        assert [f.ref for f in ledger.failures()] == ["a.txt", "b.txt"]
        ledger.keep(*told())
        assert [f.ref for f in ledger.failures()] == ["b.txt"]
        assert failure in ledger.failures(mended=True)
        assert ledger.keep_failure(failure)
        assert failure in ledger.failures()
        assert ledger.check() == []


def test_documents_go_by_id_beginning_of_id_name_and_url(anywhere: str) -> None:
    """Every name that a person may have in hand leads to the document."""
    document, claims = told(url="https://desk.example/1")
    with book(anywhere) as ledger:
        ledger.keep(document, claims)
        for name in (document.id, document.id[:8], "a.txt", "https://desk.example/1"):
            assert ledger.document(name).raw == document.raw


def test_an_unknown_id_is_refused_in_words_that_help(anywhere: str) -> None:
    """The message names the ledger, what was asked for, and the nearest or how to list."""
    document, claims = told()
    with book(anywhere) as ledger:
        with pytest.raises(LedgerError, match=r"no claim “nowhere”.*There are no claims in it yet"):
            ledger.claim("nowhere")
        ledger.keep(document, claims)
        with pytest.raises(LedgerError, match=f"no claim “nowhere”.*nearest id is {claims[0].id}.*recounted show"):
            ledger.claim("nowhere")
        with pytest.raises(LedgerError, match="no document “nowhere”"):
            ledger.document("nowhere")
        with pytest.raises(LedgerError, match="no incident “%”"):
            ledger.incident("%")
        with pytest.raises(LedgerError, match="no claim “”"):
            ledger.claim("")


def test_a_beginning_that_several_ids_have_is_refused_with_those(anywhere: str) -> None:
    """Too short an id is not guessed at."""
    document, claims = told(killed=tuple(range(1, 40)))
    with book(anywhere) as ledger:
        ledger.keep(document, claims)
        first = sorted(c.id for c in claims)[0]
        several = next(c.id[0] for c in claims if sum(d.id[0] == c.id[0] for d in claims) > 1)
        assert ledger.claim(first[:8]).id == first
        with pytest.raises(LedgerError, match=f"several ids begin with {several}: {several}"):
            ledger.claim(several)


def test_what_is_derived_is_replaced_as_a_whole(anywhere: str) -> None:
    """The second set of incidents, copies and tallies leaves nothing of the first."""
    document, claims = told(killed=(13, 15))
    tally = Tally(id="t", source="officials", harm="killed", category="people", since=date(2020, 9, 27), points=())
    later = msgspec.structs.replace(tally, id="u", points=(Point(date(2020, 10, 28), 61, 61, None, claims[0].id),))
    with book(anywhere) as ledger:
        ledger.keep(document, claims)
        ledger.replace_derived([incident(claims, "one"), incident(claims[:1], "two")], [], [tally])
        copy = Copy(document=document.id, copy_of="0" * 64, share=0.5)
        ledger.replace_derived([incident(claims, "one", grade="fair")], [copy], [later])
        assert list(ledger.incidents()) == [incident(claims, "one", grade="fair")]
        assert ledger.incident(incident(claims, "one").id).grade == "fair"
        assert (ledger.copies(), ledger.tallies()) == ([copy], [later])
        assert list(ledger.claims(incident=incident(claims, "one").id)) == claims
        assert ledger.check() == []


def test_a_derivation_that_fails_leaves_the_one_before(anywhere: str) -> None:
    """Linking that breaks off half-way changes nothing."""
    document, claims = told()

    def breaks() -> object:
        yield incident(claims, "new")
        raise RuntimeError("out of luck")

    with book(anywhere) as ledger:
        ledger.keep(document, claims)
        ledger.replace_derived([incident(claims)])
        with pytest.raises(RuntimeError):
            ledger.replace_derived(breaks())  # type: ignore[arg-type]
        assert list(ledger.incidents()) == [incident(claims)]


def test_incidents_of_claims_that_were_replaced_are_told(anywhere: str) -> None:
    """Until things are linked anew, the check says which incidents are out of date."""
    document, claims = told(killed=(13, 15))
    with book(anywhere) as ledger:
        ledger.keep(document, claims)
        ledger.replace_derived([incident(claims)])
    with book(anywhere, extractor="rules 2.0") as ledger:
        ledger.keep(document, claims[:1])
        assert [p for p in ledger.check() if "links anew" in p] == ledger.check() != []
        ledger.replace_derived([incident(claims[:1])])
        assert ledger.check() == []


def test_a_ledger_can_be_asked_while_it_is_written(anywhere: str) -> None:
    """Claims that are being streamed are those of the moment when the stream began."""
    with book(anywhere) as ledger:
        ledger.keep(*told("a"))
        seen = []
        for one in ledger.claims():
            seen.append(one)
            ledger.keep(*told("b"))
        assert seen == told("a")[1]
        assert len(list(ledger.claims())) == 2


def test_this_clock_gives_utc_seconds(anywhere: str) -> None:
    """Without a clock of its own, a ledger writes the present time in UTC."""
    with Ledger(anywhere) as ledger:
        ledger.keep(*told())
        assert [len(entry.at) for entry in ledger.audit()] == [len(noon())]
        assert all(entry.at.endswith("Z") for entry in ledger.audit())


@pytest.mark.parametrize("kind", [Claim, Document, Incident, Copy, Tally, Decision, Failure])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_record_survives_json_byte_for_byte(kind: type[msgspec.Struct], data: st.DataObject) -> None:
    """Whatever a record holds, its JSON gives the record back, and the record the same JSON."""
    record = data.draw(anything(kind))
    body = to_json(record)
    assert from_json(body, kind) == record
    assert to_json(from_json(body, kind)) == body


def test_decisions_are_listed_for_linking(anywhere: str) -> None:
    """Linking asks for the decisions that stand and gets records with their evidence."""
    document, claims = told(killed=(13, 15))
    with book(anywhere) as ledger:
        ledger.keep(document, claims)
        ledger.decide(decision("same", claims[0].id, claims[1].id))
        evidence = tuple((document.id, c.span.start, c.span.end) for c in claims)
        assert [d.evidence for d in ledger.decisions()] == [evidence]
