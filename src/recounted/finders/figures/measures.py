"""What a number is not: a measure, a price, a day, a year, an age, a share, a part of a name."""

from recounted.finders.figures.nouns import counted
from recounted.prose import Prose

#: No month has a later day; a number of four digits that begins so may be a year.
LAST_DAY = 31
YEAR, CENTURIES = 4, frozenset({"19", "20"})


def is_no_count(prose: Prose, i: int, after: int) -> bool:
    """Whether a number measures, dates, prices or names something."""
    lower, lists = prose.lower, prose.lexicon.lists
    before = lower[i - 1] if i else ""
    behind = lower[after] if after < len(lower) else ""
    if behind in lists["count_units"] or before in lists["count_barriers"] or is_share(prose, i, after):
        return True
    if before.isdecimal() and i > 1 and lower[i - 2] in lists["count_dials"]:
        return True
    if is_age_range(prose, i) or (i > 1 and before in lists["count_of"] and lower[i - 2] in lists["age_words"]):
        return True
    if i > 2 and before in lists["range_joints"] and lower[i - 3] in lists["count_barriers"]:
        return True
    if i > 2 and before in lists["harm_joints"] and lower[i - 3] in lists["age_words"]:
        return behind in lists["count_phrase_ends"]
    if (
        i > 1
        and before in lists["harm_be"]
        and lower[i - 2] in lists["harm_relatives"]
        and behind in lists["harm_commas"]
    ):
        return True
    if i > 1 and before in lists["harm_commas"] and behind in lists["harm_commas"] and is_one(prose, i - 2):
        return True
    return lower[i][0].isdigit() and is_date_or_name(prose, i, after)


def is_one(prose: Prose, at: int) -> bool:
    """Whether a word is a name or a noun for one person, behind which a number between commas is an age."""
    noun = counted(prose.lexicon.language).nouns.get(prose.lower[at])
    return prose.printed[at][0].isupper() or (noun is not None and noun.one and not noun.many and noun.of == "people")


def is_age_range(prose: Prose, i: int) -> bool:
    """Whether a number is the first or the second of a range of ages: "aged between 19 and 45"."""
    lower, lists = prose.lower, prose.lexicon.lists
    for at in (i - 1, i - 3):
        opens = at > 0 and (lower[at] in lists["range_openers"] or lower[at] in lists["range_from_openers"])
        if opens and lower[at - 1] in lists["age_words"]:
            return True
    return False


def is_share(prose: Prose, i: int, after: int) -> bool:
    """Whether a number is a share, or what a share is of: "one in three of them", "two out of five"."""
    lower, joints = prose.lower, prose.lexicon.lists["count_share_joints"]
    words, ends = prose.lexicon.maps["numbers"], counted(prose.lexicon.language).ends
    if lower[i] not in words:
        return False
    for size in (2, 1):
        of = after + size
        if of + 1 < len(lower) and prose.phrase(after, of) in joints and lower[of] in words:
            return lower[of + 1] in ends
        if i > size and prose.phrase(i - size, i) in joints and lower[i - size - 1] in words:
            return lower[after] in ends if after < len(lower) else True
    return False


def is_date_or_name(prose: Prose, i: int, after: int) -> bool:
    """Whether digits are a day, a year, a time, or a part of a longer name or fraction."""
    lower, lists, word = prose.lower, prose.lexicon.lists, prose.lower[i]
    before = lower[i - 1] if i else ""
    behind = lower[after] if after < len(lower) else ""
    dated = i > 1 and lower[i - 2][0].isdigit() and len(word) != YEAR
    if behind in lists["count_months"] or (not dated and int_after(word) <= LAST_DAY and is_month(prose, i - 1)):
        return True
    year_before = before in lists["count_year_before"] or before in lists["count_months"]
    year_before = year_before or (before.isdecimal() and i > 1 and lower[i - 2] in lists["count_months"])
    if year_before and len(word) == YEAR and word[:2] in CENTURIES:
        return True
    joined = behind in {":", "/", "-"} and prose.starts[after] == prose.ends[after - 1] and after + 1 < len(lower)
    if joined and prose.starts[after + 1] == prose.ends[after]:
        grows = behind == "-" and lower[after + 1][0].isdigit() and int_after(lower[after + 1]) > int_after(word)
        if not grows:
            return True
    return before in {":", "/"} and prose.ends[i - 1] == prose.starts[i] and lower[i - 2][-1].isdigit()


def is_month(prose: Prose, i: int) -> bool:
    """Whether a word names the month of the day behind it: "since May 7"; not "in October 12 men died", "may 12 go"."""
    lower, lists = prose.lower, prose.lexicon.lists
    before = lower[i - 1] if i > 0 else ""
    if i < 0 or lower[i] not in lists["count_months"]:
        return False
    if lower[i] in lists["count_month_verbs"]:
        return prose.printed[i][0].isupper() and before in lists["count_day_openers"]
    follows = lower[i + 2] if i + 2 < len(lower) else ""
    noun = counted(prose.lexicon.language).nouns.get(follows)
    return not (before in lists["count_month_openers"] and noun is not None and noun.many)


def int_after(word: str) -> int:
    """The digits of a word as a number; -1 where it is none."""
    return int(word) if word.isdecimal() else -1
