"""Places: which names are places, which places they are, how precisely the text says where."""

import math
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import marked, prose, report
from recounted.evidence import check
from recounted.finders.places import find_peoples, find_places
from recounted.lexicon import lexicon
from recounted.model import Document, Mention, Place
from recounted.prose import split


def places(text: str) -> list[Place]:
    """The places of a text."""
    return [mention.value for mention in find_places(prose(text)) if isinstance(mention.value, Place)]


def found(document: Document) -> list[Place]:
    """The places of a document."""
    mentions = find_places(split(document, lexicon("en")))
    return [mention.value for mention in mentions if isinstance(mention.value, Place)]


def called(text: str, name: str) -> Place:
    """The first place of a text that is printed so."""
    return next(place for place in places(text) if place.name == name)


def kilometres(place: Place, latitude: float, longitude: float) -> float:
    """About how far a place is from a point."""
    assert place.latitude is not None and place.longitude is not None
    return 111.2 * math.hypot(
        place.latitude - latitude, (place.longitude - longitude) * math.cos(math.radians(latitude))
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Shells fell on [Ganja], [Barda] and [Tartar] on Friday.",
        "A rocket hit a market in [Stepanakert], doctors said.",
        "Two men were shot near [Deir ez-Zor] in eastern [Syria].",
        "Residents of [Kramatorsk] and [Donetsk] spent the night in cellars.",
        "A [Goma]-based doctor counted the wounded.",
        "The rabbi of Chabad-[Shadyside] prayed.",
        "The Herald-Press and Wal-Mart closed.",
        "The road from [Wad Madani] to [Port Sudan] is cut.",
        "[BEIRUT] (Example Desk) - A drone hit a car in [Tyre].",
        "Flights between [Tel Aviv]-[Larnaca] were stopped.",
        "Fighting went on in [Darfur] and [North Kivu].",
        "Gangs burned homes in [Petion-Ville] on Monday.",
        "A tanker burned in the [Red Sea] off [Hodeidah].",
    ],
)
def test_names_of_places_are_found_with_their_words(sentence: str) -> None:
    """A place is found with its exact words, also in capitals, in lists and tied to a word by a hyphen."""
    text, expected = marked(sentence)

    assert expected == [place.name for place in places(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijani troops fired on Armenian positions.",
        "In March and August the truce held.",
        "General Ahmad Hama said he would resign.",
        "The cleric Ahmad Gumi spoke to them for hours.",
        "The Baku Times and the Moscow Herald printed the same picture.",
        "Both sides quoted the Minsk Agreements.",
        "Moscow-backed and Kyiv-led units exchanged prisoners.",
        "They said we must go in or out of it.",
        "The army and the police searched the houses.",
        "Most of the Store was empty, and Same went for Price.",
        "Israel Katz, the minister, spoke to them.",
        "The analyst Michael Jordan said that two people died.",
        "Michael Israel, a doctor, spoke to them.",
        "Moscow calls it a victory.",
    ],
)
def test_people_armies_months_and_papers_are_no_places(text: str) -> None:
    """Adjectives, months, people, newspapers, treaties and common words are no places."""
    assert [] == [place.name for place in places(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Baku said its guns had been silent.", []),
        ("Yerevan accused the other side of shelling Tovuz.", ["Tovuz"]),
        ("Peace talks between Kinshasa and Kigali stalled.", []),
        ("Two men were shot in Baku.", ["Baku"]),
        ("Officials in Yerevan said so.", ["Yerevan"]),
    ],
)
def test_capitals_that_stand_for_governments_are_no_places(text: str, names: list[str]) -> None:
    """A capital that speaks or is one of two parties is its government; one where something happens is a place."""
    assert names == [place.name for place in places(text)]


