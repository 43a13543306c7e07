"""Who did it, and to whom: the actors of a unit take their roles from where they stand."""

from collections.abc import Iterator, Sequence

from recounted.claims.happenings import is_harm
from recounted.claims.scene import Extent, Held, Scene, event_of, meets, speaker_of
from recounted.claims.units import Unit, is_whole
from recounted.claims.voices import coded, innermost
from recounted.model import Actor, Place
from recounted.prose import Prose

Roles = tuple[tuple[Actor, ...], tuple[Actor, ...]]

#: An actor this many words before a happening's noun, with nothing but fillers between, did it.
NEAR = 4

#: "Its forces had fired": the own word stands at most this many words before the happening.
OWN_REACH = 5


def roles(scene: Scene, unit: Unit, codes: dict[str, str]) -> Roles:
    """The actors and the recipients of a unit, each without repetition, in reading order."""
    if unit.main is None:
        return by_speech(scene, unit, codes)
    own = own_deed(scene, unit, codes)
    if unit.chain and is_whole(scene, unit.chain):
        own, others = {"own": as_actor(unit.chain[-1], codes)}, [actor_of(h) for h in candidates(scene, unit)]
        return tuple(own.values()), tuple(others)
    doers: dict[str, Actor] = {}
    done_to: dict[str, Actor] = {}
    role, end = None, -1
    for held in candidates(scene, unit):
        role = role_of(scene, unit, held) or (role if are_joined(scene, end, held.extent[0]) else None)
        end = held.extent[1]
        actor = actor_of(held)
        if role:
            (doers if role == "actor" else done_to).setdefault(actor.code or actor.name, actor)
    if own and event_of(unit.main).frame == "verb":
        doers = of_one_side(doers, own["own"])
    doers = doers or own or self_reported(scene, unit, codes) or manager(scene, unit)
    return tuple(doers.values()), tuple(done_to.values()) or host(scene, unit)


def host(scene: Scene, unit: Unit) -> tuple[Actor, ...]:
    """The country of the place that a happening is done to, where its kind has one: a visit, a curfew."""
    if unit.main is None or not scene.prose.lexicon.vocabulary["event"][event_of(unit.main).kind].get("to_place"):
        return ()
    for held in scene.within("places", unit.main.extent[0], unit.end):
        place = held.mention.value
        if isinstance(place, Place) and place.country:
            return (Actor(name=place.name, span=place.span, code=place.country),)
    return ()


def of_one_side(doers: dict[str, Actor], own: Actor) -> dict[str, Actor]:
    """The actors that belong to the speaker whose own deed is told, and say more than its name."""
    side = (own.code or own.name).split()[0]
    return {
        key: actor
        for key, actor in doers.items()
        if (actor.code or "").split()[:1] == [side] and not (own.code or "").startswith(f"{actor.code} ")
    }


def candidates(scene: Scene, unit: Unit) -> Iterator[Held]:
    """The actors in a unit's words, not those who only speak there, nor parts of the happening's own name."""
    inner = innermost(unit)
    content = speaker_of(inner).content_span if inner else None
    for held in scene.within("actors", unit.start, unit.end):
        if content is not None and not content.holds(held.mention.span):
            continue
        if any(meets(held.extent, speaker.extent) for speaker in speaking(scene, unit)):
            continue
        if not is_owner(scene, held):
            yield held


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
        if unit.chain or unit.main is None or speaker_of(held).cue_span != unit.main.mention.span:
            yield held


