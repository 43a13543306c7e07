"""What a document, taken as a report of one incident, comes to."""

import pytest

from marks import prose
from recounted.finders.figures import find_figures
from recounted.totals import Total, totals
from recounted.totals.reasons import explain_figures
from recounted.totals.steps import LEAVE


def comes_to(text: str, harm: str = "killed") -> Total | None:
    """The total of a harm."""
    words = prose(text)
    return totals(words, find_figures(words))[harm]


EXACT = [
    ("A bomb killed 12 people in the market.", 12),
    ("Three women and a child were killed by a shell.", 4),
    ("The strike killed 13 civilians, including three children.", 13),
    ("Nine people were killed in Sever. The nine dead were buried on Friday.", 9),
    ("A bomb killed five people on Monday. Two more people died in hospital.", 7),
    ("A mine killed a farmer near the river. The farmer was killed on his way home.", 1),
    ("Rockets hit Sever on Friday, killing six people. More than 900 people have been killed since September.", 6),
    ("A third victim died on Tuesday, bringing the total to 31.", 31),
    ("A mine killed two men. One more died on Monday, bringing the number of dead to three.", 3),
    ("No one was killed when the drone fell.", 0),
]


@pytest.mark.parametrize(("text", "number"), EXACT)
def test_parts_are_added_and_nothing_is_counted_twice(text: str, number: int) -> None:
    """Joined figures add up; subsets, running totals and what is told again do not."""
    assert comes_to(text) == Total(number, number, number)


@pytest.mark.parametrize(
    "text",
    ["The bridge was closed on Friday.", "A breach could kill thousands.", "The army denied that 40 people had died."],
)
def test_what_is_not_said_is_none(text: str) -> None:
    """Nothing said, threatened or denied is no total, and is not zero."""
    assert comes_to(text) is None


def test_bounds_add_up() -> None:
    """A sum keeps the bounds that all its parts have."""
    assert comes_to("At least 12 soldiers and three civilians were killed.") == Total(15, 15, None)


def test_harms_are_kept_apart() -> None:
    """Dead and wounded are totals of their own."""
    text = "A shell killed four people and wounded 11 others."

    assert (comes_to(text), comes_to(text, "injured")) == (Total(4, 4, 4), Total(11, 11, 11))


def test_every_figure_is_explained() -> None:
    """Each figure says whether it counts, and why."""
    words = prose("A bomb killed 12 people, including a nurse.")

    counted, part = explain_figures(words, find_figures(words))

    assert counted.action != LEAVE
    assert counted.reasons
    assert (part.action, part.reasons[0][0]) == (LEAVE, "part of another")
