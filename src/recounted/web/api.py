"""The JSON API: what the pages show, paged, with the filters of the overview."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, TypeVar

import msgspec
from litestar import Request, Router, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from litestar.params import FromPath, FromQuery
from litestar.plugins import OpenAPISchemaPlugin
from litestar.response import Response
from litestar.typing import FieldDefinition

from recounted.errors import UsageError
from recounted.estimates import POLICIES, Moment, history, reckon
from recounted.exporters.geojson import collection
from recounted.incidents import in_force
from recounted.ledger import Entry
from recounted.ledger.accounts import Proposal
from recounted.model import Claim, Copy, Decision, Document, Estimate, Failure, Incident, Point, Span, Tally
from recounted.web.catalogue import FACETS, Row
from recounted.web.desk import Desk
from recounted.web.filters import SORTS, choices, filters_of, narrowing, selected, sums
from recounted.web.pages.incident import case_of
from recounted.web.pages.overview import harm_of
from recounted.web.questions import Question
from recounted.web.reputations import Source

Thing = TypeVar("Thing")

#: Things on a page, unless asked for otherwise, and the most that can be asked for.
USUAL, MOST = 100, 1000

#: The last page that anybody can mean.
FARTHEST = 10**9


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong, in words, with the status of the answer."""

    error: str
    status: int


def text(name: str, words: str, **schema: Any) -> Parameter:
    """A filter that may be given, once."""
    return Parameter(name=name, param_in="query", description=words, schema=Schema(type=OpenAPIType.STRING, **schema))


#: The filters of the overview, as the description of the API has them.
FILTERS = [
    text("from", "The first day, ISO 8601.", format=OpenAPIFormat.DATE),
    text("to", "The last day, ISO 8601.", format=OpenAPIFormat.DATE),
    text("box", "West, south, east, north in degrees, with commas."),
    text("q", "Words that stand in a claim."),
    text("sort", "The order.", enum=list(SORTS)),
    *(
        Parameter(
            name=facet,
            param_in="query",
            description="Values of /api/facets, of which any will do.",
            schema=Schema(type=OpenAPIType.ARRAY, items=Schema(type=OpenAPIType.STRING)),
        )
        for facet in FACETS
    ),
]


@dataclass
class Filtered(Operation):
    """A route that takes the filters of the overview."""

    def __post_init__(self) -> None:
        """Add the filters to the route's own parameters."""
        self.parameters = [*(self.parameters or []), *FILTERS]


#: Records that are told as lists of their values, each with what the values are, and how many.
LISTS = {Span: ((OpenAPIType.INTEGER,), 2), Point: ((OpenAPIType.STRING, OpenAPIType.INTEGER, OpenAPIType.NULL), 5)}


class Lists(OpenAPISchemaPlugin):
    """Describes spans and points of running totals as they are told."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Whether something is told as a list."""
        return isinstance(value, type) and value in LISTS

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:  # noqa: ARG002
        """A list of so many values."""
        kinds, size = LISTS[field_definition.annotation]
        return Schema(
            type=OpenAPIType.ARRAY, items=Schema(type=list(kinds)), min_items=size, max_items=size,
            description=field_definition.annotation.__doc__,
        )  # fmt: skip


#: What any route may answer where something is wrong.
WRONG = {
    status: ResponseSpec(Problem, description=words, generate_examples=False)
    for status, words in {
        400: "What is asked for makes no sense.",
        401: "The ledger has users, and nobody is logged in.",
        403: "The role of who asks does not have the right.",
        404: "There is no such thing, or it is withheld.",
    }.items()
}

read = partial(get, sync_to_thread=True, responses=WRONG)
filtered = partial(read, operation_class=Filtered)


class IncidentPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some incidents of a selection, and how many there are; None for the next page where there is none."""

    total: int
    page: int
    next: int | None
    items: list[Incident]


class ClaimPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some claims, in the order of their documents."""

    page: int
    next: int | None
    items: list[Claim]


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """A document without its text."""

    id: str
    ref: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str
    copy_of: str | None


class HeadingPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some documents, in the order of their ids."""

    total: int
    page: int
    next: int | None
    items: list[Heading]


class Full(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its text and its claims."""

    document: Heading
    text: str
    claims: list[Claim]


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """The last rows of the audit, newest first."""

    items: list[Entry]


def paging(size: int, page: int) -> tuple[int, int]:
    """The size of a page within bounds, and what comes before it."""
    held = max(1, min(MOST, size))
    return held, held * (max(1, min(FARTHEST, page)) - 1)


