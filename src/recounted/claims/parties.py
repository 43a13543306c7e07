"""The people who meet or talk: the parties of a unit in which nobody does anything to anybody."""

from bisect import bisect_left
from collections.abc import Iterator

from recounted.claims.roles import Roles
from recounted.claims.scene import Extent, Scene, event_of, meets, speaker_of
from recounted.claims.units import Unit
from recounted.model import Actor

MOST_WORDS = 9

#: "Met him": the pronoun stands at most this many words behind the happening's word.
PRONOUN_REACH = 3


def parties(scene: Scene, unit: Unit, codes: dict[str, str]) -> Roles | None:
    """Who takes part, where the happening has parties rather than a doer: those before its word, those after."""
    if unit.main is None:
        return None
    if not scene.prose.lexicon.vocabulary["event"].get(event_of(unit.main).kind, {}).get("parties"):
        return None
    word = unit.main.extent[0]
    start, end = scene.prose.sentences[unit.sentence][0], unit.end
    first: dict[str, Actor] = {}
    second: dict[str, Actor] = {}
    for extent in named(scene, start, end):
        actor = party(scene, extent, codes)
        (first if extent[0] < word else second).setdefault(actor.name, actor)
    for at in range(word, min(end, word + PRONOUN_REACH)):
        if scene.prose.lower[at] in scene.prose.lexicon.lists["person_words"]:
            known = spoken_of(scene, at, {*first, *second})
            second.update({actor.name: actor for actor in known})
    return tuple(first.values()), tuple(second.values())


def spoken_of(scene: Scene, at: int, taken: set[str]) -> list[Actor]:
    """The last person before a word who spoke, and is not named already: whom "met him" speaks of."""
    speakers = scene.held.get("speakers", ())
    for number in range(bisect_left(scene.starts.get("speakers", []), at) - 1, -1, -1):
        held = speakers[number]
        speaker = speaker_of(held)
        if speaker.kind == "person" and not any(speaker.name in name for name in taken):
            return [Actor(name=speaker.name, span=scene.prose.span(at, at + 1), code=speaker.code)]
    return []


def party(scene: Scene, extent: Extent, codes: dict[str, str]) -> Actor:
    """A name as an actor, with the code of what stands there."""
    span = scene.prose.span(*extent)
    name = span.of(scene.prose.document.text)
    for held in scene.around("actors", extent):
        if isinstance(held.mention.value, Actor) and held.mention.value.code:
            return Actor(name=name, span=span, code=held.mention.value.code)
    return Actor(name=name, span=span, code=codes.get(name))


def named(scene: Scene, start: int, end: int) -> Iterator[Extent]:
    """Runs of capitalised words that are no place and no time: people, offices, organisations."""
    prose = scene.prose
    taken = [h.extent for kind in ("places", "times") for h in scene.within(kind, start, end)]
    links = prose.lexicon.lists["name_links"]
    at = start
    while at < end:
        stop = at
        while (
            stop < end
            and stop - at < MOST_WORDS
            and (is_name(prose.printed[stop]) or (stop > at and prose.lower[stop] in links))
        ):
            stop += 1
        while stop > at and not is_name(prose.printed[stop - 1]):
            stop -= 1
        if stop - at == 1 and prose.lower[at] in prose.lexicon.lists["never_names"]:
            stop = at
        acts = any(meets((at, stop), held.extent) for held in scene.within("actors", start, end))
        covered = any(meets((at, stop), extent) and extent[1] - extent[0] >= stop - at for extent in taken)
        if stop > at and (acts or not covered):
            yield at, stop
        at = max(stop, at + 1)


def is_name(word: str) -> bool:
    """Whether a word is written as a name is."""
    return word[0].isupper()
