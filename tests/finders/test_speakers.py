"""Sources, words of saying and what is said."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import prose, report
from recounted.finders.speakers import find_speakers
from recounted.lexicon import lexicon
from recounted.model import Mention, Speaker
from recounted.prose import split


def speakers(text: str) -> list[Speaker]:
    """The speakers of a text."""
    return [mention.value for mention in find_speakers(prose(text)) if isinstance(mention.value, Speaker)]


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, word of saying and content of every speaker, as they stand in the text."""
    return [
        tuple(span.of(text) if span else "" for span in (one.span, one.cue_span, one.content_span))  # type: ignore[misc]
        for one in speakers(text)
    ]


def marked(sentence: str) -> tuple[str, str, str, str]:
    """A sentence without its marks, the source in [], the word of saying in <>, the content in {}."""
    text = re.sub(r"[\[\]<>{}]", "", sentence)
    inner = [re.search(pattern, sentence, re.DOTALL) for pattern in (r"\[(.*?)\]", r"<(.*?)>", r"\{(.*)\}")]
    return text, *(re.sub(r"[\[\]<>{}]", "", found[1]) if found else "" for found in inner)  # type: ignore[return-value]


INDIRECT = [
    "In [his] <words>, {a power line was damaged}.",
    "<In the words of> [the mayor], {a power line was damaged}.",
    "{Two bridges were down}, [police and health officials] <told> AFP.",
    "{Two bridges were down}, [Capt. Ivo Brandt] <told> The Lorn Herald.",
    "{Instead, [the mayor] <said>, the road was closed}.",
    "{The toll was higher, [the mayor] <said> in a spring paper, and whole villages had been missed}.",
    "[The agency] <concluded> last year {that both sides had used mines}.",
    "[The mayor] <wrote> in his 1990 memoir {that the bridge was mined}.",
    "[Ivo Brandt] <said> in a televised speech {that two bridges were down}.",
    "[The mayor] <said> {closing the bridge had cost lives}.",
    "[IS] <said> {two fighters had entered the town}.",
    "[The Sudanese Doctors' Network] <put> {the toll at 57}.",
    "[The lawmaker representing the area, Hon. Ivo Brandt], <said> {that nobody came}.",
    "[Ivo Brandt], a spokesman for the army, <said> {that nobody came}.",
    "Reacting, [the mayor] <said> {that nobody came}.",
    "[Local residents contacted by phone] <gave> {a lower figure of nine}.",
    "[The Syrian mission to the UN] <rejected> {the findings}.",
    "[Detectives] <believe> {that three people died}.",
    "[Al Mina], which backs the army, <denied> {firing the shell}.",
    "[The Islamic State (IS) group] <claimed responsibility> {for the blast}.",
    "A militia <accused> by [rights groups] {of theft} was disbanded.",
    "The rebels, <accused> by [the mayor] {of shelling the port}, fled on Monday.",
    "Lorn was <blamed> by [Zara] {for the raid on the port}.",
    "Within an hour [each side] <accused> {the other}.",
    '"So [the army] <admits> {that it fired}," said Ivo Brandt, who led a march.',
    "[The mission] had not seen the hill but <said> {it was mined}.",
    "[The mayor] <said> {that two bridges were down}.",
    "[The mayor] <said> on Monday {that two bridges were down}.",
    "[The mayor] also <said> {two bridges were down}.",
    "[The governor of the region] <told> reporters {that two bridges were down}.",
    "[Officials in the port] have <confirmed> {that the ferry sank}.",
    "[Captain Ivo Brandt] <said> {dozens of people had been carried out}.",
    "[Ivo Brandt], a surgeon, <said> {dozens of people had been carried out}.",
    "[The ministry], which is run by the junta, <said> {the road was open}.",
    "[The ministry's spokesman, Ivo Brandt], <said> {the road was open}.",
    "{Two bridges were down}, [the mayor] <said>.",
    "{Two bridges were down and a third was closed}, [the port authority] <said> on Monday.",
    "{The ferry left at noon; nobody was hurt}, [the port authority of Lorn] <said>.",
    "PORT LORN, May 4 (Example Desk) - {Two bridges were down}, [the mayor] <said>.",
    "- {Two bridges were down}, [residents] <say>.",
    "{Two bridges, [the mayor] <said>, were down}.",
    "<According to> [the mayor], {two bridges were down}.",
    "{Two bridges were down}, <according to> [the prosecutor's office in Lorn].",
    "In Lorn, [the mayor] <said> {the bridges were down}.",
    "On Friday [the army] <announced> {the capture of two hills}.",
    "{A driver was killed}, <said> [the port's governor, Ivo Brandt].",
    "[Residents] who spoke to the BBC <accused> {soldiers of shooting four men}.",
    "[The foreign ministry of Lorn] issued a statement <saying> {that the town had been shelled}.",
    "[The governor], in a statement signed by his spokesman, Ivo Brandt, <condemned> {the raid}.",
    "[A man] who saw the raid <said> {it lasted an hour}.",
    "[Six in ten] <said> {that they would leave}.",
    "{Rain had slowed the rescue}, <said> [the mayor].",
    "[The agency] <reports> {that 400 families have fled}.",
    "{More than 400 families have fled}, [UN agencies] <estimate>.",
    "[Records of the port] <show> {that the ship left on Monday}.",
    "{Nine men were hurt}, [the governor of the day, Ivo Brandt], <said>.",
    "[Oxland, Portugal and Zara] all <accused> {the army of firing first}.",
    "Losses in the battle so far, <according to> [the press office]: {nine men were killed}.",
    "[White Helmets]<:> {nine people were killed.}",
    "{More than 4,000 people have left} <–> [OCHA].",
    "In [a statement] <confirming> {that nine men had died}, the army blamed the rebels.",
    "In [a statement] <announcing> {the loss of nine of its men}, the army blamed the rebels.",
    "[The mayor] <said> {the road was “beyond repair,”} and left.",
]


