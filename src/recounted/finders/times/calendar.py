"""Stretches of days, and how far units of the calendar reach."""

from calendar import monthrange
from datetime import date, timedelta

import msgspec

#: The longest stretch of each precision, in days; "the past week" has its first and its last day in it.
LONGEST = ((1, 1), (6, 2), (8, 3), (31, 4))


class Days(msgspec.Struct, frozen=True, order=True):
    """The first and the last day of a stretch, both included."""

    first: date
    last: date

    @property
    def precision(self) -> int:
        """UCDP GED's `date_prec`: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 more."""
        length = (self.last - self.first).days + 1
        for longest, precision in LONGEST:
            if length <= longest:
                return precision
        return 5


def one_day(day: date, off: int = 0) -> Days:
    """A single day, some days off another."""
    day += timedelta(off)
    return Days(day, day)


def week_of(day: date, off: int = 0) -> Days:
    """The week, Monday to Sunday, that a day is in, or one some weeks off."""
    monday = day - timedelta(day.weekday() - 7 * off)
    return Days(monday, monday + timedelta(6))


def weekend_of(day: date, off: int = 0) -> Days:
    """Saturday and Sunday of the week that a day is in, or of one some weeks off."""
    week = week_of(day, off)
    return Days(week.first + timedelta(5), week.last)


def month_of(year: int, month: int) -> Days:
    """A whole month; months before the first and after the twelfth belong to the years beside.

    Raises:
        ValueError: the year is outside 1 to 9999.
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def years_from(year: int, count: int = 1) -> Days:
    """One or more whole years."""
    return Days(date(year, 1, 1), date(year + count - 1, 12, 31))


def moved(day: date, count: int, unit: str) -> Days:
    """The day, week, month or year that lies some units after a day, or before it where the count is negative.

    Args:
        unit: a unit of the vocabulary: days, weeks, months, years, decades; hours and minutes stay on the day.

    Raises:
        ValueError, OverflowError: no calendar reaches that far.
    """
    match unit:
        case "days":
            return one_day(day, count)
        case "weeks":
            return week_of(day, count)
        case "weekends":
            return weekend_of(day, count)
        case "months":
            return month_of(day.year, day.month + count)
        case "years":
            return years_from(day.year + count)
        case "decades":
            return years_from(day.year + 10 * count)
        case _:
            return one_day(day, count // 24 if abs(count) >= 24 and unit == "hours" else 0)


def weekday_near(anchor: date, weekday: int, off: int) -> Days:
    """The last (`off` -1), the nearest (0, which may be today) or the next (1) such day of the week."""
    back = (anchor.weekday() - weekday) % 7
    if off < 0:
        back = back or 7
    elif off == 0:
        back = back if back <= 3 else back - 7
    return one_day(anchor, 7 - back if off > 0 else -back)
