"""What was told of documents as rows of one wide table, and back. `table` says what a row holds.

`part`, `number` and `position` order all rows as the reports were read: the part of the job, the report within it, and
the claim within the report. `body` is the record as JSON, letter by letter as a ledger keeps it; a document's bytes are
in `raw`. The other columns are for those who look into the claims with other tools, and mean what they do in a ledger.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from recounted.errors import ReadError
from recounted.flow import Told
from recounted.ledger.rows import claim_row, to_json
from recounted.model import Claim, Document, Failure

DOCUMENTS, CLAIMS, FAILURES = TABLES = ("documents", "claims", "failures")

#: What is derived: incidents (`raw` has the keys that find them), copies, tallies, the keys of texts by document, and
#: one row that says what all this was derived from.
INCIDENTS, COPIES, TALLIES, SKETCHES, MARK = DERIVED = ("incidents", "copies", "tallies", "sketches", "mark")

#: Rows, and bytes of reports, that go back to Spark at once.
LOT, HEAVY = 500, 16_000_000

#: What orders the rows, and column → its type, as Spark calls it.
KEY = ("part", "number", "position")
COLUMNS = {
    "table": "string",
    "part": "int",
    "number": "bigint",
    "position": "int",
    "id": "string",
    "document_id": "string",
    "extractor": "string",
    "event_type": "string",
    "event_kind": "string",
    "modality": "string",
    "date_start": "string",
    "date_end": "string",
    "country": "string",
    "latitude": "double",
    "longitude": "double",
    "source": "string",
    "body": "string",
    "raw": "binary",
}

Row = dict[str, Any]


def rows_of(told: Told, extractor: str) -> Iterator[Row]:
    """The rows of what was told of one document, but for `part` and `number`. Of one that failed, the failure alone."""
    document, claims, failure = told
    if failure is not None:
        yield {"table": FAILURES, "position": -1, "body": to_json(failure)}
    elif document is not None:
        bare = msgspec.structs.replace(document, raw=b"")
        yield {
            "table": DOCUMENTS,
            "position": -1,
            "id": document.id,
            "document_id": document.id,
            "extractor": extractor,
            "body": to_json(bare),
            "raw": document.raw,
        }
        for position, claim in enumerate(claims):
            yield {"table": CLAIMS, **claim_row(claim, position)}


def told_of(rows: Iterable[Row]) -> Told:
    """What the rows of one document tell.

    Raises:
        ReadError: a row is no such record.
    """
    document: Document | None = None
    failure: Failure | None = None
    claims: list[Claim] = []
    try:
        for row in rows:
            if row["table"] == DOCUMENTS:
                document = msgspec.structs.replace(msgspec.json.decode(row["body"], type=Document), raw=row["raw"])
            elif row["table"] == CLAIMS:
                claims.append(msgspec.json.decode(row["body"], type=Claim))
            else:
                failure = msgspec.json.decode(row["body"], type=Failure)
    except (msgspec.MsgspecError, TypeError) as error:
        raise ReadError(f"A row of the Parquet files cannot be understood: {error}. Read the reports again.") from error
    return document, claims, failure


# As Spark and Arrow see it


def batched(rows: Iterable[dict[str, Any]], columns: dict[str, str]) -> Iterator[Any]:
    """Rows as batches of Arrow, none of them heavy."""
    import pyarrow as pa

    schema = arrow(columns)
    lot: list[dict[str, Any]] = []
    weight = 0
    for one in rows:
        lot.append(one)
        weight += len(one["body"]) + len(one.get("raw") or b"")
        if len(lot) >= LOT or weight >= HEAVY:
            yield pa.RecordBatch.from_pylist(lot, schema=schema)
            lot, weight = [], 0
    if lot:
        yield pa.RecordBatch.from_pylist(lot, schema=schema)


def ddl(columns: dict[str, str]) -> str:
    """Columns as Spark is told of them."""
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())


def arrow(columns: dict[str, str]) -> Any:
    """Columns as Arrow is told of them."""
    import pyarrow as pa

    kinds: dict[str, Callable[[], Any]] = {
        "string": pa.string,
        "int": pa.int32,
        "bigint": pa.int64,
        "double": pa.float64,
        "boolean": pa.bool_,
        "binary": pa.binary,
    }
    return pa.schema([(name, kinds[kind]()) for name, kind in columns.items()])
