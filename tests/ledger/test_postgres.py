"""What only a server can do to a ledger: be of another version, be closed to somebody, and tell roles apart."""

from pathlib import Path
from typing import Any

import pytest
from samples import book, decision, incident, rows, told
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError, ProgrammingError

from recounted.database import VERSION, VERSION_TABLE
from recounted.errors import AddressError, LedgerError, UsageError
from recounted.flow import settle
from recounted.ledger.rights import NAMING, ROLES
from test_cli import recounted


def on(postgres: str, *statements: str) -> None:
    """Run statements on a server behind a ledger's back."""
    engine = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for one in statements:
            connection.exec_driver_sql(one)
    engine.dispose()


@pytest.fixture
def server(postgres: str) -> str:
    """A server's database with nothing in it."""
    on(postgres, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    return postgres


def test_a_schema_of_a_newer_version_is_refused_and_left_alone(server: str, tmp_path: Path) -> None:
    """The program says which versions it knows and ends with 2; not a row is another."""
    with book(server) as ledger:
        ledger.keep(*told("a"))
    before = rows(server)
    on(server, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    (tmp_path / "r.txt").write_text("Two people were killed in Aden on Friday, officials said.", encoding="utf-8")
    done = recounted("read", "r.txt", "--ledger", server, cwd=tmp_path)

    assert done.returncode == 2
    assert "version 9999, and this program knows versions up to" in done.stderr
    with pytest.raises(AddressError):
        book(server)
    on(server, f"UPDATE {VERSION_TABLE} SET version_num = '{VERSION}'")
    assert rows(server) == before


def test_a_schema_of_something_else_is_left_alone(server: str) -> None:
    """Another program's tables are named, and nothing is made beside them."""
    on(server, "CREATE TABLE bookmarks (url text)")
    with pytest.raises(AddressError, match="a database of something else: it has bookmarks"):
        book(server)


@pytest.mark.parametrize(
    ("given", "change", "said"),
    [("/postgres", "/nowhere", "does not exist"), ("desk@", "nobody@", "refuses this user")],
)
def test_a_server_that_lets_nobody_in_is_told(server: str, given: str, change: str, said: str) -> None:
    """A database that is not there, and a user that the server knows not."""
    with pytest.raises(AddressError, match=said):
        book(server.replace(given, change))


#: Makes a user without any rights.
CLOSED = ("DO $$ BEGIN CREATE ROLE closed LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",)


def refused(where: str, folder: Path) -> str:
    """What the program says that reads a report into a ledger and cannot; it ends with 2."""
    (folder / "r.txt").write_text("Two people were killed in Aden on Friday, officials said.", encoding="utf-8")
    done = recounted("read", "r.txt", "--ledger", where, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("given", ["REVOKE ALL", "GRANT USAGE"])
def test_a_user_who_may_make_no_tables_is_told_and_none_are_made(server: str, tmp_path: Path, given: str) -> None:
    """The rights to an empty database lack, or to its schema: the message says so, and it stays empty."""
    on(server, *CLOSED, f"{given} ON SCHEMA public {'TO' if given[0] == 'G' else 'FROM'} PUBLIC")
    assert "refuses this user" in refused(server.replace("desk@", "closed@"), tmp_path)
    on(server, "CREATE TABLE ledger_version (version_num text)")  # which fails where any was made


def test_a_user_who_may_not_connect_is_told(server: str, tmp_path: Path) -> None:
    """The server runs and knows the user; the message does not send people to look after host and port."""
    on(server, *CLOSED, "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC")
    said = refused(server.replace("desk@", "closed@"), tmp_path)
    on(server, "GRANT CONNECT ON DATABASE postgres TO PUBLIC")
    assert "refuses this user" in said and "cannot be reached" not in said


def test_a_user_who_may_only_look_reads_nothing_in(server: str, tmp_path: Path) -> None:
    """All is refused at the first report; not a row is another, in the log neither."""
    with book(server) as ledger:
        ledger.keep(*told("a"))
    before = rows(server)
    on(
        server,
        *CLOSED,
        "GRANT USAGE ON SCHEMA public TO closed",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO closed",
    )
    assert "refuses this user" in refused(server.replace("desk@", "closed@"), tmp_path)
    assert rows(server) == before


def test_a_schema_of_an_older_version_stays_so_for_who_may_not_change_it(server: str, tmp_path: Path) -> None:
    """Who does not own the tables cannot bring them up; the owner can afterwards, and all is there."""
    with book(server) as ledger:
        ledger.keep(*told("a"))
    before = rows(server)
    older = f"{int(VERSION) - 1:04}"
    on(
        server,
        *CLOSED,
        "GRANT USAGE ON SCHEMA public TO closed",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO closed",
        "DROP INDEX audit_by_who",
        f"UPDATE {VERSION_TABLE} SET version_num = '{older}'",
    )
    assert "refuses this user" in refused(server.replace("desk@", "closed@"), tmp_path)
    on(server, f"DO $$ BEGIN ASSERT (SELECT version_num = '{older}' FROM {VERSION_TABLE}); END $$")
    book(server).close()
    assert rows(server) == before


@pytest.fixture
def shared(server: str) -> tuple[str, str, str]:
    """A server's ledger with an open report and a sensitive one, linked, and a person in each role; their ids."""
    with book(server) as ledger:
        kept = [told("open"), told("closed", (7,), "Ganja")]
        for number, (document, claims) in enumerate(kept):
            ledger.keep(document, claims)
            ledger.replace_derived([*ledger.incidents(), incident(claims, f"Town {number}")])
        ledger.levels.put(kept[1][0].id, "sensitive")
        assert ledger.accounts.give_rights() == ledger.accounts.give_rights()
    people = [f"DROP ROLE IF EXISTS a_{role}; CREATE ROLE a_{role} LOGIN IN ROLE recounted_{role}" for role in ROLES]
    on(
        server,
        *people,
        "INSERT INTO appearance (document_id, ref, read_at) SELECT id, 'again', '2020' FROM document",
        "INSERT INTO block SELECT 1, id FROM incident",
        "INSERT INTO copy SELECT id, id, '{}' FROM document",
    )
    return server, kept[0][0].id, kept[1][0].id


def asked(server: str, role: str, question: str) -> Any:
    """What somebody in a role is answered; None where the server refuses."""
    engine = create_engine(server.replace("postgresql://desk", f"postgresql+psycopg://a_{role}"))
    try:
        with engine.begin() as connection:
            result = connection.exec_driver_sql(question)
            return [tuple(row) for row in result] if result.returns_rows else result.rowcount
    except IntegrityError:  # somebody put it there before
        return 0
    except ProgrammingError as error:
        assert "permission denied" in str(error)
        return None
    finally:
        engine.dispose()


@pytest.mark.parametrize("role", ROLES[:3])
@pytest.mark.parametrize(
    "table", ["document", "claim", "figure", "incident", "estimate", "membership", "appearance", "copy", "block"]
)
def test_nobody_but_editors_sees_what_comes_of_sensitive_documents(
    shared: tuple[str, str, str], role: str, table: str
) -> None:
    """Neither the report nor anything read from it or derived with it; what others tell is seen."""
    server, shown, hidden = shared
    found = asked(server, role, f'SELECT count(*) FROM "{table}"')
    everything = asked(server, "editor", f'SELECT count(*) FROM "{table}"')

    assert found[0][0] == everything[0][0] / 2 > 0
    assert asked(server, role, "SELECT id FROM document") == [(shown,)]
    assert asked(server, role, f"SELECT id FROM claim WHERE document_id = '{hidden}'") == []
    assert len(asked(server, "editor", "SELECT id, text FROM document")) == 2


@pytest.mark.parametrize("role", ROLES[:3])
@pytest.mark.parametrize(("table", "column"), [(table, one) for table in NAMING for one in sorted(NAMING[table])])
def test_nobody_but_editors_sees_what_can_hold_a_name(
    shared: tuple[str, str, str], role: str, table: str, column: str
) -> None:
    """Texts, bytes, titles, authors, speakers, records and reasons are for editors."""
    server, _, _ = shared
    assert asked(server, role, f'SELECT "{column}" FROM "{table}"') is None
    assert asked(server, "editor", f'SELECT "{column}" FROM "{table}"') is not None
    assert asked(server, role, "SELECT * FROM former_claim") is None
    assert asked(server, "editor", "SELECT * FROM account") is None


@pytest.mark.parametrize(
    ("statement", "lowest"),
    [
        ("INSERT INTO proposal (id, state, body) VALUES ('p', 'waiting', '{}')", "coder"),
        ("INSERT INTO failure (ref, stage, reason, at) VALUES ('a', 'read', 'b', '2020')", "coder"),
        ("UPDATE head SET seq = seq", "coder"),
        ("UPDATE proposal SET state = 'taken'", "reviewer"),
        ("INSERT INTO decision (id, verb, who, at, body) VALUES ('d', 'same', 'a', '2020', '{}')", "reviewer"),
        ("DELETE FROM level", "editor"),
        ("UPDATE incident SET place = 'x'", "editor"),
        ("DELETE FROM account", "nobody"),
    ],
)
def test_each_role_writes_what_it_may_on_the_pages(shared: tuple[str, str, str], statement: str, lowest: str) -> None:
    """A reader nothing, a coder reports and proposals, a reviewer decisions, an editor levels and what is derived."""
    server, _, _ = shared
    may = [role for role in ROLES if asked(server, role, statement) is not None]
    assert may == (list(ROLES[ROLES.index(lowest) :]) if lowest in ROLES else [])


def test_a_coder_reads_into_the_ledger_and_proposes(shared: tuple[str, str, str]) -> None:
    """By the program itself: a report is kept with its claims, and a decision waits for others."""
    server, _, _ = shared
    document, claims = told("by coder", (3, 4))
    with book(server.replace("desk@", "a_coder@")) as ledger:
        assert ledger.keep(document, claims)
        assert ledger.accounts.propose(decision("same", claims[0].id, claims[1].id))
        with pytest.raises(LedgerError, match="refuses this user"):
            list(ledger.claims())
        with pytest.raises(LedgerError, match="refuses this user"):
            ledger.levels.put(document.id, "sensitive")
    with book(server) as ledger:
        assert ledger.check() == []
        assert len(ledger.accounts.proposals()) == 1


def test_an_editor_settles(shared: tuple[str, str, str]) -> None:
    """Reads all, links and reckons."""
    server, _, _ = shared
    with book(server.replace("desk@", "a_editor@")) as ledger:
        assert settle(ledger)
        assert len(list(ledger.documents())) == 2


def test_a_file_has_no_roles(where: str) -> None:
    """Its rights are the system's."""
    with book(where) as ledger, pytest.raises(UsageError, match="is a file"):
        ledger.accounts.give_rights()
