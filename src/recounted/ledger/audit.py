"""The audit: who did what, when. Rows are only added, and each holds the hash of the one before."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from recounted.ledger import tables
from recounted.ledger.rows import digest, to_json

#: Who acts, and when: a name, and a UTC time as ISO 8601.
Stamp = tuple[str, str]

# Asked for every row, so they are put together once.
LAST, ADD = select(tables.head.c.seq, tables.head.c.hash), insert(tables.audit)
MOVE = update(tables.head).values(seq=bindparam("to_seq"), hash=bindparam("to_hash"))

#: What the first row has for the hash of the one before.
NOTHING = "0" * 64


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the audit: at which UTC time who did what, about which id, and the details.

    `hash` is the SHA-256 of all the others, `previous` the hash of the row before.
    """

    seq: int
    at: str
    who: str
    verb: str
    about: str
    detail: dict[str, Any]
    previous: str
    hash: str


def hash_of(seq: int, line: tuple[str, str, str, str, str], previous: str) -> str:
    """The hash of a row; `line` is its time, person, verb, subject and details."""
    return digest(to_json([seq, *line, previous]).encode())


def add(connection: Connection, stamp: Stamp, act: tuple[str, str], detail: Mapping[str, Any]) -> None:
    """Add a row to the audit: what was done, and about which id."""
    (who, at), (verb, about) = stamp, act
    last = connection.execute(LAST).one()
    seq, body = last.seq + 1, to_json(detail)
    found = hash_of(seq, (at, who, verb, about, body), last.hash)
    row = {"at": at, "who": who, "verb": verb, "about": about, "detail": body}
    connection.execute(ADD, row | {"seq": seq, "previous": last.hash, "hash": found})
    connection.execute(MOVE, {"to_seq": seq, "to_hash": found})


def newest(
    connection: Connection, most: int, who: str | None = None, verb: str | None = None, day: date | None = None
) -> list[Entry]:
    """The last rows of the audit, newest first; of one person, of one kind, of one day, if wanted."""
    c = tables.audit.c
    query = select(tables.audit).order_by(c.seq.desc()).limit(most)
    query = query if who is None else query.where(c.who == who)
    query = query if verb is None else query.where(c.verb == verb)
    query = query if day is None else query.where(c.at.startswith(str(day)))
    return [Entry(**{**row, "detail": details(row["detail"])}) for row in connection.execute(query).mappings()]


def entries(connection: Connection) -> Iterator[Entry]:
    """The rows of the audit, oldest first."""
    rows = connection.execution_options(yield_per=500).execute(select(tables.audit).order_by(tables.audit.c.seq))
    for row in rows.mappings():
        yield Entry(**{**row, "detail": details(row["detail"])})


def details(body: str) -> dict[str, Any]:
    """The details of a row; under `unreadable` where somebody made them so."""
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.MsgspecError:
        return {"unreadable": body}


def broken(connection: Connection) -> Iterator[str]:
    """Where the chain of the audit is broken, in words."""
    previous, expected = NOTHING, 1
    rows = connection.execution_options(yield_per=500).execute(select(tables.audit).order_by(tables.audit.c.seq))
    for row in rows:
        if row.seq != expected:
            yield f"audit: rows {expected} to {row.seq - 1} are missing."
        elif row.previous != previous:
            yield f"audit: row {row.seq} does not follow from row {row.seq - 1}: one of the two was changed."
        line = (row.at, row.who, row.verb, row.about, row.detail)
        if hash_of(row.seq, line, row.previous) != row.hash:
            yield f"audit: row {row.seq} ({row.verb} {row.about}, {row.at}) was changed after it was written."
        previous, expected = row.hash, row.seq + 1
    head = connection.execute(select(tables.head)).one_or_none()
    if head is None:
        yield "audit: the ledger's note of its last row is missing."
    elif (head.seq, head.hash) != (expected - 1, previous):
        yield f"audit: it ends at row {expected - 1}, but row {head.seq} was written last: rows are missing or changed."
