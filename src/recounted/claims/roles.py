"""Who did it, and to whom: the actors of a unit take their roles from where they stand."""

from collections.abc import Sequence

from recounted.claims.agents import accused, is_agent, is_blamed, is_of_another, is_of_cause, is_of_object
from recounted.claims.candidates import (
    actor_of,
    are_joined,
    candidates,
    is_coordinate,
    is_of,
    is_owner,
    joins_actors,
    word_before,
    word_before_extent,
)
from recounted.claims.happenings import is_carried_out, opens_ground
from recounted.claims.scene import Extent, Held, Scene, event_of, is_adjective, meets, speaker_of
from recounted.claims.selves import as_actor, own_deed, self_reported, spoken
from recounted.claims.units import Unit, is_whole
from recounted.model import Actor, Place
from recounted.prose import Prose

Roles = tuple[tuple[Actor, ...], tuple[Actor, ...]]

#: A short name in brackets behind a name has so many words with them.
SHORT_NAME = 3

#: An actor this many words before a happening's noun, with nothing but fillers between, did it.
NEAR = 4


def roles(scene: Scene, unit: Unit, codes: dict[str, str]) -> Roles:
    """The actors and the recipients of a unit, each without repetition, in reading order."""
    if unit.main is None or is_charge(scene, unit):
        return by_speech(scene, unit, codes)
    own = own_deed(scene, unit, codes)
    if unit.chain and is_whole(scene, unit.chain):
        own = {"own": as_actor(unit.chain[-1], codes)}
        others = list(candidates(scene, unit))
        if scene.prose.lexicon.vocabulary["speech_act"][speaker_of(unit.chain[-1]).speech_act].get("by_own"):
            others = [held for held in others if role_of(scene, unit, held) != "actor"]
        return tuple(own.values()), tuple(actor_of(held) for held in others)
    doers: dict[str, Actor] = {}
    done_to: dict[str, Actor] = {}
    role, end = None, -1
    for held in candidates(scene, unit):
        role = role_of(scene, unit, held) or (role if are_joined(scene, end, held.extent[0]) else None)
        end = held.extent[1]
        actor = actor_of(held)
        if role:
            (doers if role == "actor" else done_to).setdefault(side_of(scene, actor), actor)
    if own and event_of(unit.main).frame == "verb":
        doers = of_one_side(doers, own["own"])
    doers = (
        sender(scene, unit, doers)
        or accused(scene, unit)
        or own
        or self_reported(scene, unit, codes)
        or manager(scene, unit)
        or spoken(scene, unit, codes)
    )
    return tuple(doers.values()), tuple(done_to.values()) or aimed_at(scene, unit, doers) or host(scene, unit)


def is_charge(scene: Scene, unit: Unit) -> bool:
    """Whether a noun of blame is all that a speaker who blames tells: "said that the junta bears responsibility"."""
    if unit.main is None or not unit.chain or event_of(unit.main).frame != "noun":
        return False
    acts = scene.prose.lexicon.vocabulary["speech_act"]
    said = acts[speaker_of(unit.chain[-1]).speech_act]
    return bool(said.get("blames")) and event_of(unit.main).event_type == said["plover"] and not unit.figures


def sender(scene: Scene, unit: Unit, doers: dict[str, Actor]) -> dict[str, Actor]:
    """The doers, or who sent them, where a purpose is told and only the sender's side is: "the UN sent aid to help"."""
    known = scene.prose.lexicon.vocabulary["role"]
    bare = doers and all(
        (actor.code or "").split()[:1] != [] and (actor.code or "") in known for actor in doers.values()
    )
    if (
        not bare
        or unit.main is None
        or scene.prose.lower[unit.main.extent[0] - 1] not in scene.prose.lexicon.lists["purpose_words"]
    ):
        return doers
    for held in candidates(scene, unit):
        named = (actor_of(held).code or "") not in {"", *known}
        if (
            held.extent[1] <= unit.main.extent[0]
            and named
            and word_before(scene, unit, held) not in scene.prose.lexicon.lists["never_subjects"]
        ):
            return {"sender": actor_of(held)}
    return doers


