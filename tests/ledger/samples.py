"""Reports with claims, made for tests of the ledger."""

import hashlib
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from recounted.database import open_database
from recounted.ledger import Ledger
from recounted.ledger.tables import metadata
from recounted.model import (
    Claim,
    Decision,
    Document,
    Estimate,
    Figure,
    Incident,
    Period,
    Place,
    Span,
    Speaker,
    content_id,
)

NOON = "2020-11-01T12:00:00Z"
PLACES = {"Barda": (40.37, 47.12, "AZE"), "Stepanakert": (39.82, 46.75, None), "Ganja": (40.68, 46.36, "AZE")}


def noon() -> str:
    """A clock that stands still."""
    return NOON


def book(where: str | Path, **options: Any) -> Ledger:
    """A ledger whose clock stands still and whose extractor is of version 1.0."""
    return Ledger(str(where), **({"clock": noon, "extractor": "rules 1.0"} | options))


def told(
    name: str = "a", killed: tuple[int, ...] = (13,), place: str = "Barda", **said: Any
) -> tuple[Document, list[Claim]]:
    """A report in which officials give a number of killed in a town, one sentence and one claim for each number."""
    said = {"publisher": "Example Desk", "published": date(2020, 10, 28)} | said
    text = f"Report {name}. " + " ".join(f"Officials said {n} people were killed in {place}." for n in killed)
    raw = said.pop("raw", text.encode())
    document = Document(id=hashlib.sha256(raw).hexdigest(), ref=f"{name}.txt", text=text, raw=raw)
    document = msgspec.structs.replace(document, **said)
    return document, [claim(document, position, place) for position in range(len(killed))]


def claim(document: Document, position: int, place: str) -> Claim:
    """The claim of one sentence of such a report."""
    start = -1
    for _ in range(position + 1):
        start = document.text.index("Officials", start + 1)
    end = document.text.index(".", start) + 1
    figure = Span(start + 15, document.text.index(" people", start))
    town = Span(document.text.index(place, start), document.text.index(place, start) + len(place))
    count = int(figure.of(document.text))
    latitude, longitude, country = PLACES[place]
    day = date(2020, 10, 27)
    return Claim(
        id=content_id(document.id, str(position)),
        document=document.id,
        ref=document.ref,
        span=Span(start, end),
        text=document.text[start:end],
        sources=(
            Speaker(name=document.publisher or "", kind="publisher"),
            Speaker(name="officials", kind="unnamed", span=Span(start, start + 9), cue="said"),
        ),
        speech_act="state",
        modality="asserted",
        event_type="ASSAULT",
        event_kind="attack",
        event_span=figure,
        locations=(
            Place(name="Karabakh", span=town, where_prec=5),
            Place(name=place, span=town, latitude=latitude, longitude=longitude, country=country, where_prec=1),
        ),
        time=Period(text="", span=town, date_start=day, date_end=day, date_prec=1),
        toll=(Figure(harm="killed", category="people", low=count, best=count, high=count, span=figure),),
    )


def incident(claims: list[Claim], name: str = "one", grade: str = "weak", **given: Any) -> Incident:
    """An incident of some claims, reckoned as the span of their first figures."""
    counts = [figure.best or 0 for one in claims for figure in one.toll[:1]]
    killed = Estimate(harm="killed", category="people", low=min(counts), best=None, high=max(counts), policy="envelope")
    found: dict[str, Any] = {
        "id": content_id("incident", name),
        "event_type": "ASSAULT",
        "event_kind": "attack",
        "date_start": date(2020, 10, 27),
        "date_end": date(2020, 10, 27),
        "date_prec": 1,
        "latitude": 40.37,
        "longitude": 47.12,
        "where_prec": 1,
        "place": "Barda",
        "country": "AZE",
        "estimates": (killed,),
        "claims": tuple(one.id for one in claims),
        "documents": tuple(one.ref for one in claims),
        "independent_publishers": 1,
        "independent_sources": 1,
        "grade": grade,
    }
    return Incident(**(found | given))


def decision(verb: str, *about: str, **said: Any) -> Decision:
    """A decision of a coder, with a reason."""
    given = {"who": "mk", "when": "2020-11-02T09:00:00Z", "why": "the same street"} | said
    name = content_id(verb, *about, *(str(value) for value in given.values()))
    return Decision(**({"id": name, "verb": verb, "about": about} | given))


def rows(where: str | Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in a ledger, table by table, in an order that does not depend on when it was written."""
    database = open_database(str(where), create=False)
    with database.reading() as connection:
        held = {name: connection.execute(select(table)) for name, table in metadata.tables.items()}
        found = {name: sorted(map(tuple, result), key=repr) for name, result in held.items()}
    database.close()
    return found


def tamper(where: str | Path, *statements: str) -> None:
    """Change a SQLite ledger behind its back, as somebody with the file in hand could."""
    connection = sqlite3.connect(where)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount != 0, f"{statement} changed nothing"
    connection.commit()
    connection.close()
