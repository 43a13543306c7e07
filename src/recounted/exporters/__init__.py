"""Forms in which claims and incidents leave the project. Each says what it had to drop."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from recounted.errors import UsageError
from recounted.exporters import (
    acled,
    annotations,
    bundle,
    ftm,
    geojson,
    hxl,
    jsonl,
    parquet,
    plover,
    prov,
    sqlite,
    tables,
    ucdp,
)
from recounted.exporters.choice import LEVELS, Choice
from recounted.exporters.sheet import sheet
from recounted.exporters.stock import Stock
from recounted.exporters.veil import Veiled
from recounted.ledger import Ledger

__all__ = ["EXPORTERS", "LEVELS", "Choice", "Exporter", "Stock", "export"]


class Exporter(NamedTuple):
    """A format: what writes its files into a folder, and what it cannot hold, in sentences."""

    write: Callable[[Stock, Path], None]
    drops: Sequence[str]


#: Name of a format → its exporter.
EXPORTERS: dict[str, Exporter] = {
    "jsonl": Exporter(jsonl.write, jsonl.DROPS),
    "csv": Exporter(tables.write, tables.DROPS),
    "parquet": Exporter(parquet.write, parquet.DROPS),
    "geojson": Exporter(geojson.write, geojson.DROPS),
    "ucdp": Exporter(ucdp.write, ucdp.DROPS),
    "acled": Exporter(acled.write, acled.DROPS),
    "hxl": Exporter(hxl.write, hxl.DROPS),
    "webannotation": Exporter(annotations.write, annotations.DROPS),
    "plover": Exporter(plover.write, plover.DROPS),
    "ftm": Exporter(ftm.write, ftm.DROPS),
    "prov": Exporter(prov.write, prov.DROPS),
    "sqlite": Exporter(sqlite.write, sqlite.DROPS),
    "bundle": Exporter(bundle.write, bundle.DROPS),
}

SHEET = "METHODOLOGY.md"


def stock_of(ledger: Ledger, choice: Choice) -> Stock:
    """What may leave a ledger: without sensitive documents, unless they are wanted."""
    hidden = frozenset() if choice.sensitive else ledger.levels.sensitive()
    stock = Stock(Veiled(ledger, names=True) if hidden and not isinstance(ledger, Veiled) else ledger, choice)
    stock.left_out["sensitive documents"] = len(hidden)
    return stock


def export(ledger: Ledger, name: str, out: str | Path, choice: Choice | None = None) -> list[Path]:
    """Write a ledger, or a part of it, in one of the formats, with its methodology sheet; the files that were written.

    The same ledger and choice give the same bytes. Files appear only when all of them are whole.

    Args:
        out: a folder, or for formats of one file also its name; the sheet then lies beside it.

    Raises:
        UsageError: there is no such format, or it cannot be written there.
    """
    if name not in EXPORTERS:
        raise UsageError(f'No format is called "{name}". There are: {", ".join(EXPORTERS)}.')
    exporter, stock, target = EXPORTERS[name], stock_of(ledger, choice or Choice()), Path(out)
    folder = target if target.is_dir() or not target.suffix else target.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".recounted-") as made:
            exporter.write(stock, Path(made))
            files = sorted(Path(made).iterdir())
            if folder != target and len(files) > 1:
                raise UsageError(
                    f"The format {name} has {len(files)} files. Name a folder for them, without a full stop."
                )
            (Path(made) / SHEET).write_text(sheet(name, stock, exporter.drops), encoding="utf-8")
            places = [folder / file.name for file in files] if folder == target else [target]
            beside = folder / SHEET if folder == target else target.with_name(f"{target.name}.{SHEET}")
            moves = [*zip(files, places, strict=True), (Path(made) / SHEET, beside)]
            return [Path(shutil.move(source, place)) for source, place in moves]
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror or error}. Name another place.") from error
