"""`recounted users`: who may work with a ledger, from the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("argon2", reason="passwords need recounted[web]")

from recounted.cli import app
from recounted.ledger import Ledger
from recounted.web.passwords import right
from test_cli import recounted

PASSWORD = "four plain words here"


@pytest.fixture
def where(tmp_path: Path) -> str:
    """A ledger with nobody in it."""
    Ledger(str(tmp_path / "book.db")).close()
    return str(tmp_path / "book.db")


def run(*line: str, typed: str = "") -> tuple[int, str]:
    """Type a line and what it asks for; the exit code, and all that was said."""
    done = CliRunner().invoke(app, ["users", *line], input=typed)
    return done.exit_code, done.output + (str(done.exception) if done.exception else "")


def test_a_user_is_added_listed_and_removed(where: str) -> None:
    """The password is asked for twice, never shown, and kept as a hash that knows it again."""
    code, told = run("add", "Vera", "--role", "reviewer", "--ledger", where, typed=f"{PASSWORD}\n{PASSWORD}\n")
    with Ledger(where) as book:
        kept = book.accounts.all()[0]

    assert (code, kept.name, kept.role) == (0, "Vera", "reviewer")
    assert PASSWORD not in told
    assert PASSWORD not in kept.password
    assert right(PASSWORD, kept.password)
    assert not right(PASSWORD + ".", kept.password)
    assert "Vera" in run("list", "--ledger", where)[1]
    assert run("role", "Vera", "editor", "--ledger", where)[0] == 0
    assert run("remove", "Vera", "--ledger", where)[0] == 0
    assert "none" in run("list", "--ledger", where)[1]


def test_a_new_password_takes_the_place_of_the_old_one(where: str) -> None:
    """After the change only the new password is right."""
    other = "other plain words here"
    run("add", "Vera", "--role", "reader", "--ledger", where, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert run("password", "Vera", "--ledger", where, typed=f"{other}\n{other}\n")[0] == 0
    with Ledger(where) as book:
        kept = book.accounts.all()[0].password
    assert (right(PASSWORD, kept), right(other, kept)) == (False, True)


@pytest.mark.parametrize(
    ("line", "typed", "told"),
    [
        (("add", "Vera", "--role", "king"), f"{PASSWORD}\n{PASSWORD}\n", "No role is called"),
        (("add", "Vera", "--role", "reader"), "short\nshort\n", "12 to 200"),
        (("remove", "Nemo"), "", "no user Nemo"),
    ],
)
def test_what_cannot_be_is_refused(where: str, line: tuple[str, ...], typed: str, told: str) -> None:
    """Nobody is let in by a line that is wrong."""
    code, said = run(*line, "--ledger", where, typed=typed)

    assert code != 0
    assert told in said
    with Ledger(where) as book:
        assert book.accounts.all() == []


def test_rights_of_a_file_are_wrong_use(where: str) -> None:
    """Nothing is done, the exit code says so, and the words say what to do instead."""
    done = recounted("users", "rights", "--ledger", where, cwd=Path(where).parent)

    assert (done.returncode, done.stdout) == (2, "")
    assert "is a file" in done.stderr and "recounted users add" in done.stderr and "postgresql://" in done.stderr
