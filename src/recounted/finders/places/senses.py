"""Which place a name stands for: every reading is weighed by what it is, where the text puts it, and its neighbours.

Two passes: the first knows all readings of all names of the text, the second also what the first has chosen.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import mul

from recounted.finders.places.names import Name
from recounted.finders.places.publisher import WEAK
from recounted.finders.places.readings import Cell
from recounted.gazetteer.format import USUAL, Known

#: What is known of a reading, in the order of the numbers that `Weighing.features` gives.
FEATURES = (
    "population",
    "country",
    "province",
    "district",
    "region",
    "part of the world",
    "water",
    "proper name",
    "usual name",
    "most populous",
    "province around a town of its name",
    "country's namesake",
    "big town",
    "inside its province",
    "inside its country",
    "near its container",
    "not where it is said",
    "division as said",
    "no division as said",
    "town as said",
    "no town as said",
    "province of other readings",
    "cell of other readings",
    "in a cell of other readings",
    "share of the country",
    "share of the province",
    "main country",
    "nearness",
    "nearest",
    "nearest within a region",
    "nearest within a county",
    "neighbours",
    "main country of big town",
    "province's share, many",
    "most populous here",
    "country of its sentence",
    "only country of its sentence",
    "province of its sentence",
    "capital of a country told of",
    "renowned, and said to lie nowhere",
)

#: Occurrences of one name, and places, that count as neighbours at most.
REPEATS, NEIGHBOURS = 3, 25

#: What `inside` is where the text puts a name in nothing, and what a name has added that has added nothing.
NOWHERE = 0.0, 0.0, 0.0, 0.0
NOTHING: Mapping[str, float] = {}

#: How a reading fits what other names were taken for, before any is chosen.
UNCHOSEN = (0.0,) * 11

#: Kilometres of a degree, and over which nearness falls to a half or a third.
DEGREE, REACH = 111.2, 150.0

#: A province's middle lies no farther from its capital.
WITHIN = 300.0

#: Beyond so many kilometres a town is no part of another.
SUBURB = 15.0

#: Kinds that a word for another kind may mean as well: a "region" may be a province, a "district" a region.
FITTING = {"A": "RB", "B": "AR", "R": "ABKW", "W": "K"}


#: Kind said and kind chosen → the kinds of which another reading is meant.
AS_SAID = {("A", "P"): "ABR", ("B", "P"): "ABR", ("A", "B"): "A"}


@dataclass(slots=True)
class Choice:
    """What the names of a text were taken for: weight of each country and province, and places with the names' keys.

    `own` has what each name has added.
    """

    countries: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    divisions: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    places: list[tuple[Known, str]] = field(default_factory=list)
    own: dict[str, defaultdict[str, float]] = field(default_factory=dict)
    total: float = 0.0


class Weighing:
    """The readings of the names of one text, weighed against each other."""

    def __init__(self, names: Sequence[Name], hints: Mapping[str, float], weights: Sequence[float]) -> None:
        """Take the names of a text; `hints` has countries that it speaks of otherwise; `weights` go with FEATURES."""
        self.names = names
        self.hints = hints
        self.weights = weights
        self.groups: dict[tuple[str, str, str], list[Name]] = defaultdict(list)
        for name in names:
            self.groups[name.key, name.kind, name.inside.key if name.inside else ""].append(name)
        self.static: dict[tuple[str, str, str], list[tuple[float, ...]]] = {}
        self.support = Support(names)
        self.told = {country for country, weight in hints.items() if weight > WEAK} | {
            place.country for name in names for place, rank in name.readings[:1] if place.kind == "C" and rank == USUAL
        }
        self.housed = {name.key for name in names if name.inside is not None or name.kind}
        self.choice = Choice()

    def resolve(self) -> None:
        """Choose the sense of every name, twice."""
        for _ in range(2):
            for own in reversed(list(self.groups.values())):
                self.choose(own)
            self.agree()
            self.choice = self.chosen()
        for name in self.names:
            as_said(name)
            around_town(name)

    def choose(self, own: list[Name]) -> None:
        """Choose the sense of a name for all places where it stands alike."""
        first = own[0]
        if len(first.readings) == 1:
            sense, confidence = first.readings[0][0], 1.0
        else:
            weights = self.weights
            scores = [sum(map(mul, row, weights)) for row in self.features(first)]
            top = max(scores)
            sense = first.readings[scores.index(top)][0]
            confidence = 1 / sum(math.exp(score - top) for score in scores)
        for name in own:
            name.sense, name.confidence = sense, confidence

    def agree(self) -> None:
        """One sense for a name and text: where the text says what a name lies in, it holds for the others too."""
        told: dict[str, Known] = {}
        for name in self.names:
            if name.inside is not None and name.confidence > 0.6 and name.sense is not None:
                told.setdefault(name.key, name.sense)
        for name in self.names:
            sense = told.get(name.key)
            if (
                sense is not None
                and name.inside is None
                and not name.kind
                and any(place is sense for place, _ in name.readings)
            ):
                name.sense = sense

    def chosen(self) -> Choice:
        """What the names were taken for, as neighbours for the next pass."""
        choice = Choice(defaultdict(float, self.hints), total=sum(self.hints.values()))
        seen: dict[str, int] = {}
        for name in self.names:
            sense = name.sense
            seen[name.key] = seen.get(name.key, 0) + 1
            if sense is None or seen[name.key] > REPEATS:
                continue
            own = choice.own.get(name.key)
            if own is None:
                own = choice.own[name.key] = defaultdict(float)
            for key in (sense.country, "all", sense.division):
                own[key] += name.confidence
            choice.countries[sense.country] += name.confidence
            choice.total += name.confidence
            if sense.division and sense.kind != "C":
                choice.divisions[sense.division] += name.confidence
            if seen[name.key] == 1 and sense.kind not in "CKW" and len(choice.places) < NEIGHBOURS:
                choice.places.append((sense, name.key))
        return choice

    def features(self, name: Name) -> list[list[float]]:
        """Numbers for every reading of a name, in the order of FEATURES."""
        group = name.key, name.kind, name.inside.key if name.inside else ""
        steady = self.static.get(group)
        if steady is None:
            steady = [(*of_kind(place, name.kind), *self.support.of(name.key, place)) for place, _ in name.readings]
            self.static[group] = steady
        container, beside, provinces = name.inside, name.beside, name.provinces
        fixed = name.readings.fixed
        renown = float(name.readings.renowned and name.key not in self.housed)
        rows = []
        for (place, _), own, unchanged, chosen in zip(name.readings, fixed, steady, self.by_choice(name), strict=True):
            here = float(place.country in beside)
            within = inside(place, container) if container is not None else NOWHERE
            local = float(place.kind in "BP" and place.division in provinces)
            seat = float(own[8] and place.kind == "P" and place.country in self.told)
            alone = here if len(beside) == 1 else 0.0
            rows.append([*own, *within, *unchanged, *chosen, here, alone, local, seat, renown * own[8]])
        return rows

    def by_choice(self, name: Name) -> Sequence[tuple[float, ...]]:
        """How each reading of a name fits what the other names were taken for; in the first pass, nothing is known."""
        choice = self.choice
        if not choice.countries:
            return [UNCHOSEN] * len(name.readings)
        own = choice.own.get(name.key) or NOTHING
        every = own.get("all", 0.0)
        total = max(1.0, choice.total - every)
        divisions = max(1.0, sum(choice.divisions.values()) - every)
        neighbours = [place for place, key in choice.places if key != name.key]
        others = {country: weight - own.get(country, 0.0) for country, weight in choice.countries.items()}
        main = max(others, key=others.__getitem__)
        rows = []
        for (place, _), fixed in zip(name.readings, name.readings.fixed, strict=True):
            country, division = place.country, place.division
            share = (choice.countries[country] - own.get(country, 0.0)) / total if country else 0.0
            local = (choice.divisions[division] - own.get(division, 0.0)) / divisions if division else 0.0
            is_main = float(country == main and place.kind != "C" and country != "")
            many = math.log1p(local * divisions)
            rows.append((share, local, is_main, *near(place, neighbours), is_main * fixed[12], many, share * fixed[0]))
        return rows


class Support:
    """How many names of a text have a reading in a province, or in a cell of three degrees; rare ones count more."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.divisions: defaultdict[str, float] = defaultdict(float)
        self.cells: defaultdict[Cell, float] = defaultdict(float)
        self.own: dict[str, tuple[frozenset[str], float, frozenset[Cell], float]] = {}
        for name in names:
            if name.key in self.own:
                continue
            divisions, share, cells, cell_share = self.own[name.key] = name.readings.support
            for division in divisions:
                self.divisions[division] += share
            for cell in cells:
                self.cells[cell] += cell_share

    def of(self, key: str, place: Known) -> tuple[float, float, float]:
        """The support of a reading by the other names: in its province, in its cell, and whether there is any there."""
        divisions, share, cells, cell_share = self.own[key]
        local = cell = 0.0
        if place.division and place.kind in "ABP":
            local = max(0.0, self.divisions[place.division] - (share if place.division in divisions else 0.0))
        if place.kind in "BP":
            where = int(place.latitude + 90), int(place.longitude + 180)
            cell = max(0.0, self.cells[where] - (cell_share if where in cells else 0.0))
        return math.log1p(3 * local), math.log1p(3 * cell), float(cell > 1e-9)


