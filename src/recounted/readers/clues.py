"""What a text tells of itself: the date at its head, and the language of its words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from recounted.errors import ReadError
from recounted.lexicon import Lexicon, languages, lexicon, normal
from recounted.words import plain

#: How many lines at the head of a text may give its date, and how long one that is no sentence can be.
HEAD = 3
SHORT = 120

#: So many letters are enough to tell a language; of the words, so many in a hundred must be among its commonest.
TELLING = 200
LOOKED_AT = 2_000
COMMON = 2

LETTERS = re.compile(r"[^\W\d_]+")

ISO = r"(?P<y1>\d{4})-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)"
DOTTED = r"(?P<d2>\d\d?)\.(?P<m2>\d\d?)\.(?P<y2>\d{4})(?!\d)"

#: What stands between a dateline's day and the text: an agency in brackets or slashes, then a dash or the like.
AFTER = re.compile(r"[\s,]*(?:/[^/]{1,60}/|(?:\([^()]{1,60}\))?[\s.]*(?:[-–—:]|$))")
PLACE = re.compile(r"[^\W\d_a-z][^.!?|]{1,60},\s*$")
SIGNED = re.compile(
    r"(?=[^\W\d_a-z][^\W\d_a-z])[^.!?()|]{2,80}"  # a place in capitals, perhaps a country and a day
    r"(?:\.?\s*/(?P<slashed>[^\W\d_a-z][^/\d]{1,60})/|\.?\s*\((?P<bracketed>[^\W\d_a-z][^()\d]{1,60})\)\s*(?:[-–—:]|$))"
)
NAME = re.compile(r"[^\W\d_a-z][^\d]{2,60}")
DIVIDER = re.compile(r"\s[|·•]\s")


@cache
def known_languages() -> tuple[str, ...]:
    """The languages that there are words for, looked up once."""
    return tuple(languages())


@cache
def days(language: str) -> re.Pattern[str]:
    """The ways in which a full date is written."""
    months = sorted(lexicon(language).maps.get("months", ()), key=len, reverse=True)
    month = "|".join(map(re.escape, months)) or "(?!)"
    first = rf"(?P<d3>\d\d?)\w{{0,2}}\.?\s+(?:\w\w\s+)?(?P<m3>{month})\b\.?,?\s+(?P<y3>\d{{4}})"
    second = rf"(?P<m4>{month})\b\.?\s+(?P<d4>\d\d?)\w{{0,2}},?\s+(?P<y4>\d{{4}})"
    return re.compile(rf"(?<![\w.-])(?:{ISO}|{DOTTED}|{first}|{second})(?!\w)", re.IGNORECASE)


def dates_in(text: str, language: str) -> Iterator[tuple[date, int, int]]:
    """Every full date that is written in a text, and where it begins and ends; dates of no calendar are left out."""
    months = lexicon(language).maps.get("months", {})
    for match in days(language).finditer(text):
        year, month, day = (next(v for n in "1234" if (v := match.groupdict().get(part + n))) for part in "ymd")
        try:
            number = int(month) if month.isdigit() else int(months[normal(month)])
            yield date(int(year), number, int(day)), *match.span()
        except ValueError:
            continue


def day_of(value: str, language: str) -> date | None:
    """The day that a value gives, as a table or a page's head holds it; None when it gives none."""
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return next((day for day, _, _ in dates_in(value[:SHORT], language)), None)


def headed(text: str, language: str) -> date | None:
    """The date that a dateline or a line at the head of a text gives; None where there is none."""
    known = lexicon(language)
    return next(
        (
            day
            for line in head_lines(text)
            for day, start, end in dates_in(line[: 2 * SHORT], language)
            if is_dateline(line[:start], line[end:]) or is_header(line, start, known)
        ),
        None,
    )


def head_lines(text: str) -> list[str]:
    """The first lines of a text that hold something."""
    return [line.strip() for line in text[:4_000].split("\n") if line.strip()][:HEAD]


def filed_by(text: str, language: str) -> str | None:
    """The desk that a dateline or a divided line at the head of a text names; None where there is none.

    `YEREVAN, October 28 (Example Desk) - …` · `BAKU, October 28. /Example Desk/. …` · `Example Desk | 28 October 2020`
    """
    for line in head_lines(text):
        if signed := SIGNED.match(line):
            return next(name for name in signed.groups() if name).strip()
        if len(line) <= SHORT and DIVIDER.search(line) and any(dates_in(line, language)):
            labels = lexicon(language).lists.get("date_labels", frozenset())
            parts = [part.strip() for part in DIVIDER.split(line)]
            names = [part for part in parts if NAME.fullmatch(part) and not is_labelled(normal(part), labels)]
            return names[0] if len(names) == 1 else None
    return None


def is_dateline(before: str, after: str) -> bool:
    """Whether a date stands between a place and the first words of a report."""
    return PLACE.match(before) is not None and AFTER.match(after) is not None


def is_header(line: str, start: int, known: Lexicon) -> bool:
    """Whether a line with a date is no sentence: it is short, and begins with the date or a label, or has dividers."""
    if len(line) > SHORT or line.endswith((".", "!", "?", "”", '"')):
        return False
    lead = normal(line[:start])
    labels = known.lists.get("date_labels", frozenset())
    return not lead or is_labelled(lead, labels) or bool(DIVIDER.search(line))


def is_labelled(lead: str, labels: Iterable[str]) -> bool:
    """Whether words begin with one of the labels."""
    return any(lead == label or lead.startswith(label + " ") for label in labels)


def share(sample: Sequence[str], language: str) -> float:
    """How many of a hundred words are among the commonest of a language."""
    common = lexicon(language).lists.get("commonest", frozenset())
    return 100 * sum(word in common for word in sample) / max(1, len(sample))


def language_of(text: str, marked: str | None) -> str:
    """The language of a text by its words; a short text is taken to be in the language that it is marked with.

    Raises:
        ReadError: it is in no supported language.
    """
    supported = known_languages()
    first = marked if marked in supported else "en"
    sample = LETTERS.findall(plain(text[:LOOKED_AT]))
    telling = sum(map(len, sample)) >= TELLING
    if not telling and (marked is None or marked in supported):
        return first
    for language in sorted(supported, key=lambda language: (language != first, language)):
        if telling and share(sample, language) >= COMMON:
            return language
    told = f'It is marked as being in "{marked}"' if marked else "Its words are those of no supported language"
    raise ReadError(
        f"{told}. Supported: {', '.join(supported)}. If it is in one of them all the same, give --language."
    )
