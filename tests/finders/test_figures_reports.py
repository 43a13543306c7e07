"""Figures of whole reports: several incidents, earlier ones, those who did it, and tolls told again or put right."""

import pytest

from marks import prose, report
from recounted.extractors.rules import extract
from recounted.finders.figures import find_figures
from recounted.model import Figure
from recounted.totals import totals

Told = list[tuple[str, str, int | None, int | None]]


def told(text: str) -> Told:
    """Harm, category, number and the number that it replaces, of each figure."""
    figures = [m.value for m in find_figures(prose(text)) if isinstance(m.value, Figure)]
    return [(f.harm, f.category, f.best if f.best is not None else f.low, f.revised_from) for f in figures]


def killed(text: str) -> int | None:
    """The number killed that a report comes to: the best, else the lower bound."""
    words = prose(text)
    total = totals(words, find_figures(words))["killed"]
    return None if total is None else total.best if total.best is not None else total.low


def by_claim(text: str) -> list[tuple[int | None, list[str]]]:
    """The number and the places of each claim with a toll."""
    return [
        (claim.toll[0].best, [place.name for place in claim.locations])
        for claim in extract(report(text, "2024-05-20"))
        if claim.toll
    ]


SEVERAL = [
    ("A bomb killed nine people in Kabul. In a separate attack in Herat, gunmen killed four policemen.", [9, 4]),
    ("A drone killed two men in Kharkiv. Elsewhere, in Odesa, a missile killed five.", [2, 5]),
    ("A drone killed two men in Belgorod. Elsewhere, in Kursk, a missile killed five.", [2, 5]),
    ("Shells killed six people in Goris on Monday. On Tuesday a mine killed a shepherd near Kapan.", [6, 1]),
]


@pytest.mark.parametrize(("text", "numbers"), SEVERAL)
def test_each_toll_goes_to_its_own_claim(text: str, numbers: list[int]) -> None:
    """Of several incidents in one report each has a claim of its own, with its own toll and place."""
    claims = by_claim(text)

    assert [number for number, _ in claims] == numbers
    assert len({tuple(places) for _, places in claims}) == len(numbers)


BACKGROUND = [
    ("On Sunday a mine killed three farmers near Dara. In 2019 an attack on the village killed 12 people.", 3),
    ("The town was bombed in 2019, when 12 people died. On Sunday a mine killed three farmers there.", 3),
    ("A bomb killed nine people in Dara, the deadliest attack there since 2017, when 43 people died.", 9),
    ("Three people died in a fire on Friday. A week earlier, a blaze in the street had killed two.", 3),
    ("Gunmen killed 12 people on Sunday. Last year a similar attack killed 20.", 12),
    ("Raiders burned Marnik, killing 16 people. The raid came a month after gunmen killed 15 people in Orta.", 16),
    ("A rocket killed a guard in Minsa. In 2014 rockets had killed 60 people in the town.", 1),
    ("A similar attack killed 20 people in the spring.", None),
]


@pytest.mark.parametrize(("text", "number"), BACKGROUND)
def test_an_earlier_incident_is_in_no_total(text: str, number: int | None) -> None:
    """What is told as background has its own date, and does not count for this incident."""
    assert killed(text) == number


def test_an_earlier_incident_keeps_its_date() -> None:
    """The claim of an earlier attack is dated by its own words."""
    now, then = extract(report("On Sunday a mine killed three men. In March 2019 a bomb killed 12.", "2024-05-20"))

    assert (now.toll[0].best, now.time and now.time.date_start.isoformat()) == (3, "2024-05-19")
    assert (then.toll[0].best, then.time and then.time.date_start.isoformat()) == (12, "2019-03-01")


DOERS = [
    ("Four attackers were killed along with nine civilians.", [("combatants", 4), ("civilians", 9)]),
    ("Eleven villagers and four of the raiders were killed.", [("people", 11), ("combatants", 4)]),
    ("The raiders killed 14 villagers; three raiders were shot dead.", [("people", 14), ("combatants", 3)]),
    ("The bomber and 12 worshippers died.", [("combatants", 1), ("people", 12)]),
    ("Soldiers killed nine rebels and lost two men.", [("combatants", 9), ("combatants", 2)]),
    ("Rebels killed nine soldiers and lost two men.", [("combatants", 9), ("combatants", 2)]),
    ("Seven worshippers and the gunman died.", [("people", 7), ("combatants", 1)]),
    ("The ambush left five civilians and seven rebels dead.", [("civilians", 5), ("combatants", 7)]),
]


