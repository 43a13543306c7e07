"""No side is favoured: swap the sides in a text, and the claims swap with them and differ in nothing else."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recounted.countries import countries
from recounted.extractors.rules import extract
from recounted.lexicon import lexicon, normal, vocabulary
from recounted.model import Claim, Document, content_id
from recounted.readers import read

ROOT = Path(__file__).parents[1]

#: Each pair names the two sides in one form of words.
SIDES = {
    "south caucasus": [
        ("Armenia", "Azerbaijan"), ("Armenian", "Azerbaijani"), ("Armenians", "Azerbaijanis"), ("Yerevan", "Baku"),
        ("Mnatsakanyan", "Bayramov"), ("ARMENIA", "AZERBAIJAN"), ("YEREVAN", "BAKU"), ("ARM", "AZE"), ("Ilham Aliyev", "Nikol Pashinyan"), ("Jeyhun", "Zohrab"),
        ("Ganja", "Gyumri"), ("Barda", "Goris"), ("Mingachevir", "Vanadzor"), ("Tartar", "Kapan"), ("Terter", "Sisian"), ("Nakhchivan", "Artashat"),
    ],
    "eastern europe": [
        ("Russia", "Ukraine"), ("Russian", "Ukrainian"), ("Russians", "Ukrainians"), ("Moscow", "Kyiv"), ("RUS", "UKR"),
        ("Volodymyr Zelensky", "Vladimir Putin"), ("Kremlin", "Bankova"), ("Dmitry Peskov", "Serhii Nykyforov"),
        ("Kharkiv", "Voronezh"), ("Sumy", "Kursk"), ("Odesa", "Rostov"), ("Kramatorsk", "Taganrog"), ("Zaporizhzhia", "Krasnodar"),
    ],
    "levant": [("Israel", "Lebanon"), ("Israeli", "Lebanese"), ("Jerusalem", "Beirut"), ("ISR", "LBN"),
        ("Haifa", "Tripoli"), ("Tel Aviv", "Sidon"), ("Benjamin Netanyahu", "Najib Mikati")],
    "north of the gulf": [("Turkey", "Iraq"), ("Turkish", "Iraqi"), ("Turks", "Iraqis"), ("Ankara", "Baghdad"), ("TUR", "IRQ")],
    "sahel": [("Mali", "Niger"), ("Malian", "Nigerien"), ("Malians", "Nigeriens"), ("Bamako", "Niamey"), ("MLI", "NER")],
    "south asia": [("India", "Pakistan"), ("Indian", "Pakistani"), ("Indians", "Pakistanis"), ("New Delhi", "Islamabad"), ("IND", "PAK"),
        ("Narendra Modi", "Shehbaz Sharif"), ("Jaipur", "Quetta"), ("JAIPUR", "QUETTA"), ("Rajasthan", "Balochistan")],
}  # fmt: skip

#: What is put in place of names that have no counterpart on the other side, or of a second spelling.
PLAINER = {
    "Magen David Adom": "The ambulance service",
    "Kiev": "Kyiv",
    "Israelis": "people from Israel",
    "Sergei Lavrov": "the envoy",
    "Vasily Nebenzya": "the representative",
    "The Baloch Liberation Army": "An armed group",
    "the Pakistani Taliban": "an armed group",
    "Musakhail": "northern",
    "Surankot and Jammu": "the plain",
    "in Jammu": "in the city",
    "Delhi also": "New Delhi also",
    "what Delhi": "what New Delhi",
    "Tel Aviv says": "Jerusalem says",
    "the Security Service of Ukraine": "the Ukrainian army",
}

REPORTS = [
    (
        "south caucasus",
        "Armenian forces shelled villages on Friday, killing three civilians, Azerbaijan's Defence Ministry said. "
        "Armenia denied it. The Armenian army said it had destroyed 12 tanks since September 27.",
    ),
    (
        "south caucasus",
        "Azerbaijan accused Armenia of breaking the truce. At least 12 Armenian soldiers were killed and nine wounded by Azerbaijani "
        "artillery, officials in Yerevan said. Foreign Minister Bayramov condemned the attack.",
    ),
    (
        "eastern europe",
        "A Russian missile hit a market on Monday, killing 16 people, Ukrainian officials said. Moscow denied firing it. "
        "Ukrainian drones struck a depot overnight, the Russian Defence Ministry said; no one was hurt.",
    ),
    (
        "levant",
        "Israeli aircraft bombed positions on Tuesday, wounding two Lebanese soldiers, Beirut said. "
        "Lebanese rockets injured four people, the Israeli army reported, and Israel vowed to answer.",
    ),
    ("eastern europe", "Terrorists of the Ukrainian army shelled a school. Russian occupiers shelled a hospital, the mayor said."),
]  # fmt: skip


def swapped(text: str, side: str) -> str:
    """The text with the two sides in each other's place."""
    names = {a: b for pair in SIDES[side] for a, b in (pair, pair[::-1])}
    return re.sub(r"\b(" + "|".join(sorted(names, key=len, reverse=True)) + r")\b", lambda match: names[match[0]], text)


