"""Names that the gazetteer lacks, where the text says that they are places: found again by their sound, else placed in
what the text puts them in, as precisely as that is.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from recounted.finders.places.containers import owned
from recounted.finders.places.names import Name
from recounted.finders.places.readings import Readings
from recounted.finders.places.senses import kilometres
from recounted.gazetteer import Gazetteer
from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import ALTERNATE, USUAL, Known
from recounted.gazetteer.similar import similar
from recounted.prose import Prose

#: A likeness below this says nothing; kilometres beyond which a like name is another place.
LEAST, FAR = 0.7, 250.0

#: A reading that is less sure says nothing against the only one that a name has.
SURE = 0.9

#: A reading in a country that nothing else in the text speaks of needs so many people.
SIZEABLE = 100_000

#: A dateline stands in one of so many first sentences, within so many words.
HEADS, HEAD = 4, 3

#: Beyond so many kilometres from the middle of a province, a place in another one is not near its border.
WIDTH = 80.0

#: Where the text has one other place, and says that the name is a town's or village's, so many.
HAMLET = 10_000


def unknown(prose: Prose, gazetteer: Gazetteer, names: Sequence[Name], lands: Sequence[Name]) -> list[Name]:
    """The names that the rules take for places and the gazetteer lacks, each with a sense.

    Args:
        names: every place that is known.
        lands: those of them that tell in which country the text is, and not only who speaks.
    """
    symbols = prose.overlay("place", ((name.start, name.end) for name in names))
    matches = [match for _, match in prose.search("unlisted_place", symbols)]
    if not matches:
        return []
    by_start = {name.start: name for name in names}
    countries = main_countries([name for name in lands if not is_dateline(prose, name)])
    taken = {word for name in names for word in range(name.start, name.end)}
    found = []
    for match in matches:
        start, end = match.kept["it"]
        if not taken.isdisjoint(range(start, end)) or barred(prose, start, end):
            continue
        outer = by_start.get(match.kept["outer"][0]) if "outer" in match.kept else None
        outer = owned(prose, outer, by_start) if outer is not None else None
        name = Name(start, end, fold(" ".join(prose.printed[start:end])), Readings(), inside=outer, guessed=True)
        if placed(gazetteer, name, countries, names) is None and countries:
            name.inside = whole(gazetteer, name, countries[0])
            placed(gazetteer, name, countries, names)
        if name.sense is not None:
            taken.update(range(start, end))
            found.append(name)
    return found


def is_dateline(prose: Prose, name: Name) -> bool:
    """Whether a name in capitals opens one of a report's first sentences: where it was written, not its matter."""
    at = prose.sentence_at(name.start)
    return at < HEADS and name.start <= prose.sentences[at][0] + HEAD and prose.printed[name.start].isupper()


def barred(prose: Prose, start: int, end: int) -> bool:
    """Whether a capitalised word here cannot be part of a place's name: a month, a people, a title, a given name."""
    lists = prose.lexicon.lists
    bars = (
        lists["place_never"],
        lists["place_peoples"],
        lists["place_titles"],
        lists["place_not_before"],
        lists["place_sides"],
    )
    return (
        any(prose.lower[word] in bar for word in range(start, end) for bar in bars)
        or prose.lower[start] in lists["given_names"]
    )


def placed(gazetteer: Gazetteer, name: Name, countries: Sequence[str], names: Sequence[Name]) -> Known | None:
    """Give a name the sense of a like place near by, else that of what it lies in; None where there is neither."""
    outer = name.inside.sense if name.inside is not None else None
    for country in [outer.country] if outer is not None and outer.country else countries:
        for place, score in nearby(similar(gazetteer, name.key, country), outer, names):
            name.sense, name.confidence = place, round(0.8 * score, 3)
            name.readings = Readings(((place, ALTERNATE),))
            return place
    if outer is not None:
        name.sense, name.confidence = outer, 0.5
        name.readings = Readings(((outer, ALTERNATE),))
    return name.sense


def whole(gazetteer: Gazetteer, name: Name, country: str) -> Name | None:
    """The country by two letters, as what a name lies in of which the text tells no more."""
    place = gazetteer.country(gazetteer.alpha3(country) or "")
    readings = Readings(((place, USUAL),)) if place is not None else Readings()
    return Name(name.start, name.end, country, readings, sense=place) if place is not None else None


def nearby(
    found: Sequence[tuple[Known, float]], outer: Known | None, names: Sequence[Name]
) -> Iterator[tuple[Known, float]]:
    """Of places with like names, those near what the name lies in, or near another place of the text; best first."""
    near = [name.sense for name in names if name.sense is not None and name.sense.kind not in "CKW"]
    anchors = [outer] if outer is not None and outer.kind not in "CKW" else near
    for place, score in found:
        if outer is not None and is_outside(place, outer):
            continue
        if score >= LEAST and (not anchors or min(kilometres(place, anchor) for anchor in anchors) < FAR):
            yield place, score


def main_countries(names: Sequence[Name]) -> list[str]:
    """The two countries that most places of a text lie in."""
    count = Counter(name.sense.country for name in names if name.sense is not None and name.sense.country)
    return [country for country, _ in count.most_common(2)]


def is_small(place: Known) -> bool:
    """Whether a place is a town or district so small that another place of its name may be meant."""
    return place.kind in "PB" and place.population < SIZEABLE


def is_outside(place: Known, outer: Known) -> bool:
    """Whether a place lies in another province than the one that it is said to be in."""
    apart = place.division and outer.division and place.division != outer.division
    return outer.kind in "AB" and bool(apart) and kilometres(place, outer) > WIDTH


def is_of_site(prose: Prose, name: Name) -> bool:
    """Whether a name is that of a site, which is often called after a far place: "near Madina mosque"."""
    return name.end < len(prose.lower) and prose.lower[name.end] in prose.lexicon.lists["place_named_sites"]


def mend(prose: Prose, gazetteer: Gazetteer, names: Sequence[Name]) -> None:
    """Take back readings that lie outside what the text puts the name in: a village has namesakes that lists have.

    A hamlet of a country that nothing else in the text speaks of is taken back too, where the text speaks of another.
    """
    small = [
        (name, name.sense)
        for name in names
        if name.sense is not None and (is_small(name.sense) or name.kind == "P" or is_of_site(prose, name))
    ]
    if not small:
        return
    count = Counter(name.sense.country for name in names if name.sense is not None)
    spelt, own = Counter(name.key for name in names), frozenset(names)
    countries = main_countries(names)
    for name, sense in small:
        outer = name.inside.sense if name.inside is not None else None
        if outer is not None and name.inside in own and name.inside.kind in ("A", "B") and outer.kind == "P":
            strange = kilometres(sense, outer) > FAR
            if strange and len(name.readings) == 1 and name.inside.confidence < SURE:
                name.inside.sense, strange = None, False  # a province that the gazetteer lacks, and a town elsewhere
        elif outer is not None and outer.kind in "CABR" and outer.country:
            strange = name.inside in own and (sense.country != outer.country or is_outside(sense, outer))
        else:
            same = spelt[name.key]
            others = len(names) - same
            alone = count[sense.country] <= same and sense.country not in countries[:1]
            village = name.kind == "P" and sense.population < HAMLET
            strange = alone and (others >= 2 or (others == 1 and (village or is_of_site(prose, name))))
        if strange:
            name.guessed = True
            if placed(gazetteer, name, countries, [other for other in names if other is not name]) is sense:
                name.sense = None
