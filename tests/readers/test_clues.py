"""Tests of what a text tells of itself: its date and its language."""

from datetime import date

import pytest

from recounted.errors import ReadError
from recounted.readers.clues import day_of, filed_by, headed, language_of

DAY = date(2020, 10, 28)
ENGLISH = "The mayor said that the shells which fell on the town had hurt two people who were at their door. " * 3
FRENCH = "Le maire a dit que les obus tombés sur la ville avaient blessé deux personnes devant leur porte. " * 3


@pytest.mark.parametrize(
    "text",
    [
        "BARDA, October 28, 2020 (Example Desk) - Shells fell on the town.",
        "STEPANAKERT, 28 October 2020 - Shells fell on the town.",
        "YEREVAN, Oct. 28, 2020 /Example Desk/. Shells fell on the town.",
        "BAKU, October 28, 2020\n\nShells fell on the town.",
        "Goris, Armenia, 28 Oct 2020 – Shells fell on the town.",
        " date 2020-10-28 By A. Writer\n\nShells fell on the town.",
        "Published 2020-10-28 17:40 UTC\n\nShells fell on the town.",
        "Published: Wednesday, 28 October 2020\n\nShells fell on the town.",
        "Flash update No. 3 | 28 October 2020 | Example Desk\n\nShells fell on the town.",
        "28 October 2020\n\nShells fell on the town.",
        "28.10.2020 12:30\nShells fell on the town.",
        "Shells fall on town\nBy A. Writer, 28th of October 2020\n\nShells fell on the town.",
    ],
)
def test_the_head_of_a_report_gives_its_date(text: str) -> None:
    """A dateline or a line at the head with a full date tells when the report is from."""
    assert headed(text, "en") == DAY


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell on the town on October 28, 2020, the mayor said.",
        "On October 28, 2020 shells fell on the town.",
        "By 28 October 2020 the town was empty, and only soldiers were left in its streets.",
        "BARDA, October 28 (Example Desk) - Shells fell on the town.",
        "BARDA, Azerbaijan - Shells that fell here on 28 October 2020 killed two.",
        "Published 2020-13-45\n\nShells fell on the town.",
        "Published 2020-02-30\n\nShells fell on the town.",
        "One.\n\nTwo.\n\nThree.\n\n28 October 2020\n\nFive.",
        "Room 2020-10-281 was hit.",
        "",
    ],
)
def test_a_date_within_the_report_is_not_its_own(text: str) -> None:
    """A day that the report tells of, a day without a year and a day of no calendar leave the date open."""
    assert headed(text, "en") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("YEREVAN, October 28, 2020 (Example Desk) - Shells fell on the town.", "Example Desk"),
        ("BAKU, October 28. /Example Desk/. Shells fell on the town.", "Example Desk"),
        ("GANJA, Azerbaijan (ED) — Shells fell on the town.", "ED"),
        ("YEREVAN, October 28, 2020 (Example Desk)\n\nShells fell on the town.", "Example Desk"),
        ("Example Desk | 28 October 2020\n\nShells fell on the town.", "Example Desk"),
        ("Flash update No. 3 | 28 October 2020 | Example Desk\n\nShells fell on the town.", "Example Desk"),
        ("Shells fall on town\n\nYEREVAN (Example Desk) - Shells fell on the town.", "Example Desk"),
        ("YEREVAN, October 28, 2020 - Shells fell on the town.", None),
        ("Shells fell on the town (Terter) - and on two villages.", None),
        ("One Desk | 28 October 2020 | Other Desk\n\nShells fell on the town.", None),
        ("BAKU (28 October) - Shells fell on the town.", None),
    ],
)
def test_the_head_of_a_report_names_its_desk(text: str, expected: str | None) -> None:
    """A dateline or a divided line at the head tells who filed the report, if only one name stands there."""
    assert filed_by(text, "en") == expected


@pytest.mark.parametrize(
    "value",
    [
        "2020-10-28",
        "2020-10-28T19:05:00+04:00",
        " 2020-10-28 00:00:00 ",
        "20201028",
        "28 October 2020",
        "Oct 28, 2020",
        "Wed, 28 Oct 2020 15:00:00 GMT",
        "28.10.2020",
    ],
)
def test_a_day_is_read_as_tables_write_it(value: str) -> None:
    """The usual forms of one day are understood."""
    assert day_of(value, "en") == DAY


@pytest.mark.parametrize(
    "value", ["2020-13-45", "10/28/2020", "2020", "yesterday", "October 2020", "1603843200000", ""]
)
def test_what_is_no_full_day_is_none(value: str) -> None:
    """Impossible, ambiguous and partial dates are not guessed at."""
    assert day_of(value, "en") is None


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        (ENGLISH, None, "en"),
        (ENGLISH, "en", "en"),
        (ENGLISH, "fr", "en"),
        ("Two were hurt.", None, "en"),
        ("Two were hurt.", "en", "en"),
    ],
)
def test_the_words_tell_the_language(text: str, marked: str | None, expected: str) -> None:
    """What the words say weighs more than how a page is marked, which often is wrong."""
    assert language_of(text, marked) == expected


@pytest.mark.parametrize(
    ("text", "marked", "told"),
    [
        (FRENCH, "en", "marked"),
        (FRENCH, None, "Its words"),
        ("Deux blessés.", "fr", "marked"),
        ("市場に砲弾が落ちた。" * 99, None, "words"),
        ("市場に砲弾が落ちた。", "ja", "marked"),
    ],
)
def test_a_language_without_words_is_refused(text: str, marked: str | None, told: str) -> None:
    """A text in a language that is not supported is refused, and the supported ones are named."""
    with pytest.raises(ReadError, match=rf"{told}.*Supported: .*\ben\b.*--language"):
        language_of(text, marked)
