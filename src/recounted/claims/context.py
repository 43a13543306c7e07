"""Where and when a unit's happening was: its own places and days, else those of the happening told before."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

import msgspec

from recounted.claims.briefs import DATELINE_SENTENCES, is_area, is_brief, is_head, only_place
from recounted.claims.happenings import COUNTRY, is_background, is_harm
from recounted.claims.roles import Roles
from recounted.claims.scene import Held, Scene, event_of, speaker_of
from recounted.claims.units import Unit
from recounted.claims.voices import innermost
from recounted.countries import capitals
from recounted.model import Actor, Event, Period, Place, Span, Speaker
from recounted.patterns import PARAGRAPH

#: How many sentences back a happening is still the one that is spoken of.
REACH = 6

#: A time before a noun that tells a happening is so many words farther from it than one behind it.
NOUN_LEAD = 2

#: "In response to the" stands at most this many words before a happening that is the ground of another.
GROUND_REACH = 5

#: A place or day that opens a sentence ends at most this many words behind its beginning.
FRAME_REACH = 8


class Setting(msgspec.Struct, frozen=True):
    """Where and when, and whether the unit's own words say so."""

    places: tuple[Place, ...] = ()
    time: Period | None = None


def own_setting(scene: Scene, unit: Unit, actors: Sequence[Actor]) -> Setting:
    """What the unit's own words say of place and day, else the words that open its sentence."""
    places = away_from(own_places(scene, unit), actors)
    if not places and unit.main is not None:
        places = tuple(v for h in framing(scene, unit, "places") if isinstance(v := h.mention.value, Place))
        places = places or seen_from(scene, unit)
    time = own_time(scene, unit)
    if time is None and not unit.chain:
        days = [v for h in framing(scene, unit, "times") if isinstance(v := h.mention.value, Period)]
        time = next((day for day in days if day.relation == "at"), None)
    return Setting(places, time)


def framing(scene: Scene, unit: Unit, kind: str) -> list[Held]:
    """The place or day with which a sentence opens, and which holds for all that it tells: "In Mexico, gunmen"."""
    start = scene.prose.sentences[unit.sentence][0]
    if scene.prose.lower[start] not in scene.prose.lexicon.lists["frame_words"]:
        return []
    return [h for h in scene.within(kind, start, start + FRAME_REACH) if h.extent[0] <= start + 1]


