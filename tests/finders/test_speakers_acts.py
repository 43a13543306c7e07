"""What sort of saying it is, how sure the text is, and that no side is favoured."""

import pytest

from marks import prose
from recounted.finders.speakers import find_caveats, find_speakers
from recounted.model import Speaker


def acts(text: str) -> list[str]:
    """The speech acts of a text's speakers."""
    return [mention.value.speech_act for mention in find_speakers(prose(text)) if isinstance(mention.value, Speaker)]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The ministry said two men had died.", "state"),
        ("The ministry denied that it had shelled Lorn.", "deny"),
        ("The ministry rejected the charge.", "deny"),
        ("The Front denied any involvement.", "deny_responsibility"),
        ("Lorn's ministry has denied firing on the port.", "deny_responsibility"),
        ('"We did not shell Lorn," the ministry said.', "deny"),
        ("“The report is false,” the spokesman wrote on Facebook.", "deny"),
        ("The spokesman said that his men had nothing to do with the raid.", "deny"),
        ("Its spokesman, Ivo Brandt, called the charge baseless.", "deny"),
        ("The ministry called the report a provocation.", "deny"),
        ("“These are lies,” the colonel said.", "deny"),
        ("Its press service said the reports of shelling of Lorn were false.", "deny"),
        ("“We do not comment on that,” the army said.", "state"),
        ("“We had no water,” the villager said.", "state"),
        ("“We will return tomorrow,” she vowed.", "promise"),
        ("The rebels accused the army of shelling Lorn.", "accuse"),
        ("The rebels blamed an air strike.", "accuse"),
        ("The president called the raid a war crime.", "accuse"),
        ("The raid is a war crime, Foreign Minister Ada Nowak said.", "accuse"),
        ("The envoy condemned the raid on Lorn.", "condemn"),
        ("The envoy expressed her condolences to the families.", "condole"),
        ("The envoy demanded safe passage.", "demand"),
        ("The envoy urged both sides to stop.", "demand"),
        ("The envoy called for a truce.", "demand"),
        ("“Both armies,” she added, “must stop shelling.”", "demand"),
        ("The envoy stressed the importance of keeping the truce.", "demand"),
        ("The rebels threatened to shell Lorn.", "threaten"),
        ("President Ivo Brandt warned that his army will fight on.", "threaten"),
        ("The rebels vowed to avenge the raid.", "threaten"),
        ("The governor promised to rebuild the bridge.", "promise"),
        ("The army admitted that it had hit the school.", "admit"),
        ("The Front claimed responsibility for the raid.", "claim_responsibility"),
        ("The Front said it was behind the raid.", "claim_responsibility"),
    ],
)
def test_a_saying_has_its_act(text: str, act: str) -> None:
    """The word of saying decides the act; where it only states, what is said decides."""
    assert [act] == acts(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Two men were reportedly shot.", "uncertain"),
        ("Ten people are feared dead.", "uncertain"),
        ("The army said it had nothing to do with the raid.", "denied"),
        ("Both armies must stop shelling.", "called_for"),
        ("The rebels will march on Lorn if they are attacked.", "threatened"),
        ("The ministers plan to meet in May.", "planned"),
    ],
)
def test_words_say_how_sure_a_happening_is(text: str, code: str) -> None:
    """Hedges, denials, calls, threats and plans are found by rule."""
    assert code in {rule.code for rule, _ in prose(text).search("modality")}


def test_a_plain_report_has_no_hedge() -> None:
    """A happening told outright is asserted."""
    assert list(prose("Two men were shot near Lorn on Monday, and a third was hurt.").search("modality")) == []


def test_caveats_are_found_where_the_document_holds_back() -> None:
    """A caveat is the words that hold back, not the whole sentence."""
    text = "The figure could not be independently verified. There was no independent confirmation."
    expected = ["could not be independently verified", "no independent confirmation"]

    assert expected == [span.of(text) for span in find_caveats(prose(text))]


SIDES = [
    {"Armenia": "Azerbaijan", "Armenian": "Azerbaijani", "Yerevan": "Baku", "Anna Hakobyan": "Leyla Aliyeva"},
    {"Russia": "Ukraine", "Russian": "Ukrainian", "Moscow": "Kyiv", "Oleg Smirnov": "Petro Kovalenko"},
    {"Israel": "Lebanon", "Israeli": "Lebanese", "Tel Aviv": "Al Mina", "Dana Levi": "Rima Khoury"},
]
TEXTS = [
    "{0}'s Defence Ministry denied on Monday that its forces had shelled a town, according to {1} officials.",
    "The {0} army said it had taken a hill. {1} soldiers accused it of firing first.",
    "“We did not fire,” the {0} defence minister, {2}, said. {2} added that the {1} side had broken the truce.",
    "{3} rejected the charge and blamed {1} troops for the fire.",
    "{0} forces threatened to march on the valley; the {1} ministry called the threat empty.",
    "{1} residents said {0} shells had hit a school, a claim {3} denies.",
]


def stripped(text: str, words: dict[str, str]) -> list[tuple[str, ...]]:
    """What is found in a text, with one side's words swapped for the other's."""
    found = []
    for mention in find_speakers(prose(text)):
        one = mention.value
        assert isinstance(one, Speaker) and one.cue_span and one.span
        content = one.content_span.of(text) if one.content_span else ""
        parts = [one.name, one.kind, mention.text, one.cue_span.of(text), content, one.speech_act, mention.by]
        found.append(tuple(swap(part, words) for part in parts))
    return found


def swap(text: str, words: dict[str, str]) -> str:
    """A text with every word of one side exchanged for the other's."""
    both = {**words, **{there: here for here, there in words.items()}}
    for number, word in enumerate(sorted(both, key=len, reverse=True)):
        text = text.replace(word, f"\0{number}\0")
    for number, word in enumerate(sorted(both, key=len, reverse=True)):
        text = text.replace(f"\0{number}\0", both[word])
    return text


@pytest.mark.parametrize("words", SIDES, ids=lambda words: next(iter(words)))
@pytest.mark.parametrize("frame", TEXTS)
def test_swapping_the_sides_swaps_the_sources_and_nothing_else(frame: str, words: dict[str, str]) -> None:
    """With the sides' names exchanged, every source and content is exchanged, and nothing else changes."""
    country, adjective, capital, person = words
    here = frame.format(country if frame.startswith("{0}'s") else adjective, words[adjective], person, capital)

    assert stripped(here, {}) != []
    assert stripped(here, words) == stripped(swap(here, words), {})
