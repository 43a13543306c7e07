"""What people decide about claims is obeyed, lasts, and can be undone."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recounted.errors import DecisionError
from recounted.incidents import check, decide, in_force, link, rule
from recounted.model import Claim, Decision, Incident, Span
from tellings import claim, figure, paper

A = claim("a", figure("13"), where="Ganja", when="2020-10-17", text="a")
B = claim("b", figure("13"), where="Ganja", when="2020-10-17", text="b")
C = claim("c", figure("2"), where="Kharkiv", when="2020-10-17", text="c")
CLAIMS = [A, B, C]
DOCUMENTS = {name: paper(name, f"2020-10-{day}") for name, day in (("a", 18), ("b", 19), ("c", 20))}


def say(verb: str, *about: Claim | Decision, when: int = 0, **change: Any) -> Decision:
    """A decision by somebody, at some hour."""
    return decide(verb, about, "Nino", f"2020-11-01T{when:02}:00:00Z", "seen in the footage", change)


def linked(decisions: Sequence[Decision], claims: Sequence[Claim] = CLAIMS) -> list[Incident]:
    """The incidents under some decisions."""
    return link(claims, DOCUMENTS, (), decisions)


def of_a(incidents: Sequence[Incident]) -> Incident:
    """The incident that document a tells of."""
    return next(one for one in incidents if "a" in one.documents)


def groups(*decisions: Decision, claims: Sequence[Claim] = CLAIMS) -> set[frozenset[str]]:
    """The incidents as sets of documents."""
    return {frozenset(one.documents) for one in linked(decisions, claims)}


def test_same_puts_together_and_different_sets_apart() -> None:
    """Decisions overrule likeness in both directions."""
    assert {frozenset("ab"), frozenset("c")} == groups()
    assert {frozenset("abc")} == groups(say("same", B, C))
    assert {frozenset("a"), frozenset("b"), frozenset("c")} == groups(say("different", A, B))


def test_a_claim_leaves_the_happening_of_its_own_document() -> None:
    """Two claims of one document that are told apart are two incidents."""
    more = claim("a", figure("5", "injured"), at=80, text="more")

    assert 1 == len(linked([], [A, more]))
    assert 2 == len(linked([say("different", A, more)], [A, more]))


def test_undoing_gives_the_same_state() -> None:
    """A merge undone is as if it had never been; an undone undo is the merge again."""
    merge = say("same", B, C)
    undo = say("undo", merge, when=1)

    assert linked([]) == linked([merge, undo])
    assert linked([merge]) == linked([merge, undo, say("undo", undo, when=2)])


def test_the_last_word_on_a_pair_holds() -> None:
    """Who sets apart what was put together is obeyed, in the order of time and not of the list."""
    early, late = say("same", B, C), say("different", B, C, when=1)

    assert groups() == groups(early, late) == groups(late, early)


def test_a_part_sets_no_bound_of_the_whole() -> None:
    """What tells only a part of a happening joins it, and its figure is rejected with that reason."""
    part = claim("c", figure("2"), where="Ganja", when="2020-10-17", text="c")

    (one,) = linked([say("part_of", part, A)], [A, B, part])

    (toll,) = one.estimates
    assert (13, ((part.id, "part of what another claim tells"),)) == (toll.low, toll.rejected)


def test_wrong_takes_a_claim_out() -> None:
    """A claim judged wrong is in no incident until the judgement is undone."""
    wrong = say("wrong", B)

    assert {frozenset("a"), frozenset("c")} == groups(wrong)
    assert groups() == groups(wrong, say("undo", wrong, when=1)) == groups(wrong, say("right", B, when=2))


def test_an_edit_changes_the_claim_and_all_that_follows() -> None:
    """A corrected figure is what is reckoned with; the evidence stays."""
    toll = [msgspec.to_builtins(figure("15"))]

    incident = of_a(linked([say("edit", A, toll=toll)]))

    assert [(13, 15)] == [(estimate.low, estimate.high) for estimate in incident.estimates]


def test_a_grade_can_be_given_with_a_reason() -> None:
    """A person's grade stands in place of the computed one."""
    assert "confirmed" == of_a(linked([say("edit", B, grade="confirmed")])).grade


