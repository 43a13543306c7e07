"""An incident: what it comes to and by whose words, who said what, how the figure moved, why its reports are one."""

from collections.abc import Sequence
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template
from markupsafe import Markup

from recounted.errors import UsageError
from recounted.estimates import POLICIES, Moment, history, reckon
from recounted.exporters.blame import denies
from recounted.lexicon import vocabulary
from recounted.likeness import reasons
from recounted.model import Claim, Document, Estimate, Incident
from recounted.web.catalogue import Catalogue, Row
from recounted.web.curves import Curve, Mark, chart
from recounted.web.desk import Desk
from recounted.web.drawing import bar, scale_end
from recounted.web.evidence import Case, accusations, links, matrix, publisher, speaker
from recounted.web.filters import Filters, first
from recounted.web.marking import marked
from recounted.web.pages.frame import page
from recounted.web.parties import side_code
from recounted.web.wording import (
    DAY_PRECISIONS,
    GRADE_RULES,
    PLACE_PRECISIONS,
    POLICY_MANNERS,
    POLICY_WORDS,
    Toll,
    of_people,
    toll_of,
)
from recounted.web.worldmap import view_of, worldmap

STATIC = Path(str(resources.files("recounted").joinpath("web", "static")))

#: Incidents as near as this, in days and degrees, are shown as candidates to be the same.
DAYS, DEGREES = 3, 0.5

#: The most candidates shown.
CANDIDATES = 6


@get("/incident/{name:str}", sync_to_thread=True)
def incident(request: Request[Any, Any, Any], desk: NamedDependency[Desk], name: FromPath[str]) -> Template:
    """An incident; `?policy=` reckons it by another policy."""
    found = desk.ledger.incident(name)
    policy = first(request.query_params.dict(), "policy") or "envelope"
    if policy not in POLICIES:
        raise UsageError(f'No policy is called "{policy}". There are: {", ".join(POLICIES)}.')
    known = desk.catalogue()
    case = case_of(desk, found, known)
    estimates = in_order(found.estimates if policy == "envelope" else reckon(case.claims, policy, case.known))
    end = scale_end(max([toll_of(one).top for one in estimates if of_people(one)], default=1) or 1)
    moments = moments_of(case)
    row = known.rows[known.number[found.id]] if found.id in known.number else None
    around = near(known, row) if row else []
    own = {one.id: one for one in desk.ledger.some_incidents([other.id for other in around])}
    return page(
        desk,
        "incident",
        **told(desk, found, case, moments),
        row=row,
        policy=policy,
        policies=POLICY_WORDS,
        manners=POLICY_MANNERS,
        estimates=[drawn(case, one, end) for one in estimates],
        curves=moved(case, moments, desk),
        near=[(other, candidate(desk, case, other, own[other.id])) for other in around if other.id in own],
        map=situated([row, *around]) if row else "",
        words_of=lambda claim: words_of(case, claim.id),
        publisher=publisher,
        copied=sum(one in case.known.originals for one in found.documents),
    )


def told(desk: Desk, found: Incident, case: Case, moments: Sequence[Moment]) -> dict[str, Any]:
    """What the page and the dossier of an incident tell alike."""
    return {
        "incident": found,
        "case": case,
        "accused": accusations(case),
        "denials": [claim for claim in case.claims if denies(claim)],
        "camps": matrix(case, desk.catalogue().sides),
        "moments": by_harm(moments),
        "links": links(case),
        "rules": GRADE_RULES,
        "place_precisions": PLACE_PRECISIONS,
        "day_precisions": DAY_PRECISIONS,
        "decisions": desk.decisions(case.claims),
        "speaker": speaker,
    }


def moments_of(case: Case) -> list[Moment]:
    """How the figures of all people moved."""
    return [moment for moment in history(case.claims, case.known) if moment.category == "people"]


def by_harm(moments: Sequence[Moment]) -> list[tuple[str, list[Moment]]]:
    """The history of each harm, that of the killed first."""
    known = list(vocabulary()["harm"])
    harms = sorted({moment.harm for moment in moments}, key=known.index)
    return [(harm, [moment for moment in moments if moment.harm == harm]) for harm in harms]


def situated(rows: Sequence[Row]) -> Markup:
    """A small map with an incident and those near it."""
    view = view_of([row for row in rows if row.placed], None, (344, 220))
    return worldmap(rows, "killed", Filters(), view)


