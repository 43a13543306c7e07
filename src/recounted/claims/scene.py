"""The stage of a document's claims: its mentions with the words they cover, and who is credited with which words."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import msgspec
from msgspec.structs import replace

from recounted.countries import countries
from recounted.lexicon import vocabulary
from recounted.model import Event, Figure, Mention, Period, Span, Speaker
from recounted.prose import Prose
from recounted.words import plain

Extent = tuple[int, int]

#: The mentions of a kind of which a document has none.
NONE: Sequence[int] = ()

#: The speech act of a mere statement, and how the name of a rule for words that only state ends.
STATE, STATING = "state", ".state"

#: Words of silence stand at most this many words before what they are silent about, and "not" before them.
UNSAID_REACH = 4


class Held(msgspec.Struct, frozen=True):
    """A mention with the words it covers and the value it holds."""

    mention: Mention
    extent: Extent


@dataclass(frozen=True)
class Scene:
    """A document's mentions by kind, each with its words.

    `starts` has the first word of every mention, by kind, in order, and `longest` the most words that one covers.
    """

    prose: Prose
    held: Mapping[str, tuple[Held, ...]]
    starts: Mapping[str, list[int]]
    longest: Mapping[str, int]

    def within(self, kind: str, start: int, end: int) -> list[Held]:
        """The mentions of a kind that lie in a stretch of words."""
        starts = self.starts.get(kind, NONE)
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        return [h for h in self.held[kind][first : bisect_left(starts, end, lo=first)] if h.extent[1] <= end]

    def around(self, kind: str, extent: Extent) -> list[Held]:
        """The mentions of a kind that share a word with a stretch."""
        starts, (start, end) = self.starts.get(kind, NONE), extent
        first = bisect_left(starts, start - self.longest.get(kind, 0))
        if first == len(starts) or starts[first] >= end:
            return []
        return [h for h in self.held[kind][first : bisect_left(starts, end, lo=first)] if h.extent[1] > start]

    @cached_property
    def credited(self) -> dict[int, list[Held]]:
        """The speakers to whom words of a sentence are credited, by its number."""
        out: dict[int, list[Held]] = {}
        for held in self.held.get("speakers", ()):
            content = speaker_of(held).content_span
            if content is not None:
                first, end = (self.prose.sentence_at(at) for at in self.bounds_of(content))
                for number in range(first, end + 1):
                    out.setdefault(number, []).append(held if first == end else self.heard_in(held, number))
        return out

    def bounds_of(self, span: Span) -> Extent:
        """The first and the last word of a span."""
        first, end = self.prose.extent(span)
        return first, end - 1

    def heard_in(self, held: Held, number: int) -> Held:
        """A speaker of several sentences with the speech act of one of them, where the word of saying only states."""
        speaker = speaker_of(held)
        if speaker.content_span is None or not held.mention.by.endswith(STATING):
            return held
        first, last = self.bounds_of(speaker.content_span)
        start, end = self.prose.sentences[number]
        found = self.prose.search("said", within=(max(start, first), min(end, last + 1)))
        act = next((rule.code for rule, _ in found), STATE)
        if act == speaker.speech_act:
            return held
        return Held(replace(held.mention, value=replace(speaker, speech_act=act)), held.extent)


def event_of(held: Held) -> Event:
    """The event of a mention of one."""
    assert isinstance(held.mention.value, Event)
    return held.mention.value


def figure_of(held: Held) -> Figure:
    """The figure of a mention of one."""
    assert isinstance(held.mention.value, Figure)
    return held.mention.value


def speaker_of(held: Held) -> Speaker:
    """The speaker of a mention of one."""
    assert isinstance(held.mention.value, Speaker)
    return held.mention.value


def stage(prose: Prose, found: Mapping[str, Sequence[Mention]], caveats: Mapping[int, list[Span]]) -> Scene:
    """The mentions of a document with the words they cover; a speaker's word of saying is no event beside it."""
    held = {kind: tuple(Held(mention, prose.extent(mention.span)) for mention in own) for kind, own in found.items()}
    cues = (Held(h.mention, prose.extent(c)) for h in held.get("speakers", ()) if (c := speaker_of(h).cue_span))
    scene = with_kinds(Scene(prose, {}, {}, {}), {**held, "cues": tuple(sorted(cues, key=lambda h: h.extent))})
    said, whole = said_and_whole()
    events: list[Held] = []
    told: dict[Span, str] = {}
    for h in held.get("events", ()):
        cues_here = scene.around("cues", h.extent) if event_of(h).event_type in said else []
        if cues_here and event_of(h).kind in whole:
            told.update((span, whole[event_of(h).kind]) for c in cues_here if (span := speaker_of(c).cue_span))
        is_said = any(says(cue, event_of(h)) or tells_the_same(scene, cue, h) for cue in cues_here)
        if not (is_said or scene.around("speakers", h.extent) or is_unsaid(scene, h, caveats)):
            events.append(h)
    figures = tuple(rescoped(scene, h) for h in held.get("figures", ()) if not scene.around("speakers", h.extent))
    speakers = tuple(retold(h, told) for h in named_apart(scene))
    return with_kinds(scene, {"events": tuple(events), "figures": figures, "speakers": speakers})


