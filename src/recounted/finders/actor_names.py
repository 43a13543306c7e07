"""The names of actors, countries and what stands for them, groups, organisations, offices; where a text has them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from recounted.countries import countries
from recounted.finders.actor_tables import ADDED, added, rows
from recounted.lexicon import data, lexicon
from recounted.patterns import split_words
from recounted.prose import Prose
from recounted.words import plain

#: The fields of a country that hold names, and the kind of name each holds.
COUNTRY_NAMES = {"names": "country", "adjectives": "adjective", "people": "people", "capitals": "capital"}


class Entry(msgspec.Struct, frozen=True):
    """A name as it is looked up: its words, what kind of name it is, and the code that it stands for.

    `caps`: an abbreviation in capitals. `named`: its last word is a noun with a capital: "Lebanese Forces" is a group,
    "Lebanese forces" are an army.
    """

    words: tuple[str, ...]
    kind: str
    code: str
    caps: bool = False
    named: bool = False


class Atom(msgspec.Struct, frozen=True):
    """A name or a noun of a role in a text: words `start` to `end`."""

    start: int
    end: int
    kind: str
    code: str


#: Kinds of names whose abbreviation a text may give in brackets, and the most words there.
NAMED_SHORT = frozenset({"group", "igo", "ngo"})
IN_BRACKETS = 10

#: First word → second word, empty for names of one word → the names that begin with them, longest first.
Names = Mapping[str, Mapping[str, tuple[Entry, ...]]]


def add_actors(path: Path) -> None:
    """Use a further table of actors, of the form of data/actors.csv; its names come before the shipped ones.

    Raises:
        LexiconError: the file cannot be read, or a line of it is wrong.
    """
    use_actors([*ADDED, path])


def use_actors(paths: Iterable[Path]) -> None:
    """Use exactly these tables of actors beside the shipped one.

    Raises:
        LexiconError: a file cannot be read, or a line of it is wrong; then nothing is changed.
    """
    added(paths)
    names.cache_clear()


def read_actors(path: Path | Traversable) -> Iterator[Entry]:
    """The names of a table of actors.

    Raises:
        LexiconError: the file cannot be read, or lacks a column.
    """
    for row in rows(path):
        for name in row["names"].split("|"):
            yield entry(name.strip(), row["kind"], row["code"])


def read_countries() -> Iterator[Entry]:
    """The names of countries, their adjectives, their people, and the capitals that stand for their governments."""
    for country in countries():
        for field, kind in COUNTRY_NAMES.items():
            for name in getattr(country, field):
                yield entry(name, kind, country.code)


def entry(name: str, kind: str, code: str) -> Entry:
    """A name as it is looked up; an abbreviation must be printed in capitals."""
    spelt = split_words(name)
    named = kind == "group" and len(spelt) > 1 and plain(spelt[0]) in peoples() and spelt[-1][0].isupper()
    return Entry(tuple(map(plain, spelt)), kind, code, len(spelt) == 1 and name.isupper(), named)


@cache
def peoples() -> frozenset[str]:
    """The adjectives of all countries, as words are looked up."""
    return frozenset(plain(word) for country in countries() for word in country.adjectives)


@cache
def names(language: str) -> Names:
    """The names that are known; of two that are spelt alike, the first stays."""
    roles = (entry(phrase, "role", str(role)) for phrase, role in lexicon(language).maps.get("actor_roles", {}).items())
    own = (item for path in ADDED for item in read_actors(path))
    known: dict[str, dict[str, dict[tuple[str, ...], Entry]]] = {}
    for item in (*own, *read_countries(), *read_actors(data("actors.csv")), *roles):
        second = item.words[1] if len(item.words) > 1 else ""
        known.setdefault(item.words[0], {}).setdefault(second, {}).setdefault(item.words, item)
    return {
        first: {
            second: tuple(sorted(alike.values(), key=lambda item: -len(item.words))) for second, alike in own.items()
        }
        for first, own in known.items()
    }


def atoms(prose: Prose, known: Names) -> list[Atom]:
    """Every name and noun of a role, in reading order, longest first and without overlap."""
    lower, found, free = prose.lower, [], 0
    last = len(lower) - 1
    for at in [at for at, word in enumerate(lower) if word in known]:
        if at < free:
            continue
        begun = known[lower[at]]
        longer = begun.get(lower[at + 1], ()) if at < last else ()
        for item in (*longer, *begun.get("", ())):
            end = at + len(item.words)
            if (end == at + 1 or tuple(lower[at:end]) == item.words) and printed_so(prose, at, item):
                if item.kind == "person" and goes_on(prose, end):
                    continue
                found.append(Atom(at, end, item.kind, item.code))
                free = end
                break
    return with_short(prose, found)


def with_short(prose: Prose, found: list[Atom]) -> list[Atom]:
    """Names and nouns, with the abbreviations that a text gives in brackets: "Central General Staff (EMC)"."""
    short: dict[str, Atom] = {}
    for atom in found:
        if atom.kind in NAMED_SHORT and (word := short_name(prose, atom.end)):
            short.setdefault(word, atom)
    taken = {word for atom in found for word in range(atom.start, atom.end)}
    more = [
        Atom(at, at + 1, short[word].kind, short[word].code)
        for at, word in enumerate(prose.printed if short else ())
        if word in short and at not in taken
    ]
    return sorted([*found, *more], key=lambda atom: atom.start) if more else found


def short_name(prose: Prose, start: int) -> str:
    """The abbreviation in capitals that ends the brackets which open at a word; empty where there is none."""
    if prose.printed[start : start + 1] != ["("]:
        return ""
    close = next((at for at in range(start + 2, min(start + IN_BRACKETS, len(prose))) if prose.printed[at] == ")"), 0)
    word = prose.printed[close - 1] if close else ""
    return word if word.isupper() and len(word) > 1 else ""


def goes_on(prose: Prose, end: int) -> bool:
    """Whether a name goes on behind a word: "Mohamed" of "Mohamed Bazoum"."""
    return (
        end < len(prose)
        and prose.printed[end][0].isupper()
        and prose.printed[end].isalpha()
        and len(prose.printed[end]) > 1
    )


def printed_so(prose: Prose, at: int, item: Entry) -> bool:
    """Whether a name is printed as names are ("al-Shabaab" too); nouns in any way, abbreviations not among capitals."""
    word = prose.printed[at]
    if item.named and prose.printed[at + len(item.words) - 1].islower():
        return False
    if not item.caps:
        small = word[0].islower() and not any(map(str.isupper, "".join(prose.printed[at : at + len(item.words)])))
        return item.kind == "role" or not small
    return word.isupper() and not (shouted(prose, at - 1) and shouted(prose, at + 1))


def shouted(prose: Prose, word: int) -> bool:
    """Whether a word is printed in capitals, and is no abbreviation of a letter or two."""
    return 0 <= word < len(prose.lower) and len(prose.printed[word]) > 2 and prose.printed[word].isupper()
