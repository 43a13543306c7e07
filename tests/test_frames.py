"""Records as data frames."""

from datetime import date
from pathlib import Path

import polars
import pytest
from samples import book, incident, told

from recounted.errors import UsageError
from recounted.frames import Records, column
from recounted.model import Claim, Document, Estimate, Incident


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A ledger of two reports and an incident."""
    path = tmp_path / "ledger.db"
    with book(path) as ledger:
        both = [told("a", (13, 15)), told("b", (14,), published=None)]
        for document, claims in both:
            ledger.keep(document, claims)
        ledger.replace_derived([incident([claim for _, claims in both for claim in claims])])
    return path


def test_claims_are_a_frame_with_a_row_each(filled: Path) -> None:
    """Fields are columns; figures, places and sources are lists of structs; days are days."""
    with book(filled) as ledger:
        claims, frame = list(ledger.claims()), ledger.claims().to_polars()

    assert frame["id"].to_list() == [claim.id for claim in claims]
    assert frame["toll"].list.first().struct.field("best").to_list() == [claim.toll[0].best for claim in claims]
    assert frame["time"].struct.field("date_start").to_list() == [date(2020, 10, 27)] * 3
    assert frame["span"].to_list()[0] == {"start": claims[0].span.start, "end": claims[0].span.end}
    assert frame["weapon"].null_count() == 3


def test_incidents_and_documents_are_frames_too(filled: Path) -> None:
    """Unknown is null, never zero; a document's bytes come only where they are wanted."""
    with book(filled) as ledger:
        incidents, documents = ledger.incidents().to_polars(), ledger.documents(whole=True).to_polars()

    best = incidents["estimates"].explode().struct.field("best").to_list()
    assert (incidents.height, best) == (1, [None])
    assert sorted(documents["published"].to_list(), key=str) == [date(2020, 10, 28), None]
    assert all(raw for raw in documents["raw"].to_list())


@pytest.mark.parametrize("kind", [Claim, Document, Incident])
def test_types_do_not_depend_on_rows(kind: type[Claim], filled: Path) -> None:
    """A frame of nothing has the columns and types of any other."""
    with book(filled) as ledger:
        frames = {
            Claim: ledger.claims().to_polars(),
            Document: ledger.documents().to_polars(),
            Incident: ledger.incidents().to_polars(),
        }

    assert Records(kind, []).to_polars().schema == frames[kind].schema


def test_a_frame_holds_what_is_left(filled: Path) -> None:
    """A stream gives each record once, whether to a loop or to a frame."""
    with book(filled) as ledger:
        claims = ledger.claims()
        first = next(claims)

        assert first.id not in claims.to_polars()["id"].to_list()
        assert list(claims) == []


def test_lists_of_pairs_of_words_have_a_type() -> None:
    """The figures that took no part, each with a reason, are a list of lists of text."""
    rejected = column(Estimate).to_schema()["rejected"]

    assert rejected == polars.List(polars.List(polars.String))


def test_without_polars_the_way_to_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks the library is told what to install."""
    monkeypatch.setitem(__import__("sys").modules, "polars", None)

    with pytest.raises(UsageError, match=r"pip install 'recounted\[polars\]'"):
        Records(Claim, []).to_polars()
