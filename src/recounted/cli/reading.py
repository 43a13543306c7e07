"""Verbs that read and print, and keep nothing: extract, text, find, totals."""

import sys
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
import typer

from recounted import flow
from recounted.cli.app import (
    Actors,
    As,
    AsClaims,
    ClaimFormat,
    Cores,
    Format,
    Language,
    Published,
    Publisher,
    Vague,
    What,
    app,
    defaults,
)
from recounted.cli.printing import put, put_lines, say
from recounted.errors import UsageError
from recounted.exporters.geojson import collection
from recounted.finders import FINDERS
from recounted.lexicon import LITERAL
from recounted.model import Claim, Document, Failure


@app.command()
def extract(
    what: What,
    published: Published = None,
    publisher: Publisher = None,
    language: Language = None,
    _actors: Actors = None,
    vague: Vague = LITERAL,
    cores: Cores = None,
    how: AsClaims = ClaimFormat.table,
) -> None:
    """Print the claims of documents; keep nothing."""
    failures: list[Failure] = []

    def claims() -> Iterator[Claim]:
        for _, own, failure in flow.extract_all(what, defaults(published, publisher, language), cores, vague):
            if failure is not None:
                failures.append(failure)
            yield from own

    if how is ClaimFormat.geojson:
        sys.stdout.write(msgspec.json.encode(collection(claims())).decode() + "\n")
        finish(failures)
        return
    if how is ClaimFormat.table:
        put_lines(claims())
    else:
        put(claims(), Format(how.value), "", {})
    finish(failures)


@app.command()
def text(
    file: Annotated[str, typer.Argument(help="A file, or - for standard input.")],
    published: Published = None,
    publisher: Publisher = None,
    language: Language = None,
) -> None:
    """Print the text of a document, exactly as spans count it."""
    failures: list[Failure] = []
    for document in documents([file], failures, published, publisher, language):
        sys.stdout.write(document.text)
    finish(failures)


@app.command()
def find(
    kind: Annotated[str, typer.Argument(help="places, times, figures, speakers, events or actors.")],
    what: What,
    published: Published = None,
    publisher: Publisher = None,
    language: Language = None,
    _actors: Actors = None,
    vague: Vague = LITERAL,
    how: As = Format.table,
) -> None:
    """Print what one finder finds in documents."""
    if kind not in FINDERS:
        raise UsageError(f'No finder is called "{kind}". There are: {", ".join(sorted(FINDERS))}.')
    failures: list[Failure] = []

    def mentions() -> Iterator[dict[str, Any]]:
        for document in documents(what, failures, published, publisher, language):
            for mention in flow.find(kind, document, vague):
                yield {"ref": document.ref, **msgspec.structs.asdict(mention)}

    columns = {
        "document": lambda m: m["ref"],
        "span": lambda m: f"{m['span'].start}–{m['span'].end}",
        "words": lambda m: m["text"],
        "value": lambda m: value(m["value"]),
        "by": lambda m: m["by"],
    }
    put(mentions(), how, kind.capitalize(), columns)
    finish(failures)


@app.command("totals")
def show_totals(
    what: What,
    published: Published = None,
    publisher: Publisher = None,
    language: Language = None,
    vague: Vague = LITERAL,
    how: As = Format.table,
) -> None:
    """Print what each document, taken as a report of one incident, comes to."""
    failures: list[Failure] = []

    def rows() -> Iterator[dict[str, Any]]:
        for document in documents(what, failures, published, publisher, language):
            yield {"ref": document.ref, **flow.total(document, vague)}

    def cell(row: dict[str, Any]) -> str:
        told = ((harm, bounds) for harm, bounds in row.items() if harm != "ref" and bounds is not None)
        return "; ".join(f"{harm} {bounds['low']}/{bounds['best']}/{bounds['high']}" for harm, bounds in told)

    put(rows(), how, "Totals (low/best/high)", {"document": lambda r: r["ref"], "comes to": cell})
    finish(failures)


def documents(
    what: list[str], failures: list[Failure], published: str | None, publisher: str | None, language: str | None
) -> Iterator[Document]:
    """The documents that could be read; what could not goes to `failures`."""
    for item in flow.read(what, defaults(published, publisher, language)):
        if isinstance(item, Failure):
            failures.append(item)
        else:
            yield item


def value(of: Any) -> str:
    """The fields of a value that say something."""
    fields = msgspec.to_builtins(of)
    return ", ".join(
        f"{k} {v}" for k, v in fields.items() if v not in (None, "", "incident", 1.0) and not k.endswith("span")
    )


def finish(failures: list[Failure]) -> None:
    """Tell what failed; exit 1 when something did."""
    for failure in failures:
        say(f"failed: {failure.ref}: {failure.reason}")
    if failures:
        raise typer.Exit(1)
