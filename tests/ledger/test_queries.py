"""What can be asked of a ledger."""

import tracemalloc
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from samples import book, incident, told

from recounted.errors import UsageError
from recounted.ledger import Ledger
from recounted.model import Claim, Figure, Span

BARDA, BARDA_CLAIMS = told("a", (13,), "Barda")
GANJA, GANJA_CLAIMS = told("b", (21, 35), "Ganja")
STEPANAKERT, STEPANAKERT_CLAIMS = told("c", (4,), "Stepanakert")


def other(claim: Claim) -> Claim:
    """A claim with another event, source, day, and a figure of injured civilians since September."""
    figure = Figure(
        harm="injured", category="civilians", low=80, scope="cumulative", since=date(2020, 9, 27), span=Span(0, 1)
    )
    assert claim.time is not None
    return msgspec.structs.replace(
        claim,
        modality="denied",
        event_type="TALLY",
        event_kind="tally",
        sources=claim.sources[:1],
        time=msgspec.structs.replace(claim.time, date_start=date(2020, 9, 27), date_end=date(2020, 10, 8)),
        toll=(figure,),
    )


@pytest.fixture
def ledger(anywhere: str) -> Iterator[Ledger]:
    """Three documents with four claims, and two incidents."""
    with book(anywhere) as made:
        made.keep(BARDA, BARDA_CLAIMS)
        made.keep(GANJA, [GANJA_CLAIMS[0], other(GANJA_CLAIMS[1])])
        made.keep(STEPANAKERT, STEPANAKERT_CLAIMS)
        far = {"latitude": 39.82, "longitude": 46.75, "country": None, "date_start": None, "date_end": None}
        made.replace_derived([incident(BARDA_CLAIMS, "one", "fair"), incident(STEPANAKERT_CLAIMS, "two", **far)])
        yield made


@pytest.mark.parametrize(
    ("wanted", "refs"),
    [
        ({}, "abbc"),
        ({"document": GANJA.id}, "bb"),
        ({"document": "nowhere"}, ""),
        ({"event_type": "TALLY"}, "b"),
        ({"event_kind": "attack"}, "abc"),
        ({"modality": "denied"}, "b"),
        ({"source": "officials"}, "abc"),
        ({"source": "Example Desk"}, "b"),
        ({"country": "AZE"}, "abb"),
        ({"country": "AZE", "modality": "asserted"}, "ab"),
        ({"harm": "killed"}, "abc"),
        ({"harm": "injured", "category": "civilians", "scope": "cumulative"}, "b"),
        ({"harm": "killed", "category": "civilians"}, ""),
        ({"since": date(2020, 10, 27)}, "abc"),
        ({"since": date(2020, 10, 8), "until": date(2020, 10, 26)}, "b"),
        ({"until": date(2020, 9, 26)}, ""),
        ({"box": (46.0, 40.5, 47.0, 41.0)}, "bb"),
        ({"box": (46.0, 39.0, 48.0, 41.0)}, "abbc"),
        ({"incident": incident(BARDA_CLAIMS).id}, "a"),
        ({"incident": "nowhere"}, ""),
    ],
)
def test_claims_are_filtered(ledger: Ledger, wanted: Any, refs: str) -> None:
    """All filters must hold; a period is met by any day in common; a place is that of the most precise location."""
    assert sorted(claim.ref[0] for claim in ledger.claims(**wanted)) == sorted(refs)


@pytest.mark.parametrize(
    ("wanted", "grades"),
    [
        ({}, ["fair", "weak"]),
        ({"grade": "fair"}, ["fair"]),
        ({"country": "AZE"}, ["fair"]),
        ({"harm": "killed", "category": "people"}, ["fair", "weak"]),
        ({"harm": "injured"}, []),
        ({"since": date(2020, 10, 27), "until": date(2020, 10, 27)}, ["fair"]),
        ({"box": (46.5, 39.5, 47.0, 40.0)}, ["weak"]),
        ({"event_type": "ASSAULT", "event_kind": "attack"}, ["fair", "weak"]),
        ({"event_kind": "quake"}, []),
    ],
)
def test_incidents_are_filtered(ledger: Ledger, wanted: Any, grades: list[str]) -> None:
    """Incidents come by day; those without a day come last, and no period finds them."""
    assert [found.grade for found in ledger.incidents(**wanted)] == grades


