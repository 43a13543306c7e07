"""Place names → places: the shipped gazetteer, or the one that the user has made from a GeoNames dump."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from recounted.gazetteer.reading import Gazetteer

__all__ = ["Gazetteer", "gazetteer", "import_dump", "user_file"]


#: The gazetteer that comes with the package.
SHIPPED = Path(__file__).parents[1] / "data" / "gazetteer.bin"


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer in use: the user's own where there is one, else the shipped one. Opened when first asked for.

    Raises:
        ReadError: the file is absent or of another version.
    """
    own = user_file()
    return Gazetteer(own if own.exists() else SHIPPED)


def import_dump(path: Path, progress: Callable[[int, int], None]) -> Path:
    """Build a gazetteer out of a GeoNames dump (zip or text) in the user's data folder; it is used from then on.

    `progress` is called with the bytes read so far and the bytes in all.

    Raises:
        ReadError: the file is absent or no GeoNames dump.
    """
    from recounted.gazetteer import dump

    written = dump.import_dump(path, progress, user_file(), Gazetteer(SHIPPED))
    gazetteer.cache_clear()
    return written


def user_file() -> Path:
    """Where an imported gazetteer is kept: the user's data folder, after the XDG base directory specification."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "recounted" / "gazetteer.bin"
