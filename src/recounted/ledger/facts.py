"""Documents with their claims, and failures: how a ledger keeps them."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, delete, insert, literal, select, update

from recounted.errors import EvidenceError
from recounted.evidence import check_claim
from recounted.ledger import audit, tables
from recounted.ledger.rows import (
    claim_row,
    day,
    digest,
    document_of,
    document_row,
    figure_rows,
    flat,
    to_json,
    told_digest,
)
from recounted.model import Claim, Document, Failure

#: Characters that no text has and no database takes: the null, and halves of characters.
UNFIT = re.compile("[\\x00\\ud800-\\udfff]")

#: Who acts and when: a name, and a UTC time as ISO 8601.
Stamp = tuple[str, str]


def admit(document: Document, claims: Sequence[Claim]) -> None:
    """The gate of the ledger: refuse bytes that are not what the id says, and claims that are not in the text.

    Raises:
        EvidenceError: the document is not what it says it is, or a claim is not of it, not in it, or there twice.
    """
    if digest(document.raw) != document.id:
        raise EvidenceError(f"{document.ref}: the id {document.id} is not the SHA-256 of its bytes. Read it again.")
    if flaw := UNFIT.search(document.text):
        raise EvidenceError(
            f"{document.ref}: character {flaw.start()} of its text is {flaw[0]!a}, which stands for nothing. "
            "Read it again in its own encoding."
        )
    seen: set[str] = set()
    for claim in claims:
        if claim.document != document.id:
            raise EvidenceError(f"{document.ref}: claim {claim.id} is of document {claim.document}. Give it its own.")
        if claim.id in seen:
            raise EvidenceError(f"{document.ref}: two claims have the id {claim.id}. Make ids of all that tells apart.")
        seen.add(claim.id)
        check_claim(claim, document.text)


def newer(extractor: str, than: str) -> bool:
    """Whether an extractor's version is newer than another's; another extractor always is."""
    name, other = extractor.rpartition(" ")[0], than.rpartition(" ")[0]
    return name != other or numbers(extractor) > numbers(than)


def numbers(version: str) -> list[int]:
    """The numbers of a version, for comparing."""
    return [int(part) for part in re.findall(r"\d+", version.rpartition(" ")[2])]


def keep(connection: Connection, document: Document, claims: Sequence[Claim], extractor: str, stamp: Stamp) -> bool:
    """Keep a document with its claims; whether that changed anything."""
    c = tables.document.c
    known = (
        connection.execute(select(c.ref, c.extractor, c.told).where(c.id == document.id).with_for_update())
        .mappings()
        .one_or_none()
    )
    mend(connection, document.ref, stamp)
    if known is None:
        add_document(connection, document, claims, extractor, stamp)
    elif known["ref"] != document.ref:
        return add_appearance(connection, document, stamp)
    elif not replaces(known, told_digest(document, claims), extractor):
        return False
    else:
        replace_reading(connection, document, claims, extractor, stamp)
    return True


def replaces(known: RowMapping, told: str, extractor: str) -> bool:
    """Whether a reading takes the place of the known one: it is not older, and tells something else."""
    if extractor == known["extractor"]:
        return bool(told != known["told"])
    return newer(extractor, known["extractor"])


def add_document(
    connection: Connection, document: Document, claims: Sequence[Claim], extractor: str, stamp: Stamp
) -> None:
    """Add a document that is new. Other bytes from a known address are that page's next version."""
    told = told_digest(document, claims)
    version, previous = last_version(connection, document.url)
    row = document_row(document) | {"extractor": extractor, "told": told, "read_at": stamp[1], "reading": 1}
    connection.execute(insert(tables.document), row | {"version": version + 1, "previous": previous})
    add_claims(connection, claims)
    note(connection, "keep", document.id, stamp, {"told": told, "claims": len(claims), "extractor": extractor})


def last_version(connection: Connection, url: str | None) -> tuple[int, str | None]:
    """How many versions of a page are known, and the id of the last."""
    if url is None:
        return 0, None
    c = tables.document.c
    row = connection.execute(
        select(c.version, c.id).where(c.url == url).order_by(c.version.desc()).limit(1)
    ).one_or_none()
    return (row.version, row.id) if row else (0, None)


