"""Linking on Spark: what a run wrote is linked and reckoned by the functions that do so on one machine.

Happenings are told document by document, brought near by the keys of `incidents.blocks`, weighed pair by pair, and
joined to families by chains of likely pairs. No incident reaches beyond a family, so each part of the job assembles the
incidents of whole families, and all parts together give those of one machine.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from recounted.estimates import Backdrop, backdrop
from recounted.incidents import assemble, keys_of, rule, tell
from recounted.incidents.blocks import CROWD, looks, numbered, stands
from recounted.incidents.clusters import weighed
from recounted.incidents.happenings import Happening
from recounted.incidents.linking import repeats
from recounted.incidents.settling import recipe
from recounted.ledger.rows import incident_row, to_json
from recounted.likeness import Facet
from recounted.model import Claim, Copy, Document, Incident
from recounted.spark.copying import find_copies, headings
from recounted.spark.table import (
    CLAIMS,
    COLUMNS,
    COPIES,
    DOCUMENTS,
    HEAVY,
    INCIDENTS,
    MARK,
    SKETCHES,
    TALLIES,
    Row,
    arrow,
    batched,
    ddl,
)
from recounted.spark.ties import (
    EDGES,
    KEYS,
    LOOKS,
    STANDS,
    WAITS,
    families,
    first_number,
    in_columns,
    in_table,
    kin,
    ties,
)
from recounted.tallies import all_series, daily, sums_of

#: By which policy incidents are reckoned, as `recounted read` does.
POLICY = "envelope"

#: Claims that make a part of the job, and documents of which a worker tells the happenings together.
PART, TOGETHER = 10_000, 200

#: A happening: its number, its document with what is to be known of it, its claims, and what it is compared by.
TOLD = {"at": "bigint", "document": "string", "head": "string", "body": "binary", "facet": "binary"}

Batches = Iterable[Any]


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """What the derived tables come from: documents and claims, by a policy and all else that `recipe` sums up."""

    documents: int
    claims: int
    policy: str
    recipe: str


def link_up(spark: Any, place: str, owners: Mapping[str, str]) -> None:
    """Link and reckon what was written at a place, and write what comes of it beside it."""
    from pyspark import StorageLevel

    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "5000")
    spark.conf.set("spark.sql.execution.arrow.maxBytesPerBatch", str(HEAVY))
    step = spark.sparkContext.setJobDescription
    whole = spark.read.schema(ddl(COLUMNS)).parquet(place)
    claims = whole.where(whole["table"] == CLAIMS).select("part", "number", "position", "body")
    texts = whole.where(whole["table"] == DOCUMENTS).select("part", "number", "id", "body")
    many = max(spark.sparkContext.defaultParallelism, claims.count() // PART + 1)
    heads = headings(texts, many).persist(StorageLevel.DISK_ONLY)
    said = claims.join(heads.select("part", "number", "id", "published", "head"), ["part", "number"])
    step("copies")
    copies = find_copies(spark, texts, heads, many)
    step("happenings and pairs")
    told = happenings(said, many).persist(StorageLevel.DISK_ONLY)
    keys = told.select("at", "facet").mapInArrow(keys_out, ddl(KEYS))
    pairs = ties(keys, told.selectExpr("at", "facet AS body"), many, meet, judge)
    family = families([*pairs, *repeated(spark, told, copies)])
    step("incidents")
    behind = backdrop(originals(heads, copies), copies, owners)
    homes = told.join(kin(spark, family), "at", "left").selectExpr("head", "body", "coalesce(home, at) AS home")
    rows = homes.repartition(many, "home").select("head", "body").mapInArrow(partial(assembled, behind), ddl(COLUMNS))
    written(rows, place)
    written(heads.selectExpr(*as_columns(SKETCHES, body="id", raw="body")), place)
    step("tallies")
    origin = Origin(documents=heads.count(), claims=said.count(), policy=POLICY, recipe=recipe(owners))
    series = all_series(*running(said), sums_of(sums(spark, place)))
    small = [*((COPIES, one) for one in copies), *((TALLIES, one) for one in series), (MARK, origin)]
    written(spark.createDataFrame([as_row(number, *own) for number, own in enumerate(small)], ddl(COLUMNS)), place)
    told.unpersist()
    heads.unpersist()


def written(rows: Any, place: str) -> None:
    """Add rows to what was written."""
    rows.write.mode("append").partitionBy("table").parquet(place)


def as_columns(table: str, **given: str) -> list[str]:
    """What to select for rows of a table that fill only some columns."""
    known = {"table": f"'{table}'", "part": "0", "number": "at", "position": "0"} | given
    return [f"CAST({known.get(name, 'NULL')} AS {kind}) AS `{name}`" for name, kind in COLUMNS.items()]


def as_row(number: int, table: str, record: msgspec.Struct) -> list[Any]:
    """The row of a record of a table that fills only some columns."""
    known = {"table": table, "part": 0, "number": number, "position": 0, "body": to_json(record)}
    return [known.get(name) for name in COLUMNS]


def happenings(said: Any, many: int) -> Any:
    """The happenings that claims tell of, in an order that depends on content alone."""
    order = ("published", "id", "position")
    ranged = said.repartitionByRange(many, "published", "id").sortWithinPartitions(*order)
    return ranged.select("id", "head", "body").mapInArrow(tell_out, ddl(TOLD))


def originals(heads: Any, copies: Sequence[Copy]) -> dict[str, Document]:
    """The documents that others repeat."""
    wanted = heads.sparkSession.createDataFrame([(own,) for own in {copy.copy_of for copy in copies}], "id string")
    found = heads.join(wanted, "id").select("head").toArrow()
    return {own.id: own for own in map(document_of, found["head"].to_pylist())}


def repeated(spark: Any, told: Any, copies: Sequence[Copy]) -> list[tuple[int, int]]:
    """Pairs of happenings of a document and its copy that are told in the same words."""
    if not copies:
        return []
    rows = {(copy.copy_of, own) for copy in copies for own in (copy.copy_of, copy.document)}
    kin = spark.createDataFrame(sorted(rows), "original string, document string")
    found = told.join(kin, "document").groupBy("original").applyInArrow(repeats_out, ddl(EDGES)).toArrow()
    return list(zip(found["a"].to_pylist(), found["b"].to_pylist(), strict=True))


def running(said: Any) -> tuple[list[Claim], dict[str, Document]]:
    """The claims that may state a running total, and their documents."""
    found = said.where(said["body"].contains('"cumulative"')).select("body", "head").toArrow()
    claims = [msgspec.json.decode(body, type=Claim) for body in found["body"].to_pylist()]
    documents = map(document_of, dict.fromkeys(found["head"].to_pylist()))
    return claims, {own.id: own for own in documents}


def sums(spark: Any, place: str) -> Iterator[tuple[str, str, date, int, int]]:
    """Country, harm, day, low and high of every incident that was written."""
    whole = spark.read.schema(ddl(COLUMNS)).parquet(place)
    found = whole.where(whole["table"] == INCIDENTS).select("body").mapInArrow(sums_out, "body string").toArrow()
    for body in found["body"].to_pylist():
        yield from msgspec.json.decode(body, type=list[tuple[str, str, date, int, int]])


# What workers do


def document_of(head: str) -> Document:
    """What is to be known of a document."""
    return msgspec.json.decode(head, type=Document)


def columns_of(batches: Batches, *names: str) -> Iterator[tuple[Any, ...]]:
    """The rows of some batches, as tuples."""
    for batch in batches:
        yield from zip(*(batch.column(name).to_pylist() for name in names), strict=True)


def tell_out(batches: Batches) -> Batches:
    """Claims in order to happenings."""
    by_document = groupby(columns_of(batches, "id", "head", "body"), key=itemgetter(0))
    number = first_number()

    def rows() -> Iterator[Row]:
        nonlocal number
        lot: list[tuple[str, str, list[str]]] = []
        for document, own in by_document:
            held = list(own)
            lot.append((document, held[0][1], [body for _, _, body in held]))
            if len(lot) >= TOGETHER:
                for row in told_rows(lot, number):
                    yield row
                    number += 1
                lot = []
        yield from told_rows(lot, number)

    return batched(rows(), TOLD)


def told_rows(lot: Sequence[tuple[str, str, list[str]]], number: int) -> Iterator[Row]:
    """The happenings of some documents in order, numbered from a number on."""
    heads = {document: head for document, head, _ in lot}
    bodies = {}
    claims = []
    for _, _, own in lot:
        for body in own:
            claims.append(claim := msgspec.json.decode(body, type=Claim))
            bodies[claim.id] = body
    known = backdrop({document: document_of(head) for document, head in heads.items()})
    for at, one in enumerate(tell(rule((), claims), known), number):
        held = [bodies[claim.id] for claim in one.claims]
        packed = {"body": msgspec.msgpack.encode(held), "facet": msgspec.msgpack.encode(one.facet)}
        yield {"at": at, "document": one.document, "head": heads[one.document], **packed}


def keys_out(batches: Batches) -> Batches:
    """Happenings to the keys that bring them near."""
    return in_columns(
        (
            (key, at, how)
            for at, body in columns_of(batches, "at", "facet")
            for key, how in keyed(msgspec.msgpack.decode(body, type=Facet)).items()
        ),
        KEYS,
    )


def keyed(own: Facet) -> dict[int, int]:
    """Key → what a happening is to it."""
    wanted = looks(own)
    found = dict.fromkeys(numbered(stands(own)), STANDS)
    for key in numbered(wanted):
        found[key] = found.get(key, 0) | LOOKS
    for key in numbered(key for key in wanted if key[0] != "day"):
        found[key] |= WAITS
    return found


def meet(own: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs of happenings that meet under one key, as in `incidents.blocks.pairs`."""
    shelf: list[int] = []
    seekers: list[int] = []
    for at, how in own:
        if how & LOOKS:
            yield from ((other, at) for other in shelf[-CROWD:])
        if how & STANDS:
            yield from ((other, at) for other in seekers[-CROWD:])
            shelf.append(at)
        if how & WAITS:
            seekers.append(at)


