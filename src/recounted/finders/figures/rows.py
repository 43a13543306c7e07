"""Numbers told in rows: "Dead: 14", lists beneath a heading, tables with a line between their cells."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from recounted.finders.figures.clauses import Clause
from recounted.finders.figures.counts import Count, find_counts
from recounted.finders.figures.nouns import counted
from recounted.finders.figures.triggers import Trigger
from recounted.prose import Prose

#: A label has no more words, and no more stand between its word of harm and the mark behind it.
LABEL = 5


class Row(NamedTuple):
    """A number, `own`, and the word of harm that its heading has. `label` is the category that its row says, or empty.

    `sums` says that the row sums up the others of its column.
    """

    own: Count
    trigger: Trigger
    sentence: int
    label: str
    sums: bool = False


def labelled(clause: Clause, trigger: Trigger) -> int | None:
    """The index of the number that a word of harm labels: "Dead: 14", "Injuries 30", "Killed since May 7: 412"."""
    marks, ends, end = clause.lists["row_marks"], clause.lists["row_ends"], trigger.end
    following = clause.prose.lower[end : min(end + LABEL, clause.extent[1])]
    bare = trigger.frame == "noun"
    if (not bare and marks.isdisjoint(following)) or trigger.frame in {"verb", "self", "list"}:
        return None
    mark = next((i for i, word in enumerate(following, end) if word in marks or word in ends), None)
    bare = bare and mark != end
    at = end if bare else mark + 1 if mark is not None and clause.word(mark) in marks else -1
    stop = end if mark is None else mark
    if at < 0 or (not bare and any(end <= c.start < stop for c in clause.counts)) or not opens_row(clause, trigger):
        return None
    for number, count in enumerate(clause.counts):
        if count.start == at and (not bare or clause.word(count.end) in ends or count.end == clause.extent[1]):
            return number
    return None


def opens_row(clause: Clause, trigger: Trigger) -> bool:
    """Whether nothing but a short label stands before a word of harm: "reported deaths", not "two were killed"."""
    held = {i for count in clause.counts for i in range(count.start, count.end)}
    for i in range(trigger.start - 1, trigger.start - LABEL - 1, -1):
        word = clause.word(i)
        if not word or word in clause.lists["row_ends"]:
            return True
        if i in held or i in clause.at_trigger or (clause.stops(i) and word not in clause.lists["toll_words"]):
            return False
    return False


def find_rows(prose: Prose, triggers: Mapping[int, Sequence[Trigger]], tied: Set[int]) -> Iterator[Row]:
    """The numbers beneath headings and in tables, by the words of harm of each sentence that have no number yet.

    Args:
        triggers: the words of harm of each sentence.
        tied: where the words of harm begin that have a number.
    """
    lists = prose.lexicon.lists
    for sentence, every in triggers.items():
        own = [trigger for trigger in every if trigger.start not in tied]
        if not own:
            continue
        start, end = prose.sentences[sentence]
        if not lists["row_cells"].isdisjoint(prose.lower[start:end]):
            yield from table(prose, sentence, own)
        elif (head := heading(prose, own, end)) is not None:
            yield from listed(prose, sentence, every, head)
        elif end - start <= LABEL and sentence + 1 < len(prose.sentences):
            count = whole_number(prose, *prose.sentences[sentence + 1])
            if count is not None:
                yield Row(count, own[0], sentence, "")


def heading(prose: Prose, triggers: Sequence[Trigger], end: int) -> tuple[Trigger, int] | None:
    """The last word of harm before a colon without a number between them, and that colon."""
    marks, found = prose.lexicon.lists["row_colons"], None
    for trigger in triggers:
        following = prose.lower[trigger.end : min(end, trigger.end + 2 * LABEL)]
        at = -1 if marks.isdisjoint(following) else next(i for i, word in enumerate(following) if word in marks)
        if at >= 0 and not any(word[0].isdigit() for word in following[:at]):
            found = trigger, trigger.end + at
    return found


def listed(prose: Prose, sentence: int, triggers: Sequence[Trigger], head: tuple[Trigger, int]) -> Iterator[Row]:
    """The rows of a list, within the sentence of its heading or in the sentences below."""
    (trigger, colon), (_, end) = head, prose.sentences[sentence]
    if colon + 1 < end:
        harmed = {i for own in triggers for i in range(own.start, own.end)}
        items = [piece for piece in pieces(prose, colon + 1, end) if harmed.isdisjoint(range(*piece))]
        rows = [item_row(prose, piece, trigger, sentence) for piece in items]
        own = [row for row in rows if row is not None]
        if len(own) == len(items) > 1:
            yield from own
        return
    for below in range(sentence + 1, len(prose.sentences)):
        row = item_row(prose, prose.sentences[below], trigger, sentence)
        if row is None:
            return
        yield row


def pieces(prose: Prose, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch of words cut at commas and the like."""
    cuts = prose.lexicon.lists["row_cuts"]
    at = start
    for i in range(start, end):
        if prose.lower[i] in cuts:
            if i > at:
                yield at, i
            at = i + 1
    if end > at:
        yield at, end


