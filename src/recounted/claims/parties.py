"""The people who meet or talk: the parties of a unit in which nobody does anything to anybody."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from recounted.claims.candidates import does_by_saying, is_owner, word_before_extent
from recounted.claims.roles import Roles, host
from recounted.claims.scene import Extent, Held, Scene, event_of, meets
from recounted.claims.subjects import spoken_of
from recounted.claims.units import Unit, is_whole
from recounted.model import Actor

MOST_WORDS = 9

#: "Met him": the pronoun stands at most this many words behind the happening's word.
PRONOUN_REACH = 3


def parties(scene: Scene, unit: Unit, codes: dict[str, str]) -> Roles | None:
    """Who takes part, where the happening has parties rather than a doer: those before its word, those after."""
    if unit.main is None or (unit.chain and is_whole(scene, unit.chain)):
        return None
    if not scene.prose.lexicon.vocabulary["event"].get(event_of(unit.main).kind, {}).get("parties"):
        return None
    word = unit.main.extent[0]
    start, end = scene.prose.sentences[unit.sentence][0], unit.end
    first: dict[str, Actor] = {}
    second: dict[str, Actor] = {}
    before: Extent | None = None
    speaking = [held.extent for held in unit.chain if not does_by_saying(scene, unit.main, held)]
    for extent in named(scene, start, end):
        if any(meets(extent, speaker) for speaker in speaking) or is_host(scene, extent):
            continue
        actor = party(scene, extent, codes)
        if actor.code is None and before is not None and is_apposition(scene, before, extent):
            actor = replace(actor, code=party(scene, before, codes).code)
        before = extent
        (first if extent[0] < word else second).setdefault(actor.name, actor)
    for at in range(word, min(end, word + PRONOUN_REACH)):
        if scene.prose.lower[at] in scene.prose.lexicon.lists["person_words"]:
            known = spoken_of(scene, at, {*first, *second})
            second.update({actor.name: actor for actor in known})
    if not any(actor.code for actor in second.values()):
        second.update({actor.name: actor for actor in host(scene, unit)})
    return tuple(first.values()), tuple(second.values())


def is_host(scene: Scene, extent: Extent) -> bool:
    """Whether words say that somebody only brought others together: "talks brokered by Qatar"."""
    return word_before_extent(scene, extent) in scene.prose.lexicon.lists["agent_words"]


def is_apposition(scene: Scene, before: Extent, extent: Extent) -> bool:
    """Whether only a comma parts a name from the office that it names: "Hungary's prime minister, Viktor Orbán"."""
    return (
        scene.prose.phrase(before[1], extent[0]) == ","
        and scene.prose.lower[before[1] - 1] in scene.prose.lexicon.lists["actor_titles"]
    )


def party(scene: Scene, extent: Extent, codes: dict[str, str]) -> Actor:
    """A name as an actor, with the code of what stands there."""
    span = scene.prose.span(*extent)
    name = span.of(scene.prose.document.text)
    for held in scene.around("actors", extent):
        if isinstance(held.mention.value, Actor) and held.mention.value.code:
            return Actor(name=name, span=span, code=held.mention.value.code)
    return Actor(name=name, span=span, code=codes.get(name))


def named(scene: Scene, start: int, end: int) -> Iterator[Extent]:
    """The actors of a known side, and runs of capitalised words that are no place and no time: people, offices."""
    sides = {h.extent[0]: h.extent for h in scene.within("actors", start, end) if is_side(scene, h)}
    taken = [h.extent for kind in ("places", "times") for h in scene.within(kind, start, end)]
    at = start
    while at < end:
        extent = sides.get(at) or run(scene, at, end, sides)
        apart = at in sides or not any(meets(extent, other) for other in taken if length(other) >= length(extent))
        if extent[1] > at and apart:
            yield extent
        at = max(extent[1], at + 1)


def is_side(scene: Scene, held: Held) -> bool:
    """Whether an actor may be a party: its code names more than a role, and it does not only tell whose another is."""
    code = getattr(held.mention.value, "code", None) or ""
    known = scene.prose.lexicon.vocabulary["role"]
    return bool(code) and not is_owner(scene, held) and (code not in known or is_name(held.mention.text))


def run(scene: Scene, start: int, end: int, sides: Mapping[int, Extent]) -> Extent:
    """The run of capitalised words that begins at a word and is no date, up to the next actor."""
    prose, lists = scene.prose, scene.prose.lexicon.lists
    stop = start
    while (
        stop < min(end, start + MOST_WORDS)
        and stop not in sides
        and (is_name(prose.printed[stop]) or (stop > start and prose.lower[stop] in lists["name_links"]))
        and prose.lower[stop] not in lists["weekdays"]
    ):
        stop += 1
    while stop > start and not is_name(prose.printed[stop - 1]):
        stop -= 1
    alone = stop - start == 1 and prose.lower[start] in lists["never_names"] | lists["months"] | lists["weekdays"]
    return start, start if alone else stop


def length(extent: Extent) -> int:
    """How many words there are."""
    return extent[1] - extent[0]


def is_name(word: str) -> bool:
    """Whether a word is written as a name is."""
    return word[0].isupper()
