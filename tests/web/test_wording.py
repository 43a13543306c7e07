"""How numbers and days read: one grammar on every page."""

from datetime import date

import pytest

from recounted.web.curves import runs
from recounted.web.drawing import bar, scale_end, ticks
from recounted.web.wording import Toll, days_short, in_table, in_words, shortened, where_when

FORMS = [
    (Toll(12, 12, 12), '<b class="best">12</b>', "12"),
    (Toll(12, 12, None), '<b class="best">12</b>+', "at least 12, best 12, no upper bound stated"),
    (Toll(None, 12, None), 'about <b class="best">12</b>', "about 12, no bounds stated"),
    (Toll(None, 40, 40), 'up to <b class="best">40</b>', "no lower bound, best 40, at most 40"),
    (Toll(10, None, 15), "10–15", "at least 10, no single best, at most 15"),
    (Toll(24, None, None), "24+", "at least 24, no single best, no upper bound stated"),
    (Toll(13, 15, 15), '13–<b class="best">15</b>', "at least 13, best 15, at most 15"),
    (Toll(19, 21, 21, True), '19–<b class="best">21</b>+', "at least 19, best 21, no upper bound stated"),
    (Toll(7, 8, 1200), '7–<b class="best">8</b>–1,200', "at least 7, best 8, at most 1,200"),
    (Toll(0, 0, 0), "none", "none, it is said"),
    (Toll(0, None, 9), "0–9", "at least 0, no single best, at most 9"),
    (Toll(), '<span class="nk">not known</span>', "not known"),
]


@pytest.mark.parametrize(("toll", "table", "words"), FORMS)
def test_a_toll_reads_with_its_range(toll: Toll, table: str, words: str) -> None:
    """Best is bold, an open end says so, none is said to be none, and unknown is a word."""
    assert str(in_table(toll)) == table
    assert in_words(toll) == words


@pytest.mark.parametrize(("toll", "_table", "words"), FORMS)
def test_a_drawing_has_its_words(toll: Toll, _table: str, words: str) -> None:
    """Each bar has the range in words for those who do not see it, and no style within."""
    drawn = str(bar(toll, 20, "Killed"))

    assert f'aria-label="Killed: {words}"' in drawn
    assert "style" not in drawn
    assert ("e-nk" in drawn) == (not toll.known)
    assert ("e-zero" in drawn) == toll.none
    assert ("e-cut" in drawn) == (toll.top > 20)


@pytest.mark.parametrize(
    ("top", "end"), [(1, 1), (3, 4), (5, 5), (9, 10), (21, 40), (90, 100), (801, 1000), (6674, 8000)]
)
def test_a_scale_holds_its_highest_number(top: int, end: int) -> None:
    """A scale ends at a round number and has evenly spaced whole numbers from zero."""
    assert scale_end(top) == end
    assert ticks(end)[0] == 0
    assert ticks(end)[-1] == end


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "not known"),
        (date(2020, 10, 28), date(2020, 10, 28), "28 Oct"),
        (date(2020, 10, 17), date(2020, 10, 18), "17–18 Oct"),
        (date(2020, 9, 27), date(2020, 10, 4), "27 Sep–4 Oct"),
    ],
)
def test_days_read_as_a_table_has_them(start: date | None, end: date | None, words: str) -> None:
    """One day, days of one month, days of two; a day that is not known says so."""
    assert days_short(start, end) == words


def test_an_incident_is_named_by_what_is_known_of_it() -> None:
    """Place and days, and in words which of them is not known."""
    day = date(2020, 10, 28)

    assert where_when("Barda", day, day) == "Barda, 28 Oct"
    assert where_when("Barda", day, date(2020, 10, 30), year=True) == "Barda, 28–30 Oct 2020"
    assert where_when("Barda", None, None) == "Barda, day not known"
    assert where_when(None, day, None) == "place not known, 28 Oct"
    assert where_when(None, None, None) == "place and day not known"


def test_words_that_are_cut_say_so_and_end_with_a_word() -> None:
    """A text that is short enough stays; one that goes on ends behind a word, with an ellipsis."""
    assert shortened("five were killed", 16) == "five were killed"
    assert shortened("five were killed", 15) == "five were …"
    assert shortened("x" * 20, 5) == "xxxxx …"


def test_figures_of_one_day_stand_beside_each_other() -> None:
    """A curve climbs from day to day; two figures of one day are not joined, as if one had grown out of the other."""
    assert list(runs([(0, 9), (10, 5)])) == [[(0, 9), (10, 9), (10, 5), (10, 5)]]
    assert list(runs([(0, 9), (0, 5)])) == [[(0, 9), (0, 9)], [(0, 5), (0, 5)]]
    assert list(runs([(0, 9), (10, 5), (10, 2), (20, 1)])) == [
        [(0, 9), (10, 9), (10, 5), (10, 5)],
        [(10, 2), (20, 2), (20, 1), (20, 1)],
    ]
