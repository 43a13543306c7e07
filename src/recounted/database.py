"""A database by path or URL: opened, brought to the present version, and its complaints put into words.

What SQLite and PostgreSQL do differently is here, and nowhere else.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from recounted.errors import AddressError, LedgerError

#: The newest migration in data/migrations/versions. Versions are numbers, so a greater one is a newer one.
VERSION = "0006"
VERSION_TABLE = "ledger_version"

#: How long a writer waits for another, in seconds. A URL may say otherwise: `sqlite:///recounted.db?timeout=5`.
BUSY_SECONDS = 30

#: The lock that writers of a PostgreSQL ledger take in turns: a number of our own among the advisory locks.
WRITERS = 7_239_401

#: PostgreSQL plans each filter by its values, for a rare country otherwise than for a common one, and compiles none:
#: that takes longer than it saves.
PLANS = "-c plan_cache_mode=force_custom_plan -c jit=off"

#: SQLite checks foreign keys, and syncs its write-ahead log when it copies it into the file, every 32 MB.
PRAGMAS = ("foreign_keys = ON", "synchronous = NORMAL", "wal_autocheckpoint = 8000", "cache_size = -32000")


@dataclass(frozen=True)
class Database:
    """An open database. `where` is its path or URL as people wrote it, without a password; `engine` speaks to it."""

    where: str
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database, whatever others write meanwhile."""
        with translated(self.where), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose writes are all kept when the block ends, or none of them. Writers wait for each other."""
        with translated(self.where), self.engine.connect() as fresh:
            connection = fresh.execution_options(writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_database(where: str, create: bool = True) -> Database:
    """Open a database and bring it to the present version.

    Args:
        where: a path, or a URL such as `postgresql://host/name`.
        create: whether to make a new one where there is none.

    Raises:
        LedgerError: there is none, it is no database or not a ledger, it is of a newer version, or it is out of reach.
        AddressError: so it is, behind an address.
    """
    try:
        return opened(where, create)
    except LedgerError as error:
        if "://" not in where or where.startswith("sqlite:"):
            raise
        raise AddressError(str(error)) from error


def opened(where: str, create: bool) -> Database:
    """An open database of the present version."""
    url = url_of(where)
    name = make_url(where).render_as_string(hide_password=True) if "://" in where else where
    if url.get_backend_name() == "sqlite":
        path = Path((url.database or "").removeprefix("file:"))
        check_path(name, path, create)
        url = url if create or url.query else sealed(url, path)
    database = Database(name, engine_of(url))
    try:
        migrate(database, create)
    except BaseException:
        database.close()
        raise
    return database


def url_of(where: str) -> URL:
    """The URL of a path or URL.

    Raises:
        LedgerError: it names no file, or a kind of database that is not supported.
    """
    if "://" not in where:
        return URL.create("sqlite", database=where) if where.strip() else url_of("sqlite://")
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f'"{where}" is no database URL: {error}. Name a file, or postgresql://…') from error
    if url.drivername not in {"sqlite", "postgresql", "postgresql+psycopg"}:
        raise LedgerError(f"{url.drivername}: a ledger lives in a SQLite file or in PostgreSQL. Name one of these.")
    if url.drivername == "sqlite" and url.database in {None, "", ":memory:"}:
        raise LedgerError("A ledger is there to be kept, and no file is named for it. Name one, such as recounted.db.")
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def check_path(name: str, path: Path, create: bool) -> None:
    """Refuse a path that cannot be a ledger's, in words that name the cause."""
    try:
        if path.is_dir():
            raise LedgerError(f"{name} is a folder. Name a file in it, such as {path / 'recounted.db'}.")
        if not path.parent.is_dir():
            raise LedgerError(f"{name}: there is no folder {path.parent}. Make it first, or name another file.")
        if not create and not path.exists():
            raise LedgerError(f"{name}: there is no ledger. `recounted read FILE… --ledger {name}` makes one.")
    except (OSError, ValueError) as error:
        raise LedgerError(f"{name} cannot be opened: {error}. Name another file.") from error


