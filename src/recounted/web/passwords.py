"""Passwords: what is kept of them, and whether one is right."""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from recounted.errors import UsageError

#: How long a password is, in characters.
SHORTEST, LONGEST = 12, 200

#: Each look at a password takes 64 MB for some 50 ms; no more than this many at once.
AT_ONCE = BoundedSemaphore(4)


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the settings that its authors recommend."""
    return PasswordHasher()


@cache
def nobody() -> str:
    """The hash of a password that nobody has, so that an unknown name takes as long to refuse as a known one."""
    return hasher().hash("the password of nobody")


def hashed(password: str, name: str) -> str:
    """What is kept of a password.

    Raises:
        UsageError: it is too short or too long, or is made of the name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"A password has {SHORTEST} to {LONGEST} characters. Several words do well.")
    if len(set(password)) < 5 or password.casefold().replace(name.casefold(), "") == "":
        raise UsageError("That password is easily guessed. Several words do well.")
    return hasher().hash(password)


def right(password: str, known: str | None) -> bool:
    """Whether a password is the one of a hash; never where there is no hash, and no sooner."""
    with AT_ONCE:
        try:
            return hasher().verify(known or nobody(), password[: LONGEST + 1]) and known is not None
        except (Argon2Error, InvalidHashError):
            return False
