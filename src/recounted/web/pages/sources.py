"""Sources: what each publisher and each voice says, how often first, alone, corrected, copied."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from recounted.errors import UsageError
from recounted.web.desk import Desk
from recounted.web.filters import first
from recounted.web.pages.frame import page

SORTS = ("claims", "reports", "incidents", "first", "alone", "corrected", "copied", "name")

#: Rows of each table.
MOST = 200


@get("/sources", sync_to_thread=True)
def sources(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Template:
    """The sources of a ledger; `?sort=` orders them, `?q=` looks for a name."""
    asked = request.query_params.dict()
    sort, words = first(asked, "sort") or "claims", first(asked, "q").strip()
    if sort not in SORTS:
        raise UsageError(f'No order is called "{sort}". There are: {", ".join(SORTS)}.')
    known = [one for one in desk.sources() if words.casefold() in one.name.casefold()]
    known.sort(key=lambda one: one.name.casefold() if sort == "name" else -getattr(one, sort))
    publishers = [one for one in known if one.kind == "publisher"]
    voices = [one for one in known if one.kind != "publisher"]
    found = (("Publishers", "publisher", publishers), ("Voices", "speaker", voices))
    groups = [(title, facet, own[:MOST], len(own)) for title, facet, own in found]
    return page(desk, "sources", here="/sources", groups=groups, sort=sort, words=words, sorts=SORTS)
