"""How precisely the text says where, as UCDP's where_prec: at a place, near it, kilometres from it, somewhere in it.

1 the place itself, 2 near it, 3 a district, 4 a province, 5 a region, a part of a country or a river, 6 a country,
7 international waters.
"""

import math
import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from recounted.finders.places.names import Name
from recounted.finders.places.senses import DEGREE
from recounted.gazetteer.folding import fold
from recounted.prose import Prose

#: The letter of a kind → the precision of what is said to be there.
PRECISIONS = {"P": 1, "S": 1, "B": 3, "A": 4, "R": 5, "K": 5, "W": 5, "C": 6}

NEAR, PART, SEA = 2, 5, 7

#: Kinds of which a side, such as "eastern", is a part.
WIDE = "C"

#: A distance from a place beyond this is no place near it; it is taken for a misreading.
FARTHEST_KM = 300.0

NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)(\D*)")


class Where(msgspec.Struct, frozen=True):
    """Degrees, and UCDP's where_prec; nothing where only the country is known."""

    latitude: float | None
    longitude: float | None
    precision: int | None


UNKNOWN = Where(None, None, None)


def precisions(prose: Prose, symbols: str, names: Sequence[Name]) -> dict[tuple[int, int], Where]:
    """Where each name is, by its first word and the letters skipped of it, after the words around it.

    A town from which only the way to another is told is left out: "in Tolokozi, 20 km west of Goma". `symbols` shows
    the names as places.
    """
    found = {
        (name.start, name.skip): UNKNOWN
        if is_lost(name)
        else Where(name.sense.latitude, name.sense.longitude, plain(prose, name))
        for name in names
        if name.sense
    }
    for _, match in prose.search("near_place", symbols):
        for kept in ("it", "also", "other"):
            at = match.kept.get(kept, (-1, -1))[0], 0
            if (found.get(at, UNKNOWN).precision or NEAR) < NEAR:
                found[at] = replace(found[at], precision=NEAR)
    ends = {name.end for name in names}
    for _, match in prose.search("off_place", symbols):
        at = match.kept["it"][0], 0
        if match.start - 1 in ends and prose.printed[match.start - 1] == ",":
            found.pop(at, None)
        elif (found.get(at, UNKNOWN).precision or SEA) <= NEAR:
            found[at] = shifted(prose, found[at], match.kept)
    return found


def is_lost(name: Name) -> bool:
    """Whether no more is known of a name than the country that it lies in, whose middle would say nothing."""
    outer = name.inside.sense if name.inside is not None else None
    return name.guessed and outer is not None and name.sense is outer and outer.kind in WIDE


def plain(prose: Prose, name: Name) -> int:
    """The precision of a name as it stands."""
    sense = name.sense
    if sense is None:
        return SEA
    if sense.kind == "W" and not sense.country:
        return PART if prose.lexicon.lists["place_seas"].isdisjoint(fold(sense.name).split()) else SEA
    if sense.kind in WIDE and name.start and prose.lower[name.start - 1] in prose.lexicon.lists["place_sides"]:
        return PART
    if name.guessed and name.inside is not None and sense is name.inside.sense:
        return max(NEAR, PRECISIONS[sense.kind], PRECISIONS["A"] if name.inside.kind == "A" else 0)
    said = PRECISIONS.get(name.kind, 0) if name.kind in ("A", "B") else 0
    return max(said, PRECISIONS[sense.kind])


def shifted(prose: Prose, at: Where, kept: Mapping[str, tuple[int, int]]) -> Where:
    """A place so many kilometres in some direction from another; the other itself where the distance is odd."""
    maps = prose.lexicon.maps
    distance = kilometres_said(prose, kept)
    bearing = maps["place_bearings"].get(prose.phrase(*kept["bearing"]))
    if distance is None or bearing is None or at.latitude is None or at.longitude is None:
        return replace(at, precision=NEAR)
    if not 0 < distance <= FARTHEST_KM:
        return replace(at, precision=NEAR)
    angle = math.radians(float(bearing))
    north, east = distance * math.cos(angle), distance * math.sin(angle)
    latitude = max(-89.9, min(89.9, at.latitude + north / DEGREE))
    longitude = at.longitude + east / (DEGREE * max(0.05, math.cos(math.radians(at.latitude))))
    return Where(round(latitude, 4), round((longitude + 180) % 360 - 180, 4), NEAR)


def kilometres_said(prose: Prose, kept: Mapping[str, tuple[int, int]]) -> float | None:
    """The kilometres that a number and a unit stand for; None where the words are no such number."""
    maps = prose.lexicon.maps
    words = prose.phrase(*kept["count"]) if "count" in kept else ""
    match = NUMBER.fullmatch(words)
    number = float(match[1].replace(",", ".")) if match else maps["numbers"].get(words)
    unit = prose.phrase(*kept["unit"]) if "unit" in kept else match[2].strip("-") if match else ""
    factor = maps["place_units"].get(unit)
    return (
        float(number) * float(factor) if isinstance(number, int | float) and isinstance(factor, int | float) else None
    )
