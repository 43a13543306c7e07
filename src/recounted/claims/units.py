"""Which words of a sentence report one happening: units, the seeds of claims."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from recounted.claims.happenings import happenings, is_carried_out, is_harm, is_peaceful, main
from recounted.claims.scene import Extent, Held, Scene, chain_at, event_of, figure_of, meets, only_names, speaker_of
from recounted.model import Event, Figure, Span
from recounted.patterns import PARAGRAPH
from recounted.prose import BULLETS, CLOSERS, ENDS
from recounted.words import plain

STATE = "state"

#: A headline has at most this many words, and more sentences than the second number stand behind it.
HEADLINE, FEW_SENTENCES = 25, 3

#: A heading within a report has at most this many words, all in capitals.
HEADING = 6


class Unit(msgspec.Struct, frozen=True):
    """One happening as one sentence tells it, by one chain of speakers.

    `start` and `end` are the words it may draw on; `opens` is where its speaker is named, if apart before them. `main`
    is the word that names the happening, None where a speaker only says something of what was told before, by the word
    of saying at `cue`; `chain` holds the speakers, outermost first, without the publisher.
    """

    sentence: int
    start: int
    end: int
    chain: tuple[Held, ...]
    main: Held | None = None
    events: tuple[Held, ...] = ()
    figures: tuple[Held, ...] = ()
    cue: Extent | None = None
    opens: int | None = None


def units(scene: Scene) -> list[Unit]:
    """Every unit of a document, in reading order."""
    made: list[Unit] = []
    for number, (start, end) in enumerate(scene.prose.sentences):
        if (number == 0 and is_headline(scene)) or is_heading(scene, number):
            continue
        own = [unit for seeds in grouped(scene, start, end) for unit in parted(scene, number, seeds)]
        own += silent(scene, number, own)
        made += bounded(scene, sorted(own, key=first_word))
    return made


def is_headline(scene: Scene) -> bool:
    """Whether the first sentence is a headline: a short paragraph without a mark at its end, with a text behind it."""
    prose, (start, end) = scene.prose, scene.prose.sentences[0]
    closed = prose.printed[end - 1] in ENDS or prose.printed[end - 1] in CLOSERS or prose.printed[start] in BULLETS
    behind = prose.printed[end : end + 1]
    return not closed and behind == [PARAGRAPH] and end - start <= HEADLINE and len(prose.sentences) > FEW_SENTENCES


def is_heading(scene: Scene, number: int) -> bool:
    """Whether a sentence is a heading in capitals: "CASUALTIES"."""
    prose, (start, end) = scene.prose, scene.prose.sentences[number]
    if end - start > HEADING or prose.printed[end : end + 1] != [PARAGRAPH]:
        return False
    words = [word for word in prose.printed[start:end] if word[0].isalpha()]
    apart = start == 0 or prose.printed[start - 1] == PARAGRAPH
    return apart and bool(words) and all(word.isupper() for word in words)


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
        chain = chain_at(scene, held.extent) or voiced(scene, held)
        groups.setdefault(tuple(voice(scene, h) for h in chain), (chain, []))[1].append(held)
    yield from groups.values()


def voiced(scene: Scene, held: Held) -> tuple[Held, ...]:
    """Who states what a happening's own word is the word of saying for: "the union welcomed the truce"."""
    known, value = scene.prose.lexicon.vocabulary["event"], held.mention.value
    if not isinstance(value, Event) or not known[value.kind].get("spoken") or not is_peaceful(scene, value):
        return ()
    start, end = scene.prose.sentences[scene.prose.sentence_at(held.extent[0])]
    return tuple(
        speaker
        for speaker in scene.within("speakers", start, end)
        if (cue := cue_of(scene, speaker)) is not None
        and meets(cue, held.extent)
        and speaker_of(speaker).speech_act == STATE
    )[:1]


