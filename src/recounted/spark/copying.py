"""Which documents repeat others, found on Spark by the functions that find it on one machine."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import msgspec

from recounted.copies import CROWD, Print, alike, copies_among
from recounted.ledger.rows import to_json
from recounted.model import Copy, Document
from recounted.spark.table import Row, arrow, batched, ddl
from recounted.spark.ties import KEYS, families, first_number, in_columns, kin, ties

#: A document without its text: where it was read, its day (the last of all where none is known), itself as JSON, and,
#: as `body`, the bands of its text.
HEADS = {
    "part": "int",
    "number": "bigint",
    "id": "string",
    "published": "string",
    "day": "string",
    "head": "string",
    "body": "binary",
}
NUMBERED = {"at": "bigint"} | {name: kind for name, kind in HEADS.items() if name != "day"}

#: Sorts after every day.
LAST = "9999-12-31"

Batches = Iterable[Any]
Pair = tuple[int, int]


def headings(texts: Any, many: int) -> Any:
    """The documents without their texts, each once as it was first read, numbered from the first published on."""
    from pyspark.sql import Window
    from pyspark.sql.functions import row_number

    found = texts.mapInArrow(heads_out, ddl(HEADS))
    first = row_number().over(Window.partitionBy("id").orderBy("part", "number"))
    once = found.withColumn("nth", first).where("nth = 1").drop("nth")
    ranged = once.repartitionByRange(many, "day", "id").sortWithinPartitions("day", "id")
    return ranged.mapInArrow(number_out, ddl(NUMBERED))


def find_copies(spark: Any, texts: Any, heads: Any, many: int) -> list[Copy]:
    """The documents that repeat another, as `copies.find_copies` finds them."""
    keys = heads.select("at", "body").mapInArrow(bands_out, ddl(KEYS))
    whole = texts.join(heads.select("part", "number", "at"), ["part", "number"])
    things = whole.selectExpr("at", "CAST(body AS BINARY) AS body")
    family = families(ties(keys, things, many, meet, judge))
    if not family:
        return []
    found = things.join(kin(spark, family), "at").groupBy("home").applyInArrow(copies_out, "body string").toArrow()
    copies = (msgspec.json.decode(body, type=Copy) for body in found["body"].to_pylist())
    return sorted(copies, key=lambda copy: copy.document)


# What workers do


def rows_of(batches: Batches) -> Iterator[Row]:
    """The rows of some batches."""
    return (row for batch in batches for row in batch.to_pylist())


def heads_out(batches: Batches) -> Batches:
    """Documents to what is to be known of them, and the bands of their texts."""
    return batched(map(head_row, rows_of(batches)), HEADS)


def head_row(row: Row) -> Row:
    """What is to be known of a document."""
    document = msgspec.json.decode(row["body"], type=Document)
    day = document.published.isoformat() if document.published else ""
    head = to_json(msgspec.structs.replace(document, text=""))
    own = {name: row[name] for name in ("part", "number", "id")}
    return {**own, "published": day, "day": day or LAST, "head": head, "body": Print(document).bands.tobytes()}


def number_out(batches: Batches) -> Batches:
    """Documents in order to numbered ones."""
    numbered = enumerate(rows_of(batches), first_number())
    return batched(({name: row.get(name, at) for name in NUMBERED} for at, row in numbered), NUMBERED)


def bands_out(batches: Batches) -> Batches:
    """Documents to the bands of their texts."""
    return in_columns(((key, row["at"], 0) for row in rows_of(batches) for key in set(array("q", row["body"]))), KEYS)


def meet(own: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs of texts that look alike in one band, as in `copies.candidates`."""
    bucket: list[int] = []
    for at, _ in own:
        yield from ((other, at) for other in bucket)
        if len(bucket) < CROWD:
            bucket.append(at)


def judge(bodies: Sequence[bytes], near: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs of texts that are alike."""

    @cache
    def seen(at: int) -> Print:
        return Print(msgspec.json.decode(bodies[at], type=Document))

    return ((a, b) for a, b in near if alike(seen(a), seen(b)) is not None)


def copies_out(family: Any) -> Any:
    """The copies among texts that are all that is alike to any of them."""
    import pyarrow as pa

    prints = (Print(msgspec.json.decode(body, type=Document)) for body in family["body"].to_pylist())
    rows = [{"body": to_json(copy)} for copy in copies_among(prints)]
    return pa.Table.from_pylist(rows, schema=arrow({"body": "string"}))
