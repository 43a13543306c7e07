"""Actors are found as whole noun phrases, with a code for whose they are and what part of it."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import marked, prose
from recounted.errors import LexiconError
from recounted.evidence import check
from recounted.finders import actor_names, actor_tables
from recounted.finders.actors import find_actors
from recounted.lexicon import data, vocabulary
from recounted.model import Actor


def actors(text: str) -> list[tuple[str, str | None]]:
    """Name and code of each actor of a text."""
    return [(a.value.name, a.value.code) for a in find_actors(prose(text)) if isinstance(a.value, Actor)]


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("[Armenian armed forces] shelled the [positions of the Azerbaijani army].", ["ARM MIL", "AZE MIL"]),
        ("[Azerbaijani armed forces] shelled the [positions of the Armenian army].", ["AZE MIL", "ARM MIL"]),
        ("The [Azerbaijani side] denied it.", ["AZE"]),
        ("[Armenia's Defence Ministry] denied it.", ["ARM GOV MIL"]),
        ("The [Ministry of Defence of Armenia] denied it.", ["ARM GOV MIL"]),
        ("The [Ukrainian army] met [Russian troops].", ["UKR MIL", "RUS MIL"]),
        ("[Israeli troops] fired at [Palestinian youths].", ["ISR MIL", "PSE CVL"]),
        ("[Baku] rejected the claim and [Yerevan] denied it.", ["AZE GOV", "ARM GOV"]),
        ("A truce brokered by [Washington] took effect.", ["USA GOV"]),
        ("[Hungarian] and [Romanian officials] met.", ["HUN GOV", "ROU GOV"]),
        ("[US President Joe Biden] met [Prime Minister Benjamin Netanyahu].", ["USA GOV", "ISR GOV"]),
        ("[Kenyan police] arrested [protesters].", ["KEN COP", "CVL"]),
        ("[Unidentified gunmen] shot two [journalists].", ["UAF", "JRN"]),
        ("[Residents] fled.", ["CVL"]),
        ("[Fighters of the Rapid Support Forces] raided the village.", ["SDN REB RSF"]),
        ("[Hamas's armed wing] claimed it.", ["PSE REB HAM"]),
        ("The [M23 armed group] said so.", ["COD REB M23"]),
        ("The [rebel group Boko Haram] said so.", ["NGA REB BOK"]),
        ("[UN peacekeepers] and the [Red Cross] came.", ["IGO UNO MIL", "NGO ICR"]),
        ("The [Kremlin] and the [White House] disagreed.", ["RUS GOV", "USA GOV"]),
        ("[Darfur rebels] attacked.", ["SDN REB"]),
        ("Three [farmers] in Kyiv met the [authorities in Sanaa].", ["UKR AGR", "YEM GOV"]),
    ],
)
def test_actors_have_the_code_of_country_and_part(sentence: str, codes: list[str]) -> None:
    """A noun phrase is found whole, with the country or group it belongs to and its role."""
    text, expected = marked(sentence)

    assert list(zip(expected, codes, strict=True)) == actors(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Shells fell in Kyiv and in Moscow.",
        "The convoy left for Baku at noon.",
        "KYIV, May 3 - The rain went on.",
        "They met in Azerbaijan.",
        "Let them go, male or female.",
        "Nineteen people were killed.",
    ],
)
def test_a_place_is_no_actor(sentence: str) -> None:
    """A capital or a country that says where is left to the places, and people as such are nobody in particular."""
    assert [] == actors(sentence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Sudanese army advanced. Later the army denied it.", ("army", "SDN MIL")),
        ("Armenia's Defence Ministry denied that its forces had fired.", ("forces", "ARM MIL")),
        ("President Ilham Aliyev warned that his army would fight.", ("army", "AZE MIL")),
        ("Hamas said that its fighters were there.", ("fighters", "PSE REB HAM")),
        ("The army denied it.", ("army", "MIL")),
        (
            "Angolan Prime Minister Fernando Muteka came. Prime Minister Muteka left.",
            ("Prime Minister Muteka", "AGO GOV"),
        ),
    ],
)
def test_a_noun_takes_the_owner_that_the_words_point_back_to(text: str, expected: tuple[str, str]) -> None:
    """ "Its forces", "the army" and a name given before belong to whoever was spoken of; else nobody is inferred."""
    assert expected == actors(text)[-1]


def test_loaded_words_change_no_code() -> None:
    """A side called terrorists, occupiers or martyrs has the code that its plain name has."""
    plain = [code for _, code in actors("Armenian troops and Azerbaijani troops fought.")]

    assert plain == [code for _, code in actors("Terrorist Armenian troops and heroic Azerbaijani troops fought.")]
    assert ["UKR MIL"] == [code for _, code in actors("The occupying Ukrainian army came.")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The Mauritanian junta expelled French troops, and its leader spoke.", ["MRT GOV", "FRA MIL"]),
        ("A bus was hit by a Russian missile, which killed its passengers.", ["RUS"]),
        ("A bus was hit by a Ukrainian missile, which killed its passengers.", ["UKR"]),
        ("The Baloch Liberation Army came. It hit an army unit.", ["PAK REB BLA", "MIL"]),
        ("Russian troops came. Its army shelled the town.", ["RUS MIL", "RUS MIL"]),
    ],
)
def test_its_belongs_to_a_side_only_where_that_is_plain(text: str, codes: list[str]) -> None:
    """Of two sides in a sentence neither owns what "its" says, a bus's passengers are no state's, nor an army a group's."""
    assert codes == [code for _, code in actors(text)]