def judge(bodies: Sequence[bytes], near: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs of happenings that are likelier one than two."""
    facets = [msgspec.msgpack.decode(body, type=Facet) for body in bodies]
    return ((a, b) for _, a, b in weighed(facets, near))


def repeats_out(family: Any) -> Any:
    """The pairs of happenings that an original and its copies tell in the same words."""
    rows = sorted(family.to_pylist(), key=itemgetter("at"))
    told = [
        Happening(row["document"], tuple(claims_of(row["body"])), Facet(families=frozenset(), figures={}))
        for row in rows
    ]
    found = {row["document"]: row["original"] for row in rows if row["document"] != row["original"]}
    pairs = repeats(told, Backdrop(originals=found))
    return in_table(((rows[a]["at"], rows[b]["at"]) for a, b in pairs), EDGES)


def claims_of(body: bytes) -> list[Claim]:
    """The claims of a happening."""
    return [msgspec.json.decode(one, type=Claim) for one in msgspec.msgpack.decode(body, type=list[str])]


def assembled(behind: Backdrop, batches: Batches) -> Batches:
    """The happenings of whole families to incidents."""
    documents = dict(behind.documents)
    claims: list[Claim] = []
    for head, body in columns_of(batches, "head", "body"):
        own = claims_of(body)
        claims += own
        if own[0].document not in documents:
            documents[own[0].document] = document_of(head)
    known = msgspec.structs.replace(behind, documents=documents)
    number = first_number()
    made = enumerate(assemble(rule((), claims), known, POLICY), number)
    return batched((incident_out(at, one, told) for at, (one, told) in made), COLUMNS)


def incident_out(number: int, one: Incident, told: Iterable[Happening]) -> Row:
    """The row of an incident, with the keys by which it is found again."""
    row = {name: value for name, value in incident_row(one).items() if name in COLUMNS}
    keys = array("q", sorted(keys_of(told))).tobytes()
    return {"table": INCIDENTS, "part": 0, "number": number, "position": 0, **row, "raw": keys}


def sums_out(batches: Batches) -> Batches:
    """Incidents to what they come to on their days."""
    import pyarrow as pa

    for batch in batches:
        made = (msgspec.json.decode(body, type=Incident) for body in batch.column("body").to_pylist())
        yield pa.RecordBatch.from_pylist([{"body": to_json(list(daily(made)))}], schema=arrow({"body": "string"}))
