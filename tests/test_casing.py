"""Text that is printed in capitals throughout is read as among small letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import prose
from recounted.extractors.rules import extract
from recounted.model import Claim


def claims(text: str) -> list[Claim]:
    """The claims of a text."""
    return extract(prose(text, "1990-01-04").document)


@pytest.mark.parametrize(
    ("shouted", "settled"),
    [
        (
            "THREE SUBVERSIVES WERE KILLED IN CLASHES IN SAN MIGUEL.",
            "Three subversives were killed in clashes in San Miguel .",
        ),
        (
            "A BOMB WENT OFF IN GUATEMALA CITY ON 5 JULY, POLICE SAID.",
            "A bomb went off in Guatemala City on 5 July , police said .",
        ),
        (
            "BOGOTA, 3 JAN 90 -- TWO MEN WERE SHOT AT THEIR OFFICE.",
            "BOGOTA , 3 JAN 90 - - Two men were shot at their office .",
        ),
        ("KYIV - Two men were shot at their office.", "KYIV - Two men were shot at their office ."),
        ("The UN, the EU and NATO met the OSCE.", "The UN , the EU and NATO met the OSCE ."),
    ],
)
def test_words_in_capitals_are_as_among_small_letters(shouted: str, settled: str) -> None:
    """Names keep one capital, a dateline all of them; a text that only names bodies stays as it is."""
    assert settled == " ".join(prose(shouted).printed)


def test_a_report_in_capitals_tells_what_it_tells_in_small_letters() -> None:
    """The same harm, numbers and places, with the very words of the text."""
    text = "Gunmen killed three farmers and wounded seven others in the village of San Ramon on Tuesday."
    (small,), (large,) = claims(text), claims(text.upper())

    assert [(f.harm, f.category, f.best) for f in large.toll] == [(f.harm, f.category, f.best) for f in small.toll]
    assert [p.name.upper() for p in small.locations] == [p.name for p in large.locations]
    assert small.time is not None and large.time is not None and small.time.date_start == large.time.date_start


@given(st.text(alphabet="AB CDEFGHIJ KLMNO .,-\n", max_size=200))
def test_spans_lie_where_they_did(text: str) -> None:
    """Other letters move no word."""
    own = prose(text)

    assert all(
        text[start:end].lower() == word.lower()
        for start, end, word in zip(own.starts, own.ends, own.printed, strict=True)
        if word.strip()
    )
