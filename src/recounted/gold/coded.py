"""The format in which people give their own coding: JSON lines, a report with its claims each."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
from msgspec import UNSET, UnsetType

from recounted.errors import ReadError
from recounted.model import Claim, Document, Failure, Span
from recounted.readers import Defaults, load
from recounted.readers.sources import LIMIT, Source

Text = str | UnsetType | None
Number = int | UnsetType | None
Day = date | UnsetType | None


class Count(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A coded figure. What is absent does not matter; what is null must be unknown."""

    harm: str
    category: str = "people"
    low: Number = UNSET
    best: Number = UNSET
    high: Number = UNSET
    scope: Text = UNSET


class Coded(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A coded claim; codes are those of the claim record. What is absent does not matter; null must be unknown."""

    span: Span | UnsetType = UNSET
    event_type: Text = UNSET
    event_kind: Text = UNSET
    speech_act: Text = UNSET
    modality: Text = UNSET
    weapon: Text = UNSET
    source: Text = UNSET
    source_code: Text = UNSET
    actor: Text = UNSET
    recipient: Text = UNSET
    place: Text = UNSET
    country: Text = UNSET
    date_start: Day = UNSET
    date_end: Day = UNSET
    latitude: float | UnsetType | None = UNSET
    longitude: float | UnsetType | None = UNSET
    toll: list[Count] | UnsetType = UNSET


class Report(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A coded report: `text`, or the name of a `file` beside the gold. `exhaustive`: it holds no other claims."""

    id: str
    claims: list[Coded]
    text: str | None = None
    file: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    exhaustive: bool = False


def read_gold(path: str | Path) -> Iterator[Report]:
    """The reports of a file.

    Raises:
        ReadError: it cannot be read, a line is no such report, or two have one id; says which and why.
    """
    decoder = msgspec.json.Decoder(Report)
    number, lines = 0, dict[str, int]()
    try:
        with Path(path).open("rb") as file:
            for line in iter(lambda: file.readline(LIMIT + 1), b""):
                number += 1
                if line.strip():
                    report = decoder.decode(line)
                    if (before := lines.setdefault(report.id, number)) != number:
                        raise ReadError(f'{path}: reports of lines {before} and {number} have one id, "{report.id}".')
                    yield report
    except msgspec.MsgspecError as error:
        raise ReadError(f"{path}, line {number}: {error}. docs/exports.md says what a report has.") from error
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror}. Check the spelling.") from error


def document_of(report: Report, beside: Path) -> Document:
    """The document of a coded report, read as any other.

    Raises:
        ReadError: it has neither text nor file, or cannot be read.
    """
    defaults = Defaults(published=report.published, publisher=report.publisher, language=report.language)
    if report.text is not None:
        source = Source(ref=report.id, kind="text", held=report.text.encode())
    elif report.file is not None:
        source = Source(ref=report.id, path=str(beside / report.file), kind=kind_of(report.file))
    else:
        raise ReadError(f"Report {report.id} has neither text nor file. Give it one.")
    for item in load(source, defaults):
        if isinstance(item, Document):
            return msgspec.structs.replace(item, ref=report.id, title=report.title or item.title)
        if isinstance(item, Failure):
            raise ReadError(f"Report {report.id}: {item.reason}")
    raise ReadError(f"Report {report.id} holds no report.")


def kind_of(name: str) -> str:
    """What a file holds, by its name."""
    return "html" if name.lower().endswith((".html", ".htm")) else "text"


def coded(claim: Claim) -> Coded:
    """A claim of the program as somebody would have coded it; of several parties and places, the first."""
    first, time = next(iter(claim.locations), None), claim.time
    return Coded(
        span=claim.span,
        event_type=claim.event_type,
        event_kind=claim.event_kind,
        speech_act=claim.speech_act,
        modality=claim.modality,
        weapon=claim.weapon,
        source=claim.sources[-1].name if claim.sources else None,
        source_code=claim.sources[-1].code if claim.sources else None,
        actor=next((actor.code or actor.name for actor in claim.actors), None),
        recipient=next((actor.code or actor.name for actor in claim.recipients), None),
        place=first.name if first else None,
        country=first.country if first else None,
        latitude=first.latitude if first else None,
        longitude=first.longitude if first else None,
        date_start=time.date_start if time else None,
        date_end=time.date_end if time else None,
        toll=[
            Count(harm=f.harm, category=f.category, low=f.low, best=f.best, high=f.high, scope=f.scope)
            for f in claim.toll
        ],
    )
