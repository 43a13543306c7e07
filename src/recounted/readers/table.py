"""Tables of documents, streamed: JSONL and CSV with columns id, text or html, title, publisher, url, published, language."""

import csv
import json
import os
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from recounted.errors import ReadError
from recounted.model import Failure
from recounted.readers.sources import LIMIT, Source
from recounted.readers.text import decode

NEEDED = ("text", "html")


def json_rows(file: BinaryIO, ref: str) -> Iterator[Source | Failure]:
    """The rows of a JSONL table, each with its raw line."""
    for number, line in enumerate(iter(lambda: file.readline(LIMIT + 1), b""), 1):
        if line.strip():
            yield Source(ref=f"{ref}:{number}", kind="row", held=line.strip())


def csv_rows(file: BinaryIO, ref: str) -> Iterator[Source | Failure]:
    """The rows of a CSV table, each as a JSON object in a canonical form."""
    csv.field_size_limit(LIMIT)
    rows = csv.DictReader(decode(line) if line.strip() else "\n" for line in file)
    columns = list(rows.fieldnames or ())
    if not set(NEEDED).intersection(columns):
        yield lacking(ref, columns)
        return
    for row in rows:
        held = {key: value for key, value in row.items() if key is not None and value}
        raw = json.dumps(held, ensure_ascii=False, sort_keys=True).encode()
        yield Source(ref=f"{ref}:{rows.line_num}", kind="row", held=raw)


def lacking(ref: str, columns: Iterable[str]) -> Failure:
    """The failure of a table without reports in it."""
    shown = ", ".join(columns) or "none"
    return Failure(ref=ref, reason=f'The table has no column "text" or "html". It has: {shown}. Rename the column of the reports.')


def row_of(raw: bytes) -> dict[str, Any]:
    """The columns of one row.

    Raises:
        ReadError: the row is no JSON object.
    """
    try:
        row = json.loads(decode(raw))
    except ValueError as error:
        raise ReadError(f"The line is no JSON: {error}. Mend the line, or write the table again.") from error
    if not isinstance(row, dict):
        raise ReadError("The line is no JSON object. Put one object with the columns on each line.")
    return row


ROWS = {"jsonl": json_rows, "csv": csv_rows}


def rows(source: Source) -> Iterator[Source | Failure]:
    """The rows of a table, one report each."""
    with open(os.fspath(source.path or ""), "rb") as file:
        yield from ROWS[source.kind or "jsonl"](file, source.ref)
