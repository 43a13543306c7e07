"""Which words of a sentence report one happening: units, the seeds of claims."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from msgspec import structs

from recounted.model import Event, Figure, Mention, Place, Span, Speaker
from recounted.prose import Prose
from recounted.words import plain

Extent = tuple[int, int]

#: UCDP where_prec of a whole country.
COUNTRY = 6


#: "Since the beginning of its full-scale invasion": a word of time stands at most this many words before the happening.
BOUND_REACH = 9


@dataclass(frozen=True)
class Held:
    """A mention with the words it covers and the value it holds."""

    mention: Mention
    extent: Extent


@dataclass(frozen=True)
class Unit:
    """One happening as one sentence tells it, by one chain of speakers.

    `start` and `end` are the words it may draw on; `main` is the word that names the happening, None where a speaker
    only says something of what was told before, by the word of saying at `cue`; `chain` holds the speakers, outermost
    first, without the publisher.
    """

    sentence: int
    start: int
    end: int
    chain: tuple[Held, ...]
    main: Held | None = None
    events: tuple[Held, ...] = ()
    figures: tuple[Held, ...] = ()
    cue: Extent | None = None


@dataclass(frozen=True)
class Scene:
    """A document's mentions by kind, each with its words."""

    prose: Prose
    held: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """The first word of every mention, by kind, in order."""
        return {kind: [h.extent[0] for h in own] for kind, own in self.held.items()}

    def within(self, kind: str, start: int, end: int) -> list[Held]:
        """The mentions of a kind that lie in a stretch of words."""
        starts = self.starts.get(kind, [])
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return [h for h in self.held[kind][first:last] if h.extent[1] <= end] if first < last else []

    @cached_property
    def longest(self) -> dict[str, int]:
        """The most words that a mention covers, by kind."""
        return {kind: max((h.extent[1] - h.extent[0] for h in own), default=0) for kind, own in self.held.items()}

    def around(self, kind: str, extent: Extent) -> list[Held]:
        """The mentions of a kind that share a word with a stretch."""
        starts = self.starts.get(kind, [])
        first, last = bisect_left(starts, extent[0] - self.longest.get(kind, 0)), bisect_left(starts, extent[1])
        return [h for h in self.held[kind][first:last] if h.extent[1] > extent[0]] if first < last else []

    @cached_property
    def credited(self) -> dict[int, list[Held]]:
        """The speakers to whom words of a sentence are credited, by its number."""
        out: dict[int, list[Held]] = {}
        for held in self.held.get("speakers", ()):
            content = speaker_of(held).content_span
            if content is not None:
                first, end = self.prose.extent(content)
                for number in range(self.prose.sentence_at(first), self.prose.sentence_at(end - 1) + 1):
                    out.setdefault(number, []).append(held)
        return out


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


def stage(prose: Prose, found: Mapping[str, Sequence[Mention]], caveats: Sequence[Span] = ()) -> Scene:
    """The mentions of a document with the words they cover; a speaker's word of saying is no event beside it."""
    held = {kind: tuple(Held(mention, prose.extent(mention.span)) for mention in own) for kind, own in found.items()}
    cues = (Held(h.mention, prose.extent(c)) for h in held.get("speakers", ()) if (c := speaker_of(h).cue_span))
    scene = Scene(prose, {**held, "cues": tuple(sorted(cues, key=lambda h: h.extent))})
    acts = prose.lexicon.vocabulary["speech_act"]
    said = {act["plover"] for act in acts.values()}
    whole = {act["event"]: code for code, act in acts.items() if act.get("whole")}
    events: list[Held] = []
    told: dict[Span, str] = {}
    for h in held.get("events", ()):
        cues_here = scene.around("cues", h.extent) if event_of(h).event_type in said else []
        if cues_here and event_of(h).kind in whole:
            told.update((span, whole[event_of(h).kind]) for c in cues_here if (span := speaker_of(c).cue_span))
        if not (cues_here or scene.around("speakers", h.extent) or any(h.mention.span.meets(c) for c in caveats)):
            events.append(h)
    figures = tuple(h for h in held.get("figures", ()) if not scene.around("speakers", h.extent))
    speakers = tuple(retold(h, told) for h in held.get("speakers", ()))
    return Scene(prose, {**held, "events": tuple(events), "figures": figures, "speakers": speakers})


