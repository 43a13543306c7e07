"""What a reader found becomes a document."""

import hashlib
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import msgspec

from recounted.errors import ReadError
from recounted.model import Document, Failure
from recounted.readers.clues import day_of, filed_by, headed, known_languages, language_of
from recounted.readers.sources import Defaults
from recounted.readers.text import tidy


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What bytes say: a report's text, and what they say of it; None where they do not.

    `language` is stated by whoever made a table; `marked` is what a page claims, which often is wrong; `lacks` says
    what was not read of it, and why.
    """

    text: str
    media_type: str = "text/plain"
    ref: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | str | None = None
    language: str | None = None
    marked: str | None = None
    lacks: tuple[str, ...] = ()


def make(raw: bytes, ref: str, said: Said, defaults: Defaults) -> Iterator[Document | Failure]:
    """The document that bytes hold, and a failure for a date that is none, and for each thing that was not read.

    Raises:
        ReadError: there is no text, or its language is not supported.
    """
    text = tidy(said.text)
    if not any(map(str.isalnum, text)):
        raise ReadError("It has no text. Check that it was saved or downloaded whole.")
    name = said.ref or ref
    language = supported(said.language or defaults.language) or language_of(text, said.marked)
    published = said.published if isinstance(said.published, date) else None
    if isinstance(said.published, str) and not (published := day_of(said.published, language)):
        reason = f'"{said.published[:40]}" is no date that can be told, and is left out. Write dates as 2020-10-28.'
        yield Failure(ref=name, reason=reason)
    yield from (Failure(ref=name, reason=reason) for reason in said.lacks)
    yield Document(
        id=hashlib.sha256(raw).hexdigest(),
        ref=name,
        text=text,
        raw=raw,
        media_type=said.media_type,
        title=one_line(said.title),
        publisher=one_line(said.publisher) or defaults.publisher or filed_by(text, language) or host(said.url),
        author=one_line(said.author),
        url=one_line(said.url),
        published=published or headed(text, language) or defaults.published,
        language=language,
    )


def supported(language: str | None) -> str | None:
    """The code of a language that somebody stated.

    Raises:
        ReadError: there are no words for it.
    """
    code = language and language.strip().lower().replace("_", "-").partition("-")[0]
    if code and code not in known_languages():
        raise ReadError(
            f'The language "{language}" is not supported. Supported: {", ".join(known_languages())}. '
            "docs/add-a-language.md says how to add one."
        )
    return code or None


def one_line(value: str | None) -> str | None:
    """A value without breaks and outer spaces; None where nothing is left."""
    return " ".join(tidy(value).split()) or None if value else None


def host(url: str | None) -> str | None:
    """The site that an address belongs to."""
    try:
        return urlsplit(url or "").netloc.removeprefix("www.") or None
    except ValueError:
        return None
