"""Which happenings are worth comparing: those near in days, place and kind. Cost grows with their number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from h3.api import basic_int

from recounted.likeness import Facet

#: H3 resolutions: cells of 25 km for towns, of 160 km for provinces; each is compared with its neighbours.
FINE, COARSE = 4, 2

#: Days before and after a day that another report may give for the same happening.
SLACK = 2

#: Most reports that say no day tell of one at most so many days before their publication.
SOON = 2

#: A stretch of more days than this is looked up by months.
SHORT = 8

#: A key that more happenings share says little; they are compared only where a finer key brings them together.
CROWD = 400

Key = tuple[object, ...]


def pairs(facets: Sequence[Facet]) -> Iterator[tuple[int, int]]:
    """Every pair of indices worth comparing, the lower first, each once, in the order of the second."""
    shelves: dict[Key, list[int]] = defaultdict(list)
    seekers: dict[Key, list[int]] = defaultdict(list)
    for at, own in enumerate(facets):
        near: set[int] = set()
        wanted, kept = looks(own), stands(own)
        for key in wanted:
            near.update(shelves.get(key, ())[-CROWD:])
        for key in kept:
            near.update(seekers.get(key, ())[-CROWD:])
        for key in kept:
            shelves[key].append(at)
        for key in wanted:
            if key[0] != "day":
                seekers[key].append(at)
        yield from ((other, at) for other in sorted(near))


def stands(own: Facet) -> list[Key]:
    """The keys under which a happening can be found."""
    fine, coarse = cells(own)
    days, months = moments(own)
    likely = days or fresh(own)
    keys: list[Key] = []
    for family in own.families:
        keys += [("day", family, cell, day) for cell in fine for day in days]
        keys += [("wide", family, cell, day) for cell in coarse for day in likely]
        keys += [("land", family, country, day) for country in own.lands for day in likely]
        keys += [("month", family, cell, month) for cell in fine for month in months]
        keys += [("spot", family, cell) for cell in fine]
        if own.published is not None:
            keys += [("week", family, cell, own.published // 7) for cell in fine]
        keys += [("sum", family, harm, number, day) for harm, number in numbers(own) for day in days]
    keys += [("name", name, when) for name in own.names for when in (*days, *weeks(own))]
    return keys


def looks(own: Facet) -> list[Key]:
    """The keys under which others that may be the same are looked for."""
    fine, coarse = cells(own)
    days, months = moments(own)
    around = widened(days)
    likely = around or fresh(own)
    keys: list[Key] = []
    for family in own.families:
        if fine:
            keys += by_place(own, family, neighbours(fine), around, months)
        else:
            keys += [("wide", family, cell, day) for cell in neighbours(coarse) for day in likely]
            keys += [("land", family, country, day) for country in own.lands for day in likely]
            keys += [("sum", family, harm, number, day) for harm, number in numbers(own) for day in around]
    keys += [("name", name, day) for name in own.names for day in around]
    if not fine or not days:
        keys += [("name", name, when) for name in own.names for when in weeks(own)]
    return keys


def shelves(own: Facet) -> list[Key]:
    """The keys by which a happening of a ledger is found again: where it stands, and from where it seeks others.

    A happening that seeks by a coarse key (`looks`) meets others that do not; it leaves a mark for them, `~` before
    the kind of the key, under its own cells and days.
    """
    return [*stands(own), *marks(own)]


def marks(own: Facet) -> Iterator[Key]:
    """Where a happening seeks by more than the days of a town."""
    fine, coarse = cells(own)
    days, months = moments(own)
    likely = days or fresh(own)
    for family in own.families:
        if not fine:
            yield from (("~wide", family, cell, day) for cell in coarse for day in likely)
            yield from (("~land", family, country, day) for country in own.lands for day in likely)
            yield from (("~sum", family, harm, number, day) for harm, number in numbers(own) for day in days)
        elif months and not days:
            yield from (("~month", family, cell, month) for cell in fine for month in months)
        elif not days and own.published is not None:
            yield from (("~week", family, cell, own.published // 7) for cell in fine)
        elif not days:
            yield from (("~spot", family, cell) for cell in fine)


def probes(own: Facet) -> list[Key]:
    """The keys of a ledger's shelves under which stands all that `pairs` would compare with a happening, and more."""
    fine, coarse = (neighbours(of) for of in cells(own))
    days, months = moments(own)
    around = widened(days or fresh(own))
    keys = looks(own)
    for family in own.families:
        keys += [("~wide", family, cell, day) for cell in coarse for day in around]
        keys += [("~land", family, country, day) for country in own.lands for day in around]
        keys += [("~sum", family, harm, number, day) for harm, number in numbers(own) for day in around]
        keys += [("~month", family, cell, month) for cell in fine for month in months]
        keys += [("~spot", family, cell) for cell in fine]
        if own.published is not None:
            week = own.published // 7
            keys += [("~week", family, cell, other) for cell in fine for other in (week - 1, week, week + 1)]
    keys += [("name", name, when) for name in own.names for when in weeks(own)]
    return keys


