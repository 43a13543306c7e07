"""Of what a figure is: one happening, a stretch of time, or a running total."""

import pytest

from marks import prose
from recounted.finders.figures import find_figures
from recounted.model import Figure


def told(text: str) -> list[tuple[int | None, str]]:
    """The number and the scope of each figure of a text."""
    values = [mention.value for mention in find_figures(prose(text))]
    return [
        (next((n for n in (f.best, f.low, f.high) if n is not None), None), f.scope)
        for f in values
        if isinstance(f, Figure)
    ]


RUNNING = [
    "The army of Eastmark has lost 4,120 soldiers since the invasion began.",
    "The army of Westmark has lost 4,120 soldiers since the invasion began.",
    "Nine convoys were hit and 210 people killed in the war.",
    "Shelling has killed 31 farmers along the ridge since mid-March.",
    "Since July, when talks broke down, at least 640 people have been killed.",
    "Army deaths in the offensive have reached 212 since it began.",
    "Eleven labourers have been shot dead in the hills this year.",
    "The insurgency has claimed more than 40,000 lives.",
    "The siege of Minsa killed 11,500 people.",
    "To date, 63 reporters have been killed.",
    "Mines have killed 412 people since the end of the fighting.",
    "The war has displaced four million people.",
    "Some 2.3 million people have fled abroad.",
    "Nearly 30,000 people were killed by the two armies.",
    "He was the 19th aid worker killed there this year.",
    "By the end of May, 300 rebels had been captured.",
]


@pytest.mark.parametrize("text", RUNNING)
def test_a_running_total_has_no_end_yet(text: str) -> None:
    """What counts from a beginning up to now, or is of a whole war, is cumulative."""
    assert {scope for _, scope in told(text)} == {"cumulative"}


PERIODS = [
    "Shelling killed 14 civilians and injured 61 in the past 24 hours.",
    "The General Staff said the enemy had lost 830 men, nine tanks and 40 guns over the past day.",
    "The mission verified 174 civilians killed and 690 injured in January.",
    "In October alone raiders killed 138 villagers.",
    "At least 124 reporters were killed in 2024.",
    "At least 173 teachers were killed last year.",
    "Between 10 and 14 February, rockets killed 47 people in the camp.",
    "Drones killed 248 people between August and December.",
    "In the first week of the offensive the rebels killed 13 peacekeepers.",
    "In the first half of the year bandits abducted 1,056 people.",
    "Troops killed 86 raiders and arrested 101 suspects during the week.",
    "Over the weekend gunmen killed 22 villagers in three attacks.",
    "Thirty people were killed in two days of fighting.",
    "Clashes left 39 dead in two weeks of protests.",
    "During the reporting period 14 herders were killed.",
    "Police killed 26 protesters across Kenya.",
    "Gang attacks have left 262 people dead in the past two months.",
    "Raids killed 1,410 civilians in the past three years.",
    "Last week's clashes displaced 20,000 people.",
    "Shells injured six people in Dara, Minsa and Ovo during the day.",
]


@pytest.mark.parametrize("text", PERIODS)
def test_a_stretch_of_time_is_a_period(text: str) -> None:
    """What several happenings of a bounded stretch of time come to is told apart from one of them."""
    assert {scope for _, scope in told(text)} == {"period"}


SINGLE = [
    "A missile killed nine people in Dara on Tuesday.",
    "So far 12 bodies have been pulled from the rubble.",
    "The death toll from Friday's strike has risen to 20.",
    "Nineteen soldiers have died in the operation so far.",
    "It was the deadliest attack since 2019, with 89 dead.",
    "It was the worst raid this year: nine men were killed.",
    "The third raid in a week left six people dead.",
    "Twenty-nine people were killed by a car bomb in Omar in 1998.",
    "An explosion at a market killed 42 people in December 2016.",
    "A mother who had been in hiding since May was shot on Monday.",
    "A third victim died on Tuesday, bringing the total to 31.",
    "Rescuers found three bodies where the siege of the hotel ended.",
    "The earthquake killed 3,400 people.",
    "Some 1,300 people were killed in the attack of May 7.",
    "Seven men were killed in a clash over the weekend.",
    "One soldier was shot dead in the war zone on Sunday.",
    "Gunmen killed a reporter who had covered the war.",
]


@pytest.mark.parametrize("text", SINGLE)
def test_one_happening_is_an_incident(text: str) -> None:
    """Words of time that are of something else, and a toll that still grows, leave a figure with its happening."""
    assert {scope for _, scope in told(text)} == {"incident"}


BOTH = [
    ("42 were killed and 183 wounded in the past 24 hours, bringing the toll since May 7 to 48,319.", "ppc"),
    ("Two men were shot on Sunday, bringing the number of reporters killed to 34.", "ic"),
    ("Two reservists were killed on Friday, raising the number of soldiers killed in the offensive to 408.", "ic"),
    ("Soldiers shot dead two herders on Thursday, which takes to 57 the number killed since the war began.", "ic"),
    ("An attack on Monday killed nine; since June some 200 people have been killed in the valley.", "ic"),
    ("Since June some 200 people have been killed in the valley; an attack on Monday killed nine.", "ci"),
    ("The raid killed 45 troops, while 900 have died since the war began.", "ic"),
    ("Mines have killed 71 people since November; another two were hurt near Ovo on Wednesday.", "ci"),
    ("The settlers have killed 21 people since May, and the villagers killed 32 over the same time.", "cc"),
    ("The number of civilians killed since May now stands at 90, he said; 392 have been injured.", "cc"),
    ("The number of civilians killed since May now stands at 90; nine more died on Monday.", "ci"),
    ("Gunmen killed three cooks on Friday night; 11 cooks have been shot dead this year.", "ic"),
]


@pytest.mark.parametrize(("text", "scopes"), BOTH)
def test_the_nearest_words_of_scope_count(text: str, scopes: str) -> None:
    """In one sentence an incident's figure stands beside a running total, and each keeps its own scope."""
    assert "".join(scope[0] for _, scope in told(text)) == scopes


def test_a_place_in_a_row_is_a_running_total() -> None:
    """ "The 85th reporter" of a war tells how many have been killed; a victim alone is one."""
    assert told("She is the 85th reporter killed since the war began.") == [(85, "cumulative")]
    assert told("A reporter has been killed in the war.") == [(1, "incident")]


STANDING = [
    "The agency fed 2,100 displaced people.",
    "More than 700,000 people are internally displaced.",
    "At the time 40 people were dying each week.",
]


@pytest.mark.parametrize("text", STANDING)
def test_what_stands_or_recurs_is_no_figure(text: str) -> None:
    """Stocks of people and rates tell no toll of anything."""
    assert told(text) == []


PARAGRAPHS = [
    ("In the past 24 hours guns hit the hills. Nine people were killed.", ["period"]),
    ("Sixty men have been killed since May. The shelling damaged 90 houses.", ["cumulative", "cumulative"]),
    ("Sixty men have been killed since May. On Friday shelling damaged 90 houses.", ["cumulative", "incident"]),
    ("Sixty men have been killed since May.\n\nThe shelling of Dara damaged 90 houses.", ["cumulative", "incident"]),
    ("Nine people were killed by a mine. Over the same period 60 have died.", ["incident", "cumulative"]),
]


@pytest.mark.parametrize(("text", "scopes"), PARAGRAPHS)
def test_a_sentence_goes_on_with_the_one_before(text: str, scopes: list[str]) -> None:
    """Within a paragraph a scope lasts until a sentence has a time of its own."""
    assert [scope for _, scope in told(text)] == scopes
