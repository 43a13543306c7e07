"""What Spark wrote, read back in the order of reading, a few rows at a time."""

import re
from array import array
from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec

from recounted.errors import UsageError
from recounted.flow import Told
from recounted.incidents.settling import recipe
from recounted.ledger import Ledger
from recounted.ledger.standing import Mark, Shelved
from recounted.model import Copy, Incident, Tally
from recounted.spark.linking import Origin
from recounted.spark.session import advice
from recounted.spark.table import (
    COPIES,
    DERIVED,
    DOCUMENTS,
    INCIDENTS,
    KEY,
    MARK,
    SKETCHES,
    TABLES,
    TALLIES,
    Row,
    told_of,
)

#: Rows that are decoded at a time.
STRIDE = 64

PART = re.compile(r"part-(\d+)-")
AGAIN = "Name the folder that `recounted read … --engine spark --out` wrote, or write it again."


def told_in(where: str) -> tuple[str | None, Iterator[Told]]:
    """The version of the program that read, None where it read no document, and what it told of each document.

    Args:
        where: the folder or address that Spark wrote.

    Raises:
        UsageError: the library is not installed, or there is no such thing, or it was not written to its end.
    """
    try:
        from pyarrow import ArrowException
    except ImportError:
        raise UsageError("Parquet needs what `pip install 'recounted[parquet]'` brings.") from None
    try:
        disk, files = files_of(where)
        first = next(rows(disk, files[DOCUMENTS], DOCUMENTS), None)
    except (ArrowException, OSError, ValueError) as error:
        name = re.sub("//[^/@]*@", "//***@", where)
        raise UsageError(f"{name} cannot be read: {error}. {advice(error) or AGAIN}".strip()) from error
    streams = [rows(disk, files[table], table) for table in TABLES]
    whole = groupby(merge(*streams, key=itemgetter(*KEY)), key=itemgetter("part", "number"))
    return first["extractor"] if first else None, (told_of(own) for _, own in whole)


def files_of(where: str) -> tuple[Any, dict[str, list[str]]]:
    """The file system of a folder or address, and the files of each table, in the order of reading.

    Raises:
        UsageError: it is nothing that Spark wrote to its end.
    """
    from pyarrow.fs import FileSelector, FileSystem

    if "://" not in where and not Path(where).is_dir():
        raise UsageError(f"{where} cannot be read: there is no such folder. {AGAIN}")
    address = where if "://" in where else Path(where).absolute().as_uri()
    disk, top = FileSystem.from_uri(re.sub("^s3a:", "s3:", address))
    paths = [one.path for one in disk.get_file_info(FileSelector(top, recursive=True)) if one.is_file]
    if not any(path.endswith("/_SUCCESS") for path in paths):
        raise UsageError(f"{where} holds no job that was done to its end: the file _SUCCESS is not there. {AGAIN}")
    tables = (*TABLES, *DERIVED)
    named = {table: [path for path in paths if f"/table={table}/part-" in path] for table in tables}
    return disk, {table: sorted(own, key=part_of) for table, own in named.items()}


def put_linked(where: str, book: Ledger) -> bool:
    """Put what Spark derived into a ledger that holds just the documents it was derived from; whether that was done.

    Raises:
        UsageError: it cannot be read.
    """
    disk, files = files_of(where)
    seq = book.last_seq()
    origin = next(records(disk, files[MARK], Origin), None)
    if origin is None or not fits(origin, book):
        return False
    mark = Mark(seq=seq, policy=origin.policy, recipe=origin.recipe)
    keys = {msgspec.json.decode(row["body"], type=Named).id: numbers(row) for row in rows(disk, files[INCIDENTS], "")}
    bands = {row["body"]: numbers(row) for row in rows(disk, files[SKETCHES], SKETCHES)}
    incidents, copies, tallies = (
        records(disk, files[table], kind) for table, kind in ((INCIDENTS, Incident), (COPIES, Copy), (TALLIES, Tally))
    )
    book.replace_derived(incidents, copies, tallies, Shelved(mark=mark, keys=keys, bands=bands))
    return True


def fits(origin: Origin, book: Ledger) -> bool:
    """Whether a ledger holds what was linked and nothing else, and would link it in the same way."""
    held = book.coverage()
    same = (held.documents, held.claims, held.decisions) == (origin.documents, origin.claims, 0)
    return same and recipe(book.owners()) == origin.recipe


def records(disk: Any, files: list[str], kind: Any) -> Iterator[Any]:
    """The records that the rows of some files of one table hold."""
    return (msgspec.json.decode(row["body"], type=kind) for row in rows(disk, files, ""))


def numbers(row: Row) -> "array[int]":
    """The keys that a row holds."""
    return array("q", row["raw"] or b"")


class Named(msgspec.Struct):
    """Something of which only the id is looked at."""

    id: str


def part_of(path: str) -> int:
    """The part of the job that wrote a file."""
    found = PART.search(path)
    return int(found[1]) if found else -1


def rows(disk: Any, files: list[str], table: str) -> Iterator[Row]:
    """The rows of some files of one table."""
    from pyarrow.parquet import ParquetFile

    names = [*KEY, "extractor", "body", "raw"]
    for path in files:
        with disk.open_input_file(path) as file:
            for batch in ParquetFile(file).iter_batches(STRIDE, columns=names):
                for row in batch.to_pylist():
                    yield {"table": table, **row}
