"""Mentions become claims: one for each happening, by each chain of speakers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marks import report
from recounted.evidence import spans
from recounted.extractors.rules import extract
from recounted.model import Claim

PUBLISHED = "2020-10-20"


def claims(text: str) -> list[Claim]:
    """The claims of a text published on 20 October 2020."""
    return extract(report(text, PUBLISHED, "Example Desk"))


def codes(people: tuple[object, ...]) -> list[str | None]:
    """The codes of actors."""
    return [getattr(person, "code", None) for person in people]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Missiles struck the city on Friday, killing 12 people and wounding 40.", [("ASSAULT", "missile_strike")]),
        ("Thirteen civilians were killed when missiles struck the city.", [("ASSAULT", "missile_strike")]),
        ("Two people were hurt.", [("ASSAULT", "injury")]),
        ("The ministers met in Geneva and the army shelled a village.", [("CONSULT", "meeting"), ("ASSAULT", "shelling")]),
        ("Several hundred people marched in Yerevan to protest against the attack.", [("PROTEST", "protest")]),
        ("Since 27 September 61 civilians have been killed.", [("TALLY", "killing")]),
        ("Fighters stormed the besieged town, killing 40 people.", [("ASSAULT", "attack")]),
        ("Rebels killed nine people in a six-hour siege.", [("ASSAULT", "killing")]),
        ("Shells hit a stop, hurting a man, while two died in an air strike elsewhere.", [("ASSAULT", "shelling"), ("ASSAULT", "air_strike")]),
        ("Seven men who had signed the peace agreement were killed.", [("ASSAULT", "killing")]),
        ("The army has shot down 40 drones since the start of its offensive.", [("TALLY", "destruction")]),
        ("The ministry has not commented on the attack.", []),
        ("68 people were killed in the past 24 hours, bringing the total since May 7 to 4,134 dead.", [("ASSAULT", "killing"), ("TALLY", "killing")]),
        ("The envoy condemned the attack and urged both armies to stop.", [("ASSAULT", "attack"), ("REQUEST", "demand")]),
    ],
)  # fmt: skip
def test_a_happening_is_one_claim(text: str, kinds: list[tuple[str, str]]) -> None:
    """A deed and the harm it did are one claim; two deeds are two; a running total is a tally."""
    assert kinds == [(claim.event_type, claim.event_kind) for claim in claims(text)]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Armenia shelled Azerbaijani positions on Friday.", "ARM", "AZE"),
        ("Azerbaijan shelled Armenian positions on Friday.", "AZE", "ARM"),
        ("Azerbaijani positions were shelled by Armenian forces.", "ARM", "AZE"),
        ("The shelling of Armenian positions by Azerbaijani forces went on.", "AZE", "ARM"),
        ("Armenian positions were shelled on Friday.", None, "ARM"),
        ("Russian missiles killed three people in Kharkiv.", "RUS", None),
        ("Ukrainian drones struck a depot near Belgorod.", "UKR", None),
        ("Two people were hurt in Russian air and ground attacks.", "RUS", None),
        ("The ministry accused Armenia of shelling a village.", "ARM", None),
        ("The ministry accused Azerbaijan of shelling a village.", "AZE", None),
        ("The ministry blamed the attack on Armenia.", "ARM", None),
        ("12 Armenian soldiers died when aircraft bombed a post.", None, "ARM"),
        ("Armenian soldiers killed at least 12 people.", "ARM", None),
        ("The Azerbaijani army said it had shot down drones launched by Armenia.", "AZE", None),
        ("The Armenian army said it had shot down drones launched by Azerbaijan.", "ARM", None),
    ],
)
def test_who_did_it_to_whom_follows_the_words(text: str, actors: str | None, recipients: str | None) -> None:
    """Active, passive and nominal words give the same roles; nobody is inferred from a passive."""
    (claim,) = claims(text)

    assert [actors] * bool(actors) == [code[:3] for code in codes(claim.actors) if code]
    assert [recipients] * bool(recipients) == [
        code[:3] for code in codes(claim.recipients) if code and len(code.split()[0]) == 3 and code != "CVL"
    ]


@pytest.mark.parametrize(
    ("text", "chain", "act", "modality"),
    [
        ("Two people were killed, officials in Baku said.", ["Example Desk", "officials in Baku"], "state", "asserted"),
        ("Two people were killed in Martuni.", ["Example Desk"], "state", "asserted"),
        ("Armenia's Defence Ministry denied that its forces had shelled Ganja.", ["Example Desk", "Armenia's Defence Ministry"], "deny", "denied"),
        ("The army threatened to shell the town.", ["Example Desk", "army"], "threaten", "threatened"),
        ("The president of France condemned the attack on Stepanakert.", ["Example Desk", "president of France"], "condemn", "asserted"),
        ("Two people were reportedly killed in Martuni.", ["Example Desk"], "state", "uncertain"),
        ("The president of France vowed to strike the rebels.", ["Example Desk", "president of France"], "threaten", "threatened"),
    ],
)  # fmt: skip
def test_who_says_it_and_how(text: str, chain: list[str], act: str, modality: str) -> None:
    """The publisher comes first, then who is credited; what they do with the words sets the modality."""
    (claim,) = claims(text)

    assert chain == [source.name for source in claim.sources]
    assert (act, modality) == (claim.speech_act, claim.modality)


def test_who_welcomes_says_so() -> None:
    """Praise is its speaker's, though the word of saying is the happening's own."""
    told = claims("The European Union welcomed the truce between Armenia and Azerbaijan.")

    assert ["European Union"] == [source.name for claim in told for source in claim.sources[1:]]


def test_a_denial_has_the_denier_as_the_alleged_actor() -> None:
    """Who denies "its forces" did it is the one of whom it is alleged; the claim stays denied."""
    (claim,) = claims("Armenia's Defence Ministry denied that its forces had shelled Ganja on Saturday.")

    assert [(code or "")[:3] for code in codes(claim.actors)] == ["ARM"]
    assert claim.modality == "denied"


def test_running_totals_and_one_happening_in_a_text_stay_apart() -> None:
    """13 killed in a city are an incident's toll; 61 since September a tally's, with its first day."""
    incident, tally = claims(
        "Thirteen civilians were killed in Ganja on Saturday. Sixty-one have been killed since September 27."
    )

    assert [(f.scope, f.best) for f in incident.toll] == [("incident", 13)]
    assert [(f.scope, f.best) for f in tally.toll] == [("cumulative", 61)]
    assert tally.event_type == "TALLY"
    assert str(tally.toll[0].since) == "2020-09-27"


def test_parts_point_at_their_whole_within_the_claim() -> None:
    """A subset's `part_of` is its whole's place in the list of the same claim."""
    told = claims("Two were hurt on Monday. In Barda 21 people were killed on Friday, including three children.")
    toll = told[-1].toll

    assert [figure.part_of for figure in toll] == [None, 0]


def test_place_and_day_are_taken_from_the_same_happening_told_before() -> None:
    """A later sentence on the same attack takes its place and day; one with its own keeps them."""
    first, second, third = claims(
        "Missiles struck Ganja on Saturday. Rescuers said 13 people were killed. On Monday shells wounded two people in Martuni."
    )

    assert [place.name for place in second.locations] == ["Ganja"]
    assert first.time == second.time
    assert [place.name for place in third.locations] == ["Martuni"]


def test_a_day_that_is_not_told_is_not_the_day_of_publication() -> None:
    """Where no words date a happening, its time is unknown."""
    (claim,) = claims("Missiles struck Ganja, officials said.")

    assert claim.time is None


def test_a_caveat_belongs_to_what_it_is_about() -> None:
    """Where the document holds back, the claims before it carry the words."""
    told = claims("The ministry said 40 soldiers were killed. The claim could not be independently verified.")

    assert told[0].caveats


@pytest.mark.parametrize(("here", "there"), [("Azerbaijan", "Armenia"), ("Armenia", "Azerbaijan")])
def test_one_side_never_speaks_for_the_other(here: str, there: str) -> None:
    """A ministry of the other country is another speaker, though it is called alike."""
    told = claims(
        f"{here}'s Defence Ministry said 13 people were killed in Ganja. {there}'s Defence Ministry denied this."
    )

    assert [claim.sources[-1].name for claim in told] == [f"{here}'s Defence Ministry", f"{there}'s Defence Ministry"]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("The army killed 12 Houthis.", "combatants"),
        ("Two members of the PKK were killed.", "people"),
        ("Three people were killed.", "people"),
    ],
)
def test_an_armed_group_that_is_counted_is_its_fighters(text: str, category: str) -> None:
    """Where a number counts people of an armed group, they are combatants; else the words decide."""
    (claim,) = claims(text)

    assert [figure.category for figure in claim.toll] == [category]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Missiles struck Ganja on Saturday. The blast wounded two people.", [["Ganja"], ["Ganja"]]),
        ("Missiles struck Ganja on Saturday. Gunmen attacked a bus.", [["Ganja"], []]),
        ("Missiles struck Ganja on Saturday. Two people were hurt in a separate attack.", [["Ganja"], []]),
        ("In Ganja, the mayor said three people were hurt by a blast.", [["Ganja"]]),
        ("Russia attacked a convoy in northern Iraq.", [["Iraq"]]),
        ("Russia attacked a convoy.", [[]]),
        ("BARDA - Missiles struck Ganja on Saturday.", [["Ganja"]]),
        ("BAKU/BARDA, Oct 20 (Example Desk) - Missiles struck Ganja on Saturday.", [["Ganja"]]),
        ("Two soldiers were hurt by a mine and flown to Ganja.", [[]]),
    ],
)
def test_a_place_is_told_or_pointed_back_to(text: str, places: list[list[str]]) -> None:
    """Only words that point back take the place of a happening told before; a country is a place where words say so."""
    assert places == [[place.name for place in claim.locations] for claim in claims(text)]


def test_a_headline_makes_no_claims() -> None:
    """The text is the body; a first line without a full stop belongs to the title."""
    told = claims(
        "Missiles kill three in Ganja\n\nMissiles struck Ganja on Saturday. Three people died.\n\nHelp came. It was late."
    )

    assert told[0].text == "Missiles struck Ganja on Saturday."


def test_a_heading_in_capitals_makes_no_claim() -> None:
    """A word of harm that only heads a part of a report tells nothing."""
    told = claims("Nine people were killed in Sumy.\n\nCASUALTIES\n\nTwo people were hurt.")

    assert ["Nine people were killed in Sumy.", "Two people were hurt."] == [claim.text for claim in told]


@pytest.mark.parametrize(
    "text",
    [
        "The convoy was on its way to Kharkiv when it was ambushed.",
        "Fighters attacked the Damascus government's convoy.",
        "The attack broke the Minsk agreements.",
    ],
)
def test_where_one_goes_and_who_sits_there_is_no_place_of_the_deed(text: str) -> None:
    """A destination, a government named by its seat and a treaty named by its town do not say where it was."""
    assert [] == [place.name for claim in claims(text) for place in claim.locations]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "In the town of Toretsk relatives came to the morgue. The toll stands at eight dead, rescuers said.",
            ["Toretsk"],
        ),
        (
            "Eight civilians died in the shelling of the Voroshilovsky district, the administration in Donetsk said.",
            ["Donetsk"],
        ),
        ("ANKARA - The shelling killed 52 people, officials said.", []),
        ("GENEVA - The shelling of a bus in eastern Ukraine killed 52 people, the UN said.", ["Ukraine"]),
        ("The minister flew to Raipur. Twelve policemen have died in the ambush.", []),
        ("He drove between Toretsk and Bakhmut. Two people were killed, a driver said.", []),
    ],
)
def test_a_short_report_that_names_one_place_is_about_that_place(text: str, places: list[str]) -> None:
    """Where no deed has a place of its own, the one town that a brief names is where it was; one of two is not."""
    found = {place.name for claim in claims(text) if claim.event_type == "ASSAULT" for place in claim.locations}

    assert places == sorted(found)


def test_where_a_bombing_was_that_somebody_claimed() -> None:
    """What stands behind those who own up to it tells of the deed, and of the harm before it."""
    told = claims("Twelve people were killed on Friday in two bombings claimed by Islamic State at a mall in Mosul.")

    assert [["Mosul"], ["Mosul"]] == [[place.name for place in claim.locations] for claim in told]


def test_the_time_behind_a_noun_is_its_own() -> None:
    """Who died later died of what was earlier."""
    (told,) = claims("The mayor died on Thursday of wounds from the bombing of his office on July 24.")

    assert told.time is not None and (told.time.date_start.month, told.time.date_start.day) == (7, 24)


def test_meetings_have_parties() -> None:
    """Those before and after the word meet; nobody does anything to anybody."""
    (claim,) = claims("Foreign Minister Zohrab Mnatsakanyan met Mike Pompeo in Washington on Friday.")

    assert claim.event_type == "CONSULT"
    assert "Mnatsakanyan" in claim.actors[0].name
    assert "Pompeo" in claim.recipients[0].name


WORDS = st.lists(
    st.sampled_from(
        [
            "Armenia",
            "Azerbaijan",
            "shelled",
            "killed",
            "wounded",
            "12",
            "people",
            "in",
            "Ganja",
            "Martuni",
            "on",
            "Friday",
            ",",
            ".",
            "said",
            "denied",
            "that",
            "the",
            "army",
            "its",
            "forces",
            "“",
            "”",
            "(AP)",
            "since",
            "September",
            "27",
            ";",
            "and",
            "was",
            "were",
            "by",
            "officials",
            "according",
            "to",
            "at",
            "least",
            "1,846",
            "houses",
            "destroyed",
            "threatened",
            "😀",
            "é",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(WORDS)
@settings(max_examples=150, deadline=None)
def test_whatever_the_words_every_claim_stands_on_them(text: str) -> None:
    """Spans lie in the text, claims have distinct ids, and reading twice gives the same."""
    told = claims(text)

    assert all(span.end <= len(text) for claim in told for span in spans(claim))
    assert len({claim.id for claim in told}) == len(told)
    assert told == claims(text)
