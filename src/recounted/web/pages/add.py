"""Add: paste a text or give a file; its claims are shown before anything is kept."""

import re
from typing import Annotated, Any

from litestar import Request, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from recounted import flow
from recounted.errors import ReadError, UsageError
from recounted.ledger.levels import LEVELS, OPEN
from recounted.model import Document, Failure
from recounted.readers import Defaults, Source, load
from recounted.readers.sources import bounded
from recounted.web.desk import Desk
from recounted.web.filters import day_of, first
from recounted.web.marking import KINDS, marked
from recounted.web.pages.document import told
from recounted.web.pages.frame import back, page
from recounted.web.workshop import Waiting

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
#: The most files at once, how many claims of each are shown before it is opened, and what stands for all of them.
FILES, SHOWN, ALL = 40, 6, "all"

#: How the source of a web page begins.
PAGE = re.compile(rb"\s*<(!doctype html|html)\b", re.IGNORECASE)

Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/add", sync_to_thread=True, opt={"right": "add"})
def add(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Template:
    """A form for reports, and those that were given and wait to be kept; `?found=` shows one of them in full."""
    found, waiting = first(request.query_params.dict(), "found"), desk.waiting()
    if not found:
        held = [(one, [told(desk, claim, one.document) for claim in one.claims[:SHOWN]]) for one in waiting]
        failures, failed = desk.ledger.failures(), desk.unread()
        return page(desk, "add", here="/add", document=None, held=held, failures=failures, failed=failed, levels=LEVELS)
    held_one = next((one for one in waiting if one.document.id == found), None)
    if held_one is None:
        raise UsageError("That report waits no longer. Give it again.")
    document, claims = held_one.document, held_one.claims
    return page(
        desk,
        "add",
        here="/add",
        document=document,
        level=held_one.level,
        text=marked(document.text, claims),
        claims=[told(desk, claim, document) for claim in claims],
        opened=claims[0].id if claims else "",
        kinds=KINDS,
        known=desk.ledger.has(document.id),
    )


@post("/add/look", sync_to_thread=True, opt={"right": "add"})
def look(data: Upload, desk: NamedDependency[Desk]) -> Redirect:
    """Read reports that were pasted or given as files, and show what they claim; nothing is kept yet."""
    level = level_of(str(data.get("level") or OPEN))
    read = [document_of(name, raw, data) for name, raw in given(data)]
    found = [one for one in read if isinstance(one, Document)]
    failed = [one for one in read if isinstance(one, Failure)]
    if not found:
        raise ReadError(" ".join(f"{one.ref}: {one.reason}" if len(failed) > 1 else one.reason for one in failed))
    desk.unread(failed)
    for document in found:
        desk.wait(Waiting(document=document, claims=flow.extract(document), level=level))
    return back(f"/add?found={found[0].id}" if len(read) == 1 else "/add#held")


def level_of(said: str) -> str:
    """A level of sensitivity.

    Raises:
        UsageError: there is none of that name.
    """
    if said not in LEVELS:
        raise UsageError(f'No sensitivity is called "{said}". There are: {", ".join(LEVELS)}.')
    return said


def given(data: dict[str, Any]) -> list[tuple[str, bytes]]:
    """The reports that a form holds, each with a name: its files, or else the text that was pasted.

    Raises:
        ReadError: there is none, or there are too many.
    """
    told = data.get("file")
    uploads = [one for one in (told if isinstance(told, list) else [told]) if isinstance(one, UploadFile)]
    files = [(one.filename.replace("\\", "/").rsplit("/", 1)[-1], one.file.read()) for one in uploads if one.filename]
    if len(files) > FILES:
        raise ReadError(f"At most {FILES} files at once. `recounted read` takes whole folders.")
    pasted = str(data.get("text") or "").replace("\r\n", "\n").encode()
    found = files or [("pasted.html" if PAGE.match(pasted) else "pasted.txt", pasted)]
    if not any(raw.strip() for _, raw in found):
        raise ReadError("There is no text. Paste one, or choose a file.")
    return found


def document_of(name: str, raw: bytes, data: dict[str, Any]) -> Document | Failure:
    """A report, with what the form says where it does not; or why it cannot be read."""
    said = Defaults(
        published=day_of(str(data.get("published") or ""), "published"),
        publisher=str(data.get("publisher") or "").strip() or None,
        language=str(data.get("language") or "").strip() or None,
    )
    kind = "html" if name.lower().endswith((".html", ".htm", ".xhtml")) else "text"
    nothing = Failure(ref=name[:200], reason="Nothing could be read in it.")
    return next(iter(load(Source(ref=name[:200], kind=kind, held=bounded(raw)), said)), nothing)


@post("/add/keep", sync_to_thread=True, opt={"right": "add"})
def keep(data: Form, desk: NamedDependency[Desk]) -> Redirect:
    """Keep a report that was looked at, or all of them, with its claims, and link it."""
    found = data.get("found", "")
    every = found == ALL
    reports = [desk.let_go(name) for name in ([one.document.id for one in desk.waiting()] if every else [found])]
    desk.keep(reports)
    seen = desk.may("names") or all(one.level == OPEN for one in reports)
    return back(f"/document/{found}" if seen and not every else "/add")


@post("/add/drop", sync_to_thread=True, opt={"right": "add"})
def drop(data: Form, desk: NamedDependency[Desk]) -> Redirect:
    """Let go of a report that was looked at."""
    desk.let_go(data.get("found", ""))
    return back("/add")
