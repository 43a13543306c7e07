"""What is held back, who is blamed, and what people decided, before any format is written."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from samples import book, decision, incident, told

from recounted.exporters import Choice, Stock, holding
from recounted.exporters.blame import blamed, in_words, label
from recounted.exporters.places import coarse, province
from recounted.model import Actor, Claim, Place, Span
from tellings import claim, speaker


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Leyla Mammadova, 34, was killed.", "█████ █████████, 34, was killed."),
        ("Among them were Leyla and her son Tigran, 7.", "Among them were Leyla and her son ██████, 7."),
        ("Leyla Mammadova, aged 34, was killed.", "█████ █████████, aged 34, was killed."),
        ("A shell killed 34-year-old Leyla Mammadova.", "A shell killed 34-year-old █████ █████████."),
        ("Missiles hit Ganja, killing 13, officials said.", "Missiles hit Ganja, killing 13, officials said."),
        ("The dead: Ganja (14), Barda (21).", "The dead: Ganja (14), Barda (21)."),
        ("Aram Petrosyan (61) was hurt.", "████ █████████ (61) was hurt."),
        ("Since September 27, 41 civilians were killed.", "Since September 27, 41 civilians were killed."),
        ("In Barda, 21 people were killed.", "In Barda, 21 people were killed."),
        ("The Defence Ministry said so.", "The Defence Ministry said so."),
    ],
)
def test_names_with_an_age_are_blacked_out(text: str, shown: str) -> None:
    """A name before an age is a victim's; days and places with numbers behind them are none."""
    assert holding.blacked(text, ()) == shown
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    ("kind", "code", "private"),
    [("person", None, True), ("person", "CVL", True), ("person", "MED", True), ("person", "AZE GOV", False),
     ("person", "ARM MIL", False), ("organisation", None, False), ("unnamed", None, False), ("person", "PSE REB PLO", False)],
)  # fmt: skip
def test_private_people_are_those_who_speak_for_nobody(kind: str, code: str | None, private: bool) -> None:
    """Officials of both sides are named; a witness, a doctor, a person without office is not."""
    name = "Aram Petrosyan"
    told_by = claim("a", says=[speaker(name, code, kind)], text=f"{name} said Petrosyan's house burned.")
    shown = holding.claim(told_by, names=False, level=None)

    assert (shown.sources[-1].name == holding.PRIVATE) is private
    assert (name in shown.text) is not private
    assert ("Petrosyan" in shown.text) is not private
    assert len(shown.text) == len(told_by.text)
    assert holding.claim(told_by, names=True, level=None) == told_by


def test_a_private_party_goes_by_its_role() -> None:
    """A named victim is called by what he was; a country or an army keeps its name."""
    one = claim("a", on=["Leyla Mammadova=CVL", "civilians=CVL", "Azerbaijan=AZE", "the army=ARM MIL", "Nobody Known="])
    shown = holding.claim(one, names=False, level=None)

    assert [party.name for party in shown.recipients] == [
        "civilians",
        "civilians",
        "Azerbaijan",
        "the army",
        "withheld",
    ]


@pytest.mark.parametrize(
    "name", ["journalists from Russia", "Residents", "We", "The Monitor", "Thai civilians", "Unidentified gunmen"]
)
def test_words_for_people_in_general_are_no_names(name: str) -> None:
    """A capital of a country, or of the beginning of a sentence, makes nobody's name; nothing is blacked out for it."""
    one = claim("a", on=[f"{name}=CVL"], says=[speaker(name, None, "person")], text=f"{name} fled, {name} said.")

    assert holding.claim(one, names=False, level=None).text == one.text


def test_places_become_their_province_or_country() -> None:
    """A town in the gazetteer has its province's point; what is not sharper stays; what is unknown becomes nothing."""
    town = Place(name="Terter", span=Span(0, 1), latitude=40.342, longitude=46.9316, country="AZE", where_prec=1)
    nowhere = Place(name="Somewhere", span=Span(0, 1))
    region = Place(name="Region", span=Span(0, 1), latitude=40.0, longitude=46.0, country="AZE", where_prec=5)
    first, second = coarse(town, "adm1"), coarse(town, "country")

    assert province(town.latitude, town.longitude) is not None
    assert (first.where_prec, first.kind, second.where_prec, second.name) == (4, "province", 6, "Azerbaijan")
    assert (coarse(nowhere, "adm1").name, coarse(region, "adm1")) == ("", region)
    assert coarse(first, "adm1") == first


def test_a_publisher_named_after_a_place_goes_without_it() -> None:
    """Where places are coarse the name of a local paper would tell the town."""
    paper, _ = told(publisher="Hadrut Herald")

    assert holding.document(paper, names=False, level="adm1", sharp=frozenset({"Hadrut"})).publisher == "██████ Herald"
    assert holding.document(paper, names=False, level=None).publisher == "Hadrut Herald"


def swapped(one: Claim) -> Claim:
    """The claim with the sides' codes exchanged, of speakers and actors."""
    raw = msgspec.json.encode(one).decode().replace("AZE", "§").replace("ARM", "AZE").replace("§", "ARM")
    return msgspec.json.decode(raw, type=Claim)


def accusations() -> list[Claim]:
    """An accusation, its denial, and one who owns up."""
    return [
        claim("a", by=["AZE MIL"], says=[speaker("Ministry", "ARM GOV")], speech_act="accuse"),
        claim("b", by=["AZE MIL"], says=[speaker("Staff", "AZE MIL")], speech_act="deny", modality="denied"),
        claim("c", by=["ARM MIL"], says=[speaker("Army", "ARM MIL")], speech_act="admit"),
    ]


