"""Files that users write for the program, as records."""

import tomllib
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
