"""Web pages: the main text, and what the page says of itself."""

import re
from datetime import date
from typing import Any

import msgspec

from recounted.errors import ReadError
from recounted.readers.text import decode, decoded, tidy

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page's main text, and what it says of itself; None where it does not."""

    text: str
    title: str | None
    publisher: str | None
    author: str | None
    url: str | None
    published: date | None
    language: str | None


def page(markup: str) -> Page:
    """The main text of a page: paragraphs with a blank line between, without headline, tables, captions and furniture.

    Raises:
        ReadError: the page has no main text.
    """
    from trafilatura import bare_extraction

    found: Any = bare_extraction(markup, include_comments=False, include_tables=False, with_metadata=True)
    if found is None or not (found.text or "").strip():
        raise ReadError("The page has no main text. Save the article itself, or its text as .txt.")
    title = found.title and tidy(found.title).strip()
    blocks = [tidy(block).strip() for block in found.text.split("\n")]
    if title in blocks[:5]:
        blocks = blocks[blocks.index(title) + 1 :]
    return Page(
        text="\n\n".join(block for block in blocks if block),
        title=title,
        publisher=found.sitename,
        author=found.author,
        url=found.url,
        published=date.fromisoformat(found.date) if found.date else None,
        language=(found.language or "").partition("-")[0] or None,
    )


def markup(raw: bytes) -> str:
    """The bytes of a page as text, in the encoding that it names where that fits.

    Raises:
        ReadError: they are no text.
    """
    if named := CHARSET.search(raw[:4096]):
        try:
            return decoded(raw, named[1].decode("ascii"))
        except (ReadError, LookupError):
            pass
    return decode(raw)
