"""Of what a figure is: one happening, a stretch of time, or a running total.

Rules find words that say so; of those in a sentence the nearest counts for a figure, each wall between them being a
step away. What no words tell, the size of the number or the sentence before may.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from recounted.finders.figures.readings import Reading
from recounted.lexicon import Rule
from recounted.patterns import PARAGRAPH, Found
from recounted.prose import Prose

INCIDENT, PERIOD, CUMULATIVE = "incident", "period", "cumulative"

#: What a wall is worth, in words, and from where on words of scope are too far to be meant.
WALL, FAR = 20, 25

#: Words of one happening that begin so soon behind words of scope belong to them: "since the attack".
WITHIN = 4


#: The sorts of counts that are one person, whatever is said around them.
SINGLE = frozenset({"one", "name"})


class Cue(NamedTuple):
    """Words that say a scope. `weak` ones give way to one happening, `ahead` ones are of what follows only."""

    start: int
    end: int
    scope: str
    weak: bool = False
    ahead: bool = False
    same: bool = False
    harm: str = ""


def bound(prose: Prose, readings: Sequence[Reading], symbols: str) -> None:
    """Set the scope of the figures of a text; a part is as its whole."""
    cues = find_cues(prose, symbols, {reading.sentence + step for reading in readings for step in (-1, 0)} - {-1})
    before = Before(-1, INCIDENT)
    by_sentence: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_sentence[reading.sentence].append(reading)
    for sentence in sorted({*cues, *by_sentence}):
        own, near = by_sentence.get(sentence, []), cues.get(sentence, [])
        for number, reading in enumerate(own):
            if reading.scope == INCIDENT and reading.whole is None and reading.trigger.frame != "none":
                meant = [cue for cue in near if not is_of_next(prose, cue, reading, own[number + 1 :])]
                reading.scope = scope_of(prose, meant, reading, left(own[:number], before, reading))
                if reading.scope != INCIDENT and reading.count.sort in SINGLE and reading.count.of != "things":
                    single(prose, reading)
        before = after(prose, sentence, own, near, before)
    together(prose, readings)
    for last, reading in pairwise(readings):
        if is_other(last, reading):
            reading.category = "people"
    for reading in readings:
        if reading.whole is not None:
            reading.scope, reading.modality = reading.whole.scope, reading.whole.modality


def is_other(last: Reading, reading: Reading) -> bool:
    """Whether a bare running total has its kind of people from one happening's: "3 children died; since May 61 did"."""
    is_bare = reading.count.head < 0 and reading.count.of != "things" and reading.whole is None
    alike = (last.sentence, last.harm, last.category) == (reading.sentence, reading.harm, reading.category)
    return (
        is_bare
        and alike
        and last.trigger is not reading.trigger
        and (last.scope, reading.scope) == (INCIDENT, CUMULATIVE)
    )


def single(prose: Prose, reading: Reading) -> None:
    """Take a single person as one happening, but one that is numbered as a running total: "the 85th reporter"."""
    count = reading.count
    numbers = [ordinal(prose, i) for i in range(count.start, count.end)]
    number = next((number for number in numbers if number is not None), None)
    if number is None:
        reading.scope = INCIDENT
    else:
        reading.count = replace(count, bounds=(number, number, number))


def ordinal(prose: Prose, i: int) -> int | None:
    """The number that a word gives a place in a row: "fourth", "85th"."""
    word, maps = prose.lower[i], prose.lexicon.maps
    if word in maps["ordinals"]:
        return int(maps["ordinals"][word])
    digits = word.rstrip("".join(prose.lexicon.lists["ordinal_letters"]))
    return int(digits) if digits.isdecimal() and digits != word else None


class Before(NamedTuple):
    """What the sentences before leave open: the last of them with a scope, that scope, and whether it opened one."""

    sentence: int
    scope: str
    opened: bool = False


def left(told: Sequence[Reading], before: Before, reading: Reading) -> Before:
    """What is left open to a figure: to a bare number ("; 392 were hurt") the scope of the one just before."""
    if told and reading.count.head < 0 and told[-1].scope != INCIDENT:
        return Before(reading.sentence, told[-1].scope)
    return before


def after(prose: Prose, sentence: int, own: Sequence[Reading], cues: Sequence[Cue], before: Before) -> Before:
    """What a sentence leaves to the next."""
    scopes = {reading.scope for reading in own if reading.whole is None}
    strong = [cue for cue in cues if not cue.weak]
    if scopes == {PERIOD}:
        lasts = not cues and before.opened and before.sentence == sentence - 1
        opened = lasts or any(opens(prose, sentence, cue) for cue in strong)
        return Before(sentence, PERIOD if opened else INCIDENT, opened)
    if len(scopes) == 1:
        grown = not cues and all(is_many(prose, reading) for reading in own if reading.whole is None)
        return Before(sentence, INCIDENT if grown else scopes.pop())
    if not own and strong and all(cue.scope == strong[0].scope for cue in strong) and opens(prose, sentence, strong[0]):
        return Before(sentence, strong[0].scope, opened=True)
    return Before(sentence, INCIDENT) if own else before


def opens(prose: Prose, sentence: int, cue: Cue) -> bool:
    """Whether words of scope begin a sentence."""
    return cue.start - prose.sentences[sentence][0] <= 1


def find_cues(prose: Prose, symbols: str, sentences: Set[int]) -> dict[int, list[Cue]]:
    """The words of scope of some sentences."""
    cues: dict[int, list[Cue]] = defaultdict(list)
    for rule, match in search(prose, symbols, sentences):
        start, end = match.kept.get("it", (match.start, match.end))
        weak, ahead, same = (bool(rule.set.get(name)) for name in ("weak", "ahead", "same"))
        cue = Cue(start, end, rule.code, weak, ahead, same, str(rule.set.get("harm", "")))
        cues[prose.sentence_at(match.start)].append(cue)
    return {sentence: alone(own) for sentence, own in cues.items()}


