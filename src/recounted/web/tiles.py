"""The user's own tiles under the map: a PMTiles file that we serve, or a pattern of addresses elsewhere."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from recounted.errors import UsageError

#: How a file of PMTiles begins.
MAGIC = b"PMTiles"


class Tiles(msgspec.Struct, frozen=True, kw_only=True):
    """Where tiles come from; nothing in it where there are none."""

    file: Path | None = None
    pattern: str | None = None

    @property
    def origin(self) -> str | None:
        """The server that a browser has to ask for them, as a policy names it; None where that is ours."""
        if self.pattern is None:
            return None
        told = urlsplit(self.pattern)
        return f"{told.scheme}://{told.netloc}"


def tiles_of(said: str | None) -> Tiles:
    """The tiles that a user names.

    Raises:
        UsageError: it is neither a PMTiles file nor an address with {z}, {x} and {y}.
    """
    if said is None:
        return Tiles()
    if re.match("https?://", said):
        if not all(part in said for part in ("{z}", "{x}", "{y}")) or not re.fullmatch(
            r"[\w.:\[\]-]+", urlsplit(said).netloc
        ):
            raise UsageError(
                f'--tiles "{said}" needs {{z}}, {{x}} and {{y}}, as in https://tiles.example/{{z}}/{{x}}/{{y}}.png.'
            )
        return Tiles(pattern=said)
    path = Path(said)
    try:
        with path.open("rb") as file:
            known = file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise UsageError(f"--tiles {said} cannot be read: {error.strerror}.") from error
    if not known:
        raise UsageError(f"--tiles {said} is no PMTiles file.")
    return Tiles(file=path)
