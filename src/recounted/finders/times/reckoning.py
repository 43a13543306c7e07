"""From the words of a time to days: one function for each code of the time rules.

A reckoning gets a `Reading` and returns the days, or None where the words, or what is known of the report, do not
tell. It never guesses: what counts from the day of publication has no days where that day is unknown.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta

from recounted.finders.times.calendar import (
    Days,
    month_of,
    moved,
    one_day,
    week_of,
    weekday_near,
    weekend_of,
    years_from,
)
from recounted.finders.times.feasts import codes, nth, occurrences
from recounted.finders.times.reading import Reading, Tense

#: What a day ahead costs, against a day behind, where a date lacks its year: by the direction of its sentence.
#: A whole month ahead costs twice that.
AHEAD_COST = {Tense.AHEAD: 1.0, Tense.UNSURE: 1.0, Tense.UNTOLD: 2.5, Tense.BEHIND: 4.5}
#: What a day behind costs where the sentence speaks of what is to come, beyond so many days.
BEHIND_COST, SOON = 2.5, 20
#: Days within which a date without a year surely belongs to the report, or to what was told before it.
FAR = 60

Reckoning = Callable[[Reading], Days | None]


def iso_day(read: Reading) -> Days | None:
    """2020-10-17."""
    return calendar_day(read.number("year"), read.number("month"), read.number("day"))


def slash_day(read: Reading) -> Days | None:
    """10/17/2020: the month first, unless only the other way makes a day that is past."""
    year, first, second = read.number("year"), read.number("month"), read.number("day")
    return likelier(calendar_day(year, first, second), calendar_day(year, second, first), read.anchor)


def dotted_day(read: Reading) -> Days | None:
    """17.10.2020: the day first, unless only the other way makes a day that is past."""
    first, second, year = (int(part) for part in read.words("it").split("."))
    return likelier(calendar_day(year, second, first), calendar_day(year, first, second), read.anchor)


def likelier(usual: Days | None, other: Days | None, anchor: date | None) -> Days | None:
    """The usual of two readings of a date, unless it makes none, or it lies ahead and the other does not."""
    if usual and other and anchor and other.first <= anchor < usual.first:
        return other
    return usual or other


def calendar_day(year: int | None, month: int | None, day: int | None) -> Days | None:
    """A day of the calendar; years of two digits lie between 1951 and 2050."""
    if year is None or month is None or day is None or not 1 <= month <= 12:
        return None
    if 100 <= year < 1000:
        return None
    if year < 100:
        year += 1900 if year > 50 else 2000
    return one_day(date(year, month, day))


def day(read: Reading) -> Days | None:
    """October 17, with or without its year."""
    month, number = read.number("month"), read.number("day")
    if read.has("year"):
        return calendar_day(read.number("year"), month, number)
    return nearest(read, lambda year: one_day(date(year, month or 0, number or 0)))


def nearest(read: Reading, of_year: Callable[[int], Days]) -> Days | None:
    """The days of the year that brings them nearest to the report, those behind it preferred.

    Where that is far, or the day of the report unknown, days soon after the ones told last belong to their year.
    """
    return nearest_of(read, lambda day: of_years(of_year, day))


def nearest_of(read: Reading, around: Callable[[date], Iterator[Days]]) -> Days | None:
    """The nearest to the report of the days that lie around a day."""
    anchor, told = read.anchor, read.telling.days
    choices = sorted((distance(read, days, anchor), days) for days in around(anchor)) if anchor else []
    if choices and choices[0][0] <= FAR:
        return choices[0][1]
    if told and told.precision < 5 and read.direction is not Tense.AHEAD:
        for days in around(told.first):
            if 0 <= (days.first - told.first).days <= FAR:
                return days
    return choices[0][1] if choices else None


def of_years(of_year: Callable[[int], Days], day: date) -> Iterator[Days]:
    """Days in the year of a day, the year before and the year after, where the calendar has them."""
    for off in (0, -1, 1):
        with suppress(ValueError):
            yield of_year(day.year + off)


def distance(read: Reading, days: Days, anchor: date) -> float:
    """How far days are from the report, those on the wrong side of it farther."""
    if days.first <= anchor <= days.last:
        return 0
    if days.first > anchor:
        return (days.first - anchor).days * AHEAD_COST[read.direction] * (1 if read.has("day") else 2)
    gap = (anchor - days.last).days
    return gap * (BEHIND_COST if read.direction is Tense.AHEAD and gap > SOON else 1)


def day_number(read: Reading) -> Days | None:
    """The 11th: of the month told last, or of last month."""
    number = read.number("day")
    told = read.anchor if read.off is not None else read.told
    if told is None or number is None:
        return None
    begin = month_of(told.year, told.month + (read.off or 0)).first
    return one_day(begin.replace(day=number))


def days_of_month(read: Reading) -> Days | None:
    """October 4 to 17."""
    first = day(read)
    number = read.number("last")
    if first is None or number is None:
        return None
    last = first.first.replace(day=number)
    return Days(first.first, last) if first.first < last else None


def month(read: Reading) -> Days | None:
    """A month, with its year, with "last year", or near the report."""
    number = read.number("month") or int(read.value("it", "months") or 0)
    if read.has("year"):
        return month_of(read.number("year") or 0, number)
    if read.off is None:
        return nearest(read, lambda year: month_of(year, number))
    if read.anchor is None:
        return None
    if read.comes_first("month"):
        return month_of(read.anchor.year + read.off, number)
    behind = number >= read.anchor.month
    return month_of(read.anchor.year + {-1: -behind, 0: 0, 1: number <= read.anchor.month}[read.off], number)


def year(read: Reading) -> Days | None:
    """A year."""
    return years_from(read.number("year") or 0)


def years(read: Reading) -> Days | None:
    """1992-1994, 2015/16."""
    first, last = read.number("first") or 0, read.number("last") or 0
    last += first // 100 * 100 if last < 100 else 0
    return Days(years_from(first).first, years_from(last).last) if first < last else None


def decade(read: Reading) -> Days | None:
    """The years of a decade."""
    return years_from(read.number("decade") or 0, 10)


def feast(read: Reading) -> Days | None:
    """Christmas Eve, Eid al-Fitr 2024, the first day of Ramadan; a country's own day only where the country is told."""
    code = str(read.value("feast", "feasts") or read.value("feast", "state_feasts"))
    country = codes().get(read.words("owner"), "?") if read.has("owner") else ""
    days = of_feast(read, lambda day: occurrences(code, country, day))
    return nth(days, read.number("number") or 1) if days and read.has("number") else days


