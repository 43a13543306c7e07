"""How well times are found and turned into days.

    python bench/times.py [-v]     scores; with -v what is wrong, for reading

`timex.right_days`: of the expressions with a calendar value, how many have a time with the same days at their words.
`pitf.incident_day`: of short incident reports with a day that is not only that of a statement, and whose incident was
before the day of publication (where it is that day, most are so for want of a better), how many have a time that holds
the incident's day.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from recounted.finders.times import find_times
from recounted.finders.times.calendar import Days, month_of, one_day, years_from
from recounted.lexicon import lexicon
from recounted.model import Document, Mention, Period
from recounted.prose import split
from recounted.scoring import Score, share

ROOT = Path(__file__).parents[2] / "shared" / "gold"
GOLD = [str(ROOT / "timex.jsonl"), str(ROOT / "pitf.jsonl")]


#: Before a time, these make it the day of the saying.
SAID = re.compile(
    r"\b(?:said|says|told \w+|reported|announced|confirmed|denied|condemned|disclosed)(?: on)?(?: late| early)? $"
)


def rows(path: str) -> Iterator[dict[str, Any]]:
    """The rows of a file of gold."""
    with Path(path).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def times(text: str, published: str | None) -> list[Mention]:
    """The times of a text."""
    day = date.fromisoformat(published[:10]) if published else None
    return find_times(split(Document(id="0", ref="gold", text=text, published=day), lexicon("en")))


def days_of(value: str) -> Days | None:
    """The days of a TIMEX3 value; None where it has none in the calendar, such as PAST_REF or a season."""
    value = value.partition("T")[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return one_day(date.fromisoformat(value))
    if re.fullmatch(r"\d{4}-\d\d", value):
        return month_of(int(value[:4]), int(value[5:]))
    if re.fullmatch(r"\d{4}", value):
        return years_from(int(value))
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return Days(monday + timedelta(5 if match[3] else 0), monday + timedelta(6))
    return None


def timex() -> Iterator[tuple[dict[str, Any], dict[str, Any], Days, list[Period]]]:
    """Every expression with a calendar value: its document, itself, its days, the times found at its words."""
    for row in rows(GOLD[0]):
        found = [mention.value for mention in times(row["text"], row["dct"])]
        for expression in row["timexes"]:
            days = days_of(expression["value"] or "") if expression["type"] in {"DATE", "TIME"} else None
            if days:
                at = [p for p in found if isinstance(p, Period) and meets(p, expression)]
                yield row, expression, days, at


def meets(period: Period, expression: dict[str, Any]) -> bool:
    """Whether a time and an expression share a letter."""
    return bool(period.span.start < expression["end"] and expression["start"] < period.span.end)


def is_right(days: Days, at: list[Period]) -> bool:
    """Whether a time with these days is there."""
    return any(Days(period.date_start, period.date_end) == days for period in at)


def is_said(text: str, period: Period) -> bool:
    """Whether a time is the day on which something was said."""
    return bool(SAID.search(text, max(0, period.span.start - 40), period.span.start))


def incidents() -> Iterator[tuple[dict[str, Any], date, list[Period]]]:
    """Every incident report in which a single day is found: its row, its day, its times."""
    for row in rows(GOLD[1]):
        found = [mention.value for mention in times(row["text"], row["dct"])]
        days = [p for p in found if isinstance(p, Period) and p.date_prec <= 2 and not is_said(row["text"], p)]
        if days and row["dct"] and row["date"] < row["dct"]:
            yield row, date.fromisoformat(row["date"]), days


def measure() -> list[Score]:
    """The scores with a floor."""
    expressions = [(is_right(days, at), bool(at)) for _, _, days, at in timex()]
    reports = [any(p.date_start <= day <= p.date_end for p in found) for _, day, found in incidents()]
    return [
        share("timex.right_days", sum(right for right, _ in expressions), len(expressions)),
        share("timex.found", sum(found for _, found in expressions), len(expressions)),
        share("pitf.incident_day", sum(reports), len(reports)),
    ]


def errors() -> str:
    """What is wrong, by kind."""
    kinds: Counter[str] = Counter()
    for row, _, days, at in timex():
        if not is_right(days, at):
            kinds[kind_of_error(days, at, date.fromisoformat(row["dct"][:10]))] += 1
    lines = [f"| {kind} | {count} |\n" for kind, count in kinds.most_common()]
    return "Wrong days of `timex`, by kind:\n\n| kind | count |\n|---|---|\n" + "".join(lines)


def kind_of_error(days: Days, at: list[Period], published: date) -> str:
    """In words, how the times found differ from the days wanted."""
    if not at:
        return "not read as a time, or as one without days (spelt-out years, hours alone, days counted from an event)"
    first, last = at[0].date_start, at[0].date_end
    if first == days.first and last == published:
        return '"earlier this month" ends with the day of publication by our convention, with the month by theirs'
    if first <= days.first and days.last <= last and last - first > days.last - days.first:
        return "the whole month, year or range where one part of it is wanted"
    if (first - days.first).days % 7 == 0 and abs((first - days.first).days) <= 14:
        return "a week away: last or next, or counted from another day"
    return "other days, by tense, by year or by what they count from"


def main(arguments: list[str]) -> None:
    """Print the scores, and what is wrong."""
    for score in measure():
        print(f"{score.name:24} {score.value:.4f} of {score.total}")
    if "-v" not in arguments:
        return
    for row, expression, days, at in timex():
        if not is_right(days, at):
            text, start, end = row["text"], expression["start"], expression["end"]
            before, after = text[max(0, start - 70) : start], text[end : end + 40]
            got = [(p.text, str(p.date_start), str(p.date_end)) for p in at]
            line = (
                f"{row['dct'][:10]} …{before}[[{expression['text']}]]{after}… wanted {days.first} {days.last} got {got}"
            )
            print(" ".join(line.split()))
    for row, day, found in incidents():
        if not any(p.date_start <= day <= p.date_end for p in found):
            print(f"PITF {row['dct']} {day} {[(p.text, str(p.date_start)) for p in found]} {row['text'][:200]}")


if __name__ == "__main__":
    main(sys.argv[1:])
