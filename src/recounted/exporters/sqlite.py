"""Our tables in a SQLite file with views for people, as Datasette and every database browser opens it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from recounted.exporters.formats import columns, formats
from recounted.exporters.rows import DROPPED, Row, all_rows
from recounted.exporters.stock import Stock
from recounted.exporters.writing import cell

DROPS = (
    *DROPPED,
    "Texts and bytes of documents, former readings, and the audit: the ledger itself has them.",
)

TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}

#: The tables that a view of the same name shows with more than they hold; they are called `incident_rows` and so on.
SHADED = {"incidents": "incident_rows", "tallies": "tally_rows"}

VIEWS = """
CREATE VIEW incidents AS
SELECT i.id, i.date_start, i.date_end, i.place, i.country, i.event_kind, i.alleged_actors,
       i.killed_low, i.killed_best, i.killed_high, i.killed_no_upper_bound,
       i.injured_low, i.injured_best, i.injured_high, i.injured_no_upper_bound,
       i.disputed, i.grade, i.independent_sources, i.independent_publishers, i.claims, i.reviewed_claims,
       i.event_type, i.date_prec, i.latitude, i.longitude, i.where_prec,
       (SELECT group_concat(publisher, '; ') FROM (
            SELECT DISTINCT d.publisher FROM members m JOIN claims c ON c.id = m.claim
            JOIN documents d ON d.id = c.document WHERE m.incident = i.id ORDER BY d.publisher)) AS publishers
FROM incident_rows i;
CREATE VIEW claims_with_evidence AS
SELECT c.id, m.incident, c.source, c.chain, c.speech_act, c.modality, c.event_kind, c.alleged_actors, c.recipients,
       c.date_start, c.date_end, c.place, c.text AS evidence, c.start, c.end, d.publisher, d.published, d.title, d.url,
       c.document, c.status,
       (SELECT group_concat(f.category || ' ' || f.harm || ' ' || coalesce(f.low, '?') || '/' ||
            coalesce(f.best, '?') || '/' || coalesce(f.high, '?') || ' (' || f.scope || ')', '; ')
        FROM figures f WHERE f.claim = c.id) AS figures
FROM claims c JOIN documents d ON d.id = c.document LEFT JOIN members m ON m.claim = c.id;
CREATE VIEW tallies AS
SELECT t.tally, t.source, t.category, t.harm, t.victims, t.since, t.date, t.low, t.best, t.high, t.flags,
       c.text AS evidence, t.claim
FROM tally_rows t LEFT JOIN claims c ON c.id = t.claim;
"""

#: What SQLite holds as it is; text too, for a database computes no formulas.
AS_IT_IS = frozenset({str, int, float, type(None)})

INDEXES = (("members", "incident"), ("members", "claim"), ("figures", "claim"), ("claims", "document"))


def write(stock: Stock, folder: Path) -> None:
    """One SQLite file."""
    with closing(sqlite3.connect(folder / "recounted.sqlite", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("BEGIN")
        for name in formats()["tables"]:
            database.execute(make(name))
        for name, rows in runs(all_rows(stock)):
            database.executemany(f"INSERT INTO {called(name)} VALUES ({', '.join('?' * len(columns(name)))})", rows)
        for table, column in INDEXES:
            database.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column})")
        database.execute("COMMIT")
        database.executescript(VIEWS)


def called(name: str) -> str:
    """What a table is called in the file."""
    return SHADED.get(name, name)


def make(name: str) -> str:
    """The statement that makes a table."""
    parts = [f'"{column}" {TYPES[kind]}' for column, (kind, _) in columns(name).items()]
    if key := formats()["keys"].get(name):
        parts.append(f"PRIMARY KEY ({', '.join(key)})")
    return f"CREATE TABLE {called(name)} ({', '.join(parts)})"


def runs(rows: Iterator[tuple[str, Row]]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Rows in lots, by table, in the form in which SQLite takes them."""
    while lot := list(islice(rows, 2_000)):
        by_table: dict[str, list[tuple[Any, ...]]] = {}
        for name, row in lot:
            own = [value if type(value) in AS_IT_IS else cell_of(value) for value in map(row.get, columns(name))]
            by_table.setdefault(name, []).append(tuple(own))
        yield from by_table.items()


def cell_of(value: object) -> object:
    """A value as SQLite holds it."""
    return int(value) if isinstance(value, bool) else cell(value)
