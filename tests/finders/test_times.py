"""Times are found with their exact words, and turned into days."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import marked, prose
from recounted.finders.times import find_times
from recounted.finders.times.feasts import rows
from recounted.lexicon import lexicon
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
        ("It is dated [2020/10/04] and signed.", "2020-10-04", "2020-10-04", 1),
        ("The [Sept. 27] offensive began at dawn.", "2020-09-27", "2020-09-27", 1),
        ("On [Friday the 16th of October] he fled.", "2020-10-16", "2020-10-16", 1),
        ("On [October 17] 12 people were buried in Ganja.", "2020-10-17", "2020-10-17", 1),
        ("In [October] 12 people were killed in Martuni.", "2020-10-01", "2020-10-31", 4),
        ("Thirteen were killed on [the night leading to October 17].", "2020-10-16", "2020-10-17", 2),
        ("[Overnight into Saturday] shells fell.", "2020-10-16", "2020-10-17", 2),
        ("Shells fell on [the night of Friday to Saturday].", "2020-10-16", "2020-10-17", 2),
        ("Stepanakert was shelled [overnight].", "2020-10-21", "2020-10-22", 2),
        ("Homes burned [late last night].", "2020-10-21", "2020-10-21", 1),
        ("They met [last week].", "2020-10-12", "2020-10-18", 3),
        ("They met [earlier this month].", "2020-10-01", "2020-10-22", 4),
        ("They met [last month].", "2020-09-01", "2020-09-30", 4),
        ("Over [the weekend] it was quiet in Barda.", "2020-10-17", "2020-10-18", 2),
        ("A bus was hit near Martuni [two days ago].", "2020-10-20", "2020-10-20", 1),
        ("[Two weeks ago] a school was hit in Terter.", "2020-10-05", "2020-10-11", 3),
        ("Terter was shelled on [Tuesday].", "2020-10-20", "2020-10-20", 1),
        ("Terter was shelled [last Friday].", "2020-10-16", "2020-10-16", 1),
        ("Five died on [Thursday].", "2020-10-22", "2020-10-22", 1),
        ("Five died [last Thursday].", "2020-10-15", "2020-10-15", 1),
        ("The envoys will meet on [Tuesday].", "2020-10-27", "2020-10-27", 1),
        ("The truce is due to take effect on [Monday] at 8 a.m.", "2020-10-26", "2020-10-26", 1),
        ("A truce that was to begin on [Monday] did not hold.", "2020-10-19", "2020-10-19", 1),
        ("Talks were to open on [Friday] in Geneva.", "2020-10-23", "2020-10-23", 1),
        ("It accused Baku of shelling Hadrut [during the night].", "2020-10-21", "2020-10-22", 2),
        ("A man believed to be wounded on [Monday] has died.", "2020-10-19", "2020-10-19", 1),
        ("Nine were hurt in [the past 24 hours].", "2020-10-21", "2020-10-22", 2),
        ("In [the past week] nine were hurt.", "2020-10-15", "2020-10-22", 3),
        ("A truce was signed in [1994].", "1994-01-01", "1994-12-31", 5),
        ("In [early May] both sides spoke.", "2020-05-01", "2020-05-31", 4),
        ("It was [last December].", "2019-12-01", "2019-12-31", 4),
        ("Fighting lasted [from October 4 to October 17].", "2020-10-04", "2020-10-17", 4),
        ("They sat in Moscow on [October 10-11].", "2020-10-10", "2020-10-11", 2),
        ("[Three days after the truce of October 10] Ganja was hit.", "2020-10-13", "2020-10-13", 1),
        ("It began on [the 27th of last month].", "2020-09-27", "2020-09-27", 1),
        ("Shells fell on Horlivka [early on Friday].", "2020-10-16", "2020-10-16", 1),
        ("The mine was laid in [2016].", "2016-01-01", "2016-12-31", 5),
        ("Since the [1990s] the mines lie there.", "1990-01-01", "1999-12-31", 5),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 25 October a village was raided. [The following day] it burned.", "2020-10-26"),
        ("The ministry said late Tuesday that two had died [the day before].", "2020-10-19"),
        ("It said on Wednesday that 40 had been killed [the previous evening].", "2020-10-20"),
        ("Barda was hit on October 28. [A day earlier] rockets fell on Garayusifli.", "2020-10-27"),
        ("A truce began on October 10. [Two days later] Hadrut was shelled.", "2020-10-12"),
        ("A truce began on October 10. [Hours later] both sides spoke of shelling.", "2020-10-10"),
        ("The village fell on October 9. [Two days earlier] its school was hit.", "2020-10-07"),
        ("War came on September 27. On [that day] ten died.", "2020-09-27"),
        ("Ganja was hit on October 4. On [the same Sunday] Stepanakert was.", "2020-10-04"),
        ("Barda was hit on Wednesday, killing 21, the group said today. [A day earlier] four died.", "2020-10-20"),
        ("Ganja was hit on October 4 and again on [the 11th].", "2020-10-11"),
    ],
)
def test_some_times_count_from_the_day_told_last(text: str, expected: str) -> None:
    """What is said of "the following day" is of the day after the last one told, not after publication."""
    plain, (words,) = marked(text)

    last = periods(plain)[-1]

    assert (words, date.fromisoformat(expected)) == (last.text, last.date_start)


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Sixty civilians have died since [September 27].", "since"),
        ("Sixty civilians have died since the outbreak of hostilities on [September 27].", "since"),
        ("Nobody was hurt since the truce came into force [last Saturday].", "since"),
        ("Since 6 a.m. on [Sunday] ten shells have fallen.", "since"),
        ("The truce holds until [Monday].", "until"),
        ("As of [October 22] the toll stood at 63.", "until"),
        ("Ganja was hit on [October 17].", "at"),
    ],
)
def test_words_before_a_time_bind_it(sentence: str, relation: str) -> None:
    """A time says whether something was so at it, since it, or until it; its words are those of the time alone."""
    text, expected = marked(sentence)

    found = periods(text)

    assert (expected, [relation]) == ([period.text for period in found], [period.relation for period in found])


@pytest.mark.parametrize(
    ("sentence", "published", "first", "last"),
    [
        ("Two were stabbed in Ganja on [Christmas Eve].", "2023-12-27", "2023-12-24", "2023-12-24"),
        ("Oleshky was shelled on [New Year’s Day].", "2024-01-02", "2024-01-01", "2024-01-01"),
        ("A market burned on [Eid al-Fitr 2024].", "2025-01-02", "2024-04-10", "2024-04-11"),
        ("Nine died on [Eid al-Fitr].", "2001-01-03", "2000-12-27", "2000-12-28"),
        ("It fell in [the last days of Ramadan].", "2022-04-30", "2022-04-02", "2022-05-01"),
        ("It burned on [the second day of Eid al-Adha].", "2024-06-20", "2024-06-17", "2024-06-18"),
        ("Churches were bombed on [Easter Sunday].", "2019-05-01", "2019-04-21", "2019-04-21"),
        ("They left on [Orthodox Easter Sunday].", "2022-04-27", "2022-04-24", "2022-04-24"),
        ("Shells fell on [Orthodox Christmas].", "2024-01-09", "2024-01-07", "2024-01-07"),
        ("A bus was hit on [Nowruz last year].", "2020-03-10", "2019-03-21", "2019-03-21"),
        ("Sirens were heard on [Yom Kippur in 1995].", "2020-03-10", "1995-10-04", "1995-10-04"),
        ("A march was bombed on [Ashura 2019].", "2020-03-10", "2019-09-09", "2019-09-10"),
        ("The truce will end on [Christmas Day].", "2024-12-20", "2024-12-25", "2024-12-25"),
        ("It was quiet [last Christmas].", "2020-12-30", "2020-12-25", "2020-12-25"),
        ("Peshawar was hit on Pakistan's [Independence Day].", "2023-08-16", "2023-08-14", "2023-08-14"),
        ("Juba was quiet on South Sudan's [Independence Day].", "2023-08-16", "2023-07-09", "2023-07-09"),
        ("Kharkiv was hit on [Independence Day] of Ukraine.", "2022-08-26", "2022-08-24", "2022-08-24"),
    ],
)
def test_feasts_are_days(sentence: str, published: str, first: str, last: str) -> None:
    """A feast is its day, the nearest unless a year is told; one that the moon tells has a day for either calendar."""
    text, expected = marked(sentence)

    found = periods(text, published)

    assert [(expected[0], first, last)] == [(p.text, p.date_start.isoformat(), p.date_end.isoformat()) for p in found]


@pytest.mark.parametrize(
    "text",
    [
        "It was hit on Independence Day.",
        "It was hit on Atlantis's Independence Day.",
        "A ship sank off Easter Island in the Yom Kippur War.",
    ],
)
def test_feasts_without_days_are_left_alone(text: str) -> None:
    """Whose day it is must be told, and names made of feasts are none."""
    assert [] == periods(text)


def test_a_moving_feast_beyond_the_known_years_has_no_day() -> None:
    """What no calendar at hand tells is not made up."""
    assert [] == periods("They fought on Eid al-Fitr.", "2060-01-01")


def test_every_feast_of_the_language_has_its_days() -> None:
    """Words and data/feasts.csv fit together: no code is unknown, and none is without words."""
    maps = lexicon("en").maps

    assert {code for code, _ in rows()} == {*maps["feasts"].values(), *maps["state_feasts"].values()}


def test_since_then_is_since_the_day_told_last() -> None:
    """ "Then" stands for the days told last."""
    day, then = periods("War came on September 27. Since then 40 have died.")

    assert ("then", "since", day.date_start) == (then.text, then.relation, then.date_start)


@pytest.mark.parametrize(
    "text",
    [
        "At 21, he was the youngest; she came at 10 a.m. with 21 others.",
        "They may march on the capital.",
        "The 122-mm gun fired 17 rounds at 1,950 metres.",
        "Some 2000 were displaced and 1950 people were fed.",
        "Fighting went on for three days, in 44 places, every day of six weeks.",
        "A day after the truce, hours after it began, shells fell.",
        "The Sunday Times recalled Bloody Sunday.",
        "Resolution 1973 was read.",
    ],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    """Numbers, verbs, names and lengths of time are no days."""
    assert periods(text) == []


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    """What counts from an unknown day yields nothing; a full date, and what counts from it, do."""
    text = "Shells fell yesterday, on Tuesday, on October 17. On 4 October 2020 Ganja was hit; two days later it"

    found = [(period.text, period.date_start.isoformat()) for period in periods(text, published=None)]

    assert found == [("4 October 2020", "2020-10-04"), ("two days later", "2020-10-06")]


def test_a_date_soon_after_a_full_one_is_of_its_year() -> None:
    """A story of an older war goes on in that war's year; a date near the report is the report's."""
    text = "Clashes broke out on 2 April 2016. On April 5 a truce was signed. On October 17 Ganja was hit."

    assert [p.date_start.isoformat() for p in periods(text)] == ["2016-04-02", "2016-04-05", "2020-10-17"]
    assert [p.date_start.isoformat() for p in periods(text, published=None)] == ["2016-04-02", "2016-04-05"]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("STEPANAKERT, [October 9, 2020] (Example Desk) - ", None),
        ("GANJA, Azerbaijan, [October 9] (Example Desk) – ", "2020-10-12"),
        (" date [2020-10-09] By A Reporter\n\n", "2020-10-12"),
        ("Flash update 3 | [9 October 2020] | Example Desk\n\nKARABAKH\n\n", None),
        ("STEPANAKERT, [9 OCT 20] (EXAMPLE DESK) -- ", None),
        ("Published [2020-10-09] 17:40 UTC\n\n", None),
    ],
)
def test_days_count_from_the_date_line(head: str, published: str | None) -> None:
    """A date line is the day that the report was written on, whatever day it was published."""
    text, _ = marked(head + "Shells fell on Thursday.")

    dateline, thursday = periods(text, published)

    assert (dateline.relation, thursday.relation) == ("dateline", "at")
    assert (date(2020, 10, 9), date(2020, 10, 8)) == (dateline.date_start, thursday.date_start)


def test_a_day_before_what_happened_on_it_is_its_day() -> None:
    """A summary that begins with a day and a colon tells when it happened, and days count from there."""
    heading, overnight = periods("10/17/2020: Rockets fell on Ganja overnight.", None)

    assert ("at", date(2020, 10, 17)) == (heading.relation, heading.date_start)
    assert date(2020, 10, 16) == overnight.date_start


@pytest.mark.parametrize(
    ("sentence", "published", "expected"),
    [
        ("Two died on [December 30].", "2021-01-03", "2020-12-30"),
        ("Talks will open on [January 4].", "2020-12-30", "2021-01-04"),
        ("Six have died since [January].", "2020-10-22", "2020-01-01"),
        ("Six died on [Saturday].", "2021-01-03", "2021-01-02"),
    ],
)
def test_a_date_without_a_year_is_near_its_report(sentence: str, published: str, expected: str) -> None:
    """The year is the one that brings the date nearest, before the report unless the sentence looks ahead."""
    text, (words,) = marked(sentence)

    (found,) = periods(text, published)

    assert (words, date.fromisoformat(expected)) == (found.text, found.date_start)


WORDS = st.sampled_from(
    [
        "October",
        "May",
        "17",
        "the",
        "of",
        "2020",
        "last",
        "Tuesday",
        "night",
        "to",
        "from",
        "since",
        ",",
        ".",
        "two",
        "days",
        "ago",
        "31",
        "February",
        "next",
        "day",
        "earlier",
        "week",
        "-",
        "/",
        "said",
        "will",
        "overnight",
        "between",
        "and",
        "month",
        "then",
    ]
)


@given(
    st.lists(WORDS, max_size=25).map(" ".join),
    st.sampled_from([None, PUBLISHED, "2020-02-29", "0001-01-01", "9999-12-31"]),
)
def test_times_lie_in_the_text_in_order(text: str, published: str | None) -> None:
    """Whatever the words, times are at their spans, in order and apart, and the same twice."""
    mentions = find_times(prose(text, published))

    assert mentions == find_times(prose(text, published))
    for mention in mentions:
        assert mention.text == mention.span.of(text)
        assert isinstance(mention.value, Period)
        assert mention.value.date_start <= mention.value.date_end
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
