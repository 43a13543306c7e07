"""Incidents that others have coded in a table, as claims by whoever published it.

A row becomes a document whose text is its cells, `column: value` a line each, so that every value has its exact place.
Which column says what is told by a map: one of data/coded.toml, or a file of the user's own.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from recounted.countries import countries
from recounted.errors import ReadError, UsageError
from recounted.evidence import check_claim
from recounted.extractors.cells import Row
from recounted.extractors.columns import Columns
from recounted.finders.actors import find_actors
from recounted.lexicon import lexicon, vocabulary
from recounted.model import Actor, Claim, Document, Failure, Figure, Mention, Period, Place, Span, Speaker, content_id
from recounted.prose import split
from recounted.readers.clues import day_of
from recounted.readers.table import csv_rows, row_of

MEDIA_TYPE = "text/csv"

#: The name and version that a ledger has for what reads rows.
EXTRACTOR = f"coded {metadata.version('recounted')}"

#: Days that a period may have for its precision, where the table tells none: UCDP's 1 to 4; more is 5.
LENGTHS = ((1, 1), (6, 2), (7, 3), (31, 4))

#: The kind of what no map and no vocabulary knows.
OTHER = "attack"


def read(path: str, told: Columns, publisher: str | None = None) -> Iterator[tuple[Document, list[Claim]] | Failure]:
    """The rows of a CSV table with their claims, and what could not be read.

    Raises:
        UsageError: there is no such file.
    """
    if not Path(path).is_file():
        raise UsageError(f'There is no file "{path}". Check the spelling, and the folder that you are in.')
    strange: Counter[str] = Counter()
    with Path(path).open("rb") as file:
        for source in csv_rows(file, Path(path).name, needed=tuple(told.named)):
            if isinstance(source, Failure):
                yield source
                continue
            try:
                document = row_document(row_of(source.raw()), source.ref, told, publisher or told.publisher)
                yield document, extract(document, told)
                strange.update(not_understood(Row(document), told))
            except (ReadError, ValueError) as error:
                yield Failure(ref=source.ref, reason=f"The row cannot be read: {error}")
    for reason, rows in sorted(strange.items()):
        yield Failure(ref=Path(path).name, reason=f"{reason} Rows: {rows}.")


def not_understood(row: Row, told: Columns) -> Iterator[str]:
    """What a row says of kind and country that nobody knows; it is kept without."""
    said, named = row.text(told.kind), row.text(told.country)
    if said and known_kind(said, told) is None:
        yield f'"{said}" is no kind of event that is known, and is taken for an {OTHER}. Say under [kinds] what it is.'
    if named and country(named) is None:
        yield f'No country is called "{named}", and none is kept. Write its name, or its three letters (ISO 3166).'


def row_document(row: Mapping[str, str], ref: str, told: Columns, publisher: str) -> Document:
    """A row as a document."""
    text = "\n".join(f"{name}: {' '.join(value.split())}" for name, value in row.items() if value.strip())
    raw = json.dumps([publisher, row], ensure_ascii=False, sort_keys=True).encode()
    own = row.get((told.id or "").lower(), "").strip()
    published = row.get((told.published or "").lower(), "")
    return Document(
        id=hashlib.sha256(raw).hexdigest(),
        ref=f"{publisher} {own}" if own else ref,
        text=text,
        raw=raw,
        media_type=MEDIA_TYPE,
        publisher=publisher,
        url=row.get((told.url or "").lower()) or None,
        published=day_of(published, "en") if published else None,
    )


def extract(document: Document, told: Columns) -> list[Claim]:
    """The claim of a row: one, by its publisher.

    Raises:
        ReadError: a cell holds what it cannot hold.
    """
    row = Row(document)
    kind = kind_of(row, told)
    about = vocabulary()["event"][kind]
    span = Span(0, len(document.text))
    event_span = row.span(told.kind) or span
    publisher = document.publisher or told.publisher
    known = find_actors(split(document, lexicon("en")))
    doers, parties, recipients = (
        tuple(actors(row, names, known)) for names in (told.doers, told.parties, told.recipients)
    )
    mutual = bool(about.get("mutual"))
    claim = Claim(
        id=content_id(document.id, str(span.start), str(span.end), str(event_span.start), about["plover"], publisher),
        document=document.id,
        ref=document.ref,
        span=span,
        text=document.text,
        sources=(Speaker(name=publisher, kind="publisher"),),
        speech_act="state",
        modality="asserted",
        event_type=str(about["plover"]),
        event_kind=kind,
        event_span=event_span,
        weapon=about.get("weapon"),
        actors=(*doers, *(parties if mutual else parties[:1])),
        recipients=(*recipients, *(() if mutual else parties[1:])),
        locations=place(row, told),
        time=period(row, told),
        toll=figures(row, told),
    )
    return [check_claim(claim, document.text)]


def kind_of(row: Row, told: Columns) -> str:
    """What happened; an attack where nobody knows what the table says."""
    return known_kind(row.text(told.kind) or "", told) or OTHER


def known_kind(said: str, told: Columns) -> str | None:
    """A kind by the map, by the name of one of ours, or by that of ACLED's sub-event types; None where it is none."""
    if said in told.kinds:
        return told.kinds[said]
    events = vocabulary()["event"]
    if said in events:
        return said
    return next((kind for kind, about in events.items() if said and about.get("acled") == said), None)


