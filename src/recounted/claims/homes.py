"""Whose "the army" and "the police" are where a report does not say: those of the one country that it is about."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from msgspec.structs import replace

from recounted.lexicon import vocabulary
from recounted.model import Actor, Mention, Place, Speaker
from recounted.prose import Prose
from recounted.words import plain

#: A report is about the country that this part of all that it names belongs to: actors, towns, regions.
SHARE = 0.6

#: Every other country is named at most once, or this part as often as it, and no forces of another.
OTHERS = 0.34

#: UCDP where_prec of a whole country.
COUNTRY = 6


def at_home(prose: Prose, found: Mapping[str, Sequence[Mention]], countries: frozenset[str]) -> list[Mention]:
    """The actors of a document; parts of a state whose country is not said with that of the country it is about.

    Args:
        found: the mentions of each finder, by its name.
        countries: the codes of all countries.
    """
    actors = list(found.get("actors", ()))
    home = None if is_one_sided(prose, actors, found.get("speakers", ())) else country(found, countries)
    if home is None:
        return actors
    ends = {m.span.end for m in found.get("places", ())}
    return [with_country(m, home) if is_bare(prose, m, ends) else m for m in actors]


def is_one_sided(prose: Prose, actors: Sequence[Mention], speakers: Sequence[Mention] = ()) -> bool:
    """Whether a side tells of itself, and is not only quoted: "our troops" may fight in another country."""
    lists = prose.lexicon.lists
    if not lists["enemy_words"].isdisjoint(prose.lower):
        return True
    told = [m.value.content_span for m in speakers if isinstance(m.value, Speaker) and m.value.content_span]
    return any(
        prose.lower[prose.word_at(m.span.start) - 1] in lists["own_first"]
        and not any(content.holds(m.span) for content in told)
        for m in actors
        if m.span.start
    )


def country(found: Mapping[str, Sequence[Mention]], countries: frozenset[str]) -> str | None:
    """The country that a document is about, where that is plain: of two sides nobody is chosen."""
    acting = [value for m in found.get("actors", ()) if (value := actor(m)) and first(value) in countries]
    named = Counter(first(value) for value in acting)
    towns = Counter(place.country for m in found.get("places", ()) if (place := town(m)) and place.country)
    told = named + towns
    if not towns:
        return None
    home, count = min(told.items(), key=lambda entry: (-entry[1], entry[0]))
    others = max((own for code, own in named.items() if code != home), default=0)
    foreign = any(first(value) != home and is_force(value) for value in acting)
    plainly = towns[home] and count >= SHARE * sum(told.values()) and others <= max(1, OTHERS * named[home])
    return home if plainly and not foreign else None


def town(mention: Mention) -> Place | None:
    """The place of a mention of one that is no whole country."""
    value = mention.value
    return value if isinstance(value, Place) and value.where_prec is not None and value.where_prec < COUNTRY else None


def is_force(value: Actor) -> bool:
    """Whether an actor is an army or police."""
    known = vocabulary()["role"]
    return any(known.get(part, {}).get("state") and known[part].get("counts") for part in (value.code or "").split())


def actor(mention: Mention) -> Actor | None:
    """The actor of a mention of one whose code is known."""
    return mention.value if isinstance(mention.value, Actor) and mention.value.code else None


def first(value: Actor) -> str:
    """The first part of a code: the country, or a role where there is none."""
    return (value.code or "").split()[0]


def is_bare(prose: Prose, mention: Mention, places: Set[int] = frozenset()) -> bool:
    """Whether an actor is a part of one state, and the words do not say of which."""
    if plain(mention.text.split()[-1]) in prose.lexicon.lists["states_together"]:
        return False
    before = prose.word_at(mention.span.start) - 1
    printed = prose.printed[before] if before >= 0 else ""
    begins = before < 0 or prose.sentences[prose.sentence_at(before)][0] == before
    if printed[:1].isupper() and not begins and mention.text.islower():
        return prose.ends[before] in places  # "the Wa army" is no state's
    value, known = actor(mention), vocabulary()["role"]
    return value is not None and all(known.get(part, {}).get("state") for part in (value.code or "").split())


def with_country(mention: Mention, home: str) -> Mention:
    """An actor with a country before its role."""
    value = actor(mention)
    assert value is not None
    return replace(mention, value=replace(value, code=f"{home} {value.code}"))