def sealed(url: URL, path: Path) -> URL:
    """The URL, or where nobody can write beside the file, one by which SQLite reads it as it is.

    SQLite keeps what readers and writers tell each other in files beside a ledger, even for one who only reads.
    """
    if os.access(path.parent, os.W_OK) or Path(f"{path}-wal").exists():
        return url
    return url.set(database=f"file:{quote(str(path))}", query={"immutable": "1", "uri": "true"})


def engine_of(url: URL) -> Engine:
    """The engine for a URL, with transactions that begin as `reading` and `writing` promise."""
    try:
        if url.get_backend_name() == "sqlite":
            return sqlite_engine(url)
        options = f"-c lock_timeout={BUSY_SECONDS}s {PLANS}"
        engine = create_engine(url, connect_args={"connect_timeout": BUSY_SECONDS, "options": options})
    except (ImportError, NoSuchModuleError) as error:
        raise LedgerError(f"PostgreSQL needs what `pip install 'recounted[postgres]'` brings ({error}).") from error
    event.listen(engine, "begin", begin_postgres)
    return engine


def sqlite_engine(url: URL) -> Engine:
    """The engine for a SQLite file."""
    waits = {} if "timeout" in url.query else {"timeout": BUSY_SECONDS}
    engine = create_engine(url, connect_args={**waits, "isolation_level": None})
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin_sqlite)
    return engine


def prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Settings that SQLite wants with every connection."""
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; one that will write takes its turn at once, so that it never fails half-way for another."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def begin_postgres(connection: Connection) -> None:
    """Show one that reads a single state throughout; have one that writes take its turn before it looks."""
    writes = connection.get_execution_options().get("writes")
    turn, state = (
        f"SELECT pg_advisory_xact_lock({WRITERS})",
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
    )
    with closing(connection.connection.cursor()) as cursor:  # a cursor of its own: the connection's may be a stream's
        try:
            cursor.execute(turn if writes else state)
        except dialect_error(connection) as error:  # SQLAlchemy puts into its own words only what it sends itself
            raise DBAPIError(turn if writes else state, None, error) from error


def dialect_error(connection: Connection) -> type[Exception]:
    """What the library that speaks to a database raises."""
    found: type[Exception] = getattr(connection.dialect.dbapi, "Error", SQLAlchemyError)
    return found


def version_of(connection: Connection, name: str) -> str | None:
    """The version of the ledger that a database holds, None where the database is empty.

    Raises:
        LedgerError: the database holds something else.
    """
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    if tables:
        raise LedgerError(
            f"{name} is a database of something else: it has {', '.join(sorted(tables)[:5])}. Name another."
        )
    return None


def migrate(database: Database, create: bool) -> None:
    """Bring a database to the present version, wholly or not at all.

    Raises:
        LedgerError: it is of a newer version, or no ledger.
    """
    with database.reading() as connection:
        found = version_of(connection, database.where)
    if found is None and not create:
        raise LedgerError(
            f"{database.where} is empty. `recounted read FILE… --ledger {database.where}` makes a ledger."
        )
    if found is not None and found > VERSION:
        raise LedgerError(
            f"{database.where} is a ledger of version {found}, and this program knows versions up to {VERSION}. "
            "Install a newer recounted: pip install --upgrade recounted"
        )
    if found != VERSION:
        with database.writing() as connection:
            upgrade(connection)
    if database.engine.dialect.name == "sqlite":
        use_write_ahead_log(database)


def use_write_ahead_log(database: Database) -> None:
    """Let readers of a SQLite file go on while one writes; one that is in use, or closed to us, stays as it is."""
    connection = database.engine.raw_connection()
    try:
        if connection.cursor().execute("PRAGMA journal_mode").fetchone() != ("wal",):
            with suppress(sqlite3.Error):
                connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def upgrade(connection: Connection) -> None:
    """Run the migrations that a database lacks, within the transaction that is open."""
    from alembic import command  # slow to import, and seldom needed
    from alembic.config import Config

    with resources.as_file(resources.files("recounted").joinpath("data", "migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def refuse(connection: Connection, table: str, change: str, reason: str) -> None:
    """Have the database itself refuse a change of a table: `UPDATE`, `DELETE`, or `UPDATE OF column, column`."""
    name = f"{table}_refuses_{change.split(maxsplit=1)[0].lower()}"
    if connection.dialect.name == "sqlite":
        body = f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"
        connection.exec_driver_sql(f"CREATE TRIGGER {name} BEFORE {change} ON {table} {body}")
        return
    connection.exec_driver_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{reason}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def damage(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its file, in its own words; PostgreSQL looks after itself."""
    if connection.dialect.name != "sqlite":
        return []
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check(20)") if row[0] != "ok"]
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
    return found + [f"a row of {row[0]} refers to a row of {row[2]} that is not there" for row in orphans]


