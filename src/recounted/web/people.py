"""Who asks, and what that person may do: roles, rights, and what every page asks for unless it says otherwise."""

import msgspec
from litestar.exceptions import HTTPException

from recounted.ledger.accounts import ROLES
from recounted.web.wording import joined

#: What a page may need → the lowest role that has it. A page that says nothing needs `see`.
RIGHTS = {"see": "reader", "add": "coder", "propose": "coder", "decide": "reviewer", "names": "editor"}

#: What a page says that everybody may see, before anybody is known.
OPEN = "open"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who works at the pages. `known` is False for the one person of a ledger without users."""

    name: str
    role: str
    known: bool = True

    def may(self, right: str) -> bool:
        """Whether the person's role has a right."""
        return ROLES.index(self.role) >= ROLES.index(RIGHTS[right])


class Unknown(HTTPException):
    """Nobody may see this before it is known who asks."""

    status_code = 401
    detail = "Log in first."


class Forbidden(HTTPException):
    """The person is known, and the role does not have the right."""

    status_code = 403


def denied(person: Person, right: str) -> str:
    """Why somebody may not do something."""
    roles = ROLES[ROLES.index(RIGHTS[right]) :]
    return f"You are {person.name}, a {person.role}. This takes the role {joined(roles, 'or')}."
