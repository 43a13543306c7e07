"""A text cut into words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.words import plain, surface, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armenia’s army didn't fire.", ["Armenia", "’s", "army", "didn't", "fire", "."]),
        ("the U.S. base at 10 a.m.", ["the", "U.S.", "base", "at", "10", "a.m."]),
        ("1,846 houses, 1 846 houses", ["1,846", "houses", ",", "1 846", "houses"]),
        (
            "a 50-year-old man, M23, T-72 and al-Ahli",
            ["a", "50-year-old", "man", ",", "M23", ",", "T-72", "and", "al-Ahli"],
        ),
        ("10-15 dead, 10–15 hurt", ["10", "-", "15", "dead", ",", "10", "–", "15", "hurt"]),
        ("$100m in aid", ["$", "100m", "in", "aid"]),
        ("see https://example.org/a?b=1 now", ["see", "https://example.org/a?b=1", "now"]),
        ("e\u0301te\u0301 😀 غزة 北京", ["e\u0301te\u0301", "😀", "غزة", "北京"]),
    ],
)
def test_words_are_cut_as_a_reader_sees_them(text: str, expected: list[str]) -> None:
    """Numbers, initials, possessives, hyphenated words, addresses and other scripts are cut where a reader would."""
    assert expected == [match[0] for match in words(text)]


@given(st.text())
def test_words_cover_all_that_is_visible(text: str) -> None:
    """No visible character lies outside every word, and no word overlaps another."""
    spans = [match.span() for match in words(text)]
    covered = {at for start, end in spans for at in range(start, end)}

    assert all(at in covered for at, character in enumerate(text) if not character.isspace())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("word", "look"),
    [
        ("12", "digits"),
        ("1,846", "digits"),
        ("12k", "mixed"),
        ("M23", "mixed"),
        ("UN", "caps"),
        ("Baku", "name"),
        ("fire", "word"),
        (",", "mark"),
    ],
)
def test_surface_tells_what_a_word_looks_like(word: str, look: str) -> None:
    """Digits, mixed forms, capitals, names, words and marks are told apart."""
    assert look == surface(word)


def test_plain_levels_quotes_and_case() -> None:
    """Curly and straight apostrophes, hyphens of every make and capitals are looked up alike."""
    assert plain("Didn’t") == plain("didn't")
    assert plain("front‑line") == "front-line"


def test_a_long_row_of_marks_is_cut_mark_by_mark() -> None:
    """Marks without end are as many words; looking for an address in each of them takes no time that grows."""
    assert 200_000 == sum(1 for _ in words("." * 200_000))
