"""Which events of a sentence are one happening, and which word names it best."""

from collections.abc import Sequence

from recounted.claims.scene import Extent, Held, Scene, chain_at, event_of, figure_of, meets, speaker_of
from recounted.model import Event, Place, Span

#: UCDP where_prec of a whole country.
COUNTRY = 6

#: UCDP where_prec of a region that is wider than a province.
REGION = 5
#: "Since the beginning of its full-scale invasion": a word of time stands at most this many words before the happening.
BOUND_REACH = 9


#: "Condemned the deadly raid": what is spoken of stands at most this many words behind the word of saying.
OBJECT_REACH = 2

#: "Carried out a series of heavy air strikes": the verb stands at most this many words before the happening's noun.
DOING_REACH = 6


def happenings(scene: Scene, events: Sequence[Held], figures: Sequence[Held] = ()) -> list[list[Held]]:
    """Events parted into happenings, in reading order; one that is only spoken of stays if a figure tells its toll."""
    told = [event for event in events if not (is_bound(scene, event) or is_governing(scene, event, events))]
    parts = [part for clause in contrasted(scene, told) for part in grown(scene, clause)]
    return [
        part
        for part in parts
        if has_toll(scene, part, told, figures) or is_spoken_of(scene, part) or not subordinate(scene, part, parts)
    ]


def is_spoken_of(scene: Scene, part: Sequence[Held]) -> bool:
    """Whether a happening is what somebody condemns, right behind that word: "condemned the raid and left"."""
    chain = chain_at(scene, part[0].extent)
    acts = scene.prose.lexicon.vocabulary["speech_act"]
    if not chain or not acts[speaker_of(chain[-1]).speech_act].get("blames"):
        return False
    cue = speaker_of(chain[-1]).cue_span
    return cue is not None and 0 <= part[0].extent[0] - scene.prose.extent(cue)[1] <= OBJECT_REACH


def is_governing(scene: Scene, event: Held, events: Sequence[Held]) -> bool:
    """Whether a promise is but the first word of the deed without harm that is promised: "was ready to send food"."""
    if not scene.prose.lexicon.vocabulary["event"][event_of(event).kind].get("governs"):
        return False
    return any(
        0 <= other.extent[0] - event.extent[1] <= 1
        and event_of(other).modality == "planned"
        and not scene.prose.lexicon.vocabulary["event_type"][event_of(other).event_type].get("harms")
        for other in events
    )


def has_toll(scene: Scene, part: Sequence[Held], events: Sequence[Held], figures: Sequence[Held]) -> bool:
    """Whether a violent happening is the nearest one to a figure of those whom it harmed: "the killing of two men"."""
    if not any(is_violent(scene, event_of(event)) for event in part):
        return False
    harmed = [figure.extent[0] for figure in figures if is_violent_harm(scene, figure)]
    return any(min(events, key=lambda event: abs(event.extent[0] - at)) in part for at in harmed)


def is_violent_harm(scene: Scene, figure: Held) -> bool:
    """Whether a figure counts a harm of violence."""
    return bool(scene.prose.lexicon.vocabulary["harm"][figure_of(figure).harm].get("violent"))


def grown(scene: Scene, events: Sequence[Held]) -> list[list[Held]]:
    """The happenings of some clauses: each event with those before that it joins, best with one of its own type."""
    parts: list[list[Held]] = []
    for event in events:
        fitting = [part for part in reversed(parts) if joins(scene, part, event)]
        joined = min(fitting, key=lambda part: event_of(part[0]).event_type != event_of(event).event_type, default=None)
        if joined is None:
            parts.append([event])
        else:
            joined.append(event)
    return parts


def contrasted(scene: Scene, events: Sequence[Held]) -> list[list[Held]]:
    """Events apart where contrasting words ("while", ";") stand between two deeds of different kinds."""
    if len(events) < 2:  # most sentences tell one thing
        return [[event] for event in events]
    clauses: list[list[Held]] = []
    contrast = scene.prose.lexicon.lists["contrast_words"]
    for event in events:
        if not clauses or not contrast.isdisjoint(scene.prose.lower[clauses[-1][-1].extent[1] : event.extent[0]]):
            clauses.append([])
        clauses[-1].append(event)
    out: list[list[Held]] = []
    for clause in clauses:
        before, now = deeds(scene, out[-1] if out else []), deeds(scene, clause)
        if before and now and not before & now:
            out.append(clause)
        else:
            out = [*out[:-1], [*(out[-1] if out else []), *clause]]
    return out


