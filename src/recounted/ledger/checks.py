"""Whether a ledger is whole: hashes, spans, rows and the audit."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Column, Connection, RowMapping, select

from recounted.database import damage
from recounted.errors import EvidenceError, LedgerError
from recounted.evidence import check_claim
from recounted.ledger import audit, tables
from recounted.ledger.rows import claim_row, digest, document_of, figure_rows, flat, from_json, told_digest
from recounted.model import Claim, Document

#: Rows that are looked at together; a document can be large.
STRIDE = 50


def problems(connection: Connection) -> Iterator[str]:
    """Everything that is wrong with a ledger, in words; nothing where it is whole."""
    yield from (f"the file: {trouble}." for trouble in damage(connection))
    yield from audit.broken(connection)
    rows = connection.execution_options(yield_per=STRIDE).execute(
        select(tables.document).order_by(tables.document.c.id)
    )
    for row in rows.mappings():
        yield from document_problems(connection, row)
    yield from former_problems(connection)
    yield from audit_problems(connection)
    yield from stale(connection)


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
        document, claims = document_of(row), [from_json(claim["body"], Claim) for claim in kept]
    except LedgerError as error:
        yield f"{name}: {error}"
        return
    yield from reading_problems(name, document, claims, row["told"])
    yield from column_problems(connection, kept, claims)


def reading_problems(name: str, document: Document, claims: Sequence[Claim], told: str) -> Iterator[str]:
    """Where a reading is not what was kept, or a claim of it is not in its text."""
    for claim in claims:
        try:
            check_claim(claim, document.text)
        except EvidenceError as error:
            yield str(error)
    if told_digest(document, claims) != told:
        yield f"{name}: its data or its claims are not those that were kept."


def column_problems(connection: Connection, kept: Sequence[RowMapping], claims: Sequence[Claim]) -> Iterator[str]:
    """Where the columns for searching say something else than the claims."""
    for row, claim in zip(kept, claims, strict=True):
        if claim_row(claim, row["position"]) != dict(row):
            yield f"claim {row['id']}: its columns and its record differ."
    f = tables.figure.c
    query = select(tables.figure).join(tables.claim).where(tables.claim.c.id.in_([claim.id for claim in claims]))
    rows = connection.execute(query.order_by(tables.claim.c.position, f.position)).mappings()
    if [dict(row) for row in rows] != flat(figure_rows(claim) for claim in claims):
        yield f"document {claims[0].document} ({claims[0].ref}): its figures and its claims differ."


def former_problems(connection: Connection) -> Iterator[str]:
    """What is wrong with readings that later ones took the place of."""
    reading, c = tables.former_reading, tables.former_claim.c
    ordered = select(reading).order_by(reading.c.document_id, reading.c.reading)
    for row in connection.execution_options(yield_per=STRIDE).execute(ordered):
        own = (c.document_id == row.document_id) & (c.reading == row.reading)
        bodies = connection.execute(select(c.body).where(own).order_by(c.position)).scalars()
        name = f"document {row.document_id}, reading {row.reading}"
        try:
            document, claims = from_json(row.body, Document), [from_json(body, Claim) for body in bodies]
        except LedgerError as error:
            yield f"{name}: {error}"
            continue
        yield from reading_problems(name, document, claims, row.told)


def audit_problems(connection: Connection) -> Iterator[str]:
    """Facts that the audit does not know, or knows otherwise, and facts that it knows and the ledger has not."""
    told: dict[str, object] = {}
    decided: dict[str, object] = {}
    failed: set[tuple[str, str, str]] = set()
    for entry in audit.entries(connection):
        if entry.verb in {"keep", "reread"}:
            told[entry.about] = entry.detail.get("told")
        elif entry.verb == "decide":
            decided[entry.about] = entry.detail
        elif entry.verb == "fail":
            failed.add((entry.about, str(entry.detail.get("stage")), str(entry.detail.get("reason"))))
    yield from differences("document", told, dict(pairs(connection, tables.document.c.id, tables.document.c.told)))
    bodies = pairs(connection, tables.decision.c.id, tables.decision.c.body)
    yield from differences("decision", decided, {name: plain(body) for name, body in bodies})
    c = tables.failure.c
    failures = {tuple(row) for row in connection.execute(select(c.ref, c.stage, c.reason))}
    yield from differences("failure of", *({" ".join(row): row for row in rows} for rows in (failed, failures)))


def pairs(connection: Connection, name: Column[str], value: Column[str]) -> list[tuple[str, str]]:
    """The ids of a table, with the value of another column."""
    return [(row[0], row[1]) for row in connection.execute(select(name, value))]


def plain(body: str) -> object:
    """A decision as the audit writes it."""
    return audit.details(body)


def differences(kind: str, audited: Mapping[str, object], kept: Mapping[str, object]) -> Iterator[str]:
    """Where the audit and the ledger disagree about facts of a kind."""
    for name in sorted(audited.keys() | kept.keys()):
        if name not in kept:
            yield f"{kind} {name}: the audit says that it was kept, and it is gone."
        elif name not in audited:
            yield f"{kind} {name}: it is there, and the audit does not know of it."
        elif audited[name] != kept[name]:
            yield f"{kind} {name}: it was changed after it was kept."


def stale(connection: Connection) -> Iterator[str]:
    """Incidents of claims that are no more: documents were read again, and nothing was linked since."""
    member, claim = tables.membership.c, tables.claim.c
    lost = select(member.incident_id).outerjoin(tables.claim, claim.id == member.claim_id).where(claim.id.is_(None))
    for incident in connection.execute(lost.distinct().order_by(member.incident_id).limit(20)).scalars():
        yield f"incident {incident}: it has a claim that a later reading replaced. `recounted read` links anew."
