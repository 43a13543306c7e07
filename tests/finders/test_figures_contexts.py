"""How a figure is meant: its scope, its modality, what it replaces and what it is a part of."""

import pytest

from marks import prose
from recounted.finders.figures import find_figures
from recounted.model import Figure


def figures(text: str) -> list[Figure]:
    """The figures of a text."""
    return [mention.value for mention in find_figures(prose(text)) if isinstance(mention.value, Figure)]


SCOPES = [
    ("A missile killed 13 civilians on Saturday.", "incident"),
    ("So far 13 bodies have been pulled from the house.", "incident"),
    ("61 civilians have been killed since September 27.", "cumulative"),
    ("The army has destroyed 600 tanks since the start of the war.", "cumulative"),
    ("24 pilots have died so far this year.", "cumulative"),
    ("Nine people were killed in the past 24 hours.", "period"),
    ("Shelling killed 40 villagers in October alone.", "period"),
    ("It was the worst raid since March: nine men were killed.", "incident"),
]


@pytest.mark.parametrize(("text", "scope"), SCOPES)
def test_scope_is_told_by_words_of_time(text: str, scope: str) -> None:
    """A strike's toll, a day's and a war's are told apart."""
    assert {figure.scope for figure in figures(text)} == {scope}


def test_a_running_total_goes_on() -> None:
    """A sentence without a time of its own goes on with the running total before it; one with a day does not."""
    running = "Sixty men have been killed since September 27. The shelling damaged 90 houses."
    dated = "Sixty men have been killed since September 27. On Friday the shelling damaged 90 houses."

    assert [figure.scope for figure in figures(running)] == ["cumulative", "cumulative"]
    assert [figure.scope for figure in figures(dated)] == ["cumulative", "incident"]


MODALITIES = [
    ("Nine men were killed.", "asserted"),
    ("Nine men are feared dead.", "uncertain"),
    ("Nine men were reportedly killed.", "uncertain"),
    ("The blast may have killed nine men.", "uncertain"),
    ("The army denied that 40 people had died.", "denied"),
    ("A breach could kill thousands.", "threatened"),
    ("They threatened to kill ten hostages.", "threatened"),
    ("The cell planned to kill 12 judges.", "planned"),
]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_modality_is_told_by_the_words_around(text: str, modality: str) -> None:
    """What is denied, feared or threatened is told apart from what happened."""
    assert [figure.modality for figure in figures(text)] == [modality]


PARTS = [
    ("The strike killed 13 civilians, including three children.", [None, 0]),
    ("It killed 12 soldiers, two of them officers, and wounded nine.", [None, 0, None]),
    ("98 wounded people came in: 16 children, 46 women and 36 men.", [None, 0, 0, 0]),
    ("Seven people including two women and two children were killed.", [None, 0, 0]),
    ("Six people, two Serbs and four Croats, were killed.", [None, 0, 0]),
    ("Eight men were hurt, among them a nurse.", [None, 0]),
    ("Three women and a child were killed.", [None, None]),
    ("The raiders killed 12 villagers, and three of the raiders were shot dead.", [None, None]),
    ("The soldiers killed 12 villagers, and three of the soldiers were shot dead.", [None, None]),
    ("Thirteen civilians, three of them children, were killed in Ganja.", [None, 0]),
    ("Twelve soldiers, two of them officers, were killed near Martuni.", [None, 0]),
    ("13 were killed, including three children, and nine were hurt.", [None, 0, None]),
]


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_a_part_points_at_its_whole(text: str, parts: list[int | None]) -> None:
    """Subsets and breakdowns are parts; what is joined on one level is not."""
    assert [figure.part_of for figure in figures(text)] == parts


def test_a_part_has_the_category_that_is_said_of_it() -> None:
    """ "Three of the dead were children" counts children, and not three more people."""
    assert [figure.category for figure in figures("Three of the dead were children.")] == ["children"]


REVISED = [
    ("The ministry raised the death toll to 50 from 39.", 50, 39),
    ("It said 471 people were killed, lowering its first estimate of 500 dead.", 471, 500),
]


@pytest.mark.parametrize(("text", "new", "old"), REVISED)
def test_an_older_number_is_no_figure_of_its_own(text: str, new: int, old: int) -> None:
    """A number that is replaced is kept with the one that replaces it."""
    assert [(figure.best, figure.revised_from) for figure in figures(text)] == [(new, old)]