@pytest.mark.parametrize("sentence", INDIRECT)
def test_indirect_speech_has_its_source_and_its_clause(sentence: str) -> None:
    """What is said without quotation marks is the clause after the word of saying, or the one before its source."""
    text, *expected = marked(sentence)

    assert tuple(expected) in told(text)


DIRECT = [
    '{"Two bridges are down,"} [the mayor] <said>.',
    "{“Two bridges are down,”} [the mayor] <said> on Monday.",
    "{«Two bridges are down»}, [the mayor] <said>.",
    "{‘Two bridges are down,’} [the mayor] <said>.",
    "{''Two bridges are down,''} [the mayor] <said>.",
    "{``Two bridges are down,''} [the mayor] <said>.",
    '{"Two bridges are down, "} <said> [Ivo Brandt].',
    "{''They call it 'the gate,'''} [the mayor] <said>.",
    "{“Two bridges are down,”} <said> [Ivo Brandt], a surgeon.",
    "[The mayor] <said>: {“Two bridges are down.”}",
    "[The mayor] <wrote> on Facebook, {“Two bridges are down.”}",
    "{“Two bridges,” [the mayor] <said>, “are down.”}",
    "{“Our pilots,” [the ministry's spokesman Ivo Brandt] <told> a briefing, “had no orders.”}",
    "{“Two bridges are down,” [the mayor] <said>. “A third is closed.”}",
    "{“Who will pay?”} [the mayor] <asked>.",
    '{"Who bombed the school? Who pays?"} <asked> [Ivo Brandt].',
    "[The mayor] <said> {two bridges were down. “Nobody warned us.”}",
    "{“Two bridges are down,” [the mayor] <said>.\n\n“A third is closed.”}",
    "{“Two bridges are down. A third is closed,”} [the mayor] <said>.",
    "[The mayor] <said> {the bridge was “beyond repair” and would be razed}.",
    "{“Two bridges are down,” [the mayor] <said>. “A third is closed. “}",
]


@pytest.mark.parametrize("sentence", DIRECT)
def test_a_quotation_is_what_is_said_from_its_first_mark_to_its_last(sentence: str) -> None:
    """Quotations of every make belong to their source, split ones from the first part to the last."""
    text, *expected = marked(sentence)

    assert [tuple(expected)] == told(text)


