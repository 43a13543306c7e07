"""Add: paste a text or give a file; its claims are shown before anything is kept."""

from typing import Annotated, Any

from litestar import Request, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from recounted import flow
from recounted.errors import ReadError, UsageError
from recounted.model import Document, Failure
from recounted.readers import Defaults, Source, load
from recounted.readers.sources import bounded
from recounted.web.desk import Desk
from recounted.web.filters import day_of, first
from recounted.web.marking import KINDS, marked
from recounted.web.pages.document import told
from recounted.web.pages.frame import back, page

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/add", sync_to_thread=True)
def add(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Template:
    """A form for a report, or, with `?found=`, a report that was given and waits to be kept."""
    found = first(request.query_params.dict(), "found")
    if found and found not in desk.pending:
        raise UsageError("That report waits no longer. Give it again.")
    if not found:
        return page(desk, "add", here="/add", document=None, failures=desk.ledger.failures())
    document, claims = desk.pending[found]
    opened = claims[0].id if claims else ""
    return page(
        desk,
        "add",
        here="/add",
        document=document,
        text=marked(document.text, claims),
        claims=[told(desk, claim, document) for claim in claims],
        opened=opened,
        kinds=KINDS,
        known=desk.ledger.has(document.id),
    )


@post("/add/look", sync_to_thread=True)
def look(data: Upload, desk: NamedDependency[Desk]) -> Redirect:
    """Read a report that was pasted or given as a file, and show what it claims; nothing is kept yet."""
    document = document_of(data)
    desk.wait(document, flow.extract(document))
    return back(f"/add?found={document.id}")


def document_of(data: dict[str, Any]) -> Document:
    """The report that a form holds.

    Raises:
        ReadError: there is none, or it cannot be read.
    """
    upload, pasted = data.get("file"), str(data.get("text") or "")
    raw, name = pasted.replace("\r\n", "\n").encode(), "pasted.txt"
    if isinstance(upload, UploadFile) and upload.filename:
        raw, name = upload.file.read(), upload.filename.replace("\\", "/").rsplit("/", 1)[-1]
    if not raw.strip():
        raise ReadError("There is no text. Paste one, or choose a file.")
    given = Defaults(
        published=day_of(str(data.get("published") or ""), "published"),
        publisher=str(data.get("publisher") or "").strip() or None,
        language=str(data.get("language") or "").strip() or None,
    )
    kind = "html" if name.lower().endswith((".html", ".htm", ".xhtml")) else "text"
    for item in load(Source(ref=name[:200], kind=kind, held=bounded(raw)), given):
        if isinstance(item, Failure):
            raise ReadError(item.reason)
        return item
    raise ReadError("Nothing could be read in it.")


@post("/add/keep", sync_to_thread=True)
def keep(data: Form, desk: NamedDependency[Desk]) -> Redirect:
    """Keep a report that was looked at, with its claims, and link it."""
    waiting = desk.pending.pop(data.get("found", ""), None)
    if waiting is None:
        raise UsageError("That report waits no longer. Give it again.")
    desk.keep(*waiting)
    return back(f"/document/{waiting[0].id}")


@post("/add/drop", sync_to_thread=True)
def drop(data: Form, desk: NamedDependency[Desk]) -> Redirect:
    """Let go of a report that was looked at."""
    desk.pending.pop(data.get("found", ""), None)
    return back("/add")
