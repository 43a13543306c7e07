"""Figures in lists and tables, and those that tell more of other figures or take their place."""

import pytest

from marks import prose
from recounted.finders.figures import find_figures
from recounted.model import Figure
from recounted.totals import totals


def figures(text: str) -> list[Figure]:
    """The figures of a text."""
    return [m.value for m in find_figures(prose(text)) if isinstance(m.value, Figure)]


def told(text: str) -> list[tuple[str, int | None]]:
    """Harm and number of each figure."""
    return [(f.harm, f.best if f.best is not None else f.low) for f in figures(text)]


ROWS = [
    ("Killed: 14; wounded: 30.", [("killed", 14), ("injured", 30)]),
    ("Dead: 14. Injured: 30.", [("killed", 14), ("injured", 30)]),
    ("Casualties\nKilled: 14\nWounded: 30\nMissing: 2", [("killed", 14), ("injured", 30), ("missing", 2)]),
    ("Fatalities 14, injuries 30", [("killed", 14), ("injured", 30)]),
    ("Deaths – 14, injuries – 30", [("killed", 14), ("injured", 30)]),
    ("KIA: 14, WIA: 30", [("killed", 14), ("injured", 30)]),
    ("14 KIA, 30 WIA", [("killed", 14), ("injured", 30)]),
    ("Toll: 14 dead, 30 wounded", [("killed", 14), ("injured", 30)]),
    ("Civilians killed: 14", [("killed", 14)]),
    ("Number of people killed: 14", [("killed", 14)]),
    ("Killed since 7 October: 41,020", [("killed", 41020)]),
    ("Killed: 3 soldiers, 2 civilians.", [("killed", 3), ("killed", 2)]),
    ("Figures of the day. Reported fatalities: 43. Houses destroyed: 310.", [("killed", 43), ("destroyed", 310)]),
    ("Killed\n14\nWounded\n30", [("killed", 14), ("injured", 30)]),
    ("- 12 killed\n- 30 wounded\n- 4 missing", [("killed", 12), ("injured", 30), ("missing", 4)]),
    ("Gaza: 14 killed\nAshkelon: 9 killed\nSderot: 2 killed", [("killed", 14), ("killed", 9), ("killed", 2)]),
    ("Deaths by force: army 62, police 14, militia 20.", [("killed", 62), ("killed", 14), ("killed", 20)]),
    ("Losses of the parties (killed):\nArmy: 62\nPolice: 14", [("killed", 62), ("killed", 14)]),
    ("Enemy losses: 87 men, two tanks and one howitzer.", [("casualties", 87), ("destroyed", 2), ("destroyed", 1)]),
    ("The toll stands at 17: nine women and eight men.", [("killed", 17), ("killed", 9), ("killed", 8)]),
    ("Two were killed: a guard and a cook.", [("killed", 2), ("killed", 1), ("killed", 1)]),
    ("Army: 62", []),
    ("Kharkiv | Belgorod | Sumy", []),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_a_row_tells_a_figure(text: str, wanted: list[tuple[str, int]]) -> None:
    """A label with a number is a figure of the label's harm, or of that of the heading above."""
    assert told(text) == wanted


def test_a_list_says_whose_dead_its_rows_are_and_adds_them_up() -> None:
    """Rows have the category of their labels, and those beneath one heading are summed."""
    text = "Losses of the parties (killed):\nArmy: 62\nPolice: 14\nCivilians: 20"
    words = prose(text)

    assert [f.category for f in figures(text)] == ["combatants", "police", "civilians"]
    assert totals(words, find_figures(words))["killed"] == (96, 96, 96)


@pytest.mark.parametrize(("one", "other"), [("Kharkiv", "Belgorod"), ("Gaza", "Ashkelon"), ("Goris", "Tartar")])
def test_a_table_is_read_by_its_columns(one: str, other: str) -> None:
    """Each number has the harm of its column's head, and the rows are parts of the last, which sums them up."""
    text = f"Place | Killed | Injured\n{one} | 14 | 30\n{other} | 3 | 12\nTotal | 17 | 42"

    assert told(text) == [
        ("killed", 14),
        ("injured", 30),
        ("killed", 3),
        ("injured", 12),
        ("killed", 17),
        ("injured", 42),
    ]
    assert [f.part_of for f in figures(text)] == [4, 5, 4, 5, None, None]


PARTS = [
    ("Of the 98 dead, 16 were children.", [(98, None, "people"), (16, 0, "children")]),
    ("Of the 62 people killed, nine were women.", [(62, None, "people"), (9, 0, "women")]),
    ("Of the 40 wounded, ten are in critical condition.", [(40, None, "people"), (10, 0, "people")]),
    ("Of the 98 dead, 16 were children, 46 women and 36 men.", [(98, None, "people"), (16, 0, "children"), (46, 0, "women"), (36, 0, "men")]),
    ("Among the 12 dead were five women.", [(12, None, "people"), (5, 0, "women")]),
    ("A strike killed 30 people. The dead include five women and two children.", [(30, None, "people"), (5, 0, "women"), (2, 0, "children")]),
    ("A strike killed 30 people. Among the dead were two nurses.", [(30, None, "people"), (2, 0, "health_workers")]),
    ("The group told of 117 deaths. Soldiers killed 41 of them.", [(117, None, "people"), (41, 0, "people")]),
    ("Of the dead, six were women.", [(6, None, "women")]),
    ("Drones killed 12 rebels. Two of the dead were cooks.", [(12, None, "combatants"), (2, 0, "people")]),
    ("Drones killed 12 soldiers. Two of the dead were cooks.", [(12, None, "combatants"), (2, 0, "people")]),
    ("Nine were killed, four in Orta and five in Dara.", [(9, None, "people"), (4, 0, "people"), (5, 0, "people")]),
    ("Three were killed in Kharkiv, two in Sumy and one in Odesa.", [(3, None, "people"), (2, None, "people"), (1, None, "people")]),
    ("Three were killed in Belgorod, two in Kursk and one in Bryansk.", [(3, None, "people"), (2, None, "people"), (1, None, "people")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), PARTS)
def test_what_is_told_of_a_whole_is_its_part(text: str, wanted: list[tuple[int, int | None, str]]) -> None:
    """ "Of" and "among" before a whole, and "include" behind it, bring in its parts; two places are no parts of a third."""
    assert [(f.best, f.part_of, f.category) for f in figures(text)] == wanted


INSTEAD = [
    ("Officials raised the toll from three to five.", 5, 3),
    ("The toll went from three to five.", 5, 3),
    ("The toll was raised to five from three.", 5, 3),
    ("Three people were killed, police first said. They later revised this to five.", 5, 3),
    ("Police said that three had died; this was later revised to five.", 5, 3),
    ("The ministry told of three dead, later changing that to five.", 5, 3),
    ("Police initially said that 11 had been killed, but later revised the number to nine.", 9, 11),
    ("The number of wounded now stands at 45, up from 38.", 45, 38),
    ("The count of missing fell from 30 to 12.", 12, 30),
]


@pytest.mark.parametrize(("text", "new", "old"), INSTEAD)
def test_a_number_takes_the_place_of_another(text: str, new: int, old: int) -> None:
    """Raised, lowered and corrected numbers leave one figure, which remembers what it replaces."""
    assert [(f.best, f.revised_from) for f in figures(text)] == [(new, old)]


WORDS = [
    ("Both men were killed.", ("killed", 2, 2, 2)),
    ("Both women were wounded.", ("injured", 2, 2, 2)),
    ("A further two were hurt.", ("injured", 2, 2, 2)),
    ("The other four were injured.", ("injured", 4, 4, 4)),
    ("The remaining four were injured.", ("injured", 4, 4, 4)),
    ("All 12 crew were killed.", ("killed", 12, 12, 12)),
    ("The ship sank, killing all 12 crew.", ("killed", 12, 12, 12)),
    ("No fewer than a dozen people died.", ("killed", 12, 12, None)),
    ("As many as 40 were killed.", ("killed", None, 40, 40)),
    ("Upwards of 200 people were killed.", ("killed", 200, 200, None)),
    ("In excess of 200 people were killed.", ("killed", 200, 200, None)),
    ("At least one person was killed.", ("killed", 1, 1, None)),
    ("Just over 30 people were hurt.", ("injured", 30, 30, None)),
    ("Close to 30 people were hurt.", ("injured", None, 30, None)),
    ("An additional 12 people died.", ("killed", 12, 12, 12)),
    ("Eighty others are being treated.", ("injured", 80, 80, 80)),
    ("Neither of the two guards was hurt.", ("injured", 0, 0, 0)),
    ("In May 12 people were killed.", ("killed", 12, 12, 12)),
    ("Since May 7, 12 people have been killed.", ("killed", 12, 12, 12)),
    ("The toll has gone up to 98.", ("killed", 98, 98, 98)),
]


@pytest.mark.parametrize(("text", "figure"), WORDS)
def test_words_around_a_number_set_its_bounds(
    text: str, figure: tuple[str, int | None, int | None, int | None]
) -> None:
    """What points back, counts all, or bounds a number leaves one figure with that number."""
    assert [(f.harm, f.low, f.best, f.high) for f in figures(text)] == [figure]


PERSONS = [
    ("One Israeli was killed and another critically wounded.", [("killed", 1), ("injured", 1)]),
    ("One Palestinian was killed and another critically wounded.", [("killed", 1), ("injured", 1)]),
    ("Three policemen were killed and a fourth wounded.", [("killed", 3), ("injured", 1)]),
    ("A commander was killed with four of his men.", [("killed", 1), ("killed", 4)]),
    ("A fourth person, a customer, was grazed by a bullet.", [("injured", 1)]),
    ("A mine wounded five soldiers, one of whom later died.", [("injured", 5), ("killed", 1)]),
    ("Three people, one of them a child, were killed and five hurt.", [("killed", 3), ("killed", 1), ("injured", 5)]),
    ("The unit killed a group of eight rebels.", [("killed", 8)]),
    ("The rebels killed a group of eight soldiers.", [("killed", 8)]),
    ("A guard was shot in the leg.", [("injured", 1)]),
    ("Three fishermen were seized by pirates.", [("abducted", 3)]),
    ("Police seized 40 guns.", []),
    ("One in three of those killed was a child.", []),
    ("A third of the town was destroyed.", []),
    ("He was killed with a knife.", []),
    ("Call +374 10 555 555 for the wounded.", []),
]


@pytest.mark.parametrize(("text", "wanted"), PERSONS)
def test_single_persons_are_told_without_a_number(text: str, wanted: list[tuple[str, int]]) -> None:
    """Another, a fourth, and who died with somebody are victims; shares and fractions are none."""
    assert told(text) == wanted
