"""Who did it and to whom, where several stand together or inside the words of a happening."""

import pytest

from marks import report
from recounted.extractors.rules import extract
from recounted.model import Actor


def codes(actors: tuple[Actor, ...]) -> list[str]:
    """The countries of actors, in reading order."""
    return [actor.code.split()[0] for actor in actors if actor.code]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Israel and Egypt signed an agreement on gas.", ["ISR", "EGY"], []),
        ("Egypt and Israel signed an agreement on gas.", ["EGY", "ISR"], []),
        ("Finland gave Tanzania a loan.", ["FIN"], ["TZA"]),
        ("Tanzania gave Finland a loan.", ["TZA"], ["FIN"]),
        ("Kenya demanded that Uganda open its airspace.", ["KEN"], ["UGA"]),
        ("Uganda demanded that Kenya open its airspace.", ["UGA"], ["KEN"]),
    ],
)
def test_roles_follow_the_words_whichever_side_stands_there(
    text: str, actors: list[str], recipients: list[str]
) -> None:
    """Joined subjects all act; who stands behind a verb, or is addressed by a demand, is whom it was done to."""
    claim = extract(report(text))[0]

    assert actors == codes(claim.actors)
    assert recipients == codes(claim.recipients)
