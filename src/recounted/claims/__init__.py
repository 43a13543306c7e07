"""The mentions of a document become claims: one for each happening, by each chain of speakers, in each sentence."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from recounted.claims.context import Setting, settings
from recounted.claims.homes import at_home
from recounted.claims.parties import parties
from recounted.claims.roles import Roles, roles
from recounted.claims.scene import Held, Scene, country_codes, event_of, figure_of, speaker_of, stage
from recounted.claims.subjects import carried
from recounted.claims.units import Unit, units
from recounted.claims.voices import Hedge, modality, sources, speaker_codes, speech_act
from recounted.model import Claim, Figure, Mention, Period, Span, content_id
from recounted.prose import Prose

T = TypeVar("T")

TALLY, PEOPLE = "TALLY", "people"


def make_claims(prose: Prose, found: Mapping[str, Sequence[Mention]], caveats: Sequence[Span] = ()) -> list[Claim]:
    """The claims of a document, in reading order.

    Args:
        found: the mentions of each finder, by its name.
        caveats: where the document itself holds back.
    """
    held_back = by_sentence(prose, ((prose.word_at(caveat.start), caveat) for caveat in caveats))
    scene = stage(prose, {**found, "actors": at_home(prose, found, country_codes())}, held_back)
    made = units(scene)
    codes = speaker_codes(scene)
    hedged = by_sentence(prose, ((f.start, (f.start, f.end, rule.code)) for rule, f in prose.search("modality")))
    order = {mention.span: number for number, mention in enumerate(found.get("figures", ()))}
    given = carried(scene, made, [parties(scene, unit, codes) or roles(scene, unit, codes) for unit in made])
    return [
        make_claim(scene, unit, told, (codes, hedged, order, held_back))
        for unit, told in zip(made, zip(settings(scene, made, given), given, strict=True), strict=True)
    ]


def by_sentence(prose: Prose, things: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    """Things with the word each begins at → the things of each sentence, in their order."""
    out: dict[int, list[T]] = {}
    for word, thing in things:
        out.setdefault(prose.sentence_at(word), []).append(thing)
    return out


Around = tuple[dict[str, str], Mapping[int, list[Hedge]], dict[Span, int], Mapping[int, list[Span]]]


def make_claim(scene: Scene, unit: Unit, told: tuple[Setting, Roles], around: Around) -> Claim:
    """The claim of one unit.

    Args:
        told: where and when, and who did it to whom.
        around: what the whole document gives: codes of speakers, hedges by sentence, the order of figures, caveats by
            sentence.
    """
    codes, hedged, order, caveats = around
    document = scene.prose.document
    span, event_span = span_of(scene, unit), named_by(unit).mention.span
    chain = sources(scene, unit, codes)
    toll = toll_of(scene, unit, order)
    event_type, kind, weapon = event_facts(scene, unit, toll)
    setting, (doers, done_to) = told
    if unit.main is None and unit.chain and not unit.figures:
        event_span = speaker_of(unit.chain[-1]).cue_span or event_span
    return Claim(
        id=content_id(document.id, str(span.start), str(span.end), str(event_span.start), event_type, chain[-1].name),
        document=document.id,
        ref=document.ref,
        span=span,
        text=span.of(document.text),
        sources=chain,
        speech_act=speech_act(unit),
        modality=modality(scene, unit, hedged.get(unit.sentence, ())),
        caveats=(*caveats.get(unit.sentence, ()), *after(scene, unit, caveats)),
        event_type=event_type,
        event_kind=kind,
        event_span=event_span,
        weapon=weapon,
        actors=doers,
        recipients=done_to,
        locations=setting.places,
        time=None if event_type == TALLY else setting.time,
        toll=toll,
    )


def named_by(unit: Unit) -> Held:
    """The mention that stands for a unit: its event, else its first figure, else its speaker."""
    return unit.main or (unit.figures[0] if unit.figures else unit.chain[-1])


def span_of(scene: Scene, unit: Unit) -> Span:
    """The words of a claim: its clause, without the marks at its ends."""
    start, end = unit.start, unit.end
    lower = scene.prose.lower
    lists = scene.prose.lexicon.lists
    while end - start > 1 and lower[end - 1] in lists["clause_tails"]:
        end -= 1
    while end - start > 1 and lower[start] in lists["clause_heads"]:
        start += 1
    return scene.prose.span(start if unit.opens is None else unit.opens, end)


def event_facts(scene: Scene, unit: Unit, toll: tuple[Figure, ...]) -> tuple[str, str, str | None]:
    """PLOVER type, kind and weapon of a unit."""
    vocabulary = scene.prose.lexicon.vocabulary
    named = sorted(unit.events, key=lambda h: h is not unit.main)
    weapon = next((event_of(h).weapon for h in named if event_of(h).weapon), None)
    act = vocabulary["speech_act"][speech_act(unit)]
    if act.get("whole"):
        return act["plover"], act["event"], weapon
    if unit.main is not None:
        event = event_of(unit.main)
        spoken = (
            event.frame == "noun" and vocabulary["event"][event.kind].get("spoken") and act.get("modality") == "denied"
        )
        event_type, kind = (act["plover"], act["event"]) if spoken else (event.event_type, event.kind)
    elif toll:
        kind = vocabulary["harm"][toll[0].harm]["event"]
        event_type = vocabulary["event"][kind]["plover"]
    else:
        event_type, kind = act["plover"], act["event"]
    running = toll and all(figure.scope == "cumulative" for figure in toll)
    return (TALLY if running else event_type), kind, weapon


def toll_of(scene: Scene, unit: Unit, order: dict[Span, int]) -> tuple[Figure, ...]:
    """The figures of a unit, each `part_of` counted anew within it, running ones with the days they run from and to."""
    numbers = [order[held.mention.span] for held in unit.figures]
    out = []
    for held in unit.figures:
        figure = figure_of(held)
        whole = numbers.index(figure.part_of) if figure.part_of in numbers else None
        since, until = figure.since, figure.until
        if figure.scope != "incident":
            since, until = since or bound(scene, unit, "since"), until or bound(scene, unit, "until")
        out.append(replace(figure, part_of=whole, since=since, until=until, category=category(scene, held)))
    return tuple(out)


def category(scene: Scene, held: Held) -> str:
    """Who a figure counts; where it only says people, what the actor within its words counts as: "12 Naxals"."""
    figure, known = figure_of(held), scene.prose.lexicon.vocabulary["role"]
    if figure.category != PEOPLE:
        return figure.category
    kinds = []
    for other in scene.within("actors", held.extent[0], held.extent[1]):
        roles = (getattr(other.mention.value, "code", None) or "").split()
        kinds.append(next((known[role]["counts"] for role in roles if known.get(role, {}).get("counts")), PEOPLE))
    return str(kinds[0]) if len(set(kinds)) == 1 else PEOPLE


def bound(scene: Scene, unit: Unit, relation: str) -> date | None:
    """The day since or until which the unit's sentence counts."""
    start, end = scene.prose.sentences[unit.sentence]
    for held in scene.within("times", start, end):
        period = held.mention.value
        if isinstance(period, Period) and period.relation == relation:
            return period.date_start if relation == "since" else period.date_end
    return None


def after(scene: Scene, unit: Unit, caveats: Mapping[int, list[Span]]) -> list[Span]:
    """The caveats that the sentence after a unit's, in the same paragraph, brings."""
    end = scene.prose.sentences[unit.sentence][1]
    return caveats.get(unit.sentence + 1, []) if scene.prose.printed[end : end + 1] == ["\n"] else []
