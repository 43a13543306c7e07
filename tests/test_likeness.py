"""Named, weighed grounds for two reports being of one happening."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.gazetteer import gazetteer
from recounted.gazetteer.folding import fold
from recounted.likeness import bits, facet, reasons, settings, weigh
from recounted.likeness.comparisons import COMPARISONS, seen
from recounted.likeness.facets import side_of
from recounted.model import Claim, Place
from recounted.weights import weights
from tellings import HERE, TOWNS, claim, days, figure, place

GANJA = claim(
    "a", figure("13"), where="Ganja", when="2020-10-17", weapon="missile", text="A missile hit the market of Ganja."
)


def names(a: Claim, b: Claim) -> list[str]:
    """What the comparisons see of two claims."""
    return list(seen(facet([a]), facet([b])))


@pytest.mark.parametrize(
    ("other", "seen_too"),
    [
        (claim("b", where="Ganja", when="2020-10-17"), "day.same"),
        (claim("b", where="Ganja", when="2020-10-18"), "day.next"),
        (claim("b", where="Ganja", when="2020-10-27"), "day.far"),
        (claim("b", when=days("2020-10-16", "2020-10-18")), "day.within2"),
        (claim("b", when=days("2020-10-01", "2020-10-31")), "day.within"),
        (claim("b", where="Ganja"), "place.town"),
        (claim("b", where="Barda"), "place.region"),
        (claim("b", where="Donetsk"), "place.far"),
        (claim("b", where=[place("Barda", 4)]), "place.province"),
        (claim("b", where="Ganja", text="A market in Ganja was hit."), "topics.1"),
        (claim("b", where="Ganja", text="A mosque in Ganja was hit."), "topics.none"),
        (claim("b", where=[place("Ganja", 4)]), "place.district"),
        (claim("b", where=[place("Barda", 6)]), "place.country"),
        (claim("b", where=[Place(name="Town", span=HERE, country="UKR")]), "place.abroad"),
        (claim("b", figure("13")), "killed.equal.many"),
        (claim("b", figure("12")), "killed.near"),
        (claim("b", figure("60")), "killed.far"),
        (claim("b", weapon="missile"), "means.same"),
        (claim("b", weapon="artillery"), "means.alike"),
        (claim("b", weapon="blade"), "means.other"),
    ],
)
def test_each_comparison_sees_what_it_is_for(other: Claim, seen_too: str) -> None:
    """Days, places, figures and means are compared by what both claims say."""
    assert seen_too in names(GANJA, other)


def test_a_metropolis_and_numbers_that_are_open_above_say_less() -> None:
    """Much happens in a metropolis on one day; "at least 50" may be 131, but 50 is not, nor is it 900."""
    assert "place.same" in names(claim("a", where="Kyiv"), claim("b", where="Kyiv"))
    assert "killed.apart" in names(claim("a", figure("50+")), claim("b", figure("131")))
    assert "killed.far" in names(claim("a", figure("50")), claim("b", figure("131")))
    assert "killed.far" in names(claim("a", figure("50+")), claim("b", figure("900")))
    assert "killed.near.many" in names(claim("a", figure("55")), claim("b", figure("58")))


def test_a_place_that_no_gazetteer_has_is_compared_by_its_name() -> None:
    """Two reports that name one hamlet name one place, though each puts it elsewhere; not so in two countries."""
    here, there = (
        Place(name="Tolokozi", span=HERE, country="COD", where_prec=p, latitude=1.0, longitude=29.0) for p in (3, 4)
    )
    abroad = Place(name="Tolokozi", span=HERE, country="TCD")

    assert "place.unlisted" in names(claim("a", where=[here]), claim("b", where=[there]))
    assert "place.unlisted" not in names(claim("a", where=[here]), claim("b", where=[abroad]))


def test_what_is_not_said_is_no_ground() -> None:
    """A claim that says neither when nor how many gives no ground of these kinds; that it says no place is one."""
    found = names(GANJA, claim("b", event_kind="shelling"))

    assert not [name for name in found if name.split(".")[0] in {"killed", "injured", "means", "doers"}]
    assert [name for name in found if name.split(".")[0] == "place"] == ["place.untold"]


def located(name: str, country: str, division: str, where_prec: int) -> Claim:
    """A claim at the place of that name in a province, as the gazetteer has it."""
    book = gazetteer()
    known = (book.place(number) for number, _ in book.entry(fold(name)).readings)
    own = next(place for place in known if place.division == division)
    where = Place(
        name=name, span=HERE, latitude=own.latitude, longitude=own.longitude, country=country, where_prec=where_prec
    )
    return claim(f"{name} {where_prec}", where=[where])


@pytest.mark.parametrize(
    ("province", "seen_too"), [("Kharkiv", "place.province"), ("Luhansk", "place.apart"), ("Poltava", "place.apart")]
)
def test_a_province_is_asked_whether_it_holds_the_town(province: str, seen_too: str) -> None:
    """A town within reach of the middle of a province may lie in the next; the gazetteer knows."""
    book = gazetteer()
    division = next(d for n, _ in book.entry(fold(province)).readings if (d := book.place(n).division))

    town, wide = located("Izium", "UKR", "UA.07", 1), located(province, "UKR", division, 4)

    assert seen_too in names(town, wide)


def test_one_district_is_not_the_next() -> None:
    """Two reports that each name a district are at one place only where it is one district."""
    here, there = ([msgspec.structs.replace(place(name), where_prec=3)] for name in ("Ganja", "Barda"))

    assert "place.region" in names(claim("a", where=here), claim("b", where=there))


def test_reports_without_days_are_near_by_their_publication() -> None:
    """Where neither says a day, papers of one day or of days in a row mostly tell of one; a week says little."""
    day = date(2020, 10, 18)
    plain = claim("a", where="Ganja")

    seen_then = [
        next(name for name in seen(facet([plain], day), facet([plain], day + timedelta(gap))) if "published" in name)
        for gap in (0, 1, 2, 9)
    ]

    assert seen_then == ["published.same", "published.same", "published.near", "published.far"]


def test_groups_are_no_side_of_the_country_that_they_fight() -> None:
    """Rebels of a country are another side than its army, and a group is told by its own code."""
    codes = ("SDN MIL", "SDN REB", "SDN REB RSF", "IMG REB ISI", "MIL", "AZE")

    assert [side_of(code) for code in codes] == ["SDN", "SDN REB", "RSF", "ISI", None, "AZE"]


def test_a_place_that_the_other_names_too_is_not_abroad() -> None:
    """Where the map puts two places far apart, but one report names the other's place beside its own, less is against."""
    other = claim("b", where="Donetsk", text="Gunmen fired on a convoy from Donetsk near Ganja.")

    assert "place.told" in names(GANJA, other)
    assert "place.far" in names(GANJA, claim("b", where="Donetsk", text="Gunmen fired on a convoy from Donetsk."))


