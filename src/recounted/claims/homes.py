"""Whose "the army" and "the police" are where a report does not say: those of the country that it is about, if one is."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from recounted.lexicon import vocabulary
from recounted.model import Actor, Mention, Place
from recounted.words import plain

#: A report is about a country that has this part of all that it names with a country.
SHARE = 0.6

#: No other country is named as an actor more often than this: between two sides nobody is chosen.
OTHERS = 1


def at_home(found: Mapping[str, Sequence[Mention]], countries: frozenset[str]) -> list[Mention]:
    """The actors of a document; parts of a state whose country is not said with that of the country it is about.

    Args:
        found: the mentions of each finder, by its name.
        countries: the codes of all countries.
    """
    actors = list(found.get("actors", ()))
    home = country(found, countries)
    if home is None:
        return actors
    named = ((value, word) for m in actors if (value := actor(m)) and (word := last_word(m)))
    elsewhere = {word for value, word in named if (code := first(value)) in countries and code != home}
    return [with_country(m, home) if is_bare(m) and last_word(m) not in elsewhere else m for m in actors]


def country(found: Mapping[str, Sequence[Mention]], countries: frozenset[str]) -> str | None:
    """The country that a document is about, where that is plain."""
    acting = Counter(code for m in found.get("actors", ()) if (v := actor(m)) and (code := first(v)) in countries)
    places = Counter(
        value.country for m in found.get("places", ()) if isinstance(value := m.value, Place) and value.country
    )
    told = acting + places
    if not told:
        return None
    home, count = min(told.items(), key=lambda entry: (-entry[1], entry[0]))
    others = max((own for code, own in acting.items() if code != home), default=0)
    plainly = count >= SHARE * sum(told.values()) and others <= OTHERS
    return home if plainly else None


def actor(mention: Mention) -> Actor | None:
    """The actor of a mention of one whose code is known."""
    return mention.value if isinstance(mention.value, Actor) and mention.value.code else None


def first(value: Actor) -> str:
    """The first part of a code: the country, or a role where there is none."""
    return (value.code or "").split()[0]


def last_word(mention: Mention) -> str:
    """The noun with which an actor's name ends, as it is looked up: "army"."""
    return plain(mention.text.split()[-1])


def is_bare(mention: Mention) -> bool:
    """Whether an actor is a part of a state, and the words do not say of which."""
    value, known = actor(mention), vocabulary()["role"]
    return value is not None and all(known.get(part, {}).get("state") for part in (value.code or "").split())


def with_country(mention: Mention, home: str) -> Mention:
    """An actor with a country before its role."""
    value = actor(mention)
    assert value is not None
    return replace(mention, value=replace(value, code=f"{home} {value.code}"))
