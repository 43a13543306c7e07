"""Where who speaks is who did it: deeds told in the first person, demands, rejections, responsibility claimed."""

from recounted.claims.happenings import is_harm
from recounted.claims.scene import Held, Scene, event_of, meets, speaker_of
from recounted.claims.units import Unit
from recounted.claims.voices import coded, innermost
from recounted.model import Actor

#: "Its forces had fired": the own word stands at most this many words before the happening.
OWN_REACH = 5

#: "To have shot down": the verb of an infinitive stands at most this many words behind its first.
INFINITIVE = 2


def own_deed(scene: Scene, unit: Unit, codes: dict[str, str]) -> dict[str, Actor]:
    """The speaker as actor where the words say so: "its forces shelled", "his army will fight", "we did not hit"."""
    inner = innermost(unit)
    if inner is None:
        return {}
    own, fillers = own_words(scene, inner, codes), scene.prose.lexicon.lists["doer_fillers"]
    content = speaker_of(inner).content_span
    start = unit.start if content is None else scene.prose.extent(content)[0]
    for event in unit.events:
        reach = range(event.extent[0] - 1, max(start, event.extent[0] - OWN_REACH) - 1, -1)
        at = next((word for word in reach if scene.prose.lower[word] in own), None)
        if at is None or event_of(event).frame == "passive" or is_of_others(scene, start, at):
            continue
        if event_of(event).frame == "verb" and not scene.prose.lexicon.lists["object_ends"].isdisjoint(
            scene.prose.lower[at + 1 : event.extent[0]]
        ):
            continue
        if event_of(event).frame == "verb" or fillers.issuperset(scene.prose.lower[at + 1 : event.extent[0]]):
            return {"own": as_actor(inner, codes)}
    return {}


def is_of_others(scene: Scene, start: int, at: int) -> bool:
    """Whether a word such as "their" speaks of others just named: "that two men were killed when their bus struck"."""
    if scene.prose.lower[at] in scene.prose.lexicon.lists["own_first"]:
        return False
    return bool(scene.within("figures", start, at) or scene.within("actors", start, at))


def own_words(scene: Scene, inner: Held, codes: dict[str, str]) -> frozenset[str]:
    """The words by which a speaker speaks of its own: "it" and "they" only where it is a body that can act."""
    lists, speaker = scene.prose.lexicon.lists, coded(speaker_of(inner), codes)
    if speaker.kind == "person":
        return lists["own_first"] | lists["own_person"]
    known = scene.prose.lexicon.vocabulary["role"]
    acts = speaker.kind == "organisation" or any(known.get(r, {}).get("forces") for r in (speaker.code or "").split())
    return lists["own_first"] | lists["own_body"] if acts else lists["own_first"]


def self_reported(scene: Scene, unit: Unit, codes: dict[str, str]) -> dict[str, Actor]:
    """The speaker as actor, where the speech act is about the speaker's own deeds."""
    inner = innermost(unit)
    acts = scene.prose.lexicon.vocabulary["speech_act"]
    if inner is None:
        return {}
    if not acts[speaker_of(inner).speech_act].get("own_deed") and not claims_to(scene, unit, inner):
        return {}
    if unit.main is None or event_of(unit.main).frame == "passive":
        return {}
    if (
        not claims_to(scene, unit, inner)
        and is_harm(scene, event_of(unit.main))
        and not opens_content(scene, inner, unit.main)
    ):
        return {}
    return {"own": as_actor(inner, codes)}


def claims_to(scene: Scene, unit: Unit, inner: Held) -> bool:
    """Whether a speaker tells its own deed by a verb without a subject: "claimed to have shot down a jet"."""
    speaker = speaker_of(inner)
    if speaker.content_span is None or unit.main is None:
        return False
    if scene.prose.lexicon.vocabulary["speech_act"][speaker.speech_act].get("modality"):
        return False
    start = scene.prose.extent(speaker.content_span)[0]
    opens = scene.prose.lower[start] in scene.prose.lexicon.lists["purpose_words"]
    return opens and unit.main.extent[0] - start <= INFINITIVE


def opens_content(scene: Scene, inner: Held, event: Held) -> bool:
    """Whether a happening's verb comes first in what is said: "denied killing", "admitted having killed"."""
    content = speaker_of(inner).content_span
    return content is not None and 0 <= event.extent[0] - scene.prose.extent(content)[0] <= 1


def spoken(scene: Scene, unit: Unit, codes: dict[str, str]) -> dict[str, Actor]:
    """The speaker as actor, where the happening is done with words: "said that a deal was out of the question"."""
    inner = innermost(unit)
    if inner is None or unit.main is None or event_of(unit.main).frame == "noun":
        return {}
    cue = speaker_of(inner).cue_span
    by_cue = cue is not None and meets(scene.prose.extent(cue), unit.main.extent)
    is_spoken = by_cue or scene.prose.lexicon.vocabulary["event"][event_of(unit.main).kind].get("spoken")
    return {"own": as_actor(inner, codes)} if is_spoken else {}


def as_actor(held: Held, codes: dict[str, str]) -> Actor:
    """A speaker as an actor."""
    speaker = coded(speaker_of(held), codes)
    return Actor(name=speaker.name, span=held.mention.span, code=speaker.code)
