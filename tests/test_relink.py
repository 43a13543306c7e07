"""What is new touches only what it must, and comes to the same as linking all anew."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recounted.incidents import decide, link, relink
from recounted.model import Claim, Copy, Decision, Incident
from shelves import Memory
from tellings import LEDGERS, claim, figure, library


def afterwards(shelf: Memory, stirred: set[str], decisions: Sequence[Decision] = ()) -> list[Incident]:
    """The incidents once what is new has been linked."""
    change = relink(shelf, stirred, decisions)
    return sorted(
        [*(one for one in shelf.incidents.values() if one.id not in change.gone), *change.come], key=lambda one: one.id
    )


def anew(claims: Sequence[Claim], copies: Sequence[Copy] = (), decisions: Sequence[Decision] = ()) -> list[Incident]:
    """The incidents, all linked at once."""
    return sorted(link(claims, library(claims), copies, decisions), key=lambda one: one.id)


@settings(max_examples=80, deadline=None)
@given(LEDGERS, st.integers(0, 5))
def test_adding_a_document_comes_to_the_same_as_linking_anew(claims: list[Claim], last: int) -> None:
    """Relinking what a new document touches leaves the ledger as if all had been linked at once."""
    shelf = Memory(claims, library(claims))
    shelf.link(own for own in claims if own.document != f"doc{last}")

    assert anew(claims) == afterwards(shelf, {f"doc{last}"})


@settings(max_examples=40, deadline=None)
@given(LEDGERS, st.lists(st.integers(0, 5), min_size=2, max_size=5, unique=True))
def test_a_ledger_that_grew_by_single_documents_is_the_same(claims: list[Claim], order: list[int]) -> None:
    """Documents added one by one, in any order, come to what all of them come to at once, with the same ids."""
    shelf = Memory([], library(claims))
    shelf.link([])
    for number in order:
        name = f"doc{number}"
        shelf.by_id |= {own.id: own for own in claims if own.document == name}
        shelf.amend(relink(shelf, {name}))

    told = [own for own in claims if own.document in {f"doc{number}" for number in order}]
    assert anew(told) == sorted(shelf.incidents.values(), key=lambda one: one.id)


@settings(max_examples=60, deadline=None)
@given(LEDGERS, st.integers(0, 5), st.integers(0, 5))
def test_a_document_read_anew_comes_to_the_same_as_linking_anew(claims: list[Claim], which: int, drop: int) -> None:
    """A later reading that tells less, and so may let an incident fall apart, is as if it had been the first."""
    name = f"doc{which}"
    shelf = Memory(claims, library(claims))
    shelf.link(claims)
    left = [own for at, own in enumerate(claims) if own.document != name or at % 6 == drop]
    shelf.by_id = {own.id: own for own in left}

    assert anew(left) == afterwards(shelf, {name})


@settings(max_examples=60, deadline=None)
@given(LEDGERS, st.integers(0, 5), st.integers(0, 5))
def test_a_copy_that_is_found_comes_to_the_same_as_linking_anew(claims: list[Claim], one: int, other: int) -> None:
    """When a document turns out to repeat another, both are reckoned and linked as copy and original."""
    copies = [Copy(document=f"doc{one}", copy_of=f"doc{other}", share=0.9)] if one != other else []
    shelf = Memory(claims, library(claims), copies)
    shelf.link(claims)

    assert anew(claims, copies) == afterwards(shelf, {f"doc{one}", f"doc{other}"} if copies else set())


MADE = st.lists(st.tuples(st.sampled_from(["same", "different", "wrong"]), st.integers(0, 13), st.integers(0, 13)))


def decided(claims: Sequence[Claim], made: Any) -> list[Decision]:
    """Decisions about claims that are there, one an hour."""
    return [
        decide(verb, [claims[a], claims[b]][: 1 if verb == "wrong" else 2], "Nino", f"2020-11-01T{n:02}:00:00Z", "seen")
        for n, (verb, a, b) in enumerate(made[:9])
        if a != b and max(a, b) < len(claims)
    ]


@settings(max_examples=60, deadline=None)
@given(LEDGERS, st.integers(0, 5), MADE)
def test_adding_a_document_obeys_what_people_decided(claims: list[Claim], last: int, made: Any) -> None:
    """Relinking under decisions, about old claims, new ones or both, is linking anew under them."""
    told = decided(claims, made)
    shelf = Memory(claims, library(claims))
    shelf.link((own for own in claims if own.document != f"doc{last}"), (), told)
    stirred = {f"doc{last}"} | {place[0] for one in told for place in one.evidence}

    assert anew(claims, (), told) == afterwards(shelf, stirred, told)


@settings(max_examples=60, deadline=None)
@given(LEDGERS, MADE)
def test_a_decision_comes_to_the_same_as_linking_anew(claims: list[Claim], made: Any) -> None:
    """Merging, splitting and rejecting touch the documents they are about, and what follows from them."""
    told = decided(claims, made)
    shelf = Memory(claims, library(claims))
    shelf.link(claims, (), told[:-1])

    stirred = {place[0] for one in told for place in one.evidence}
    assert anew(claims, (), told) == afterwards(shelf, stirred, told)


def test_adding_a_document_leaves_the_others_alone() -> None:
    """A report from another war touches no incident, and fetches no claim."""
    about: Any = {"when": "2020-10-17", "weapon": "missile"}
    claims = [claim(name, figure("13"), where="Ganja", text=name, **about) for name in "ab"]
    far = claim("c", figure("2"), where="Kharkiv", text="c", **about)
    shelf = Memory([*claims, far], library([*claims, far]))
    shelf.link(claims)

    change = relink(shelf, {"c"})

    assert ((), 1, []) == (change.gone, len(change.come), shelf.asked)
