"""What the text says of where a name lies and what it is: "X, Y", "X in Y", "the Yish town of X", "X province"."""

from recounted.finders.places.names import Name
from recounted.prose import Prose
from recounted.words import MARKS

#: Words between a name and the one it lies in, at most.
BETWEEN = 6


def contain(prose: Prose, names: list[Name], countries: dict[int, Name]) -> None:
    """Fill in the kind of each name and what it lies in.

    Args:
        prose: the text.
        names: its names, in order.
        countries: word → the country that an adjective or a word for a people at that word stands for.
    """
    starts = {name.start: name for name in names}
    ends = {name.end: name for name in names}
    for name in names:
        name.kind = kind_said(prose, name)
        outer = after(prose, name, starts) or before(prose, name, ends, countries)
        if outer is not None and can_hold(outer, name):
            name.inside = outer


def kind_said(prose: Prose, name: Name) -> str:
    """The kind that a word beside a name gives it: a letter, or nothing."""
    kinds, lower = prose.lexicon.maps["place_kinds"], prose.lower
    of = prose.lexicon.lists["place_of"]
    kind = kinds.get(lower[name.end]) if name.end < len(lower) else None
    if kind is None and name.start > 1 and lower[name.start - 1] in of:
        kind = kinds.get(lower[name.start - 2])
    return str(kind or "")


def after(prose: Prose, name: Name, starts: dict[int, Name]) -> Name | None:
    """The name behind a name that it lies in, as far as the words between say so."""
    printed, lower, lists = prose.printed, prose.lower, prose.lexicon.lists
    kinds = prose.lexicon.maps["place_kinds"]
    at, size = name.end, len(printed)
    if at < size and lower[at] in kinds and at + 1 < size:
        at += 1
    if at >= size:
        return None
    if printed[at] in ",(" and at + 1 in starts:
        outer = starts[at + 1]
        return None if begins_clause(prose, name, outer) else outer
    if printed[at] == ",":
        at += 1
    seen = False
    for step in range(at, min(size, at + BETWEEN)):
        if step in starts:
            return owned(prose, starts[step], starts) if seen else None
        word = lower[step]
        if word in lists["place_links"]:
            seen = True
        elif word not in lists["place_sides"] and word not in kinds and word not in lists["place_articles"]:
            return None
    return None


def owned(prose: Prose, outer: Name, starts: dict[int, Name]) -> Name:
    """The part of a country that its name owns, else the name itself: "X in Iraq's northern Dohuk province"."""
    lower, sides = prose.lower, prose.lexicon.lists["place_sides"]
    if lower[outer.end : outer.end + 1] != ["'s"]:
        return outer
    at = outer.end + 1
    while lower[at : at + 1] and lower[at] in sides:
        at += 1
    return starts.get(at, outer)


def begins_clause(prose: Prose, name: Name, outer: Name) -> bool:
    """Whether the name behind a comma begins a clause: "To Goma, Rwanda's ministry said", "In Daraa, Israel struck"."""
    end = outer.end
    if end >= len(prose.lower) or prose.printed[end][0] in "\n" or prose.printed[end] in MARKS:
        return False
    if prose.lower[end] == "'s":
        return True
    states = {place.country for place, _ in outer.readings[:1] if place.kind == "C"}
    goes_on = prose.lower[end] not in prose.lexicon.lists["place_joints"] and prose.lower[end].islower()
    return bool(states) and goes_on and states.isdisjoint(place.country for place, _ in name.readings)


def before(prose: Prose, name: Name, ends: dict[int, Name], countries: dict[int, Name]) -> Name | None:
    """The country or province before a name that it lies in: "Syria's northern Idlib", "the Syrian city of Aleppo"."""
    lower, lists = prose.lower, prose.lexicon.lists
    kinds = prose.lexicon.maps["place_kinds"]
    at = name.start - 1
    for step in range(at, max(-1, at - BETWEEN), -1):
        if step in countries:
            return countries[step]
        word = lower[step]
        if word == "'s" and step in ends:
            return ends[step]
        if (
            word not in lists["place_sides"]
            and word not in kinds
            and word not in lists["place_adjectives"]
            and word not in lists["place_of"]
        ):
            return None
    return None


def can_hold(outer: Name, inner: Name) -> bool:
    """Whether a name can lie in another: a country lies in none."""
    if outer.key == inner.key:
        return False
    is_country = any(place.kind in "CK" for place, _ in inner.readings)
    return not (is_country and outer.readings.national and len(inner.readings) == 1)
