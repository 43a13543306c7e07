"""A document: its text with every span lit, and its claims beside it."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from recounted.incidents import rule
from recounted.model import Claim, Document
from recounted.web.desk import Desk
from recounted.web.filters import first
from recounted.web.marking import KINDS, LIMIT, marked
from recounted.web.pages.frame import page


@get("/document/{sha:str}", sync_to_thread=True)
def document(request: Request[Any, Any, Any], desk: NamedDependency[Desk], sha: FromPath[str]) -> Template:
    """A document; `?claim=` opens one of its claims."""
    found = desk.ledger.document(sha)
    claims = desk.claims_of(found.id)
    asked = first(request.query_params.dict(), "claim")
    opened = next((claim.id for claim in claims if claim.id == asked), "")
    known = desk.catalogue()
    copies = [copy for copy in known.originals.values() if found.id in {copy.document, copy.copy_of}]
    return page(
        desk,
        "document",
        document=found,
        text=marked(found.text, claims, opened),
        cut=len(found.text) > LIMIT,
        kinds=KINDS,
        claims=[told(desk, claim, found) for claim in claims],
        opened=opened,
        copies=[
            (copy, known.documents.get(copy.copy_of if copy.document == found.id else copy.document)) for copy in copies
        ],
        versions=[one for one in desk.ledger.versions(found.id) if one.id != found.id],
    )


def told(desk: Desk, claim: Claim, document: Document) -> dict[str, Any]:
    """A claim with what the ledger knows of it: the incident that it counts in, and what people decided."""
    decisions = desk.decisions([claim])
    return {
        "claim": claim,
        "incident": desk.catalogue().home(claim.id),
        "decisions": decisions,
        "wrong": claim.id in rule(decisions, [claim]).wrong,
        "figures": [(figure, figure.span.of(document.text)) for figure in claim.toll],
    }


@get("/document/{sha:str}/text", sync_to_thread=True)
def text_of(desk: NamedDependency[Desk], sha: FromPath[str]) -> Response[str]:
    """The text of a document, exactly as spans count it."""
    return Response(desk.ledger.document(sha).text, media_type="text/plain; charset=utf-8")