def cut(things: Iterable[Thing], size: int, page: int) -> tuple[list[Thing], int | None]:
    """One page of things, and the number of the next one."""
    held, before = paging(size, page)
    found = list(islice(things, before, before + held + 1))
    return found[:held], max(1, page) + 1 if len(found) > held else None


def rows_of(request: Request[Any, Any, Any], desk: Desk) -> list[Row]:
    """The rows that the address asks for, in its order."""
    known, wanted = desk.catalogue(), filters_of(request.query_params.dict())
    return known.in_order(selected(known, wanted), wanted.sort)


@filtered("/incidents")
def incidents(
    request: Request[Any, Any, Any], desk: NamedDependency[Desk], page: FromQuery[int] = 1, size: FromQuery[int] = USUAL
) -> IncidentPage:
    """Incidents that pass the filters of the overview.

    They are `from`, `to`, `box`, `q`, `sort`, and the names of /api/facets.
    """
    known, wanted = desk.catalogue(), filters_of(request.query_params.dict())
    chosen, (held, before) = selected(known, wanted), paging(size, page)
    own = known.in_order(chosen, wanted.sort, before, before + held)
    total, following = chosen.bit_count(), max(1, page) + 1 if chosen.bit_count() > before + held else None
    items = desk.ledger.some_incidents([row.id for row in own])
    return IncidentPage(total=total, page=max(1, page), next=following, items=items)


