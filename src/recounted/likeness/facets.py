"""What two claims, or two groups of claims, are compared by."""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from recounted.countries import countries
from recounted.lexicon import data, languages, lexicon
from recounted.model import Actor, Claim, Figure, Place

Where = tuple[float, float, int]  # latitude and longitude in degrees, where_prec

#: Modalities of what has not happened: it can be no part of what has.
UNREAL = frozenset({"called_for", "threatened", "planned"})

#: The category of all people, whoever they are.
WHOLE = "people"

#: Marks that stand at a word without being of it, and those after which a capital letter says nothing.
MARKS, SENTENCE_ENDS = ".,;:!?\"'“”‘’()[]…", '.!?:"“”'

#: Shorter capitalised words are rather initials than names.
LETTERS = 4

#: Lists of a language that hold names.
OF_NAMES = frozenset({"given_names", "family_names", "place_words", "place_never"})

EARTH_KM = 6371.0088


@dataclass(slots=True, frozen=True, kw_only=True)
class Facet:
    """What one or more claims of one document, or of one incident, say of their happening.

    `days` are ordinals of the first and last day, None where none is said; `published` is the ordinal of the first
    report. `points` holds the most precise places that have coordinates, `places` the words of their names.
    `figures` maps a harm to every number that is said of it for this happening, whatever the category. `doers` and
    `sufferers` are countries and groups, `parties` the last names of all who take part, `names` the words of all names.
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


@cache
def settings() -> Mapping[str, Any]:
    """What `data/linking.toml` says."""
    return tomllib.loads(data("linking.toml").read_text(encoding="utf-8"))


@cache
def common_names() -> frozenset[str]:
    """Capitalised words that tell no happening from another: of countries and peoples, of days, offices and titles.

    Every word that a language has in one of its lists is common, but for the lists of names.
    """
    named = (name for own in countries() for name in (*own.names, *own.adjectives, *own.people))
    nations = {word for name in named for word in proper(name)}
    lists = [own for language in languages() for name, own in lexicon(language).lists.items() if name not in OF_NAMES]
    return frozenset(nations.union(word for own in lists for entry in own for word in entry.split()))


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
    days = [(claim.time.date_start.toordinal(), claim.time.date_end.toordinal()) for claim in claims if claim.time]
    return Facet(
        families=frozenset.union(*(families(claim, plover or {}) for claim in claims)),
        kinds=frozenset(claim.event_kind for claim in claims),
        days=narrowest(days),
        published=published.toordinal() if published else None,
        points=points(places),
        places=frozenset(word for place in finest(places) for word in proper(place.name)),
        countries=frozenset(place.country for place in places if place.country),
        weapons=frozenset(claim.weapon for claim in claims if claim.weapon),
        figures=figures(claims),
        doers=sides(actor for claim in claims for actor in claim.actors),
        sufferers=sides(actor for claim in claims for actor in claim.recipients),
        parties=frozenset(
            words[-1]
            for claim in claims
            for actor in (*claim.actors, *claim.recipients)
            if (words := proper(actor.name)) and words[-1] not in common_names()
        ),
        names=frozenset(name for claim in claims for name in proper_inside(claim)) - common_names(),
    )


def sides(actors: Iterable[Actor]) -> frozenset[str]:
    """The countries and groups that actors belong to; a role alone (soldiers, police) is no side."""
    codes = (actor.code.split(" ") for actor in actors if actor.code)
    roles = settings()["roles"]
    return frozenset(
        code[-1] if code[0] in roles else code[0] for code in codes if len(code) > 1 or code[0] not in roles
    )


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
    best = max(2, min((place.where_prec or 1 for place in told if place.latitude is not None), default=0))
    return [place for place in told if (place.where_prec or 1) <= best]


def points(places: Iterable[Place]) -> tuple[Where, ...]:
    """The coordinates of the most precise places."""
    return tuple(
        sorted(
            {
                (place.latitude, place.longitude, place.where_prec or 1)
                for place in finest(places)
                if place.latitude is not None and place.longitude is not None
            }
        )
    )


def figures(claims: Sequence[Claim]) -> dict[str, frozenset[int]]:
    """Harm → every positive number of people or things that is said of it for one happening.

    Where some claim counts all people, what others count of one group of them is left out.
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
        for harm, values in parts.items():
            (whole if WHOLE in values else narrow).setdefault(harm, set()).add(sum(values.values()))
    return {
        harm: frozenset(whole.get(harm) or narrow[harm]) for harm in (*whole, *(h for h in narrow if h not in whole))
    }


def middle(figure: Figure) -> int | None:
    """The one number that a figure is compared by."""
    return next((value for value in (figure.best, figure.low, figure.high) if value is not None), None)


def proper(name: str) -> list[str]:
    """The words of a name that begin with a capital letter, in lower case."""
    return [word.casefold() for word in name.replace("-", " ").split() if word[:1].isupper() and len(word) > 2]


def proper_inside(claim: Claim) -> frozenset[str]:
    """Capitalised words within a claim's sentence, and the town of a dateline: names of people, places and things."""
    told = claim.text.split()
    found = {word.strip(MARKS).casefold() for word in told if word.isupper() and len(word.strip(MARKS)) > LETTERS}
    for before, word in pairwise(told):
        if word[0].islower() or before[-1] in SENTENCE_ENDS:
            continue
        bare = word.strip(MARKS).removesuffix("'s").removesuffix("’s")
        if len(bare) >= LETTERS and bare[0].isupper() and bare[1:].islower():
            found.add(bare.casefold())
    return frozenset(found)


def kilometres(a: Where, b: Where) -> float:
    """Great-circle distance. Source: haversine formula; R. W. Sinnott, Sky & Telescope 68 (1984), 159."""
    lat1, lon1, lat2, lon2 = map(math.radians, (a[0], a[1], b[0], b[1]))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))
