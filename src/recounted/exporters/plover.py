"""PLOVER event data as JSON lines: an incident a line, with those who report it and where they say it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from recounted.estimates.grades import is_spoken
from recounted.exporters.blame import blamed, in_words, label, sayer
from recounted.exporters.rows import estimate_of, toll
from recounted.exporters.stock import Stock, Told
from recounted.exporters.writing import write_lines
from recounted.lexicon import vocabulary
from recounted.model import Actor, Claim, Document, Incident

DROPS = (
    "Incidents without a day, and running totals: PLOVER wants a date.",
    "Low and high of tolls, tolls of things, and harms but dead, injured and arrested; the comment tells all of them. "
    "What is not known is absent, never zero.",
    "Chains of sources: the comment names those who say it, and everybody named as actor is alleged to be.",
    "Identities of people: religion, ethnicity, gender, age.",
)

#: Our harms that PLOVER counts → its names.
SIZES = {"killed": "dead", "injured": "injured", "detained": "arrested"}

#: UCDP where_prec → PLOVER's resolution of a place.
RESOLUTIONS = {1: 4, 2: 4, 3: 3, 4: 2, 5: 2, 6: 1}

UNKNOWN = "UNK"


class Party(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An actor or recipient: country or group code, sector, and name."""

    code: str
    sector: str | None = None
    entity_text: str | None = None


class Location(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A place: degrees, WGS 84; resolution 4 town, 3 district, 2 province, 1 country."""

    resolved_place: str | None = None
    lat: float | None = None
    lon: float | None = None
    country_code: str | None = None
    resolution: int | None = None


class Size(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Numbers of people, each absent where it is not known."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None


class TextInfo(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Where a report tells of it: its number in `cite_info`, and the characters of its text."""

    sequence: int
    start: int
    end: int
    text_story: str


class CiteInfo(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A report."""

    citation: str
    publication: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None


class Coded(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One event of PLOVER."""

    id: str
    date: str
    enddate: str | None = None
    actor: list[Party]
    recipient: list[Party] = []
    event: list[str]
    mode: list[str] = []
    event_loc: Location | None = None
    size: Size | None = None
    text_info: list[TextInfo] = []
    cite_info: list[CiteInfo] = []
    coder: str
    comment: str


def write(stock: Stock, folder: Path) -> None:
    """The events, and a JSON Schema of a line."""
    write_lines(folder / "events.plover.jsonl", events(stock))
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(Coded)
    (folder / "events.plover.schema.json").write_bytes(
        msgspec.json.format(msgspec.json.encode(schema), indent=1) + b"\n"
    )


def events(stock: Stock) -> Iterator[Coded]:
    """An event for each incident that has a day."""
    for told in stock.told():
        if told.incident.date_start is None:
            stock.left_out["incidents without a day"] += 1
        else:
            yield coded(told)


def coded(told: Told) -> Coded:
    """An incident as PLOVER has it."""
    incident = told.incident
    assert incident.date_start is not None
    papers = sorted(told.documents.values(), key=lambda one: one.id)
    order = {document.id: number for number, document in enumerate(papers)}
    last = incident.date_end
    return Coded(
        id=incident.id,
        date=incident.date_start.isoformat(),
        enddate=last.isoformat() if last and last != incident.date_start else None,
        actor=actors(told.claims) or [Party(code=UNKNOWN)],
        recipient=recipients(told.claims),
        event=[incident.event_type],
        mode=[incident.event_kind],
        event_loc=location(incident),
        size=size(incident),
        text_info=[quoted(claim, order) for claim in told.claims],
        cite_info=[cited(document) for document in papers],
        coder="Recounted, by machine",
        comment=comment(told),
    )


def actors(claims: Sequence[Claim]) -> list[Party]:
    """Who is alleged to have done it; of what is done with words, as a demand, who speaks, and who tells so."""
    if blames := blamed(claims):
        return [party(blame.code, blame.words) for blame in blames]
    told = {
        (actor.code or "", f"{label(actor)} (told by {sayer(claim)})")
        for claim in claims
        if is_spoken(claim)
        for actor in claim.actors
    }
    return [party(code or None, words) for code, words in sorted(told)]


def party(code: str | None, name: str) -> Party:
    """An actor by code: the country or group, then the role, which is PLOVER's sector."""
    first, _, role = (code or UNKNOWN).partition(" ")
    if first in vocabulary()["role"]:
        return Party(code=UNKNOWN, sector=first, entity_text=name)
    return Party(code=first, sector=role or None, entity_text=name)


def recipients(claims: tuple[Claim, ...]) -> list[Party]:
    """Everybody to whom it is said to have been done, each once."""
    every: dict[str, Actor] = {}
    for claim in claims:
        for actor in claim.recipients:
            every.setdefault(actor.code or actor.name, actor)
    return [party(actor.code, label(actor)) for _, actor in sorted(every.items())]


def location(incident: Incident) -> Location | None:
    """Where it was; None where that is not known."""
    if incident.place is None and incident.country is None:
        return None
    return Location(
        resolved_place=incident.place,
        lat=incident.latitude,
        lon=incident.longitude,
        country_code=incident.country,
        resolution=RESOLUTIONS.get(incident.where_prec or 0),
    )


def size(incident: Incident) -> Size | None:
    """The best numbers of people; None where there are none."""
    found = {name: estimate_of(incident, harm) for harm, name in SIZES.items()}
    numbers = {name: estimate.best for name, estimate in found.items() if estimate and estimate.best is not None}
    return Size(**numbers) if numbers else None


def quoted(claim: Claim, order: dict[str, int]) -> TextInfo:
    """The words of a claim."""
    return TextInfo(sequence=order[claim.document], start=claim.span.start, end=claim.span.end, text_story=claim.text)


def cited(document: Document) -> CiteInfo:
    """A report as a citation."""
    day = f", {document.published.isoformat()}" if document.published else ""
    return CiteInfo(
        citation=f"{document.publisher or 'unknown publisher'}{day} (sha256 {document.id})",
        publication=document.publisher,
        title=document.title,
        url=document.url,
        language=document.language,
    )


def comment(told: Told) -> str:
    """What has no field: who says so, the whole toll with its bounds, and the grade."""
    blame = in_words(blamed(told.claims))
    parts = [f"Actors: {blame}." if blame else "Nobody is named as the actor.", *map(toll, told.incident.estimates)]
    return " ".join([*parts, f"Grade: {told.incident.grade}. A claim is what somebody said, never what is true."])