def test_abbreviations_among_capitals_are_words() -> None:
    """In a headline in capitals "IS" and "US" are no actors."""
    assert [] == actors("THAT TOLD US THE END IS NEAR")


def test_a_table_of_ones_own_comes_first(tmp_path: Path) -> None:
    """A user's table adds groups, and its codes win over the shipped ones."""
    table = tmp_path / "mine.csv"
    table.write_text(
        "kind,code,names,country,start,end,source\n"
        "group,MLI REB WAV,Wave Front|Brigade of the Wave,MLI,2020,,own notes\ngroup,PSE GOV HAM,Hamas,PSE,,,own notes\n"
    )
    before = actors("The Wave Front and Hamas met.")

    actor_names.add_actors(table)
    try:
        assert [("Wave Front", "MLI REB WAV"), ("Hamas", "PSE GOV HAM")] == actors("The Wave Front and Hamas met.")
    finally:
        actor_names.use_actors([])
    assert [("Hamas", "PSE REB HAM")] == before == actors("The Wave Front and Hamas met.")


@pytest.mark.parametrize("content", ["kind,code\ngroup,ATL REB WAV\n", None])
def test_a_table_that_lacks_a_column_or_is_absent_is_refused(tmp_path: Path, content: str | None) -> None:
    """What is wrong with a table is said in words, and the table is not used."""
    table = tmp_path / "mine.csv"
    if content:
        table.write_text(content)

    with pytest.raises(LexiconError, match=r"mine\.csv"):
        actor_names.add_actors(table)
    assert [] == actor_tables.ADDED


def test_the_shipped_groups_are_many_and_each_has_its_code_and_source() -> None:
    """More than 400 armed groups are known, no two by one code, each with the source of the fact and sound years."""
    groups = [row for row in actor_tables.rows(data("actors.csv")) if row["kind"] == "group"]

    assert len(groups) >= 400
    assert len(groups) == len({row["code"] for row in groups})
    assert [] == [row["names"] for row in groups if not row["source"] or not row["names"]]
    assert [] == [row["names"] for row in groups if row["start"] and row["end"] and row["start"] > row["end"]]
    assert set() == {row["code"].split()[1] for row in groups} - set(vocabulary()["role"])


WORDS = "the Armenian army of Azerbaijan 's and Hamas fighters President Biden in Baku said , . police its Russian UN".split()


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join))
def test_actors_lie_in_the_text_apart_from_each_other_and_twice_the_same(text: str) -> None:
    """Whatever the words, each mention is at its span, none overlap, and a second look finds the same."""
    words = prose(text)
    mentions = find_actors(words)

    assert mentions == [check(mention, words.document) for mention in mentions]
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert mentions == find_actors(words)
