"""Whom "by" and "accused of" name: the doer of a happening, or of something else that only stands beside it."""

from recounted.claims.candidates import actor_of, is_of, word_before_extent
from recounted.claims.scene import Held, Scene, event_of, is_cited, speaker_of
from recounted.claims.units import Unit
from recounted.claims.voices import innermost
from recounted.model import Actor

ACCUSE = "accuse"

#: "Listed as a terrorist group by the union": a participle stands at most this many words before "by".
BY_REACH = 8

#: "Repelled an assault by rebels": the one who did it stands at most this many words behind the object.
NEAR = 4


def is_agent(unit: Unit, held: Held) -> bool:
    """Whether "by" names who did it: not behind a verb that has its subject before it."""
    before = [event for event in unit.events if event.extent[0] < held.extent[0]]
    return not before or any(event_of(event).frame != "verb" for event in before)


def is_of_another(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether "by" belongs to a participle that tells of something else: "a school run by the UN", "held by rebels"."""
    lists, lower = scene.prose.lexicon.lists, scene.prose.lower
    by = next((at for at in range(held.extent[0] - 1, unit.start, -1) if lower[at] in lists["agent_words"]), unit.start)
    own = [event.extent for event in unit.events]
    start = max([unit.start, by - BY_REACH, *(end for _, end in own if end <= by)])
    for at in range(by - 1, start - 1, -1):
        if not (lower[at].endswith(tuple(lists["np_participle_endings"])) or lower[at] in lists["other_participles"]):
            continue
        if lower[at] in lists["doing_words"] | lists["deed_participles"] or lower[at - 1] in lists["determiner_words"]:
            continue
        if at == by - 1 or lower[at + 1] in lists["complement_words"]:
            return not any(first <= at < end for first, end in own)
    return False


def is_of_object(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether an actor did what a fighting verb's object names: "repelled an assault by rebels"."""
    if unit.main is None or event_of(unit.main).frame != "verb" or not is_of(scene, unit, "mutual"):
        return False
    start = unit.main.extent[1]
    return any(
        event_of(e).frame == "noun" and start <= e.extent[0] < held.extent[0] <= e.extent[1] + NEAR for e in unit.events
    )


def is_blamed(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether the innermost speaker names the actor as the doer: "accused the army of", "blamed it on rebels"."""
    inner, lists = innermost(unit), scene.prose.lexicon.lists
    if inner is None or unit.main is None:
        return False
    speaker = speaker_of(inner)
    if speaker.content_span is None or not scene.prose.lexicon.vocabulary["speech_act"][speaker.speech_act].get(
        "blames"
    ):
        return False
    if speaker.cue in lists["blaming_cues"] and word_before_extent(scene, held.extent) in lists["blamed_words"]:
        return True
    start, end = scene.prose.extent(speaker.content_span)
    charge = next((at for at in range(start, end) if scene.prose.lower[at] in lists["charge_words"]), end)
    return held.extent[1] <= charge < unit.main.extent[0]


def accused(scene: Scene, unit: Unit) -> dict[str, Actor]:
    """Who stands before a passive charge, and so did it: "the rebels, accused by Baku of shelling"."""
    inner = innermost(unit)
    if inner is None or unit.main is None or speaker_of(inner).speech_act != ACCUSE or not is_cited(inner):
        return {}
    cue = scene.prose.extent(speaker_of(inner).cue_span or inner.mention.span)
    ahead = scene.within("actors", scene.prose.sentences[unit.sentence][0], cue[0])
    return {"accused": actor_of(ahead[-1])} if ahead and cue[1] <= unit.main.extent[0] else {}


def is_of_cause(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether an actor did what is protested against: "a march against abuses by the police"."""
    if unit.main is None or not is_of(scene, unit, "aimed"):
        return False
    between = scene.prose.lower[unit.main.extent[1] : held.extent[0]]
    return not scene.prose.lexicon.lists["cause_openers"].isdisjoint(between)
