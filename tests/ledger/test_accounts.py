"""Who may work with a ledger: kept, changed, removed, and all of it in the audit."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from recounted import database
from recounted.database import Database, open_database
from recounted.errors import LedgerError, UsageError
from recounted.ledger import Ledger
from recounted.model import Decision, Failure

HASH = "$argon2id$of-a-password"


@pytest.fixture
def book(tmp_path: Path) -> Ledger:
    """A ledger in which somebody acts."""
    return Ledger(str(tmp_path / "book.db"), who="mk", clock=lambda: "2020-11-01T00:00:00Z")


def test_a_user_is_kept_changed_and_removed_and_the_audit_says_by_whom(book: Ledger) -> None:
    """Each step is a row of the audit, which holds roles and never what is kept of a password."""
    book.accounts.add("Vera", "coder", HASH)
    book.accounts.change("Vera", role="reviewer")
    book.accounts.change("Vera", password=HASH + "-other")
    one = book.accounts.all()[0]
    book.accounts.remove("Vera")
    told = [(entry.who, entry.verb, entry.about, entry.detail) for entry in book.audit()]

    assert (one.name, one.role, one.password, one.since) == (
        "Vera",
        "reviewer",
        HASH + "-other",
        "2020-11-01T00:00:00Z",
    )
    assert told == [
        ("mk", "add user", "Vera", {"role": "coder"}),
        ("mk", "change user", "Vera", {"role": "reviewer"}),
        ("mk", "change user", "Vera", {"password": "new"}),
        ("mk", "remove user", "Vera", {}),
    ]
    assert book.accounts.all() == []
    assert book.check() == []


@pytest.mark.parametrize("name", ["", " ", "a" * 65, "a\nb", "<b>", "a/b", "\u202eab", "-"])
def test_a_name_that_could_mislead_is_refused(book: Ledger, name: str) -> None:
    """Names have letters, digits and few marks, so that they read alike everywhere."""
    with pytest.raises(UsageError, match="no name"):
        book.accounts.add(name, "reader", HASH)


@pytest.mark.parametrize("name", ["Vera", "vera", "VERA ", "\uff36era"])
def test_two_users_cannot_look_alike(book: Ledger, name: str) -> None:
    """A name that differs in case, width or blanks alone is taken."""
    book.accounts.add("Vera", "reader", HASH)
    with pytest.raises(UsageError, match="already"):
        book.accounts.add(name, "reader", HASH)


def test_what_is_not_there_is_told(book: Ledger) -> None:
    """An unknown role, user or proposal is refused in words and leaves no row in the audit."""
    with pytest.raises(UsageError, match="reader, coder, reviewer, editor"):
        book.accounts.add("Vera", "king", HASH)
    with pytest.raises(UsageError, match="no user Nemo"):
        book.accounts.remove("Nemo")
    with pytest.raises(UsageError, match="no user Nemo"):
        book.accounts.change("Nemo", role="editor")
    with pytest.raises(LedgerError, match="No proposal"):
        book.accounts.close("none", "taken", "why")
    assert list(book.audit()) == []


def test_a_proposal_waits_until_it_is_closed(book: Ledger) -> None:
    """What is proposed twice is kept once; closed, it waits no more, and by whom is known."""
    one = Decision(id="p", verb="right", about=("c",), who="Cody", when="2020-11-01T00:00:00Z", why="read")

    assert (book.accounts.propose(one), book.accounts.propose(one)) == (True, False)
    assert [p.decision for p in book.accounts.proposals()] == [one]
    book.acting("Vera").accounts.close("p", "refused", "no")
    with pytest.raises(LedgerError):
        book.accounts.close("p", "taken", "yes")
    assert book.accounts.proposals() == []
    assert [(p.state, p.closed_by) for p in book.accounts.proposals(None)] == [("refused", "Vera")]
    assert [(e.who, e.verb) for e in book.audit()] == [("Cody", "propose"), ("Vera", "refused proposal")]


def test_a_ledger_from_before_there_were_users_is_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of an older version keeps what it had, and gets users, when a newer program opens it."""
    path = tmp_path / "old.db"
    with monkeypatch.context() as older:
        older.setattr(database, "VERSION", "0001")
        older.setattr(database, "upgrade", first_version)
        old: Database = open_database(str(path))
        assert "account" not in inspect(old.engine).get_table_names()
        old.close()
        with Ledger(str(path)) as before:
            before.keep_failure(Failure(ref="a.txt", reason="It is empty."))

    with Ledger(str(path)) as book:
        assert [one.ref for one in book.failures()] == ["a.txt"]
        book.accounts.add("Vera", "editor", HASH)
        assert book.levels.sensitive() == frozenset()
        assert book.check() == []


def first_version(connection: object) -> None:
    """Make a ledger as the first version did."""
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "data" / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")