def test_a_quotation_over_paragraphs_is_closed_only_at_its_end() -> None:
    """A quotation that every paragraph opens and only the last closes is one content."""
    text = (
        "“We left at dawn,” said Ada Nowak. “The road was full.\n\n“We slept in a barn.”\n\nThe barn burned down later."
    )

    assert [("Ada Nowak", "said", text[: text.index("\n\nThe barn")])] == told(text)


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    """A missing mark spoils one paragraph and no more."""
    text = "“We left at dawn, said Ada Nowak.\n\nThe army said the road was open."

    assert ("The army", "said", "the road was open") in told(text)


def test_a_quotation_that_opens_again_was_never_closed() -> None:
    """Where a mark opens a sentence within a quotation, the missing mark before it spoils nothing of the next."""
    text = '"We slept when the shells fell, said Ada Nowak. "My husband was killed."\n\nThe town was quiet.'

    (saying,) = told(text)

    assert saying[:2] == ("Ada Nowak", "said")


HEADED = [
    "[The Front] <published> this statement on Friday.\n\n{1. Our men took a hill.\n\n2. We deny that anyone died.}\n\nIt rained.",
    "[The ministry] <issued> the following statement on Friday.\n\n{“The public is informed of a raid.\n\nNobody died.”}\n\nIt rained.",
    "[General Staff]<:> {The enemy shelled two posts. Two soldiers were wounded.}\n\nThe town was quiet.",
    "[Ministry of Defence], Sunday<:>\n\n{Our units shelled a post. Nobody was hurt.}\n\nThe town was quiet.",
    "[Press Office of the Lorn Defence Forces]<:>\n{“1. Six of our men fell.\n2. Two targets were destroyed.”}\n\nIt rained.",
]


@pytest.mark.parametrize("text", HEADED)
def test_a_heading_names_who_speaks_below(text: str) -> None:
    """The words under a heading of an office belong to it, to the end of the paragraph or of the quotation."""
    bare, *expected = marked(text)

    assert told(bare) == [tuple(expected)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("State TV said one man was hurt, citing hospital officials.", ["said", "citing"]),
        ("Citing a nurse, the paper said nine men had died.", ["Citing", "said"]),
        ("Lorn's agency reports that a strike killed five, quoting the ministry.", ["reports", "quoting"]),
    ],
)
def test_who_is_cited_says_the_same(text: str, names: list[str]) -> None:
    """Whoever is cited and whoever cites have one content."""
    found = told(text)

    assert [one[1] for one in found] == names
    assert len({one[2] for one in found}) == 1


NOTHING_SAID = [
    "No group has claimed responsibility.",
    "The blast claimed the lives of nine people.",
    "The troops left following reports that the bridge was mined.",
    "No casualties were reported.",
    "The minister opened a bridge.",
    "The plan could not be announced before May.",
    "She declined to say more.",
    "The governor was told to leave.",
    "Access to the valley was denied.",
    "The United States and other states took part.",
    "He was accused of theft.",
]


@pytest.mark.parametrize("sentence", NOTHING_SAID)
def test_words_that_look_like_saying_are_no_source(sentence: str) -> None:
    """What nobody says, or only could say, is the publisher's own."""
    assert told(sentence) == []


def test_a_cited_source_is_nested_in_the_one_that_cites_it() -> None:
    """ "The agency said, citing a nurse": what the agency says is what the nurse is cited for."""
    text = "Nine men died, the Lorn agency said, citing a nurse."

    assert told(text) == [
        ("the Lorn agency", "said", "Nine men died"),
        ("a nurse", "citing", "Nine men died"),
    ]


def test_a_claim_in_passing_covers_only_the_deed() -> None:
    """ "In a bombing claimed by the Front" credits the Front with the bombing, not with its toll."""
    text = "Ten people died in a bombing claimed by the Lorn Front, police said."

    assert ("the Lorn Front", "claimed by", "a bombing") in told(text)


