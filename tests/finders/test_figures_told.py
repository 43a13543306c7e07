"""Figures beside what is no part of them: totals brought up to date, numbers that took others' place, lists of people."""

import pytest

from marks import prose
from recounted.finders.figures import find_figures
from recounted.model import Figure

Told = list[tuple[str, int | None, str]]


def told(text: str) -> Told:
    """Harm, number and scope of each figure."""
    figures = [m.value for m in find_figures(prose(text)) if isinstance(m.value, Figure)]
    return [(f.harm, f.best if f.best is not None else f.low, f.scope) for f in figures]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "A mine killed three peacekeepers and wounded five near Kidala, bringing to 12 the number of peacekeepers killed there this year.",
            [("killed", 3, "incident"), ("injured", 5, "incident"), ("killed", 12, "cumulative")],
        ),
        (
            "Shelling killed one soldier, the army said, bringing the number of soldiers killed since the start of the offensive to 188.",
            [("killed", 1, "incident"), ("killed", 188, "cumulative")],
        ),
        (
            "Rocket fire killed one soldier, the rebels said, bringing the number of fighters killed since the start of the siege to 90.",
            [("killed", 1, "incident"), ("killed", 90, "cumulative")],
        ),
        (
            "Strikes left 27 people dead, the ministry said, adding that the number of those killed since October 7 had risen to 41,020.",
            [("killed", 27, "incident"), ("killed", 41020, "cumulative")],
        ),
        (
            "More than 1,100 people, a third of them women, have been killed since the fighting began in April.",
            [("killed", 1100, "cumulative")],
        ),
        (
            "45 people were killed on Saturday, six of them children, and 79 injured, when shells hit a market.",
            [("killed", 45, "incident"), ("killed", 6, "incident"), ("injured", 79, "incident")],
        ),
        (
            "45 people, six of them children, and 12 soldiers were killed.",
            [("killed", 45, "incident"), ("killed", 6, "incident"), ("killed", 12, "incident")],
        ),
        (
            "The government put the death toll at 95, then revised it to 35, including 24 children.",
            [("killed", 35, "incident"), ("killed", 24, "incident")],
        ),
        (
            "The monitor said 327 people had been killed since Wednesday. The agency reported that shells hit a hostel, killing four people.",
            [("killed", 327, "cumulative"), ("killed", 4, "incident")],
        ),
        (
            "As of 5 October, 19 civilians were killed. Another 80 were wounded.",
            [("killed", 19, "cumulative"), ("injured", 80, "cumulative")],
        ),
        ("A woman, 34, and her son, 5, died.", [("killed", 1, "incident"), ("killed", 1, "incident")]),
        (
            "The toll has risen to 59 dead, with 157 wounded, hospital spokesman Ivo Brandt said on Saturday.",
            [("killed", 59, "incident"), ("injured", 157, "incident")],
        ),
        (
            "A rocket killed a woman in Ashkelon, and since October 7 more than 1,200 Israelis have been killed.",
            [("killed", 1, "incident"), ("killed", 1200, "cumulative")],
        ),
        ("Nine people have been killed and 20 hurt since the start of the siege.", [("killed", 9, "cumulative"), ("injured", 20, "cumulative")]),
        ("A man was wounded in the blast and later died.", [("killed", 1, "incident")]),
        ("Two women, aged 45 and 51, were injured.", [("injured", 2, "incident")]),
        ("Six men, aged between 19 and 45, were detained.", [("detained", 6, "incident")]),
        ("Six men aged from 19 to 45 were detained.", [("detained", 6, "incident")]),
        ("Between 19 and 45 men were detained.", [("detained", 19, "incident")]),
        ("A man aged 45 and two women were injured.", [("injured", 1, "incident"), ("injured", 2, "incident")]),
        ("The number of dead had climbed from nine to 13.", [("killed", 13, "incident")]),
        ("In October 61 civilians were killed.", [("killed", 61, "period")]),
        ("On October 12 five farmers were killed.", [("killed", 5, "incident")]),
        ("A gunman killed a guard and wounded another at the gate.", [("killed", 1, "incident"), ("injured", 1, "incident")]),
        ("A landmine claimed the life of a shepherd.", [("killed", 1, "incident")]),
        (
            "A local leader of the ruling party, his wife and their son were shot dead in their home.",
            [("killed", 1, "incident")] * 3,
        ),
        ("Both pilots were killed when the helicopter was shot down.", [("killed", 2, "incident"), ("destroyed", 1, "incident")]),
    ],
)  # fmt: skip
def test_what_stands_beside_a_figure_leaves_it_alone(text: str, figures: Told) -> None:
    """Each figure keeps its own number and scope, and what is no victim is none."""
    assert told(text) == figures