def allowed(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether a mention may speak of the happening: it lies in the words that the speaker is credited with."""
    inner = innermost(unit)
    if inner is None or unit.main is None:
        return True
    speaker = speaker_of(inner)
    content = speaker.content_span
    return content is None or content.holds(held.mention.span) or goes_on(scene, speaker, held.mention.span)


def goes_on(scene: Scene, speaker: Speaker, span: Span) -> bool:
    """Whether words behind those who own up to a deed still tell of it: "two bombings claimed by the group in Lorn"."""
    owned = scene.prose.lexicon.vocabulary["speech_act"][speaker.speech_act].get("own_deed")
    content, cue = speaker.content_span, speaker.cue_span
    if not owned or content is None or cue is None:
        return False
    return content.end <= cue.start < span.start


def own_places(scene: Scene, unit: Unit) -> tuple[Place, ...]:
    """The places of a unit: not where something came from, nor where it went if another place is told."""
    found: list[tuple[Held, Place]] = []
    for held in scene.within("places", unit.start, unit.end):
        place = held.mention.value
        assert isinstance(place, Place)
        if not allowed(scene, unit, held) or is_origin(scene, unit, held) or is_part_of_a_name(scene, held):
            continue
        if not scene.prose.lexicon.lists["seat_words"].isdisjoint(
            scene.prose.lower[held.extent[1] : held.extent[1] + 1]
        ):
            continue
        if not is_country(place) or is_where(scene, unit, held):
            found.append((held, place))
    finer = {place.country for _, place in found if place.where_prec and not is_country(place)}
    told = [(held, place) for held, place in found if not is_country(place) or place.country not in finer]
    inside = [(held, place) for held, place in told if not is_head(scene, held)]
    met = [(held, place) for held, place in inside if not is_way(scene, unit, held)] or inside
    return tuple(place for _, place in met)


def seen_from(scene: Scene, unit: Unit) -> tuple[Place, ...]:
    """Where those live who saw it and tell of it: "residents of Barda said"."""
    inner = innermost(unit)
    if inner is None or scene.prose.lexicon.lists["local_words"].isdisjoint(scene.prose.lower[slice(*inner.extent)]):
        return ()
    told = (h.mention.value for h in scene.within("places", *inner.extent))
    return tuple(place for place in told if isinstance(place, Place) and not is_country(place))


def is_country(place: Place) -> bool:
    """Whether a place is a country or a named part of one, such as its east."""
    return place.where_prec == COUNTRY or place.kind == "country"


def is_origin(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether words of origin stand before a place: "from the direction of"."""
    prose, start, name = scene.prose, held.extent[0], "origin_words"
    if start <= unit.start or prose.lower[start - 1] not in prose.lexicon.closers[name]:
        return False
    first = max(unit.start, start - prose.lexicon.longest[name])
    return any(prose.phrase(at, start) in prose.lexicon.lists[name] for at in range(first, start))


def is_way(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether a place is the end of a way that began at another: "from Goris to Lachin"."""
    prose, start = scene.prose, held.extent[0]
    if start <= unit.start or prose.lower[start - 1] not in prose.lexicon.lists["destination_words"]:
        return False
    return any(
        h.extent[1] == start - 1 and is_origin(scene, unit, h) for h in scene.within("places", unit.start, start)
    )


def is_where(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether the words before a country make it where something was, and not who did it: "in northern Iraq"."""
    lists, at = scene.prose.lexicon.lists, held.extent[0] - 1
    while at > unit.start and scene.prose.lower[at] in lists["country_parts"]:
        at -= 1
    behind = scene.prose.lower[held.extent[1] : held.extent[1] + 1]
    return at >= unit.start and (
        scene.prose.lower[at] in lists["country_openers"] or not lists["possessive_words"].isdisjoint(behind)
    )


def is_part_of_a_name(scene: Scene, held: Held) -> bool:
    """Whether a place only tells whose a speaker or an actor is: "prosecutors in Baku"."""
    actors = scene.around("actors", held.extent)
    governs = any(" " in str(getattr(h.mention.value, "code", None) or "") for h in actors)
    return bool(scene.around("speakers", held.extent)) or governs or any(h.extent != held.extent for h in actors)


def own_time(scene: Scene, unit: Unit) -> Period | None:
    """The day of a unit: the nearest time in its words that dates a happening and does not begin or end a stretch.

    A noun's time stands behind it: "died on Thursday of wounds from the bombing of his office on July 24".
    """
    word = unit.main.extent[0] if unit.main else unit.start
    ahead = NOUN_LEAD if unit.main is not None and event_of(unit.main).frame == "noun" else 0
    near = [
        (abs(held.extent[0] - word) + (ahead if held.extent[0] < word else 0), held.mention.value)
        for held in scene.within("times", unit.start, unit.end)
        if isinstance(held.mention.value, Period) and held.mention.value.relation == "at" and allowed(scene, unit, held)
    ]
    return min(near, key=lambda entry: entry[0])[1] if near else None


def settings(scene: Scene, made: Sequence[Unit], given: Sequence[Roles]) -> list[Setting]:
    """Place and day of every unit, with what a unit leaves out taken from the same happening told before.

    Args:
        given: the actors and recipients of each unit; a country named only as one of them is no place.
    """
    out: list[Setting] = []
    head = dateline(scene)
    lead = next((unit for unit in made if unit.main is not None), None)
    for i, unit in enumerate(made):
        own = own_setting(scene, unit, (*given[i][0], *given[i][1]))
        if unit is lead and head is not None and all(p.country == head.country and is_land(p) for p in own.places):
            own = Setting((head,), own.time)
        if not (own.places and own.time) and unit.main is not None and not is_running(unit):
            own = filled(scene, unit, own, ((made[j], out[j]) for j in range(i - 1, -1, -1)))
        out.append(own)
    for i in range(len(made) - 1):
        if not out[i].places and goes_on_in(scene, made[i], made[i + 1]):
            out[i] = Setting(out[i + 1].places, out[i].time)
    return placed(scene, made, out) if is_brief(scene) else out


def placed(scene: Scene, made: Sequence[Unit], found: Sequence[Setting]) -> list[Setting]:
    """The settings of a short report, where no deed has a place of its own: the one place that it names."""
    deeds = [is_violent(scene, unit) for unit in made]
    if any(is_area(place) for own, deed in zip(found, deeds, strict=True) if deed for place in own.places):
        return list(found)
    others = [own.places for own, deed in zip(found, deeds, strict=True) if not deed]
    out = []
    for unit, own in zip(made, found, strict=True):
        inner = innermost(unit)
        only = (
            None
            if own.places or not may_be_there(scene, unit)
            else only_place(scene, others, inner.extent if inner else None)
        )
        out.append(Setting((only,), own.time) if only else own)
    return out


def goes_on_in(scene: Scene, unit: Unit, other: Unit) -> bool:
    """Whether the unit behind, in one sentence, names the deed of one that only tells harm: "six died | in two"."""
    if unit.sentence != other.sentence or unit.main is None or other.main is None or is_running(unit):
        return False
    deed = event_of(other.main)
    return is_harm(scene, event_of(unit.main)) and deed.frame == "noun" and can_be_one(scene, event_of(unit.main), deed)


def is_violent(scene: Scene, unit: Unit) -> bool:
    """Whether a unit tells of a deed of the type that harms."""
    if unit.main is None:
        return False
    return bool(scene.prose.lexicon.vocabulary["event_type"][event_of(unit.main).event_type].get("violent"))


def may_be_there(scene: Scene, unit: Unit) -> bool:
    """Whether a violent happening may have been at the one place that its report names."""
    if not is_violent(scene, unit) or is_running(unit) or is_apart(scene, unit) or is_ground(scene, unit):
        return False
    return not names_a_place(scene, unit)


def is_land(place: Place) -> bool:
    """Whether a place is a whole country, or not known."""
    return place.where_prec is None or place.where_prec >= COUNTRY


def dateline(scene: Scene) -> Place | None:
    """The town in capitals with which a report opens, if it is no nation's capital: it was written near its news.

    A report of places of other countries only was not.
    """
    told = [h.mention.value for h in scene.held.get("places", ()) if not is_head(scene, h)]
    lands = {place.country for place in told if isinstance(place, Place)}
    for held in scene.held.get("places", ()):
        place, at = held.mention.value, scene.prose.sentence_at(held.extent[0])
        if at >= DATELINE_SENTENCES:
            break
        opens = held.extent[0] == scene.prose.sentences[at][0] and held.mention.text.isupper()
        if opens and isinstance(place, Place) and not is_wide(place) and place.name.lower() not in capitals():
            return place if not lands or place.country in lands else None
    return None


def is_wide(place: Place) -> bool:
    """Whether a place is a whole country or wider, or not known."""
    return place.where_prec is None or place.where_prec >= COUNTRY or is_country(place)


def is_running(unit: Unit) -> bool:
    """Whether a unit reports a running total, which has no one place and day."""
    return any(getattr(h.mention.value, "scope", "") == "cumulative" for h in unit.figures)


def filled(scene: Scene, unit: Unit, own: Setting, before: Iterator[tuple[Unit, Setting]]) -> Setting:
    """A setting with its gaps filled from earlier units that may tell of the same happening, nearest first.

    One that names the same site ("the station") is asked before the others. Words that do not point back take nothing
    from other sentences: a wrong place is worse than none.
    """
    if is_apart(scene, unit) or is_ground(scene, unit):
        return own
    reach = reach_of(scene, unit)
    near_by = takewhile(lambda entry: unit.sentence - entry[0].sentence <= reach, before)
    fitting = [(other, told) for other, told in near_by if same_happening(scene, unit, own, (other, told))]
    if not fitting:
        return own
    sites = sites_of(scene, unit)
    same_site = [told for other, told in reversed(fitting) if sites & sites_of(scene, other)]
    near = [told for _, told in fitting]
    given = () if names_a_place(scene, unit) else next((told.places for told in (*same_site, *near) if told.places), ())
    places = own.places or given
    names = {place.name for place in places}
    alike = [told for other, told in fitting if not names or told.places or is_of_kind(unit, other)]
    time = own.time or next((told.time for told in (*same_site, *alike) if told.time and shares(told, names)), None)
    return Setting(places, time)


def is_of_kind(unit: Unit, other: Unit) -> bool:
    """Whether two units name their happenings alike."""
    return bool(unit.main and other.main and event_of(unit.main).kind == event_of(other.main).kind)


def reach_of(scene: Scene, unit: Unit) -> int:
    """How many sentences back a unit's words may point: as far as REACH where they say so, one where they tell harm."""
    lists, (start, end) = scene.prose.lexicon.lists, scene.prose.sentences[unit.sentence]
    words = scene.prose.lower[start:end]
    if not lists["pointing_words"].isdisjoint(words) or any(points_back(scene, event) for event in unit.events):
        return REACH
    if any(w in lists["definite_words"] and words[n + 1] in lists["site_words"] for n, w in enumerate(words[:-1])):
        return REACH
    if not all(is_harm(scene, event_of(event)) for event in unit.events):
        return 0
    paragraph = unit.sentence
    while paragraph and scene.prose.printed[scene.prose.sentences[paragraph][0] - 1] != PARAGRAPH:
        paragraph -= 1
    opens_item = scene.prose.lower[scene.prose.sentences[paragraph][0]] in lists["item_marks"]
    return unit.sentence - paragraph + (0 if opens_item else 1)


def points_back(scene: Scene, event: Held) -> bool:
    """Whether an event's word is said to be known: "the attack", "that night's shelling"."""
    at = event.extent[0]
    definite = scene.prose.lexicon.lists["definite_words"]
    return event_of(event).frame == "noun" and not definite.isdisjoint(scene.prose.lower[max(0, at - 2) : at + 1])


def is_ground(scene: Scene, unit: Unit) -> bool:
    """Whether a unit's happening is told as the ground of another: "in response to the killing of"."""
    if unit.main is None:
        return False
    at = unit.main.extent[0]
    return is_background(scene, max(scene.prose.sentences[unit.sentence][0], at - GROUND_REACH), at)


def is_apart(scene: Scene, unit: Unit) -> bool:
    """Whether a unit's words say that it is another happening: "in a separate clash", "elsewhere"."""
    return not scene.prose.lexicon.lists["apart_words"].isdisjoint(scene.prose.lower[unit.start : unit.end])


def can_be_one(scene: Scene, first: Event, second: Event) -> bool:
    """Whether two events may name one happening: of one type, and of one kind unless one of them is of any kind."""
    known = scene.prose.lexicon.vocabulary["event"]
    if first.event_type != second.event_type:
        return False
    return first.kind == second.kind or any(
        known[e.kind].get("harm") or known[e.kind].get("generic") for e in (first, second)
    )


def names_a_place(scene: Scene, unit: Unit) -> bool:
    """Whether a unit's words name a place of their own, even one that no gazetteer has: "took the town of Paletwa"."""
    prose, lists = scene.prose, scene.prose.lexicon.lists
    openers, quarters = lists["place_openers"], lists["quarter_words"]
    taken = {
        at
        for kind in ("times", "actors", "speakers")
        for h in scene.within(kind, unit.start, unit.end)
        for at in range(*h.extent)
    }
    return any(
        prose.printed[at][0].isupper()
        and at not in taken
        and not openers.isdisjoint((prose.lower[at - 1], prose.phrase(at - 2, at)))
        and quarters.isdisjoint(prose.lower[at + 1 : at + 2])
        for at in range(unit.start + 1, unit.end)
    )


def shares(told: Setting, names: set[str]) -> bool:
    """Whether a setting is at one of some places; any will do where one of the two is not known."""
    return not names or not told.places or bool(names & {place.name for place in told.places})


def sites_of(scene: Scene, unit: Unit) -> frozenset[str]:
    """The sites that a unit's sentence speaks of: hospital, station, market."""
    start, end = scene.prose.sentences[unit.sentence]
    return scene.prose.lexicon.lists["site_words"].intersection(scene.prose.lower[start:end])


def same_happening(scene: Scene, unit: Unit, own: Setting, earlier: tuple[Unit, Setting]) -> bool:
    """Whether an earlier unit, with a place or day, can be the same happening: same type, and no word against it."""
    other, told = earlier
    if other.main is None or unit.main is None or is_running(other) or not (told.places or told.time):
        return False
    if not can_be_one(scene, event_of(other.main), event_of(unit.main)):
        return False
    if own.places and told.places:
        return bool({place.name for place in own.places} & {place.name for place in told.places})
    return (
        own.time is None
        or (told.time is None and unit.sentence == other.sentence)
        or (
            told.time is not None
            and (own.time.date_start, own.time.date_end) == (told.time.date_start, told.time.date_end)
        )
    )


def away_from(places: tuple[Place, ...], actors: Sequence[Actor]) -> tuple[Place, ...]:
    """Places without the countries and capitals that are named as actors or recipients only."""
    acting = {actor.span for actor in actors if " " in (actor.code or "")}
    return tuple(
        p
        for p in places
        if p.span not in acting and (not is_country(p) or not any(p.span.meets(a.span) for a in actors))
    )
