"""Whether a ledger is whole: hashes, spans, rows and the audit."""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, RowMapping, select

from recounted.errors import EvidenceError
from recounted.evidence import check_claim
from recounted.ledger import audit, tables
from recounted.ledger.rows import claim_row, digest, document_of, figure_rows, flat, from_json, told_digest
from recounted.model import Claim, Decision


def problems(connection: Connection) -> Iterator[str]:
    """Everything that is wrong with a ledger, in words; nothing where it is whole."""
    yield from audit.broken(connection)
    rows = connection.execution_options(yield_per=50).execute(select(tables.document).order_by(tables.document.c.id))
    for row in rows.mappings():
        yield from document_problems(connection, row)
    yield from audited(connection)


def document_problems(connection: Connection, row: RowMapping) -> Iterator[str]:
    """What is wrong with a document and its claims."""
    name = f"document {row['id']} ({row['ref']})"
    if digest(row["raw"]) != row["id"]:
        yield f"{name}: its bytes are not those that were read; their SHA-256 is another."
    if digest(row["text"].encode()) != row["text_sha256"]:
        yield f"{name}: its text is not the one that was kept; its SHA-256 is another."
    c = tables.claim.c
    kept = (
        connection.execute(select(tables.claim).where(c.document_id == row["id"]).order_by(c.position)).mappings().all()
    )
    try:
        claims = [from_json(claim["body"], Claim) for claim in kept]
    except msgspec.DecodeError as error:
        yield f"{name}: a claim cannot be understood: {error}."
        return
    for claim in claims:
        try:
            check_claim(claim, row["text"])
        except EvidenceError as error:
            yield str(error)
    if told_digest(document_of(row), claims) != row["told"]:
        yield f"{name}: its data or its claims are not those that were kept."
    yield from column_problems(connection, kept, claims)


def column_problems(connection: Connection, kept: Sequence[RowMapping], claims: Sequence[Claim]) -> Iterator[str]:
    """Where the columns for searching say something else than the claims."""
    for row, claim in zip(kept, claims, strict=True):
        if claim_row(claim, row["position"]) != dict(row):
            yield f"claim {row['id']}: its columns and its record differ."
    f = tables.figure.c
    query = select(tables.figure).where(f.claim_id.in_([claim.id for claim in claims])).order_by(f.claim_id, f.position)
    figures = [dict(row) for row in connection.execute(query).mappings()]
    wanted = flat(figure_rows(claim) for claim in sorted(claims, key=lambda claim: claim.id))
    if figures != wanted:
        yield f"document {claims[0].document} ({claims[0].ref}): its figures and its claims differ."


def audited(connection: Connection) -> Iterator[str]:
    """Facts that the audit does not know, or knows otherwise, and facts that it knows and the ledger has not."""
    told: dict[str, str] = {}
    decided: dict[str, object] = {}
    for entry in audit.entries(connection):
        if entry.verb in {"keep", "reread"}:
            told[entry.about] = entry.detail["told"]
        elif entry.verb == "decide":
            decided[entry.about] = entry.detail
    documents = {row.id: row.told for row in connection.execute(select(tables.document.c.id, tables.document.c.told))}
    bodies = connection.execute(select(tables.decision.c.id, tables.decision.c.body))
    decisions = {row.id: msgspec.to_builtins(from_json(row.body, Decision)) for row in bodies}
    yield from differences("document", told, documents)
    yield from differences("decision", decided, decisions)


def differences(
    kind: str, audit_has: dict[str, object] | dict[str, str], ledger_has: dict[str, object] | dict[str, str]
) -> Iterator[str]:
    """Where the audit and the ledger disagree about facts of a kind."""
    for name in sorted(audit_has.keys() | ledger_has.keys()):
        if name not in ledger_has:
            yield f"{kind} {name}: the audit says that it was kept, and it is gone."
        elif name not in audit_has:
            yield f"{kind} {name}: it is there, and the audit does not know of it."
        elif audit_has[name] != ledger_has[name]:
            yield f"{kind} {name}: it was changed after it was kept."