def side_of(scene: Scene, actor: Actor) -> str:
    """What tells an actor from others: the code, or the name where the code is no more than a role."""
    code = actor.code or ""
    return actor.name if code in scene.prose.lexicon.vocabulary["role"] else code or actor.name


def aimed_at(scene: Scene, unit: Unit, doers: dict[str, Actor]) -> tuple[Actor, ...]:
    """The first actor named behind a protest, whatever the words between, if it is not one who is protested for."""
    if unit.main is None or not is_of(scene, unit, "aimed"):
        return ()
    kept = scene.prose.lexicon.lists["actor_partners"]
    for held in scene.within("actors", unit.main.extent[1], scene.prose.sentences[unit.sentence][1]):
        actor = actor_of(held)
        named = actor.code is not None and actor.code not in doers and not is_owner(scene, held)
        if (
            named
            and not is_adjective_of(scene, held)
            and word_before(scene, unit, held) not in kept
            and not spoke(scene, held)
        ):
            return (actor,)
    return ()


def is_adjective_of(scene: Scene, held: Held) -> bool:
    """Whether a people only tells what kind of thing follows: "Russian flags"."""
    behind = scene.prose.printed[held.extent[1] : held.extent[1] + 1]
    return is_adjective(scene, held.mention.text) and any(word.islower() and word.isalpha() for word in behind)


def spoke(scene: Scene, held: Held) -> bool:
    """Whether an actor is named as one who speaks."""
    return bool(scene.around("speakers", held.extent))


def host(scene: Scene, unit: Unit) -> tuple[Actor, ...]:
    """The country of the place that a happening is done to, where its kind has one: a visit, a curfew."""
    if unit.main is None or not is_of(scene, unit, "to_place"):
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


def role_of(scene: Scene, unit: Unit, held: Held) -> str | None:
    """`actor`, `recipient`, or None where the words do not tell."""
    lists, before = scene.prose.lexicon.lists, word_before(scene, unit, held)
    if is_counted(unit, held):
        return "recipient"
    if is_of_ground(scene, unit, held):
        return None
    if before in lists["agent_words"] and (is_of_object(scene, unit, held) or is_of_cause(scene, unit, held)):
        return "recipient"
    if before in lists["agent_words"] and is_of_another(scene, unit, held):
        return None
    if scene.prose.phrase(held.extent[0] - 2, held.extent[0]) in lists["agent_phrases"]:
        return "actor"
    if (before in lists["agent_words"] and is_agent(unit, held)) or is_blamed(scene, unit, held):
        return "actor"
    for event in unit.events:
        if meets(event.extent, held.extent):
            return within_event(scene, event, held, before)
        if event_of(event).frame == "noun" and is_possessor(scene.prose, held.extent, event.extent):
            return "actor"
    if before in lists["origin_words"] and is_of(scene, unit, "from_whom") and is_behind(unit, held):
        return "recipient"
    if before in lists["origin_words"] or before in lists["locative_words"]:
        return "recipient" if is_partner(scene, unit, held, before) else mutual_role(scene, unit, held, before)
    if before in lists["joining_words"] and (role := mutual_role(scene, unit, held, before)):
        return role
    left = [event for event in unit.events if event.extent[1] <= held.extent[0]]
    right = [event for event in unit.events if event.extent[0] >= held.extent[1]]
    if left and (role := role_after(scene, left[-1], held, before)):
        return role
    return next((role for event in right if (role := role_before(scene, event, held, before))), None)


def is_behind(unit: Unit, held: Held) -> bool:
    """Whether an actor stands behind the word of the happening."""
    return unit.main is not None and held.extent[0] >= unit.main.extent[1]


def is_of_ground(scene: Scene, unit: Unit, held: Held) -> bool:
    """Whether an actor belongs to what came before the happening or caused it: "following the death of two"."""
    if not is_behind(unit, held):
        return False
    if any(event.extent[0] >= held.extent[1] and event_of(event).frame == "verb" for event in unit.events):
        return False  # "were killed when rebels shot down a helicopter"
    start = max(event.extent[1] for event in unit.events if event.extent[1] <= held.extent[0])
    return opens_ground(scene, start, held.extent[0])


