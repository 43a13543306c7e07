"""What the map that moves asks for: marks and names of a view, borders of provinces, and the user's own tiles."""

from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Response

from recounted.errors import UsageError
from recounted.web import atlas, marks
from recounted.web.clusters import scale_of
from recounted.web.desk import Desk
from recounted.web.filters import box_of, filters_of, first, selected
from recounted.web.grid import EVERYWHERE
from recounted.web.pages.overview import harm_of
from recounted.web.tiles import Tiles

#: How long a browser may keep what never changes while the server runs, in seconds.
KEPT = {"cache-control": "max-age=3600"}

#: The scales of a map.
NEAREST = 24.0


@get("/map/marks", sync_to_thread=True, include_in_schema=False)
def marks_of(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Response[bytes]:
    """The marks of a view at a scale, under the filters of the overview but for its box."""
    asked = request.query_params.dict()
    wanted = msgspec.structs.replace(filters_of(asked), box=None, page=1, sort="latest")
    known, view, harm = desk.catalogue(), box_of(first(asked, "view")) or EVERYWHERE, harm_of(wanted)
    zoom = scale_of(zoom_of(first(asked, "zoom")))

    def told() -> bytes:
        chosen = desk.remembered(known, (selected, wanted), lambda: selected(known, wanted))
        found = desk.layout(known, zoom, harm).marks(chosen, view)
        order = sorted(found, key=lambda mark: -max(row.top(harm) for row in mark.rows))
        return msgspec.json.encode(
            {
                "marks": [marks.told(mark, harm) for mark in order],
                "discs": marks.discs(known, chosen, view),
                "names": atlas.names(view),
            }
        )

    answer = desk.written(known, ("marks", wanted, zoom, view), told)
    return Response(answer, media_type="application/json")


def zoom_of(said: str) -> float:
    """A scale.

    Raises:
        UsageError: it is none.
    """
    try:
        zoom = float(said or 0)
    except ValueError:
        zoom = -1.0
    if not 0 <= zoom <= NEAREST:
        raise UsageError(f'zoom: "{said}" is no scale. Write a number from 0 to {NEAREST:g}.')
    return zoom


@get("/map/provinces", sync_to_thread=True, include_in_schema=False)
def provinces() -> Response[bytes]:
    """The inner borders of provinces, as GeoJSON."""
    return Response(msgspec.json.encode(atlas.borders()), media_type="application/geo+json", headers=KEPT)


@get("/map/tiles.pmtiles", sync_to_thread=True, include_in_schema=False)
def archive(request: Request[Any, Any, Any], tiles: NamedDependency[Tiles]) -> Response[bytes]:
    """A piece of the user's own tiles, as `Range` asks for it.

    Raises:
        UsageError: there are none, or what is asked for is no piece of them.
    """
    if tiles.file is None:
        raise UsageError("No tiles were named when this was started, with `recounted serve --tiles FILE`.")
    start, end, size = piece(request.headers.get("range", ""), tiles.file)
    with tiles.file.open("rb") as file:
        file.seek(start)
        told = file.read(end - start)
    about = {"content-range": f"bytes {start}-{max(start, end - 1)}/{size}", "accept-ranges": "bytes"}
    return Response(told, status_code=206, media_type="application/octet-stream", headers=about)


def piece(asked: str, file: Path) -> tuple[int, int, int]:
    """The first byte of a range, the one after its last, and the size of the file.

    Raises:
        UsageError: it is no single range that begins in the file, or longer than is given at once.
    """
    size = file.stat().st_size
    unit, _, span = asked.partition("=")
    begin, _, last = span.partition("-")
    if unit.strip() == "bytes" and begin.isdecimal() and (last.isdecimal() or not last):
        start, end = int(begin), min(size, int(last) + 1 if last else size)
        if start < end <= start + LARGEST_PIECE:
            return start, end, size
    raise UsageError(f"Tiles are given in ranges of at most {LARGEST_PIECE:,} bytes.")


#: The most bytes of an archive that are given at once.
LARGEST_PIECE = 16_000_000

ROUTES = [marks_of, provinces, archive]