def actors(row: Row, names: tuple[str, ...], known: Sequence[Mention]) -> Iterator[Actor]:
    """Those who stand in some columns, with the codes of those that are known in the row."""
    for span in filter(None, map(row.span, names)):
        inside = (one.value for one in known if span.holds(one.span))
        code = next((one.code for one in inside if isinstance(one, Actor) and one.code), None)
        yield Actor(name=span.of(row.document.text), span=span, code=code)


def place(row: Row, told: Columns) -> tuple[Place, ...]:
    """Where it was; nothing where the table does not say."""
    latitude, longitude = row.degrees(told.latitude, 90), row.degrees(told.longitude, 180)
    span = row.span(told.place, told.country, told.latitude)
    if span is None:
        return ()
    coded = row.text(told.where_prec)
    located = latitude is not None and longitude is not None
    return (
        Place(
            name=row.text(told.place) or row.text(told.country) or "",
            span=span,
            latitude=latitude if located else None,
            longitude=longitude if located else None,
            country=country(row.text(told.country)),
            where_prec=precision(coded, told.where_precs, 7) if coded else None,
        ),
    )


def precision(coded: str, codes: Mapping[str, int], most: int) -> int:
    """A precision in UCDP's code.

    Raises:
        ReadError: it is none.
    """
    value = codes.get(coded) or (int(coded) if coded.isdecimal() and not codes else 0)
    if not 1 <= value <= most:
        raise ReadError(f'"{coded}" is no precision that the map of the columns knows.')
    return value


@cache
def country(name: str | None) -> str | None:
    """The alpha-3 code of a country by its code or one of its names."""
    wanted = (name or "").split("(")[0].strip().casefold()
    for one in countries():
        if wanted in {one.code.casefold(), *(name.casefold() for name in one.names)}:
            return one.code
    return None


def period(row: Row, told: Columns) -> Period | None:
    """When it was; None where the table does not say.

    Raises:
        ReadError: it is no date, or the last day comes before the first.
    """
    first, span = row.day(told.date_start), row.span(told.date_start)
    if first is None or span is None:
        return None
    last = row.day(told.date_end) or first
    if last < first:
        raise ReadError(f"The last day, {last}, comes before the first, {first}.")
    coded = row.text(told.date_prec)
    length = (last - first).days + 1
    by_length = next((code for days, code in LENGTHS if length <= days), 5)
    prec = precision(coded, told.date_precs, 5) if coded else by_length
    return Period(text=span.of(row.document.text), span=span, date_start=first, date_end=last, date_prec=prec)


def figures(row: Row, told: Columns) -> tuple[Figure, ...]:
    """The numbers of a row. What is not known is no figure.

    Raises:
        ReadError: low, best and high are not in this order.
    """
    made: list[Figure] = []
    places: dict[int, int] = {}
    for number, one in enumerate(told.figures):
        low, best, high = row.number(one.low), row.number(one.best), row.number(one.high)
        span = row.span(one.best, one.low, one.high)
        told_of = [value for value in (low, best, high) if value is not None]
        if told_of != sorted(told_of):
            raise ReadError(f"Low, best and high of {one.category} {one.harm} are not in this order: {told_of}.")
        if span is None or (one.zero_is_unknown and not any((low, best, high))):
            continue
        places[number] = len(made)
        made.append(
            Figure(
                harm=one.harm,
                category=one.category,
                low=best if low is None else low,
                best=best,
                high=best if high is None else high,
                span=span,
                part_of=places.get(one.part_of) if one.part_of is not None else None,
            )
        )
    return tuple(made)
