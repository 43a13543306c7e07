"""What happened: the words that name attacks, talks, sanctions, and all else that one party does to another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recounted.lexicon import Rule
from recounted.model import Event, Mention
from recounted.prose import Prose

Extent = tuple[int, int]

#: Frames that say what the word is; the others say what is said of the event.
VOICES = frozenset({"passive", "verb", "noun"})

#: The frame of a word by its form, where nothing around it says otherwise.
FRAME_OF_FORM = {"past": "verb", "active": "verb", "ing": "verb", "base": "noun", "noun": "noun"}


@dataclass(frozen=True)
class Trigger:
    """Words that name an event, and the rule that knows them."""

    start: int
    end: int
    rule: Rule

    @property
    def form(self) -> str:
        """The form of the word, as its rule says."""
        return str(self.rule.set.get("form", "past"))


def find_events(prose: Prose) -> list[Mention]:
    """Every event, in reading order; of words that overlap, the longest name it."""
    matched = prose.search_sentences("event")
    triggers = longest(Trigger(*found.kept.get("it", (found.start, found.end)), rule) for rule, found in matched)
    said = frames(prose, triggers)
    return [mention(prose, trigger, said.get(trigger.start, {})) for trigger in triggers]


def longest(triggers: Iterable[Trigger]) -> list[Trigger]:
    """Triggers without overlap, in reading order: the longest stays, of two as long the one of the earlier rule."""
    taken: set[int] = set()
    kept = []
    for trigger in sorted(triggers, key=lambda trigger: trigger.start - trigger.end):
        words = range(trigger.start, trigger.end)
        if taken.isdisjoint(words):
            taken.update(words)
            kept.append(trigger)
    return sorted(kept, key=lambda trigger: trigger.start)


def frames(prose: Prose, triggers: list[Trigger]) -> dict[int, dict[str, str]]:
    """First word of an event → what the words around it say: its `frame`, its `modality`."""
    forms = {trigger.start: trigger.form for trigger in triggers}
    shown = prose.overlay("event", ((trigger.start, trigger.end) for trigger in triggers))
    said: dict[int, dict[str, str]] = {}
    for rule, found in prose.search_sentences("event_frame", shown):
        start = found.kept["it"][0]
        if rule.set.get("of", forms[start]) == forms[start]:
            said.setdefault(start, {}).setdefault("frame" if rule.code in VOICES else "modality", rule.code)
    return said


def mention(prose: Prose, trigger: Trigger, said: dict[str, str]) -> Mention:
    """The record of an event."""
    known = prose.lexicon.vocabulary["event"][trigger.rule.code]
    event = Event(
        event_type=known["plover"],
        kind=trigger.rule.code,
        weapon=weapon(prose, trigger),
        modality=said.get("modality", "asserted"),
        frame=said.get("frame", FRAME_OF_FORM[trigger.form]),
    )
    return prose.mention("event", (trigger.start, trigger.end), event, prose.lexicon.by("event", trigger.rule))


def weapon(prose: Prose, trigger: Trigger) -> str | None:
    """The weapon that the words of an event's clause name, where the event is one of violence."""
    known = prose.lexicon.vocabulary["event"][trigger.rule.code]
    if known["plover"] != "ASSAULT":
        return None
    start, end = clause(prose, trigger)
    order = list(prose.lexicon.vocabulary["weapon"])
    near = [(abs(at - trigger.start), code) for at, code in weapons(prose, start, end)]
    named = [code for _, code in near]
    if "cluster_munition" in named:
        return "cluster_munition"
    own = trigger.rule.set.get("weapon") or known.get("weapon")
    if own:
        return str(own)
    return min(near, key=lambda entry: (entry[0], order.index(entry[1])))[1] if near else None


def clause(prose: Prose, trigger: Trigger) -> Extent:
    """The words around an event up to the next words that begin another clause."""
    breaks = prose.lexicon.lists["event_break"]
    start, end = prose.sentences[prose.sentence_at(trigger.start)]
    first = next((at + 1 for at in range(trigger.start - 1, start - 1, -1) if prose.lower[at] in breaks), start)
    last = next((at for at in range(trigger.end, end) if prose.lower[at] in breaks), end)
    return first, last


def weapons(prose: Prose, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where weapons are named in a stretch of words, and which."""
    known, longest = prose.lexicon.maps["weapon_words"], prose.lexicon.longest["weapon_words"]
    for at in range(start, end):
        for length in range(min(longest, end - at), 0, -1):
            code = known.get(prose.phrase(at, at + length))
            if code is not None:
                yield at, str(code)
                break
