"""Times are found with their exact words, and turned into days."""

from datetime import date

import pytest

from marks import marked, prose
from recounted.finders.times import find_times
from recounted.model import Period

#: The day of publication in these tables: a Thursday.
PUBLISHED = "2020-10-22"


def periods(text: str, published: str | None = PUBLISHED) -> list[Period]:
    """The times of a text."""
    return [mention.value for mention in find_times(prose(text, published)) if isinstance(mention.value, Period)]


@pytest.mark.parametrize(
    ("sentence", "first", "last", "precision"),
    [
        ("Rockets hit Ganja on [October 17].", "2020-10-17", "2020-10-17", 1),
        ("Rockets hit Ganja on [17.10.2020] at noon.", "2020-10-17", "2020-10-17", 1),
        ("Thirteen were killed on [the night leading to October 17].", "2020-10-16", "2020-10-17", 2),
        ("Stepanakert was shelled [overnight].", "2020-10-21", "2020-10-22", 2),
        ("They met [last week].", "2020-10-12", "2020-10-18", 3),
        ("They met [earlier this month].", "2020-10-01", "2020-10-22", 4),
        ("They met [last month].", "2020-09-01", "2020-09-30", 4),
        ("A bus was hit near Martuni [two days ago].", "2020-10-20", "2020-10-20", 1),
        ("Terter was shelled on [Tuesday].", "2020-10-20", "2020-10-20", 1),
        ("Terter was shelled [last Friday].", "2020-10-16", "2020-10-16", 1),
        ("The envoys will meet on [Tuesday].", "2020-10-27", "2020-10-27", 1),
        ("Nine were hurt in [the past 24 hours].", "2020-10-21", "2020-10-22", 2),
        ("The truce was signed in [2016].", "2016-01-01", "2016-12-31", 5),
        ("In [early May] both sides spoke.", "2020-05-01", "2020-05-31", 4),
        ("Fighting lasted [from October 4 to October 17].", "2020-10-04", "2020-10-17", 4),
    ],
)
def test_a_time_stands_for_days(sentence: str, first: str, last: str, precision: int) -> None:
    """A time is found with its exact words, its first and last day, and how precise they are."""
    text, expected = marked(sentence)

    found = periods(text)

    assert expected == [period.text for period in found]
    assert [(date.fromisoformat(first), date.fromisoformat(last), precision)] == [
        (period.date_start, period.date_end, period.date_prec) for period in found
    ]