def retold(held: Held, told: Mapping[Span, str]) -> Held:
    """A speaker whose word of saying does more with the words behind it than alone: "vowed to strike" threatens."""
    speaker = speaker_of(held)
    act = told.get(speaker.cue_span) if speaker.cue_span else None
    if act is None:
        return held
    return replace(held, mention=structs.replace(held.mention, value=structs.replace(speaker, speech_act=act)))


def chain_at(scene: Scene, extent: Extent) -> tuple[Held, ...]:
    """The speakers to whom some words are credited, outermost first."""
    start, end = scene.prose.starts[extent[0]], scene.prose.ends[extent[1] - 1]
    over = []
    for held in scene.credited.get(scene.prose.sentence_at(extent[0]), ()):
        content = speaker_of(held).content_span
        if content is not None and content.start <= start and end <= content.end and not meets(held.extent, extent):
            over.append((content.start - content.end, held.extent[0], held))
    chain: list[Held] = []
    for _, _, held in sorted(over, key=lambda entry: entry[:2]):
        if not chain or speaker_of(chain[-1]).name != speaker_of(held).name:
            chain.append(held)
    return tuple(chain)


def meets(a: Extent, b: Extent) -> bool:
    """Whether two stretches of words share one."""
    return a[0] < b[1] and b[0] < a[1]


def units(scene: Scene) -> list[Unit]:
    """Every unit of a document, in reading order."""
    made: list[Unit] = []
    for number, (start, end) in enumerate(scene.prose.sentences):
        own = [unit for seeds in grouped(scene, start, end) for unit in parted(scene, number, seeds)]
        own += silent(scene, number, own)
        made += bounded(scene, sorted(own, key=first_word))
    return made


def first_word(unit: Unit) -> int:
    """The first word that a unit rests on."""
    return min(start for start, _ in anchors(unit))


def anchors(unit: Unit) -> list[Extent]:
    """The words that a unit rests on: its events and figures, else the word of saying of its speaker."""
    own = [held.extent for held in (*unit.events, *unit.figures)]
    return own or [unit.cue or unit.chain[-1].extent]


def grouped(scene: Scene, start: int, end: int) -> Iterator[tuple[tuple[Held, ...], list[Held]]]:
    """The events and figures of a sentence, together where the same speakers are credited with them."""
    groups: dict[tuple[tuple[Span, str], ...], tuple[tuple[Held, ...], list[Held]]] = {}
    for held in sorted(
        (*scene.within("events", start, end), *scene.within("figures", start, end)), key=lambda h: h.extent
    ):
        chain = chain_at(scene, held.extent)
        groups.setdefault(tuple(voice(h) for h in chain), (chain, []))[1].append(held)
    yield from groups.values()


def voice(held: Held) -> tuple[Span, str]:
    """A speaker and what it does: "denied … and accused …" are two sayings of one speaker, "said … and added …" is one."""
    return held.mention.span, speaker_of(held).speech_act