def voice(scene: Scene, held: Held) -> tuple[Span, str]:
    """A speaker and what it does: "denied … and accused …" are two sayings of one, "said … and added …" is one."""
    act = speaker_of(held).speech_act
    return held.mention.span, scene.prose.lexicon.vocabulary["speech_act"][act].get("modality", act)


def parted(scene: Scene, sentence: int, seeds: tuple[tuple[Held, ...], list[Held]]) -> list[Unit]:
    """The units of one group: its events parted by happening, each figure with the nearest of them."""
    chain, held = seeds
    start, end = scene.prose.sentences[sentence]
    figures = [h for h in held if isinstance(h.mention.value, Figure)]
    events = [h for h in held if isinstance(h.mention.value, Event) and not is_counted_harm(scene, h, figures)]
    blank = Unit(sentence, start, end, chain)
    if is_turned_down(scene, chain, events):
        events = []
    if chain and is_whole(scene, chain) and (opens := told_before(scene, chain[-1], events, figures)) is not None:
        wanted = replace(blank, cue=cue_of(scene, chain[-1]))
        own = [h for h in held if h.extent[0] < opens]
        first = parted(scene, sentence, (chain, own)) or [wanted]
        return [*first, *parted(scene, sentence, (chain[:-1], [as_told(h) for h in held if h.extent[0] >= opens]))]
    events = [event for event in events if not is_condition(scene, event, events)]
    parts = [events] if events and is_whole(scene, chain) else happenings(scene, events, figures)
    made = [replace(blank, main=main(scene, own), events=tuple(own)) for own in parts]
    if not made:
        return [replace(blank, figures=tuple(own)) for own in by_scope(figures)]
    share: list[list[Held]] = [[] for _ in made]
    apart: list[Held] = []
    for figure in figures:
        fitting = [i for i, unit in enumerate(made) if can_have(scene, unit, figure)]
        (share[nearest(made, fitting, figure)] if fitting else apart).append(figure)
    told = [part for unit, own in zip(made, share, strict=True) for part in with_figures(unit, own)]
    kept = [unit for unit in told if not is_aside(scene, unit, figures)]
    return [*kept, *(replace(blank, figures=tuple(own)) for own in by_scope(apart))]


def told_before(scene: Scene, held: Held, events: Sequence[Held], figures: Sequence[Held]) -> int | None:
    """Where words that demand or threaten tell of harm done before: "to avenge | the strike that killed 12"."""
    cue, prose = cue_of(scene, held), scene.prose
    harmed = [h.extent[0] for h in figures if prose.lexicon.vocabulary["harm"][figure_of(h).harm].get("violent")]
    if cue is None or not harmed:
        return None
    for at in range(cue[1], max(harmed)):
        if any(prose.phrase(at, at + size) in prose.lexicon.lists["told_openers"] for size in (1, 2)):
            named = [h.extent[0] for h in events if cue[1] <= h.extent[0] < at and event_of(h).frame == "noun"]
            return max(named, default=at)
    return None


def as_told(held: Held) -> Held:
    """A figure of harm done before, which is neither threatened nor called for."""
    value = held.mention.value
    if not isinstance(value, Figure) or value.modality not in {"threatened", "called_for", "planned"}:
        return held
    return replace(held, mention=replace(held.mention, value=replace(value, modality="asserted")))


def is_condition(scene: Scene, event: Held, events: Sequence[Held]) -> bool:
    """Whether an event is but the condition of another that is offered or threatened: "will leave if they disarm"."""
    conditions = scene.prose.lexicon.lists["condition_words"]
    return event_of(event).modality in {"uncertain", "asserted"} and any(
        event_of(other).modality in {"planned", "threatened"}
        and other.extent[1] <= event.extent[0]
        and not conditions.isdisjoint(scene.prose.lower[other.extent[1] : event.extent[0]])
        for other in events
    )


