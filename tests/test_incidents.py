"""Claims of one happening, across documents, are one incident."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recounted.incidents import link
from recounted.model import Claim, Copy, Place
from tellings import HERE, LEDGERS, TOWNS, claim, days, figure, library, paper, place, speaker

BAKU, YEREVAN = speaker("officials in Baku", "AZE GOV"), speaker("officials in Yerevan", "ARM GOV")


def grouped(*claims: Claim, **more: Any) -> set[frozenset[str]]:
    """The incidents, as sets of the texts of their claims."""
    text = {own.id: own.text for own in claims}
    return {frozenset(text[own] for own in one.claims) for one in link(claims, library(claims), **more)}


def attack(document: str, *toll: str, **more: Any) -> Claim:
    """An attack on Ganja on the 17th, with numbers killed, named by its document."""
    about = {"where": "Ganja", "when": "2020-10-17", "text": document, "weapon": "missile"}
    return claim(document, *(figure(number) for number in toll), **{**about, **more})


@pytest.mark.parametrize(
    "other",
    [
        attack("b", "13"),
        attack("b", "12", weapon=None),
        attack("b", "15+", event_kind="shelling"),
        attack("b", "13", where=[place("Ganja", 4)]),
        attack("b", "13", when=days("2020-10-12", "2020-10-18")),
        attack("b", says=[YEREVAN], modality="denied", speech_act="deny_responsibility"),
    ],
    ids=["same", "no weapon", "other figure", "the province only", "the week only", "denied"],
)
def test_reports_of_one_happening_are_one_incident(other: Claim) -> None:
    """Another figure, a vaguer place or week, and a denial are still of the same happening."""
    assert {frozenset("ab")} == grouped(attack("a", "13"), other)


@pytest.mark.parametrize(
    "other",
    [
        attack("b", "13", where="Donetsk"),
        attack("b", "4", when="2020-10-27"),
        attack("b", "2", weapon="blade"),
        attack("b", event_type="CONSULT", event_kind="meeting", weapon=None),
        attack("b", "13", modality="threatened"),
    ],
    ids=["another country", "ten days later", "by other means", "a meeting", "a threat"],
)
def test_other_happenings_are_other_incidents(other: Claim) -> None:
    """Another place, day, means or kind of happening is another incident; a threat is none of what it threatens."""
    assert {frozenset("a"), frozenset("b")} == grouped(attack("a", "13"), other)


def test_two_attacks_on_one_town_on_one_day_stay_two() -> None:
    """A stabbing and a missile strike of one day in one town are two, in one document and across documents."""
    strike, knife = attack("a", "13"), attack("a", "1", weapon="blade", at=900, text="knife")
    again, other = attack("b", "13"), attack("c", "1", weapon="blade")

    assert {frozenset("ab"), frozenset({"knife", "c"})} == grouped(strike, knife, again, other)


def test_background_joins_the_old_incident() -> None:
    """A later report that recalls an old strike with its date joins the old incident, and its own strike does not."""
    old = attack("a", "13")
    new = attack("b", "21", where="Barda", when="2020-10-28")
    recalled = attack("b", "13", at=900, text="recalled")

    assert {frozenset({"a", "recalled"}), frozenset("b")} == grouped(old, new, recalled)


def test_a_claim_without_place_and_day_joins_what_it_follows() -> None:
    """What a document adds without naming place or day belongs to the happening told just before."""
    told = attack("a", "13")
    more = claim("a", figure("45", "injured"), at=120, text="more")

    assert {frozenset({"a", "more"})} == grouped(told, more)


def test_a_claim_without_place_and_day_never_brings_documents_together() -> None:
    """The same number killed is no ground by itself."""
    assert 2 == len(grouped(claim("a", figure("13"), text="a"), claim("b", figure("13"), text="b")))


def test_a_denial_belongs_to_the_place_it_names() -> None:
    """In a document about two strikes, a denial goes to the strike on the town it names, also when told later."""
    ganja, barda = attack("a", "13"), attack("a", "21", where="Barda", when="2020-10-28", at=300, text="barda")
    denial = claim("a", where="Ganja", at=600, text="denial", modality="denied", speech_act="deny")

    assert {frozenset({"a", "denial"}), frozenset({"barda"})} == grouped(ganja, barda, denial)


@pytest.mark.parametrize(("here", "there"), [("PSE", "ISR"), ("ISR", "PSE"), ("AZE", "ARM"), ("ARM", "AZE")])
def test_regions_on_both_sides_of_a_border_are_two_places(here: str, there: str) -> None:
    """Two regions whose middles are near each other are told apart in one report where they lie in two countries."""
    region = Place(name="Here", span=HERE, latitude=31.4, longitude=34.4, country=here, where_prec=5)
    town = Place(name="There", span=HERE, latitude=32.2, longitude=35.0, country=there, where_prec=2)
    told = attack("a", "100", where=[region], when=None, text="here")
    later = attack("a", "100", where=[town], when=None, at=200, text="there")

    assert {frozenset({"here"}), frozenset({"there"})} == grouped(told, later)


def test_a_meeting_of_the_same_people_on_one_day_is_one() -> None:
    """Two papers on one meeting are one incident; a meeting with somebody else is another."""
    about = {"event_type": "CONSULT", "event_kind": "meeting", "where": "Geneva", "when": "2020-10-16", "weapon": None}
    a = attack("a", by=["Jeyhun Bayramov="], on=["Zohrab Mnatsakanyan="], **about)
    b = attack("b", by=["Zohrab Mnatsakanyan=", "Jeyhun Bayramov="], **about)
    c = attack("c", by=["Jeyhun Bayramov="], on=["Andrew Schofer="], **about)

    assert {frozenset("ab"), frozenset("c")} == grouped(a, b, c)


def test_copies_are_folded() -> None:
    """A copy adds its document and no publisher and no voice."""
    claims = [attack(name, "13", text="told the same", says=[BAKU]) for name in "ab"] + [attack("c", "13")]

    (one,) = link(claims, library(claims), [Copy(document="b", copy_of="a", share=0.9)])

    assert (("a", "b", "c"), 2, 2) == (one.documents, one.independent_publishers, one.independent_sources)


def test_one_spokesman_in_many_papers_is_one_voice() -> None:
    """Three papers that quote one government are three publishers and one independent source."""
    claims = [attack(name, "13", says=[BAKU]) for name in "abc"]

    (one,) = link(claims, library(claims))

    assert (3, 1) == (one.independent_publishers, one.independent_sources)


def test_papers_of_one_house_are_one_voice() -> None:
    """Where a user says which papers belong together, they are one publisher and one voice."""
    claims = [attack(name, "13") for name in "ab"]
    house = {"Paper a": "The House", "Paper b": "The House"}

    (one,) = link(claims, library(claims), owners=house)

    assert (1, 1) == (one.independent_publishers, one.independent_sources)


def test_an_incident_takes_the_most_precise_day_and_place() -> None:
    """Event, day and place are what most claims have, the precise before the vague."""
    vague = attack("a", "13", where=[place("Barda", 4)], when=days("2020-10-12", "2020-10-18"))
    (one,) = link([vague, attack("b", "13"), attack("c", "13")], {})

    assert ("Ganja", 1, "2020-10-17", 1) == (one.place, one.where_prec, str(one.date_start), one.date_prec)


def test_what_is_not_said_stays_unknown() -> None:
    """An incident whose claims give neither day nor place has none; publication is no day of it."""
    (one,) = link([claim("a", figure("3"))], {"a": paper("a")})

    assert (None,) * 5 == (one.date_start, one.date_prec, one.latitude, one.country, one.place)


@settings(max_examples=40, deadline=None)
@given(LEDGERS, st.randoms())
def test_every_claim_is_in_one_incident_whatever_the_order(claims: list[Claim], chance: Any) -> None:
    """Linking is a partition of the claims with ids of its own, and the order of claims and documents plays no part."""
    first = link(claims, library(claims))
    mixed = list(claims)
    chance.shuffle(mixed)

    assert first == link(mixed, dict(reversed(library(claims).items())))
    assert sorted(own.id for own in claims) == sorted(own for one in first for own in one.claims)
    assert len(first) == len({one.id for one in first})


@pytest.mark.parametrize(("here", "there"), [("AZE", "ARM"), ("ARM", "AZE"), ("RUS", "UKR"), ("UKR", "RUS")])
def test_both_accounts_of_one_strike_are_one_incident(here: str, there: str) -> None:
    """The side that counts its dead and the side that denies the shot meet in one incident, whichever they are."""
    toll = attack("a", "13", says=[speaker("ministry", f"{here} GOV")], by=[f"{there} MIL"], on=[f"{here} CVL"])
    denial = attack(
        "b",
        says=[speaker("army", f"{there} MIL")],
        by=[f"{there} MIL"],
        modality="denied",
        speech_act="deny_responsibility",
    )

    (one,) = link([toll, denial], library([toll, denial]))

    assert ("contested", 2, [13]) == (one.grade, one.independent_sources, [e.low for e in one.estimates])


def test_every_town_of_the_tests_is_found_again() -> None:
    """Places near the date line, the poles and the equator are looked up like all others."""
    edge = [(0.001, 179.99), (0.0, -179.99), (89.9, 10.0), (-54.8, -68.3)]
    for number, (latitude, longitude) in enumerate(edge):
        TOWNS[f"Edge{number}"] = (latitude, longitude, "XXX")
        pair = [attack(name, "13", where=f"Edge{number}") for name in "ab"]
        assert {frozenset("ab")} == grouped(*pair)
