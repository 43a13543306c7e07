"""The questions put to two facets. Each answers with the name of what it sees, or with nothing.

The names are the keys of `data/weights/likeness.json`; the sentences for them stand in `data/linking.toml`.
"""

from collections.abc import Callable, Iterable

from recounted.likeness.facets import Facet, kilometres, settings

Comparison = Callable[[Facet, Facet], str | None]

#: "At least 50" may come to so many times as many.
OPEN = 5

#: From how many on two numbers that are near each other seldom are so by chance.
MANY = 20

#: A report is seldom published before what it reports, and mostly within a week after it.
FRESH, SOON = 7, 2

#: The where_prec from which a point is only the middle of a wide area, and of a whole country.
WIDE, COUNTRY = 4, 6

#: What says that two places cannot be one; a shorter word of a place's name says little against it.
APART, LETTERS = ("place.far", "place.abroad", "place.apart"), 5


def days(a: Facet, b: Facet) -> str | None:
    """When it happened, as both say."""
    if a.days is None or b.days is None:
        return days_untold(a, b)
    gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
    length = max(a.days[1] - a.days[0], b.days[1] - b.days[0])
    if gap > 0:
        return "day.next" if gap == 1 else "day.two" if gap == 2 else "day.week" if gap <= 7 else "day.far"
    return (
        "day.same" if length == 0 else "day.within2" if length <= 2 else "day.within" if length <= 31 else "day.vague"
    )


def days_untold(a: Facet, b: Facet) -> str | None:
    """When it may have happened, where one or both say nothing: not after the report of it."""
    if a.days is None and b.days is None:
        if a.published is None or b.published is None:
            return "published.untold"
        gap = abs(a.published - b.published)
        return "published.same" if gap <= 1 else "published.near" if gap <= FRESH else "published.far"
    told, published = (a.days, b.published) if a.days else (b.days, a.published)
    if told is None or published is None:
        return None
    age = published - told[0]
    if age < -1:
        return "published.before"
    return "published.soon" if 0 <= age <= SOON else "published.fresh" if age <= FRESH else "published.late"


def place(a: Facet, b: Facet) -> str | None:
    """Where it happened, as both say."""
    if a.unlisted & b.unlisted and not (a.countries and b.countries and a.countries.isdisjoint(b.countries)):
        return "place.unlisted"
    if not a.points or not b.points:
        if a.countries and b.countries and a.countries.isdisjoint(b.countries):
            return "place.told" if told(a, b) else "place.abroad"
        return untold(a, b)
    reach = settings()["reach"]
    distance, precision = min((kilometres(p, q), max(p[2], q[2])) for p in a.points for q in b.points)
    near = distance <= reach[str(precision)]
    if precision >= WIDE:
        answer = wide(a, b, near, precision)
        return "place.told" if answer in APART and told(a, b) else answer
    if not near and a.places & b.places:
        return "place.named"
    if not near and distance > 80 and told(a, b):
        return "place.told"
    if precision <= 2 or all(p[2] == precision for p in (*a.points, *b.points)):
        answer = towns(distance)
        return "place.town" if answer == "place.same" and a.is_town and b.is_town else answer
    if provinces(a, b) is False:
        return "place.apart"
    if not near:
        return "place.far"
    return "place.district" if a.places & b.places else "place.around"


def towns(distance: float) -> str:
    """How near two towns, or two districts, are."""
    steps = ((3, "same"), (12, "near"), (30, "around"), (80, "region"))
    return f"place.{next((name for limit, name in steps if distance <= limit), 'far')}"


def provinces(a: Facet, b: Facet) -> bool | None:
    """Whether both are in one province; None where that is not known."""
    return not a.divisions.isdisjoint(b.divisions) if a.divisions and b.divisions else None


def untold(a: Facet, b: Facet) -> str:
    """Whether countries that are named in any way tell where something was that names no place on the map."""
    if not a.lands or not b.lands:
        return "place.untold"
    return "place.elsewhere" if a.lands.isdisjoint(b.lands) else "place.land"


def told(a: Facet, b: Facet) -> bool:
    """Whether one's place is named beside the happening by the other, which the map puts elsewhere."""
    here, there = (frozenset(name for name in own.places if len(name) >= LETTERS) for own in (a, b))
    return not here.isdisjoint(there | b.names) or not there.isdisjoint(a.names)