def is_counted_harm(scene: Scene, event: Held, figures: Sequence[Held]) -> bool:
    """Whether a word of harm only says who is counted: "food for 2,100 displaced people", "12 wounded men"."""
    inside = any(f.extent[0] <= event.extent[0] and event.extent[1] < f.extent[1] for f in figures)
    return inside and is_harm(scene, event_of(event))


def can_have(scene: Scene, unit: Unit, figure: Held) -> bool:
    """Whether a happening can have a figure of this harm: nobody is killed by an agreement or a meeting."""
    vocabulary = scene.prose.lexicon.vocabulary
    if unit.main is None or not vocabulary["event_type"][event_of(unit.main).event_type].get("peaceful"):
        return True
    return not vocabulary["harm"][figure_of(figure).harm].get("violent")


def is_aside(scene: Scene, unit: Unit, figures: Sequence[Held]) -> bool:
    """Whether a peaceful happening is told only to say who was harmed: "seven men who had signed the peace"."""
    if unit.main is None or unit.figures or not figures or not is_peaceful(scene, event_of(unit.main)):
        return False
    at, lists = unit.main.extent[0], scene.prose.lexicon.lists
    named = event_of(unit.main).frame == "noun" and not is_carried_out(scene, unit.main)
    return named or any(
        not lists["relative_words"].isdisjoint(scene.prose.lower[figure.extent[1] : at]) for figure in figures
    )


def is_whole(scene: Scene, chain: Sequence[Held]) -> bool:
    """Whether all that the innermost speaker says is one act: what is demanded or threatened."""
    return bool(chain) and bool(
        scene.prose.lexicon.vocabulary["speech_act"][speaker_of(chain[-1]).speech_act].get("whole")
    )


def is_turned_down(scene: Scene, chain: Sequence[Held], events: Sequence[Held]) -> bool:
    """Whether a speaker turns down what others ask or offer, and nothing else happened: "rejected an offer of"."""
    if not chain or speaker_of(chain[-1]).cue not in scene.prose.lexicon.lists["rejecting_cues"]:
        return False
    first = event_of(events[0]).event_type if events else ""
    return not scene.prose.lexicon.vocabulary["event_type"].get(first, {}).get("violent")


def with_figures(unit: Unit, figures: list[Held]) -> Iterator[Unit]:
    """A unit with its figures; running totals beside an incident's figures make a unit of their own."""
    first, *rest = by_scope(figures) or [()]
    yield replace(unit, figures=first) if first else unit
    for more in rest:
        yield replace(unit, figures=more)


def by_scope(figures: Sequence[Held]) -> list[tuple[Held, ...]]:
    """Figures of single happenings apart from running totals."""
    if not figures:
        return []
    running = tuple(h for h in figures if figure_of(h).scope == "cumulative")
    single = tuple(h for h in figures if figure_of(h).scope != "cumulative")
    return [part for part in (single, running) if part]


def nearest(made: Sequence[Unit], fitting: Sequence[int], figure: Held) -> int:
    """The index of the unit, among those that fit, with the event that stands nearest to a figure."""
    return min(fitting, key=lambda i: min(abs(event.extent[0] - figure.extent[0]) for event in made[i].events))


def silent(scene: Scene, sentence: int, made: Iterable[Unit]) -> list[Unit]:
    """Units of speakers who do more than state, and whose words name no happening: they speak of one told before."""
    start, end = scene.prose.sentences[sentence]
    speakers = [heard(scene, h, sentence) for h in scene.within("speakers", start, end)]
    if not speakers:
        return []
    told = {voice(scene, h) for unit in made for h in unit.chain}
    acts = scene.prose.lexicon.vocabulary["speech_act"]
    return [
        Unit(sentence, start, end, (*outer(scene, held), held), cue=cue_of(scene, held))
        for held in speakers
        if voice(scene, held) not in told
        and not (only_names(scene, held) and (cue := cue_of(scene, held)) and cue[0] - held.extent[1] <= 1)
        and (acts[speaker_of(held).speech_act].get("alone") or is_flat_denial(scene, held))
    ]