@pytest.mark.parametrize(
    ("text", "name", "country", "point"),
    [
        ("The Lebanese city of Tripoli was quiet.", "Tripoli", "LBN", (34.43, 35.84)),
        ("Clashes went on in Tripoli, Libya.", "Tripoli", "LBY", (32.89, 13.19)),
        ("He teaches in Moscow, Idaho.", "Moscow", "USA", (46.73, -117.0)),
        ("A drone fell on Moscow, Russian officials said.", "Moscow", "RUS", (55.75, 37.62)),
        ("Settlers threw stones in Hebron and Nablus in the West Bank.", "Hebron", "PSE", (31.53, 35.09)),
        ("A bus was burnt in Hyderabad, Pakistan.", "Hyderabad", "PAK", (25.4, 68.37)),
        ("A bus was burnt in Hyderabad, India.", "Hyderabad", "IND", (17.38, 78.46)),
        ("Shells fell on Odessa and Kherson.", "Odessa", "UKR", (46.48, 30.73)),
        ("Shushi and Stepanakert came under fire.", "Shushi", "AZE", (39.76, 46.75)),
        ("The village of Martuni in Nagorno-Karabakh was hit.", "Martuni", "AZE", (39.8, 47.11)),
        ("Troops entered Artemivsk.", "Artemivsk", "UKR", (48.6, 38.0)),
        ("Gunmen raided villages near Beni in North Kivu.", "Beni", "COD", (0.49, 29.47)),
        ("In Plateau State, gunmen raided villages in Bassa.", "Bassa", "NGA", (9.94, 8.74)),
        ("He flew from Kentucky to France. Louisville was far, he said in Paris.", "Paris", "FRA", (48.86, 2.35)),
        ("A bomb went off in Jalalabad, in Afghanistan's Nangarhar province.", "Jalalabad", "AFG", (34.43, 70.45)),
        ("Tbilisi is the capital of Georgia.", "Georgia", "GEO", (42.0, 43.5)),
        ("They hold a road to Goma, Rwanda's foreign ministry said.", "Goma", "COD", (-1.67, 29.23)),
        ("In Daraa, Israel struck a base.", "Daraa", "SYR", (32.62, 36.1)),
        ("Atlanta is the capital of Georgia.", "Georgia", "USA", (33.0, -83.6)),
    ],
)
def test_the_text_tells_which_of_several_places_is_meant(
    text: str, name: str, country: str, point: tuple[float, float]
) -> None:
    """Country, province and neighbours decide between places of one name."""
    place = called(text, name)

    assert country == place.country
    assert kilometres(place, *point) < 60


@pytest.mark.parametrize(
    ("text", "name", "kind", "precision"),
    [
        ("A house burned in Goma.", "Goma", "town", 1),
        ("A house burned near Goma.", "Goma", "town", 2),
        ("Fighting went on north of Goma.", "Goma", "town", 2),
        ("Shelling was heard near Sake in North Kivu.", "Sake", "town", 2),
        ("Shelling was heard near Djibo and Arbinda.", "Arbinda", "town", 2),
        ("Two were hurt in Kharkiv region.", "Kharkiv", "province", 4),
        ("Two were hurt in the Kharkiv region, near Kupiansk.", "Kharkiv", "province", 4),
        ("They fought in Idlib province in Syria.", "Idlib", "province", 4),
        ("It rained in Kurdistan and in Darfur.", "Darfur", "region", 5),
        ("Fighting went on in southern Gaza.", "Gaza", "region", 5),
        ("They fought in eastern Ukraine.", "Ukraine", "country", 5),
        ("They fought in Ukraine.", "Ukraine", "country", 6),
        ("A ship sank in the Black Sea.", "Black Sea", "water", 7),
    ],
)
def test_precision_is_told_truthfully(text: str, name: str, kind: str, precision: int) -> None:
    """A town is 1, near it 2, a province 4, a region or part of a country 5, a country 6, the high seas 7."""
    place = called(text, name)

    assert (kind, precision) == (place.kind, place.where_prec)


