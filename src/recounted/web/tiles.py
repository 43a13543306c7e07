"""The user's own tiles under the map: a PMTiles file that we serve, or a pattern of addresses elsewhere."""

import gzip
import io
import json
import re
import zlib
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from recounted.errors import UsageError

#: How a file of PMTiles begins.
MAGIC = b"PMTiles"

#: Where its header, version 3, says from where to where the file tells of itself, and how that is packed.
HEADER, LIES, PACKED = 127, 24, 97

#: Ways to pack it that we can undo, as the header names them.
PLAIN, GZIP = 1, 2

#: The most bytes, and letters of a credit, that are read of what a file tells of itself.
TOLD_AT_MOST, CREDIT_AT_MOST = 5_000_000, 300


class Tiles(msgspec.Struct, frozen=True, kw_only=True):
    """Where tiles come from; nothing in it where there are none."""

    file: Path | None = None
    pattern: str | None = None
    credit: str = ""  # whose they are, as the file says itself, or the server that has them

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
        return Tiles(pattern=said, credit=urlsplit(said).netloc)
    path = Path(said)
    try:
        with path.open("rb") as file:
            known = file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise UsageError(f"--tiles {said} cannot be read: {error.strerror}.") from error
    if not known:
        raise UsageError(f"--tiles {said} is no PMTiles file.")
    return Tiles(file=path, credit=credit_of(path) or path.name)


def credit_of(path: Path) -> str:
    """Whom a file of PMTiles names as its makers, without markup; nothing where it names nobody, or cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER)
            start, size = (int.from_bytes(head[at : at + 8], "little") for at in (LIES, LIES + 8))
            file.seek(start)
            told = file.read(min(size, TOLD_AT_MOST))
        if head[PACKED] == GZIP:
            with gzip.open(io.BytesIO(told)) as packed:
                told = packed.read(TOLD_AT_MOST)
        elif head[PACKED] != PLAIN:
            return ""
        about = json.loads(told)
    except (OSError, EOFError, ValueError, IndexError, OverflowError, zlib.error):
        return ""
    said = about.get("attribution") if isinstance(about, dict) else None
    return " ".join(unescape(re.sub("<[^>]*>", "", str(said or ""))).split())[:CREDIT_AT_MOST]
