"""Times: words that stand for days, anchored at the day of the report or at the last day told."""

from recounted.finders.calendar import Days
from recounted.finders.reckoning import COMPOUNDS, RECKONINGS, Reading, Telling
from recounted.lexicon import Rule
from recounted.model import Mention, Period
from recounted.patterns import Found
from recounted.prose import Prose
from recounted.words import MARKS

Extent = tuple[int, int]
#: Days, which rule read them, and how the words bind what they date.
Read = tuple[Days, str, str]

#: Words before a time among which a cue of tense is sought.
REACH = 15


def find_times(prose: Prose) -> list[Mention]:
    """Every time whose days can be told, as a `Period`, in reading order and without overlap."""
    read = atoms(prose)
    if not read:
        return []
    read = compounds(prose, read)
    for relation, extent in relations(prose, read):
        days, by, _ = read[extent]
        read[extent] = (days, by, relation)
    return [mention(prose, extent, *read[extent]) for extent in sorted(read)]


def mention(prose: Prose, extent: Extent, days: Days, by: str, relation: str) -> Mention:
    """A time as a mention."""
    span = prose.span(*extent)
    text = span.of(prose.document.text)
    period = Period(
        text=text,
        span=span,
        date_start=days.first,
        date_end=days.last,
        date_prec=days.precision,
        relation=relation,
    )
    return Mention(kind="time", span=span, text=text, by=by, value=period)


def atoms(prose: Prose) -> dict[Extent, Read]:
    """The times that are made of words, read in order, since each may count from the one before."""
    telling = Telling(prose.document.published)
    read: dict[Extent, Read] = {}
    end = 0
    for rule, found in candidates(prose):
        extent = trimmed(prose, found.kept.get("it", (found.start, found.end)))
        if extent[0] < end:
            continue
        days = reckoned(Reading(prose, found, telling, direction(prose, extent)), rule)
        if days is None:
            continue
        telling.tell(days)
        read[extent] = (days, prose.lexicon.by("time", rule), "at")
        end = extent[1]
    return read


def candidates(prose: Prose) -> list[tuple[Rule, Found]]:
    """Everything that may be a time, in reading order, the longer first where two begin together."""

    def order(candidate: tuple[Rule, Found]) -> tuple[int, int]:
        start, end = candidate[1].kept.get("it", (candidate[1].start, candidate[1].end))
        return start, -end

    return sorted(prose.search("time"), key=order)


def trimmed(prose: Prose, extent: Extent) -> Extent:
    """The extent without a mark at its end."""
    start, end = extent
    while end - start > 1 and prose.printed[end - 1] in MARKS:
        end -= 1
    return start, end


def reckoned(reading: Reading, rule: Rule) -> Days | None:
    """The days of a time; None where the words make no day of any calendar."""
    try:
        return RECKONINGS[rule.code](reading)
    except (ValueError, OverflowError):
        return None


def direction(prose: Prose, extent: Extent) -> int:
    """1 where the words before a time, in its sentence, speak of what is to come, -1 of what is over, else 0.

    The nearest cue decides, of one word or of two.
    """
    lists = prose.lexicon.lists
    ahead, behind, endings = lists["ahead_words"], lists["behind_words"], tuple(lists["behind_endings"])
    first = prose.sentences[prose.sentence_at(extent[0])][0]
    for at in range(extent[0] - 1, max(first, extent[0] - REACH) - 1, -1):
        word = prose.lower[at]
        pair = f"{word} {prose.lower[at + 1]}"
        if word in ahead or pair in ahead:
            return 1
        if word in behind or pair in behind or word.endswith(endings):
            return -1
    return 0


def compounds(prose: Prose, read: dict[Extent, Read]) -> dict[Extent, Read]:
    """The times, those that are parts of a longer one put together."""
    joined = dict(read)
    for rule, found in prose.search("time_compound", prose.overlay("time", read)):
        parts = {name: extent for name, extent in found.kept.items() if name != "it"}
        if not all(extent in joined for extent in parts.values()):
            continue
        days = COMPOUNDS[rule.code]({name: joined[extent][0] for name, extent in parts.items()})
        if days is None:
            continue
        for extent in parts.values():
            del joined[extent]
        joined[found.start, found.end] = (days, prose.lexicon.by("time_compound", rule), "at")
    return joined


def relations(prose: Prose, read: dict[Extent, Read]) -> list[tuple[str, Extent]]:
    """The times that a word such as "since" binds: the relation, and which time."""
    return [
        (rule.code, found.kept["it"])
        for rule, found in prose.search("time_relation", prose.overlay("time", read))
        if found.kept["it"] in read
    ]