def deeds(scene: Scene, events: Sequence[Held]) -> set[str]:
    """The kinds of the violent deeds among events, without mere harm and words for any violence."""
    known = scene.prose.lexicon.vocabulary["event"]
    found = (event_of(event) for event in events)
    return {
        e.kind for e in found if is_violent(scene, e) and not is_harm(scene, e) and not known[e.kind].get("generic")
    }


def joins(scene: Scene, part: Sequence[Held], event: Held) -> bool:
    """Whether an event is the same happening as those before: of one type, and with no place or day of its own."""
    before, now = event_of(main(scene, part)), event_of(event)
    if scene.prose.lower[event.extent[0] - 1] in scene.prose.lexicon.lists["alternative_words"]:
        return True
    if before.event_type != now.event_type and not (harms(scene, before, now) or harms(scene, now, before)):
        return False
    if is_peaceful(scene, before) != is_peaceful(scene, now) and (
        "noun" not in {before.frame, now.frame} or is_carried_out(scene, main(scene, part))
    ):
        return False
    if before.modality != now.modality or told_apart(scene, part[-1].extent[1], event.extent[0]):
        return False
    if is_background(scene, part[-1].extent[1], event.extent[0]) or is_another_deed(scene, part, event):
        return False
    between = scene.prose.lower[part[-1].extent[1] : event.extent[0]]
    if is_harm(scene, before) and now.frame == "noun" and not is_violent(scene, now):
        return not scene.prose.lexicon.lists["within_words"].isdisjoint(between)
    earlier = is_harm(scene, now) and not is_harm(scene, before)
    earlier = earlier and opens_ground(scene, part[-1].extent[1], event.extent[0])
    if earlier and ("verb" in {before.frame, now.frame} or not is_violent(scene, before)):
        return False
    if is_harm(scene, event_of(part[-1])) and not scene.prose.lexicon.lists["cause_words"].isdisjoint(between):
        return True
    if (now.frame == "noun") != all(event_of(h).frame == "noun" for h in part):
        return True
    kinds = ("places",) if is_harm(scene, now) else ("places", "times")
    return not any(own_elsewhere(scene, kind, part, event) for kind in kinds)


def opens_ground(scene: Scene, start: int, end: int) -> bool:
    """Whether words tell of what was before or behind: "following the death of two"; "before dawn" is but a time."""
    for at in range(start, end):
        if scene.prose.lower[at] in scene.prose.lexicon.lists["ground_words"]:
            return not any(meets((at, at + 2), h.extent) for h in scene.within("times", at - 1, end))
    return False


def harms(scene: Scene, harm: Event, deed: Event) -> bool:
    """Whether an event only says what harm another one did: people are killed by attacks, and by no withdrawal."""
    known = scene.prose.lexicon.vocabulary
    if not is_harm(scene, harm) or known["event"][harm.kind].get("apart"):
        return False
    return is_harm(scene, deed) or bool(known["event_type"][deed.event_type].get("harms"))


def is_another_deed(scene: Scene, part: Sequence[Held], event: Held) -> bool:
    """Whether two verbs tell two deeds: each has a subject of its own, or they are of two kinds without violence.

    What was done to something, and behind "when" who did what, is one: "two homes were burnt when raiders stormed it".
    """
    before, now = event_of(main(scene, part)), event_of(event)
    if "noun" in {before.frame, now.frame} or is_harm(scene, before) or is_harm(scene, now):
        return False
    if not is_violent(scene, now) and before.kind != now.kind:
        return True
    between = scene.prose.lower[part[-1].extent[1] : event.extent[0]]
    if event_of(part[-1]).frame == "passive" and not scene.prose.lexicon.lists["cause_words"].isdisjoint(between):
        return False
    return has_subject(scene, part[-1].extent[1], event.extent[0])


def has_subject(scene: Scene, start: int, verb: int) -> bool:
    """Whether an actor that begins a clause stands right before a verb: "and soldiers returned fire"."""
    lists, lower = scene.prose.lexicon.lists, scene.prose.lower
    for held in scene.within("actors", start, verb):
        first, end = held.extent
        while first > start and lower[first - 1] in lists["determiner_words"]:
            first -= 1
        begins = first > start and lower[first - 1] in lists["clause_words"]
        if begins and lists["verb_fillers"].issuperset(lower[end:verb]):
            return True
    return False


def is_bound(scene: Scene, event: Held) -> bool:
    """Whether an event only says since or until when something is counted: "since the start of the offensive"."""
    lists, at = scene.prose.lexicon.lists, event.extent[0]
    start = max(scene.prose.sentences[scene.prose.sentence_at(at)][0], at - BOUND_REACH)
    if lists["bound_words"].isdisjoint(scene.prose.lower[start:at]):
        return False
    opener = next((n for n in range(at - 1, start - 1, -1) if scene.prose.lower[n] in lists["bound_words"]), None)
    if opener is None or scene.prose.lower[opener + 1] in lists["verb_fillers"]:  # "have since been freed"
        return False
    if any(h.extent[0] <= opener + 1 for h in scene.within("times", opener, at)):
        return False
    return lists["bound_ends"].isdisjoint(scene.prose.lower[opener + 1 : at])


