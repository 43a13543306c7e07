"""Numbers of people and things: a number with its bound words and the noun that it counts.

Knows nothing of harm. Indices count words of the `Prose`; ends are exclusive.
"""

from collections.abc import Container

import msgspec
from msgspec.structs import replace

from recounted.finders.figures.measures import is_no_count
from recounted.finders.figures.nouns import counted, is_adverb, mixed, noun_from
from recounted.numbers import read_number
from recounted.prose import Prose

Bounds = tuple[int | None, int | None, int | None]

#: How far behind a number its noun may stand, in words.
REACH = 8

#: How far before the two ends of a move its verb may stand, in words.
MOVED = 5


class Count(msgspec.Struct, frozen=True, order=True):
    """A number phrase: its words, its bounds, and what it counts.

    `sort` is `number`, `vague`, `untold`, `one` (an article before one person), `group`, `both` or `name`; `number` the
    index of the number itself, `head` that of the noun or -1. `of` is `people`, `things`, or empty for a bare number.
    `strange` says that a noun follows which the language's lists do not know.
    """

    start: int
    end: int
    number: int
    bounds: Bounds
    sort: str
    head: int = -1
    category: str = ""
    of: str = ""
    partitive: bool = False
    more: bool = False
    strange: bool = False

    @property
    def value(self) -> int | None:
        """The number to reckon with: the best one, else the lower bound, else the upper."""
        low, best, high = self.bounds
        return best if best is not None else low if low is not None else high


def find_counts(prose: Prose, start: int, end: int, harmed: Container[int]) -> list[Count]:
    """The number phrases of a stretch of words, in reading order.

    Args:
        prose: the text.
        start: its first word.
        end: after its last word.
        harmed: words that name harm; they end a noun phrase and are no noun.
    """
    known = counted(prose.lexicon.language)
    lower, starts = prose.lower, known.starts
    found: list[Count] = []
    free = start
    for i in [i for i in range(start, end) if (word := lower[i]) in starts or word[0].isdigit() or "-" in word]:
        count = count_at(prose, i, end, harmed) if i >= free else None
        if count is None and found and i >= free:
            count = as_many(prose, i, found[-1])
        if count is not None:
            if found and found[-1].end > count.start:
                count = replace(count, start=max(count.start, min(found[-1].end, count.number)))
            if found and (own := as_people(prose, found[-1], count)) is not None:
                found[-1], free = own, count.end
                continue
            if found and is_one_of(found[-1], count):
                found[-1] = replace(found[-1], end=count.end, head=count.head, category=count.category, of=count.of)
                free = count.end
                continue
            found.append(count)
            free = count.end
            if (other := as_pair(prose, count, end)) is not None:
                found.append(other)
                free = other.end
    return found


def as_pair(prose: Prose, one: Count, end: int) -> Count | None:
    """The second of two who share an article: "a mother and child", but not "a teacher and poet"."""
    lists, at = prose.lexicon.lists, one.end + 1
    if one.sort != "one" or one.of != "people" or one.head != one.end - 1 or at >= end:
        return None
    if prose.lower[one.end] not in lists["pair_joints"] or prose.lower[at] not in lists["paired_people"]:
        return None
    category = counted(prose.lexicon.language).nouns[prose.lower[at]].category
    return Count(at, at + 1, at, (1, 1, 1), "one", at, category, "people")


def is_one_of(part: Count, one: Count) -> bool:
    """Whether a single person is who one of those told before was: "one of them a woman"."""
    single = part.bounds[1] == 1 and part.partitive and part.head < 0
    return single and one.sort == "one" and one.of == "people" and one.start == part.end


def as_people(prose: Prose, one: Count, other: Count) -> Count | None:
    """Of people told by their homes too, the people: "7,500 people (1,100 households)", "90 families (400 people)"."""
    lists, lower = prose.lexicon.lists, prose.lower
    if prose.phrase(one.end, other.start) not in lists["household_joints"] or {one.of, other.of} != {"people"}:
        return None
    homes = [lower[count.head] in lists["count_households"] for count in (one, other)]
    if homes == [False, True]:
        return one
    closed = other.end < len(lower) and lower[other.end] in lists["household_closers"]
    return replace(other, start=one.start, end=other.end + closed) if homes == [True, False] else None


def as_many(prose: Prose, i: int, last: Count) -> Count | None:
    """A number told as that of those before it: "nine were killed and as many were wounded"."""
    lists = prose.lexicon.lists
    same = next((size for size in (2, 3) if prose.phrase(i, i + size) in lists["count_same"]), 0)
    near = (prose.lower[i - 1], *prose.lower[i + same : i + same + 1])
    if not same or i == 0 or not lists["count_same_unless"].isdisjoint(near) or last.sort != "number":
        return None
    return Count(i, i + same, i, last.bounds, "number")