def of_feast(read: Reading, around: Callable[[date], Iterator[Days]]) -> Days | None:
    """The feast of the year that is told, the last or the next one, else the nearest."""
    anchor = read.anchor
    if read.has("year") or (read.off is not None and read.comes_first("feast")):
        year = read.number("year") if read.has("year") else anchor.year + (read.off or 0) if anchor else None
        return next((days for days in around(date(year, 7, 2)) if days.first.year == year), None) if year else None
    if not read.off or anchor is None:
        return nearest_of(read, around)
    if read.off < 0:
        return max((days for days in around(anchor) if days.last < anchor), default=None)
    return min((days for days in around(anchor) if days.first > anchor), default=None)


def weekday(read: Reading) -> Days | None:
    """A day of the week, before or after the report as the words or the tense tell."""
    number = int(read.value("weekday", "weekdays") or 0)
    if read.has("same"):
        return weekday_near(read.told, number, 0) if read.told else None
    if read.anchor is None:
        return None
    if read.off is not None and read.comes_first("weekday"):
        return one_day(week_of(read.anchor, read.off).first + timedelta(number))
    return weekday_near(read.anchor, number, weekday_off(read, read.anchor.weekday() == number))


def weekday_off(read: Reading, today: bool) -> int:
    """Whether the last (-1), the nearest (0) or the next (1) such day is meant; without "last" or "next", today is."""
    if read.off:
        return read.off
    if today or read.direction is Tense.UNSURE:
        return 0
    return 1 if read.direction is Tense.AHEAD else -1


def near_day(read: Reading) -> Days | None:
    """Today, yesterday, tomorrow."""
    return one_day(read.anchor, int(read.value("near", "near_days") or 0)) if read.anchor else None


def overnight(read: Reading) -> Days | None:
    """The day before the report and the day of the report."""
    return Days(read.anchor - timedelta(1), read.anchor) if read.anchor else None