def item_row(prose: Prose, extent: tuple[int, int], trigger: Trigger, sentence: int) -> Row | None:
    """A row of a list, "Police: 14", or None where the words are more than a label and a number."""
    lists, (start, end) = prose.lexicon.lists, extent
    while start < end and prose.lower[start] in lists["row_bullets"]:
        start += 1
    while end > start and prose.lower[end - 1] in lists["row_ends"]:
        end -= 1
    if trigger.frame == "list":
        own = find_counts(prose, start, end, ()) if start < end else []
        told = len(own) == 1 and (own[0].start, own[0].end) == (start, end) and own[0].of
        return Row(own[0], trigger, sentence, "") if told else None
    at = next((i for i in range(start, min(end, start + LABEL)) if prose.lower[i][0].isdigit()), end)
    count = whole_number(prose, at, end) if start < at < end else None
    label = range(start, at - (prose.lower[at - 1] in lists["row_marks"]))
    if count is None or any(prose.lower[i] in lists["harm_be"] or prose.lower[i] in lists["row_ends"] for i in label):
        return None
    return Row(count, trigger, sentence, category(prose, start, at))


def category(prose: Prose, start: int, end: int) -> str:
    """The category of people that a label says, or empty."""
    known = counted(prose.lexicon.language)
    for word in prose.lower[start:end]:
        noun = known.nouns.get(word)
        if noun is not None and noun.of == "people":
            return noun.category
        if word in known.people_modifiers:
            return known.people_modifiers[word]
    return ""


def whole_number(prose: Prose, start: int, end: int) -> Count | None:
    """The number that is all that stands in a stretch of words, without a full stop behind it."""
    while end > start and prose.lower[end - 1] in prose.lexicon.lists["row_ends"]:
        end -= 1
    own = find_counts(prose, start, end, ()) if start < end <= start + LABEL else []
    return own[0] if len(own) == 1 and (own[0].start, own[0].end) == (start, end) and own[0].sort == "number" else None


def table(prose: Prose, sentence: int, triggers: Sequence[Trigger]) -> Iterator[Row]:
    """The numbers of a table whose head has words of harm, column by column."""
    head = list(cells(prose, *prose.sentences[sentence]))
    columns = {
        n: next((t for t in triggers if start <= t.start < end), None) for n, (start, end) in enumerate(head) if n
    }
    for below in range(sentence + 1, len(prose.sentences)):
        own = list(cells(prose, *prose.sentences[below]))
        if len(own) != len(head) or len(head) < 2:
            return
        label = prose.lower[slice(*own[0])]
        for n, trigger in columns.items():
            count = whole_number(prose, *own[n]) if trigger else None
            if trigger and count:
                total = not prose.lexicon.lists["row_totals"].isdisjoint(label)
                yield Row(count, trigger, sentence, category(prose, *own[0]), total)


def cells(prose: Prose, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a row; those that are empty count too, but for one at each end."""
    marks, at, own = prose.lexicon.lists["row_cells"], start, []
    for i in range(start, end):
        if prose.lower[i] in marks:
            own.append((at, i))
            at = i + 1
    own.append((at, end))
    inner = own[own[0][0] == own[0][1] :]
    yield from inner[:-1] if inner and inner[-1][0] == inner[-1][1] else inner
