"""Events are found at the words that name them, with their type and how the words stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import marked, prose
from recounted.evidence import check
from recounted.finders.events import find_events
from recounted.lexicon import vocabulary
from recounted.model import Event, Mention

#: The types of PLOVER 2, as POLECAT uses them.
PLOVER = frozenset(
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)

#: The sub-event types of ACLED (codebook of 2023).
ACLED = frozenset(
    [
        "Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Air/drone strike",
        "Shelling/artillery/missile attack", "Chemical weapon", "Suicide bomb", "Grenade", "Remote explosive/landmine/IED",
        "Attack", "Sexual violence", "Abduction/forced disappearance", "Peaceful protest", "Protest with intervention",
        "Excessive force against protesters", "Violent demonstration", "Mob violence", "Agreement", "Arrests",
        "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ]
)  # fmt: skip


def events(text: str) -> list[Event]:
    """The events of a text."""
    return [mention.value for mention in find_events(prose(text)) if isinstance(mention.value, Event)]


def found(sentence: str) -> tuple[list[str], list[str]]:
    """The words in brackets, and the words that are found to name an event."""
    text, expected = marked(sentence)
    return expected, [mention.text for mention in find_events(prose(text))]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Armenian troops [shelled] the outskirts of Terter.", ["shelling"]),
        ("Azerbaijani troops [shelled] the outskirts of Martuni.", ["shelling"]),
        ("The [shelling] of Donetsk and the [shelling] of Kherson went on.", ["shelling", "shelling"]),
        ("The ministry spoke of [missile attacks] on Kharkiv.", ["missile_strike"]),
        ("Fighters [launched dozens of rockets] at the base.", ["missile_strike"]),
        ("[Shells fell on] the bazaar.", ["shelling"]),
        ("An [air strike] near Sanaa was heard.", ["air_strike"]),
        ("[Drones struck] a refinery.", ["drone_strike"]),
        ("A [car bomb] went off in Kabul.", ["bombing"]),
        ("A [suicide bomber] was stopped at the gate.", ["suicide_bombing"]),
        ("A shepherd [stepped on a landmine].", ["mine"]),
        ("[Clashes] near Goma went on.", ["battle"]),
        ("Its men had [taken the village] on Sunday.", ["capture"]),
        ("Gunmen [abducted] the bishop.", ["abduction"]),
        ("Police [arrested] nine students.", ["arrest"]),
        ("Thousands [fled their homes].", ["displacement"]),
        ("The [truce] took effect at noon.", ["ceasefire"]),
        ("Both armies spoke of [violations of the truce].", ["ceasefire_broken"]),
        ("The group [declared a unilateral ceasefire].", ["truce_declared"]),
        ("The envoys [met] in Doha.", ["meeting"]),
        ("She reached him in a [phone call].", ["phone_call"]),
        ("The council [imposed sanctions] on two banks.", ["sanction"]),
        ("The agency [sent ten trucks] of flour.", ["aid"]),
        ("The brigade [withdrew] from the ridge.", ["withdrawal"]),
        ("The army [mobilised thousands of reservists].", ["mobilisation"]),
        ("Crowds [marched] to the palace.", ["protest"]),
        ("The bishop [condemned] it.", ["condemnation"]),
        ("The rebels [released] two pilots.", ["release"]),
    ],
)
def test_events_are_found_at_the_words_that_name_them(sentence: str, kinds: list[str]) -> None:
    """A happening is found with its exact words and its kind, whichever side is named."""
    expected, words = found(sentence)

    assert expected == words
    assert kinds == [event.kind for event in events(marked(sentence)[0])]


@pytest.mark.parametrize(
    "sentence",
    [
        "The company launches a new phone.",
        "They shot a film in Goma.",
        "The fire service has forty engines.",
        "The senator attacked a proposal on taxes.",
        "She struck a deal on grain prices.",
        "The band released an album.",
        "A spokesman declined to comment.",
        "Demand for oil grew.",
        "He had a heart attack.",
    ],
)
def test_words_of_violence_used_otherwise_are_no_events_of_it(sentence: str) -> None:
    """A film that is shot and a deal that is struck are no attacks."""
    assert "ASSAULT" not in {event.event_type for event in events(sentence) if event.kind != "killing"}


def test_a_strike_of_workers_is_a_protest() -> None:
    """The same word is a protest of workers and an attack of an air force."""
    assert ["PROTEST"] == [event.event_type for event in events("Workers called a general strike.")]
    assert ["ASSAULT"] == [event.event_type for event in events("A strike on the depot was heard.")]


@pytest.mark.parametrize(
    ("sentence", "frame"),
    [
        ("Rebels [attacked] the post.", "verb"),
        ("The post was [attacked] at dawn.", "passive"),
        ("The post was also repeatedly [attacked].", "passive"),
        ("Soldiers [killed] in the raid were buried.", "passive"),
        ("The [attack] on the post went on.", "noun"),
        ("They will [attack] the post.", "verb"),
        ("The army has been [shelling] the road.", "verb"),
        ("The [shelling] of the road went on.", "noun"),
        ("Shells fell, [killing] four.", "verb"),
        ("Troops [clashed] in the valley.", "verb"),
        ("Two were [killed] and four [wounded] by the blast.", "passive"),
    ],
)
def test_the_frame_says_who_stands_before_the_word(sentence: str, frame: str) -> None:
    """A verb has its doer before it, a passive whom it was done to, a noun neither."""
    text, (word, *_) = marked(sentence)

    assert [frame] == [
        mention.value.frame
        for mention in find_events(prose(text))
        if mention.text == word and isinstance(mention.value, Event)
    ][:1]


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The pope called for an [immediate ceasefire].", "called_for"),
        ("The group threatened to [attack] the port.", "threatened"),
        ("The ministers will [meet with] the envoy.", "planned"),
        ("The ministers [met] the envoy.", "asserted"),
        ("Rebels [attacked] the port.", "asserted"),
    ],
)
def test_the_words_around_an_event_set_its_modality(sentence: str, modality: str) -> None:
    """What is called for, threatened or planned has not happened."""
    text, (word,) = marked(sentence)

    assert [modality] == [
        mention.value.modality
        for mention in find_events(prose(text))
        if mention.text == word and isinstance(mention.value, Event)
    ]


def test_a_harm_alone_is_an_event() -> None:
    """People who were killed give an event where nothing else is named."""
    assert [("killing", "ASSAULT", "passive")] == [
        (event.kind, event.event_type, event.frame) for event in events("Nineteen people were killed in Barda.")
    ]


def test_several_happenings_in_a_sentence_give_several_events() -> None:
    """Each happening has a mention of its own, in reading order."""
    text = "Rebels attacked the post and abducted two men, and the envoys met in Doha."

    assert ["attack", "abduction", "meeting"] == [event.kind for event in events(text)]


def test_every_kind_has_a_type_of_the_standards() -> None:
    """The vocabulary gives each kind a PLOVER type, a CAMEO root, an ACLED sub-event if any, and weapons it knows."""
    kinds, weapons = vocabulary()["event"], vocabulary()["weapon"]

    assert {} == {kind: known for kind, known in kinds.items() if known["plover"] not in PLOVER}
    assert {} == {kind: known for kind, known in kinds.items() if not "01" <= known["cameo"] <= "20"}
    assert set() == {known["acled"] for known in kinds.values() if "acled" in known} - ACLED
    assert set() == {known["weapon"] for known in kinds.values() if "weapon" in known} - set(weapons)


WORDS = "troops rebels attack attacked the of was killed fired on rockets truce broke met , . and by shelling strike".split()


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join))
def test_events_lie_in_the_text_apart_from_each_other_and_twice_the_same(text: str) -> None:
    """Whatever the words, each mention is at its span, none overlap, and a second look finds the same."""
    words = prose(text)
    mentions: list[Mention] = find_events(words)

    assert mentions == [check(mention, words.document) for mention in mentions]
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert mentions == find_events(words)
