"""The same tables as CSV, as typed Parquet files."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

from recounted.errors import UsageError
from recounted.exporters.formats import columns, formats
from recounted.exporters.rows import DROPPED, all_rows
from recounted.exporters.stock import Stock

DROPS = DROPPED

#: Rows that are taken at a time.
LOT = 5_000


def write(stock: Stock, folder: Path) -> None:
    """A Parquet file for each table.

    Raises:
        UsageError: the library is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise UsageError("Parquet needs what `pip install 'recounted[parquet]'` brings.") from None
    types = {
        "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()
    }  # fmt: skip
    schemas = {name: pa.schema([(column, types[kind]) for column, kind in kinds(name)]) for name in formats()["tables"]}
    with ExitStack() as files:
        writers = {
            name: files.enter_context(ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }
        rows = all_rows(stock)
        while lot := list(islice(rows, LOT)):
            for name, own in by_table(lot).items():
                writers[name].write_table(pa.Table.from_pylist(own, schema=schemas[name]))


def kinds(table: str) -> list[tuple[str, str]]:
    """The columns of a table with their types."""
    return [(column, kind) for column, (kind, _) in columns(table).items()]


def by_table(lot: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, list[Mapping[str, Any]]]:
    """Rows by their table."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for name, row in lot:
        found.setdefault(name, []).append(row)
    return found