def count_at(prose: Prose, i: int, end: int, harmed: Container[int]) -> Count | None:
    """The number phrase whose number begins at a word."""
    lists = prose.lexicon.lists
    read = read_number(prose, i)
    if read is not None and read[1] <= end:
        return numbered(prose, i, end, read, harmed)
    word = prose.lower[i]
    if (loose := loose_number(prose, i)) is not None:
        sort, bounds, after = loose
        return with_noun(prose, Count(opened(prose, i)[0], after, i, bounds, sort), end, harmed)
    if word in lists["count_both"]:
        sort = "group" if word in lists["count_pairs"] else "both"
        return with_noun(prose, Count(i, i + 1, i, (2, 2, 2), sort), end, harmed)
    if word in lists["count_singles"]:
        return with_noun(prose, Count(i, i + 1, i, (1, 1, 1), "one", more=word in lists["more_words"]), end, harmed)
    return None


def numbered(prose: Prose, i: int, end: int, read: tuple[int, int], harmed: Container[int]) -> Count | None:
    """A number phrase with a number told, or None where the number measures, dates or names something."""
    value, after = read
    if is_no_count(prose, i, after):
        return None
    start, bound, more = opened(prose, i)
    bounds: Bounds = bounded(value, bound)
    upper = range_end(prose, start, after, value)
    if upper is not None:
        bounds, after = (value, None, upper[0]), upper[1]
        if prose.lower[start - 1] in prose.lexicon.lists["range_openers"] and start > 0:
            start -= 1
    else:
        closing = phrase_in(prose, "bounds_after", after)
        if closing is not None:
            bounds, after = bounded(value, closing[0]), closing[1]
    return with_noun(prose, Count(start, after, i, bounds, "number", more=more), end, harmed)


def bounded(value: int, bound: str | None) -> Bounds:
    """Low, best and high of a number under a bound word."""
    if bound == "at_least":
        return value, value, None
    if bound == "at_most":
        return None, value, value
    return (None, value, None) if bound == "about" else (value, value, value)


def opened(prose: Prose, i: int) -> tuple[int, str | None, bool]:
    """Where the words before a number begin that belong to it, the bound they set, and whether they say "more"."""
    lower, lists, phrases = prose.lower, prose.lexicon.lists, prose.lexicon.maps["bounds_before"]
    ends = counted(prose.lexicon.language).bound_ends
    start, bound, more = i, None, False
    floor = max(0, i - 7)
    while start > floor:
        if lower[start - 1] in lists["more_words"] and start - 1 > floor:
            more, start = True, start - 1
            if lower[start - 1] in lists["number_articles"]:
                start -= 1
            continue
        if lower[start - 1] not in ends:
            break
        for size in (4, 3, 2, 1):
            if start - size >= floor and (phrase := " ".join(lower[start - size : start])) in phrases:
                if phrase in lists["bounds_unless_moved"] and lower[start - size - 1] in lists["range_moves"]:
                    continue
                bound = str(phrases[phrase]) if bound in (None, "exactly") else bound
                start -= size
                break
        else:
            break
    return start, bound, more


def range_end(prose: Prose, start: int, after: int, value: int) -> tuple[int, int] | None:
    """The upper end of a range that begins with a number, and the word after it."""
    lower, lists = prose.lower, prose.lexicon.lists
    if after + 1 >= len(lower):
        return None
    between = start > 0 and lower[start - 1] in lists["range_openers"]
    if lower[after] not in (lists["range_between_joints"] if between else lists["range_joints"]):
        return None
    dashed = not lower[after].isalpha()
    if start > 1 and lower[start - 1] in lists["range_from_openers"] and is_moved(prose, start - 1):
        return None
    if dashed and not between and prose.starts[after + 1] != prose.ends[after]:
        return None
    read = read_number(prose, after + 1)
    return read if read is not None and read[0] > value else None


def is_moved(prose: Prose, i: int) -> bool:
    """Whether what stands before "from" is a number that moves: "rose from nine", "raised the toll from three"."""
    moves = prose.lexicon.lists["range_moves"]
    return not moves.isdisjoint(prose.lower[max(0, i - MOVED) : i])


def phrase_in(prose: Prose, name: str, at: int) -> tuple[str, int] | None:
    """The value of a map's phrase that begins at a word, longest first, and the word after it."""
    known = prose.lexicon.maps[name]
    if prose.lower[at : at + 1] and prose.lower[at] not in counted(prose.lexicon.language).firsts[name]:
        return None
    for size in range(prose.lexicon.longest[name], 0, -1):
        phrase = " ".join(prose.lower[at : at + size])
        if phrase in known:
            return str(known[phrase]), at + size
    return None


def loose_number(prose: Prose, i: int) -> tuple[str, Bounds, int] | None:
    """The sort, bounds and end of "dozens", "several hundred", "tens of thousands", "an unknown number"."""
    lower, maps = prose.lower, prose.lexicon.maps
    if lower[i] not in counted(prose.lexicon.language).loose:
        return None
    read = phrase_in(prose, f"vague_{prose.lexicon.vague}", i)
    if read is None:
        untold = None if i and lower[i - 1] in prose.lexicon.lists["untold_unless"] else phrase_in(prose, "untold", i)
        told = untold and untold[1] < len(lower) and read_number(prose, untold[1])
        return ("untold", (None, None, None), untold[1]) if untold and not told else None
    value, after = int(read[0]), read[1]
    while after < len(lower):
        joint = lower[after] in prose.lexicon.lists["count_of"]
        at = after + joint
        word = lower[at] if at < len(lower) else ""
        if word in maps["multipliers"] and not joint:
            value, after = value * int(maps["multipliers"][word]), at + 1
        elif joint and word in maps["vague_multipliers"]:
            value, after = value * int(maps["vague_multipliers"][word]), at + 1
        else:
            break
    return "vague", (value, None, None), after