def as_said(name: Name) -> None:
    """Where the text says "X province", take the province of that name at which the chosen town or district lies."""
    sense = name.sense
    if sense is None or (name.kind, sense.kind) not in AS_SAID:
        return
    for place, _ in name.readings:
        if (
            place.kind in AS_SAID[name.kind, sense.kind]
            and place.country == sense.country
            and kilometres(place, sense) < WITHIN
        ):
            name.sense = place
            return


def around_town(name: Name) -> None:
    """Where a town is said to lie in another that gives its name to a province around both, take that province."""
    outer = name.inside
    if outer is None or outer.kind or name.sense is None or outer.sense is None:
        return
    if (name.sense.kind, outer.sense.kind) != ("P", "P") or kilometres(name.sense, outer.sense) < SUBURB:
        return
    for place, _ in outer.readings:
        if place.kind == "A" and place.division == name.sense.division == outer.sense.division:
            outer.sense = place
            return


def inside(place: Known, container: Name) -> tuple[float, float, float, float]:
    """Whether a reading lies in the province, in the country, and near what the text puts it in; or in none of them."""
    candidates = [(container.sense, 2)] if container.sense is not None else container.readings
    province = country = close = 0.0
    for outer, _ in candidates:
        if outer is place:
            continue
        kind = outer.kind
        if kind == "C":
            if outer.country == place.country and place.kind != "C":
                country = 1.0
        elif (
            kind in "ABP"
            and outer.division
            and outer.division == place.division
            and place.kind != "C"
            and (place.kind, kind) != ("A", "P")
        ):
            province = 1.0
        if kind not in "CKW" and place.kind not in "CKW":
            distance = kilometres(place, outer)
            close = max(close, 1.0 if distance < 60 else 0.5 if distance < 200 else 0.0)
    return province, country, close, float(not (province or country or close))


