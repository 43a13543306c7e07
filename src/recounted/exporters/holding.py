"""What is held back: names of victims and private people, and, where places are made coarse, where it was.

Letters that are held back in a quotation are blacked out one by one, so that every span still counts.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeVar

import msgspec

from recounted.countries import countries
from recounted.exporters.blame import country_name
from recounted.exporters.formats import formats
from recounted.exporters.places import coarse
from recounted.lexicon import lexicon, vocabulary
from recounted.model import Actor, Claim, Document, Incident, Place, Span, Speaker

Party = TypeVar("Party", Speaker, Actor)
Words = frozenset[str]

NONE: Words = frozenset()

BLACK = "█"
PRIVATE = "a private person"

#: A name of one word or several, and of several; each word with a capital letter.
ONE = r"[^\W\d_a-z][\w'’-]+"
NAME, FULL_NAME = rf"{ONE}(?:\s+{ONE}){{0,3}}", rf"{ONE}(?:\s+{ONE}){{1,3}}"

DIGIT = re.compile(r"\d")

#: Lists of words for people and bodies that are not told by name.
IN_GENERAL = (
    "actor_alone",
    "actor_modifiers",
    "actor_roles",
    "organisation_words",
    "speaker_pronouns",
    "states_together",
)

#: The words of a name that are written with a capital letter.
CAPITALISED = re.compile(r"[^\W\d_a-z][\w’-]+")

#: The parties of a claim: those who say it, do it and suffer it.
PARTIES = ("sources", "actors", "recipients")

#: Fields of a document that tell of a place or a person in its own words.
TELLING = ("title", "url", "author")


def private(code: str | None) -> bool:
    """Whether somebody with this code speaks for nobody but himself."""
    bodies = formats()["names"]["bodies"]
    parts = (code or "").split(" ")
    return not any(part in bodies for part in parts)


def speaker(one: Speaker) -> Speaker:
    """A speaker whose name may be told; a private person is called so."""
    if one.kind != "person" or not private(one.code):
        return one
    return msgspec.structs.replace(one, name=PRIVATE)


def actor(one: Actor) -> Actor:
    """An actor whose name may be told: a private one goes by the label of the role, or as withheld."""
    if not named(one):
        return one
    role = vocabulary()["role"].get((one.code or "").rpartition(" ")[2], {})
    return msgspec.structs.replace(one, name=str(role.get("label", "withheld")))


def named(one: Actor) -> bool:
    """Whether an actor is private and goes by a name of his own."""
    return private(one.code) and country_name(one.code) is None and is_name(one.name)


def is_name(words: str) -> bool:
    """Whether some of the capitals are those of a name: not of a country, its people, or of people in general."""
    return any(word.casefold() not in common() for word in CAPITALISED.findall(words))


@cache
def common() -> frozenset[str]:
    """Words that are nobody's name for a capital alone: for people and bodies in general, for countries."""
    lists = lexicon().lists
    told = [entry for name in IN_GENERAL for entry in lists[name]]
    told += [name for one in countries() for name in (*one.names, *one.adjectives, *one.people)]
    return (
        frozenset(word.casefold() for entry in told for word in entry.split())
        - lists["given_names"]
        - lists["family_names"]
    )


def claim(one: Claim, names: bool, level: str | None, sharp: Words = NONE, beside: Words = NONE) -> Claim:
    """A claim without what is held back: names, unless wanted, and places below a level.

    Args:
        sharp: the words of the names of all places that are held back.
        beside: the words of the names of private people who stand elsewhere in its document.
    """
    shown = one if names else without_names(one, beside)
    return shown if level is None else without_places(shown, level, sharp)


def without_names(one: Claim, beside: Iterable[str] = ()) -> Claim:
    """A claim without names of private people, its own and those `beside` it in its document."""
    hidden, others = names_in(one), words_in(beside)
    text, words = blacked(one.text, [*hidden, *others]), others | words_in(hidden)
    if not words and text == one.text:
        return one
    return msgspec.structs.replace(
        one,
        text=text,
        ref=one.document[:16] if tells_of(one.ref, words) else one.ref,
        sources=tuple(replaced(speaker(party), others) for party in one.sources),
        actors=tuple(replaced(actor(party), others) for party in one.actors),
        recipients=tuple(replaced(actor(party), others) for party in one.recipients),
    )


def names_in(one: Claim) -> list[str]:
    """The names of private people that a claim is said by, or tells of."""
    return speakers_in(one) + [party.name for party in (*one.actors, *one.recipients) if named(party)]


def speakers_in(one: Claim) -> list[str]:
    """The names of private people who say a claim."""
    people = (source for source in one.sources if source.kind == "person" and private(source.code))
    return [source.name for source in people if is_name(source.name)]


