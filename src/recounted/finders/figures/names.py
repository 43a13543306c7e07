"""Single victims who are named, not counted: "killed Aydin Hasan", "Mayor Lee and his driver"."""

from recounted.finders.figures.counts import Count
from recounted.finders.figures.nouns import counted
from recounted.prose import Prose


def add_names(prose: Prose, extent: tuple[int, int], counts: list[Count], harmed: set[int]) -> list[Count]:
    """The counts of a sentence together with the persons it names, in reading order.

    A name that stands beside an article and a noun for the same person ("the mayor, Ivan Petrov,") adds nobody.
    """
    covered = {i for count in counts for i in range(count.start, count.end)}
    names = [name for name in runs(prose, extent, covered | harmed) if is_person(prose, name, extent, harmed)]
    if not names:
        return counts
    lists = prose.lexicon.lists
    ends = {count.end: count for count in counts}
    kept = []
    for start, end in names:
        before = start - 1 if prose.lower[start - 1] in lists["harm_commas"] and start > extent[0] else start
        told = ends.get(before)
        if told is not None and (told.sort == "one" or told.bounds == (1, 1, 1)) and told.of == "people":
            continue
        kept.append(Count(start, end, start, (1, 1, 1), "name", end - 1, "people", "people"))
    return sorted(counts + kept)


def runs(prose: Prose, extent: tuple[int, int], covered: set[int]) -> list[tuple[int, int]]:
    """Stretches of capitalised words, with the small words that names hold inside."""
    printed, lower, links = prose.printed, prose.lower, prose.lexicon.lists["victim_links"]
    never = prose.lexicon.lists["victim_never"]
    found, i, stop = [], extent[0], extent[1]
    while i < stop:
        if not printed[i][0].isupper() or i in covered or lower[i] in never:
            i += 1
            continue
        j = i + 1
        while j < stop and j not in covered:
            if (printed[j][0].isupper() and lower[j] not in never) or (
                "-" in printed[j][1:] and not printed[j].islower()
            ):
                j += 1
            elif lower[j] in links and j + 1 < stop and printed[j + 1][0].isupper() and j + 1 not in covered:
                j += 2
            else:
                break
        found.append((i, j))
        i = j
    return found


def is_person(prose: Prose, name: tuple[int, int], extent: tuple[int, int], harmed: set[int]) -> bool:
    """Whether capitalised words can be a victim: no place behind a preposition, no adjective of a people."""
    start, end = name
    lower, lists = prose.lower, prose.lexicon.lists
    nouns = counted(prose.lexicon.language).nouns
    before = lower[start - 1] if start > extent[0] else ""
    behind = lower[end] if end < extent[1] else ""
    if before in lists["victim_prepositions"] or behind in lists["victim_possessives"] or behind in lists["row_marks"]:
        return False
    if behind in nouns and nouns[behind].many:
        return False
    if lower[start] in lists["count_months"] or lower[end - 1] in lists["no_person_endings"]:
        return False
    if end - start == 1:
        plural = lower[start].endswith(prose.lexicon.endings["count_plural_endings"]) and len(lower[start]) > 4
        return not plural and (before in nouns or start - 1 in harmed) and bool(before)
    return True
