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
    "At least 3,100 people have been killed since the fighting began.",
    "The Ukrainian army has lost 90 tanks since the start of its offensive.",
    "The Russian army has lost 90 tanks since the start of its offensive.",
    "Settlers have killed 19 Palestinians so far this year.",
    "Palestinians have killed 19 Israelis so far this year.",
    "By mid-June 210 villagers had been abducted.",
    "As of Friday, 45 bodies had been identified by the hospital.",
    "The overall toll now stands at 1,204 dead.",
    "Up to now 32 medics have been killed.",
    "The civil war has killed more than 14,000 people.",
    "Eight years of war have killed 150,000 people.",
    "Over 600 miners have died there since 2010.",
    "Since his election 1,900 suspects have been shot dead by police.",
    "Since independence 40,000 people have been killed in the border war.",
    "The number of the dead has passed 2,000 since the quake zone became a front.",
    "In six years of conflict 9,000 soldiers have died.",
    "Ever since, 71 people have been arrested.",
    "During the siege 4,200 people were killed.",
    "Throughout the campaign 61 candidates have been killed.",
    "She is the 12th nurse killed in the war.",
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
    "In the last 48 hours 31 people were killed on the front.",
    "Artillery killed five civilians and wounded 14 over the past week.",
    "During the truce 12 soldiers were killed, the rebels said.",
    "In the second quarter bandits killed 211 people.",
    "Between January and June, 1,020 people were killed.",
    "From 3 to 9 May raiders killed 18 herders.",
    "In 2023 alone 94 reporters were killed.",
    "Within three weeks 52 villagers had been shot dead.",
    "Over the course of the month 77 houses were destroyed.",
    "Three nights of riots left 14 people dead.",
    "Ten days of clashes killed 96 fighters.",
    "In the first three months of the year 302 people were abducted.",
    "Shells killed seven people in Dara, Minsa and Orta on Sunday.",
    "Strikes killed seven people in Orta, Dara and Minsa on Sunday.",
    "Police killed 12 people in nationwide protests across the country.",
    "In the previous 24 hours the army lost 30 men.",
    "Last week's attacks killed 33 people.",
    "Security forces killed 14 rebels in September.",
    "Rebels killed 14 soldiers in September.",
    "The mission recorded 61 deaths last month.",
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
    "A drone killed four people in Orta overnight.",
    "Gunmen shot dead nine worshippers in a mosque on Friday.",
    "By evening 14 people were dead.",
    "At least 17 people have died in the fire so far.",
    "Two soldiers were killed by a mine early on Sunday.",
    "The bus was hit at dawn, killing 11 passengers.",
    "In the attack of October 7 gunmen killed 12 guards.",
    "Nine people died when a shell hit a bakery.",
    "The army said on Monday that three of its men had been killed in an ambush.",
    "The rebels said on Monday that three of their men had been killed in an ambush.",
    "The blast, the second in a week, killed six people.",
    "A bomb in a market killed 30 people, the worst attack in the war.",
    "Five climbers died in an avalanche last week.",
    "Twelve people were killed in the raid, the largest since the war began.",
    "A rocket killed a farmer who had returned since the truce.",
    "The ferry sank in the night, and 40 passengers are missing.",
    "Police shot dead a protester in the capital on Tuesday.",
    "Three weeks after the flood, a mine killed two men.",
    "The convoy was ambushed near Sever and 16 troops died.",
    "Six people were killed in a stampede at a temple in 2011.",
    "At noon on Saturday two rockets killed a mother and her baby.",
    "One of the wounded died on Wednesday, bringing the number of dead to nine.",
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


@pytest.mark.parametrize("place", ["Ganja", "Stepanakert"])
def test_words_behind_a_later_figure_are_said_of_that_alone(place: str) -> None:
    """Beyond a semicolon a running total keeps its words, and takes no kind of people from one happening's figure."""
    text = f"A woman and her two sons were killed in {place}; 61 have died since 27 September."
    found = [mention.value for mention in find_figures(prose(text)) if isinstance(mention.value, Figure)]

    assert [("women", "incident"), ("children", "incident"), ("people", "cumulative")] == [
        (figure.category, figure.scope) for figure in found
    ]