def test_somebody_quoted_by_another_is_the_inner_source() -> None:
    """ "X was cited by the media as saying": the words are X's."""
    text = "“They invent numbers,” adviser Ivo Brandt was cited by local media as saying."

    assert ("adviser Ivo Brandt", "as saying", "“They invent numbers,”") in told(text)


def test_one_source_covers_both_clauses() -> None:
    """ "Said A and that B" is one content."""
    text = "The army said it had taken the mill and that none of its men were missing."

    assert [one[2] for one in told(text)] == ["it had taken the mill and that none of its men were missing"]


def test_a_clause_of_another_source_is_not_covered() -> None:
    """A parallel clause with a source of its own ends the first content."""
    text = "The army said the hill was taken, but the rebels denied it."

    assert told(text) == [("The army", "said", "the hill was taken"), ("the rebels", "denied", "it")]


def test_a_second_verb_keeps_the_source() -> None:
    """ "X condemned A and demanded B": the second word of saying has the source of the first."""
    text = "The envoy condemned the raid and demanded a truce."

    assert told(text) == [("The envoy", "condemned", "the raid"), ("The envoy", "demanded", "a truce")]


def test_a_participle_keeps_the_source() -> None:
    """ "Saying" and "adding" behind a comma have the source of their clause."""
    text = "Ada Nowak left the talks, saying that nobody listened."

    assert told(text) == [("Ada Nowak", "saying", "that nobody listened")]


def test_a_charge_and_its_denial_stand_apart() -> None:
    """ "A charge the rebels deny" ends what the first source says."""
    text = "The army insists the rebels shelled the school, a charge the rebels deny."

    assert told(text) == [("The army", "insists", "the rebels shelled the school"), ("the rebels", "deny", "a charge")]


def test_a_source_inside_a_content_is_nested() -> None:
    """An agency that quotes a man: both are sources, and his words lie within what the agency gives."""
    text = "The Lorn News Agency quoted Ivo Brandt, spokesman of the militia, as saying that 30 people had died."

    agency, man = speakers(text)

    assert (agency.name, man.name) == ("Lorn News Agency", "Ivo Brandt")
    assert agency.content_span and man.content_span and man.span
    assert agency.content_span.holds(man.content_span) and agency.content_span.holds(man.span)
    assert man.content_span.of(text) == "that 30 people had died"


def test_nesting_goes_deeper_than_one() -> None:
    """The agency quoted the governor as saying that witnesses had told him: three sources, one in the other."""
    text = "The agency quoted the governor as saying that witnesses had told him the bridge was mined."

    outer, middle, inner = (one.content_span for one in speakers(text))

    assert outer and middle and inner and outer.holds(middle) and middle.holds(inner)
    assert inner.of(text) == "the bridge was mined"


def test_a_source_within_a_relative_clause_takes_only_that_clause() -> None:
    """ "Where 19 people died, according to officials" leaves the main clause to its own source."""
    text = "The ministry denied that it had shelled Lorn, where 19 people died, according to town officials."

    assert told(text) == [
        ("The ministry", "denied", "that it had shelled Lorn"),
        ("town officials", "according to", "where 19 people died"),
    ]


PIECES = st.lists(
    st.sampled_from(
        [
            "The army",
            "said",
            "that",
            "“",
            "”",
            '"',
            ",",
            ".",
            "\n\n",
            "the mayor",
            "according to",
            "denied",
            "it",
            "who",
            "quoted",
            "as saying",
            "a",
            "Ivo Brandt",
            "and",
            "—",
            "(",
            ")",
            "’",
            "''",
        ]
    ),
    max_size=30,
).map(" ".join)


@given(PIECES | st.text(max_size=80))
def test_every_span_lies_in_the_text_and_twice_is_the_same(text: str) -> None:
    """Whatever the text, spans are inside it, in reading order of their words of saying, and found again alike."""
    read = split(report(text), lexicon("en"))

    found: list[Mention] = find_speakers(read)

    assert found == find_speakers(read)
    for mention in found:
        assert isinstance(mention.value, Speaker)
        assert mention.text == mention.span.of(text)
        assert mention.value.cue_span and mention.value.cue == mention.value.cue_span.of(text)
        assert mention.value.content_span is None or mention.value.content_span.end <= len(text)
