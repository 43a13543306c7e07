"""What Spark wrote, read back in the order of reading, a few rows at a time."""

import re
from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from recounted.errors import UsageError
from recounted.flow import Told
from recounted.spark.table import DOCUMENTS, KEY, TABLES, Row, told_of

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
        raise UsageError("Parquet needs what `pip install recounted[parquet]` brings.") from None
    try:
        disk, files = files_of(where)
        first = next(rows(disk, files[DOCUMENTS], DOCUMENTS), None)
    except (ArrowException, OSError, ValueError) as error:
        raise UsageError(f"{where} cannot be read: {error}. {AGAIN}") from error
    streams = [rows(disk, files[table], table) for table in TABLES]
    whole = groupby(merge(*streams, key=itemgetter(*KEY)), key=itemgetter("part", "number"))
    return first["extractor"] if first else None, (told_of(own) for _, own in whole)


def files_of(where: str) -> tuple[Any, dict[str, list[str]]]:
    """The file system of a folder or address, and the files of each table, in the order of reading.

    Raises:
        UsageError: it is nothing that Spark wrote to its end.
    """
    from pyarrow.fs import FileSelector, FileSystem

    address = where if "://" in where else Path(where).absolute().as_uri()
    disk, top = FileSystem.from_uri(re.sub("^s3a:", "s3:", address))
    paths = [one.path for one in disk.get_file_info(FileSelector(top, recursive=True)) if one.is_file]
    if not any(path.endswith("/_SUCCESS") for path in paths):
        raise UsageError(f"{where} holds no job that was done to its end: the file _SUCCESS is not there. {AGAIN}")
    named = {table: [path for path in paths if f"/table={table}/part-" in path] for table in TABLES}
    return disk, {table: sorted(own, key=part_of) for table, own in named.items()}


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