def heard(scene: Scene, held: Held, sentence: int) -> Held:
    """A speaker with the speech act of a sentence, where that is among several that are credited to it."""
    content = speaker_of(held).content_span
    if content is None:
        return held
    first, last = (scene.prose.sentence_at(at) for at in scene.bounds_of(content))
    return scene.heard_in(held, sentence) if first <= sentence <= last and first < last else held


def outer(scene: Scene, held: Held) -> tuple[Held, ...]:
    """The speakers in whose words another speaks, without itself: "he said that he condemned it" has one speaker.

    What is put in between is the report's own: "he spoke of mines, which the army has denied".
    """
    chain = chain_at(scene, held.extent)
    if scene.prose.lower[held.extent[0] - 1] in scene.prose.lexicon.lists["relative_words"] and speaks_last(
        scene, held
    ):
        return chain[:-1]
    return chain[:-1] if chain and speaker_of(chain[-1]).name == speaker_of(held).name else chain


def speaks_last(scene: Scene, held: Held) -> bool:
    """Whether nothing but a mark stands behind a word of saying in its sentence."""
    cue, end = cue_of(scene, held), scene.prose.sentences[scene.prose.sentence_at(held.extent[0])][1]
    return cue is not None and end - cue[1] <= 1


def cue_of(scene: Scene, held: Held) -> Extent | None:
    """The words by which a speaker speaks."""
    cue = speaker_of(held).cue_span
    return None if cue is None else scene.prose.extent(cue)


def is_flat_denial(scene: Scene, held: Held) -> bool:
    """Whether a speaker is quoted there with words that say what is not so: "There is no military unit here"."""
    content = speaker_of(held).content_span
    if content is None or plain(scene.prose.document.text[content.start]) not in {'"', "'"}:
        return False
    if content.start > scene.prose.ends[scene.prose.sentences[scene.prose.sentence_at(held.extent[0])][1] - 1]:
        return False
    return bool(scene.prose.search("flat_denial", within=scene.prose.extent(content)))


def bounded(scene: Scene, made: Sequence[Unit]) -> list[Unit]:
    """Units that share a sentence, each bounded to its speaker's words or to the clauses between its neighbours."""
    out = []
    for i, unit in enumerate(made):
        start, end = unit.start, unit.end
        if i:
            start = border(scene, made[i - 1], unit, start)
        if i + 1 < len(made):
            end = border(scene, unit, made[i + 1], end)
        opens = opening(scene, made[i - 1], unit, start) if i else None
        out.append(replace(unit, start=start, end=max(end, start + 1), opens=opens))
    return out


def opening(scene: Scene, before: Unit, unit: Unit, start: int) -> int | None:
    """Where a unit's speaker is named, if a clause about the speaker comes between: "X, who met him, condemned"."""
    if not unit.chain or any(held.extent == unit.chain[-1].extent for held in before.chain):
        return None
    first, end = unit.chain[-1].extent
    aside = end < start and scene.prose.lower[end] in scene.prose.lexicon.lists["aside_words"]
    return first if aside and end <= first_word(before) else None


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
        if scene.prose.lower[word] in opening and not joins_names(scene, word):
            return word + 1 if scene.prose.lower[word] in {",", ";", ":"} else word
    return first


def joins_names(scene: Scene, word: int) -> bool:
    """Whether a word only joins two names: "Mauritania and Senegal"."""
    printed, lists = scene.prose.printed, scene.prose.lexicon.lists
    if scene.prose.lower[word] not in lists["name_joints"] or word + 1 >= len(printed):
        return False
    behind = word + 1 + (scene.prose.lower[word + 1] in lists["determiner_words"])
    if scene.around("actors", (word - 1, word)) and any(
        h.extent[0] == behind for h in scene.around("actors", (behind, behind + 1))
    ):
        return True
    return printed[word - 1][0].isupper() and printed[word + 1][0].isupper()
