"""Databases: opened, brought to the present version, and their complaints in words."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event

from recounted import database
from recounted.database import VERSION, VERSION_TABLE, open_database
from recounted.errors import AddressError, LedgerError
from recounted.ledger import Ledger, tables
from recounted.model import Failure

MIGRATIONS = Path(database.__file__).parent / "data" / "migrations"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a ledger may be made."""
    return tmp_path / "ledger.db"


def test_migrations_make_the_tables_that_the_ledger_uses(path: Path) -> None:
    """The newest migration and the tables in code are the same."""
    found = open_database(str(path))
    with found.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, tables.metadata) == []
    found.close()


def test_the_newest_migration_is_the_version() -> None:
    """The number in the code is that of the last migration, and versions grow."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == VERSION
    versions = [revision.revision for revision in script.walk_revisions()]
    assert versions == sorted(versions, reverse=True)


def test_a_path_and_a_url_are_the_same_ledger(path: Path) -> None:
    """A file may be named as a path or as a SQLite URL."""
    with Ledger(str(path)) as ledger:
        ledger.keep_failure(Failure(ref="a", reason="b"))
    with Ledger(f"sqlite:///{path}") as ledger:
        assert len(ledger.failures()) == 1


def test_a_ledger_can_be_read_where_it_cannot_be_written(path: Path) -> None:
    """A ledger that is opened to be read only answers, and refuses to keep, in words."""
    Ledger(str(path)).close()
    with Ledger(f"sqlite:///file:{path}?mode=ro&uri=true") as ledger:
        assert ledger.failures() == []
        with pytest.raises(LedgerError, match="cannot be written: no permission"):
            ledger.keep_failure(Failure(ref="a", reason="b"))


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("", "no file is named"),
        ("sqlite://", "no file is named"),
        ("sqlite:///:memory:", "no file is named"),
        ("mysql://host/name", "mysql: a ledger lives in a SQLite file or in PostgreSQL"),
        ("nonsense://", "nonsense: a ledger lives"),
        ("://", "no database URL"),
        ("{here}", "is a folder. Name a file in it, such as .*recounted.db"),
        ("{here}/missing/ledger.db", "there is no folder .*missing. Make it first"),
        ("{here}/file.txt/ledger.db", "there is no folder"),
        ("{here}/file.txt", "file.txt is not a database. Name another file"),
        ("/proc/ledger.db", "/proc/ledger.db cannot be opened"),
        (
            "postgresql://nobody@127.0.0.1:1/none",
            r"pip install 'recounted\[postgres\]'|127.0.0.1:1/none cannot be reached",
        ),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(tmp_path: Path, where: str, said: str) -> None:
    """Each message says what is wrong, where, and what to do."""
    (tmp_path / "file.txt").write_text("This is a report, and no database at all. " * 40)
    with pytest.raises(LedgerError, match=said):
        Ledger(where.format(here=tmp_path))


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("mysql://host/name", "mysql: a ledger lives in a SQLite file or in PostgreSQL"),
        ("postgresql://desk:secret@127.0.0.1:1/none", r"postgresql://desk:\*\*\*@127.0.0.1:1/none cannot be reached"),
        ("postgresql://nowhere.invalid/none", "postgresql://nowhere.invalid/none cannot be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_wrong_use(where: str, said: str) -> None:
    """A database of another kind, or out of reach, is told of by the address as it was given."""
    with pytest.raises(AddressError, match=said):
        Ledger(where)


def test_a_password_is_never_shown() -> None:
    """A message about a server names it without the password."""
    with pytest.raises(LedgerError) as caught:
        Ledger("postgresql://desk:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)


def test_a_folder_that_nobody_can_write_to_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file can be made beside a ledger, it is read as it is, whatever its name, and nothing is made."""
    odd = path.with_name("my %41 ledger?.db")
    with Ledger(str(odd)) as ledger:
        ledger.keep_failure(Failure(ref="a.txt", reason="It is empty."))
    monkeypatch.setattr(database.os, "access", lambda *_: False)

    with Ledger(str(odd), create=False) as ledger:
        assert ["a.txt"] == [failure.ref for failure in ledger.failures()]
        assert [odd] == list(odd.parent.glob("my*"))
        with pytest.raises(LedgerError):
            ledger.keep_failure(Failure(ref="b.txt", reason="It is empty."))


