"""Tables of reports, streamed row by row: JSONL and CSV.

A table has the column `text` or `html`, and may have id, title, publisher, author, url, published and language.
"""

import codecs
import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

import msgspec

from recounted.errors import ReadError
from recounted.model import Failure
from recounted.readers.documents import Said
from recounted.readers.html import page
from recounted.readers.sources import LIMIT, Source
from recounted.readers.text import decode

NEEDED = ("text", "html")
COLUMNS = ("id", "title", "publisher", "author", "url", "published", "language")

#: So many rows without a report at the start, and the table is taken to have none.
PATIENCE = 100

TOO_LONG = (
    f"The line is longer than {LIMIT // 1_000_000} MB, the most that one report may have. "
    "Split the report, or check that each line holds one object."
)


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of a table and their numbers, those in UTF-16 made UTF-8; of one too long, the beginning."""
    start = file.readline(LIMIT + 1)
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if wide:
        yield from enumerate(narrowed(start, file), 1)
        return
    number, line = 1, start.removeprefix(codecs.BOM_UTF8)
    while line:
        yield number, line
        while len(line) > LIMIT and not line.endswith(b"\n"):
            line = b"x" + file.readline(LIMIT)
        number, line = number + 1, file.readline(LIMIT + 1)


def narrowed(start: bytes, file: BinaryIO) -> Iterator[bytes]:
    """The lines of a table in UTF-16, in UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    held = ""
    for part in (start, *iter(lambda: file.read(1 << 16), b""), None):
        held += decoder.decode(part or b"", final=part is None)
        *whole, held = held.split("\n")
        yield from (line.encode() + b"\n" for line in whole)
    if held:
        yield held.encode()


def json_rows(file: BinaryIO, ref: str) -> Iterator[Source | Failure]:
    """The rows of a JSONL table, each with its raw line; a failure when none of the first has a report."""
    rows = json_lines(file, ref)
    first: list[Source | Failure] = []
    columns: dict[str, None] = {}
    for row in islice(rows, PATIENCE):
        first.append(row)
        columns |= dict.fromkeys(columns_of(row))
        if not columns.keys().isdisjoint(NEEDED):
            break
    if not columns.keys().isdisjoint(NEEDED) or (first and not columns and len(first) < PATIENCE):
        yield from first
        yield from rows
    else:
        yield lacking(ref, columns)


def json_lines(file: BinaryIO, ref: str) -> Iterator[Source | Failure]:
    """The lines of a JSONL table that hold something."""
    for number, line in lines(file):
        if len(line) > LIMIT:
            yield Failure(ref=f"{ref}:{number}", reason=TOO_LONG)
        elif line.strip():
            yield Source(ref=f"{ref}:{number}", kind="row", held=line.strip())


def csv_rows(file: BinaryIO, ref: str, needed: Sequence[str] = ()) -> Iterator[Source | Failure]:
    """The rows of a CSV table, each as a JSON object with its columns in alphabetic order.

    Args:
        needed: the columns that it must have; one that holds reports where none are named.
    """
    csv.field_size_limit(LIMIT)  # for the whole process: the csv module has no other way
    text = map(legible, (line for _, line in lines(file)))  # a map, unlike a generator, goes on after an error
    try:
        head = next(text, "")
    except ReadError as error:
        yield Failure(ref=ref, reason=str(error))
        return
    mark = max(",;\t", key=head.count)
    columns = [name.strip().lower() for name in next(csv.reader([head], delimiter=mark), [])]
    if not (set(needed) <= set(columns) if needed else set(NEEDED).intersection(columns)):
        yield lacking(ref, columns, needed)
        return
    reader = csv.reader(text, delimiter=mark, strict=True)
    while True:
        number = reader.line_num + 2
        try:
            fields = next(reader)
        except StopIteration:
            return
        except (csv.Error, ReadError) as error:
            yield Failure(
                ref=f"{ref}:{number}", reason=f"The row cannot be read: {error}. Mend it, or write the table again."
            )
            continue
        if fields:
            yield csv_row(f"{ref}:{number}", columns, fields)


def csv_row(ref: str, columns: Sequence[str], fields: Sequence[str]) -> Source | Failure:
    """One row of a CSV table."""
    if len(fields) > len(columns):
        told = f"The row has {len(fields)} fields, but the table has {len(columns)} columns. "
        return Failure(ref=ref, reason=told + "Put fields that hold a separator into quotation marks.")
    held = {column: field for column, field in zip(columns, fields, strict=False) if field}
    return Source(
        ref=ref, kind="row", held=json.dumps(held, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    )


def legible(line: bytes) -> str:
    """A line of a table as text."""
    return decode(line) if line.strip() else "\n"


def lacking(ref: str, columns: Iterable[str], needed: Sequence[str] = ()) -> Failure:
    """The failure of a table without reports in it, or without one of the columns that are needed."""
    shown = ", ".join(columns)
    told = f"Its columns are: {shown}." if shown else "It has no rows with columns."
    lacked = ", ".join(f'"{name}"' for name in sorted(set(needed) - set(columns)))
    if needed:
        return Failure(ref=ref, reason=f"The table has no column {lacked}. {told} Mend the map of the columns.")
    return Failure(
        ref=ref,
        reason=f'The table has no column "text" or "html" for the reports. {told} Rename the one that holds them.',
    )


def columns_of(row: Source | Failure) -> list[str]:
    """The columns that a row has; none where it is no JSON object."""
    try:
        return [] if isinstance(row, Failure) else list(row_of(row.raw()))
    except ReadError:
        return []


def row_of(raw: bytes) -> dict[str, Any]:
    """The columns of a row, their names in lower case.

    Raises:
        ReadError: the row is no JSON object.
    """
    try:
        row = json.loads(decode(raw))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"The line is no JSON: {error}. Mend it, or write the table again.") from error
    if not isinstance(row, dict):
        raise ReadError("The line is no JSON object. Write one object with the columns on each line.")
    return {name.strip().lower(): value for name, value in row.items()}


def read_row(raw: bytes) -> Said:
    """What a row of a table says: what its columns say, and what its page says where they do not.

    Raises:
        ReadError: it is no row, or has no report.
    """
    row = row_of(raw)
    for name in NEEDED:
        if not isinstance(row.get(name) or "", str):
            raise ReadError(f'The column "{name}" holds no text. Put the report there, in quotation marks.')
    if not any((row.get(name) or "").strip() for name in NEEDED):
        raise ReadError(f'The columns "text" and "html" are empty here. The row has: {", ".join(row) or "nothing"}.')
    said = Said(text=row["text"]) if (row.get("text") or "").strip() else page(row["html"])
    own = {name: str(row[name]) for name in COLUMNS if row.get(name) is not None and str(row[name]).strip()}
    ref = own.pop("id", None) or own.get("url")
    return msgspec.structs.replace(said, ref=ref, media_type="application/json", **own)
