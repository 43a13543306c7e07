"""Places: rival spellings, names that no list has, scenes, and words that are a place only where they stand for one."""

import pytest

from marks import prose
from recounted.finders.places import find_places
from recounted.model import Place


def places(text: str) -> list[Place]:
    """The places of a text."""
    return [mention.value for mention in find_places(prose(text)) if isinstance(mention.value, Place)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khankendi", "Stepanakert"),
        ("Terter", "Tartar"),
        ("Shushi", "Shusha"),
        ("Bakhmut", "Artemivsk"),
        ("Kiev", "Kyiv"),
        ("Kobani", "Ain al-Arab"),
        ("Avdiivka", "Avdeevka"),
    ],
)
def test_rival_spellings_lead_to_one_place(one: str, other: str) -> None:
    """Whichever name a side prints, the point and the id are the same."""
    first, second = (places(f"Two people were hurt in {name} on Monday.")[0] for name in (one, other))

    assert (first.latitude, first.longitude, first.geonames_id) == (
        second.latitude,
        second.longitude,
        second.geonames_id,
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Washington said it was a mistake.", []),
        ("Kyiv's General Staff spoke of losses.", []),
        ("Moscow's troops left Sudzha.", ["Sudzha"]),
        ("The border with Jordan was shut.", ["Jordan"]),
        ("In March they march on Goma.", ["Goma"]),
        ("It was denied by the state agency SANA on Monday.", []),
        ("The Arakan Army spoke of Buthidaung.", ["Buthidaung"]),
        ("They sat through Mass in Marawi.", ["Marawi"]),
        ("Ten were killed in Merawi, Amhara, on Monday.", ["Merawi", "Amhara"]),
        ("Amhara fighters left Merawi.", ["Merawi"]),
    ],
)
def test_a_word_is_a_place_where_it_stands_for_one(text: str, names: list[str]) -> None:
    """Governments, persons, months, agencies, armies and peoples are no places; a land behind its town is."""
    assert names == [place.name for place in places(text)]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Rebels overran Tolokozi on Friday, officials in Goma and Bukavu said.", "Tolokozi", "COD"),
        ("They left after taking Tolokozi, south of Goma.", "Tolokozi", "COD"),
        ("They fought near Tolokozi, about 75 km northwest of Goma.", "Tolokozi", "COD"),
        ("Fighting went on near Goma and Tolokozi.", "Tolokozi", "COD"),
        ("Jets bombed the Ras Tolo oil terminal north of Hodeidah.", "Ras Tolo", "YEM"),
        ("Gunmen attacked Tolokozi in Guma district in Nigeria.", "Tolokozi", "NGA"),
        ("People were killed in Pont-Xyzonde, in the Artibonite department of Haiti.", "Pont-Xyzonde", "HTI"),
    ],
)
def test_what_is_done_to_a_name_tells_that_it_is_a_place(text: str, name: str, country: str) -> None:
    """A name that no list has is found where only towns and grounds stand, in the country that the text is about."""
    assert (name, country) in {(place.name, place.country) for place in places(text)}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Russian forces shelled Donetsk.", "UKR"),
        ("Ukrainian forces shelled Donetsk.", "UKR"),
        ("Moscow said the attack on Donetsk killed 52.", "UKR"),
        ("Kyiv said the attack on Donetsk killed 52.", "UKR"),
        ("According to Moscow, 52 people died in Donetsk.", "UKR"),
        ("A plant burned in the Russian town of Donetsk.", "RUS"),
    ],
)
def test_whose_forces_or_words_they_are_moves_no_town(text: str, country: str) -> None:
    """Forces are as often abroad as at home, and a capital that speaks is no place beside."""
    assert {"Donetsk": country} == {place.name: place.country for place in places(text)}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Nine people died at Parkha in Iraq's Dohuk province.", "Parkha", "IRQ"),
        ("The post of Seytenga, a town in Seno province near Niger, was overrun.", "Seytenga", "BFA"),
        ("Israel said that it had hit the village of Aito.", "Aito", None),
        ("Armed men surrounded a Dogon village in Mali.", "Dogon", None),
    ],
)
def test_what_a_place_is_said_to_lie_in_holds(text: str, name: str, country: str | None) -> None:
    """A part of a country that its name owns; a known village in an unknown province; no country by who speaks."""
    assert {name: country}.get(name) == {place.name: place.country for place in places(text)}.get(name)


def test_nothing_is_said_of_where_a_name_is_of_which_the_text_tells_nothing() -> None:
    """The country that a text is about is told, and neither a point nor a precision is made up."""
    found = {place.name: place for place in places("Rebels overran Tolokozi on Friday, officials in Goma said.")}

    assert [None] * 3 == [found["Tolokozi"].latitude, found["Tolokozi"].where_prec, found["Tolokozi"].geonames_id]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A strike hit Pine Ridge Hospital in Maiduguri.", ["site", "town"]),
        ("Nine were hurt at the Pine Ridge School in Maiduguri.", ["site", "town"]),
        ("He runs the Pine Ridge Hospital in Maiduguri.", ["town"]),
    ],
)
def test_a_hospital_is_a_place_where_something_happens_at_it(text: str, kinds: list[str]) -> None:
    """An institution that is hit, or that something is at, is a site in its town; one that is run is none."""
    assert kinds == [place.kind for place in places(text)]


def test_a_town_in_a_province_of_its_seats_name_is_in_the_province() -> None:
    """Behind a town the name of a province and its seat is the province's, unless the town is a part of the seat."""
    assert [1, 4] == [place.where_prec for place in places("Seven were killed in Salvatierra, Guanajuato, in Mexico.")][
        :2
    ]


def test_a_town_from_which_only_the_way_is_told_is_none_of_the_places() -> None:
    """What lies so far from it is named itself; where nothing is named, the point so far away is meant."""
    assert ["Kebkabiya"] == [place.name for place in places("Bombs fell in Kebkabiya, 180 km west of El Fasher.")]
    assert ["El Fasher"] == [place.name for place in places("A convoy was hit 180 km west of El Fasher.")]


def test_nautical_miles_are_miles_of_their_own() -> None:
    """A ship so many nautical miles off a port is that far away."""
    (aden,) = [
        place for place in places("A ship burned 60 nautical miles south of Aden, Yemen.") if place.name == "Aden"
    ]

    assert aden.latitude is not None
    assert abs(aden.latitude - (12.78 - 1.0)) < 0.05


@pytest.mark.parametrize(
    ("name", "precision"),
    [("the Euphrates", 5), ("the Nile", 5), ("the Strait of Hormuz", 7), ("the Dnipro River", 5), ("the Black Sea", 7)],
)
def test_a_river_is_no_point(name: str, precision: int) -> None:
    """Waters are 5 where they are rivers or lie in a country, 7 at sea, and told as waters, so that no point is drawn."""
    (water,) = [place for place in places(f"Two boats sank in {name}.") if place.kind == "water"]

    assert precision == water.where_prec