def search(prose: Prose, symbols: str, sentences: Set[int]) -> Iterator[tuple[Rule, Found]]:
    """What the rules of scope match in some sentences."""
    fitting_in = prose.lexicon.index("figure_scope").fitting_in
    for sentence in sorted(sentences):
        start, end = prose.sentences[sentence]
        for rule, matcher in fitting_in(symbols, start, end):
            for found in matcher.find(symbols, start, end):
                yield rule, found


def alone(cues: Sequence[Cue]) -> list[Cue]:
    """The cues without those of one happening that only say since when or within what another counts."""
    strong = [cue for cue in cues if cue.scope != INCIDENT and not cue.weak]
    ahead = min((cue.start for cue in cues if cue.ahead), default=None)
    return [
        cue if ahead is None or cue.start < ahead else cue._replace(ahead=True)
        for cue in cues
        if cue.scope != INCIDENT or not any(one.start <= cue.start <= one.end + WITHIN for one in strong)
    ]


def scope_of(prose: Prose, cues: Sequence[Cue], reading: Reading, before: Before) -> str:
    """The scope of one figure."""
    first, last = extent_of(reading)
    far = {cue: distance(prose, cue, first, last) for cue in cues if may_mean(cue, reading)}
    strong = min((cue for cue in far if cue.scope != INCIDENT and not cue.weak), key=far.__getitem__, default=None)
    event = min((cue for cue in far if cue.scope == INCIDENT), key=far.__getitem__, default=None)
    weak = min((cue for cue in far if cue.weak), key=far.__getitem__, default=None)
    if strong is not None and far[strong] < FAR and (event is None or far[strong] <= far[event]):
        return before.scope if strong.same and before.scope != INCIDENT else strong.scope
    if event is not None and far[event] < WALL:
        return INCIDENT
    if weak is not None and far[weak] < FAR and reading.count.value != 1 and reading.count.sort != "group":
        return weak.scope
    if is_many(prose, reading):
        return CUMULATIVE
    told = before.scope == CUMULATIVE and reading.side == "object" and is_told(prose, reading.sentence)
    return before.scope if follows(prose, reading.sentence, before) and not told else INCIDENT


def is_told(prose: Prose, sentence: int) -> bool:
    """Whether somebody tells what a sentence tells, of a deed of its own: "the agency said that shells killed four"."""
    start, end = prose.sentences[sentence]
    return not prose.lexicon.lists["scope_saying"].isdisjoint(prose.lower[start:end])


def may_mean(cue: Cue, reading: Reading) -> bool:
    """Whether words of scope may be said of a figure at all: what counts up to a number is said of that alone."""
    ahead = cue.ahead and extent_of(reading)[1] <= cue.start
    own = cue.harm == reading.harm and (cue.start, cue.end) == (reading.trigger.start, reading.trigger.end)
    return not ahead and (own or not cue.harm)


def is_of_next(prose: Prose, cue: Cue, reading: Reading, rest: Sequence[Reading]) -> bool:
    """Whether words of scope stand behind a later figure, beyond a wall: "two were hurt; 61 have died since May"."""
    end = extent_of(reading)[1]
    later = [other for other in rest if other.trigger is not reading.trigger and end <= extent_of(other)[0]]
    between = prose.lower[end : min((other.count.start for other in later), default=end)]
    walls = prose.lexicon.lists["scope_breaks"]
    return any(extent_of(other)[1] <= cue.start for other in later) and any(word in walls for word in between)


def extent_of(reading: Reading) -> tuple[int, int]:
    """The words from a figure's number to its word of harm."""
    return min(reading.count.start, reading.trigger.start), max(reading.count.end, reading.trigger.end)


def distance(prose: Prose, cue: Cue, first: int, last: int) -> int:
    """How far words of scope stand from a figure: the words between, and more for each wall."""
    between = range(last, cue.start) if cue.start >= last else range(cue.end, first)
    walls = sum(prose.lower[i] in prose.lexicon.lists["scope_breaks"] for i in between)
    if cue.scope != INCIDENT and opens(prose, prose.sentence_at(cue.start), cue):
        near = 0 if cue.scope == CUMULATIVE else len(between) // 2
        return near + (WALL // 2) * min(walls, 1)
    return len(between) + WALL * walls


def together(prose: Prose, readings: Sequence[Reading]) -> None:
    """What one word of harm takes with so many that they are a running total is one too: "8,400 tanks and 90 jets"."""
    groups = {(r.group, r.trigger.start) for r in readings if r.scope == CUMULATIVE and is_many(prose, r)}
    for reading in readings:
        if reading.scope == INCIDENT and (reading.group, reading.trigger.start) in groups:
            reading.scope = CUMULATIVE


def is_many(prose: Prose, reading: Reading) -> bool:
    """Whether so many are hardly harmed at once."""
    limit = prose.lexicon.vocabulary["harm"][reading.harm].get("at_once")
    return limit is not None and (reading.count.value or 0) >= int(limit)


def follows(prose: Prose, sentence: int, before: Before) -> bool:
    """Whether a sentence goes on with what the one before it told: the same paragraph, and no time of its own."""
    start, end = prose.sentences[sentence]
    if before.sentence == sentence:
        return True
    if before.sentence != sentence - 1 or (start and prose.printed[start - 1] == PARAGRAPH):
        return False
    times = prose.lexicon.lists["harm_own_times"]
    return not any(word in times for word in prose.lower[start:end])