def told_apart(scene: Scene, start: int, end: int) -> bool:
    """Whether words between two events begin a second statement: "and that"."""
    return scene.prose.says("statement_words", start, end)


def is_background(scene: Scene, start: int, end: int) -> bool:
    """Whether words between two events make the second the ground of the first: "in response to"."""
    return scene.prose.says("background_words", start, end)


def own_elsewhere(scene: Scene, kind: str, part: Sequence[Held], event: Held) -> bool:
    """Whether both the events before and this one have a place, or a day, and not the same."""
    first, last = part[0].extent[0], part[-1].extent[1]
    end = scene.prose.sentences[scene.prose.sentence_at(event.extent[0])][1]
    content = content_at(scene, event)
    here = pinned(scene, kind, (last, event.extent[0]), content) or pinned(scene, kind, (first, last), content)
    there = pinned(scene, kind, (event.extent[1], end), content)
    return bool(here and there) and not here & there


def content_at(scene: Scene, held: Held) -> Span | None:
    """What the innermost speaker of some words is credited with."""
    chain = chain_at(scene, held.extent)
    return speaker_of(chain[-1]).content_span if chain else None


def pinned(scene: Scene, kind: str, extent: Extent, content: Span | None) -> set[str]:
    """The places or days in a stretch of a speaker's words that tell one happening from another."""
    found = (h for h in scene.within(kind, *extent) if content is None or content.holds(h.mention.span))
    return {name(h) for h in found if pins(h)}


def pins(held: Held) -> bool:
    """Whether a place or time tells one happening from another: a country or region, or a stretch's start, does not."""
    value = held.mention.value
    if isinstance(value, Place):
        return value.where_prec is not None and value.where_prec < REGION
    return getattr(value, "relation", "at") == "at"


def name(held: Held) -> str:
    """What two mentions of the same place or day have in common."""
    value = held.mention.value
    start = getattr(value, "date_start", None)
    return str(start) if start else held.mention.text


def is_harm(scene: Scene, event: Event) -> bool:
    """Whether an event only says what harm was done, and may be part of any violent happening."""
    return bool(scene.prose.lexicon.vocabulary["event"].get(event.kind, {}).get("harm"))


def main(scene: Scene, events: Sequence[Held]) -> Held:
    """The event that names the happening best: a deed before a mere harm, a verb before a noun."""
    if len(events) == 1:
        return events[0]
    return min(events, key=lambda h: (rank(scene, event_of(h)), event_of(h).frame == "noun", h.extent[0]))


def rank(scene: Scene, event: Event) -> int:
    """How badly an event names a happening: best a deed, then harm by a verb, other deeds by a noun, other harm."""
    noun = event.frame == "noun"
    if is_harm(scene, event):
        return 3 if noun else 1
    return 2 if noun and not is_violent(scene, event) else 0


def is_peaceful(scene: Scene, event: Event) -> bool:
    """Whether an event is of a type that harms nobody."""
    return bool(scene.prose.lexicon.vocabulary["event_type"][event.event_type].get("peaceful"))


def is_violent(scene: Scene, event: Event) -> bool:
    """Whether an event is of the type that harms."""
    return bool(scene.prose.lexicon.vocabulary["event_type"][event.event_type].get("violent"))


def is_carried_out(scene: Scene, held: Held) -> bool:
    """Whether a verb that only says that it was done governs a happening's noun: "announced a suspension of"."""
    at, lower = held.extent[0], scene.prose.lower
    start = max(scene.prose.sentences[scene.prose.sentence_at(at)][0], at - DOING_REACH)
    doing = scene.prose.lexicon.lists["doing_words"]
    ends = (
        n + size for n in range(at - 1, start - 1, -1) for size in (2, 1) if scene.prose.phrase(n, n + size) in doing
    )
    end = next(ends, None)
    return end is not None and scene.prose.lexicon.lists["doing_ends"].isdisjoint(lower[end:at])


def subordinate(scene: Scene, part: Sequence[Held], parts: Sequence[Sequence[Held]]) -> bool:
    """Whether a happening is only spoken of inside another: all nouns, beside one with a verb of another type."""
    if any(event_of(h).frame != "noun" or is_carried_out(scene, h) for h in part):
        return False
    return any(
        any(event_of(h).frame != "noun" and event_of(h).event_type != event_of(part[0]).event_type for h in other)
        for other in parts
        if other is not part
    )