def shape(claim: Claim, side: str | None = None) -> dict[str, Any]:
    """All that a claim says apart from where it stands and where its places lie; with the sides swapped, if wanted."""

    def named(words: str | None) -> str | None:
        return words if words is None or side is None else swapped(words, side)

    def coded(code: str | None) -> str | None:
        own = set((code or "").split()[1:]) - set(vocabulary()["role"])
        return code if own else named(code)  # an armed group stays what it is

    return {
        "text": named(claim.text),
        "sources": [(named(s.name), s.kind, coded(s.code), s.cue) for s in claim.sources],
        "said": (claim.speech_act, claim.modality, claim.event_type, claim.event_kind, claim.weapon),
        "actors": [(named(a.name), coded(a.code)) for a in claim.actors],
        "recipients": [(named(a.name), coded(a.code)) for a in claim.recipients],
        "places": [named(p.name) for p in claim.locations],
        "time": claim.time and (claim.time.date_start, claim.time.date_end),
        "toll": [(f.harm, f.category, f.low, f.best, f.high, f.scope, f.part_of, f.modality) for f in claim.toll],
    }


def claims(
    text: str, published: date | None = date(2024, 5, 17), publisher: str | None = "Example Desk"
) -> list[Claim]:
    """The claims of a text."""
    return extract(Document(id=content_id(text), ref="t", text=text, published=published, publisher=publisher))


@pytest.mark.parametrize(("side", "text"), REPORTS, ids=lambda value: value[:40])
def test_swapping_the_sides_swaps_the_claims(side: str, text: str) -> None:
    """Names, adjectives, capitals and ministers change places, and so do codes and nothing else."""
    told = claims(text)

    assert told
    assert [shape(c, side) for c in told] == [shape(c) for c in claims(swapped(text, side))]


def test_every_people_is_known_where_peoples_are_named() -> None:
    """A list of peoples in the words of the language has all of them, so that no one's deeds are overlooked."""
    known = lexicon("en").lists["peoples"]

    assert [] == [word for country in countries() for word in country.adjectives if normal(word) not in known]


def own_documents() -> list[Document]:
    """The examples of the project and its own annotated cases, and the other annotated cases where they are present."""
    folders = [ROOT / "examples", ROOT / "tests" / "cases", ROOT.parent / "shared" / "cases"]
    paths = [
        str(path)
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".txt", ".html"}
    ]
    return [
        item
        for item in read(paths, published=date(2020, 11, 1), publisher=None, language=None)
        if isinstance(item, Document)
    ]


@pytest.mark.parametrize("document", own_documents(), ids=lambda document: document.ref)
@pytest.mark.parametrize("side", SIDES)
def test_whole_reports_are_read_alike_from_both_sides(side: str, document: Document) -> None:
    """What a whole report says of who did what, by whose word and with what toll does not hang on which side it names."""
    text = re.sub("|".join(PLAINER), lambda match: PLAINER[match[0]], document.text)
    if swapped(text, side) == text:
        return
    here = [shape(c, side) for c in claims(text, document.published)]
    there = [shape(c) for c in claims(swapped(text, side), document.published)]
    for told in (*here, *there):
        told.pop("places")  # a capital is a place as well, and two capitals have different neighbours

    assert here == there


@pytest.mark.parametrize("word", ["terrorists", "occupiers", "martyrs", "bandits", "fighters", "invaders", "heroes"])
def test_loaded_words_change_no_code(word: str) -> None:
    """What a source calls people is its own word; the claim is the same for all of them."""
    plain = claims(f"The army killed 12 {word} near the border on Friday, the ministry said.")[0]
    other = claims("The army killed 12 soldiers near the border on Friday, the ministry said.")[0]

    assert (plain.event_type, plain.modality, plain.speech_act) == (other.event_type, other.modality, other.speech_act)
    assert [(f.harm, f.low, f.best, f.high) for f in plain.toll] == [
        (f.harm, f.low, f.best, f.high) for f in other.toll
    ]


@pytest.mark.parametrize(
    ("loaded", "plain"),
    [
        ("The army liberated the town of Kupiansk from Russian forces.", "The army captured the town of Kupiansk from Russian forces."),
        ("The army liberated the town of Sudzha from Ukrainian forces.", "The army captured the town of Sudzha from Ukrainian forces."),
        ("Russian occupiers killed four people in Kherson.", "Russian soldiers killed four people in Kherson."),
        ("Ukrainian terrorists killed four people in Donetsk.", "Ukrainian soldiers killed four people in Donetsk."),
        ("Five martyrs were killed in an Israeli raid on Jenin.", "Five people were killed in an Israeli raid on Jenin."),
        ("Two martyrs were killed in a Palestinian raid on Sderot.", "Two people were killed in a Palestinian raid on Sderot."),
    ],
)  # fmt: skip
def test_loaded_words_tell_the_same_as_plain_ones(loaded: str, plain: str) -> None:
    """ "Liberated" is "captured", and whoever is called an occupier, a terrorist or a martyr is of the country named."""
    (one,), (other,) = claims(loaded), claims(plain)

    def country(claim: Claim) -> list[str]:
        return [(a.code or "").split()[0] for a in claim.actors if a.code]

    assert (one.event_type, one.event_kind, one.modality) == (other.event_type, other.event_kind, other.modality)
    assert country(one) == country(other)
    assert [(f.harm, f.low, f.best, f.high) for f in one.toll] == [(f.harm, f.low, f.best, f.high) for f in other.toll]