@filtered("/incidents.csv", media_type="text/csv")
def incidents_csv(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Response[str]:
    """The selection as CSV, one row for each harm of each incident; a bound that is not known is empty."""
    told = io.StringIO()
    out = csv.writer(told)
    out.writerow(COLUMNS)
    for row in rows_of(request, desk):
        out.writerows(cells(row))
    return Response(told.getvalue(), media_type="text/csv; charset=utf-8")


#: The columns of an incident as CSV.
COLUMNS = (
    "incident", "date_start", "date_end", "place", "country", "latitude", "longitude", "where_prec", "kind", "grade",
    "voices", "reviewed", "harm", "low", "best", "high", "no_upper_bound",
)  # fmt: skip


def cells(row: Row) -> Iterator[list[object]]:
    """The rows of an incident: one for each harm that something is known of, one without a harm where there is none."""
    about = [
        row.id, row.start, row.end, guarded(row.place), row.country, *(row.point or (None, None)), row.precision,
        row.kind, row.grade, row.voices, row.reviewed,
    ]  # fmt: skip
    if not row.tolls:
        yield [*about, "", None, None, None, None]
    for harm, toll in row.tolls.items():
        yield [*about, harm, toll.low, toll.best, toll.high, toll.unbounded]


def guarded(words: str | None) -> str | None:
    """Words that no spreadsheet takes for a formula."""
    return f"'{words}" if words and words[0] in "=+-@\t\r" else words


@filtered("/incidents.geojson", media_type="application/geo+json")
def incidents_geojson(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Response[dict[str, Any]]:
    """The claims of the selection as GeoJSON, a feature for each place of each claim."""
    claims = (claim for row in rows_of(request, desk)[:MOST] for claim in desk.ledger.claims(incident=row.id))
    return Response(collection(claims), media_type="application/geo+json")


@filtered("/sums")
def summed(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> dict[str, Any]:
    """What the selection comes to, with low, best and high, and how many incidents say nothing."""
    known, wanted = desk.catalogue(), filters_of(request.query_params.dict())
    found = sums(known, selected(known, wanted), harm_of(wanted))
    return {**msgspec.structs.asdict(found), "harm": harm_of(wanted), "toll": found.toll._asdict()}


@filtered("/facets")
def facets(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> dict[str, Any]:
    """The values that can be filtered by, each with the number of incidents that it would leave."""
    known, wanted = desk.catalogue(), filters_of(request.query_params.dict())
    narrowed = narrowing(known, wanted)
    return {facet: [msgspec.structs.asdict(one) for one in choices(known, wanted, facet, narrowed)] for facet in FACETS}


@read("/incidents/{name:str}")
def incident(desk: NamedDependency[Desk], name: FromPath[str]) -> Incident:
    """One incident, by its id or the beginning of it."""
    return desk.ledger.incident(name)


@read("/incidents/{name:str}/claims")
def incident_claims(desk: NamedDependency[Desk], name: FromPath[str]) -> list[Claim]:
    """The claims of an incident, as people have corrected them."""
    return desk.claims(desk.ledger.incident(name))


@read("/claims")
def claims(desk: NamedDependency[Desk], page: FromQuery[int] = 1, size: FromQuery[int] = USUAL) -> ClaimPage:
    """Every claim, as it was read."""
    own, following = cut(desk.ledger.claims(), size, page)
    return ClaimPage(page=max(1, page), next=following, items=own)


@read("/claims/{name:str}")
def claim(desk: NamedDependency[Desk], name: FromPath[str]) -> Claim:
    """One claim, as it was read."""
    return desk.ledger.claim(name)


@read("/documents")
def documents(desk: NamedDependency[Desk], page: FromQuery[int] = 1, size: FromQuery[int] = USUAL) -> HeadingPage:
    """Every document, without its text."""
    known = desk.catalogue().documents
    own, following = cut(known.values(), size, page)
    return HeadingPage(total=len(known), page=max(1, page), next=following, items=[heading(desk, one) for one in own])


@read("/documents/{sha:str}")
def document(desk: NamedDependency[Desk], sha: FromPath[str]) -> Full:
    """A document with its text and its claims."""
    found = desk.ledger.document(sha)
    return Full(document=heading(desk, found), text=found.text, claims=list(desk.ledger.claims(document=found.id)))


def heading(desk: Desk, one: Document) -> Heading:
    """A document without its text."""
    copy = desk.catalogue().originals.get(one.id)
    day = one.published.isoformat() if one.published else None
    return Heading(
        id=one.id, ref=one.ref, title=one.title, publisher=one.publisher, published=day, language=one.language,
        copy_of=copy.copy_of if copy else None,
    )  # fmt: skip


@read("/tallies")
def tallies(desk: NamedDependency[Desk]) -> list[Tally]:
    """Running totals by source; none of them enters an incident."""
    return desk.ledger.tallies()


@read("/questions")
def waiting(desk: NamedDependency[Desk]) -> list[Question]:
    """What waits for a person, unsure first."""
    return desk.questions()


@read("/sources")
def sources(desk: NamedDependency[Desk]) -> list[Source]:
    """What each publisher and voice has in the ledger: reports, claims, incidents, first, alone, corrected, copied."""
    return desk.sources()


@read("/copies")
def copies(desk: NamedDependency[Desk]) -> list[Copy]:
    """Documents that repeat others."""
    return desk.ledger.copies()


@read("/failures")
def failures(desk: NamedDependency[Desk]) -> list[Failure]:
    """What could not be read, and why."""
    return desk.ledger.failures()


@read("/proposals")
def proposals(desk: NamedDependency[Desk]) -> list[Proposal]:
    """What coders propose, and no reviewer has decided about."""
    return desk.proposals()


@read("/incidents/{name:str}/estimates")
def estimates(desk: NamedDependency[Desk], name: FromPath[str], policy: FromQuery[str] = "envelope") -> list[Estimate]:
    """What an incident comes to by a policy: envelope, ucdp, acled or ibc."""
    if policy not in POLICIES:
        raise UsageError(f'No policy is called "{policy}". There are: {", ".join(POLICIES)}.')
    case = case_of(desk, desk.ledger.incident(name), desk.catalogue())
    return list(reckon(case.claims, policy, case.known))


@read("/incidents/{name:str}/history")
def moments(desk: NamedDependency[Desk], name: FromPath[str]) -> list[Moment]:
    """How the figures of an incident moved, by voice and day of publication."""
    case = case_of(desk, desk.ledger.incident(name), desk.catalogue())
    return list(history(case.claims, case.known))


@read("/decisions")
def decisions(desk: NamedDependency[Desk], standing: FromQuery[bool] = True) -> list[Decision]:
    """What people decided: what stands, or, with `standing=false`, all."""
    known = desk.ledger.decisions(undone=True)
    return in_force(known) if standing else known


@read("/audit")
def audit(
    desk: NamedDependency[Desk], who: FromQuery[str | None] = None, verb: FromQuery[str | None] = None,
    day: FromQuery[date | None] = None, size: FromQuery[int] = USUAL,
) -> Log:  # fmt: skip
    """Who did what, newest first; of one person, of one kind, of one day, if wanted."""
    return Log(items=desk.ledger.newest_audit(max(1, min(MOST, size)), who, verb, day))


@read("/check", opt={"right": "decide"})
def check(desk: NamedDependency[Desk]) -> list[str]:
    """Everything that is wrong with the ledger, in words; empty where it is whole."""
    return desk.check()


ROUTES = [
    incidents, incidents_csv, incidents_geojson, summed, facets, incident, incident_claims, claims, claim, documents,
    document, tallies, waiting, sources, copies, failures, proposals, estimates, moments, decisions, audit, check,
]  # fmt: skip


def router() -> Router:
    """The API under /api."""
    return Router(path="/api", route_handlers=ROUTES)
