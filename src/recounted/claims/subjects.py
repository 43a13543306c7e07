"""Doers that a unit leaves to what was told before: "… and arrested two", "They also burned a bus", "met him"."""

from bisect import bisect_left
from collections.abc import Sequence

from recounted.claims.candidates import actor_of, is_coordinate
from recounted.claims.happenings import opens_ground
from recounted.claims.roles import Roles
from recounted.claims.scene import Scene, event_of, speaker_of
from recounted.claims.units import Unit
from recounted.model import Actor

#: "They have also shelled it": a pronoun that opens a sentence stands at most this many words before its verb.
OPENING = 4


def carried(scene: Scene, made: Sequence[Unit], given: Sequence[Roles]) -> list[Roles]:
    """Roles with the doer of the unit before, where one subject goes on in one sentence and no other is named."""
    out: list[Roles] = []
    for i, (unit, (doers, done_to)) in enumerate(zip(made, given, strict=True)):
        before = made[i - 1] if i else None
        told_on = before is not None and (goes_on(scene, before, unit) or points_back(scene, before, unit))
        out.append((doers or antecedent(scene, unit) or (out[-1][0] if told_on else last_spoken(scene, unit)), done_to))
    return out


def antecedent(scene: Scene, unit: Unit) -> tuple[Actor, ...]:
    """The actor that "who" stands behind, where that did what a unit tells: "the rebels, who have killed"."""
    lists = scene.prose.lexicon.lists
    if unit.main is None or pronoun_of(scene, unit) not in lists["relative_subjects"]:
        return ()
    at = unit.main.extent[0] - 1
    while scene.prose.lower[at] in lists["verb_fillers"]:
        at -= 1
    end = at - (scene.prose.lower[at - 1] in lists["aside_words"])
    held = next((h for h in scene.around("actors", (end - 1, end)) if h.extent[1] == end), None)
    return (actor_of(held),) if held is not None else ()


def pronoun_of(scene: Scene, unit: Unit) -> str:
    """The word that is a happening's subject, past auxiliaries, where it may be a pronoun; empty where it has none."""
    if unit.main is None or event_of(unit.main).frame != "verb":
        return ""
    at = unit.main.extent[0] - 1
    while at > unit.start and scene.prose.lower[at] in scene.prose.lexicon.lists["verb_fillers"]:
        at -= 1
    return scene.prose.lower[at] if at >= unit.start else ""


def points_back(scene: Scene, before: Unit, unit: Unit) -> bool:
    """Whether "they" or "it" did what a unit tells, and the unit just before says who: "They also set it ablaze"."""
    lists = scene.prose.lexicon.lists
    if pronoun_of(scene, unit) not in lists["back_pronouns"] or unit.main is None:
        return False
    start, verb = scene.prose.sentences[unit.sentence][0], unit.main.extent[0]
    opens = max((at + 1 for at in range(start, verb) if scene.prose.lower[at] in lists["clause_parts"]), default=start)
    if verb - opens > OPENING:
        return False
    return unit.sentence - before.sentence <= 1 and (not unit.chain or unit.chain == before.chain)


def last_spoken(scene: Scene, unit: Unit) -> tuple[Actor, ...]:
    """The last person who spoke, where "he" or "she" did what a unit tells."""
    if unit.main is None or pronoun_of(scene, unit) not in scene.prose.lexicon.lists["person_words"]:
        return ()
    return tuple(spoken_of(scene, unit.main.extent[0], set()))


def spoken_of(scene: Scene, at: int, taken: set[str]) -> list[Actor]:
    """The last person before a word who spoke, and is not named already: whom "met him" speaks of."""
    speakers = scene.held.get("speakers", ())
    for number in range(bisect_left(scene.starts.get("speakers", []), at) - 1, -1, -1):
        held = speakers[number]
        speaker = speaker_of(held)
        if speaker.kind == "person" and not any(speaker.name in name for name in taken):
            return [Actor(name=speaker.name, span=scene.prose.span(at, at + 1), code=speaker.code)]
    return []


def goes_on(scene: Scene, before: Unit, unit: Unit) -> bool:
    """Whether a unit's verb has the subject of the one before: same sentence, same speakers, nobody named between."""
    if before.sentence != unit.sentence or before.chain != unit.chain or before.main is None or unit.main is None:
        return False
    first, second = event_of(before.main), event_of(unit.main)
    start, verb = before.main.extent[1], unit.main.extent[0]
    if not first.frame == second.frame == "verb":
        return False
    alike = first.event_type == second.event_type and not opens_ground(scene, start, verb)
    return is_coordinate(scene, start, verb) or (alike and not has_named_subject(scene, unit))


def has_named_subject(scene: Scene, unit: Unit) -> bool:
    """Whether a name that no finder knows stands right before a unit's verb."""
    at = 0 if unit.main is None else unit.main.extent[0] - 1
    while at > unit.start and scene.prose.lower[at] in scene.prose.lexicon.lists["verb_fillers"]:
        at -= 1
    return at > unit.start and scene.prose.printed[at][0].isupper()
