"""Parquet tables of reports, streamed row by row, with the columns of other tables."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from recounted.errors import ReadError
from recounted.model import Failure
from recounted.readers.sources import LIMIT, Source
from recounted.readers.table import COLUMNS, NEEDED, TOO_LONG, lacking

#: Rows that are decoded at a time, and the most bytes that a part of the file may say it unpacks to.
STRIDE, MOST = 64, 4_000_000_000


def parquet_rows(file: BinaryIO, ref: str) -> Iterator[Source | Failure]:
    """The rows of a Parquet file.

    Raises:
        ReadError: the library is not installed, or it is no Parquet file, damaged, or unpacks to too much.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise ReadError("Parquet needs what `pip install 'recounted[parquet]'` brings. Or write CSV.") from None
    try:
        table = ParquetFile(file)
        names = {name.strip().lower(): name for name in table.schema_arrow.names}
        if not set(NEEDED).intersection(names):
            yield lacking(ref, names)
            return
        check_size(table)
        wanted = [names[name] for name in (*NEEDED, *COLUMNS) if name in names]
        number = 0
        for batch in table.iter_batches(batch_size=STRIDE, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield source(f"{ref}:{number}", row)
    except (ArrowException, OSError) as error:
        raise ReadError(
            f"The Parquet file is damaged from here on: {str(error).rstrip('.')}. Write it again."
        ) from error


def check_size(table: Any) -> None:
    """Refuse a file of which a part unpacks to more than memory should hold.

    Raises:
        ReadError: one does.
    """
    for number in range(table.metadata.num_row_groups):
        if table.metadata.row_group(number).total_byte_size > MOST:
            raise ReadError("A part of it unpacks to more than 4 GB. Write it in smaller row groups.")


def source(ref: str, row: dict[str, Any]) -> Source | Failure:
    """One row, as other tables have it."""
    held = {name.strip().lower(): as_json(value) for name, value in row.items() if value is not None}
    raw = json.dumps(held, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return Failure(ref=ref, reason=TOO_LONG) if len(raw) > LIMIT else Source(ref=ref, kind="row", held=raw)


def as_json(value: object) -> object:
    """A value of a cell as JSON holds it; days and times as ISO 8601."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str | int | float | bool) else str(value)
