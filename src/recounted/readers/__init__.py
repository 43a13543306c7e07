"""Readers turn files into documents. What cannot be read becomes a failure, and the rest goes on."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from recounted.errors import ReadError
from recounted.lexicon import languages
from recounted.model import Document, Failure
from recounted.readers.html import markup, page
from recounted.readers.sources import Defaults, Source, expand, standard_input
from recounted.readers.table import row_of, rows
from recounted.readers.text import decode, tidy

Result = Document | Failure

ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
}

TABLES = frozenset({"jsonl", "csv"})


def read(
    sources: Iterable[str],
    *,
    published: date | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Iterator[Result]:
    """Every document that the sources hold, in a fixed order, and a failure for each that cannot be read.

    Args:
        sources: files, folders (with all that is in them), globs, or "-" for standard input.
        published, publisher, language: what holds where a document does not say it itself.
    """
    defaults = Defaults(published=published, publisher=publisher, language=language)
    for source in find_sources(sources):
        if isinstance(source, Failure):
            yield source
        else:
            yield from load(source, defaults)


def find_sources(names: Iterable[str]) -> Iterator[Source | Failure]:
    """Every single report that the names stand for, unread; tables by rows."""
    for source in expand(names, ENDINGS):
        if isinstance(source, Failure):
            yield source
        elif source.path == "-":
            try:
                yield Source(ref="-", held=standard_input())
            except ReadError as error:
                yield Failure(ref="-", reason=str(error))
        elif source.kind in TABLES:
            try:
                yield from rows(source)
            except OSError as error:
                yield Failure(ref=source.ref, reason=str(error))
        else:
            yield source


def load(source: Source, defaults: Defaults) -> Iterator[Result]:
    """The document of a source, and what could not be understood of it. Needs nothing but its arguments."""
    try:
        raw = source.raw()
        yield from READERS[source.kind or guess(raw)](raw, source.ref, defaults)
    except ReadError as error:
        yield Failure(ref=source.ref, reason=str(error))


def guess(raw: bytes) -> str:
    """The reader for bytes that no name tells of."""
    start = raw[:1000].lstrip().lower()
    return "html" if start.startswith((b"<!doctype html", b"<html")) else "text"


def read_text(raw: bytes, ref: str, defaults: Defaults) -> Iterator[Result]:
    """A plain text."""
    yield from finish(raw, ref, {"text": decode(raw), "media_type": "text/plain"}, defaults)


def read_html(raw: bytes, ref: str, defaults: Defaults) -> Iterator[Result]:
    """A web page."""
    found = page(markup(raw))
    said = {name: getattr(found, name) for name in found.__struct_fields__}
    yield from finish(raw, ref, {**said, "media_type": "text/html"}, defaults)


def read_row(raw: bytes, ref: str, defaults: Defaults) -> Iterator[Result]:
    """A row of a table."""
    row = row_of(raw)
    said: dict[str, Any] = {}
    if not row.get("text") and row.get("html"):
        found = page(str(row["html"]))
        said = {name: getattr(found, name) for name in found.__struct_fields__}
    said |= {name: str(row[name]) for name in ("text", "title", "publisher", "author", "url", "published", "language") if row.get(name)}
    yield from finish(raw, str(row.get("id") or row.get("url") or ref), {**said, "media_type": "application/json"}, defaults)


READERS: dict[str, Callable[[bytes, str, Defaults], Iterator[Result]]] = {
    "text": read_text,
    "html": read_html,
    "row": read_row,
}


def finish(raw: bytes, ref: str, said: dict[str, Any], defaults: Defaults) -> Iterator[Result]:
    """A document out of what a reader found, and a failure for each thing that makes no sense."""
    text = tidy(said.get("text") or "")
    if not text.strip():
        raise ReadError("There is no text in it. Give the text in the column text or html.")
    language = said.get("language") or defaults.language or "en"
    if language not in languages():
        raise ReadError(f'The language "{language}" is not supported. Supported are: {", ".join(languages())}.')
    day = said.get("published")
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day[:10])
        except ValueError:
            yield Failure(ref=ref, reason=f'The date "{day}" is none. Write it as 2020-10-28.')
            day = None
    yield Document(
        id=hashlib.sha256(raw).hexdigest(),
        ref=ref,
        text=text,
        raw=raw,
        media_type=said["media_type"],
        title=said.get("title"),
        publisher=said.get("publisher") or defaults.publisher,
        author=said.get("author"),
        url=said.get("url"),
        published=day or defaults.published,
        language=language,
    )