def with_kinds(scene: Scene, held: Mapping[str, tuple[Held, ...]]) -> Scene:
    """A scene with the mentions of some kinds, each in order, in place of those that it has."""
    starts = {kind: [h.extent[0] for h in own] for kind, own in held.items()}
    longest = {kind: max([h.extent[1] - h.extent[0] for h in own], default=0) for kind, own in held.items()}
    return Scene(scene.prose, {**scene.held, **held}, {**scene.starts, **starts}, {**scene.longest, **longest})


@cache
def said_and_whole() -> tuple[frozenset[str], dict[str, str]]:
    """The types of event that acts of speech are, and kind of event → the act that is one with all that is said."""
    acts = vocabulary()["speech_act"]
    whole = {act["event"]: code for code, act in acts.items() if act.get("whole")}
    return frozenset(act["plover"] for act in acts.values()), whole


def says(cue: Held, event: Event) -> bool:
    """Whether a word of saying is all that an event's word tells: "demanded", but not "expressed support"."""
    acts = vocabulary()["speech_act"]
    return acts[speaker_of(cue).speech_act]["plover"] == event.event_type or event.kind in spoken_kinds()


@cache
def spoken_kinds() -> frozenset[str]:
    """The kinds of event that acts of speech are."""
    return frozenset(act["event"] for act in vocabulary()["speech_act"].values())


def tells_the_same(scene: Scene, cue: Held, event: Held) -> bool:
    """Whether what is said tells an event of the type again: "promised $1.5 billion in aid"."""
    content = speaker_of(cue).content_span
    if content is None:
        return False
    others = scene.within("events", *scene.prose.extent(content))
    return any(event_of(other).event_type == event_of(event).event_type for other in others if other is not event)


def rescoped(scene: Scene, held: Held) -> Held:
    """A figure before words that bring a total up to date is none: "12 died on Monday, bringing the total to 40"."""
    if figure_of(held).scope != "cumulative":
        return held
    prose, openers = scene.prose, scene.prose.lexicon.lists["total_openers"]
    start, end = prose.sentences[prose.sentence_at(held.extent[0])]
    total = next((at for at in range(held.extent[1], end) if prose.lower[at] in openers), None)
    if total is None:
        return held
    times = [h.mention.value for h in scene.within("times", start, total)]
    spread = any(isinstance(t, Period) and t.relation == "at" and t.date_start != t.date_end for t in times)
    figure = replace(figure_of(held), scope="period" if spread else "incident", since=None)
    return replace(held, mention=replace(held.mention, value=figure))


def named_apart(scene: Scene) -> Iterator[Held]:
    """The speakers, named rightly.

    One whose own words name another country than the name it was taken for keeps its own words; an adjective of a
    people or a place within an earlier speaker's name is nobody's name.
    """
    homes: dict[str, str] = {}
    better: dict[str, str] = {}
    for held in scene.held.get("speakers", ()):
        speaker, here = speaker_of(held), country_at(scene, held.extent)
        if speaker.name in held.mention.text:
            homes.setdefault(speaker.name, here)
            better.update((place, speaker.name) for place in places_in(scene, held) if place != speaker.name)
            yield held
            continue
        other = here and homes.get(speaker.name, here) not in {here, ""}
        other = other or is_of_another_kind(scene, held)
        if other or (is_adjective(scene, speaker.name) and not is_pronoun(scene, held)):
            better[speaker.name] = own_words(scene, held)
        name = own_words(scene, held) if other else better.get(speaker.name, speaker.name)
        yield held if name == speaker.name else named(held, name)


def named(held: Held, name: str) -> Held:
    """A speaker under another name."""
    return replace(held, mention=replace(held.mention, value=replace(speaker_of(held), name=name)))


def places_in(scene: Scene, held: Held) -> list[str]:
    """The places that a speaker's own words name: "the governor of Norte de Santander"."""
    return [other.mention.text for other in scene.around("places", held.extent)]


def own_words(scene: Scene, held: Held) -> str:
    """The words that name a speaker, without an article."""
    first, end = held.extent
    article = end - first > 1 and scene.prose.lower[first] in scene.prose.lexicon.lists["determiner_words"]
    return scene.prose.span(first + article, end).of(scene.prose.document.text)


def is_of_another_kind(scene: Scene, held: Held) -> bool:
    """Whether the noun that names a speaker is never said of such a name: "the coalition" is no ministry."""
    head = scene.prose.lower[held.extent[1] - 1]
    return head in scene.prose.lexicon.lists["proper_heads"] and head not in plain(speaker_of(held).name).split()


