"""Swap two countries in a text, and the actors' codes swap with them and nothing else changes."""

import re
from itertools import combinations

import pytest

from marks import prose
from recounted.countries import Country, countries
from recounted.finders.actors import find_actors
from recounted.finders.events import find_events
from recounted.model import Actor

#: Countries with one-word names of every form that these sentences use.
PAIRED = [
    country
    for country in countries()
    if country.code in {"ARM", "AZE", "RUS", "UKR", "ISR", "IRN", "IND", "PAK", "ETH", "ERI", "SRB", "HRV"}
]

REPORTS = [
    "{name}'s army shelled positions of the {other_adjective} army, {other_capital} said, and {capital} denied it.",
    "{adjective} terrorists attacked {other_adjective} police; {people} and {other_people} were killed.",
    "The {adjective} president met {other_adjective} ministers. {name} accused {other_name} of attacks on {other_people}.",
    "{adjective} occupiers and {other_adjective} martyrs fought; troops of {name} withdrew from the ridge.",
]


def told(report: str, one: Country, other: Country) -> str:
    """A report about two countries."""
    fields = {"name": "names", "adjective": "adjectives", "people": "people", "capital": "capitals"}
    named = {key: getattr(one, field)[0] for key, field in fields.items()}
    return report.format(**named, **{f"other_{key}": getattr(other, field)[0] for key, field in fields.items()})


def read(text: str) -> tuple[list[tuple[str | None, str]], list[object]]:
    """The code and the rule of each actor, and all that is known of each event."""
    words = prose(text)
    found = [(m.value.code, m.by) for m in find_actors(words) if isinstance(m.value, Actor)]
    return found, [m.value for m in find_events(words)]


@pytest.mark.parametrize("report", REPORTS)
def test_codes_swap_with_the_sides_and_nothing_else(report: str) -> None:
    """Whichever of two countries does it to the other, the same is found with the codes in each other's place."""
    for one, other in combinations(PAIRED, 2):
        there, back = read(told(report, one, other)), read(told(report, other, one))
        places = {one.code: other.code, other.code: one.code}
        pattern = "|".join(places)

        swapped = [
            (code and re.sub(pattern, lambda match, p=places: p[match[0]], code), by)  # type: ignore[misc]
            for code, by in there[0]
        ]

        assert there[0], "the report names no actor"
        assert swapped == back[0]
        assert there[1] == back[1]