def does_before_saying(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether a speaker stands before a happening and only then speaks: "She refused to go, saying that it rained"."""
    cue = speaker_of(held).cue_span
    if unit.chain or unit.main is None or cue is None:
        return False
    return held.extent[1] <= unit.main.extent[0] and cue.start > scene.prose.starts[unit.main.extent[0]]


def role_of(scene: Scene, unit: Unit, held: Held) -> str | None:
    """`actor`, `recipient`, or None where the words do not tell."""
    lists, before = scene.prose.lexicon.lists, word_before(scene, unit, held)
    if is_counted(unit, held):
        return "recipient"
    if before in lists["agent_words"] or is_blamed(scene, unit, held):
        return "actor"
    for event in unit.events:
        if meets(event.extent, held.extent):
            return within_event(scene, event, held, before)
        if event_of(event).frame == "noun" and is_possessor(scene.prose, held.extent, event.extent):
            return "actor"
    if before in lists["origin_words"] or before in lists["locative_words"]:
        return "recipient" if is_partner(scene, unit, held, before) else mutual_role(scene, unit, before)
    left = [event for event in unit.events if event.extent[1] <= held.extent[0]]
    right = [event for event in unit.events if event.extent[0] >= held.extent[1]]
    if left and (role := role_after(scene, left[-1], held, before)):
        return role
    return role_before(scene, right[0], held, before) if right else None


def is_partner(scene: Scene, unit: Unit, held: Held, before: str) -> bool:
    """Whether an actor is one for whom or with whom a thing was done that is done against nobody."""
    if unit.main is None or held.extent[0] < unit.main.extent[0]:
        return False
    known = scene.prose.lexicon.vocabulary["event_type"][event_of(unit.main).event_type]
    return before in scene.prose.lexicon.lists["actor_partners"] and not known.get("against")


def are_joined(scene: Scene, end: int, start: int) -> bool:
    """Whether nothing but joining words stands between two actors: "the army and its allies"."""
    between = scene.prose.lower[end:start] if 0 <= end < start else []
    return bool(between) and all(word in scene.prose.lexicon.lists["joining_words"] for word in between)


def is_counted(unit: Unit, held: Held) -> bool:
    """Whether an actor is who or what a figure counts, and so suffered: "12 rebels were killed"."""
    return any(meets(held.extent, figure.extent) for figure in unit.figures)


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
    if speaker.cue in lists["blaming_cues"] and scene.prose.lower[held.extent[0] - 1] in lists["blamed_words"]:
        return True
    start, end = scene.prose.extent(speaker.content_span)
    charge = next((at for at in range(start, end) if scene.prose.lower[at] in lists["charge_words"]), end)
    return held.extent[1] <= charge < unit.main.extent[0]


def mutual_role(scene: Scene, unit: Unit, before: str) -> str | None:
    """The role of an actor behind a preposition where both sides fight: "between A and B", "fighting with B"."""
    kinds = scene.prose.lexicon.vocabulary["event"]
    if not any(kinds[event_of(event).kind].get("mutual") for event in unit.events):
        return None
    if before in scene.prose.lexicon.lists["mutual_words"]:
        return "actor"
    return "recipient" if before in scene.prose.lexicon.lists["target_words"] else None


def within_event(scene: Scene, event: Held, held: Held, before: str) -> str:
    """The role of an actor among the words of a happening: behind its verb it was done to, else it did it."""
    owner = before in scene.prose.lexicon.lists["genitive_words"]
    active = event_of(event).frame == "verb" and held.extent[0] > event.extent[0] and not owner
    return "recipient" if active else "actor"


def word_before(scene: Scene, unit: Unit, held: Held) -> str:
    """The word before an actor, past an article and past a number of them: "on at least 28 villagers"."""
    at = held.extent[0]
    counted = [figure.extent[0] for figure in unit.figures if figure.extent[0] < at <= figure.extent[1]]
    at = min([at, *counted])
    while at > unit.start and scene.prose.lower[at - 1] in scene.prose.lexicon.lists["determiner_words"]:
        at -= 1
    return scene.prose.lower[at - 1] if at > unit.start else ""


def role_after(scene: Scene, event: Held, held: Held, before: str) -> str | None:
    """The role of an actor behind the word of a happening."""
    lists, frame = scene.prose.lexicon.lists, event_of(event).frame
    if before in lists["genitive_words"] and scene.prose.lexicon.vocabulary["event"][event_of(event).kind].get(
        "of_actor"
    ):
        return "actor"
    if before in lists["target_words"]:
        return "recipient"
    between = scene.prose.lower[event.extent[1] : held.extent[0]]
    return "recipient" if frame == "verb" and lists["object_ends"].isdisjoint(between) else None


def role_before(scene: Scene, event: Held, held: Held, before: str) -> str | None:
    """The role of an actor before the word of a happening, where it is its subject."""
    if before in scene.prose.lexicon.lists["target_words"] or not is_subject(scene, event, held):
        return None
    return {"verb": "actor", "passive": "recipient"}.get(event_of(event).frame)


def is_possessor(prose: Prose, actor: Extent, event: Extent) -> bool:
    """Whether only fillers stand between an actor and the happening's noun: "Russian air and ground attacks"."""
    between = prose.lower[actor[1] : event[0]]
    if actor[1] > event[0] or len(between) > NEAR:
        return False
    fillers, joints = prose.lexicon.lists["doer_fillers"], prose.lexicon.lists["joining_words"]
    return fillers.issuperset(between[:1]) and (fillers | joints).issuperset(between)


def is_subject(scene: Scene, event: Held, held: Held) -> bool:
    """Whether an actor before a happening's word is the nearest one that can be its subject."""
    lists, end = scene.prose.lexicon.lists, held.extent[1]
    for other in scene.within("actors", held.extent[1], event.extent[0]):
        joined = all(word in lists["joining_words"] for word in scene.prose.lower[end : other.extent[0]])
        if joined:
            end = other.extent[1]
        elif scene.prose.lower[other.extent[0] - 1] not in lists["target_words"] | lists["agent_words"]:
            return False
    return True


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
        if at is None or event_of(event).frame == "passive":
            continue
        if event_of(event).frame == "verb" or fillers.issuperset(scene.prose.lower[at + 1 : event.extent[0]]):
            return {"own": as_actor(inner, codes)}
    return {}


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
    if inner is None or not acts[speaker_of(inner).speech_act].get("own_deed"):
        return {}
    if unit.main is None or event_of(unit.main).frame == "passive":
        return {}
    if is_harm(scene, event_of(unit.main)) and not opens_content(scene, inner, unit.main):
        return {}
    return {"own": as_actor(inner, codes)}


def opens_content(scene: Scene, inner: Held, event: Held) -> bool:
    """Whether a happening's verb comes first in what is said: "denied killing", "admitted having killed"."""
    content = speaker_of(inner).content_span
    return content is not None and 0 <= event.extent[0] - scene.prose.extent(content)[0] <= 1


def manager(scene: Scene, unit: Unit) -> dict[str, Actor]:
    """Who stands before the noun of a happening that is done against nobody: "France speeded up its withdrawal"."""
    if unit.main is None or event_of(unit.main).frame != "noun":
        return {}
    if scene.prose.lexicon.vocabulary["event_type"][event_of(unit.main).event_type].get("against"):
        return {}
    lists = scene.prose.lexicon.lists
    barred = lists["target_words"] | lists["origin_words"] | lists["locative_words"]
    for held in candidates(scene, unit):
        actor = held.mention.value
        if held.extent[1] <= unit.main.extent[0] and word_before(scene, unit, held) not in barred:
            return {"subject": actor} if isinstance(actor, Actor) else {}
    return {}


def carried(made: Sequence[Unit], given: Sequence[Roles]) -> list[Roles]:
    """Roles with the doer of the unit before, where one speaker goes on in one sentence and names no other."""
    out: list[Roles] = []
    for i, (unit, (doers, done_to)) in enumerate(zip(made, given, strict=True)):
        before = made[i - 1] if i else None
        goes_on_with = out[-1][0] if not doers and before and goes_on(before, unit) else doers
        out.append((goes_on_with, done_to))
    return out


def goes_on(before: Unit, unit: Unit) -> bool:
    """Whether a unit continues the one before: same sentence, same speakers, both deeds told by verbs of one type."""
    if before.sentence != unit.sentence or before.chain != unit.chain or before.main is None or unit.main is None:
        return False
    first, second = event_of(before.main), event_of(unit.main)
    return first.event_type == second.event_type and first.frame == second.frame == "verb"


def by_speech(scene: Scene, unit: Unit, codes: dict[str, str]) -> Roles:
    """Where only speech is reported, the speaker is the actor; the first one named is whom a demand or charge meets."""
    if not unit.chain:
        return (), ()
    act = scene.prose.lexicon.vocabulary["speech_act"][speaker_of(unit.chain[-1]).speech_act]
    agents = scene.prose.lexicon.lists["agent_words"]
    named = list(candidates(scene, unit))
    doers = tuple(actor_of(h) for h in named if act.get("blames") and word_before(scene, unit, h) in agents)
    if doers:
        return doers, ()
    return (as_actor(unit.chain[-1], codes),), tuple(actor_of(h) for h in named[:1]) if act.get("addressed") else ()


def actor_of(held: Held) -> Actor:
    """The actor of a mention of one."""
    assert isinstance(held.mention.value, Actor)
    return held.mention.value


def as_actor(held: Held, codes: dict[str, str]) -> Actor:
    """A speaker as an actor."""
    speaker = coded(speaker_of(held), codes)
    return Actor(name=speaker.name, span=held.mention.span, code=speaker.code)