@pytest.mark.parametrize(
    ("text", "name", "point"),
    [
        ("A convoy was hit 20 km west of Kramatorsk.", "Kramatorsk", (48.73, 37.30)),
        ("A convoy was hit 20 kilometers (12 miles) west of Kramatorsk.", "Kramatorsk", (48.73, 37.30)),
        ("A convoy was hit twelve miles south of the town of Kramatorsk.", "Kramatorsk", (48.56, 37.57)),
        ("A convoy was hit 20km north of Kramatorsk.", "Kramatorsk", (48.91, 37.57)),
        ("A convoy was hit 2000 km north of Kramatorsk.", "Kramatorsk", (48.73, 37.57)),
    ],
)
def test_a_distance_and_a_direction_shift_the_point(text: str, name: str, point: tuple[float, float]) -> None:
    """So many kilometres or miles to one side are reckoned from the town, unless they are too many to be near."""
    place = called(text, name)

    assert kilometres(place, *point) < 3
    assert place.where_prec == 2


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("Gunmen raided the village of Tolokozi in Borno State, Nigeria.", "Tolokozi", "NGA", 4),
        ("Gunmen burned Tolokozi village in Borno State, Nigeria.", "Tolokozi", "NGA", 4),
        ("Farmers were killed in Tolokozi, near Maiduguri in Nigeria.", "Tolokozi", "NGA", 2),
        ("Azerbaijan said shells fell on Ganja, Gababay and Tovuz.", "Gababay", "AZE", 1),
        ("Homes burned in the Mezzeh district of Damascus.", "Mezzeh", "SYR", 2),
        ("A depot burned in Kramatorks, north of Donetsk.", "Kramatorks", "UKR", 1),
    ],
)
def test_a_name_that_no_list_has_is_placed_by_what_is_around_it(
    text: str, name: str, country: str, precision: int
) -> None:
    """A village that is unknown gets the point and the precision of what it lies in; a misprint its town's, with less confidence."""
    place = called(text, name)

    assert (country, precision) == (place.country, place.where_prec)
    assert place.confidence < 1


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gang members burned homes in Pont-Xyzonde, Haiti.", "Pont-Xyzonde", "HTI"),
        ("Gunmen raided the village of Tolokozi in Nigeria.", "Tolokozi", "NGA"),
    ],
)
def test_a_name_of_which_only_the_country_is_known_has_no_point(text: str, name: str, country: str) -> None:
    """The middle of a country is not where an unknown village is: it has no coordinates, no precision and no id."""
    place = called(text, name)

    assert (country, "town") == (place.country, place.kind)
    assert [None] * 4 == [place.latitude, place.longitude, place.where_prec, place.geonames_id]


@pytest.mark.parametrize(
    ("text", "name", "point"),
    [
        ("Shells hit Derna Street in Homs.", "Derna Street", (34.73, 36.72)),
        ("A drone fell on Maiduguri's Zanna Tela Market.", "Zanna Tela Market", (11.85, 13.16)),
        ("A blast shook Mosul's Riverton Bridge.", "Riverton Bridge", (36.34, 43.13)),
        ("Guards fired on a crowd at Pine Ridge Stadium in Conakry.", "Pine Ridge Stadium", (9.54, -13.68)),
    ],
)
def test_a_building_lies_where_the_text_says_that_it_is(text: str, name: str, point: tuple[float, float]) -> None:
    """A street or market is at its town, whatever far place has a like name, and is told apart as a site."""
    place = called(text, name)

    assert "site" == place.kind
    assert kilometres(place, *point) < 15


@pytest.mark.parametrize(
    "text",
    [
        "He left Kabul University in Kabul.",
        "A School In Time was read.",
        "The Old Bridge fell.",
        "He runs the Pine Ridge Hospital in Maiduguri.",
    ],
)
def test_a_building_that_bears_its_towns_name_or_is_in_none_adds_nothing(text: str) -> None:
    """Where the town is named already, or not at all, or an institution only is named, no site is made up."""
    assert "site" not in {place.kind for place in places(text)}


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("Two bombs went off in Somalia's capital on Monday.", (2.04, 45.34)),
        ("Protesters marched through the Sudanese capital.", (15.55, 32.53)),
        ("They walked to the capital of Mali.", (12.65, -8.0)),
    ],
)
def test_a_capital_that_is_not_named_is_found_by_its_country(text: str, point: tuple[float, float]) -> None:
    """Whose capital it is tells where it is."""
    assert kilometres(called(text, "capital"), *point) < 15


