"""Names in a text that the gazetteer has: the longest at each capitalised word, with everything they may stand for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from recounted.finders.places.readings import Readings, known
from recounted.gazetteer import Gazetteer
from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import LONGEST, Known
from recounted.prose import Prose
from recounted.words import MARKS

#: A town of so many people is found in a word with hyphens also where another part of the word is no known place.
WELL_KNOWN = 50_000

#: Letters of a small article or prefix at most: what stands behind it with a hyphen is half a name.
PREFIX = 3


class Name(msgspec.Struct, eq=False):
    """A name and the words that print it, with what it may stand for. Filled in by the steps of the finder, in order.

    Of the first word `skip` letters are no part of the name, of the last `trim`: "Kyiv" in "Kyiv-based" leaves off six.
    `inside` is the place or name that the text says it lies in, `kind` what the text says it is (a letter of the
    gazetteer's kinds), `beside` the countries and `provinces` the provinces that its sentence speaks of, `sense` the
    chosen reading and `confidence` its probability. `guessed`: no list has it there; `site`: a street in `inside`.
    """

    start: int
    end: int
    key: str
    readings: Readings
    skip: int = 0
    trim: int = 0
    kind: str = ""
    inside: "Name | None" = None
    beside: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    sense: Known | None = None
    confidence: float = 0.0
    guessed: bool = False
    site: bool = False


def names(prose: Prose, gazetteer: Gazetteer) -> list[Name]:
    """Every longest name that the gazetteer has, in reading order, without overlap."""
    lists = prose.lexicon.lists
    never, joiners, owned = lists["place_never"] | lists["place_peoples"], lists["place_joiners"], lists["place_owned"]
    words = lists["place_words"], lists["given_names"], lists["family_names"]
    found: list[Name] = []
    end = 0
    for at in capitalised(prose):
        if at < end:
            continue
        name = longest(prose, gazetteer, at, joiners)
        several = [name] if name is not None else []
        word = prose.printed[at]
        if (name is None or name.trim) and not ("-" in word and fold(word) in never):
            last, since = (at, 0) if name is None else (name.end - 1, len(prose.printed[name.end - 1]) - name.trim)
            several += [part for part in parts(gazetteer, last, prose.printed[last], words) if part.skip >= since]
        for name in several:
            rest = prose.lower[name.end - 1][-name.trim :].lstrip("-") if name.trim else ""
            if (name.key not in never or is_land(prose, name)) and rest not in owned and not is_of_thing(prose, name):
                found.append(name)
                end = name.end
    return found


def is_of_thing(prose: Prose, name: Name) -> bool:
    """Whether a name is that of a ship, or letters before a weapon's number: "the patrol ship Chinook", "AK-47"."""
    word = prose.printed[name.end - 1]
    numbered = name.trim > 1 and name.start == name.end - 1 and word[-name.trim + 1 :].isdigit()
    return numbered or (name.start > 0 and prose.lower[name.start - 1] in prose.lexicon.lists["place_vessels"])


def is_land(prose: Prose, name: Name) -> bool:
    """Whether a word for a people stands where only its land can: "in Merawi, Amhara, on Monday"."""
    lists, start, end = prose.lexicon.lists, name.start, name.end
    if name.key not in lists["place_peoples"] or not any(place.kind in "AR" for place, _ in name.readings) or not start:
        return False
    before = prose.printed[start - 1] == "," and start > 1 and prose.printed[start - 2][0].isupper()
    behind = end >= len(prose.printed) or prose.printed[end] in MARKS or prose.printed[end][0] == "\n"
    return behind and (before or prose.lower[start - 1] in lists["place_links"])


def parts(gazetteer: Gazetteer, at: int, word: str, words: Sequence[frozenset[str]]) -> Iterator[Name]:
    """The names in a word with hyphens: "Kyiv" in "Kyiv-based", two in "Moscow-Tehran", none in half a longer name.

    Beside an unknown half a town counts that is well known, or that stands last of two ("Chabad-Shadyside") and is none
    of the `words` that are no names of places by themselves.
    """
    if "-" not in word:
        return
    whole = single(gazetteer, at, word, fold(word).replace(" ", ""))
    if whole is not None:
        yield whole
        return
    begin, strange = 0, False
    found: list[Name] = []
    halves = word.split("-")
    for part in halves:
        if part[:1].isupper():
            name = single(gazetteer, at, part, fold(part))
            strange = strange or (name is None and not part.isupper())
            if name is not None and len(name.key) > 1:
                name.skip, name.trim = begin, len(word) - begin - len(part)
                found.append(name)
        begin += len(part) + 1
    is_pair = len(halves) == 2 and len(halves[0]) > PREFIX
    for name in found:
        is_place_of = is_pair and name.trim == 0 and name.skip > 0 and not any(name.key in one for one in words)
        if not strange or is_place_of or name.readings.population > WELL_KNOWN:
            yield name


def capitalised(prose: Prose) -> list[int]:
    """The words with which a name may begin: those with a capital, also after an article and a hyphen."""
    return [at for at, word in enumerate(prose.printed) if word[0].isupper() or ("-" in word and is_prefixed(word))]


def is_prefixed(word: str) -> bool:
    """Whether a word is a small article tied to a capital by a hyphen: "al-Bab"."""
    head, _, rest = word.partition("-")
    return rest[:1].isupper() and 0 < len(head) <= 4 and head.isalpha()


def longest(prose: Prose, gazetteer: Gazetteer, at: int, joiners: frozenset[str]) -> Name | None:
    """The longest name that begins at a word, if any."""
    printed = prose.printed
    first, room = begun(gazetteer, printed[at])
    if not first:
        return None
    if room > 1:
        ends = continuations(prose, at, room, joiners)
        for end in reversed(ends):
            key = fold(" ".join(printed[at:end]))
            readings = gazetteer.entry(key).readings
            trim = 0
            if not readings and "-" in printed[end - 1]:
                trim = len(printed[end - 1]) - printed[end - 1].index("-")
                key = fold(" ".join(printed[at:end])[:-trim])
                readings = gazetteer.entry(key).readings
            if readings:
                return Name(at, end, key, known(gazetteer, readings), trim=trim)
    return single(gazetteer, at, printed[at], first)


@lru_cache(maxsize=1 << 14)
def begun(gazetteer: Gazetteer, word: str) -> tuple[str, int]:
    """A word as it is looked up, and the most words of a name that begins with it."""
    first = fold(word)
    entry = gazetteer.entry(first.partition(" ")[0])
    return first, min(entry.longest - first.count(" "), LONGEST)


def single(gazetteer: Gazetteer, at: int, word: str, key: str) -> Name | None:
    """The name that one word is: initials where they are printed in capitals, else the word."""
    if word.isupper() and len(key) <= 4:
        initials = gazetteer.entry(f"^{key}").readings
        if initials:
            return Name(at, at + 1, f"^{key}", known(gazetteer, initials))
        if len(key) <= 3:
            return None
    readings = gazetteer.entry(key).readings
    return Name(at, at + 1, key, known(gazetteer, readings)) if readings and len(key) > 1 else None


def continuations(prose: Prose, at: int, room: int, joiners: frozenset[str]) -> list[int]:
    """Where a name of several words that begins at a word may end, shortest first."""
    printed, lower = prose.printed, prose.lower
    shortened = prose.lexicon.lists["place_shortened"]
    ends: list[int] = []
    end = at + 1
    count = 1
    while end < len(printed) and count < room:
        word = printed[end]
        if word == "." and end == at + 1 and lower[at] in shortened:
            end += 1
            continue
        if word in MARKS and word != "-":
            break
        if word[0] == "\n":
            break
        if word[0].isupper() or ("-" in word and is_prefixed(word)):
            ends.append(end + 1)
        elif lower[end] not in joiners and word != "-":
            break
        count += word != "-"
        end += 1
    return ends