@pytest.mark.parametrize(("text", "figures"), DOERS)
def test_the_dead_of_those_who_did_it_are_kept_apart(text: str, figures: list[tuple[str, int]]) -> None:
    """Attackers and victims, and the dead of two sides, are figures of their own, none a part of the other."""
    found = [m.value for m in find_figures(prose(text)) if isinstance(m.value, Figure)]

    assert [(f.category, f.best) for f in found] == figures
    assert all(f.part_of is None for f in found)


CORRECTED = [
    (
        "A bomb killed at least 10 people.\n\nAt least 14 people died, a hospital said, raising an earlier toll of 10.",
        14,
    ),
    ("At least 12 are dead.\n\nTwelve people died in the fire, the mayor said. He later corrected the toll to 11.", 11),
    ("Police had said that 12 people died; they later corrected the toll to 10.", 10),
    ("Police first said that 18 people had died. They then lowered the toll to 16.", 16),
    ("Correction: the attack killed 17 people, not 19 as first reported.", 17),
    ("The ministry raised the death toll to 50 from 39.", 50),
    ("The doctors counted 14 and later 19 dead.", 19),
    ("Dozens were killed. By night doctors had counted 61 dead.", 61),
]


@pytest.mark.parametrize(("text", "number"), CORRECTED)
def test_a_later_correction_takes_the_place_of_the_lead(text: str, number: int) -> None:
    """A headline, a lead or a first count gives way to the number that the text puts in its place."""
    assert killed(text) == number


AGAIN = [
    ("Twelve people were killed in the attack, police said. The 12 dead included a nurse.", 12),
    ("A suicide bomber killed 12 people in Dara. The blast, which killed 12 people, hit a market.", 12),
    ("At least 12 people were killed. The ministry said that 12 people were killed and 30 injured.", 12),
    ("A mine killed three people. The army said that the mine had killed three.", 3),
    ("Nine dead in Orta\n\nNine people were killed in Orta on Friday. The nine were miners.", 9),
    ("A teacher was shot dead. The teacher was killed on her way home.", 1),
]


@pytest.mark.parametrize(("text", "number"), AGAIN)
def test_what_is_told_twice_counts_once(text: str, number: int) -> None:
    """The same figure in headline, lead and body is one toll."""
    assert killed(text) == number


SUMS = [
    ("Three women, two men and a child were killed.", 6),
    ("Ninety-eight people were killed: 16 children, 46 women and 36 men.", 98),
    ("The toll stands at 17: nine women, four men and four children.", 17),
    ("Two journalists were among nine people killed by a strike on a guest house.", 9),
    ("Five civilians were killed on Monday and 12 on Tuesday when shells fell on Orta.", 17),
    ("One was killed on October 4 and ten on October 11.", 11),
]


@pytest.mark.parametrize(("text", "number"), SUMS)
def test_parts_add_up_and_a_whole_is_not_added_to_its_parts(text: str, number: int) -> None:
    """Co-ordinated parts are summed; a whole with its breakdown counts once."""
    assert killed(text) == number


UNREAL = [
    "A breach could kill thousands.",
    "The army denied that 40 people had died.",
    "A report that 40 people had died was denied by the army.",
    "The rebels denied that 40 people had died.",
    "They threatened to kill 30 hostages.",
    "The cell planned to kill 12 judges.",
    "Up to 200 people could be killed if the dam breaks.",
]


@pytest.mark.parametrize("text", UNREAL)
def test_what_did_not_happen_enters_no_total(text: str) -> None:
    """Denied, hypothetical, threatened and planned figures keep their modality and are in no total."""
    found = [m.value for m in find_figures(prose(text)) if isinstance(m.value, Figure)]

    assert found
    assert all(figure.modality in {"denied", "threatened", "planned"} for figure in found)
    assert killed(text) is None
