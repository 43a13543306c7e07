"""What happened: the words that name attacks, talks, sanctions, and all else that one party does to another."""

from collections.abc import Iterable, Iterator

import msgspec

from recounted.lexicon import Rule
from recounted.model import Event, Mention
from recounted.patterns import Found
from recounted.prose import Prose

Extent = tuple[int, int]

#: Frames that say what the word is; the others say what is said of the event.
VOICES = frozenset({"passive", "verb", "noun"})

#: The frame of a word by its form, where nothing around it says otherwise.
FRAME_OF_FORM = {
    "passive": "passive",
    "told": "told",
    "past": "verb",
    "active": "verb",
    "ing": "verb",
    "base": "noun",
    "noun": "noun",
}


class Trigger(msgspec.Struct, frozen=True):
    """Words that name an event, and the rule that knows them."""

    start: int
    end: int
    rule: Rule
    form: str


def find_events(prose: Prose) -> list[Mention]:
    """Every event, in reading order; of words that overlap, the longest name it."""
    triggers = longest(trigger(rule, found) for rule, found in prose.search_sentences("event"))
    said = frames(prose, triggers)
    return [mention(prose, own, said.get(own.start, {})) for own in triggers]


def trigger(rule: Rule, found: Found) -> Trigger:
    """The words of a match that name the event: those kept as `it`, else all; a phrase keeps them by their form."""
    form = next((name for name in found.kept if name in FRAME_OF_FORM), "past")
    return Trigger(*found.kept.get("it", (found.start, found.end)), rule, form)


def longest(triggers: Iterable[Trigger]) -> list[Trigger]:
    """Triggers without overlap, in reading order: the longest stays, a weak one gives way, else the first rule wins."""
    taken: set[int] = set()
    kept = []
    for own in sorted(triggers, key=lambda own: (own.rule.set.get("weak", False), own.start - own.end)):
        words = range(own.start, own.end)
        if taken.isdisjoint(words):
            taken.update(words)
            kept.append(own)
    return sorted(kept, key=lambda own: own.start)


def frames(prose: Prose, triggers: list[Trigger]) -> dict[int, dict[str, str]]:
    """First word of an event → what the words around it say: its `frame`, its `modality`."""
    kinds, types = prose.lexicon.vocabulary["event"], prose.lexicon.vocabulary["event_type"]
    governed = {own.start: own for own in triggers if not kinds[own.rule.code].get("governs")}
    shown = prose.overlay("event", ((own.start, own.end) for own in governed.values()))
    said: dict[int, dict[str, str]] = {}
    for rule, found in prose.search("event_frame", shown):
        own = governed[found.kept["it"][0]]
        if rule.set.get("of", own.form) != own.form:
            continue
        if rule.code in VOICES:
            said.setdefault(own.start, {}).setdefault("frame", rule.code)
        else:
            against = types[kinds[own.rule.code]["plover"]].get("against")
            modality = rule.set.get("against", rule.code) if against else rule.code
            said.setdefault(own.start, {}).setdefault("modality", str(modality))
    return said


def mention(prose: Prose, own: Trigger, said: dict[str, str]) -> Mention:
    """The record of an event."""
    known = prose.lexicon.vocabulary["event"][own.rule.code]
    event = Event(
        event_type=known["plover"],
        kind=own.rule.code,
        weapon=weapon(prose, own),
        modality=said.get("modality", "asserted"),
        frame=said.get("frame", FRAME_OF_FORM[own.form]),
    )
    return prose.mention("event", (own.start, own.end), event, prose.lexicon.by("event", own.rule))


def weapon(prose: Prose, own: Trigger) -> str | None:
    """The weapon that the words of an event's clause name, where the event is one of violence."""
    known = prose.lexicon.vocabulary["event"][own.rule.code]
    if known["plover"] != "ASSAULT":
        return None
    start, end = clause(prose, own)
    near = [(abs(at - own.start), code) for at, code in weapons(prose, start, end)]
    named = [code for _, code in near]
    if "cluster_munition" in named:
        return "cluster_munition"
    usual = own.rule.set.get("weapon", known.get("weapon"))
    if known.get("loose") and (other := named_with(prose, own, end)):
        return other
    if usual is not None:
        return str(usual) or None
    if len(near) < 2:
        return near[0][1] if near else None
    order = list(prose.lexicon.vocabulary["weapon"])
    return min(near, key=lambda entry: (entry[0], order.index(entry[1])))[1]


def named_with(prose: Prose, own: Trigger, end: int) -> str | None:
    """The weapon that "with" names behind an event's word: "shelled the town with rockets"."""
    found = weapons(prose, own.end, end)
    words = prose.lexicon.lists["with_words"]
    return next((code for at, code in found if not words.isdisjoint(prose.lower[max(own.end, at - 4) : at])), None)


def clause(prose: Prose, own: Trigger) -> Extent:
    """The words around an event up to the next words that begin another clause."""
    breaks = prose.lexicon.lists["event_break"]
    start, end = prose.sentences[prose.sentence_at(own.start)]
    lower, first, last = prose.lower, own.start, own.end
    while first > start and lower[first - 1] not in breaks:
        first -= 1
    while last < end and lower[last] not in breaks:
        last += 1
    return first, last


def is_made_there(prose: Prose, word: int) -> bool:
    """Whether a word says that what stands before it is kept or made there: "an explosives factory"."""
    return word < len(prose) and prose.lower[word] in prose.lexicon.lists["weapon_sites"]


def is_a_pit(prose: Prose, word: int) -> bool:
    """Whether a mine is one that is dug: "at a gold mine"."""
    lists = prose.lexicon.lists
    if prose.lower[word] not in lists["pits"]:
        return False
    return prose.phrase(word - 2, word) in lists["pit_places"] or prose.lower[word - 1] in lists["pit_kinds"]


def weapons(prose: Prose, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where weapons are named in a stretch of words, and which."""
    lexicon, name = prose.lexicon, "weapon_words"
    known, longest, openers = lexicon.maps[name], lexicon.longest[name], lexicon.openers[name]
    for at in [at for at in range(start, end) if prose.lower[at] in openers]:
        for length in range(min(longest, end - at), 0, -1):
            code = known.get(prose.phrase(at, at + length))
            if code is not None and not (is_made_there(prose, at + length) or is_a_pit(prose, at)):
                yield at, str(code)
                break
