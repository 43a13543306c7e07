"""Stretches of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.finders.times.calendar import Days, month_of, moved, one_day, week_of, weekday_near, weekend_of

#: Away from both ends of the calendar, so that a few units fit.
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        ("2020-10-17", "2020-10-17", 1),
        ("2020-10-16", "2020-10-17", 2),
        ("2020-10-12", "2020-10-18", 3),
        ("2020-10-01", "2020-10-31", 4),
        ("2020-01-01", "2020-12-31", 5),
    ],
)
def test_precision_follows_from_the_length(first: str, last: str, precision: int) -> None:
    """UCDP GED's precision tells a day, some days, a week, a month, and more."""
    assert precision == Days(date.fromisoformat(first), date.fromisoformat(last)).precision


@pytest.mark.parametrize(
    ("unit", "count", "first", "last"),
    [
        ("days", -2, "2020-02-28", "2020-02-28"),
        ("weeks", -1, "2020-02-17", "2020-02-23"),
        ("weekends", 0, "2020-02-29", "2020-03-01"),
        ("weekends", -1, "2020-02-22", "2020-02-23"),
        ("months", -3, "2019-12-01", "2019-12-31"),
        ("months", 10, "2021-01-01", "2021-01-31"),
        ("years", -1, "2019-01-01", "2019-12-31"),
        ("decades", -1, "2010-01-01", "2010-12-31"),
        ("hours", -2, "2020-03-01", "2020-03-01"),
        ("hours", -48, "2020-02-28", "2020-02-28"),
        ("minutes", 90, "2020-03-01", "2020-03-01"),
    ],
)
def test_a_unit_off_a_day_is_a_whole_unit(unit: str, count: int, first: str, last: str) -> None:
    """Two days before the 1st of March 2020 is one day, a week before it is that whole week."""
    assert Days(date.fromisoformat(first), date.fromisoformat(last)) == moved(date(2020, 3, 1), count, unit)


@given(DAYS, st.integers(0, 6))
def test_the_last_and_the_next_day_of_the_week_are_at_most_a_week_away(day: date, weekday: int) -> None:
    """Neither the last such day nor the next is today; the nearest is one of the days around."""
    last, nearest, coming = (weekday_near(day, weekday, off).first for off in (-1, 0, 1))

    assert {weekday} == {last.weekday(), nearest.weekday(), coming.weekday()}
    assert 0 < (day - last).days <= 7
    assert 0 < (coming - day).days <= 7
    assert abs((nearest - day).days) <= 3


@given(DAYS)
def test_weeks_and_months_hold_their_days(day: date) -> None:
    """A day is in its week and in its month, and a weekend ends its week."""
    week, month = week_of(day), month_of(day.year, day.month)

    assert week.first <= day <= week.last
    assert month.first <= day <= month.last
    assert week.last == weekend_of(day).last
    assert one_day(day) == Days(day, day)