def test_reasons_add_up_to_the_bits() -> None:
    """The reasons shown to people are the sum that decides, in words of their own, heaviest first."""
    other = claim("b", figure("13"), where="Ganja", when="2020-10-17", weapon="missile")

    told = reasons(GANJA, other)

    assert sum(reason.bits for reason in told) == pytest.approx(bits(facet([GANJA]), facet([other])), abs=0.1)
    assert all(len(reason.words) > 9 for reason in told)
    assert [abs(reason.bits) for reason in told] == sorted((abs(reason.bits) for reason in told), reverse=True)


def test_different_families_are_never_one() -> None:
    """An attack and a meeting of one day in one town are two happenings."""
    talks = claim("b", event_type="CONSULT", event_kind="meeting", where="Ganja", when="2020-10-17")

    assert bits(facet([GANJA]), facet([talks])) < -50
    assert ["family.other"] == [reason.name for reason in weigh(facet([GANJA]), facet([talks]))]


def test_a_threat_is_not_what_it_threatens() -> None:
    """What is only threatened, called for or planned is no part of what has happened."""
    threat = claim("b", modality="threatened", where="Ganja", when="2020-10-17")

    assert bits(facet([GANJA]), facet([threat])) < -50


def test_meetings_are_of_those_who_meet() -> None:
    """Talks of the same two are alike; of one of them with somebody else they are not."""

    def talks(name: str, *who: str) -> Claim:
        about = {"event_type": "CONSULT", "event_kind": "meeting", "where": "Geneva", "when": "2020-10-30"}
        return claim(name, by=[f"{person}=" for person in who], **about)

    same = talks("b", "Jeyhun Bayramov", "Zohrab Mnatsakanyan")
    other = talks("c", "Jeyhun Bayramov", "Andrew Schofer")
    first = talks("a", "Zohrab Mnatsakanyan", "Jeyhun Bayramov")

    assert ("parties.same", "parties.some") == (names(first, same)[-1], names(first, other)[-1])


def test_every_ground_has_a_weight_and_a_sentence() -> None:
    """Weights and sentences name the same grounds; the weights say where they come from."""
    learned = weights("likeness")

    assert set(learned.weights) | {"any", "family.other"} == set(settings()["words"])
    assert {"script", "data", "pairs"} <= set(learned.provenance)


def test_grounds_weigh_in_their_natural_order() -> None:
    """A nearer place, a nearer day and a rarer figure never weigh less than a farther or commoner one."""
    known = weights("likeness").weights
    for chain in (
        ["place.town", "place.same", "place.near", "place.around", "place.region", "place.far"],
        ["day.same", "day.next", "day.two", "day.week", "day.far"],
        ["killed.equal.mass", "killed.equal.many", "killed.near.many", "killed.near", "killed.far"],
        ["means.same", "means.alike", "means.other"],
    ):
        assert [known[name] for name in chain] == sorted((known[name] for name in chain), reverse=True)


TOLD = st.builds(
    lambda town, day, dead, weapon: claim(
        "x", *([figure(str(dead))] if dead else []), where=town, when=f"2020-10-{day:02}", weapon=weapon
    ),
    st.sampled_from(sorted(TOWNS)),
    st.integers(1, 28),
    st.integers(0, 60),
    st.sampled_from([None, "missile", "blade", "explosive"]),
)


@given(TOLD, TOLD)
def test_likeness_knows_no_order(a: Claim, b: Claim) -> None:
    """Two claims are as like in one order as in the other, and nothing is liker than the claim itself."""
    assert all(comparison(facet([a]), facet([b])) == comparison(facet([b]), facet([a])) for comparison in COMPARISONS)
    assert bits(facet([a]), facet([b])) <= bits(facet([a]), facet([a])) + 3


@given(TOLD, TOLD)
def test_swapping_the_sides_changes_no_likeness(a: Claim, b: Claim) -> None:
    """Who attacked whom weighs the same whichever side it was."""

    def of(told: Claim, doer: str, victim: str) -> Claim:
        return claim("x", *told.toll, where=list(told.locations), when=told.time, by=[doer], on=[victim])

    here = bits(facet([of(a, "AZE MIL", "ARM CVL")]), facet([of(b, "AZE MIL", "ARM CVL")]))
    there = bits(facet([of(a, "ARM MIL", "AZE CVL")]), facet([of(b, "ARM MIL", "AZE CVL")]))
    assert here == there