def test_asking_makes_no_ledger(path: Path) -> None:
    """Where nothing was read yet, asking says how to begin, and leaves no empty file behind."""
    with pytest.raises(LedgerError, match=r"there is no ledger. `recounted read"):
        Ledger(str(path), create=False)
    assert not path.exists()
    path.touch()
    with pytest.raises(LedgerError, match=r"is empty. `recounted read"):
        Ledger(str(path), create=False)


def test_a_database_of_something_else_is_left_alone(path: Path) -> None:
    """A SQLite file of another program is refused and not changed by a byte."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"a database of something else: it has bookmarks"):
        Ledger(str(path))
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_version_is_refused(path: Path) -> None:
    """An old program does not touch what it cannot understand, and says what to install."""
    Ledger(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(
        LedgerError, match=rf"version 9999, and this program knows versions up to {VERSION}.*pip install"
    ):
        Ledger(str(path))


def test_a_full_disk_loses_nothing_that_was_kept(path: Path) -> None:
    """What does not fit is refused in words and leaves no half; with room again, the same line goes on."""
    with Ledger(str(path)) as ledger:
        event.listen(ledger._database.engine, "begin", lambda connection: limit(connection, 80))
        kept = 0
        with pytest.raises(LedgerError, match=r"the disk is full. Make room and run the same line again"):
            for number in range(10_000):
                ledger.keep_failure(Failure(ref=f"{number}.txt", reason="x" * 500))
                kept += 1
        assert kept > 5
        assert len(ledger.failures()) == kept
        assert ledger.check() == []
        event.listen(ledger._database.engine, "begin", lambda connection: limit(connection, 100_000))
        ledger.keep_failure(Failure(ref=f"{kept}.txt", reason="x" * 500))
        assert len(ledger.failures()) == kept + 1


def limit(connection: Connection, pages: int) -> None:
    """Let a SQLite file grow to so many pages and no further."""
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_a_ledger_that_stays_locked_says_so(path: Path) -> None:
    """After its patience is over, a writer says who is in the way; readers are not disturbed."""
    Ledger(str(path)).close()
    with Ledger(f"sqlite:///{path}?timeout=0.05") as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match=r"is in use by another program. Wait"):
            ledger.keep_failure(Failure(ref="a", reason="b"))
        assert ledger.failures() == []
        other.close()
        assert ledger.keep_failure(Failure(ref="a", reason="b"))


def test_damage_is_told(path: Path) -> None:
    """A file whose pages were overwritten is refused, or found by the check; it never brings a traceback."""
    with Ledger(str(path)) as ledger:
        for number in range(200):
            ledger.keep_failure(Failure(ref=f"{number}.txt", reason="x" * 500))
    raw = bytearray(path.read_bytes())
    raw[4096 * 20 : 4096 * 40] = b"\xff" * (4096 * 20)
    path.write_bytes(raw)
    try:
        with Ledger(str(path)) as ledger:
            problems = ledger.check()
    except LedgerError as error:
        problems = [str(error)]
    assert any("is damaged. Restore it from a copy" in problem or "the file: " in problem for problem in problems)


def test_several_programs_may_make_and_fill_one_ledger_at_once(path: Path) -> None:
    """Four writers that start together make one ledger, and none loses a row."""
    code = (
        "import sys; from recounted.ledger import Ledger; from recounted.model import Failure\n"
        "with Ledger(sys.argv[1]) as ledger:\n"
        "    for n in range(25): ledger.keep_failure(Failure(ref=f'{sys.argv[2]}-{n}', reason='x'))"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in "abcd"]
    assert [run.wait(60) for run in runs] == [0, 0, 0, 0]
    with Ledger(str(path)) as ledger:
        assert len(ledger.failures()) == 100
        assert ledger.check() == []


def test_a_migration_that_fails_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger is made wholly or not at all."""

    def fails(connection: Connection) -> None:
        tables.audit.create(connection)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(database, "upgrade", fails)
        with pytest.raises(KeyboardInterrupt):
            Ledger(str(path))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    Ledger(str(path)).close()
