"""What two claims, or two groups of claims, are compared by."""

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from recounted.gazetteer import gazetteer
from recounted.gazetteer.folding import fold
from recounted.lexicon import data
from recounted.likeness.words import common_names, lands_in, names_in, proper, topics_in
from recounted.model import Actor, Claim, Figure, Place, Speaker

Where = tuple[float, float, int]  # latitude and longitude in degrees, where_prec

#: Modalities of what has not happened: it can be no part of what has.
UNREAL = frozenset({"called_for", "threatened", "planned"})

#: The category of all people, whoever they are.
WHOLE = "people"

#: The where_prec of a province.
PROVINCE = 4

#: The where_prec of what is near a town, and how many people a metropolis has, where much happens on one day.
NEAR_TOWN, METROPOLIS = 2, 1_000_000

EARTH_KM = 6371.0088


@dataclass(slots=True, frozen=True, kw_only=True)
class Facet:
    """What one or more claims of one document, or of one incident, say of their happening.

    `days` are ordinals of the first and last day, None where none is said; `published` is the ordinal of the first
    report. `points` holds the most precise places that have coordinates, `places` the words of their names.
    `figures` maps a harm to every number that is said of it for this happening, whatever the category. `doers` and
    `sufferers` are countries and groups, `parties` the last names of all who take part, `names` the words of all names,
    `topics` the sites and kinds of people that are spoken of, `lands` the countries that are named in any way,
    `divisions` the provinces that the most precise places are or lie in, where the gazetteer knows them,
    `grounds` the words of the names of all places, however wide, `least` the harms and numbers of which more may be
    meant ("at least 50"), `is_town` says whether the places are towns in which little happens twice on one day, and
    `unlisted` holds the names of places that no gazetteer has.
    """

    families: frozenset[str]
    kinds: frozenset[str] = frozenset()
    days: tuple[int, int] | None = None
    published: int | None = None
    points: tuple[Where, ...] = ()
    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()
    figures: Mapping[str, frozenset[int]]
    doers: frozenset[str] = frozenset()
    sufferers: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    divisions: frozenset[str] = frozenset()
    grounds: frozenset[str] = frozenset()
    least: frozenset[tuple[str, int]] = frozenset()
    is_town: bool = False
    unlisted: frozenset[str] = frozenset()


@cache
def settings() -> Mapping[str, Any]:
    """What `data/linking.toml` says."""
    return tomllib.loads(data("linking.toml").read_text(encoding="utf-8"))


@cache
def families_of(event_type: str, plover: str) -> frozenset[str]:
    """The kinds of happening that claims of a PLOVER type may speak of; `plover` is the type of their event's kind."""
    table = settings()["families"]
    return frozenset((*table.get(event_type, (event_type.lower(),)), *table.get(plover, ())))


def facet(claims: Sequence[Claim], published: date | None = None, plover: Mapping[str, str] | None = None) -> Facet:
    """What some claims of one happening say together.

    Args:
        claims: at least one.
        published: the day their document was published.
        plover: kind of event → its PLOVER type, for words about a happening ("denied the shelling").
    """
    places = [place for claim in claims for place in claim.locations]
    precise = finest(places)
    days = [(claim.time.date_start.toordinal(), claim.time.date_end.toordinal()) for claim in claims if claim.time]
    return Facet(
        families=frozenset.union(*(families(claim, plover or {}) for claim in claims)),
        kinds=frozenset(claim.event_kind for claim in claims),
        days=narrowest(days),
        published=published.toordinal() if published else None,
        points=points(precise),
        places=frozenset(word for place in precise for word in proper(place.name)),
        countries=frozenset(place.country for place in places if place.country),
        weapons=frozenset(claim.weapon for claim in claims if claim.weapon),
        figures=figures(claims),
        least=least(claims),
        doers=sides(actor for claim in claims for actor in claim.actors),
        sufferers=sides(actor for claim in claims for actor in claim.recipients),
        parties=frozenset(
            words[-1]
            for claim in claims
            for actor in (*claim.actors, *claim.recipients)
            if (words := proper(actor.name)) and words[-1] not in common_names()
        ),
        names=frozenset(name for claim in claims for name in names_in(claim.text)) - common_names(),
        topics=frozenset().union(*(topics_in(claim.text) for claim in claims)),
        lands=frozenset(land for claim in claims for land in lands_of(claim)),
        divisions=divisions(precise) or divisions(places),
        is_town=bool(places) and all(map(is_town, precise)),
        unlisted=frozenset(fold(place.name) for place in precise if is_unlisted(place)),
        grounds=frozenset(word for place in places for word in proper(place.name)),
    )


def sides(actors: Iterable[Actor]) -> frozenset[str]:
    """The countries and groups that actors belong to; a role alone (soldiers, police) is no side."""
    return frozenset(side for actor in actors if actor.code and (side := side_of(actor.code)))


@cache
def side_of(code: str) -> str | None:
    """The group of an actor's code, else its country; rebels of a country are not its side."""
    words, roles = code.split(" "), settings()["roles"]
    if words[0] in roles:
        return words[-1] if len(words) > 1 else None
    if len(words) > 2 and words[-1] not in roles:
        return words[-1]
    return " ".join(words[:2]) if words[1:2] and words[1] in settings()["against"] else words[0]


