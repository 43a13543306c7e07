"""Verbs about who may work with a ledger: users add, list, role, password, remove, rights."""

import getpass
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated

import typer

from recounted.cli.app import LEDGER, As, Format, Where, app
from recounted.cli.printing import put, say
from recounted.errors import UsageError

if TYPE_CHECKING:
    from recounted.ledger import Ledger

users = typer.Typer(
    help="Who may work with the ledger in the browser: reader, coder, reviewer or editor.", no_args_is_help=True
)
app.add_typer(users, name="users")

Name = Annotated[str, typer.Argument(help="The name that stands with all that the person decides.")]
Role = Annotated[str, typer.Option(help="reader, coder, reviewer or editor: see docs/web.md.")]


@users.command()
def add(name: Name, role: Role, ledger: Where = LEDGER) -> None:
    """Let a person in; the password is asked for."""
    with whole(ledger) as book:
        made = book.accounts.add(name, role, asked(name))
        say(f"{made.name} may work with {ledger} as {made.role}.")


@users.command("list")
def listed(ledger: Where = LEDGER, how: As = Format.table) -> None:
    """Say who may work with the ledger, and as what."""
    with whole(ledger) as book:
        rows = [{"name": one.name, "role": one.role, "since": one.since} for one in book.accounts.all()]
    put(rows, how, "Users", {name: itemgetter(name) for name in ("name", "role", "since")})


@users.command()
def role(name: Name, role: Annotated[str, typer.Argument(help="The new role.")], ledger: Where = LEDGER) -> None:
    """Give a person another role."""
    with whole(ledger) as book:
        book.accounts.change(name, role=role)
        say(f"{name} is {role} from now on.")


@users.command()
def password(name: Name, ledger: Where = LEDGER) -> None:
    """Give a person another password, which is asked for; whoever is logged in by the old one has to log in again."""
    with whole(ledger) as book:
        book.accounts.change(name, password=asked(name))
        say(f"{name} has a new password.")


@users.command()
def remove(name: Name, ledger: Where = LEDGER) -> None:
    """Let a person in no more; what that person decided stays."""
    with whole(ledger) as book:
        book.accounts.remove(name)
        say(f"{name} may no longer work with {ledger}.")


@users.command()
def rights(ledger: Where = LEDGER) -> None:
    """Make roles in a PostgreSQL server that see and do what those of the pages may, for people with other tools."""
    with whole(ledger) as book:
        made = book.accounts.give_rights()
        say(f"The server of {ledger} has the roles {', '.join(made)}. GRANT {made[0]} TO somebody; lets a person in.")


def whole(ledger: str) -> "Ledger":
    """A ledger that is there, with the login name as the one who acts."""
    from recounted.ledger import Ledger

    return Ledger(ledger, create=False, who=getpass.getuser())


def asked(name: str) -> str:
    """The hash of a password, which is asked for twice and never shown.

    Raises:
        UsageError: it will not do, or what it takes is not installed.
    """
    try:
        from recounted.web.passwords import hashed
    except ImportError as error:
        raise UsageError(f"Passwords need what `pip install 'recounted[web]'` brings ({error}).") from error
    return hashed(typer.prompt("Password", hide_input=True, confirmation_prompt="The same again"), name)