@pytest.mark.parametrize(
    "text",
    [
        "The Sudanese capital, Khartoum, was quiet.",
        "In Khartoum, Sudan's capital, it was quiet.",
        "Sudan's capital reserves shrank in Khartoum.",
        "The capital of the bank was frozen.",
    ],
)
def test_a_capital_that_is_named_beside_is_told_once(text: str) -> None:
    """A town and the word for it are one place; money is none."""
    assert "capital" not in {place.name for place in places(text)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Mexico's army left the village.", "Mexico", "country"),
        ("Gunmen fled through Guatemala.", "Guatemala", "country"),
        ("A ship docked in Singapore.", "Singapore", "country"),
    ],
)
def test_a_country_is_not_its_capital(text: str, name: str, kind: str) -> None:
    """A country whose capital is called as it is, is meant by the bare name."""
    assert kind == called(text, name).kind


@pytest.mark.parametrize(
    ("said", "country"),
    [
        ({"url": "https://news.example.pk/a"}, "PAK"),
        ({"url": "https://news.example.in/a"}, "IND"),
        ({"url": "https://news.example.com/a"}, "IND"),
        ({"publisher": "The Pakistani Post"}, "PAK"),
        ({"publisher": "Islamabad Post"}, "PAK"),
        ({"publisher": "The Morning Post", "url": None}, "IND"),
    ],
)
def test_where_a_report_was_published_is_a_weak_hint(said: dict[str, str | None], country: str) -> None:
    """Of two towns of one name the one in the publisher's country is meant where the text says nothing else."""
    document = msgspec.structs.replace(report("A bus was burnt in Hyderabad."), **said)

    assert [country] == [place.country for place in found(document)]
    other = msgspec.structs.replace(report("A bus was burnt in Hyderabad, India."), **said)
    assert "PAK" not in {place.country for place in found(other)}


@pytest.mark.parametrize("name", ["Kashmir", "Abyei", "Western Sahara", "Gaza Strip", "Crimea"])
def test_disputed_places_have_the_country_that_the_united_nations_name_or_none(name: str) -> None:
    """Where the United Nations leave it open there is no country; elsewhere it is theirs."""
    expected = {"Kashmir": None, "Abyei": None, "Western Sahara": "ESH", "Gaza Strip": "PSE", "Crimea": "UKR"}

    assert expected[name] == called(f"Two people were hurt in {name} on Monday.", name).country


def test_towns_have_their_number_in_geonames() -> None:
    """A town of the gazetteer's source keeps its id."""
    assert 704508 == called("A house burned in Kramatorsk.", "Kramatorsk").geonames_id


def test_words_for_peoples_are_told_apart_from_places() -> None:
    """Adjectives and peoples can be asked for, each at its country or region; they are no places themselves."""
    text = "Armenian and Azerbaijani envoys met European diplomats in Geneva."

    peoples = [mention.value for mention in find_peoples(prose(text)) if isinstance(mention.value, Place)]

    assert {("Armenian", "ARM"), ("Azerbaijani", "AZE"), ("European", None)} == {(p.name, p.country) for p in peoples}
    assert {"people"} == {place.kind for place in peoples}
    assert ["Geneva"] == [place.name for place in places(text)]


WORDS = [
    "Baku",
    "Goma",
    "-",
    "near",
    "20",
    "km",
    "west",
    "of",
    "said",
    "Jordan",
    "al-Bab",
    "Kyiv-led",
    ",",
    ".",
    "\n\n",
    "the",
    "village",
    "Xyzzy",
    "’s",
    "U.S.",
    "İ",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_every_place_lies_in_the_text_and_reading_twice_gives_the_same(text: str) -> None:
    """Spans hold the words they claim, in order and without overlap, whatever the text; nothing is left to chance."""
    words = prose(text)

    mentions = find_places(words)

    assert mentions == find_places(prose(text))
    assert mentions == [check(mention, words.document) for mention in mentions]
    assert ordered(mentions)


def ordered(mentions: list[Mention]) -> bool:
    """Whether each mention ends before the next begins."""
    return all(one.span.end <= other.span.start for one, other in pairwise(mentions))
