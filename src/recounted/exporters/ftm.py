"""FollowTheMoney: reports, incidents, and what each source says of them, as entities and as statements with evidence.

The model has no counts, no sources of a saying and no spans: tolls go into summaries, what is said into notes, and
where it stands into the origin of each statement, as `document#char=start,end` (RFC 5147).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from recounted.exporters.blame import Blame, blamed, deed_of, doers, in_words, label, sayer
from recounted.exporters.formats import formats
from recounted.exporters.rows import toll
from recounted.exporters.stock import Stock, Told
from recounted.exporters.writing import write_lines
from recounted.lexicon import vocabulary
from recounted.model import Claim, Document, Incident, content_id

DROPS = (
    "Figures, days and places of single claims, chains of sources but their ends, and how precise days and places are: "
    "the model has no room for them. Tolls are told in summaries.",
    "Claims of no incident, and running totals.",
    "Points and bounds on the map; an event has the name of its place and country.",
)

#: The name under which all statements are kept.
DATASET = "recounted"


class Entity(NamedTuple):
    """An entity: its properties, where it was read, and the day of the first report of it."""

    id: str
    schema: str
    properties: Mapping[str, Sequence[str]]
    origin: str | None = None
    first_seen: str | None = None


class Statement(msgspec.Struct):
    """One value of an entity, as FollowTheMoney keeps it; `id` is the one that it would give it itself."""

    canonical_id: str
    entity_id: str
    prop: str
    prop_type: str
    schema: str
    value: str
    dataset: str
    origin: str | None
    external: bool
    first_seen: str | None
    id: str


def write(stock: Stock, folder: Path) -> None:
    """Entities, and the statements that they are made of, a line each."""
    with (folder / "statements.ftm.json").open("wb") as file:
        write_lines(folder / "entities.ftm.json", stated(entities(stock), file))


def stated(every: Iterable[Entity], file: IO[bytes]) -> Iterator[dict[str, object]]:
    """The entities as plain records, each when its statements have been written: the ledger is gone through once."""
    encoder = msgspec.json.Encoder()
    for entity in every:
        file.write(encoder.encode_lines(statements(entity)))
        yield plain(entity)


def plain(entity: Entity) -> dict[str, object]:
    """An entity as the model's own JSON."""
    return {"id": entity.id, "schema": entity.schema, "properties": dict(entity.properties)}


def statements(entity: Entity) -> list[Statement]:
    """A statement for each value of an entity."""
    name, schema, origin, seen = entity.id, entity.schema, entity.origin, entity.first_seen
    types = formats()["ftm"]["types"]
    return [
        Statement(name, name, prop, types[prop], schema, value, DATASET, origin, False, seen, key_of(name, prop, value))
        for prop, values in entity.properties.items()
        for value in values
    ]


def key_of(*parts: str) -> str:
    """The id of a statement about an entity's property and value."""
    return hashlib.sha1(".".join((DATASET, *parts)).encode(), usedforsecurity=False).hexdigest()


def entities(stock: Stock) -> Iterator[Entity]:
    """Reports, then each incident with those who are said to have done it, and what each claim says."""
    for document in stock.documents():
        yield article(document)
    known = set[str]()
    for told in stock.told():
        yield event(told)
        for blame in blamed(told.claims):
            party = suspect(blame)
            if party.id not in known:
                known.add(party.id)
                yield party
            yield allegation(told, blame, party)
        for claim in told.claims:
            yield note(claim, told)


def filled(**properties: str | Sequence[str] | None) -> Mapping[str, Sequence[str]]:
    """Properties that have a value, each with a list of them."""
    lists = {name: [value] if isinstance(value, str) else list(value or ()) for name, value in properties.items()}
    return {name: values for name, values in lists.items() if values}


def article(document: Document) -> Entity:
    """A report, without its text."""
    day = document.published.isoformat() if document.published else None
    told = filled(
        title=document.title,
        fileName=document.ref,
        publisher=document.publisher,
        publishedAt=day,
        sourceUrl=document.url if document.url and document.url.startswith(("http://", "https://")) else None,
    )
    return Entity(of_document(document.id), "Article", told, first_seen=day)


def event(told: Told) -> Entity:
    """An incident. Nobody is involved in it as a fact: links with a role say who is alleged to be, and by whom."""
    incident = told.incident
    day = incident.date_start.isoformat() if incident.date_start else None
    properties = filled(
        name=name_of(incident),
        startDate=day,
        endDate=incident.date_end.isoformat() if incident.date_end else None,
        location=incident.place,
        country=country(incident.country),
        recordId=incident.id,
        keywords=[incident.event_type, incident.event_kind, f"grade: {incident.grade}"],
        summary=[toll(estimate) for estimate in incident.estimates],
        description=in_words(blamed(told.claims)),
        proof=[of_document(document) for document in incident.documents],
    )
    return Entity(of_event(incident), "Event", properties, first_seen=first_report(told))


def name_of(incident: Incident) -> str:
    """What an incident is called: kind, place, days."""
    kind = str(vocabulary()["event"].get(incident.event_kind, {}).get("label", incident.event_kind))
    days = sorted({day.isoformat() for day in (incident.date_start, incident.date_end) if day})
    return ", ".join(filter(None, (kind.capitalize(), incident.place, " to ".join(days))))


def suspect(blame: Blame) -> Entity:
    """Somebody who is said to have done something; what they are is not known to the model."""
    code = (blame.code or "").partition(" ")[0]
    return Entity(
        f"party-{content_id(blame.name, blame.code or '')}",
        "LegalEntity",
        filled(name=blame.name, country=country(code)),
    )


def allegation(told: Told, blame: Blame, party: Entity) -> Entity:
    """That somebody is said to have done it: the role says by whom, and who denies it; the reports that tell so."""
    role = blame.words.removeprefix(blame.name).strip().removeprefix("(").removesuffix(")")
    deed = deed_of(told.claims)
    naming = (claim for claim in told.claims if blame.name in map(label, doers(claim, deed)))
    proof = sorted({of_document(claim.document) for claim in naming})
    event_id = of_event(told.incident)
    return Entity(
        f"link-{content_id(event_id, party.id)}",
        "UnknownLink",
        filled(subject=party.id, object=event_id, role=role, proof=proof),
        first_seen=first_report(told),
    )


def note(claim: Claim, told: Told) -> Entity:
    """What one source says of an incident, in the words of the report."""
    published = told.documents[claim.document].published
    return Entity(
        f"claim-{claim.id}",
        "Note",
        filled(
            name=f"{sayer(claim)}: {claim.speech_act.replace('_', ' ')}, {claim.modality}",
            description=claim.text,
            entity=of_event(told.incident),
            proof=of_document(claim.document),
        ),
        origin=f"{of_document(claim.document)}#char={claim.span.start},{claim.span.end}",
        first_seen=published.isoformat() if published else None,
    )


def first_report(told: Told) -> str | None:
    """The day of the first report of an incident."""
    days = [document.published for document in told.documents.values() if document.published]
    return min(days).isoformat() if days else None


def of_document(name: str) -> str:
    """The id of a report's entity. FollowTheMoney drops references to ids with underscores."""
    return f"doc-{name}"


def of_event(incident: Incident) -> str:
    """The id of an incident's entity."""
    return f"incident-{incident.id}"


def country(code: str | None) -> str | None:
    """A country in the model's code; None for one that it does not know."""
    return two_letters().get(code or "")


@cache
def two_letters() -> Mapping[str, str]:
    """ISO 3166 alpha-3 → alpha-2, in lower case."""
    return dict(pair.split(":") for pair in formats()["ftm"]["countries"].split())
