"""Incidents, copies and tallies: a pure function of the facts, replaced as a whole."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert

from recounted.ledger import tables
from recounted.ledger.rows import Row, day, estimate_rows, flat, incident_row, membership_rows, to_json
from recounted.model import Copy, Incident, Tally

Thing = TypeVar("Thing")

BATCH = 500


def replace(
    connection: Connection, incidents: Iterable[Incident], copies: Iterable[Copy], tallies: Iterable[Tally]
) -> None:
    """Drop what was derived before, and keep this."""
    for table in (tables.membership, tables.estimate, *tables.DERIVED):
        connection.execute(delete(table))
    for some in batches(incidents):
        add(connection, tables.incident, [incident_row(incident) for incident in some])
        add(connection, tables.estimate, flat(estimate_rows(incident) for incident in some))
        add(connection, tables.membership, flat(membership_rows(incident) for incident in some))
    for few in batches(copies):
        add(connection, tables.copy, [copy_row(copy) for copy in few])
    for part in batches(tallies):
        add(connection, tables.tally, [tally_row(tally) for tally in part])


def add(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Add rows to a table."""
    if rows:
        connection.execute(insert(table), rows)


def batches(things: Iterable[Thing]) -> Iterator[Sequence[Thing]]:
    """Things in lists of at most `BATCH`."""
    rest = iter(things)
    while some := list(islice(rest, BATCH)):
        yield some


def copy_row(copy: Copy) -> Row:
    """The row of a copy."""
    return {"document_id": copy.document, "copy_of": copy.copy_of, "body": to_json(copy)}


def tally_row(tally: Tally) -> Row:
    """The row of a tally."""
    row: Row = {name: getattr(tally, name) for name in ("id", "source", "harm", "category")}
    return row | {"since": day(tally.since), "body": to_json(tally)}