def test_figures_come_with_their_claims(ledger: Ledger) -> None:
    """Each figure that passes the filters comes once, with the claim that gives it."""
    assert [(c.ref, f.best) for c, f in ledger.figures(harm="killed", country="AZE")] == [
        (c.ref, f.best)
        for c, f in sorted(ledger.figures(harm="killed"), key=lambda pair: pair[0].document)
        if c.ref != "c.txt"
    ]
    assert [(c.ref, f.low) for c, f in ledger.figures(scope="cumulative")] == [("b.txt", 80)]


def test_an_unknown_filter_is_refused(ledger: Ledger) -> None:
    """A misspelt filter never passes for no filter; the message lists those there are."""
    wanted: Any = {"harms": "killed"}
    with pytest.raises(UsageError, match=r"No filter harms for claims. There are: .*country.*harm"):
        list(ledger.claims(**wanted))
    with pytest.raises(UsageError, match="No filter modality for incidents"):
        list(ledger.incidents(modality="denied"))


def test_claims_come_document_by_document_in_reading_order(anywhere: str) -> None:
    """The order depends on nothing but the claims, whatever the order of keeping."""
    several = [told(name, (5, 3, 4)) for name in "abcd"]
    with book(anywhere) as ledger:
        for document, claims in reversed(several):
            ledger.keep(document, claims)
        assert list(ledger.claims()) == [c for _, claims in sorted(several, key=lambda one: one[0].id) for c in claims]


def test_streaming_claims_takes_no_more_memory_for_more_of_them(anywhere: str) -> None:
    """Asking for all claims holds some of them at a time, never all."""
    with book(anywhere) as ledger:
        for number in range(60):
            ledger.keep(*told(str(number), tuple(range(1, 41))))
        tracemalloc.start()
        count = sum(1 for _ in ledger.claims())
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        everything = list(ledger.claims())
        _, all_of_it = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert count == len(everything) == 2400
    assert most < all_of_it / 2


def test_headings_have_all_but_the_text(ledger: Ledger) -> None:
    """Documents can be listed without their texts and bytes."""
    told_in_full = [msgspec.structs.replace(document, text="") for document in ledger.documents()]

    assert list(ledger.headings()) == told_in_full != []


def test_some_incidents_come_in_the_order_that_is_asked_for(ledger: Ledger) -> None:
    """Incidents by their ids, in that order; what is not there is left out."""
    known = [one.id for one in ledger.incidents()][::-1]

    assert [one.id for one in ledger.some_incidents([*known, "none"])] == known != []
    assert ledger.some_incidents([]) == []


def test_the_state_changes_with_facts_and_with_what_is_derived(ledger: Ledger) -> None:
    """Whoever holds what a ledger told can see that it tells something else by now."""
    first = ledger.state()
    ledger.replace_derived(list(ledger.incidents())[:1])
    second = ledger.state()
    ledger.keep(*told("d", (2,), "Barda"))

    assert len({first, second, ledger.state()}) == 3
    assert ledger.state() == ledger.state()

    before = ledger.state()
    ledger.acting("another").keep(*told("e", (3,), "Barda"))
    assert ledger.state() not in {before, first, second}


def test_the_newest_rows_of_the_audit_come_first(ledger: Ledger) -> None:
    """The end of the log can be had without the rest, of one person if wanted."""
    rows = list(ledger.audit())

    assert ledger.newest_audit(2) == rows[::-1][:2]
    assert ledger.newest_audit(9, "nobody") == []