def parted(scene: Scene, sentence: int, seeds: tuple[tuple[Held, ...], list[Held]]) -> list[Unit]:
    """The units of one group: its events parted by happening, each figure with the nearest of them."""
    chain, held = seeds
    start, end = scene.prose.sentences[sentence]
    events = [h for h in held if isinstance(h.mention.value, Event)]
    figures = [h for h in held if isinstance(h.mention.value, Figure)]
    blank = Unit(sentence, start, end, chain)
    parts = [events] if events and is_whole(scene, chain) else happenings(scene, events)
    made = [replace(blank, main=main(scene, own), events=tuple(own)) for own in parts]
    if not made:
        return [replace(blank, figures=tuple(own)) for own in by_scope(figures)]
    share: list[list[Held]] = [[] for _ in made]
    apart: list[Held] = []
    for figure in figures:
        fitting = [i for i, unit in enumerate(made) if can_have(scene, unit, figure)]
        (share[nearest(made, fitting, figure)] if fitting else apart).append(figure)
    told = [part for unit, own in zip(made, share, strict=True) for part in with_figures(unit, own)]
    if not apart:
        return told
    kept = [unit for unit in told if not is_aside(scene, unit, apart)]
    return [*kept, *(replace(blank, figures=tuple(own)) for own in by_scope(apart))]


def can_have(scene: Scene, unit: Unit, figure: Held) -> bool:
    """Whether a happening can have a figure of this harm: nobody is killed by an agreement or a meeting."""
    vocabulary = scene.prose.lexicon.vocabulary
    harmed = vocabulary["event"][vocabulary["harm"][figure_of(figure).harm]["event"]]["plover"]
    peaceful = vocabulary["event_type"][event_of(unit.main).event_type].get("peaceful") if unit.main else False
    return not (peaceful and vocabulary["event_type"][harmed].get("violent"))


def is_aside(scene: Scene, unit: Unit, figures: Sequence[Held]) -> bool:
    """Whether a happening is told only to say who was harmed: "seven men who had signed the peace"."""
    if unit.main is None or unit.figures:
        return False
    at, lists = unit.main.extent[0], scene.prose.lexicon.lists
    return event_of(unit.main).frame == "noun" or any(
        not lists["relative_words"].isdisjoint(scene.prose.lower[figure.extent[1] : at]) for figure in figures
    )


def is_whole(scene: Scene, chain: Sequence[Held]) -> bool:
    """Whether all that the innermost speaker says is one act: what is demanded or threatened."""
    return bool(chain) and bool(
        scene.prose.lexicon.vocabulary["speech_act"][speaker_of(chain[-1]).speech_act].get("whole")
    )


def with_figures(unit: Unit, figures: list[Held]) -> Iterator[Unit]:
    """A unit with its figures; running totals beside an incident's figures make a unit of their own."""
    parts = by_scope(figures)
    yield replace(unit, figures=parts[0] if parts else ())
    for more in parts[1:]:
        yield replace(unit, figures=more)


def by_scope(figures: Sequence[Held]) -> list[tuple[Held, ...]]:
    """Figures of single happenings apart from running totals."""
    running = tuple(h for h in figures if figure_of(h).scope == "cumulative")
    single = tuple(h for h in figures if figure_of(h).scope != "cumulative")
    return [part for part in (single, running) if part]


def nearest(made: Sequence[Unit], fitting: Sequence[int], figure: Held) -> int:
    """The index of the unit, among those that fit, with the event that stands nearest to a figure."""
    return min(fitting, key=lambda i: min(abs(event.extent[0] - figure.extent[0]) for event in made[i].events))


def happenings(scene: Scene, events: Sequence[Held]) -> list[list[Held]]:
    """Events parted into happenings, in reading order."""
    parts: list[list[Held]] = []
    for event in events:
        fitting = [part for part in reversed(parts) if joins(scene, part, event)]
        joined = min(fitting, key=lambda part: event_of(part[0]).event_type != event_of(event).event_type, default=None)
        if joined is None:
            parts.append([event])
        else:
            joined.append(event)
    told = [part for part in parts if not subordinate(part, parts)]
    return [part for part in told if not is_bound(scene, part)]


def joins(scene: Scene, part: Sequence[Held], event: Held) -> bool:
    """Whether an event is the same happening as those before: of one type, and with no place or day of its own."""
    before, now = event_of(main(scene, part)), event_of(event)
    if before.event_type != now.event_type and not (is_harm(scene, before) or is_harm(scene, now)):
        return False
    if before.modality != now.modality or told_apart(scene, part[-1].extent[1], event.extent[0]):
        return False
    if now.frame == "noun" and is_background(scene, part[-1].extent[1], event.extent[0]):
        return False
    if (now.frame == "noun") != all(event_of(h).frame == "noun" for h in part):
        return True
    kinds = ("places",) if is_harm(scene, now) else ("places", "times")
    return not any(own_elsewhere(scene, kind, part, event) for kind in kinds)