def is_partner(scene: Scene, unit: Unit, held: Held, before: str) -> bool:
    """Whether an actor is one for whom or with whom a thing was done that is done against nobody."""
    if unit.main is None or held.extent[0] < unit.main.extent[0]:
        return False
    known = scene.prose.lexicon.vocabulary["event_type"][event_of(unit.main).event_type]
    harmless = known.get("peaceful") or not known.get("against")
    return before in scene.prose.lexicon.lists["actor_partners"] and bool(harmless)


def is_counted(unit: Unit, held: Held) -> bool:
    """Whether an actor is who or what a figure counts, and so suffered: "12 rebels were killed"."""
    return any(meets(held.extent, figure.extent) for figure in unit.figures)


def mutual_role(scene: Scene, unit: Unit, held: Held, before: str) -> str | None:
    """The role of an actor where both sides fight: "between A and B", "12 were killed in clashes with B"."""
    kinds, lists = scene.prose.lexicon.vocabulary["event"], scene.prose.lexicon.lists
    fights = [event for event in unit.events if kinds[event_of(event).kind].get("mutual")]
    if not fights:
        return None
    between = scene.prose.lower[fights[0].extent[1] : held.extent[0]]
    if before in lists["mutual_words"] or (
        before in lists["joining_words"] and not lists["mutual_words"].isdisjoint(between)
    ):
        return "actor"
    if before not in lists["target_words"]:
        return None
    suffered = event_of(fights[0]).frame == "noun" and any(f.extent[1] <= fights[0].extent[0] for f in unit.figures)
    return "actor" if suffered else "recipient"


def within_event(scene: Scene, event: Held, held: Held, before: str) -> str:
    """The role of an actor among the words of a happening: behind its verb it was done to, else it did it."""
    if before in scene.prose.lexicon.lists["agent_words"]:
        return "actor"
    owner = before in scene.prose.lexicon.lists["genitive_words"]
    active = event_of(event).frame == "verb" and held.extent[0] > event.extent[0] and not owner
    return "recipient" if active else "actor"


def role_after(scene: Scene, event: Held, held: Held, before: str) -> str | None:
    """The role of an actor behind the word of a happening."""
    lists, frame = scene.prose.lexicon.lists, event_of(event).frame
    known = scene.prose.lexicon.vocabulary["event"][event_of(event).kind]
    between = scene.prose.lower[event.extent[1] : held.extent[0]]
    if before in lists["genitive_words"] and before in between[:1]:
        behind = held.extent[1] + SHORT_NAME * (scene.prose.lower[held.extent[1] : held.extent[1] + 1] == ["("])
        if known.get("of_actor") or not lists["aim_words"].isdisjoint(scene.prose.lower[behind : behind + 1]):
            return "actor"
    if before in lists["target_words"]:
        return "recipient"
    return "recipient" if frame == "verb" and lists["object_ends"].isdisjoint(between) else None


def role_before(scene: Scene, event: Held, held: Held, before: str) -> str | None:
    """The role of an actor before the word of a happening, where it is its subject."""
    lists = scene.prose.lexicon.lists
    if before in lists["never_subjects"] and not is_of_a_part(scene, held, before):
        return None
    if before in lists["target_words"] - lists["genitive_words"] or not is_subject(scene, event, held):
        return None
    if event_of(event).frame == "passive" and is_counted_before(scene, held, event):
        return None
    if opens_ground(scene, held.extent[1], event.extent[0]):
        return None
    return {"verb": "actor", "passive": "recipient", "told": "recipient"}.get(event_of(event).frame)


def is_counted_before(scene: Scene, held: Held, event: Held) -> bool:
    """Whether a figure behind an actor is the subject of a passive: "the army was there, where dozens were killed"."""
    fillers = scene.prose.lexicon.lists["verb_fillers"]
    return any(
        fillers.issuperset(scene.prose.lower[figure.extent[1] : event.extent[0]])
        for figure in scene.within("figures", held.extent[1], event.extent[0])
    )


def is_of_a_part(scene: Scene, held: Held, before: str) -> bool:
    """Whether an actor is named as the whole of those who act: "units of the armed forces of Zara fired"."""
    lists, at = scene.prose.lexicon.lists, held.extent[0]
    if before not in lists["genitive_words"]:
        return False
    while scene.prose.lower[at - 1] not in lists["genitive_words"]:
        at -= 1
    return scene.prose.lower[at - 2] in lists["part_words"]


