"""Whole numbers in digits and words."""

import re
from collections.abc import Mapping

from recounted.lexicon import Lexicon
from recounted.prose import Prose

#: A number in digits: its groups, a fraction, and a multiplier written onto it.
DIGITS = re.compile(r"(\d+(?:[.,\u00a0\u2009\u202f ]\d+)*)([^\W\d_]*)")
#: Groups of three behind one kind of separator.
GROUPED = re.compile(r"\d{1,3}(?:([.,\u00a0\u2009\u202f ])\d{3})(?:\1\d{3})*")


def read_number(prose: Prose, at: int) -> tuple[int, int] | None:
    """The whole number that begins at a word, and the word after it; None where no number begins.

    Reads digits with separators (1,846; 1 846; 1.846; 12k; 1.2 million) and words ("sixty one", "three dozen",
    "a hundred and twenty", "half a million").
    """
    word = prose.lower[at]
    if word[0].isdigit():
        return in_digits(prose, at)
    maps = prose.lexicon.maps
    if word in maps["numbers"] or word in maps["multipliers"] or "-" in word:
        return in_words(prose, at)
    lists = prose.lexicon.lists
    if word in lists["number_articles"] or word in lists["number_halves"]:
        return with_article(prose, at)
    return None


def in_digits(prose: Prose, at: int) -> tuple[int, int] | None:
    """A number that begins with a digit, with the multipliers that follow it."""
    word = prose.lower[at]
    maps = prose.lexicon.maps
    if word.isdigit() and word.isascii():
        value, end = float(word), at + 1
        fraction = False
    else:
        match = DIGITS.fullmatch(word)
        if not match or (match[2] and match[2] not in maps["number_suffixes"]):
            return None
        following = prose.lower[at + 1] if at + 1 < len(prose.lower) else ""
        value, fraction = digits_value(match[1], scaled=bool(match[2]) or following in maps["multipliers"])
        if match[2]:
            value, fraction = value * float(maps["number_suffixes"][match[2]]), False
        end = at + 1
    while end < len(prose.lower) and prose.lower[end] in maps["multipliers"]:
        value, fraction = value * float(maps["multipliers"][prose.lower[end]]), False
        end += 1
    return None if fraction or (not value.is_integer() and end == at + 1) else (round(value), end)


def digits_value(printed: str, scaled: bool) -> tuple[float, bool]:
    """What digits with separators come to, and whether they are a fraction.

    Args:
        printed: digits, commas, points and thin spaces.
        scaled: a multiplier follows, so that "1.846" is a fraction of it.
    """
    grouped = GROUPED.fullmatch(printed)
    if grouped and not (grouped[1] == "." and (scaled or printed.startswith("0"))):
        return float(re.sub(r"\D", "", printed)), False
    if printed.count(".") == 1 and "," not in printed.rpartition(".")[2]:
        whole, _, part = printed.partition(".")
        return float(f"{re.sub(r'[^0-9]', '', whole)}.{part}"), True
    return (float(re.sub(r"\D", "", printed)), False) if "." not in printed else (0.5, True)


def in_words(prose: Prose, at: int) -> tuple[int, int] | None:
    """A number spelt out, from its first word."""
    lower, lexicon = prose.lower, prose.lexicon
    multipliers = lexicon.maps["multipliers"]
    joints = lexicon.lists["number_joints"]
    total, part, i, size = 0, -1, at, len(lower)
    while i < size:
        word = lower[i]
        value = spelt(word, lexicon)
        if value is not None:
            if part >= 0 and not fits(part, value):
                break
            part = value if part < 0 else part + value
        elif word in multipliers and (part >= 0 or total):
            total, part = multiplied(total, part, int(multipliers[word]))
        elif not (
            word in joints and part > 0 and part % 100 == 0 and i + 1 < size and continues(lower[i + 1], lexicon)
        ):
            break
        i += 1
    return (total + max(part, 0), i) if i > at else None


def multiplied(total: int, part: int, factor: int) -> tuple[int, int]:
    """What is settled and what is still growing (-1: nothing), after a multiplier: thousands and more are settled."""
    if factor < 1000:
        return total, max(part, 1) * factor
    return (total * factor if part < 0 else total + max(part, 1) * factor), -1


def fits(part: int, value: int) -> bool:
    """Whether a value can follow in the same number: a unit behind tens, anything below a hundred behind hundreds."""
    return (part % 10 == 0 and part % 100 >= 20 and 0 < value < 10) or (
        part > 0 and part % 100 == 0 and 0 < value < 100
    )


def continues(word: str, lexicon: Lexicon) -> bool:
    """Whether a word behind "hundred and" belongs to the number."""
    value = spelt(word, lexicon)
    return value is not None and 0 < value < 100


def spelt(word: str, lexicon: Lexicon) -> int | None:
    """The value of one number word, with or without hyphens; None where it is none."""
    numbers: Mapping[str, object] = lexicon.maps["numbers"]
    if word in numbers:
        return int(str(numbers[word]))
    if "-" not in word:
        return None
    tens, _, unit = word.partition("-")
    first, second = numbers.get(tens), numbers.get(unit)
    if isinstance(first, int) and isinstance(second, int) and first >= 20 and 0 < second < 10:
        return first + second
    return None


def with_article(prose: Prose, at: int) -> tuple[int, int] | None:
    """A number that begins with "a" or "half": "a dozen", "a hundred and twenty", "half a million"."""
    lower, lists, multipliers = prose.lower, prose.lexicon.lists, prose.lexicon.maps["multipliers"]
    half = lower[at] in lists["number_halves"]
    i = at + 1 if half else at
    if i < len(lower) and lower[i] in lists["number_articles"]:
        i += 1
    if i >= len(lower) or i == at or lower[i] not in multipliers:
        return None
    factor, i = int(multipliers[lower[i]]), i + 1
    if half:
        return factor // 2, i
    while i < len(lower) and lower[i] in multipliers:
        factor, i = factor * int(multipliers[lower[i]]), i + 1
    behind = i + (i < len(lower) and lower[i] in lists["number_joints"])
    rest = in_words(prose, behind) if behind < len(lower) else None
    return (factor + rest[0], rest[1]) if rest and 0 < rest[0] < factor and factor >= 100 else (factor, i)
