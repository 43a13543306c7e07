"""Times: words that stand for days, anchored at the day of the report or at the last day told."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from recounted.finders.times.calendar import Days
from recounted.finders.times.reading import Reading, Telling, Tense
from recounted.finders.times.reckoning import COMPOUNDS, RECKONINGS, Reckoning
from recounted.lexicon import Rule
from recounted.model import Mention, Period
from recounted.patterns import Found
from recounted.prose import Prose
from recounted.words import MARKS

Extent = tuple[int, int]

#: What may be a time: the rule that says so, its match, and the words of the time.
Candidate = tuple[Rule, Found, Extent]

#: Sentences at the beginning of a report among which its date line is sought.
HEAD = 4

#: Words before a time among which a cue of tense is sought.
REACH = 20


class Read(msgspec.Struct, frozen=True):
    """Days, which rule read them, and how the words bind what they date."""

    days: Days
    by: str
    relation: str = "at"


def find_times(prose: Prose) -> list[Mention]:
    """Every time whose days can be told, as a `Period`, in reading order and without overlap.

    Days count from the date line where there is one, else from the day of publication.
    """
    published = prose.document.published
    found = candidates(prose)
    read = atoms(prose, found, published)
    if not read:
        return []
    shown = prose.overlay("time", read)
    heads = datelines(prose, read, shown)
    written = read[min(heads)].days.first if heads else published
    if written != published:
        read = atoms(prose, found, written)
        shown = prose.overlay("time", read)
    joined = compounds(prose, read, shown)
    if joined.keys() != read.keys():
        read, shown = joined, prose.overlay("time", joined)
    for extent, relation in (*relations(prose, shown).items(), *heads.items()):
        if extent in read:
            read[extent] = replace(read[extent], relation=relation)
    return [mention(prose, extent, read[extent]) for extent in sorted(read)]


def datelines(prose: Prose, read: dict[Extent, Read], shown: str) -> dict[Extent, str]:
    """The days that a report begins with, and how each binds; `shown` has the symbols with the times as mentions.

    That is `dateline` where the day is the report's, `at` where it is of what happened.
    """
    heads = prose.sentence_starts[:HEAD]
    within = (0, prose.sentences[len(heads) - 1][1])
    found = prose.search("time_dateline", shown, within)
    return {
        match.kept["it"]: str(rule.set["relation"])
        for rule, match in found
        if match.start in heads and match.kept["it"] in read and read[match.kept["it"]].days.precision == 1
    }


def mention(prose: Prose, extent: Extent, read: Read) -> Mention:
    """A time as a mention."""
    span = prose.span(*extent)
    text = span.of(prose.document.text)
    period = Period(
        text=text,
        span=span,
        date_start=read.days.first,
        date_end=read.days.last,
        date_prec=read.days.precision,
        relation=read.relation,
    )
    return Mention(kind="time", span=span, text=text, by=read.by, value=period)


def atoms(prose: Prose, found: Sequence[Candidate], anchor: date | None) -> dict[Extent, Read]:
    """The times that are made of words, read in order, since each may count from the one before.

    `found` is everything that may be a time; `anchor` is the day that the report was written on.
    """
    telling = Telling(anchor)
    read: dict[Extent, Read] = {}
    end = 0
    for rule, match, extent in found:
        if extent[0] < end:
            continue
        days = reckoned(RECKONINGS, Reading(prose, rule, match, telling, direction(prose, extent)))
        if days is None:
            continue
        if not (read and is_of_saying(prose, extent, max(read))):
            telling.tell(days, bound=is_bound(prose, extent))
        read[extent] = Read(days, prose.lexicon.by("time", rule))
        end = extent[1]
    return read


def is_bound(prose: Prose, extent: Extent) -> bool:
    """Whether a time only says since or until when: "since 27 September"; "the same day" is not that one."""
    return extent[0] > 0 and prose.lower[extent[0] - 1] in prose.lexicon.lists["bound_words"]


def is_of_saying(prose: Prose, extent: Extent, told: Extent) -> bool:
    """Whether a time only says when somebody spoke of what was dated before in its sentence."""
    start = extent[0]
    near = prose.lower[max(0, start - 2) : start]
    return prose.sentence_at(told[0]) == prose.sentence_at(start) and any(
        word in prose.lexicon.lists["said_words"] for word in near
    )


def candidates(prose: Prose) -> list[Candidate]:
    """Everything that may be a time, in reading order, the longer first where two begin together."""
    matches = prose.search_sentences("time")
    found = ((rule, match, match.kept.get("it", (match.start, match.end))) for rule, match in matches)
    ordered = sorted(found, key=lambda one: (one[2][0], -one[2][1]))
    return [(rule, match, trimmed(prose, extent)) for rule, match, extent in ordered]


def trimmed(prose: Prose, extent: Extent) -> Extent:
    """The extent without a mark at its end."""
    start, end = extent
    while end - start > 1 and prose.printed[end - 1] in MARKS:
        end -= 1
    return start, end


def reckoned(table: Mapping[str, Reckoning], reading: Reading) -> Days | None:
    """The days of a time, as the table reckons them; None where the words make no day of any calendar."""
    try:
        return table[reading.rule.code](reading)
    except (ValueError, OverflowError):
        return None


def direction(prose: Prose, extent: Extent) -> Tense:
    """Whether the sentence of a time speaks of what is to come, of what is over, or does not tell: a `Tense`.

    The nearest cue before the time decides, else the nearest behind it.
    """
    first, end = prose.sentences[prose.sentence_at(extent[0])]
    before = range(extent[0] - 1, max(first, extent[0] - REACH) - 1, -1)
    behind = range(extent[1], min(end, extent[1] + REACH))
    openers, endings = prose.lexicon.openers, prose.lexicon.endings["behind_endings"]
    unsure, ahead, over = openers["unsure_words"], openers["ahead_words"], openers["behind_words"]
    for at in (*before, *behind):
        word = prose.lower[at]
        if word in unsure or word in ahead or word in over or word.endswith(endings):  # most words tell nothing
            tense = tense_of(prose, at)
            if tense is not Tense.UNTOLD:
                return tense
    return Tense.UNTOLD


def tense_of(prose: Prose, at: int) -> Tense:
    """What a word, or it and the next one, says of tense."""
    lists, word = prose.lexicon.lists, prose.lower[at]
    pair = f"{word} {prose.lower[at + 1]}" if at + 1 < len(prose.lower) else word
    if pair in lists["unsure_words"]:
        return Tense.UNSURE
    untensed = at > 0 and prose.lower[at - 1] in lists["untensed_by"]
    if word in lists["ahead_words"] or pair in lists["ahead_words"]:
        return Tense.UNTOLD if untensed else Tense.AHEAD
    ended = word.endswith(prose.lexicon.endings["behind_endings"]) and word not in lists["endless"]
    if ended or word in lists["behind_words"] or pair in lists["behind_words"]:
        return Tense.UNTOLD if untensed else Tense.BEHIND
    return Tense.UNTOLD


def compounds(prose: Prose, read: dict[Extent, Read], shown: str) -> dict[Extent, Read]:
    """The times, those that are parts of a longer one put together."""
    joined = dict(read)
    for rule, found in prose.search("time_compound", shown):
        parts = [found.kept[name] for name in ("first", "last") if name in found.kept]
        if not all(extent in joined for extent in parts):
            continue
        known = {extent: joined[extent].days for extent in parts}
        days = reckoned(COMPOUNDS, Reading(prose, rule, found, Telling(None), parts=known))
        if days is None:
            continue
        for extent in parts:
            del joined[extent]
        joined[found.kept.get("it", (found.start, found.end))] = Read(days, prose.lexicon.by("time_compound", rule))
    return joined


def relations(prose: Prose, shown: str) -> dict[Extent, str]:
    """The times that a word such as "since" binds, and how."""
    return {found.kept["it"]: rule.code for rule, found in prose.search("time_relation", shown)}
