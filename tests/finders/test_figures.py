"""How many: which numbers are of which harm, of whom, and within which bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import prose
from recounted.finders.figures import find_figures
from recounted.model import Figure, Mention

Bounds = tuple[int | None, int | None, int | None]


def exact(number: int) -> Bounds:
    """Low, best and high of a number told without a bound."""
    return number, number, number


def told(text: str) -> list[tuple[str, str, str, Bounds]]:
    """The words, harm, category and bounds of each figure."""
    return [(m.text, f.harm, f.category, (f.low, f.best, f.high)) for m, f in figures(text)]


def figures(text: str) -> list[tuple[Mention, Figure]]:
    """The mentions of a text with their figures."""
    return [(m, m.value) for m in find_figures(prose(text)) if isinstance(m.value, Figure)]


HARMS: list[tuple[str, list[tuple[str, str, int]]]] = [
    ("61 killed and 282 others injured", [("61", "killed", 61), ("282 others", "injured", 282)]),
    ("The raid killed 12 soldiers and wounded nine.", [("12 soldiers", "killed", 12), ("nine", "injured", 9)]),
    ("Police counted five dead, 20 hurt.", [("five dead", "killed", 5), ("20", "injured", 20)]),
    ("Rescuers found the bodies of 10 men.", [("10 men", "killed", 10)]),
    ("The shelling of the port left 40 dead.", [("40 dead", "killed", 40)]),
    ("The blast claimed nine lives.", [("nine lives", "killed", 9)]),
    ("At dawn the death toll rose to 23 from 17.", [("23", "killed", 23)]),
    ("A third victim died on Tuesday.", [("A third victim", "killed", 1)]),
    ("Gunmen shot dead two teachers in Sever.", [("two teachers", "killed", 2)]),
    ("Four herders were put to death by the raiders.", [("Four herders", "killed", 4)]),
    ("Six men were hunted down and killed in the hills.", [("Six men", "killed", 6)]),
    ("The driver was among the 30 people killed in the pass.", [("30 people", "killed", 30)]),
    ("Five boys who were kidnapped in May were shot dead.", [("Five boys", "killed", 5)]),
    ("Raiders hacked five farmers to death.", [("five farmers", "killed", 5)]),
    ("More than 60 were killed or wounded.", [("More than 60", "casualties", 60)]),
    ("The drone strike caused 30 casualties.", [("30 casualties", "casualties", 30)]),
    ("Eleven sailors are missing.", [("Eleven sailors", "missing", 11)]),
    ("Troops detained 14 men and abducted none.", [("14 men", "detained", 14)]),
    ("Rebels abducted three engineers.", [("three engineers", "abducted", 3)]),
    ("Some 15,000 people were displaced.", [("Some 15,000 people", "displaced", 15000)]),
    ("About a dozen patients were moved out of a hospital.", [("About a dozen patients", "evacuated", 12)]),
    ("Dozens of people were carried into a clinic.", [("Dozens of people", "injured", 24)]),
    ("The quake destroyed 1,846 houses.", [("1,846 houses", "destroyed", 1846)]),
    ("A maternity hospital was damaged.", [("A maternity hospital", "damaged", 1)]),
    ("The mayor was killed along with his driver.", [("The mayor", "killed", 1), ("his driver", "killed", 1)]),
    ("The mayor and his driver were wounded.", [("The mayor", "injured", 1), ("his driver", "injured", 1)]),
    ("Unknown men killed Ivan Petrenko, a lawyer.", [("Ivan Petrenko", "killed", 1)]),
    ("A commentator who had left the party was gunned down.", [("A commentator", "killed", 1)]),
    ("A family of four was killed in its car.", [("A family of four", "killed", 4)]),
    ("Six villagers - three of them brothers - were killed.", [("Six villagers", "killed", 6)]),
    ("A policeman was shot dead.", [("A policeman", "killed", 1)]),
    ("It wounded 16 children, 46 women and 36 men.", [("16 children", "injured", 16), ("46 women", "injured", 46), ("36 men", "injured", 36)]),
    ("A third victim died, bringing the total to 31.", [("A third victim", "killed", 1), ("31", "killed", 31)]),
    ("Twelve people were hurt, bringing the total to 31.", [("Twelve people", "injured", 12), ("31", "injured", 31)]),
    ("One was killed on October 4 and ten on October 11.", [("One", "killed", 1), ("ten", "killed", 10)]),
    ("Twelve were killed and as many were wounded.", [("Twelve", "killed", 12), ("as many", "injured", 12)]),
    ("One of the injured died in hospital.", [("One of the", "killed", 1)]),
    ("The rebels lost 14 fighters in the battle.", [("14 fighters", "killed", 14)]),
    ("The army lost 14 soldiers in the battle.", [("14 soldiers", "killed", 14)]),
    ("The army has lost 1,200 soldiers since May.", [("1,200 soldiers", "casualties", 1200)]),
    ("Her body was found in a well.", [("Her body", "killed", 1)]),
    ("Raiders abducted a teacher and beheaded him.", [("a teacher", "abducted", 1), ("him", "killed", 1)]),
    ("The number of martyrs has risen to 45.", [("45", "killed", 45)]),
    ("Air defences shot down 44 of 64 drones.", [("44 of 64 drones", "destroyed", 44)]),
    ("Of the 64 drones launched overnight, 44 were shot down.", [("44", "destroyed", 44)]),
    ("The mayor's driver was killed.", [("The mayor's driver", "killed", 1)]),
    ("The army put its own dead at 192 men.", [("192 men", "killed", 192)]),
    ("Eleven of the wounded were in critical condition.", [("Eleven of the", "injured", 11)]),
    ("A patrol of five soldiers was wounded by a mine.", [("five soldiers", "injured", 5)]),
    ("A driver was among the 30 people killed.", [("A driver", "killed", 1), ("30 people", "killed", 30)]),
    ("Six of their fighters fell and 19 were wounded.", [("Six of their fighters", "killed", 6), ("19", "injured", 19)]),
    ("The general said his men killed \"more than 100 rebels\".", [("more than 100 rebels", "killed", 100)]),
    ("A mother and child were killed.", [("A mother", "killed", 1), ("child", "killed", 1)]),
    ("A teacher and poet was killed.", [("A teacher", "killed", 1)]),
    ("The group vowed to return the bodies of two soldiers.", []),
    ("Two persons, one of them a woman, died.", [("Two persons", "killed", 2), ("one of them a woman", "killed", 1)]),
    ("A mosque was hit, as a result of which 12 people died.", [("12 people", "killed", 12)]),
    ("A mine cost a soldier his leg.", [("a soldier", "injured", 1)]),
    ("Each side blamed the other for the first shot.", []),
    ("Two children died of cholera.", []),
    ("Lorn released four captured guards.", []),
]  # fmt: skip


def test_a_number_of_several_kinds_counts_people() -> None:
    """ "80 women and children" are people, "nine soldiers and policemen" those who bear arms."""
    assert [c for _, _, c, _ in told("Some 80 women and children were hurt.")] == ["people"]
    assert [c for _, _, c, _ in told("Nine soldiers and policemen were killed.")] == ["security_forces"]
    assert [c for _, _, c, _ in told("The raid killed 14 civilians, policemen said.")] == ["civilians"]


def test_no_policeman_is_one_of_three_soldiers() -> None:
    """Numbers that add up to the first are its parts only where they can be; who was hurt besides may be anybody."""
    found = [f for _, f in figures("Three soldiers, two policemen and a nurse were killed and six wounded.")]

    assert [(f.harm, f.category, f.part_of) for f in found] == [
        ("killed", "combatants", None),
        ("killed", "police", None),
        ("killed", "health_workers", None),
        ("injured", "people", None),
    ]


def test_words_of_sum_make_a_whole() -> None:
    """What stands before "in all" is a part of it."""
    wholes = [f.part_of for _, f in figures("Missiles killed 12 people in Dara and 7 in Orta, 19 in all.")]

    assert wholes == [2, 2, None]


@pytest.mark.parametrize(("text", "wanted"), HARMS)
def test_a_number_is_tied_to_its_harm(text: str, wanted: list[tuple[str, str, int]]) -> None:
    """Passive, active, nominal and elliptic figures all give their words, their harm and their number."""
    found = [(m.text, f.harm, next(b for b in (f.best, f.low, f.high) if b is not None)) for m, f in figures(text)]

    assert [figure for figure in found if figure in wanted] == wanted


NO_FIGURES = [
    "Troops fired 122 mm shells at the 93rd Brigade on October 17.",
    "The Security Council recalled its resolution 822.",
    "A 28-year-old nurse saw the fire at 6.30 p.m.",
    "Rishi Vane, 43, flew to the capital for two hours of talks.",
    "The council voted 5-1 to rebuild the bridge 45 km away.",
    "A church gave $12,000 to two hospitals.",
    "The convoy of 15 trucks brought food for 12,000 people.",
    "Up to 4,000 people had been waiting for trains.",
    "Three gunmen opened fire on the square.",
    "He took 11 questions from reporters.",
    "The treaty was ratified by 110 states.",
    "The bill was killed by the senate.",
    "Two Mi-24 helicopters and 12 tanks took part.",
    "The rebels fired 40 rockets and 300 shells at the town.",
    "The ministers held three meetings in 14 days.",
    "Article 14 of the law has nine paragraphs.",
    "For help call 8 800 555 35 35.",
    "Four of his buffaloes had been killed by splinters.",
    "The agency fed 900 displaced people.",
    "An attack by 20 gunmen on the post was beaten off.",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_other_numbers_are_no_figures(text: str) -> None:
    """Ages, times, dates, calibres, money, distances, scores, attackers and articles are no figures."""
    assert told(text) == []


BOUNDS = [
    ("12 people were killed.", exact(12)),
    ("A dozen people were killed.", exact(12)),
    ("At least 12 people were killed.", (12, 12, None)),
    ("No fewer than 12 people were killed.", (12, 12, None)),
    ("More than 12 people were killed.", (12, 12, None)),
    ("12 or more people were killed.", (12, 12, None)),
    ("Some 12 people were killed.", (None, 12, None)),
    ("An estimated 12 people were killed.", (None, 12, None)),
    ("Up to 40 people were killed.", (None, 40, 40)),
    ("As many as 40 people were killed.", (None, 40, 40)),
    ("Nearly 40 people were killed.", (None, 40, 40)),
    ("Between 10 and 15 people were killed.", (10, None, 15)),
    ("10 to 15 people were killed.", (10, None, 15)),
    ("A couple of people were killed.", (2, None, None)),
    ("Several people were killed.", (3, None, None)),
    ("Dozens of people were killed.", (24, None, None)),
    ("Hundreds of people were killed.", (200, None, None)),
    ("Tens of thousands of people were killed.", (20000, None, None)),
    ("Many people were killed.", (None, None, None)),
    ("An unknown number of people were killed.", (None, None, None)),
    ("Both men were killed.", exact(2)),
    ("1 846 people were killed.", exact(1846)),
    ("1,846 people were killed.", exact(1846)),
    ("Sixty one people were killed.", exact(61)),
    ("Three dozen people were killed.", exact(36)),
    ("A hundred and twenty people were killed.", exact(120)),
    ("No more than 40 people were killed.", (None, 40, 40)),
    ("Scores of people were killed.", (40, None, None)),
    ("A few people were killed.", (3, None, None)),
    ("Thousands of people were killed.", (2000, None, None)),
    ("A couple was killed.", exact(2)),
    ("1.846 people were killed.", exact(1846)),
    ("12k people were killed.", exact(12000)),
    ("1.2 million people were killed.", exact(1_200_000)),
]


@pytest.mark.parametrize(("text", "bounds"), BOUNDS)
def test_words_become_bounds(text: str, bounds: Bounds) -> None:
    """Bound words, ranges and vague words set low, best and high as the literal rule set says."""
    assert [figure[3] for figure in told(text)] == [bounds]


CATEGORIES = [
    ("13 civilians", "civilians"),
    ("13 soldiers", "combatants"),
    ("13 rebels", "combatants"),
    ("13 police officers", "police"),
    ("13 aid workers", "aid_workers"),
    ("13 nurses", "health_workers"),
    ("13 Red Crescent volunteers", "aid_workers"),
    ("13 journalists", "journalists"),
    ("13 schoolgirls", "children"),
    ("13 women", "women"),
    ("13 men", "men"),
    ("13 peacekeepers", "peacekeepers"),
    ("13 villagers", "people"),
    ("13 Brits", "people"),
    ("13 members of the security forces", "security_forces"),
    ("13 civil servants", "officials"),
    ("13 of the soldiers", "combatants"),
    ("13 “terrorists”", "combatants"),
    ("13 prisoners", "prisoners"),
    ("13 hostages", "hostages"),
    ("13 protesters", "protesters"),
    ("13 judges", "officials"),
    ("13 pensioners", "elderly"),
]


@pytest.mark.parametrize(("who", "category"), CATEGORIES)
def test_the_noun_gives_the_category(who: str, category: str) -> None:
    """What is counted says of which category the harmed are, on either side of a war."""
    assert [figure[1:] for figure in told(f"{who} were killed.")] == [("killed", category, exact(13))]


def test_an_elliptic_number_takes_the_category_before_it() -> None:
    """ "And wounded 16 others" counts what was named before."""
    assert [figure[2] for figure in told("A shell killed one civilian and wounded 16 others.")] == ["civilians"] * 2


def test_counts_without_a_number_are_told_apart() -> None:
    """ "A woman and her two sons" is one woman and two children."""
    assert [figure[2:] for figure in told("A woman and her two young sons were shot dead.")] == [
        ("women", exact(1)),
        ("children", exact(2)),
    ]


NOBODY = [
    ("Rockets fell on the field; no casualties were reported.", [("killed", 0), ("injured", 0)]),
    ("The salvo ended without casualties.", [("killed", 0), ("injured", 0)]),
    ("No one was killed.", [("killed", 0)]),
    ("Nobody was hurt.", [("injured", 0)]),
    ("None of its soldiers had been hurt.", [("injured", 0)]),
    ("There were no immediate reports of casualties.", []),
    ("No further casualties are expected.", []),
]


@pytest.mark.parametrize(("text", "wanted"), NOBODY)
def test_nobody_is_zero_and_unknown_is_not(text: str, wanted: list[tuple[str, int]]) -> None:
    """Zero is told only where the text says that nobody was harmed."""
    assert [(f.harm, f.best) for _, f in figures(text)] == wanted


PIECES = [
    "12 people",
    "were killed",
    "at least",
    "and",
    ", including",
    "a woman",
    "wounded 5",
    "since May",
    "—",
    "no one",
    "3",
    ".",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_figures_lie_in_the_text_and_are_found_twice_alike(text: str) -> None:
    """Every span is within the text, parts point at earlier or later figures of the list, and nothing is random."""
    found = find_figures(prose(text))

    assert found == find_figures(prose(text))
    for mention in found:
        assert mention.span.of(text) == mention.text
        figure = mention.value
        assert isinstance(figure, Figure)
        assert figure.part_of is None or found[figure.part_of].value.harm == figure.harm  # type: ignore[union-attr]