@pytest.mark.parametrize(
    ("verb", "about", "change", "message"),
    [
        ("same", (A, A), {}, "given twice"),
        ("merge", (A, B), {}, "same, different"),
        ("same", (A,), {}, "about 2 ids, not 1"),
        ("edit", (A,), {}, "at least one field"),
        ("edit", (A,), {"span": [0, 1]}, "where the claim stands"),
        ("edit", (A,), {"grade": "certain"}, "confirmed, fair"),
    ],
)
def test_an_impossible_decision_is_refused_in_words(verb: str, about: Any, change: Any, message: str) -> None:
    """What nobody can decide is refused when it is made."""
    with pytest.raises(DecisionError, match=message):
        say(verb, *about, **change)


@pytest.mark.parametrize(
    ("decision", "before", "message"),
    [
        (say("same", A, claim("z")), [], "no claim"),
        (say("undo", say("same", A, B), when=1), [], "no decision"),
        (say("edit", A, colour="red"), [], "no field colour"),
        (say("edit", A, toll="many"), [], "does not fit"),
        (say("different", A, C, when=9), [say("same", A, B), say("same", B, C, when=1)], "undo one of them"),
        (say("same", A, C, when=9), [say("same", A, B), say("different", B, C, when=1)], "undo one of them"),
    ],
)
def test_what_the_ledger_cannot_obey_is_refused(decision: Decision, before: list[Decision], message: str) -> None:
    """A decision about what is not there, or against what others taken together say, is refused with the way out."""
    with pytest.raises(DecisionError, match=message):
        check(decision, CLAIMS, before)


def test_a_possible_decision_passes() -> None:
    """What can be obeyed is not refused."""
    check(say("same", B, C, when=9), CLAIMS, [say("different", A, C)])


def test_a_decision_finds_its_claim_again_by_the_words() -> None:
    """After another version has read the document, a decision holds for the claim that stands at the same words."""
    merge = say("same", B, C)
    reread = [A, msgspec.structs.replace(B, id="new", span=Span(10, 60)), C]

    assert {frozenset("abc")} == groups(merge, claims=reread)


def test_a_decision_that_finds_nothing_is_an_orphan() -> None:
    """What no longer applies is listed with the reason, and applies again once its claim is back."""
    merge = say("same", B, C)

    (orphan,) = rule([merge], [A, C]).orphans

    assert (merge, True) == (orphan.decision, "gone" in orphan.reason)
    assert () == rule([merge], CLAIMS).orphans


def test_contradicting_decisions_leave_one_orphan() -> None:
    """Kept decisions that cannot all be obeyed: the earlier stand, the last is listed."""
    told = [say("same", A, B), say("same", B, C, when=1), say("different", A, C, when=2)]

    assert [told[2]] == [orphan.decision for orphan in rule(told, CLAIMS).orphans]
    assert {frozenset("abc")} == groups(*told)


MADE = st.lists(
    st.tuples(
        st.sampled_from(["same", "different", "part_of", "wrong", "right"]), st.sampled_from([(A, B), (B, C), (A, C)])
    ),
    max_size=6,
).map(
    lambda made: [
        say(v, *(p if v in {"same", "different", "part_of"} else p[:1]), when=n) for n, (v, p) in enumerate(made)
    ]
)


@settings(max_examples=40, deadline=None)
@given(MADE, st.randoms())
def test_undoing_everything_gives_the_first_state(made: list[Decision], chance: Any) -> None:
    """Whatever was decided, obeying it knows no order of the list, and undoing it all leaves nothing of it."""
    undone = [say("undo", decision, when=20) for decision in made]
    mixed = list(made)
    chance.shuffle(mixed)

    assert linked(made) == linked(mixed)
    assert linked([]) == linked([*made, *undone])
    assert [] == in_force([*made, *undone])
