"""Place names → places: the shipped gazetteer, or the one that the user has made from a GeoNames dump."""

import os
from functools import cache
from importlib import resources
from pathlib import Path

from recounted.gazetteer.reading import Gazetteer

__all__ = ["Gazetteer", "gazetteer", "user_file"]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer in use: the user's own where there is one, else the shipped one. Opened when first asked for.

    Raises:
        ReadError: the file is absent or of another version.
    """
    own = user_file()
    return Gazetteer(own if own.exists() else Path(str(resources.files("recounted").joinpath("data", "gazetteer.bin"))))


def user_file() -> Path:
    """Where an imported gazetteer is kept: the user's data folder, after the XDG base directory specification."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "recounted" / "gazetteer.bin"
