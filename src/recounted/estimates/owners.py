"""Who owns which publisher, as a user lists it: papers of one house are one voice."""

import csv
import tomllib
from pathlib import Path

from recounted.errors import UsageError, why

#: The columns of a CSV file.
COLUMNS = ("publisher", "owner")


def read_owners(path: Path) -> dict[str, str]:
    """Publisher → owner, from a CSV file with these two columns, or a TOML file of lines `"publisher" = "owner"`.

    Raises:
        UsageError: the file cannot be read or is neither, a name is missing, or a publisher has two owners.
    """
    try:
        told = path.read_text(encoding="utf-8-sig")
        rows = of_toml(told) if path.suffix.casefold() == ".toml" else of_csv(told)
    except (OSError, ValueError, csv.Error) as error:
        raise UsageError(f"{path} cannot be read as a list of owners: {why(error)}") from error
    owners: dict[str, str] = {}
    for publisher, owner in rows:
        if not publisher or not owner:
            raise UsageError(f"{path}: {publisher or owner or 'a row'} lacks its publisher or its owner.")
        if owners.setdefault(publisher, owner) != owner:
            raise UsageError(f"{path}: {publisher} has two owners, {owners[publisher]} and {owner}. Give one.")
    return owners


def of_toml(told: str) -> list[tuple[str, str]]:
    """The pairs of a TOML file."""
    found = tomllib.loads(told)
    for publisher, owner in found.items():
        if not isinstance(owner, str):
            raise ValueError(f'the owner of {publisher} is no text; write "{publisher}" = "owner"')
    return [(publisher.strip(), owner.strip()) for publisher, owner in found.items()]


def of_csv(told: str) -> list[tuple[str, str]]:
    """The pairs of a CSV file."""
    rows = csv.DictReader(told.splitlines())
    names = [(name or "").strip().casefold() for name in rows.fieldnames or ()]
    if any(name not in names for name in COLUMNS):
        raise ValueError(f"its first line must name the columns {' and '.join(COLUMNS)}")
    at = [(rows.fieldnames or ())[names.index(name)] for name in COLUMNS]
    return [((row[at[0]] or "").strip(), (row[at[1]] or "").strip()) for row in rows if any(row.values())]