def is_possessor(prose: Prose, actor: Extent, event: Extent) -> bool:
    """Whether only fillers stand between an actor and the happening's noun: "Russian air and ground attacks"."""
    between = without_brackets(prose.lower[actor[1] : event[0]])
    if actor[1] > event[0] or len(between) > NEAR:
        return False
    fillers, joints = prose.lexicon.lists["doer_fillers"], prose.lexicon.lists["joining_words"]
    return fillers.issuperset(between[:1]) and (fillers | joints).issuperset(between)


def without_brackets(words: Sequence[str]) -> list[str]:
    """Words without a short name in brackets: "Islamic State (IS) attack"."""
    return list(words[3:] if len(words) > 2 and (words[0], words[2]) == ("(", ")") else words)


def is_subject(scene: Scene, event: Held, held: Held) -> bool:
    """Whether an actor before a happening's word is the nearest one that can be its subject."""
    lists, end = scene.prose.lexicon.lists, held.extent[1]
    start = scene.prose.sentences[scene.prose.sentence_at(held.extent[0])][0]
    if goes_on(scene, held.extent[1], event.extent[0]):
        return not any(may_be_subject(scene, other) for other in scene.within("actors", start, held.extent[0]))
    for other in scene.within("actors", held.extent[1], event.extent[0]):
        between = scene.prose.lower[end : other.extent[0]]
        if between and joins_actors(scene, between):
            end = other.extent[1]
        elif word_before_extent(scene, other.extent) not in lists["never_subjects"]:
            return False
    return True


def goes_on(scene: Scene, end: int, verb: int) -> bool:
    """Whether "and" stands right before a verb, so that it has the subject of the verb before: "chased and shot"."""
    return scene.prose.lower[verb - 1] in scene.prose.lexicon.lists["verb_pairs"] and is_coordinate(scene, end, verb)


def may_be_subject(scene: Scene, held: Held) -> bool:
    """Whether no preposition stands before an actor."""
    return word_before_extent(scene, held.extent) not in scene.prose.lexicon.lists["never_subjects"]


def manager(scene: Scene, unit: Unit) -> dict[str, Actor]:
    """Who stands before the noun of a happening that is carried out, or done against nobody: "France sped its exit"."""
    if unit.main is None or event_of(unit.main).frame != "noun":
        return {}
    against = scene.prose.lexicon.vocabulary["event_type"][event_of(unit.main).event_type].get("against")
    if against and not is_carried_out(scene, unit.main):
        return {}
    lists = scene.prose.lexicon.lists
    barred = lists["target_words"] | lists["origin_words"] | lists["locative_words"]
    for held in candidates(scene, unit):
        actor = held.mention.value
        if held.extent[1] <= unit.main.extent[0] and word_before(scene, unit, held) not in barred:
            return {"subject": actor} if isinstance(actor, Actor) else {}
    return {}


def by_speech(scene: Scene, unit: Unit, codes: dict[str, str]) -> Roles:
    """Where only speech is reported, the speaker is the actor; the first one named is whom a demand or charge meets."""
    if not unit.chain:
        return (), ()
    if unit.figures:
        return (), tuple(actor_of(held) for held in candidates(scene, unit) if is_counted(unit, held))
    act = scene.prose.lexicon.vocabulary["speech_act"][speaker_of(unit.chain[-1]).speech_act]
    agents = scene.prose.lexicon.lists["agent_words"]
    named = [held for held in candidates(scene, unit) if not (act.get("by_own") and is_to_do(scene, held))]
    doers = tuple(actor_of(h) for h in named if act.get("blames") and word_before(scene, unit, h) in agents)
    if doers:
        return doers, ()
    return (as_actor(unit.chain[-1], codes),), tuple(actor_of(h) for h in named[:1]) if act.get("addressed") else ()


def is_to_do(scene: Scene, held: Held) -> bool:
    """Whether an actor is one who is to do something: "that our forces will crush them"."""
    behind = scene.prose.lower[held.extent[1] : held.extent[1] + 1]
    return not scene.prose.lexicon.lists["verb_fillers"].isdisjoint(behind)
