"""Texts with their spans lit, and words that steer a screen."""

import re
from html import unescape

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import told

from recounted.errors import EvidenceError
from recounted.model import Span
from recounted.web.marking import excerpt, locate, marked
from recounted.web.wording import MOST, shown, visible

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def bare(page: str) -> str:
    """What a reader sees of a page: no tags, no numbers of claims with who says them, no breaks."""
    without = re.sub(r'<a class="ref.*?</a><span class="tip".*?</span>', "", page)
    return "".join(unescape(re.sub(r"<[^>]*>", "", without)).split())


@given(before=TEXTS, after=TEXTS)
def test_marking_changes_no_word(before: str, after: str) -> None:
    """Whatever stands before and after, the text with its marks reads as the text, and each mark as its span."""
    document, (claim,) = told("a", (13,), "Barda")
    shift = len(before)
    text = before + document.text + after
    moved = msgspec.convert(shifted(msgspec.to_builtins(claim), shift), type(claim))
    page = str(marked(text, [moved], claim.id))
    figure = moved.toll[0].span

    assert bare(page) == "".join(visible(text).split())
    assert f'data-span="{figure.start}:{figure.end}"' in page
    assert figure.of(text) == "13"


def shifted(value: object, by: int) -> object:
    """A record with every span moved."""
    if isinstance(value, dict):
        return {
            name: [part + by for part in own] if name.endswith("span") and own else shifted(own, by)
            for name, own in value.items()
        }
    return [shifted(own, by) for own in value] if isinstance(value, list | tuple) else value


def test_an_excerpt_holds_the_claim_and_little_more() -> None:
    """The words of a claim stand in its excerpt with some words around them, and dots where more was left out."""
    document, (claim,) = told("a", (13,), "Barda")
    text = document.text + " Later word." * 40
    found = bare(str(excerpt(claim, text)))

    assert "".join(claim.text.split()) in found
    assert found.endswith("…")
    assert len(found) < len(claim.text) + 250


@given(words=TEXTS)
def test_nothing_that_is_shown_steers_a_screen(words: str) -> None:
    """No control and no turn of direction gets through, and nothing else is changed."""
    found = visible(words)

    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]", found)
    assert (
        re.sub(r"⟨U\+[0-9A-F]{4}⟩", "", found)
        == re.sub("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]", "", words)
        or "⟨U+" in words
    )


def test_a_giant_value_is_cut_and_says_so() -> None:
    """No single value fills a page."""
    cut = str(shown("A" * 1_000_000))

    assert len(cut) < MOST + 40
    assert "1,000,000 characters" in cut


@pytest.mark.parametrize("quote", ["thirteen", "12"])
def test_a_quote_must_be_there_exactly_once(quote: str) -> None:
    """What is absent, or could be in two places, is refused."""
    with pytest.raises(EvidenceError, match="Quote"):
        locate(quote, "12 were killed and 12 injured.", Span(0, 30))


def test_a_quote_is_found_where_it_stands() -> None:
    """A quote that stands once within the stretch has its offsets in the whole text."""
    assert locate("injured", "12 were killed and 12 injured.", Span(5, 30)) == Span(22, 29)