def is_pronoun(scene: Scene, held: Held) -> bool:
    """Whether a speaker is named by a pronoun only."""
    return scene.prose.phrase(*held.extent) in scene.prose.lexicon.lists["speaker_pronouns"]


def is_adjective(scene: Scene, name: str) -> bool:
    """Whether a name is but an adjective of peoples: "Israeli", "US-Saudi", "Saudi-led"."""
    parts = plain(name).replace("-", " ").split()
    if "-" not in name:
        return bool(parts) and adjectives().issuperset(parts)
    known = adjectives() | country_names() | scene.prose.lexicon.lists["led_words"]
    return bool(parts) and known.issuperset(parts)


@cache
def adjectives() -> frozenset[str]:
    """The adjectives of all countries, as words are looked up."""
    return frozenset(plain(word) for country in countries() for word in country.adjectives)


@cache
def country_names() -> frozenset[str]:
    """The names of all countries, as words are looked up."""
    return frozenset(plain(word) for country in countries() for word in country.names)


def country_at(scene: Scene, extent: Extent) -> str:
    """The country in the code of the actor that stands at some words; empty where there is none."""
    for other in scene.around("actors", extent):
        first = str(getattr(other.mention.value, "code", None) or "").split(" ")[0]
        if first in country_codes():
            return first
    return ""


@cache
def country_codes() -> frozenset[str]:
    """The codes of all countries."""
    return frozenset(country.code for country in countries())


def only_names(scene: Scene, held: Held) -> bool:
    """Whether somebody only calls a thing something: "bombed what Delhi called a camp"."""
    lists, at = scene.prose.lexicon.lists, held.extent[0] - 1
    at -= at >= 0 and scene.prose.lower[at] in lists["determiner_words"]
    return at >= 0 and scene.prose.lower[at] in lists["naming_words"]


def is_unsaid(scene: Scene, held: Held, caveats: Mapping[int, list[Span]]) -> bool:
    """Whether words hold back about an event or say nothing of it: "has not commented on the attack"."""
    lists, prose, at = scene.prose.lexicon.lists, scene.prose, held.extent[0]
    if any(held.mention.span.meets(caveat) for caveat in caveats.get(prose.sentence_at(at), ())):
        return True
    if event_of(held).frame != "noun":
        return False
    start = max(prose.sentences[prose.sentence_at(at)][0], at - UNSAID_REACH)
    if lists["flat_negations"].isdisjoint(prose.lower[max(start - UNSAID_REACH, 0) : at]):
        return False
    return any(
        prose.phrase(n, n + size) in lists["unsaid_words"]
        and not lists["flat_negations"].isdisjoint(prose.lower[max(start - 2, n - UNSAID_REACH, 0) : n])
        for n in range(start, at)
        for size in (1, 2)
    )


def retold(held: Held, told: Mapping[Span, str]) -> Held:
    """A speaker whose word of saying does more with the words behind it than alone: "vowed to strike" threatens."""
    speaker = speaker_of(held)
    act = told.get(speaker.cue_span) if speaker.cue_span else None
    if act is None:
        return held
    return replace(held, mention=replace(held.mention, value=replace(speaker, speech_act=act)))


def chain_at(scene: Scene, extent: Extent) -> tuple[Held, ...]:
    """The speakers to whom some words are credited, outermost first."""
    near = scene.credited.get(scene.prose.sentence_at(extent[0]))
    if not near:
        return ()
    start, end = scene.prose.starts[extent[0]], scene.prose.ends[extent[1] - 1]
    over = []
    for held in near:
        content = speaker_of(held).content_span
        if (
            content is not None
            and begins_in(held, content, start, end)
            and end <= content.end
            and not meets(held.extent, extent)
        ):
            over.append((content.start - content.end, is_cited(held), held.extent[0], held))
    chain: list[Held] = []
    if len(over) > 1:
        over.sort(key=lambda entry: entry[:3])
    for *_, held in over:
        if not chain or speaker_of(chain[-1]).name != speaker_of(held).name:
            chain.append(held)
    return tuple(chain)


def begins_in(held: Held, content: Span, start: int, end: int) -> bool:
    """Whether words begin within what is said, or reach into it from the words of saying: "demanded a probe"."""
    cue = speaker_of(held).cue_span
    return content.start <= start or (cue is not None and cue.start <= start < cue.end and content.start < end)


def is_cited(held: Held) -> bool:
    """Whether a speaker stands behind the words of saying: it is then within another of the same words."""
    speaker = speaker_of(held)
    return bool(speaker.span and speaker.cue_span and speaker.cue_span.start < speaker.span.start)


def meets(a: Extent, b: Extent) -> bool:
    """Whether two stretches of words share one."""
    return a[0] < b[1] and b[0] < a[1]