@get("/incident/{name:str}/dossier", sync_to_thread=True)
def dossier(desk: NamedDependency[Desk], name: FromPath[str]) -> Template:
    """An incident with its evidence in one file that needs no other, with its reports' texts and hashes."""
    found = desk.ledger.incident(name)
    case = case_of(desk, found, desk.catalogue())
    moments = moments_of(case)
    made = page(
        desk,
        "dossier",
        **told(desk, found, case, moments),
        words_of=lambda claim: within(case, claim),
        look=Markup((STATIC / "recounted.css").read_text(encoding="utf-8")),
        estimates=[drawn(case, one, scale_end(max(1, toll_of(one).top))) for one in in_order(found.estimates)],
        reports=[told_fully(case, at, one) for at, one in enumerate(case.documents, 1)],
        policy=found.estimates[0].policy if found.estimates else "envelope",
        policies=POLICY_WORDS,
    )
    made.headers["content-disposition"] = f'attachment; filename="incident-{found.id}.html"'
    return made


def within(case: Case, claim: Claim) -> str:
    """Where a claim stands in the dossier."""
    at = [one.id for one in case.told_in(claim.document)].index(claim.id) + 1
    return f"#r{case.number[claim.document]}-c{at}"


def told_fully(case: Case, number: int, document: Document) -> tuple[Document, list[Claim], Markup]:
    """A report with its claims of the incident and its text, lit."""
    claims = case.told_in(document.id)
    return document, claims, marked(document.text, claims, prefix=f"r{number}-")


def case_of(desk: Desk, found: Incident, known: Catalogue) -> Case:
    """An incident's claims with the texts that they stand in."""
    claims = desk.claims(found)
    documents = {name: desk.ledger.document(name) for name in {claim.document for claim in claims}}
    return Case(claims, documents, {one: copy.copy_of for one, copy in known.originals.items()})


def in_order(estimates: Sequence[Estimate]) -> list[Estimate]:
    """Estimates, killed first, the whole of a harm before its parts."""
    order = list(vocabulary()["harm"])
    return sorted(estimates, key=lambda one: (order.index(one.harm), one.category != "people", one.category))


def drawn(case: Case, one: Estimate, end: int) -> dict[str, Any]:
    """An estimate with its bars, for wide and for narrow screens, and the words that set each bound."""
    toll, old = toll_of(one), case.replaced(one)
    last = end if of_people(one) else scale_end(max(1, toll.top))
    name = f"{one.category.replace('_', ' ')} {one.harm}"
    return {
        "estimate": one,
        "toll": toll,
        "bars": [bar(toll, last, name, (width, 62), old) for width in (676, 340)],
        "bounds": case.bounds(one),
        "voices": case.voices(one),
        "left_out": [(case.quote(claim, one.harm, one.category), reason) for claim, reason in one.rejected],
    }


def moved(case: Case, moments: Sequence[Moment], desk: Desk) -> list[Markup]:
    """How the number of killed moved, by voice, in the order of publication; nothing where there is no movement."""
    own = [moment for moment in moments if moment.harm == "killed" and moment.day]
    if len({moment.day for moment in own}) < 2:
        return []
    by_voice: dict[str, list[Moment]] = {}
    for moment in own:
        by_voice.setdefault(moment.voice, []).append(moment)
    sides = desk.catalogue().sides
    curves = []
    for told in by_voice.values():
        claim = case.by_id[told[0].claim]
        side = sides.get(side_code(told[0].camp))
        marks = tuple(
            Mark(day=moment.day, toll=Toll(moment.low, moment.best, moment.high), href=words_of(case, moment.claim))
            for moment in told
            if moment.day
        )
        curves.append(Curve(name=speaker(claim), mark=side.mark if side else 0, marks=marks))
    name = "Killed as stated, by day of publication"
    return [chart(curves, (), name, width, names=True) for width in (860, 358)]


def words_of(case: Case, claim: str) -> str:
    """The page with the words of a claim."""
    return f"/document/{case.by_id[claim].document}?claim={claim}"


def near(known: Catalogue, row: Row) -> list[Row]:
    """Incidents of about the same days and place that are kept apart from this one."""
    if row.point is None or row.start is None:
        return []
    found = []
    for other in known.between(row.start - timedelta(days=DAYS), row.start + timedelta(days=DAYS)):
        if other.id != row.id and other.point and other.start:
            apart = abs(other.start - row.start)
            off = max(abs(other.point[0] - row.point[0]), abs(other.point[1] - row.point[1]))
            if off <= DEGREES:
                found.append((apart, off, other.id, other))
    return [other for *_, other in sorted(found, key=lambda one: one[:3])[:CANDIDATES]]


def candidate(desk: Desk, case: Case, other: Row, incident: Incident) -> dict[str, Any]:
    """Why another incident is kept apart: grounds in bits, and a claim of each that a decision can be about."""
    claims = desk.claims(incident)
    headings = desk.catalogue().documents
    published = {name: headings[name].published for name in {*case.number, *other.documents} if name in headings}
    grounds = reasons(case.claims, claims, published)
    return {
        "grounds": [ground for ground in grounds if ground.bits],
        "bits": sum(ground.bits for ground in grounds),
        "pair": (case.claims[0].id, claims[0].id),
    }
