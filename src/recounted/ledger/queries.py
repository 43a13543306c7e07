"""What can be asked of a ledger: filters over claims, figures and incidents, and things by their id."""

from datetime import date, timedelta
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, Connection, Select, Table, exists, select

from recounted.errors import AmbiguousError, LedgerError, UsageError
from recounted.ledger import tables
from recounted.ledger.rows import day


class Wanted(TypedDict, total=False):
    """Which claims, figures or incidents: all filters must hold; what is not named does not matter.

    `since` and `until` are the first and last day of a period that must be met; `box` is west, south, east, north in
    degrees, WGS 84. `document` and `incident` are ids; `source` is the innermost source's name.
    """

    document: str
    incident: str
    source: str
    event_type: str
    event_kind: str
    modality: str
    country: str
    grade: str
    harm: str
    category: str
    scope: str
    since: date
    until: date
    box: tuple[float, float, float, float]


#: Filter → the columns of each table that it compares with.
SAME = {
    "claim": {"document": "document_id"}
    | {n: n for n in ("source", "event_type", "event_kind", "modality", "country")},
    "figure": {n: n for n in ("harm", "category", "scope")},
    "incident": {n: n for n in ("event_type", "event_kind", "country", "grade")},
    "estimate": {n: n for n in ("harm", "category")},
}

#: Where to look ids up.
LISTED_BY = {
    "document": "a document also goes by its file name, its URL or its id in a table",
    "claim": "`recounted show DOCUMENT` lists a document's claims",
    "incident": "`recounted incidents` lists them",
}
#: The order of incidents: the earliest first, those without a day last.
EARLIEST = (tables.incident.c.date_start.asc().nulls_last(), tables.incident.c.id)

#: No period longer than this is a short one.
SHORT = timedelta(62)

#: What comes after every letter of an id, in any order of letters.
BEYOND = "zzzz"

#: How a message begins about a claim that another reading has replaced.
WAS_ONE = "It was one until"

PLACED = frozenset({"since", "until", "box"})


def narrowed(query: Select[str], main: Table, part: Table, wanted: Wanted) -> Select[str]:
    """The query with filters on a table and on the table of its figures or estimates.

    Raises:
        UsageError: there is no such filter for this.
    """
    own, parts = SAME[main.name], SAME[part.name]
    known = own.keys() | parts.keys() | PLACED | ({"incident"} if main.name == "claim" else set())
    if unknown := wanted.keys() - known:
        raise UsageError(
            f"No filter {', '.join(sorted(unknown))} for {main.name}s. There are: {', '.join(sorted(known))}."
        )
    for name in own.keys() & wanted.keys():
        query = query.where(main.c[own[name]] == wanted[name])  # type: ignore[literal-required]
    return placed(parted(query, main, part, wanted), main, wanted)


def parted(query: Select[str], main: Table, part: Table, wanted: Wanted) -> Select[str]:
    """The query with filters on figures or estimates: one of them has all that is wanted."""
    names = (SAME[part.name].keys() - SAME[main.name].keys()) & wanted.keys()
    if names:
        one = exists().where(part.c[f"{main.name}_id"] == main.c.id)
        for name in names:
            one = one.where(part.c[name] == wanted[name])  # type: ignore[literal-required]
        query = query.where(one)
    if "incident" in wanted:
        members = select(tables.membership.c.claim_id).where(tables.membership.c.incident_id == wanted["incident"])
        query = query.where(main.c.id.in_(members))
    return query


def placed(query: Select[str], main: Table, wanted: Wanted) -> Select[str]:
    """The query with filters on days and on the map."""
    if "since" in wanted:
        query = query.where(main.c.date_end >= day(wanted["since"]))
    if "until" in wanted:
        query = query.where(main.c.date_start <= day(wanted["until"]))
    if "box" in wanted:
        west, south, east, north = wanted["box"]
        query = query.where(main.c.longitude.between(west, east), main.c.latitude.between(south, north))
    return query


def in_turn(wanted: Wanted) -> tuple[ColumnElement[Any], ...]:
    """The order of claims that pass filters: document by document, in reading order.

    What a country or a box has within a short period is little, and quickly gathered by an index and then sorted. A
    server takes it for some thirty times as much, since it cannot tell how many rows both begin before a day and end
    after another, and would look through all claims in their order instead. So it is given an order without an index.
    """
    c = tables.claim.c
    short = "since" in wanted and "until" in wanted and wanted["until"] - wanted["since"] <= SHORT
    if short and ("country" in wanted or "box" in wanted):
        return c.document_id.concat(""), c.position
    return c.document_id, c.position


def one_id(connection: Connection, table: Table, asked: str, where: str) -> str:
    """The id that is meant: the whole of it, or a beginning that only one has.

    Raises:
        LedgerError: none has it; names the one that comes near.
        AmbiguousError: several begin like that; names them.
    """
    if connection.execute(select(table.c.id).where(table.c.id == asked)).first():
        return asked
    begins = table.c.id.between(asked, asked + BEYOND) & table.c.id.startswith(asked, autoescape=True)
    like = select(table.c.id).where(begins).order_by(table.c.id).limit(4)
    near = list(connection.execute(like).scalars()) if asked else []
    if len(near) == 1:
        return str(near[0])
    if near:
        raise AmbiguousError(f"{where}: several ids begin with {asked}: {', '.join(near[:3])} … Give more of it.")
    raise LedgerError(f"{where} has no {table.name} “{asked}”. {nearest(connection, table, asked)}")


def nearest(connection: Connection, table: Table, asked: str) -> str:
    """Advice for an id that nothing has: the one that comes next in order, and how to list them."""
    following = select(table.c.id).where(table.c.id >= asked).order_by(table.c.id).limit(1)
    last = select(table.c.id).order_by(table.c.id.desc()).limit(1)
    near = connection.execute(following).scalar() or connection.execute(last).scalar()
    if table is tables.claim and (retired := retirement(connection, asked)):
        return f"{WAS_ONE} {retired}, when its document was read again; {LISTED_BY[table.name]}."
    if near is None:
        return f"There are no {table.name}s in it yet."
    return f"The nearest id is {near}; {LISTED_BY[table.name]}."


def retirement(connection: Connection, claim_id: str) -> str | None:
    """When a claim was replaced by a later reading of its document, if it was."""
    claim, reading = tables.former_claim.c, tables.former_reading.c
    joined = (reading.document_id == claim.document_id) & (reading.reading == claim.reading)
    query = select(reading.retired_at).join(tables.former_claim, joined).where(claim.id == claim_id)
    return connection.execute(query.order_by(reading.reading.desc()).limit(1)).scalar()
