"""Whole numbers in digits and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import prose
from recounted.numbers import read_number

NUMBERS = [
    ("12 people", 12, "12"),
    ("1,846 houses", 1846, "1,846"),
    ("1 846 houses", 1846, "1 846"),
    ("1.846 houses", 1846, "1.846"),
    ("12.345.678 people", 12345678, "12.345.678"),
    ("12k people", 12000, "12k"),
    ("1.2 million people", 1_200_000, "1.2 million"),
    ("1.846 million people", 1_846_000, "1.846 million"),
    ("2 million people", 2_000_000, "2 million"),
    ("sixty one civilians", 61, "sixty one"),
    ("Sixty-one civilians", 61, "Sixty-one"),
    ("three dozen men", 36, "three dozen"),
    ("a dozen men", 12, "a dozen"),
    ("half a dozen men", 6, "half a dozen"),
    ("half a million people", 500_000, "half a million"),
    ("a hundred and twenty men", 120, "a hundred and twenty"),
    ("one hundred and twenty men", 120, "one hundred and twenty"),
    ("two hundred men", 200, "two hundred"),
    ("two hundred and five men", 205, "two hundred and five"),
    ("three thousand two hundred men", 3200, "three thousand two hundred"),
    ("twelve hundred men", 1200, "twelve hundred"),
    ("a hundred thousand people", 100_000, "a hundred thousand"),
    ("five hundred thousand people", 500_000, "five hundred thousand"),
    ("five and six", 5, "five"),
    ("twenty and thirty men", 20, "twenty"),
    ("nineteen eighty", 19, "nineteen"),
    ("zero deaths", 0, "zero"),
]


@pytest.mark.parametrize(("text", "value", "words"), NUMBERS)
def test_a_number_is_read_to_its_last_word(text: str, value: int, words: str) -> None:
    """Digits with separators, number words and multipliers give one value and the words that make it."""
    read = read_number(prose(text), 0)

    assert read is not None
    assert read[0] == value
    assert prose(text).span(0, read[1]).of(text) == words


@pytest.mark.parametrize(
    "text",
    ["a man", "half the men", "2.5 kilometres", "93rd Brigade", "28-year-old nurse", "and", "M-16", "0.5", "1.2.3"],
)
def test_other_words_are_no_number(text: str) -> None:
    """An article alone, a fraction, an ordinal, an age and a name give nothing."""
    assert read_number(prose(text), 0) is None


@given(st.integers(min_value=0, max_value=10**9))
def test_grouped_digits_are_read_as_printed(value: int) -> None:
    """Any whole number with thousands commas is read back as it was."""
    assert read_number(prose(f"{value:,} people"), 0) == (value, 1)
