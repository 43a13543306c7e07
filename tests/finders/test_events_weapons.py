"""The weapon of an event is the one that its own words or its clause name."""

import pytest

from marks import prose
from recounted.finders.events import find_events
from recounted.model import Event


def weapons(text: str) -> list[str | None]:
    """The weapon of each event of a text."""
    return [mention.value.weapon for mention in find_events(prose(text)) if isinstance(mention.value, Event)]


@pytest.mark.parametrize(
    ("sentence", "weapon"),
    [
        ("Troops shelled the town.", "artillery"),
        ("Troops attacked the town with mortars.", "artillery"),
        ("The army launched ballistic missiles on the town.", "missile"),
        ("The army fired rockets at the town.", "missile"),
        ("An air strike hit the town.", "airstrike"),
        ("Army aircraft bombed the town.", "airstrike"),
        ("A drone strike hit the town.", "drone"),
        ("A roadside bomb killed two.", "explosive"),
        ("Two men were wounded by gunfire.", "small_arms"),
        ("A woman was shot dead.", "small_arms"),
        ("The farmer stepped on a mine.", "landmine"),
        ("Two men were killed with knives.", "blade"),
        ("Two men were stabbed.", "blade"),
        ("Houses were burned down.", "arson"),
        ("He drove a van into a crowd.", "vehicle"),
        ("The chlorine attack went on.", "chemical"),
        ("Rockets carrying cluster munitions struck the town.", "cluster_munition"),
        ("Up to eight people were wounded by mortar rounds.", "artillery"),
    ],
)
def test_the_weapon_is_read_from_the_words(sentence: str, weapon: str) -> None:
    """A weapon is told by the event's own word or by a weapon named beside it; cluster munitions come first."""
    assert weapon == weapons(sentence)[0]


def test_an_attack_without_a_weapon_has_none() -> None:
    """What the text does not say stays None."""
    assert [None] == weapons("Rebels attacked the post.")


def test_a_weapon_of_another_clause_is_not_taken() -> None:
    """A weapon behind a semicolon belongs to what stands there."""
    assert [None, "artillery"] == weapons("Rebels attacked the post; mortar fire was heard in the town.")


def test_talks_have_no_weapon() -> None:
    """Only violence has a weapon, whatever is talked about."""
    assert [None] == weapons("The envoys met the king with a missile on the agenda.")
