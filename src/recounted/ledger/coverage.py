"""What a ledger covers: whose reports, of which days and languages, read by what, and how much people have seen."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Column, Connection, func, select

from recounted.ledger import tables
from recounted.model import Decision


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What a ledger was made from. Days are ISO 8601; `publishers`, `languages` and `extractors` count documents.

    A document without a publisher or day counts under the name "unknown". `reviewed` counts the claims that a decision
    in force is about; `seal` is the hash of the audit's last row, which stands for all facts together.
    """

    publishers: dict[str, int]
    languages: dict[str, int]
    extractors: dict[str, int]
    first: str | None
    last: str | None
    undated: int
    documents: int
    claims: int
    incidents: int
    tallies: int
    failures: int
    copies: int
    decisions: int
    reviewed: int
    seal: str


def coverage(connection: Connection, decisions: Iterable[Decision]) -> Coverage:
    """What the ledger covers, given the decisions that stand."""
    c = tables.document.c
    standing = list(decisions)
    days = connection.execute(select(func.min(c.published), func.max(c.published), func.count(c.published))).one()
    documents = count(connection, tables.document.c.id)
    failures = select(func.count()).where(tables.failure.c.mended_at.is_(None))
    return Coverage(
        publishers=grouped(connection, c.publisher),
        languages=grouped(connection, c.language),
        extractors=grouped(connection, c.extractor),
        first=days[0],
        last=days[1],
        undated=documents - days[2],
        documents=documents,
        claims=count(connection, tables.claim.c.id),
        incidents=count(connection, tables.incident.c.id),
        tallies=count(connection, tables.tally.c.id),
        failures=connection.execute(failures).scalar_one(),
        copies=count(connection, tables.copy.c.document_id),
        decisions=len(standing),
        reviewed=len({claim for decision in standing for claim in decision.about}),
        seal=connection.execute(select(tables.head.c.hash)).scalar() or "",
    )


def count(connection: Connection, column: Column[str]) -> int:
    """The number of rows of a table."""
    return connection.execute(select(func.count(column))).scalar_one()


def grouped(connection: Connection, column: Column[str]) -> dict[str, int]:
    """Value of a column → number of rows, by value."""
    rows = connection.execute(select(column, func.count()).group_by(column))
    return dict(sorted((value or "unknown", number) for value, number in rows))