def wide(a: Facet, b: Facet, near: bool, precision: int) -> str:
    """Whether a province, a region or a country that one names can hold what the other names."""
    if a.countries and b.countries and a.countries.isdisjoint(b.countries):
        return "place.abroad"
    together = provinces(a, b) if precision == WIDE else None
    if together or (together is None and near and precision < COUNTRY):
        finer = min(p[2] for p in (*a.points, *b.points)) < WIDE
        return "place.district" if finer and precision == WIDE and a.places & b.places else "place.province"
    if together is False:
        return "place.apart"
    return "place.country" if a.countries & b.countries else "place.far"


def kind(a: Facet, b: Facet) -> str | None:
    """Whether the words name the same kind of event."""
    return "kind.same" if a.kinds & b.kinds else "kind.other"


def means(a: Facet, b: Facet) -> str | None:
    """By what means it was done."""
    if not a.weapons or not b.weapons:
        return None
    if a.weapons & b.weapons:
        return "means.same"
    rows, mixed = settings()["means"], settings()["mixed"]
    here, there = ({rows.get(weapon, "") for weapon in facet.weapons} - {""} for facet in (a, b))
    if not here or not there:
        return None
    if here & there or any(row in mixed.get(other, ()) for row in here for other in there):
        return "means.alike"
    return "means.other"


def killed(a: Facet, b: Facet) -> str | None:
    """How many were killed."""
    return toll("killed", a, b)


def injured(a: Facet, b: Facet) -> str | None:
    """How many were injured."""
    return toll("injured", a, b)


def toll(harm: str, a: Facet, b: Facet) -> str | None:
    """How close the numbers of one harm come to each other."""
    here, there = a.figures.get(harm), b.figures.get(harm)
    if not here or not there:
        return None
    common = here & there
    if common:
        most = max(common)
        size = "one" if most == 1 else "few" if most < 4 else "some" if most < 10 else "many" if most < 40 else "mass"
        return f"{harm}.equal.{size}"
    ratio = max(min(x, y) / max(x, y) for x in here for y in there)
    if ratio >= 0.75:
        return f"{harm}.near.many" if min(max(here), max(there)) >= MANY else f"{harm}.near"
    if ratio >= 0.4:
        return f"{harm}.apart"
    low, high = sorted((here, there), key=max)
    is_open = max(high) <= max(low) * OPEN and any((harm, number) in a.least | b.least for number in low)
    return f"{harm}.apart" if is_open else f"{harm}.far"


def doers(a: Facet, b: Facet) -> str | None:
    """Who did it. Two sides that blame each other are no ground against."""
    if not a.doers or not b.doers:
        return None
    return "doers.same" if a.doers & b.doers else "doers.other"


def sufferers(a: Facet, b: Facet) -> str | None:
    """To whom it was done."""
    if not a.sufferers or not b.sufferers:
        return None
    return "sufferers.same" if a.sufferers & b.sufferers else "sufferers.other"


def names(a: Facet, b: Facet) -> str | None:
    """Names of people, sites and things that both give; of places too, where the map does not compare them."""
    if parties(a, b) is not None:
        return None
    here, there = a.names | a.places, b.names | b.places
    common = here & there
    if a.points and b.points:
        common -= a.grounds & b.grounds
    if not common:
        return "names.none" if min(len(here - a.places), len(there - b.places)) > 1 else None
    return f"names.{min(len(common), 4)}"


def topics(a: Facet, b: Facet) -> str | None:
    """Whether both speak of the same kinds of sites and people."""
    if not a.topics or not b.topics:
        return None
    common = len(a.topics & b.topics)
    return f"topics.{min(common, 3)}" if common else "topics.none"


def parties(a: Facet, b: Facet) -> str | None:
    """Who met whom: talks of other people are other talks."""
    if "talks" not in a.families & b.families or not a.parties or not b.parties:
        return None
    if a.parties.isdisjoint(b.parties):
        return "parties.none"
    return "parties.same" if a.parties <= b.parties or b.parties <= a.parties else "parties.some"


def accord(a: Facet, b: Facet) -> str | None:
    """Whether both speak of an agreement or a truce, of which there are few."""
    return "accord.both" if "accord" in a.families & b.families else None


COMPARISONS: tuple[Comparison, ...] = (
    days, place, kind, accord, means, killed, injured, doers, sufferers, names, topics, parties,
)  # fmt: skip


def seen(a: Facet, b: Facet) -> Iterable[str]:
    """The name of everything that the comparisons see."""
    return [name for comparison in COMPARISONS if (name := comparison(a, b)) is not None]