def is_bound(scene: Scene, part: Sequence[Held]) -> bool:
    """Whether a happening only says since or until when something is counted: "since the start of the offensive"."""
    lists = scene.prose.lexicon.lists
    for event in part:
        start, at = scene.prose.sentences[scene.prose.sentence_at(event.extent[0])][0], event.extent[0]
        before = range(at - 1, max(start, at - BOUND_REACH) - 1, -1)
        opener = next((n for n in before if scene.prose.lower[n] in lists["bound_words"]), None)
        if opener is None or not lists["bound_ends"].isdisjoint(scene.prose.lower[opener + 1 : at]):
            return False
    return True


def told_apart(scene: Scene, start: int, end: int) -> bool:
    """Whether words between two events begin a second statement: "and that"."""
    breaks = scene.prose.lexicon.lists["statement_words"]
    return any(scene.prose.phrase(at, at + 2) in breaks for at in range(start, end - 1))


def is_background(scene: Scene, start: int, end: int) -> bool:
    """Whether words between two events make the second the ground of the first: "in response to"."""
    grounds = scene.prose.lexicon.lists["background_words"]
    return any(scene.prose.phrase(at, at + n) in grounds for at in range(start, end) for n in (2, 3) if at + n <= end)


def own_elsewhere(scene: Scene, kind: str, part: Sequence[Held], event: Held) -> bool:
    """Whether both the events before and this one have a place, or a day, and not the same."""
    first, last = part[0].extent[0], part[-1].extent[1]
    end = scene.prose.sentences[scene.prose.sentence_at(event.extent[0])][1]
    content = content_at(scene, event)
    here = pinned(scene, kind, (last, event.extent[0]), content) or pinned(scene, kind, (first, last), content)
    there = pinned(scene, kind, (event.extent[1], end), content)
    return bool(here and there) and not here & there


def content_at(scene: Scene, held: Held) -> Span | None:
    """What the innermost speaker of some words is credited with."""
    chain = chain_at(scene, held.extent)
    return speaker_of(chain[-1]).content_span if chain else None


def pinned(scene: Scene, kind: str, extent: Extent, content: Span | None) -> set[str]:
    """The places or days in a stretch of a speaker's words that tell one happening from another."""
    found = (h for h in scene.within(kind, *extent) if content is None or content.holds(h.mention.span))
    return {name(h) for h in found if pins(h)}


def pins(held: Held) -> bool:
    """Whether a place or time tells one happening from another: a whole country, or a stretch's beginning, does not."""
    value = held.mention.value
    if isinstance(value, Place):
        return value.where_prec is not None and value.where_prec < COUNTRY
    return getattr(value, "relation", "at") == "at"


def name(held: Held) -> str:
    """What two mentions of the same place or day have in common."""
    value = held.mention.value
    start = getattr(value, "date_start", None)
    return str(start) if start else held.mention.text


def is_harm(scene: Scene, event: Event) -> bool:
    """Whether an event only says what harm was done, and may be part of any violent happening."""
    return bool(scene.prose.lexicon.vocabulary["event"].get(event.kind, {}).get("harm"))


def main(scene: Scene, events: Sequence[Held]) -> Held:
    """The event that names the happening best: a deed before a mere harm, a verb before a noun."""
    return min(events, key=lambda h: (rank(scene, event_of(h)), event_of(h).frame == "noun", h.extent[0]))


def rank(scene: Scene, event: Event) -> int:
    """How badly an event names a happening: best a deed, then harm told by a verb, other deeds by a noun, other harm."""
    noun = event.frame == "noun"
    if is_harm(scene, event):
        return 3 if noun else 1
    return 2 if noun and not is_violent(scene, event) else 0


