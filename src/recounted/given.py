"""Files that users write for the program, as records."""

import tomllib
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from recounted.errors import UsageError

Record = TypeVar("Record", bound=msgspec.Struct)


def from_toml(path: str, kind: type[Record], what: str, page: str) -> Record:
    """A TOML file as a record.

    Args:
        what: what it should be, such as "list of feeds".
        page: the page of the documentation that shows one.

    Raises:
        UsageError: it is none.
    """
    try:
        return msgspec.convert(tomllib.loads(Path(path).read_text(encoding="utf-8")), kind)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"{path} is no {what}: {error}. See {page} for one.") from error


def only_days(**given: object) -> None:
    """Refuse what should be a day, or None, and is neither; a time of day is no day.

    Raises:
        UsageError: one of them is no day; it is named.
    """
    for name, value in given.items():
        if value is not None and type(value) is not date:
            raise UsageError(f"{name} is a day, such as date(2020, 10, 9), and not {value!r}.")