def add_claims(connection: Connection, claims: Sequence[Claim]) -> None:
    """Add claims in their order, and their figures."""
    if not claims:
        return
    connection.execute(insert(tables.claim), [claim_row(claim, position) for position, claim in enumerate(claims)])
    if figures := flat(figure_rows(claim) for claim in claims):
        connection.execute(insert(tables.figure), figures)


def replace_reading(
    connection: Connection, document: Document, claims: Sequence[Claim], extractor: str, stamp: Stamp
) -> None:
    """Put a later reading in the place of an earlier one, which is kept as a former reading."""
    old, told = tables.document.c, told_digest(document, claims)
    retire(connection, document.id, stamp)
    row = {name: value for name, value in document_row(document).items() if name not in {"id", "raw"}}
    now = {"extractor": extractor, "told": told, "reading": old.reading + 1}
    connection.execute(update(tables.document).where(old.id == document.id).values(row | now))
    add_claims(connection, claims)
    note(connection, "reread", document.id, stamp, {"told": told, "claims": len(claims), "extractor": extractor})


def retire(connection: Connection, document_id: str, stamp: Stamp) -> None:
    """Move a document's reading, with its claims, to the former ones."""
    old, claim = tables.document.c, tables.claim.c
    columns = [column for column in old if column.name != "raw"]
    row = connection.execute(select(*columns).where(old.id == document_id)).mappings().one()
    former = {name: row[name] for name in ("reading", "extractor", "told")}
    body = to_json(document_of(row))
    connection.execute(
        insert(tables.former_reading), former | {"document_id": document_id, "retired_at": stamp[1], "body": body}
    )
    own = claim.document_id == document_id
    moved = select(claim.document_id, literal(row["reading"]), claim.position, claim.id, claim.body).where(own)
    names = ["document_id", "reading", "position", "id", "body"]
    connection.execute(insert(tables.former_claim).from_select(names, moved))
    connection.execute(delete(tables.claim).where(own))


def add_appearance(connection: Connection, document: Document, stamp: Stamp) -> bool:
    """Note that a known document's bytes came under another name too; whether that is news."""
    c = tables.appearance.c
    found = (c.document_id == document.id) & (c.ref == document.ref)
    if connection.execute(select(c.ref).where(found)).first():
        return False
    row = {"document_id": document.id, "ref": document.ref, "publisher": document.publisher, "url": document.url}
    connection.execute(insert(tables.appearance), row | {"published": day(document.published), "read_at": stamp[1]})
    note(connection, "appear", document.id, stamp, {"ref": document.ref})
    return True


def keep_failure(connection: Connection, failure: Failure, stamp: Stamp) -> bool:
    """Keep a failure; whether it is news."""
    c = tables.failure.c
    same = (c.ref == failure.ref) & (c.stage == failure.stage) & (c.reason == failure.reason)
    known = connection.execute(select(c.mended_at).where(same)).one_or_none()
    if known is not None and known.mended_at is None:
        return False
    if known is None:
        row = {"ref": failure.ref, "stage": failure.stage, "reason": failure.reason}
        connection.execute(insert(tables.failure), row | {"at": stamp[1]})
    else:
        connection.execute(update(tables.failure).where(same).values(at=stamp[1], mended_at=None))
    note(connection, "fail", failure.ref, stamp, {"stage": failure.stage, "reason": failure.reason})
    return True


def mend(connection: Connection, ref: str, stamp: Stamp) -> None:
    """Mark the failures of a document as mended, now that it could be read."""
    c = tables.failure.c
    open_ones = (c.ref == ref) & c.mended_at.is_(None)
    if connection.execute(select(c.ref).where(open_ones)).first():
        connection.execute(update(tables.failure).where(open_ones).values(mended_at=stamp[1]))


def note(connection: Connection, verb: str, about: str, stamp: Stamp, detail: dict[str, object]) -> None:
    """Add a row to the audit."""
    who, at = stamp
    audit.add(connection, (at, who, verb, about), detail)