def stretch(read: Reading) -> Days | None:
    """Last week, this month, the following year."""
    if read.has("told", "after", "same"):
        off = -1 if read.has("told") else 1 if read.has("after") else 0
        base = read.telling.days.first if read.telling.days else read.anchor
        return moved(base, off, read.unit) if base else None
    if read.anchor is None:
        return None
    days = moved(read.anchor, read.off or 0, read.unit)
    return Days(days.first, read.anchor) if read.has("clipped") and not read.off else days


def weekend(read: Reading) -> Days | None:
    """The weekend, the last one unless the sentence speaks of what is to come."""
    if read.anchor is None:
        return None
    begun = read.anchor.weekday() >= 5
    return weekend_of(read.anchor, 0 if begun or read.direction is Tense.AHEAD else -1)


def other_day(read: Reading) -> Days | None:
    """The second day of "October 4 and 17"."""
    return day(read)


def past_stretch(read: Reading) -> Days | None:
    """The past 24 hours, the last three days: up to the day of the report."""
    return back_to_anchor(read, read.number("count") if read.has("count") else 1)


def back_to_anchor(read: Reading, count: int | None) -> Days | None:
    """From some units before the report to the day of the report."""
    unit = read.unit
    if read.anchor is None or count is None:
        return None
    if unit in {"hours", "minutes"}:
        unit, count = "days", -(-count // 24) if unit == "hours" else 0
    if unit in {"days", "weeks"}:
        return Days(read.anchor - timedelta(count * (7 if unit == "weeks" else 1)), read.anchor)
    begin = moved(read.anchor, -count, unit).first
    month, day = (read.anchor.month, read.anchor.day) if unit != "months" else (begin.month, read.anchor.day)
    return Days(date(begin.year, month, min(day, month_of(begin.year, month).last.day)), read.anchor)


def ago(read: Reading) -> Days | None:
    """Two days ago: counted from the report."""
    return counted(read, read.anchor, -1)


def away(read: Reading) -> Days | None:
    """Two days earlier, a week later: counted from the last day told."""
    return counted(read, read.told, -1 if read.has("before") else 1)


def counted(read: Reading, anchor: date | None, direction: int) -> Days | None:
    """The day, week, month or year that lies some units off a day."""
    count = read.number("count") if read.has("count") else 1
    unit = read.unit
    if anchor is None or count is None:
        return None
    if unit in {"hours", "minutes"} and not read.has("count"):
        count = 0
    return moved(anchor, direction * count, unit)


def same_day(read: Reading) -> Days | None:
    """The last day told; "the same" is no day since which something is counted, where there is another."""
    day = (read.telling.free if read.has("free") else None) or read.told
    return one_day(day) if day else None


def next_day(read: Reading) -> Days | None:
    """The day after the last day told."""
    return one_day(read.told, 1) if read.told else None


def day_before(read: Reading) -> Days | None:
    """The day before the last day told."""
    return one_day(read.told, -1) if read.told else None


def then(read: Reading) -> Days | None:
    """The days told last."""
    return read.telling.days


#: Code of a time rule → how its days are reckoned.
RECKONINGS: dict[str, Reckoning] = {
    reckoning.__name__: reckoning
    for reckoning in (
        iso_day, slash_day, dotted_day, day, days_of_month, other_day, day_number, month, year, years, decade, feast,
        weekday, near_day, overnight, stretch, weekend, past_stretch, ago, away, same_day, next_day, day_before, then,
    )
}  # fmt: skip


def part(read: Reading, name: str) -> Days:
    """The days of a time that a longer one is made of."""
    return read.parts[read.found.kept[name]]


def night_before(read: Reading) -> Days:
    """The night that leads to a day: the day before it and the day."""
    last = part(read, "last")
    return Days(last.first - timedelta(1), last.last)


def between(read: Reading) -> Days | None:
    """From the first of the earlier to the last of the later."""
    first, last = part(read, "first"), part(read, "last")
    return Days(first.first, last.last) if first.first <= last.first else None


def week_with(read: Reading) -> Days:
    """The week that a day is in."""
    return week_of(part(read, "last").first)


def counted_from(read: Reading) -> Days | None:
    """Three days after October 10."""
    return counted(read, part(read, "last").first, -1 if read.has("before") else 1)


#: Code of a rule for times made of times → how its days follow from theirs.
COMPOUNDS: dict[str, Reckoning] = {
    "night_before": night_before,
    "between": between,
    "week_of": week_with,
    "counted_from": counted_from,
}