def test_blame_names_who_says_so_and_who_denies() -> None:
    """One actor is alleged and denied, the other acknowledged; the most often alleged comes first."""
    first, second = blamed(accusations())

    assert first.words == "Azerbaijan, armed forces (alleged by Ministry; denied by Staff)"
    assert second.words == "Armenia, armed forces (acknowledged by Army)"
    assert in_words([]) is None


def test_who_accuses_or_does_something_else_is_not_blamed() -> None:
    """Of an attack are blamed those who are said to have attacked or killed, not who accuses them or orders a curfew."""
    told = [
        claim("a", by=["AZE MIL"], says=[speaker("Ministry", "ARM GOV")], event_kind="shelling"),
        claim("b", by=["ARM GOV"], says=[speaker("Ministry", "ARM GOV")], event_type="ACCUSE", event_kind="accusation"),
        claim("c", by=["ARM GOV"], event_type="COERCE", event_kind="curfew"),
        claim("d", by=["ARM COP"], event_type="COERCE", event_kind="arrest"),
        claim(
            "e",
            by=["spokesman="],
            says=[speaker("spokesman")],
            modality="denied",
            event_type="REJECT",
            event_kind="denial",
        ),
    ]

    assert {blame.code for blame in blamed(told)} == {"AZE MIL", "ARM COP"}
    assert blamed(told[1:2]) == ()


def test_who_is_accused_is_alleged_by_the_accuser() -> None:
    """An accusation that tells of no deed itself names the one whom it is raised against."""
    one = claim(
        "a", by=["ARM GOV"], on=["AZE"], says=[speaker("Ministry", "ARM GOV")], event_type="ACCUSE",
        event_kind="accusation", speech_act="accuse",
    )  # fmt: skip

    assert in_words(blamed([one])) == in_words(blamed([one, claim("b")])) == "Azerbaijan (alleged by Ministry)"


def test_who_only_denies_is_alleged_by_others() -> None:
    """A denial without the accusation that it answers still says that it is an allegation."""
    (only,) = blamed(accusations()[1:2])

    assert only.words == "Azerbaijan, armed forces (alleged by others; denied by Staff)"


def test_blame_knows_no_side() -> None:
    """Exchange the sides and the sides are exchanged in the words, and nothing else."""
    there = [blame.words for blame in blamed([swapped(one) for one in accusations()])]
    back = [
        words.replace("Azerbaijan", "§").replace("Armenia", "Azerbaijan").replace("§", "Armenia") for words in there
    ]

    assert back == [blame.words for blame in blamed(accusations())]


@pytest.mark.parametrize(
    ("code", "shown"),
    [("AZE MIL", "Azerbaijan, armed forces"), ("ARM GOV MIL", "Armenia, armed forces"), ("AZE", "Azerbaijan"), ("CVL", "civilians"),
     ("PSE REB PLO", "the group"), ("XNK MIL", "Artsakh, armed forces"), (None, "the group")],
)  # fmt: skip
def test_an_actor_is_called_by_country_and_role(code: str | None, shown: str) -> None:
    """What no list knows, and groups of their own, keep the words of the text."""
    assert label(Actor(name="the group", span=Span(0, 1), code=code)) == shown


def test_edits_are_seen_and_another_policy_weighs_anew(tmp_path: Path) -> None:
    """A claim leaves as a person corrected it; estimates are those of the policy that is asked for."""
    document, claims = told("a", (13, 15))
    with book(tmp_path / "x.db") as ledger:
        ledger.keep(document, claims)
        ledger.decide(decision("edit", claims[0].id, change={"weapon": "missile"}))
        ledger.replace_derived([incident(claims)])
        stock = Stock(ledger, Choice(policy="ibc"))
        (only,) = stock.told()

        assert [one.weapon for one in stock.claims()] == ["missile", None]
        assert [one.weapon for one in stock.claims(corrected=False)] == [None, None]
        assert [stock.status(one.id) for one in claims] == ["reviewed", "machine"]
        assert {estimate.policy for estimate in only.incident.estimates} == {"ibc"}
        assert [one.estimates[0].policy for one in Stock(ledger).incidents()] == ["envelope"]


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        (Choice(), 2), (Choice(since=date(2020, 10, 27)), 2), (Choice(since=date(2020, 10, 28)), 1),
        (Choice(until=date(2020, 10, 1)), 0), (Choice(country="AZE"), 2), (Choice(country="ARM"), 0),
        (Choice(grade="fair"), 1), (Choice(harm="killed", category="people"), 2), (Choice(harm="injured"), 0),
        (Choice(event_kind="attack", event_type="ASSAULT"), 2), (Choice(event_kind="battle"), 0),
    ],
)  # fmt: skip
def test_filters_choose_incidents_and_their_claims(tmp_path: Path, choice: Choice, chosen: int) -> None:
    """All filters must hold; the claims of a chosen incident, and the documents of those, leave with it."""
    days = (date(2020, 10, 27), date(2020, 10, 28))
    with book(tmp_path / "x.db") as ledger:
        for number, day in enumerate(days):
            document, claims = told(f"r{number}")
            ledger.keep(document, claims)
            made = incident(claims, str(number), "fair" if number else "weak", date_start=day, date_end=day)
            ledger.replace_derived([*ledger.incidents(), made])
        stock = Stock(ledger, choice)
        incidents = list(stock.incidents())
        claims_of = {claim for one in incidents for claim in one.claims}

        assert len(incidents) == len(list(stock.told())) == stock.counts["incidents"] == chosen
        assert claims_of <= {one.id for one in stock.claims()}
        assert {one.document for one in stock.claims()} == {one.id for one in stock.documents()}