def aged_in(text: str) -> list[str]:
    """The names in a text that have an age, as victims do."""
    return [text[start:end] for start, end in aged(text)]


def aged(text: str) -> Iterator[tuple[int, int]]:
    """Where names with an age stand, as victims have them."""
    if not DIGIT.search(text):
        return iter(())
    return (match.span(match.lastgroup or 0) for match in ages().finditer(text))


@cache
def ages() -> re.Pattern[str]:
    """What finds them: `Name, 34,`, `Name Surname, aged 34`, `Name Surname (34)`, `34-year-old Name Surname`."""
    words = "|".join(map(re.escape, sorted(lexicon().lists["age_words"])))
    number = r"\d{1,3}\b"
    return re.compile(
        rf"(?P<behind>{NAME}),\s+(?:{number}(?=[,.]|\s*$)|(?:{words})\s+{number})"
        rf"|(?P<within>{FULL_NAME})\s+\({number}\)"
        rf"|(?<![\w.,-])\d{{1,3}}-[^\W\d_]+-[^\W\d_]+\s+(?P<before>{FULL_NAME})"
    )


def words_in(names: Iterable[str]) -> frozenset[str]:
    """The words of some names."""
    return frozenset(word for name in names for word in CAPITALISED.findall(name))


def without_places(one: Claim, level: str, sharp: frozenset[str]) -> Claim:
    """A claim without places below a level: its words are blacked out, and place names in those of its parties."""
    return msgspec.structs.replace(
        one,
        text=re.sub(r"\S", BLACK, one.text),
        ref=one.document[:16],
        locations=tuple(coarse(place, level) for place in one.locations),
        **{name: tuple(replaced(party, sharp) for party in getattr(one, name)) for name in PARTIES},
    )


def sharp_words(one: Claim, level: str) -> Iterator[str]:
    """The words of the names of a claim's places that are held back."""
    for place in one.locations:
        if coarse(place, level) != place:
            yield from CAPITALISED.findall(place.name)


def replaced(party: Party, hidden: Iterable[str]) -> Party:
    """A party whose name has none of the words that are held back."""
    shown = without(party.name, hidden)
    return party if shown == party.name else msgspec.structs.replace(party, name=shown)


def without(name: str, hidden: Iterable[str]) -> str:
    """A name in which the words that are held back are blacked out."""
    words = [word for word in CAPITALISED.findall(name) if word in hidden]
    return blacked(name, words) if words else name


def blacked(text: str, hidden: Iterable[str]) -> str:
    """A text in which names, and words with an age behind them, are blacked out letter by letter."""
    words = words_in(hidden)
    spans = list(aged(text))
    if words:
        named_here = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, words), reverse=True)) + r")(?!\w)")
        spans += [match.span() for match in named_here.finditer(text)]
    for start, end in spans:
        text = text[:start] + re.sub(r"\S", BLACK, text[start:end]) + text[end:]
    return text


def document(one: Document, names: bool, level: str | None, sharp: Words = NONE, beside: Words = NONE) -> Document:
    """A document's data without what is held back; its text and bytes leave only with everything else.

    Args:
        sharp: the words of the names of all places that are held back.
        beside: the words of the names of private people in its text.
    """
    bare = msgspec.structs.replace(one, text="", raw=b"") if one.text or one.raw else one
    if level is not None:
        publisher = one.publisher and without(one.publisher, sharp)
        return msgspec.structs.replace(bare, ref=one.id[:16], publisher=publisher, **dict.fromkeys(TELLING))
    return bare if names else untold(bare, beside)


def untold(one: Document, beside: Words) -> Document:
    """A document whose headline, address and file name tell of no private person; its text is left as it is."""
    return msgspec.structs.replace(
        one,
        ref=one.id[:16] if tells_of(one.ref, beside) else one.ref,
        url=None if tells_of(one.url, beside) else one.url,
        title=one.title and blacked(one.title, beside),
        author=None,
    )


def tells_of(address: str | None, beside: Words) -> bool:
    """Whether an address or the name of a file has a word of a name, as parts of these are written; not "El" alone."""
    parts = set(re.split(r"[\W_\d]+", (address or "").casefold()))
    return any(len(word) > 2 and word.casefold() in parts for word in beside)


def incident(one: Incident, level: str | None) -> Incident:
    """An incident whose place is as coarse as is wanted."""
    if level is None:
        return one
    here = Place(
        name=one.place or "", span=Span(0, 1), latitude=one.latitude, longitude=one.longitude,
        country=one.country, where_prec=one.where_prec,
    )  # fmt: skip
    there = coarse(here, level)
    return msgspec.structs.replace(
        one, place=there.name or None, latitude=there.latitude, longitude=there.longitude, where_prec=there.where_prec
    )
