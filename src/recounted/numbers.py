"""Whole numbers in digits and words."""

from recounted.prose import Prose


def read_number(prose: Prose, at: int) -> tuple[int, int] | None:
    """The number that begins at a word, and the word after it; None where no number begins."""
    word = prose.lower[at]
    return (int(word), at + 1) if word.isascii() and word.isdigit() else None
