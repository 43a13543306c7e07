"""Records to rows of tables, and back."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Result

from recounted.errors import LedgerError
from recounted.model import Claim, Document, Figure, Incident

Row = dict[str, Any]
Record = TypeVar("Record", bound=msgspec.Struct)

UNREADABLE = "cannot be understood: {}. It was changed by hand, or by a newer program; run `recounted check`."

#: The largest whole number that every database holds; a greater one is searched for as this.
LARGEST = 2**63 - 1


def to_json(record: object) -> str:
    """A record as JSON, the same characters every time."""
    return msgspec.json.encode(record).decode()


def from_json(body: str, kind: type[Record]) -> Record:
    """A record from its JSON.

    Raises:
        LedgerError: it is no such record.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise LedgerError(f"A {kind.__name__.lower()} in the ledger {UNREADABLE.format(error)}") from error


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def day(value: date | None) -> str | None:
    """A day as ISO 8601."""
    return None if value is None else value.isoformat()


def counted(value: int | None) -> int | None:
    """A count as a database holds it."""
    return None if value is None else min(value, LARGEST)


def told_digest(document: Document, claims: Iterable[Claim]) -> str:
    """The digest of all that a reading told: the document's own data, its text, and its claims in their order."""
    bare = msgspec.structs.replace(document, raw=b"")
    return digest("\n".join([to_json(bare), *(to_json(claim) for claim in claims)]).encode())


def document_row(document: Document) -> Row:
    """The columns of a document that come from the document itself."""
    row = {name: getattr(document, name) for name in document.__struct_fields__}
    return row | {"published": day(document.published), "text_sha256": digest(document.text.encode())}


def as_dicts(rows: Result[Any]) -> Iterator[Row]:
    """Rows as plain dictionaries, which are much faster to go about than SQLAlchemy's own."""
    names = tuple(rows.keys())
    return (dict(zip(names, row, strict=True)) for row in rows)


def document_of(row: Mapping[Any, Any]) -> Document:
    """The document of a row; without its bytes where the row has none.

    Raises:
        LedgerError: its day is none.
    """
    values = {name: row[name] for name in Document.__struct_fields__ if name in row}
    try:
        values["published"] = None if row["published"] is None else date.fromisoformat(row["published"])
    except ValueError as error:
        raise LedgerError(f"Document {row['id']} {UNREADABLE.format(error)}") from error
    return Document(**values)


def claim_row(claim: Claim, position: int) -> Row:
    """The row of a claim. Its place is the most precise one that could be resolved; its source the innermost."""
    known = [place for place in claim.locations if place.latitude is not None]
    place = min(known, key=lambda place: place.where_prec or 9, default=None)
    return {
        "id": claim.id,
        "document_id": claim.document,
        "position": position,
        "event_type": claim.event_type,
        "event_kind": claim.event_kind,
        "modality": claim.modality,
        "date_start": day(claim.time.date_start) if claim.time else None,
        "date_end": day(claim.time.date_end) if claim.time else None,
        "country": place.country if place else next((p.country for p in claim.locations if p.country), None),
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "source": claim.sources[-1].name if claim.sources else None,
        "body": to_json(claim),
    }


def figure_rows(claim: Claim) -> list[Row]:
    """One row for each figure of a claim."""
    return [
        {"claim_id": claim.id, "position": position, **bounds(figure)} | figure_marks(figure)
        for position, figure in enumerate(claim.toll)
    ]


def figure_marks(figure: Figure) -> Row:
    """What a figure counts, and over which time."""
    row: Row = {name: getattr(figure, name) for name in ("harm", "category", "scope", "modality", "part_of")}
    return row | {"since": day(figure.since), "until": day(figure.until)}


def bounds(counts: Any) -> Row:
    """Low, best and high of a figure or an estimate."""
    return {name: counted(getattr(counts, name)) for name in ("low", "best", "high")}


def incident_row(incident: Incident) -> Row:
    """The row of an incident."""
    names = ("id", "event_type", "event_kind", "country", "place", "latitude", "longitude", "grade")
    row: Row = {name: getattr(incident, name) for name in names}
    return row | {
        "date_start": day(incident.date_start),
        "date_end": day(incident.date_end),
        "body": to_json(incident),
    }


def estimate_rows(incident: Incident) -> list[Row]:
    """One row for each estimate of an incident."""
    return [
        {"incident_id": incident.id, "position": position, "policy": estimate.policy, **bounds(estimate)}
        | {"harm": estimate.harm, "category": estimate.category}
        for position, estimate in enumerate(incident.estimates)
    ]


def membership_rows(incident: Incident) -> list[Row]:
    """One row for each claim of an incident."""
    return [{"incident_id": incident.id, "claim_id": claim} for claim in dict.fromkeys(incident.claims)]


def flat(groups: Iterable[Sequence[Row]]) -> list[Row]:
    """All rows of some groups of rows."""
    return [row for group in groups for row in group]
