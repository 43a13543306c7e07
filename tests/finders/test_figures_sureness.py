"""How sure a figure is, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import prose
from recounted.finders.figures import find_figures
from recounted.finders.figures.candidates import candidates
from recounted.model import Figure


def sure(text: str) -> list[float]:
    """The probability of each figure of a text."""
    return [m.value.confidence for m in find_figures(prose(text)) if isinstance(m.value, Figure)]


@pytest.mark.parametrize(
    ("plain", "tangled"),
    [
        (
            "A bomb killed 12 people.",
            "Some 31 of those whom the officers, among others, met on the road later that week were killed.",
        ),
        ("Nine miners were wounded.", "The driver was treated for burns."),
        (
            "The blast wounded 30 people.",
            "On Sunday nine were seen near the mill where, police said, the blast wounded.",
        ),
    ],
)
def test_what_is_told_plainly_is_surer(plain: str, tangled: str) -> None:
    """A number beside its word of harm is surer than one far from it, or than a person told without a number."""
    assert min(sure(plain)) > max(sure(tangled), default=0.0)
    assert min(sure(plain)) > 0.9


@given(
    st.lists(
        st.sampled_from("killed wounded 12 40 people soldiers by in a the and , . were who no".split()), max_size=30
    )
)
def test_a_probability_is_one(words: list[str]) -> None:
    """Whatever is read, the probability lies between 0 and 1, and is the same the second time."""
    text = " ".join(words) or "."

    assert all(0 < own < 1 for own in sure(text))
    assert sure(text) == sure(text)


@pytest.mark.parametrize(
    ("one", "other"), [("Armenian", "Azerbaijani"), ("Israeli", "Palestinian"), ("Russian", "Ukrainian")]
)
def test_no_side_is_surer(one: str, other: str) -> None:
    """Who fired and who died changes nothing."""
    text = "{0} forces killed 12 {1} civilians, the {1} ministry said; nine {0} soldiers were wounded."

    assert sure(text.format(one, other)) == sure(text.format(other, one))


def test_what_was_not_taken_is_shown_with_its_reasons() -> None:
    """A number that no word of harm took is a candidate that lost, and less sure than the one that won."""
    won, lost = candidates(prose("A bomb killed 12 people while 40 guests watched from the hall."))

    assert (won.mention.text, won.tied, lost.mention.text, lost.tied) == ("12 people", True, "40 guests", False)
    assert won.mention.value.confidence > 0.9  # type: ignore[union-attr]
    assert lost.mention.value.confidence < 0.5  # type: ignore[union-attr]
    assert dict(lost.reasons())
    assert all(weight for _, weight in won.reasons())
