"""Helpers for tests that read like sentences."""

import re
from datetime import date

from recounted.lexicon import lexicon
from recounted.model import Document, content_id
from recounted.prose import Prose, split


def report(text: str, published: str | None = None, publisher: str | None = "Example Desk") -> Document:
    """A document with this text."""
    day = date.fromisoformat(published) if published else None
    return Document(id=content_id(text), ref="test", text=text, raw=text.encode(), publisher=publisher, published=day)


def prose(text: str, published: str | None = None) -> Prose:
    """The words of a document with this text."""
    return split(report(text, published), lexicon("en"))


def marked(sentence: str) -> tuple[str, list[str]]:
    """Split "a [b] c" into the text without brackets and the words that were in them."""
    return re.sub(r"[\[\]]", "", sentence), re.findall(r"\[(.*?)\]", sentence)
