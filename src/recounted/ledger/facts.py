"""Documents with their claims, and failures: how a ledger keeps them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, literal, select, update

from recounted.errors import EvidenceError
from recounted.evidence import check_claim
from recounted.ledger import audit, tables
from recounted.ledger.audit import Stamp
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

# Asked for every document, so they are put together once.
DOCUMENT, FAILURE = tables.document.c, tables.failure.c
KNOWN = select(DOCUMENT.ref, DOCUMENT.extractor, DOCUMENT.told).where(DOCUMENT.id == bindparam("id"))
LAST = select(DOCUMENT.version, DOCUMENT.id).where(DOCUMENT.url == bindparam("url")).order_by(DOCUMENT.version.desc())
OPEN = (FAILURE.ref == bindparam("of")) & FAILURE.mended_at.is_(None)
FAILED, MEND = select(FAILURE.ref).where(OPEN), update(tables.failure).where(OPEN)
ADD_DOCUMENT, ADD_CLAIMS, ADD_FIGURES = insert(tables.document), insert(tables.claim), insert(tables.figure)


@dataclass(frozen=True)
class Reading:
    """A document with its claims in reading order, as a version of an extractor read them; who had it read, when."""

    document: Document
    claims: Sequence[Claim]
    extractor: str
    stamp: Stamp

    @cached_property
    def told(self) -> str:
        """The digest of all that the reading told."""
        return told_digest(self.document, self.claims)


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


def keep(connection: Connection, reading: Reading) -> bool:
    """Keep a reading; whether that changed anything."""
    document = reading.document
    known = connection.execute(KNOWN, {"id": document.id}).mappings().one_or_none()
    mend(connection, document.ref, reading.stamp)
    if known is None:
        add_document(connection, reading)
    elif known["ref"] != document.ref:
        return add_appearance(connection, document, reading.stamp)
    elif not replaces(reading, known):
        return False
    else:
        replace_reading(connection, reading, known["told"])
    return True


def replaces(reading: Reading, known: RowMapping) -> bool:
    """Whether a reading takes the place of the known one: by a newer version, or by the same, to another result."""
    if reading.extractor == known["extractor"]:
        return bool(reading.told != known["told"])
    return newer(reading.extractor, known["extractor"])


def add_document(connection: Connection, reading: Reading) -> None:
    """Add a document that is new. Other bytes from a known address are that page's next version."""
    document = reading.document
    last = connection.execute(LAST.limit(1), {"url": document.url}).one_or_none() if document.url else None
    row = document_row(document) | {"read_at": reading.stamp[1], "reading": 1}
    row |= {"version": last.version + 1, "previous": last.id} if last else {"version": 1, "previous": None}
    connection.execute(ADD_DOCUMENT, row | {"extractor": reading.extractor, "told": reading.told})
    add_claims(connection, reading)
    note(connection, "keep", reading)


def add_claims(connection: Connection, reading: Reading) -> None:
    """Add claims in their order, and their figures."""
    if not reading.claims:
        return
    connection.execute(ADD_CLAIMS, [claim_row(claim, position) for position, claim in enumerate(reading.claims)])
    if figures := flat(figure_rows(claim) for claim in reading.claims):
        connection.execute(ADD_FIGURES, figures)


def replace_reading(connection: Connection, reading: Reading, known: str) -> None:
    """Put a later reading in the place of an earlier one, which is kept too where it told something else."""
    own = DOCUMENT.id == reading.document.id
    if known == reading.told:
        connection.execute(update(tables.document).where(own).values(extractor=reading.extractor))
    else:
        retire(connection, reading.document.id, reading.stamp)
        row = {name: value for name, value in document_row(reading.document).items() if name not in {"id", "raw"}}
        row |= {"extractor": reading.extractor, "told": reading.told, "reading": DOCUMENT.reading + 1}
        connection.execute(update(tables.document).where(own).values(row))
        add_claims(connection, reading)
    note(connection, "reread", reading)


def retire(connection: Connection, document_id: str, stamp: Stamp) -> None:
    """Move a document's reading, with its claims, to the former ones."""
    claim = tables.claim.c
    columns = [column for column in DOCUMENT if column.name != "raw"]
    row = connection.execute(select(*columns).where(DOCUMENT.id == document_id)).mappings().one()
    former = {name: row[name] for name in ("reading", "extractor", "told")}
    former |= {"document_id": document_id, "retired_at": stamp[1], "body": to_json(document_of(row))}
    connection.execute(insert(tables.former_reading), former)
    own = claim.document_id == document_id
    moved = select(claim.document_id, literal(row["reading"]), claim.position, claim.id, claim.body).where(own)
    names = ["document_id", "reading", "position", "id", "body"]
    connection.execute(insert(tables.former_claim).from_select(names, moved))
    connection.execute(delete(tables.claim).where(own))


def note(connection: Connection, verb: str, reading: Reading) -> None:
    """Add a reading to the audit."""
    detail = {"told": reading.told, "claims": len(reading.claims), "extractor": reading.extractor}
    audit.add(connection, reading.stamp, (verb, reading.document.id), detail)


def add_appearance(connection: Connection, document: Document, stamp: Stamp) -> bool:
    """Note that a known document's bytes came under another name too; whether that is news."""
    c = tables.appearance.c
    found = (c.document_id == document.id) & (c.ref == document.ref)
    if connection.execute(select(c.ref).where(found)).first():
        return False
    row = {"document_id": document.id, "ref": document.ref, "publisher": document.publisher, "url": document.url}
    connection.execute(insert(tables.appearance), row | {"published": day(document.published), "read_at": stamp[1]})
    audit.add(connection, stamp, ("appear", document.id), {"ref": document.ref})
    return True


def keep_failure(connection: Connection, failure: Failure, stamp: Stamp) -> bool:
    """Keep a failure; whether it is news."""
    same = (FAILURE.ref == failure.ref) & (FAILURE.stage == failure.stage) & (FAILURE.reason == failure.reason)
    known = connection.execute(select(FAILURE.mended_at).where(same)).one_or_none()
    if known is not None and known.mended_at is None:
        return False
    row = {"stage": failure.stage, "reason": failure.reason}
    if known is None:
        connection.execute(insert(tables.failure), row | {"ref": failure.ref, "at": stamp[1]})
    else:
        connection.execute(update(tables.failure).where(same).values(at=stamp[1], mended_at=None))
    audit.add(connection, stamp, ("fail", failure.ref), row)
    return True


def mend(connection: Connection, ref: str, stamp: Stamp) -> None:
    """Mark the failures of a document as mended, now that it could be read."""
    if connection.execute(FAILED, {"of": ref}).first():
        connection.execute(MEND.values(mended_at=stamp[1]), {"of": ref})
