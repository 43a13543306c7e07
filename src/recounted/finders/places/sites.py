"""Streets and grounds that the text puts in a place: "Derna Street in Homs", "the Zanna Tela Market in Maiduguri".

A hospital or school is an institution as often as a place: it counts where something is at it or hits it, and is left
out elsewhere, with the far place whose name it bears.
"""

from collections.abc import Sequence

from recounted.finders.places.names import Name
from recounted.finders.places.readings import Readings
from recounted.finders.places.senses import kilometres
from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import ALTERNATE, Known
from recounted.prose import Prose
from recounted.words import MARKS

#: Words of a site's name at most, kilometres within which its name is that of its town, and how sure it is to be there.
WORDS, NEAR, SURE = 6, 100.0, 0.7


def sites(prose: Prose, names: Sequence[Name]) -> list[Name]:
    """The names of a text with its sites added. A site takes the place of a name in it that is of somewhere else."""
    heads, grounds = prose.lexicon.lists["place_sites"], prose.lexicon.lists["place_grounds"]
    if heads.isdisjoint(prose.lower):
        return list(names)
    starts, ends = {name.start: name for name in names}, {name.end: name for name in names}
    found: list[Name] = []
    covered: set[int] = set()
    for at, word in enumerate(prose.lower):
        if word in heads and prose.printed[at][0].isupper():
            start = begin(prose, at)
            outer = after(prose, at + 1, starts) or owner(prose, start, ends)
            own = [name for name in names if start <= name.start <= at]
            if start < at and outer is not None and outer.sense is not None and is_elsewhere(own, outer.sense):
                covered.update(range(start, at + 1))
                if word in grounds or is_scene(prose, start):
                    found.append(site(prose, (start, at + 1), outer))
    return [*(name for name in names if name.start not in covered), *found]


def begin(prose: Prose, at: int) -> int:
    """Where the capitalised words begin that end with the word at `at`."""
    never = prose.lexicon.lists["place_articles"]
    start = at
    while start and at - start < WORDS and start not in prose.sentence_starts:
        word = prose.printed[start - 1]
        if not word[0].isupper() or word in MARKS or prose.lower[start - 1] in never:
            break
        start -= 1
    return start


def is_scene(prose: Prose, start: int) -> bool:
    """Whether words before a site say that something is at it, or goes to or from it, or hits it."""
    lower, lists = prose.lower, prose.lexicon.lists
    at = start - 1 if start and lower[start - 1] not in lists["place_articles"] else start - 2
    return at >= 0 and lower[at] in lists["place_scenes"]


def after(prose: Prose, at: int, starts: dict[int, Name]) -> Name | None:
    """The place behind a site: "in X", ", X"."""
    links = prose.lexicon.lists["place_links"]
    if at < len(prose.lower) and (prose.lower[at] in links or prose.printed[at] == ","):
        return starts.get(at + 1)
    return None


def owner(prose: Prose, start: int, ends: dict[int, Name]) -> Name | None:
    """The place before a site that owns it: "Goma's"."""
    return ends.get(start - 1) if start > 1 and prose.lower[start - 1] == "'s" else None


def is_elsewhere(own: Sequence[Name], outer: Known) -> bool:
    """Whether none of the names in a site's name is that of the place it is in."""
    return all(not one.readings.strong and one.sense is not None and kilometres(one.sense, outer) > NEAR for one in own)


def site(prose: Prose, words: tuple[int, int], outer: Name) -> Name:
    """A site at the place that it is in."""
    assert outer.sense is not None
    key = fold(" ".join(prose.printed[slice(*words)]))
    readings = Readings(((outer.sense, ALTERNATE),))
    return Name(
        *words, key, readings, inside=outer, sense=outer.sense, confidence=round(SURE * outer.confidence, 3), site=True
    )
