"""Who may work with a ledger: names, roles and hashes of passwords; and what some propose for others to decide."""

import re
import unicodedata
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from recounted.database import Database
from recounted.errors import LedgerError, UsageError
from recounted.ledger import audit, rights, tables
from recounted.ledger.audit import Stamp
from recounted.ledger.decisions import admit
from recounted.ledger.rows import from_json, to_json
from recounted.model import Decision

ROLES = rights.ROLES

NAME = re.compile(r"\w[\w.@ -]{0,62}\w|\w")

ACCOUNT, PROPOSAL = tables.account, tables.proposal


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A person who may work with a ledger, since a UTC time; `password` is a hash that tells nothing of it."""

    name: str
    role: str
    password: str
    since: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that somebody would have others take. `state` is `waiting`, `taken` or `refused`, then by whom."""

    decision: Decision
    state: str = "waiting"
    closed_by: str | None = None


class Accounts:
    """The part of a ledger that says who may work with it; what changes in it goes into the audit."""

    def __init__(self, database: Database, stamp: Stamp) -> None:
        self._database, self._stamp = database, stamp

    def all(self) -> list[Account]:
        """Everybody, by name."""
        with self._database.reading() as connection:
            return [Account(**row) for row in connection.execute(select(ACCOUNT).order_by(ACCOUNT.c.name)).mappings()]

    def add(self, name: str, role: str, password: str) -> Account:
        """Let a person in.

        Raises:
            UsageError: the name or the role cannot be, or the name is taken.
        """
        made = Account(name=named(name), role=role_of(role), password=password, since=self._stamp[1])
        with self._database.writing() as connection:
            known = connection.execute(select(ACCOUNT.c.name)).scalars()
            if taken := next((one for one in known if one.casefold() == made.name.casefold()), None):
                raise UsageError(f"There is a user {taken} already. Choose another name, or remove that one first.")
            connection.execute(insert(ACCOUNT), msgspec.structs.asdict(made))
            self._note(connection, "add user", made.name, role=role)
        return made

    def change(self, name: str, *, role: str | None = None, password: str | None = None) -> None:
        """Give a person another role or password.

        Raises:
            UsageError: there is no such person or role.
        """
        values = {"role": role_of(role)} if role is not None else {}
        values |= {"password": password} if password is not None else {}
        with self._database.writing() as connection:
            self._change(connection, name, values)

    def remove(self, name: str) -> None:
        """Let a person in no more; what they decided stays.

        Raises:
            UsageError: there is no such person.
        """
        with self._database.writing() as connection:
            if not connection.execute(delete(ACCOUNT).where(ACCOUNT.c.name == name)).rowcount:
                raise UsageError(f"There is no user {name}. `recounted users list` names them.")
            self._note(connection, "remove user", name)

    def give_rights(self) -> list[str]:
        """Make a role in the database server for each role of the pages, with the same rights; their names.

        Raises:
            UsageError: the ledger is a file.
            LedgerError: one may not make roles there.
        """
        made = rights.give_rights(self._database)
        with self._database.writing() as connection:
            self._note(connection, "give rights", ", ".join(made))
        return made

    def propose(self, decision: Decision) -> bool:
        """Keep a decision that others are to take; whether it is news."""
        admit(decision)
        with self._database.writing() as connection:
            if connection.execute(select(PROPOSAL.c.id).where(PROPOSAL.c.id == decision.id)).first():
                return False
            connection.execute(
                insert(PROPOSAL), {"id": decision.id, "body": to_json(decision), "state": "waiting", "closed_by": None}
            )
            audit.add(
                connection, (decision.who, self._stamp[1]), ("propose", decision.id), msgspec.to_builtins(decision)
            )
        return True

    def proposals(self, state: str | None = "waiting") -> list[Proposal]:
        """What is proposed, oldest first; in one state, or in any."""
        query = select(PROPOSAL.c.body, PROPOSAL.c.state, PROPOSAL.c.closed_by)
        with self._database.reading() as connection:
            rows = connection.execute(query if state is None else query.where(PROPOSAL.c.state == state)).all()
        found = [
            Proposal(decision=from_json(row.body, Decision), state=row.state, closed_by=row.closed_by) for row in rows
        ]
        return sorted(found, key=lambda one: (one.decision.when, one.decision.id))

    def close(self, proposal: str, state: str, why: str) -> None:
        """Say of a proposal that it was `taken` or `refused`.

        Raises:
            LedgerError: no such proposal waits.
        """
        c = PROPOSAL.c
        with self._database.writing() as connection:
            waits = (c.id == proposal) & (c.state == "waiting")
            if not connection.execute(
                update(PROPOSAL).where(waits).values(state=state, closed_by=self._stamp[0])
            ).rowcount:
                raise LedgerError(f"No proposal {proposal} waits. Somebody may have decided about it meanwhile.")
            self._note(connection, f"{state} proposal", proposal, why=why)

    def _change(self, connection: Connection, name: str, values: dict[str, str]) -> None:
        if not connection.execute(update(ACCOUNT).where(ACCOUNT.c.name == name).values(values)).rowcount:
            raise UsageError(f"There is no user {name}. `recounted users list` names them.")
        self._note(
            connection, "change user", name, **{key: "new" if key == "password" else values[key] for key in values}
        )

    def _note(self, connection: Connection, verb: str, about: str, **detail: str) -> None:
        audit.add(connection, self._stamp, (verb, about), detail)


def named(name: str) -> str:
    """A name that a person can go by.

    Raises:
        UsageError: it is empty, too long, or has characters that no name has.
    """
    told = unicodedata.normalize("NFKC", name).strip()
    if not NAME.fullmatch(told):
        raise UsageError(f'"{name}" is no name for a user. Take 1 to 64 letters, digits, spaces and any of . @ - _')
    return told


def role_of(role: str, known: Sequence[str] = ROLES) -> str:
    """A role that there is.

    Raises:
        UsageError: there is none of that name.
    """
    if role not in known:
        raise UsageError(f'No role is called "{role}". There are: {", ".join(known)}.')
    return role
