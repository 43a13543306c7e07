"""Who says it, and what kind of saying it is."""

from collections.abc import Sequence

from msgspec.structs import replace

from recounted.claims.scene import Held, Scene, event_of, figure_of, meets, speaker_of
from recounted.claims.units import Unit
from recounted.model import Actor, Speaker

UNKNOWN_PUBLISHER = "unknown"
STATE, DENY, DEMAND = "state", "deny", "demand"

#: The modality of what is planned, and of what is threatened.
PLANNED, THREATENED = "planned", "threatened"

#: The modality of what is not sure: "both sides reported shelling" is.
UNCERTAIN = "uncertain"

#: First word and end of words that hedge, and the modality that they give.
Hedge = tuple[int, int, str]


def sources(scene: Scene, unit: Unit, codes: dict[str, str]) -> tuple[Speaker, ...]:
    """The chain of sources of a unit, the publisher first."""
    publisher = Speaker(name=scene.prose.document.publisher or UNKNOWN_PUBLISHER, kind="publisher")
    return (publisher, *(coded(speaker_of(held), codes) for held in unit.chain))


def coded(speaker: Speaker, codes: dict[str, str]) -> Speaker:
    """A speaker with the code that the document's actors give the name."""
    return speaker if speaker.code or speaker.name not in codes else replace(speaker, code=codes[speaker.name])


def speaker_codes(scene: Scene) -> dict[str, str]:
    """Resolved name of a speaker → the code of the actor that stands where the speaker is named."""
    codes: dict[str, str] = {}
    for held in scene.held.get("speakers", ()):
        speaker = speaker_of(held)
        if speaker.name in codes:
            continue
        for actor in scene.around("actors", held.extent):
            value = actor.mention.value
            if isinstance(value, Actor) and value.code:
                codes[speaker.name] = value.code
                break
    return codes


def speech_act(unit: Unit) -> str:
    """What the innermost speaker does with the words; the publisher states. Words that only say what is not, deny."""
    if not unit.chain:
        main = None if unit.main is None else event_of(unit.main)
        return DEMAND if main is not None and (main.frame, main.kind) == ("told", DEMAND) else STATE
    act = speaker_of(unit.chain[-1]).speech_act
    return DENY if act == STATE and unit.main is None and not unit.figures else act


def modality(scene: Scene, unit: Unit, hedged: Sequence[Hedge]) -> str:
    """The modality of the happening: the event's own, else its speaker's, else that of a hedge in its clause.

    Args:
        hedged: the words of its sentence that hedge, and the modality each gives.
    """
    told = "asserted" if unit.main is None else event_of(unit.main).modality
    act = scene.prose.lexicon.vocabulary["speech_act"][speech_act(unit)]
    given = act.get("modality")
    if told == THREATENED and given == PLANNED:
        return PLANNED  # "vowed to release": the verb alone does not say whether it is a threat
    if told not in {"asserted", "uncertain"}:
        return told
    if given and (act.get("whole") or not is_done_by_saying(scene, unit)):
        return str(given)
    if told != "asserted":
        return told
    own = {figure_of(held).modality for held in unit.figures} - {"asserted", *(["denied"] if act.get("blames") else [])}
    if own:
        return min(own)
    cues = [scene.prose.extent(cue) for held in unit.chain if (cue := speaker_of(held).cue_span)]
    within = [(start, c) for start, end, c in hedged if unit.start <= start and end <= unit.end]
    return next(
        (
            c
            for start, c in within
            if not (is_next(scene, unit, start, c) or (c == UNCERTAIN and any(s <= start < e for s, e in cues)))
        ),
        "asserted",
    )


def is_next(scene: Scene, unit: Unit, start: int, code: str) -> bool:
    """Whether words that plan tell of what comes after a deed that was done: "sent food and plans to"."""
    after = unit.main is not None and event_of(unit.main).frame == "verb" and start > unit.main.extent[1]
    return code == PLANNED and after and scene.prose.lower[start - 1] in scene.prose.lexicon.lists["verb_pairs"]


def is_done_by_saying(scene: Scene, unit: Unit) -> bool:
    """Whether a unit's happening is done by the word of saying itself: "undertook a mission", "ordered an inquiry"."""
    cue = speaker_of(unit.chain[-1]).cue_span if unit.chain else None
    return cue is not None and unit.main is not None and meets(scene.prose.extent(cue), unit.main.extent)


def innermost(unit: Unit) -> Held | None:
    """The speaker nearest to the words."""
    return unit.chain[-1] if unit.chain else None
