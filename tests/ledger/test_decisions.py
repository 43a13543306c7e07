"""What people decide: with who, when and why; kept for ever; undone by another decision."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import book, decision, told

from recounted.errors import DecisionError
from recounted.ledger.decisions import undone_by
from recounted.model import Decision

DOCUMENT, CLAIMS = told(killed=(13, 15))
ONE, TWO = (claim.id for claim in CLAIMS)


def test_a_decision_is_kept_with_who_when_and_why(anywhere: str) -> None:
    """What was decided comes back word for word, with the place of its evidence; deciding it again is no news."""
    given = decision("edit", ONE, change={"weapon": "missile"}, why="the desk corrected itself")
    with book(anywhere) as ledger:
        ledger.keep(DOCUMENT, CLAIMS)
        assert ledger.decide(given)
        assert not ledger.decide(given)
        evidence = ((DOCUMENT.id, CLAIMS[0].span.start, CLAIMS[0].span.end),)
        assert ledger.decisions() == [msgspec.structs.replace(given, evidence=evidence)]
        assert ledger.check() == []


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (decision("same", ONE, TWO, why=""), "has no why"),
        (decision("same", ONE, TWO, why="  "), "has no why"),
        (decision("same", ONE, TWO, who=""), "has no who"),
        (decision("same", ONE, TWO, when="yesterday"), "no time of a decision"),
        (decision("same", ONE, TWO, when="2020-11-02T09:00:00"), "no time of a decision"),
        (decision("same", ONE, ONE), "itself"),
        (decision("same", ONE), "about 2 ids, not 1"),
        (decision("right", ONE, TWO), "about 1 ids, not 2"),
        (decision("guess", ONE), "is no decision.*same, different"),
        (decision("edit", ONE), "new values"),
        (decision("right", ONE, change={"a": 1}), "new values"),
        (decision("right", "nowhere"), "no claim nowhere"),
        (decision("undo", "nowhere"), "no decision nowhere"),
    ],
)
def test_an_impossible_decision_is_refused_in_words(anywhere: str, refused: Decision, said: str) -> None:
    """It says what is wrong with it, and nothing of it is kept."""
    with book(anywhere) as ledger:
        ledger.keep(DOCUMENT, CLAIMS)
        with pytest.raises(DecisionError, match=said):
            ledger.decide(refused)
        assert ledger.decisions(undone=True) == []


def test_one_id_is_one_decision(anywhere: str) -> None:
    """Another decision with a known id is refused."""
    first = decision("same", ONE, TWO)
    with book(anywhere) as ledger:
        ledger.keep(DOCUMENT, CLAIMS)
        ledger.decide(first)
        with pytest.raises(DecisionError, match="Another decision"):
            ledger.decide(msgspec.structs.replace(first, verb="different"))


def test_a_decision_is_undone_by_another_and_stays_in_the_list(anywhere: str) -> None:
    """Undone, it no longer stands, and the list of all says what undid it; undoing that brings it back."""
    first = decision("same", ONE, TWO)
    undo = decision("undo", first.id, when="2020-11-03T09:00:00Z")
    redo = decision("undo", undo.id, when="2020-11-04T09:00:00Z")
    with book(anywhere) as ledger:
        ledger.keep(DOCUMENT, CLAIMS)
        ledger.decide(first)
        ledger.decide(undo)
        assert ledger.decisions() == []
        assert [(d.verb, d.undone_by) for d in ledger.decisions(undone=True)] == [("same", undo.id), ("undo", None)]
        ledger.decide(redo)
        assert [d.id for d in ledger.decisions()] == [first.id]
        assert ledger.check() == []


def test_a_decision_about_a_claim_that_is_gone_is_refused(anywhere: str) -> None:
    """Nobody can decide about what a later reading no longer tells; what was decided before is taken in as it is."""
    with book(anywhere) as ledger:
        ledger.keep(DOCUMENT, CLAIMS)
    with book(anywhere, extractor="rules 2.0") as ledger:
        ledger.keep(DOCUMENT, CLAIMS[:1])
        with pytest.raises(DecisionError, match="may be gone"):
            ledger.decide(decision("wrong", TWO))
        assert ledger.decide(decision("wrong", TWO), again=True)
        assert ledger.decisions()[0].evidence == ((DOCUMENT.id, CLAIMS[1].span.start, CLAIMS[1].span.end),)


def test_what_stands_against_others_is_refused_wherever_it_comes_from(anywhere: str) -> None:
    """The ledger itself refuses a decision that those before it, taken together, deny, and one that names no field."""
    third = msgspec.structs.replace(CLAIMS[0], id="third", event_kind="arson")
    with book(anywhere) as ledger:
        ledger.keep(DOCUMENT, [*CLAIMS, third])
        ledger.decide(decision("same", ONE, TWO))
        ledger.decide(decision("same", TWO, "third"))
        with pytest.raises(DecisionError, match="undo one of them"):
            ledger.decide(decision("different", ONE, "third"))
        with pytest.raises(DecisionError, match="no field colour"):
            ledger.decide(decision("edit", ONE, change={"colour": "red"}))
        assert 2 == len(ledger.decisions())


@given(st.lists(st.integers(0, 5), max_size=6))
@settings(deadline=None)
def test_undoing_an_even_number_of_times_changes_nothing(order: list[int]) -> None:
    """A chain of undoings of one decision leaves it standing when, and only when, its length is even."""
    chain = [decision("right", ONE)]
    for _ in order:
        chain.append(decision("undo", chain[-1].id, when=f"2020-11-{len(chain) + 2:02}T09:00:00Z"))
    assert (chain[0].id in undone_by(chain)) == (len(order) % 2 == 1)