def is_violent(scene: Scene, event: Event) -> bool:
    """Whether an event is of the type that harms."""
    return bool(scene.prose.lexicon.vocabulary["event_type"][event.event_type].get("violent"))


def subordinate(part: Sequence[Held], parts: Sequence[Sequence[Held]]) -> bool:
    """Whether a happening is only spoken of inside another: all nouns, beside one with a verb of another type."""
    if any(event_of(h).frame != "noun" for h in part):
        return False
    return any(
        any(event_of(h).frame != "noun" and event_of(h).event_type != event_of(part[0]).event_type for h in other)
        for other in parts
        if other is not part
    )


def silent(scene: Scene, sentence: int, made: Iterable[Unit]) -> list[Unit]:
    """Units of speakers who do more than state, and whose words name no happening: they speak of one told before."""
    start, end = scene.prose.sentences[sentence]
    heard = {voice(h) for unit in made for h in unit.chain}
    acts = scene.prose.lexicon.vocabulary["speech_act"]
    return [
        Unit(sentence, start, end, (*chain_at(scene, held.extent), held), cue=cue_of(scene, held))
        for held in scene.within("speakers", start, end)
        if voice(held) not in heard and (acts[speaker_of(held).speech_act].get("alone") or is_flat_denial(scene, held))
    ]


def cue_of(scene: Scene, held: Held) -> Extent | None:
    """The words by which a speaker speaks."""
    cue = speaker_of(held).cue_span
    return None if cue is None else scene.prose.extent(cue)


def is_flat_denial(scene: Scene, held: Held) -> bool:
    """Whether a speaker is quoted with words that say what is not so: "There is no military unit here"."""
    content = speaker_of(held).content_span
    if content is None or plain(scene.prose.document.text[content.start]) not in {'"', "'"}:
        return False
    negations, quoted = scene.prose.lexicon.lists["flat_negations"], False
    for at in range(*scene.prose.extent(content)):
        if scene.prose.lower[at] == '"':
            quoted = scene.prose.printed[at] == "“" or (scene.prose.printed[at] == '"' and not quoted)
        elif quoted and scene.prose.lower[at] in negations:
            return True
    return False


def bounded(scene: Scene, made: Sequence[Unit]) -> list[Unit]:
    """Units that share a sentence, each bounded to its speaker's words or to the clauses between its neighbours."""
    out = []
    for i, unit in enumerate(made):
        start, end = unit.start, unit.end
        if i:
            start = border(scene, made[i - 1], unit, start)
        if i + 1 < len(made):
            end = border(scene, unit, made[i + 1], end)
        out.append(replace(unit, start=start, end=max(end, start + 1)))
    return out


def last_word(unit: Unit) -> int:
    """The end of the last word that a unit rests on."""
    return max(end for _, end in anchors(unit))


def border(scene: Scene, before: Unit, unit: Unit, otherwise: int) -> int:
    """The word at which the later of two units begins: where its speaker begins, else where its clause does."""
    last, first = last_word(before), first_word(unit)
    if unit.chain and unit.chain != before.chain:
        speaker = speaker_of(unit.chain[-1])
        opens = [
            scene.prose.word_at(span.start) for span in (speaker.span, speaker.cue_span, speaker.content_span) if span
        ]
        within = [word for word in opens if last <= word <= first]
        if within:
            return min(within)
    return cut(scene, last, first, otherwise)


def cut(scene: Scene, last: int, first: int, otherwise: int) -> int:
    """Where the clause of the later unit begins: after the last word between them that can begin one."""
    if last >= first:
        return otherwise
    opening = scene.prose.lexicon.lists["clause_words"]
    for word in range(first - 1, last - 1, -1):
        if scene.prose.lower[word] in opening:
            return word + 1 if scene.prose.lower[word] in {",", ";", ":"} else word
    return first
