"""Linking on Spark local[2] as it grows: time, memory, and what is shuffled, stage by stage.

    python bench/spark_link.py [SIZE…] [--same]     default sizes 10000 100000; --same compares with this machine's own

The claims are those of bench/link.py: reports of made-up attacks, of which the truth is known.
"""

import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from link import generate, pairs_right
from recounted.incidents import link
from recounted.ledger.book import this_extractor
from recounted.model import Claim, Document, Incident
from recounted.spark.linking import link_up
from recounted.spark.loading import files_of, records
from recounted.spark.session import session
from recounted.spark.table import CLAIMS, COLUMNS, DOCUMENTS, INCIDENTS, arrow, rows_of
from spark import Watch

#: Documents that are written at a time.
LOT = 2_000


def main(arguments: Sequence[str]) -> int:
    """Measure each size; 1 where Spark's incidents are not those of this machine."""
    sizes = [int(argument) for argument in arguments if argument.isdigit()] or [10_000, 100_000]
    alike = [measure(size, "--same" in arguments) for size in sizes]
    return 0 if all(alike) else 1


def measure(size: int, same: bool) -> bool:
    """Print what linking so many claims takes; whether the incidents are those of this machine, where that is asked."""
    claims, documents, truth = generate(size)
    with tempfile.TemporaryDirectory(prefix="recounted-") as name:
        folder = Path(name)
        write(folder / "out", claims, documents)
        (folder / "events").mkdir()
        mine = link(claims, documents) if same else []
        del claims, documents
        settings = (
            "--conf spark.eventLog.enabled=true --conf spark.eventLog.compress=false",
            f"--conf spark.eventLog.dir=file://{folder / 'events'} --conf spark.local.dir={folder / 'spark'}",
            "--driver-memory 3g pyspark-shell",
        )
        os.environ["PYSPARK_SUBMIT_ARGS"] = " ".join(settings)
        began, watch = time.perf_counter(), Watch()
        with session("local[2]") as spark:
            started = time.perf_counter()
            link_up(spark, f"file://{folder / 'out'}", {})
            took = time.perf_counter() - started
        seconds = watch.end()
        disk, files = files_of(str(folder / "out"))
        incidents: list[Incident] = list(records(disk, files[INCIDENTS], Incident))
        precision, recall = pairs_right(incidents, truth)
        print(
            f"{len(truth):9,} claims  {len(incidents):8,} incidents  {took:7.1f} s of the clock after "
            f"{started - began:.0f} s to begin, {seconds:7.1f} s of the processor, "
            f"largest Python {watch.largest:.0f} MB, precision {precision:.4f}, recall {recall:.4f}",
            flush=True,
        )
        for line in shuffled(folder / "events"):
            print(f"          {line}", flush=True)
    alike = {one.id: one for one in mine} == {one.id: one for one in incidents}
    if same:
        print("          the same as on this machine" if alike else "          OTHERS THAN ON THIS MACHINE")
    return alike or not same


def write(out: Path, claims: Iterable[Claim], documents: Mapping[str, Document]) -> None:
    """Write claims and documents as a run of reading does."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.document].append(claim)
    schema = pa.schema([field for field in arrow(COLUMNS) if field.name != "table"])
    for table in (DOCUMENTS, CLAIMS):
        (out / f"table={table}").mkdir(parents=True)
    places = {table: out / f"table={table}" / "part-00000-made.parquet" for table in (DOCUMENTS, CLAIMS)}
    with ParquetWriter(places[DOCUMENTS], schema) as first, ParquetWriter(places[CLAIMS], schema) as second:
        for lot in lots(list(told)):
            rows = [
                {**row, "part": 0, "number": number}
                for number, name in lot
                for row in rows_of((documents[name], told[name], None), this_extractor())
            ]
            for table, file in ((DOCUMENTS, first), (CLAIMS, second)):
                own = [{key: row.get(key) for key in schema.names} for row in rows if row["table"] == table]
                file.write_table(pa.Table.from_pylist(own, schema=schema))
    (out / "_SUCCESS").touch()


def lots(names: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Numbered names, some at a time."""
    numbered = list(enumerate(names))
    yield from (numbered[at : at + LOT] for at in range(0, len(numbered), LOT))


def shuffled(folder: Path) -> Iterator[str]:
    """What each stage wrote for others to read, from Spark's log of events."""
    about: dict[int, str] = {}
    written: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for path in folder.rglob("*"):
        for line in path.read_text().splitlines() if path.is_file() and path.suffix != ".crc" else ():
            event = json.loads(line)
            if event["Event"] == "SparkListenerJobStart":
                told = event.get("Properties", {}).get("spark.job.description", "")
                about.update((stage, told) for stage in event["Stage IDs"] if stage not in about)
            if event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                metrics = event["Task Metrics"]
                own = written[event["Stage ID"]]
                own[0] += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
                own[1] += metrics["Shuffle Write Metrics"]["Shuffle Records Written"]
                own[2] += metrics["Executor Run Time"]
    for stage, (size, rows, took) in sorted(written.items()):
        if size > 100_000 or took > 3_000:
            told = f"stage {stage:3} ({about.get(stage, '')})"
            yield f"{told}: {size / 1e6:8.1f} MB, {rows:11,} rows, {took / 1e3:6.1f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
