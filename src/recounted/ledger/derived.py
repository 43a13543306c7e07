"""Incidents, copies and tallies: a pure function of the facts, replaced as a whole or amended in part."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, func, insert, select

from recounted.ledger import tables
from recounted.ledger.rows import Row, day, estimate_rows, flat, incident_row, membership_rows, to_json
from recounted.model import Copy, Incident, Tally

Thing = TypeVar("Thing")

BATCH = 500


def replace(
    connection: Connection, incidents: Iterable[Incident], copies: Iterable[Copy], tallies: Iterable[Tally]
) -> None:
    """Drop what was derived before, and keep this."""
    for table in (tables.block, tables.membership, tables.estimate, *tables.DERIVED):
        connection.execute(delete(table))
    add_incidents(connection, incidents)
    add_copies(connection, copies)
    add_tallies(connection, tallies)


def add_incidents(connection: Connection, incidents: Iterable[Incident]) -> None:
    """Add incidents, with their estimates and claims."""
    for some in batches(incidents):
        add(connection, tables.incident, [incident_row(incident) for incident in some])
        add(connection, tables.estimate, flat(estimate_rows(incident) for incident in some))
        add(connection, tables.membership, flat(membership_rows(incident) for incident in some))


def add_copies(connection: Connection, copies: Iterable[Copy]) -> None:
    """Add copies."""
    for some in batches(copies):
        add(connection, tables.copy, [copy_row(copy) for copy in some])


def add_tallies(connection: Connection, tallies: Iterable[Tally]) -> None:
    """Add running totals."""
    for some in batches(tallies):
        add(connection, tables.tally, [tally_row(tally) for tally in some])


def add_keys(connection: Connection, keys: Mapping[str, Collection[int]]) -> None:
    """Have incidents found by keys."""
    for some in batches(keys.items()):
        add(connection, tables.block, [{"key": key, "incident_id": one} for one, own in some for key in own])


def add_bands(connection: Connection, bands: Mapping[str, Collection[int]]) -> None:
    """Have documents found by keys of their texts. Inside, a document has a short number: its keys are many."""
    last = connection.execute(select(func.max(tables.sketch.c.number))).scalar() or 0
    for some in batches(enumerate(bands.items(), last + 1)):
        add(connection, tables.sketch, [{"number": number, "document_id": name} for number, (name, _) in some])
        add(connection, tables.band, [{"key": key, "number": number} for number, (_, own) in some for key in set(own)])


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