#: What SQLite and PostgreSQL call a trouble → what to tell people.
TROUBLES = {
    "SQLITE_NOTADB": "is not a database. Name another file, or move this one away",
    "SQLITE_CORRUPT": "is damaged. Restore it from a copy, and let `recounted check` look at it",
    "SQLITE_FULL": "cannot grow: the disk is full. Make room and run the same line again; what was kept stays kept",
    "SQLITE_BUSY": "is in use by another program. Wait until that one is done and run the same line again",
    "SQLITE_READONLY": "cannot be written: no permission. Change its permissions, or name another file",
    "SQLITE_CANTOPEN": "cannot be opened: no permission, or no such folder. Change that, or name another file",
    "SQLITE_PERM": "cannot be opened: no permission. Change its permissions, or name another file",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error. Check the disk and its free space",
    "55P03": "is in use by another program. Wait until that one is done and run the same line again",
    "53100": "cannot grow: the server's disk is full. Make room and run the same line again; what was kept stays kept",
    "42501": "refuses this user. Ask for the right to it, or name another",
    "3F000": "refuses this user the schema. Ask for the right to it, or name another",
    "08": "cannot be reached. See that the server runs, and that host, port and password are right",
    "28": "refuses this user or password. Give the right ones, or ask for access",
    "3D000": "does not exist. Make it with `createdb`, or name another",
}

#: PostgreSQL's code for who has not the right to what is tried: the address, or the user in it, is the wrong one.
DENIED = "42501"

#: Codes of PostgreSQL for those it does not let in → its words, which come without a code.
REFUSALS = {
    "28": r'role ".*" does not exist|authentication failed|no pg_hba.conf entry|no password supplied',
    "3D000": 'database ".*" does not exist',
    "42501": "permission denied for database",
}


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn what a database complains of into a LedgerError that says what, where and what to do.

    Raises:
        AddressError: the user in the address has not the right to it.
    """
    try:
        yield
    except DBAPIError as error:
        denied = getattr(error.orig, "sqlstate", None) == DENIED
        raise (AddressError if denied else LedgerError)(in_words(where, error.orig)) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise LedgerError(in_words(where, error)) from error


def in_words(where: str, trouble: Any) -> str:
    """What a database complains of, in words."""
    name = str(getattr(trouble, "sqlite_errorname", None) or getattr(trouble, "sqlstate", None) or "")
    said = " ".join(str(trouble).split()).rstrip(".")
    if not name and type(trouble).__name__ == "OperationalError":  # who cannot connect is given no code
        name = next((code for code, pattern in REFUSALS.items() if re.search(pattern, said)), "08")
    for code, words in TROUBLES.items():
        if name.startswith(code):
            return f"{where} {words} ({said})."
    return f"{where}: the database says: {said}. If that is no help, run `recounted check`."
