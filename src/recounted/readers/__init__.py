"""Readers turn files into documents. What cannot be read becomes a failure, and the rest goes on."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BufferedReader, BytesIO
from itertools import groupby
from typing import BinaryIO

from msgspec.structs import replace

from recounted.errors import LexiconError, ReadError
from recounted.fetching import Fetcher
from recounted.model import Document, Failure
from recounted.readers.documents import Said, make, supported
from recounted.readers.feed import feed_entries
from recounted.readers.html import read_html
from recounted.readers.mail import read_mail, read_saved_page
from recounted.readers.parquet import parquet_rows
from recounted.readers.pdf import read_pdf
from recounted.readers.sources import LIMIT, Defaults, Source, bounded, expand, opened, unreadable
from recounted.readers.table import csv_rows, json_rows, read_row
from recounted.readers.text import decode
from recounted.readers.warc import read_capture, wacz_records, warc_records
from recounted.readers.web import fetched, is_address

__all__ = [
    "ENDINGS",
    "READERS",
    "Defaults",
    "Source",
    "find_files",
    "find_sources",
    "load",
    "read",
    "reports",
    "supported",
]

#: How the name of a file ends → what it holds.
ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".eml": "mail",
    ".mhtml": "saved",
    ".mht": "saved",
    ".pdf": "pdf",
    ".parquet": "parquet",
    ".warc": "warc",
    ".gz": "warc",
    ".wacz": "wacz",
}

JSONL = re.compile(rb'\s*\{[ \t]*"')
JSON = re.compile(rb'\s*[\[{]\s*[\[{"]')
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


def read(
    sources: Iterable[str],
    *,
    published: date | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Iterator[Document | Failure]:
    """Every document that the sources hold, in a fixed order, and a failure for each that cannot be read.

    Args:
        sources: files, folders (with all that is in them), globs, addresses of the web, or "-" for standard input.
        published, publisher, language: what holds where a document does not say it itself.
    """
    defaults = Defaults(published=published, publisher=publisher, language=language)
    for source in find_sources(sources):
        yield from load(source, defaults)


def find_sources(names: Iterable[str]) -> Iterator[Source | Failure]:
    """Every single report that the names stand for, not yet read; tables row by row. One name may come alone."""
    each = [names] if isinstance(names, str) else names
    return (one for source in found(each) for one in reports(source))


def reports(source: Source | Failure) -> Iterator[Source | Failure]:
    """The single reports of a file: itself, or where it is a table, an archive or a feed, what is in it, one by one."""
    if isinstance(source, Failure) or source.kind in READERS:
        yield source
        return
    try:
        with opened_source(source) as file:
            kind = source.kind or guess(file.peek(1))
            if kind in ROWS:
                yield from ROWS[kind](file, source.ref)
            else:
                yield Source(ref=source.ref, kind=kind, held=bounded(file.read(LIMIT + 1)))
    except OSError as error:
        yield Failure(ref=source.ref, reason=unreadable(error))
    except ReadError as error:
        yield Failure(ref=source.ref, reason=str(error))
    except Exception as error:  # a file that breaks a library must not end the run
        yield Failure(ref=source.ref, reason=broken(error))


def found(names: Iterable[str]) -> Iterator[Source | Failure]:
    """The files that the names stand for, and what is behind those that are addresses of the web, in their order."""
    for web, run in groupby(names, is_address):
        if not web:
            yield from expand(run, ENDINGS)
            continue
        with Fetcher() as fetcher:
            yield from (fetched(name, fetcher, guess) for name in run)


def find_files(names: Iterable[str]) -> Iterator[Source | Failure]:
    """The files that the names stand for, in their order; tables whole."""
    return expand(names, ENDINGS)


@contextmanager
def opened_source(source: Source) -> Iterator[BufferedReader]:
    """The bytes of a source: those at hand, or those behind its path."""
    if source.held is not None:
        yield BufferedReader(BytesIO(source.held))
        return
    with opened(source.path or "") as file:
        yield file


def load(source: Source | Failure, defaults: Defaults) -> Iterator[Document | Failure]:
    """The document of a source, and what could not be understood of it. Depends on nothing but its arguments."""
    if isinstance(source, Failure):
        yield source
        return
    try:
        raw = source.raw()
        said = READERS[source.kind or "text"](raw)
        yield from make(raw, source.ref, said if said.url else replace(said, url=source.url), defaults)
    except ReadError as error:
        yield Failure(ref=source.ref, reason=str(error))
    except LexiconError:  # the package itself is broken, whatever is read
        raise
    except Exception as error:  # a page that breaks a library must not end the run
        yield Failure(ref=source.ref, reason=broken(error))


def broken(error: Exception) -> str:
    """What a library complains of, and what to do."""
    return f"Reading it failed with {type(error).__name__}: {error}. Save its text as .txt, and read that."


def guess(start: bytes) -> str:
    """What bytes hold that no name tells of, by how they begin."""
    if JSONL.match(start):
        return "jsonl"
    if JSON.match(start):
        return "json"
    columns = re.split(rb"[,;\t]", start.partition(b"\n")[0].strip().lower())
    if len(columns) > 1 and {b"text", b"html"}.intersection(column.strip(b'" \r') for column in columns):
        return "csv"
    return "html" if HTML.match(start) else "text"


def read_text(raw: bytes) -> Said:
    """What a plain text says.

    Raises:
        ReadError: it is no text.
    """
    return Said(text=decode(raw))


def read_json(_raw: bytes) -> Said:
    """Nothing: JSON is read only as a table.

    Raises:
        ReadError: always.
    """
    raise ReadError(
        "It is JSON, but no table. Write one object with the columns text or html on each line, and name it .jsonl."
    )


#: What a file holds that has many reports → what tells them apart: one report, or one failure, after the other.
ROWS: dict[str, Callable[[BinaryIO, str], Iterator[Source | Failure]]] = {
    "jsonl": json_rows,
    "csv": csv_rows,
    "feed": feed_entries,
    "parquet": parquet_rows,
    "warc": warc_records,
    "wacz": wacz_records,
}

#: What bytes hold → the reader that tells what they say. Tables are read by their rows.
READERS: dict[str, Callable[[bytes], Said]] = {
    "text": read_text,
    "html": read_html,
    "row": read_row,
    "json": read_json,
    "mail": read_mail,
    "saved": read_saved_page,
    "pdf": read_pdf,
    "capture": read_capture,
}