def numbered(keys: Iterable[Key]) -> set[int]:
    """Keys as whole numbers of 64 bits with a sign, the same in every process."""
    return {
        int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "big", signed=True) for key in set(keys)
    }


def by_place(own: Facet, family: str, near: Sequence[int], around: Sequence[int], months: Sequence[int]) -> list[Key]:
    """The keys of a happening whose town is known: by its days, its months, its publication, or the town alone."""
    if around:
        return [("day", family, cell, day) for cell in near for day in around]
    if months:
        return [("month", family, cell, month) for cell in near for month in months]
    if own.published is not None:
        week = own.published // 7
        return [("week", family, cell, other) for cell in near for other in (week - 1, week, week + 1)]
    return [("spot", family, cell) for cell in near]


def cells(own: Facet) -> tuple[list[int], list[int]]:
    """The cells of the towns, and the wide cells of all places, that a happening names; none for whole countries."""
    fine = {basic_int.latlng_to_cell(lat, lng, FINE) for lat, lng, precision in own.points[:6] if precision <= 3}
    coarse = {basic_int.latlng_to_cell(lat, lng, COARSE) for lat, lng, precision in own.points[:6] if precision <= 5}
    return sorted(fine), sorted(coarse)


def neighbours(of: Sequence[int]) -> list[int]:
    """The cells and those around them."""
    return sorted({near for cell in of for near in basic_int.grid_disk(cell, 1)})


def moments(own: Facet) -> tuple[list[int], list[int]]:
    """The days of a short stretch, and the months of any; both empty where no day is said."""
    if own.days is None:
        return [], []
    first, last = own.days
    months = list(range(first // 30, last // 30 + 1))[:14]
    return (list(range(first, last + 1)) if last - first < SHORT else []), months


def fresh(own: Facet) -> list[int]:
    """The days of which a report that says no day mostly tells: that of its publication, and those before."""
    if own.days is not None or own.published is None:
        return []
    return list(range(own.published - SOON, own.published + 1))


def widened(days: Sequence[int]) -> list[int]:
    """Some days with those around that another report may give for the same happening."""
    return list(range(min(days) - SLACK, max(days) + SLACK + 1)) if days else []


def weeks(own: Facet) -> tuple[str, ...]:
    """The weeks in which a happening of these days, else a report published then, may be told of, as keys.

    Where it is not known when the report was published, one key more for all such.
    """
    days, _ = moments(own)
    first = days[0] if days else own.published
    told = () if first is None else (f"week {first // 7}", f"week {first // 7 + 1}")
    return told if own.published is not None else (*told, "any week")


def numbers(own: Facet) -> list[tuple[str, int]]:
    """Figures that tell happenings apart where no place is said."""
    return [(harm, number) for harm, told in own.figures.items() for number in told if number > 2]
