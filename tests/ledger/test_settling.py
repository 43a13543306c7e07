"""A ledger that grows, and is decided about, comes to what it would be if all were linked anew."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import book
from sqlalchemy import select

from recounted import lexicon
from recounted.decisions import decide
from recounted.errors import DecisionError, UsageError
from recounted.flow import refresh, settle
from recounted.incidents import settling
from recounted.ledger import Ledger, tables
from recounted.model import Claim, Document, Figure, Period, Place, Span, Speaker, content_id

PLACES = {"Barda": (40.37, 47.12, "AZE"), "Ganja": (40.68, 46.36, "AZE"), "Martuni": (39.79, 47.11, "AZE")}
START = date(2020, 10, 1)

#: Stories that several papers run, each long enough to be known again, and one that says too little.
STORIES = (
    "Rescuers worked through the night beside the old grain store while neighbours carried water and bread to them.",
    "At the bus depot a row of windows was gone, the drivers swept the yard, and the first coaches left after noon.",
    "No more is known.",
)

#: One sentence of a report: the town, days after the first, the dead, and whether that is a sum since the first day.
SAID = st.tuples(st.sampled_from(sorted(PLACES)), st.integers(0, 3), st.integers(1, 9), st.booleans())
REPORTS = st.tuples(st.sampled_from(STORIES), st.integers(0, 2), st.lists(SAID, max_size=3))
ACTS = st.one_of(
    REPORTS.map(lambda report: ("add", report)),
    st.tuples(st.sampled_from(["same", "different", "part_of"]), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.sampled_from(["wrong", "edit", "undo"]), st.integers(0, 9), st.integers(0, 9)),
)


def report(number: int, story: str, paper: int, said: Sequence[tuple[str, int, int, bool]]) -> tuple[Document, Any]:
    """A report with its claims."""
    text, claims = f"{story} Number {number}.", []
    for town, later, dead, total in said:
        sentence = f"{dead} died in {town}."
        claims.append((len(text) + 1, town, later, dead, total))
        text += f" {sentence}"
    raw = text.encode()
    document = Document(
        id=hashlib.sha256(raw).hexdigest(), ref=f"{number}.txt", text=text, raw=raw, publisher=f"Paper {paper}",
        published=START + timedelta(4 + number % 3),
    )  # fmt: skip
    return document, [claim(document, *own) for own in claims]


def claim(document: Document, start: int, town: str, later: int, dead: int, total: bool) -> Claim:
    """The claim of one sentence."""
    end = document.text.index(".", start) + 1
    number, where = Span(start, start + 1), Span(end - 1 - len(town), end - 1)
    latitude, longitude, country = PLACES[town]
    day = START + timedelta(later)
    scope: dict[str, Any] = {"scope": "cumulative", "since": START, "until": day} if total else {}
    return Claim(
        id=content_id(document.id, str(start)),
        document=document.id,
        ref=document.ref,
        span=Span(start, end),
        text=document.text[start:end],
        sources=(Speaker(name=document.publisher or "", kind="publisher"),),
        speech_act="state",
        modality="asserted",
        event_type="TALLY" if total else "ASSAULT",
        event_kind="attack",
        event_span=number,
        locations=(
            Place(name=town, span=where, latitude=latitude, longitude=longitude, country=country, where_prec=1),
        ),
        time=Period(text="", span=where, date_start=day, date_end=day, date_prec=1),
        toll=(Figure(harm="killed", category="people", low=dead, best=dead, high=dead, span=number, **scope),),
    )


def act(ledger: Ledger, number: int, what: Any) -> None:
    """Add a report, or decide where there is what the decision needs."""
    verb, *about = what
    if verb == "add":
        ledger.keep(*report(number, *about[0]))
        return
    when = f"2020-11-01T12:{number:02}:00Z"
    known: list[Any] = ledger.decisions(undone=True) if verb == "undo" else list(ledger.claims())
    if not known:
        return
    subjects = [known[at % len(known)] for at in about[: 1 if verb in {"wrong", "edit", "undo"} else 2]]
    change = {"toll": [], "event_type": "ASSAULT"} if verb == "edit" else None
    with suppress(DecisionError):
        ledger.decide(decide(verb, subjects, "Nino", when, "seen", change))


def derived(ledger: Ledger) -> Any:
    """All that is derived, and what finds it."""
    with ledger.standing() as standing:
        sketch, band, block = tables.sketch.c, tables.band.c, tables.block.c
        bands = select(sketch.document_id, band.key).join(tables.band, band.number == sketch.number)
        keys = standing.connection.execute(select(block.key, block.incident_id)).all()
        rows = standing.connection.execute(bands).all()
    return list(ledger.incidents()), ledger.copies(), ledger.tallies(), sorted(map(tuple, [*keys, *rows]), key=str)


@contextmanager
def never_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail where all is linked anew."""
    with monkeypatch.context() as patch:
        patch.setattr(settling, "rebuild", lambda *_: pytest.fail("all was linked anew"))
        yield


def grown(ledger: Ledger, acts: Sequence[Any], every: int) -> Any:
    """What is derived in a ledger that was settled after every so many acts."""
    refresh(ledger)
    with pytest.MonkeyPatch.context() as patch, never_anew(patch):
        patch.setattr(settling, "LOT", 1000 if every > 1 else 2)
        patch.setattr(settling, "PART", 1000)
        for number, what in enumerate(acts):
            act(ledger, number, what)
            if number % every == 0:
                refresh(ledger)
        refresh(ledger)
    return derived(ledger)


