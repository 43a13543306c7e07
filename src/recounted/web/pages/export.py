"""What leaves by way of the pages: a selection in one of the formats, with its methodology sheet, as a zip."""

import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Response, Template

from recounted.errors import UsageError
from recounted.exporters import EXPORTERS, Choice, export
from recounted.exporters.veil import Veiled
from recounted.web.desk import Desk
from recounted.web.filters import Filters, filters_of, first, selected
from recounted.web.pages.frame import page
from recounted.web.people import denied

#: Format → what it is good for; in this order they are offered.
MEANT = {
    "csv": "tables for statistics and spreadsheets", "jsonl": "all records, for programs and the way back",
    "geojson": "maps", "sqlite": "database browsers, Datasette", "parquet": "the tables of csv, for large data",
    "ucdp": "beside UCDP GED", "acled": "beside data in ACLED's layout", "hxl": "humanitarian tools",
    "plover": "political scientists' event data", "webannotation": "the words in the texts, for annotation tools",
    "ftm": "Aleph and OpenSanctions tools", "prov": "how each value came about",
    "bundle": "evidence: originals and hashes, with what verifies them",
}  # fmt: skip


@get("/export", sync_to_thread=True)
def offer(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Template:
    """A form that asks for the format of the selection that the address names."""
    wanted = filters_of(request.query_params.dict())
    known = desk.catalogue()
    count = selected(known, wanted).bit_count()
    formats = [(name, meant, " ".join(EXPORTERS[name].drops).replace("`", "")) for name, meant in MEANT.items()]
    return page(desk, "export", wanted=wanted, chosen=words(wanted), count=count, formats=formats)


@get("/export/file", sync_to_thread=True)
def file(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Response[bytes]:
    """A zip with the selection in a format, and its methodology sheet; `?format=`, and the filters of the overview."""
    asked = request.query_params.dict()
    name, names, sensitive = (first(asked, part) for part in ("format", "names", "sensitive"))
    if (names or sensitive) and not desk.may("names"):
        raise UsageError(denied(desk.person, "names"))
    wanted, known = filters_of(asked), desk.catalogue()
    rows = known.members(selected(known, wanted))
    only = frozenset(row.id for row in rows) if wanted.any else None
    choice = Choice(names=bool(names), sensitive=bool(sensitive), only=only, by=tuple(words(wanted)))
    ledger = Veiled(desk.workshop.ledger, names=desk.may("names"), sensitive=bool(sensitive))
    headers = {"content-disposition": f'attachment; filename="recounted-{name if name in EXPORTERS else ""}.zip"'}
    with TemporaryDirectory() as folder:
        written = export(ledger, name, folder, choice)
        return Response(zipped(written), media_type="application/zip", headers=headers)


def words(wanted: Filters) -> list[str]:
    """The filters in words."""
    told = {"from": wanted.since, "to": wanted.until, "box": wanted.box, "words": wanted.words}
    told |= {facet: " or ".join(values) for facet, values in wanted.facets}
    return [f"{name}: {value}" for name, value in told.items() if value]


def zipped(files: list[Path]) -> bytes:
    """Some files as a zip; the same files give the same bytes."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(files):
            out.writestr(zipfile.ZipInfo(path.name, (1980, 1, 1, 0, 0, 0)), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return made.getvalue()