def of_kind(place: Known, kind: str) -> tuple[float, float, float, float]:
    """Whether a reading is the division, or the town, that the text says, or not."""
    if not kind:
        return 0.0, 0.0, 0.0, 0.0
    if kind == "P":
        return 0.0, 0.0, float(place.kind == "P"), float(place.kind != "P")
    fits = place.kind == kind or place.kind in FITTING.get(kind, "")
    return float(fits), float(not fits), 0.0, 0.0


def near(place: Known, neighbours: Sequence[Known]) -> tuple[float, ...]:
    """How near a reading is to its neighbours on the whole, to the nearest on three scales; how many are in reach."""
    if place.kind in "CKW" or not neighbours:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    latitude, longitude = place.latitude, place.longitude
    narrow = math.cos(math.radians(latitude))
    nearest, total, count = 1e9, 0.0, 0
    for other in neighbours:
        east = abs(longitude - other.longitude)
        distance = DEGREE * math.hypot(latitude - other.latitude, (360 - east if east > 180 else east) * narrow)
        total += REACH / (REACH + distance)
        if distance < REACH:
            count += 1
        nearest = min(nearest, distance)
    close, region, county = math.exp(-nearest / REACH), math.exp(-nearest / 600.0), math.exp(-nearest / 40.0)
    return total / len(neighbours), close, region, county, math.log1p(count)


def kilometres(a: Known, b: Known) -> float:
    """The distance of two places, as on a flat map: exact to some per cent where they are near each other."""
    east = (a.longitude - b.longitude + 180) % 360 - 180
    return DEGREE * math.hypot(a.latitude - b.latitude, east * math.cos(math.radians((a.latitude + b.latitude) / 2)))