@settings(max_examples=25, deadline=None)
@given(st.lists(ACTS, min_size=2, max_size=12), st.integers(1, 4))
def test_a_ledger_that_grew_is_as_if_linked_anew(acts: list[Any], every: int) -> None:
    """Documents, decisions and undos, one by one, give the incidents, copies, tallies and ids of a rebuild."""
    with TemporaryDirectory() as folder, book(Path(folder) / "ledger.db") as ledger:
        found = grown(ledger, acts, every)
        settling.rebuild(ledger, "envelope")

        assert found == derived(ledger)


def test_a_long_history_is_as_if_linked_anew(anywhere: str) -> None:
    """Sixty acts, settled one by one, give what a rebuild gives, in every kind of database."""
    chance = random.Random(5)
    with book(anywhere) as ledger:
        found = grown(ledger, [by_chance(chance) for _ in range(60)], 1)
        settling.rebuild(ledger, "envelope")

        assert found == derived(ledger)
        assert found[0] and found[1] and found[2]


def by_chance(chance: random.Random) -> Any:
    """A report, or at times a decision."""
    if chance.random() < 0.7:
        said = [
            (chance.choice(sorted(PLACES)), chance.randrange(4), chance.randint(1, 9), chance.random() < 0.3)
            for _ in range(chance.randint(0, 3))
        ]
        return "add", (chance.choice(STORIES), chance.randrange(3), said)
    verbs = ["same", "different", "wrong", "edit", "undo", "undo"]
    return chance.choice(verbs), chance.randrange(40), chance.randrange(40)


def test_what_is_settled_is_made_anew_where_its_ground_changed(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another policy, other owners, or incidents put there by others are grounds to link all anew; time is none."""
    anew: list[str] = []
    rebuild = settling.rebuild
    monkeypatch.setattr(settling, "rebuild", lambda ledger, policy: (anew.append(policy), rebuild(ledger, policy)))
    with book(where) as ledger:
        for number, paper in enumerate((1, 2)):
            ledger.keep(*report(number, STORIES[number], paper, [("Barda", 1, 5, False)]))
        (one,) = settle(ledger)
        settle(ledger)
        settle(ledger, "acled")
        ledger.use_owners({"Paper 1": "House", "Paper 2": "House"})
        (owned,) = settle(ledger, "acled")
        ledger.replace_derived([])
        settle(ledger, "acled")

    assert anew == ["envelope", "acled", "acled", "acled"]
    assert (one.independent_publishers, owned.independent_publishers) == (2, 1)


@pytest.mark.parametrize("changed", ["weights/likeness.json", "linking.toml", "vocabulary.toml", "copies.toml"])
def test_a_changed_rule_or_weight_is_ground_to_link_anew(changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the incidents were made with has another digest when a file of rules or weights is another."""
    settling.ingredients.cache_clear()
    before = settling.recipe({})

    class Other(type(Path())):  # type: ignore[misc]
        def read_bytes(self) -> bytes:
            return bytes(super().read_bytes() + b" ") if str(self).endswith(changed) else bytes(super().read_bytes())

    monkeypatch.setattr(settling, "data", lambda *names: Other(lexicon.data(*names)))
    settling.ingredients.cache_clear()

    assert settling.recipe({}) != before
    monkeypatch.undo()
    settling.ingredients.cache_clear()
    assert settling.recipe({}) == before


def test_a_document_that_is_read_anew_is_linked_anew(where: str) -> None:
    """What a newer version reads takes the place of what an older one read, in the incidents too."""
    document, before = report(1, STORIES[0], 1, [("Barda", 1, 5, False)])
    after = [msgspec.structs.replace(one, toll=()) for one in before]
    with book(where) as ledger:
        ledger.extractor = "rules 0.0.1"
        ledger.keep(document, before)
        (first,) = settle(ledger)
        ledger.extractor = "rules 0.0.2"
        ledger.keep(document, after)
        (second,) = settle(ledger)

    assert [e.high for e in first.estimates] == [5]
    assert second.estimates == ()


def test_an_unknown_policy_is_refused(where: str) -> None:
    """A ledger is not touched for a policy that nobody knows."""
    with book(where) as ledger, pytest.raises(UsageError):
        refresh(ledger, "guess")


def test_a_claim_judged_wrong_is_in_no_running_total(where: str) -> None:
    """People's decisions hold for running totals too: a wrong one is out, and back when that is undone."""
    with book(where) as ledger:
        ledger.keep(*report(1, STORIES[2], 1, [("Barda", 3, 8, True)]))
        refresh(ledger)
        (told,) = ledger.claims()
        wrong = decide("wrong", [told], "Nino", "2020-11-01T12:00:00Z", "another war")
        ledger.decide(wrong)
        refresh(ledger)
        without = ledger.tallies()
        ledger.decide(decide("undo", [wrong], "Nino", "2020-11-01T13:00:00Z", "it is this one"))
        refresh(ledger)

        assert without == []
        assert [point.best for tally in ledger.tallies() for point in tally.points] == [8]
