"""By what a result was made: the versions of the program, of its data, weights and gazetteer.

The program's version stands in pyproject.toml and nowhere else. Data have no numbers: they are named by the first
digits of the SHA-256 of their bytes, so that two installations with the same lines give the same claims.
"""

import hashlib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from recounted.gazetteer import SHIPPED, gazetteer

DATA = Path(__file__).parent / "data"

#: The files that say what words mean, and what the program knows of places and groups by hand.
KNOWLEDGE = ("lang/**/*.toml", "*.toml", "*.csv")

DIGITS = 12


def program() -> str:
    """The version of the program."""
    return metadata.version("recounted")


def versions() -> dict[str, str]:
    """What results depend on → its version; digests are the first twelve hexadecimal digits of SHA-256."""
    places = gazetteer()
    made = places.about.get("sources")
    of = ", ".join(f"{name} {version}" for name, version in made.items()) if isinstance(made, dict) else "own"
    whose = "shipped" if places.path == SHIPPED else str(places.path)
    return {
        "recounted": program(),
        "data": digest(path for pattern in KNOWLEDGE for path in DATA.glob(pattern)),
        "weights": digest((DATA / "weights").glob("*.json")),
        "gazetteer": f"{digest([places.path])} ({whose}; {of})",
    }


def digest(paths: Iterable[Path]) -> str:
    """The first digits of the SHA-256 of files, by their names and bytes, in the order of names."""
    total = hashlib.sha256()
    for path in sorted(set(paths)):
        with path.open("rb") as file:
            own = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{path.name} {own}\n".encode())
    return total.hexdigest()[:DIGITS]