def lands_of(claim: Claim) -> Iterator[str]:
    """The countries of a claim's places, of all who take part or speak in it, and those that its words name."""
    yield from (place.country for place in claim.locations if place.country)
    people: tuple[Actor | Speaker, ...] = (*claim.actors, *claim.recipients, *claim.sources)
    yield from (code[0] for own in people if own.code and (code := own.code.split(" "))[0] not in settings()["roles"])
    yield from lands_in(claim.text)


def families(claim: Claim, plover: Mapping[str, str]) -> frozenset[str]:
    """The kinds of happening that a claim may speak of; what is only threatened or called for is a statement."""
    own = families_of(claim.event_type, plover.get(claim.event_kind, ""))
    if claim.modality not in UNREAL:
        return own
    return frozenset(f"unreal {family}" for family in own)


def narrowest(days: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """The days that most claims agree on: the shortest stretch; of those of one length the most told, then first."""
    counted: dict[tuple[int, int], int] = {}
    for stretch in days:
        counted[stretch] = counted.get(stretch, 0) + 1
    return min(counted, key=lambda s: (s[1] - s[0], -counted[s], s), default=None)


def finest(places: Iterable[Place]) -> list[Place]:
    """The places that are as precise as the most precise of them, and those of which that is not known."""
    told = list(places)
    best = min((place.where_prec or 1 for place in told if place.latitude is not None), default=2)
    return [place for place in told if (place.where_prec or 1) <= best]


def divisions(places: Iterable[Place]) -> frozenset[str]:
    """The provinces that some places are or lie in, as far as they are known."""
    return frozenset(division for place in places if (division := division_of(place)))


def division_of(place: Place) -> str:
    """The province that a place is or lies in; empty where that is not known, and for whole countries and regions."""
    if place.latitude is None or place.longitude is None or (place.where_prec or 1) > PROVINCE:
        return ""
    found = gazetteer().at(place.name, place.latitude, place.longitude)
    return next((known.division for known in found if known.division), "")


def is_unlisted(place: Place) -> bool:
    """Whether the gazetteer has no place of the name in its country."""
    if (place.where_prec or 1) > PROVINCE:
        return False
    book = gazetteer()
    known = (book.place(number) for number, _ in book.entry(fold(place.name)).readings)
    return all(book.alpha3(own.country) != place.country for own in known)


def is_town(place: Place) -> bool:
    """Whether a place is a town, village or site, and is not known as a metropolis."""
    if place.latitude is None or place.longitude is None or (place.where_prec or 1) > NEAR_TOWN:
        return False
    found = gazetteer().at(place.name, place.latitude, place.longitude)
    return all(known.population < METROPOLIS for known in found if known.kind == "P")


def points(places: Iterable[Place]) -> tuple[Where, ...]:
    """The coordinates of some places, each once."""
    return tuple(
        sorted(
            {
                (place.latitude, place.longitude, place.where_prec or 1)
                for place in places
                if place.latitude is not None and place.longitude is not None
            }
        )
    )


def figures(claims: Sequence[Claim]) -> dict[str, frozenset[int]]:
    """Harm → every positive number of people or things that is said of it for one happening, older ones too.

    Where some claim counts all people, what others count of one group of them is left out, unless it is more.
    """
    whole: dict[str, set[int]] = {}
    narrow: dict[str, set[int]] = {}
    for claim in claims:
        parts: dict[str, dict[str, int]] = {}
        for figure in claim.toll:
            if figure.scope != "cumulative" and figure.part_of is None and (value := middle(figure)):
                parts.setdefault(figure.harm, {})[figure.category] = value
                if figure.category == WHOLE:
                    whole.setdefault(figure.harm, set()).add(value)
                if figure.revised_from:
                    whole.setdefault(figure.harm, set()).add(figure.revised_from)
        for harm, values in parts.items():
            (whole if WHOLE in values else narrow).setdefault(harm, set()).add(sum(values.values()))
    found = {harm: frozenset(numbers) for harm, numbers in whole.items()}
    for harm, numbers in narrow.items():
        most = max(whole.get(harm, ()), default=0)
        found[harm] = found.get(harm, frozenset()) | {number for number in numbers if number > most}
    return found


def least(claims: Sequence[Claim]) -> frozenset[tuple[str, int]]:
    """The harms and numbers that are told as the least: "at least 50 were killed"."""
    figures = (figure for claim in claims for figure in claim.toll)
    return frozenset((f.harm, f.low) for f in figures if f.low is not None and f.high is None)


def middle(figure: Figure) -> int | None:
    """The one number that a figure is compared by."""
    return next((value for value in (figure.best, figure.low, figure.high) if value is not None), None)


def kilometres(a: Where, b: Where) -> float:
    """Great-circle distance. Source: haversine formula; R. W. Sinnott, Sky & Telescope 68 (1984), 159."""
    lat1, lon1, lat2, lon2 = map(math.radians, (a[0], a[1], b[0], b[1]))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))
