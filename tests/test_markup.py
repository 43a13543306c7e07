"""Claims and incidents as a notebook shows them."""

import re
from html import escape, unescape

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import incident, told

from marks import report
from recounted import extract
from recounted.markup import bounds, facts, marked
from recounted.model import FLOOR

TEXT = "Shells hit Martuni on Friday, wounding at least two people, officials said."


def test_a_claim_shows_its_words_with_the_evidence_marked() -> None:
    """Each value of the claim is marked at its words, with a word on what it is."""
    (claim,) = extract(report(TEXT, published="2020-10-09"))
    page = claim._repr_html_()
    shown = {words: title for title, words in re.findall(r'<mark title="([^"]*)">([^<]*)</mark>', page)}

    assert shown["Martuni"] == "place"
    assert shown["officials"] == "source"
    assert shown["Friday"] == "2020-10-09"
    assert "people injured: 2 or more" in shown.values()


def test_an_incident_shows_its_ranges() -> None:
    """Low and high of each harm are there, with what a reader must mind; no best is made up."""
    claims = [*told(killed=(13,))[1], *told("b", (15,))[1]]
    one = incident(claims)
    disputed = msgspec.structs.replace(one.estimates[0], disputed=True, flags=("deaths denied",))
    page = msgspec.structs.replace(one, estimates=(disputed,))._repr_html_()

    assert "<td>13–15</td>" in page
    assert "deaths denied; disputed" in page
    assert "Barda, 2020-10-27: sources" in page


def test_an_open_bound_is_shown_open() -> None:
    """The highest figure, where it is told as "at least" so many, is no upper bound in a notebook either."""
    one = incident(told(killed=(13,))[1])
    least = msgspec.structs.replace(one.estimates[0], flags=(FLOOR,))

    assert "<td>13 or more</td>" in msgspec.structs.replace(one, estimates=(least,))._repr_html_()


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (None, None, None, "unknown"),
        (0, 0, 0, "0"),
        (13, 13, 13, "13"),
        (5, None, 7, "5–7"),
        (5, 6, 7, "5–7 (best 6)"),
        (5, None, None, "5 or more"),
        (5, 5, None, "5 or more"),
        (5, 6, None, "5 or more (best 6)"),
        (None, None, 7, "at most 7"),
        (1000, None, 2000, "1,000–2,000"),
    ],
)
def test_bounds_in_words(low: int | None, best: int | None, high: int | None, said: str) -> None:
    """Unknown is told from none."""
    assert bounds(low, best, high) == said


@given(st.text(), st.lists(st.tuples(st.integers(-1, 30), st.integers(-1, 30), st.text(max_size=3))))
def test_marks_change_no_word(text: str, marks: list[tuple[int, int, str]]) -> None:
    """Whatever is marked, without the marks the words are those of the text, and none of them is read as HTML."""
    page = re.sub(r'<mark title="[^"]*">|</mark>', "", marked(text, marks))

    assert "<" not in page
    assert unescape(page) == unescape(escape(text))


def test_what_reports_say_is_no_markup() -> None:
    """Names of sources and places are escaped."""
    assert "<script>" not in facts([("who", "<script>alert(1)</script>")])
