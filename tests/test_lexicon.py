"""Language files, refused where they are wrong."""

import pytest

from recounted.errors import LexiconError
from recounted.lexicon import compose, languages, lexicon, vocabulary

RULE = '[[event]]\ncode = "attack"\nmatch = ["attacked"]\nyes = ["They [attacked]."]\nno = ["They slept."]\n'


def test_english_is_there_and_loads_once() -> None:
    """The shipped language loads, and asking again gives the same object."""
    assert "en" in languages()
    assert lexicon("en") is lexicon("en")


def test_an_unsupported_language_is_refused_with_the_supported_ones() -> None:
    """The message names the language and those that there are."""
    with pytest.raises(LexiconError, match=r'"tlh".*en'):
        lexicon("tlh")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[lists", "not TOML"),
        (RULE.replace('yes = ["They [attacked]."]\n', ""), "yes"),
        (RULE.replace('no = ["They slept."]', "no = []"), "at least one yes and one no"),
        (RULE.replace('"attack"', '"sulk"'), "vocabulary"),
        (RULE + "mood = 1\n", "mood"),
        (RULE + 'set = { wepon = "mine" }\n', 'no "wepon" here.*Perhaps weapon is meant'),
        (RULE + 'set = { weapon = "mines" }\n', 'weapon = "mines".*Perhaps'),
        (RULE + 'set = { weak = "yes" }\n', "Write true"),
        (RULE + 'set = { frame = "verb" }\n', 'no "frame" here'),
        ('[lists]\na = ["x"]\n[maps.a]\nx = 1\n', "defined twice"),
    ],
)
def test_a_wrong_file_is_refused_in_words(text: str, message: str) -> None:
    """What is wrong, in which file, and what to do."""
    with pytest.raises(LexiconError, match=message) as caught:
        compose("en", {"sample.toml": text})

    assert "sample.toml" in str(caught.value)


def test_every_code_that_points_at_a_code_points_at_one_that_exists() -> None:
    """Harms and speech acts name events of the vocabulary, and every event a PLOVER type, and a weapon if any, of it."""
    codes = vocabulary()

    assert [name for name, harm in codes["harm"].items() if harm["event"] not in codes["event"]] == []
    assert [name for name, act in codes["speech_act"].items() if act["event"] not in codes["event"]] == []
    assert [name for name, event in codes["event"].items() if event.get("plover") not in codes["event_type"]] == []
    assert [
        name
        for name, event in codes["event"].items()
        if not codes["weapon"].keys() >= {*filter(None, [event.get("weapon")])}
    ] == []


def test_a_phrase_that_is_wrong_is_told_with_its_rule() -> None:
    """A brace that is not closed, a list and a kind of mention that there are not: of which rule, and which there are."""
    for phrase, message in {"{a, b": "closing brace", "@nothing": "no list", "<thing>": "no kind of mention"}.items():
        with pytest.raises(LexiconError, match=f'event "attack": .*{message}'):
            compose("en", {"sample.toml": RULE.replace('"attacked"', f'"{phrase}"')})