def with_noun(prose: Prose, count: Count, end: int, harmed: Container[int]) -> Count | None:
    """The number phrase with the noun that it counts, or None where it counts neither people nor things."""
    lower, known, lists = prose.lower, counted(prose.lexicon.language), prose.lexicon.lists
    k, partitive = count.end, False
    if k + 1 < end and lower[k] in lists["count_quotes"] and lower[k + 1] in known.nouns:
        k += 1
    if k < end and lower[k] in lists["count_of"]:
        if count.sort in {"vague", "untold"} or (k + 1 < end and lower[k + 1] not in lists["count_partitive_heads"]):
            k += 1
            if count.sort == "number" and (inner := read_number(prose, k)):
                k, partitive = inner[1], True
        if k + 1 < end and lower[k + 1 if lower[k] in lists["count_of"] else k] in lists["count_partitive_heads"]:
            partitive = True
            k += 1 + (lower[k] in lists["count_of"])
            if k < end and lower[k - 1] not in lists["count_pronoun_heads"] and (inner := read_number(prose, k)):
                k = inner[1]
    told = k + (partitive and is_apposed(prose, k, end))
    single = (count.sort == "one" or count.bounds[1] == 1) and (told > k or not partitive)
    head, category, of = noun_from(prose, told, min(end, told + REACH), single=single, harmed=harmed)
    if head >= 0:
        own = group_of(prose, count, head) if count.sort == "one" else count
        category, last = (category, head) if single or of != "people" else mixed(prose, head, category, end, harmed)
        return replace(own, end=max(last + 1, own.end), head=head, category=category, of=of, partitive=partitive)
    if count.sort == "vague" and (size := prose.lexicon.maps["groups"].get(lower[count.end - 1])) and k == count.end:
        return replace(count, bounds=(int(size),) * 3, sort="group", head=k - 1, category="people", of="people")
    if count.sort == "one":
        placed = k < end and lower[k] in prose.lexicon.maps["ordinals"]
        return alone(prose, count, k, end, harmed) if placed or count.more else None
    if partitive:
        none = k < end and lower[k] in lists["no_victims"]
        return None if none else replace(count, end=min(k, end), partitive=True)
    if k >= end or k in harmed or lower[k] in known.ends or is_adverb(prose, k) or lower[k] in lists["more_words"]:
        more = count.more or (k < end and lower[k] in lists["more_words"])
        return replace(count, end=k + (k < end and lower[k] in lists["more_words"]), more=more)
    if count.sort != "number" or lower[k] in lists["no_victims"]:
        return None
    if lower[k].endswith(prose.lexicon.endings["count_plural_endings"]):
        return replace(count, end=k + 1, strange=True)
    told = count.start - 1 in harmed or prose.phrase(count.start - 2, count.start) in lists["subset_relatives"]
    return count if told and lower[k] not in known.nouns else None


def is_apposed(prose: Prose, k: int, end: int) -> bool:
    """Whether behind "one of them" stands what that one is: "a child"."""
    lists = prose.lexicon.lists
    return k < end and prose.lower[k - 1] in lists["count_pronoun_heads"] and prose.lower[k] in lists["count_articles"]


def alone(prose: Prose, count: Count, k: int, end: int, harmed: Container[int]) -> Count | None:
    """A single person without a noun: "another", "a fourth"; None for "a" and "the" before anything else."""
    lower, lists = prose.lower, prose.lexicon.lists
    placed = k < end and lower[k] in prose.lexicon.maps["ordinals"]
    at = k + (placed and lower[count.number] in lists["number_articles"])
    follows = lower[at] if at < end else ""
    ended = not follows or at in harmed or follows in counted(prose.lexicon.language).ends or is_adverb(prose, at)
    told = count.more or (at > k and follows and follows not in lists["count_of"])
    return replace(count, end=at, of="") if told and ended else None


def group_of(prose: Prose, count: Count, head: int) -> Count:
    """A count of one group as a count of its members: "a couple", "a family of four"."""
    lower, groups = prose.lower, prose.lexicon.maps["groups"]
    if lower[head] not in groups:
        return count
    if (
        head + 2 < len(lower)
        and lower[head + 1] in prose.lexicon.lists["count_of"]
        and (read := read_number(prose, head + 2))
    ):
        return replace(count, bounds=(read[0],) * 3, end=read[1], sort="group")
    size = int(groups[lower[head]]) or None
    return replace(count, bounds=(size, size, size), sort="group" if size else "untold")
