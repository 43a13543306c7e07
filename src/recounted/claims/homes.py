"""Whose "the army" and "the police" are where a report does not say: those of the one country that it is about.

A ministry is that of the capital where the report was written; a dateline of another town does not tell whose it is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from msgspec.structs import replace

from recounted.claims.briefs import DATELINE_SENTENCES
from recounted.countries import countries as known_countries
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
    if is_one_sided(prose, actors, found.get("speakers", ())):
        return actors
    home, own = country(found, countries), seat(prose, found, countries)
    if home is None and own is None:
        return actors
    ends = {m.span.end for m in found.get("places", ())}
    return [
        with_country(m, whose) if (whose := own if is_ministry(prose, m) else home) and is_bare(prose, m, ends) else m
        for m in actors
    ]


def seat(prose: Prose, found: Mapping[str, Sequence[Mention]], countries: frozenset[str]) -> str | None:
    """The country of a ministry that the words give to none: that of the capital in the dateline.

    It is nobody's where the report is about another country, or names a ministry of one; where the dateline is of
    another town, that of the country that the rest of the report is about.
    """
    head = dateline(prose, found.get("places", ()))
    if head is None:
        return country(found, countries)
    place = town(head)
    home = country({**found, "places": [m for m in found["places"] if m is not head]}, countries)
    if place is None or not is_capital(place):
        return home
    others = {first(value) for m in found.get("actors", ()) if is_ministry(prose, m) and (value := actor(m))}
    foreign = (others & countries) - {place.country}
    return place.country if home in {None, place.country} and not foreign else None


def dateline(prose: Prose, places: Sequence[Mention]) -> Mention | None:
    """The town in capitals that opens one of a report's first sentences."""
    for m in places:
        word = prose.word_at(m.span.start)
        sentence = prose.sentence_at(word)
        if sentence < DATELINE_SENTENCES and prose.sentences[sentence][0] == word and m.text.isupper() and town(m):
            return m
    return None


def is_capital(place: Place) -> bool:
    """Whether a town is the capital of its country."""
    own = (country.capitals for country in known_countries() if country.code == place.country)
    return any(plain(name) == plain(place.name) for names in own for name in names)


def is_ministry(prose: Prose, mention: Mention) -> bool:
    """Whether an actor is told as a ministry."""
    return not prose.lexicon.lists["ministry_words"].isdisjoint(plain(word) for word in mention.text.split())


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
    begins = begins or prose.lower[before] in prose.lexicon.lists["count_articles"]
    if printed[:1].isupper() and not begins and mention.text.islower():
        return prose.ends[before] in places  # "the Wa army" is no state's
    value, known = actor(mention), vocabulary()["role"]
    return value is not None and all(known.get(part, {}).get("state") for part in (value.code or "").split())


def with_country(mention: Mention, home: str) -> Mention:
    """An actor with a country before its role."""
    value = actor(mention)
    assert value is not None
    return replace(mention, value=replace(value, code=f"{home} {value.code}"))
