"""The actors that a unit's words name, and what stands before them and between them."""

from collections.abc import Iterator, Sequence

from recounted.claims.scene import Extent, Held, Scene, event_of, is_adjective, meets, only_names, speaker_of
from recounted.claims.units import Unit
from recounted.claims.voices import innermost
from recounted.model import Actor

#: A name behind an owner ("Yemen's Houthi movement") begins at most this many words behind it.
NEAR = 4


def candidates(scene: Scene, unit: Unit) -> Iterator[Held]:
    """The actors in a unit's words, not those who only speak there, nor parts of the happening's own name."""
    inner = innermost(unit)
    does = inner is not None and unit.main is not None and does_by_saying(scene, unit.main, inner)
    content = speaker_of(inner).content_span if inner and not does else None
    start, end = clause_of(scene, unit)
    for held in scene.within("actors", start, end):
        if content is not None and not content.holds(held.mention.span):
            continue
        if is_of_a_place(scene, held) or only_names(scene, held):
            continue
        if any(meets(held.extent, speaker.extent) for speaker in speaking(scene, unit)):
            continue
        if not is_owner(scene, held):
            yield held


def is_of_a_place(scene: Scene, held: Held) -> bool:
    """Whether a people only tells where a place lies: "a suburb of the Libyan capital"."""
    behind = scene.prose.lower[held.extent[1] : held.extent[1] + 1]
    return is_adjective(scene, held.mention.text) and not scene.prose.lexicon.lists["land_words"].isdisjoint(behind)


def clause_of(scene: Scene, unit: Unit) -> Extent:
    """A unit's words between the semicolons that part it from others."""
    if unit.main is None:
        return unit.start, unit.end
    lower, marks = scene.prose.lower, scene.prose.lexicon.lists["clause_parts"]
    parts = [at for at in range(unit.start, unit.end) if lower[at] in marks]
    start = max((at + 1 for at in parts if at < unit.main.extent[0]), default=unit.start)
    return start, min((at for at in parts if at >= unit.main.extent[1]), default=unit.end)


def is_owner(scene: Scene, held: Held) -> bool:
    """Whether an actor only tells whose another is: "Yemen's Houthi movement"."""
    prose, end = scene.prose, held.extent[1]
    if end >= len(prose) or prose.lower[end] not in prose.lexicon.lists["possessive_words"]:
        return False
    return bool(scene.within("actors", end + 1, end + 1 + NEAR))


def speaking(scene: Scene, unit: Unit) -> Iterator[Held]:
    """The speakers named in a unit's words; a publisher's own unit may tell what one of them does."""
    for held in scene.within("speakers", unit.start, unit.end):
        if does_before_saying(scene, unit, held):
            continue
        if unit.main is None or not does_by_saying(scene, unit.main, held):
            yield held


def does_by_saying(scene: Scene, main: Held, held: Held) -> bool:
    """Whether a speaker's word of saying is a happening's own word: "A judge has ordered him to appear"."""
    cue = speaker_of(held).cue_span
    return cue is not None and meets(scene.prose.extent(cue), main.extent)


def does_before_saying(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether a speaker stands before a happening and only then speaks: "She refused to go, saying that it rained"."""
    cue = speaker_of(held).cue_span
    if unit.main is None or cue is None or any(held.extent == speaker.extent for speaker in unit.chain):
        return False
    return held.extent[1] <= unit.main.extent[0] and cue.start > scene.prose.starts[unit.main.extent[0]]


def word_before(scene: Scene, unit: Unit, held: Held) -> str:
    """The word before an actor, past an article and past a number of them: "on at least 28 villagers"."""
    at = held.extent[0]
    counted = [figure.extent[0] for figure in unit.figures if figure.extent[0] < at <= figure.extent[1]]
    return word_before_extent(scene, (min([at, *counted]), held.extent[1]), unit.start)


def word_before_extent(scene: Scene, extent: Extent, start: int = 0) -> str:
    """The word before some words, past an article, if it is at or behind a first word; empty where there is none."""
    at = extent[0]
    while at > start and scene.prose.lower[at - 1] in scene.prose.lexicon.lists["determiner_words"]:
        at -= 1
    return scene.prose.lower[at - 1] if at > start else ""


def actor_of(held: Held) -> Actor:
    """The actor of a mention of one."""
    assert isinstance(held.mention.value, Actor)
    return held.mention.value


def is_of(scene: Scene, unit: Unit, trait: str) -> bool:
    """Whether the kind of a unit's happening has a trait, such as `to_place`, in the vocabulary."""
    known = scene.prose.lexicon.vocabulary["event"]
    return unit.main is not None and bool(known[event_of(unit.main).kind].get(trait))


def joins_actors(scene: Scene, between: Sequence[str]) -> bool:
    """Whether words only join two actors: "and its"."""
    lists = scene.prose.lexicon.lists
    if lists["joining_words"].issuperset(between):
        return True
    return between[0] in lists["joining_words"] and (lists["joining_words"] | lists["determiner_words"]).issuperset(
        between
    )


def are_joined(scene: Scene, end: int, start: int) -> bool:
    """Whether nothing but joining words stands between two actors: "the army and its allies"."""
    between = scene.prose.lower[end:start] if 0 <= end < start else []
    return bool(between) and joins_actors(scene, between)


def is_coordinate(scene: Scene, start: int, verb: int) -> bool:
    """Whether only a joining word and auxiliaries stand right before a verb: ", but was still refusing"."""
    lists, at = scene.prose.lexicon.lists, verb - 1
    if scene.prose.lower[verb] in scene.prose.lexicon.openers["weapon_words"]:
        return False
    if days := scene.around("times", (at, verb)):  # "and on Wednesday expelled"
        at = days[0].extent[0] - 1
        at -= scene.prose.lower[at] in lists["frame_words"]
    while at > start and scene.prose.lower[at] in lists["verb_fillers"]:
        at -= 1
    return at >= start and scene.prose.lower[at] in lists["verb_joints"]