CAPTURES = [
    ("The rebels captured Buthidaung on Saturday.", []),
    ("Russian forces captured Avdiivka in February.", []),
    ("Ukrainian forces captured Sudzha in August.", []),
    ("Troops seized the village on Monday.", []),
    ("Troops captured the hill.", []),
    ("Russia captured two villages.", []),
    ("Ukraine captured two villages.", []),
    ("The fall and capture of Khan Younis were announced.", []),
    ("The army captured a soldier near the river.", [("detained", 1)]),
    ("Troops captured General Petrov.", [("detained", 1)]),
    ("Troops captured Omar Diallo, a commander, near the town.", [("detained", 1)]),
    ("Troops captured 14 fighters and three hills.", [("detained", 14)]),
    ("Troops captured him and two others.", [("detained", 1), ("detained", 2)]),
    ("Nine Russians were captured.", [("detained", 9)]),
    ("Nine Ukrainians were captured.", [("detained", 9)]),
    ("Police arrested Omar Diallo on Friday.", [("detained", 1)]),
]


@pytest.mark.parametrize(("text", "figures"), CAPTURES)
def test_a_place_that_is_captured_is_nobody(text: str, figures: list[tuple[str, int]]) -> None:
    """A soldier, a general by name and a number of people are detained; a town, a hill and a name alone are not."""
    assert [figure[:2] for figure in told(text)] == figures


TELLERS = [
    ("The mayor intimated that shells had fallen.", []),
    ("The governor grumbled that bombs had fallen.", []),
    ("The officer guessed that the rebels had died.", []),
    ("The minister mumbled that two soldiers had fallen.", [("killed", 2)]),
    ("The mayor who had intimated that shells had fallen was killed.", [("killed", 1)]),
    ("A man convinced that the war was over was killed.", [("killed", 1)]),
    ("A soldier wounded that night died.", [("killed", 1)]),
    ("The soldier had fallen at the front.", [("killed", 1)]),
]


@pytest.mark.parametrize(("text", "figures"), TELLERS)
def test_who_tells_of_harm_is_not_its_victim(text: str, figures: list[tuple[str, int]]) -> None:
    """A verb before "that" ends what a word of harm may take; who told it and was killed too is a victim."""
    assert [figure[:2] for figure in told(text)] == figures


HOMES = [
    ("Fighting displaced some 5,000 people (1,100 households).", [("displaced", 5000)]),
    ("About 5,000 people (230 families) were displaced in May.", [("displaced", 5000)]),
    ("About 1,100 households (7,500 people) fled the town.", [("displaced", 7500)]),
    ("Some 90 families, or 400 people, were displaced.", [("displaced", 400)]),
    ("Some 400 people from 90 families were evacuated.", [("evacuated", 400)]),
    ("Shelling killed nine people (three women and six men).", [("killed", 9), ("killed", 3), ("killed", 6)]),
]


@pytest.mark.parametrize(("text", "figures"), HOMES)
def test_homes_beside_people_are_no_other_people(text: str, figures: list[tuple[str, int]]) -> None:
    """Households in brackets, or before the people in them, tell the same people again; who they were is told of them."""
    assert [figure[:2] for figure in told(text)] == figures


PEOPLES = [
    ("At least 64 Druze and 18 Bedouin were killed.", [("killed", 64), ("killed", 18)]),
    ("At least 64 Bedouin and 18 Druze were killed.", [("killed", 64), ("killed", 18)]),
    ("Killing 64 Druze and 18 Bedouin, the raiders left.", [("killed", 64), ("killed", 18)]),
    ("The raid killed 30 Masalit and wounded 12 Zaghawa.", [("killed", 30), ("injured", 12)]),
    ("Hundreds of Rohingya were killed.", [("killed", 200)]),
    ("Hundreds of Rohingya, most of them women, fled.", [("displaced", 200)]),
    ("Dozens of Fulani and Dogon were killed.", [("killed", 24)]),
    ("Five Israelis and three Palestinians were killed.", [("killed", 5), ("killed", 3)]),
    ("Three Palestinians and five Israelis were killed.", [("killed", 3), ("killed", 5)]),
    ("The raid destroyed 30 Bedouin tents.", [("destroyed", 30)]),
    ("The group visited 12 Bedouin camps and killed nobody.", []),
]


@pytest.mark.parametrize(("text", "figures"), PEOPLES)
def test_peoples_are_counted_as_people(text: str, figures: list[tuple[str, int]]) -> None:
    """A people told without an ending is people; what belongs to it is not."""
    assert [figure[:2] for figure in told(text)] == figures
