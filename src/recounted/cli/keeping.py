"""Verbs that keep: read, load."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recounted import flow
from recounted.cli.app import (
    LEDGER,
    Actors,
    As,
    Cores,
    Engine,
    Format,
    Language,
    Master,
    On,
    Out,
    Published,
    Publisher,
    Vague,
    What,
    Where,
    app,
    defaults,
    open_ledger,
)
from recounted.cli.printing import progress, say
from recounted.cli.showing import put_incidents
from recounted.errors import UsageError
from recounted.estimates.owners import read_owners
from recounted.lexicon import LITERAL
from recounted.readers import Defaults

if TYPE_CHECKING:
    from recounted.ledger import Ledger


#: In a ledger of more incidents than this, a run shows people those that its documents tell of.
MOST = 200


def known_level(level: str) -> str:
    """A sensitivity, refused where there is none of that name."""
    if level not in ("open", "sensitive"):
        raise UsageError(f'No sensitivity is called "{level}". There are: open, sensitive.')
    return level


Sensitivity = Annotated[
    str, typer.Option(callback=known_level, metavar="LEVEL", help="Who may see what is new: open, or sensitive.")
]


Owners = Annotated[
    Path | None, typer.Option(metavar="FILE", help="CSV or TOML file of who owns which publisher; it is kept.")
]


def marking(book: "Ledger", level: str, watch: Callable[[Any], None]) -> Callable[[Any], None]:
    """What notes that each document that is new has a level, and goes on to watch."""

    def noted(told: Any) -> None:
        if told[0] is not None:
            book.levels.put(told[0].id, level)
        watch(told)

    return noted


@app.command()
def read(
    what: What,
    ledger: Where = LEDGER,
    published: Published = None,
    publisher: Publisher = None,
    language: Language = None,
    _actors: Actors = None,
    vague: Vague = LITERAL,
    cores: Cores = None,
    sensitivity: Sensitivity = "open",
    engine: On = Engine.local,
    master: Master = None,
    out: Out = None,
    owners: Owners = None,
    how: As = Format.table,
) -> None:
    """Read documents into the ledger, then link and reckon; print the incidents. Or have Spark write their claims."""
    own = defaults(published, publisher, language)
    if engine is Engine.spark:
        if out is None:
            raise UsageError("Where shall Spark write? Name a folder that is not there yet: --out claims.parquet")
        if sensitivity != "open":
            raise UsageError("Parquet knows no sensitivity. Read without it, and give it to `recounted load`.")
        read_out(what, out, master or "local[*]", own, vague, owners)
        return
    if out is not None or master is not None:
        raise UsageError("--out and --master are for --engine spark; this machine reads into --ledger.")
    houses = read_owners(owners) if owners else None
    fresh: list[str] = []
    with open_ledger(ledger, create=True) as book, progress() as watch:
        if houses is not None:
            book.use_owners(houses)
        noted = watch if sensitivity == "open" else marking(book, sensitivity, watch)
        summary = flow.read_into(book, what, own, cores, remembering(fresh, noted), vague)
    finish(ledger, summary, how, fresh)


@app.command()
def load(
    what: Annotated[str, typer.Argument(help="What Spark wrote: a folder, or an address.", metavar="PARQUET")],
    ledger: Where = LEDGER,
    owners: Owners = None,
    sensitivity: Sensitivity = "open",
    how: As = Format.table,
) -> None:
    """Put what Spark read into the ledger, through the same gate, link what is new there; print the incidents."""
    from recounted.spark import put_linked, told_in

    by, all_told = told_in(what)
    fresh: list[str] = []
    with open_ledger(ledger, create=True) as book, progress() as watch:
        book.extractor = by or book.extractor
        if houses := read_owners(owners) if owners else None:
            book.use_owners(houses)
        noted = watch if sensitivity == "open" else marking(book, sensitivity, watch)
        summary = flow.keep_all(book, all_told, remembering(fresh, noted))
        put_linked(what, book)
    finish(ledger, summary, how, fresh)


def read_out(what: list[str], out: str, master: str, own: Defaults, vague: str, owners: Path | None) -> None:
    """Have Spark read, link and reckon, and say what came of it."""
    from recounted import spark

    found = spark.read_out(what, out, master, own, vague, read_owners(owners) if owners else None)
    say(f"{flow.many(found.documents, 'document')}, {flow.many(found.claims, 'claim')}, {found.failed:,} failed")
    for failure in found.failures:
        say(f"failed: {failure.ref}: {failure.reason}")
    if found.failed > len(found.failures):
        say(f"and {found.failed - len(found.failures):,} more; loaded, `{program()} show failures` names them all")
    say(f"Next: {program()} load {out}")
    if found.failed:
        raise typer.Exit(1)


def remembering(fresh: list[str], watch: Callable[[Any], None]) -> Callable[[Any], None]:
    """What remembers the id of each document that is new, and goes on to watch."""

    def noted(told: Any) -> None:
        if told[0] is not None:
            fresh.append(told[0].id)
        watch(told)

    return noted


def finish(ledger: str, summary: flow.Summary, how: Format, fresh: Sequence[str]) -> None:
    """Say what a run came to, link and reckon, and print the incidents; exit 1 where something failed.

    Of a ledger of many incidents people are shown those that the new documents tell of.
    """
    say(summary.words())
    for failure in summary.failures:
        say(f"failed: {failure.ref}: {failure.reason}")
    with open_ledger(ledger) as book:
        flow.refresh(book)
        many = flow.how_many(book)
        some = how is Format.table and many > MOST
        incidents = flow.telling(book, fresh) if some else list(book.incidents())
        put_incidents(book, incidents, how)
    if some:
        say(f"{many:,} incidents in all: {program()} incidents")
    if how is Format.table and incidents:
        option = "" if ledger == LEDGER else f" --ledger {ledger}"
        say("")
        say("Next:")
        name = program()
        say(f"  {name} show {incidents[0].id}{option}   who says what of this incident, with the evidence")
        say(f"  {name} tallies{option}   running totals by source, kept apart from incidents")
        say(f"  {name} serve{option}   the same in a browser, on this machine alone")
        say(f'  {name} explain "At least 12 people were killed in Aden on Friday, officials said."')
    if summary.failures:
        raise typer.Exit(1)


def program() -> str:
    """What to type to run this program again: its name, or its path where the shell would not find the name."""
    here = Path(sys.argv[0])
    return "recounted" if which("recounted") or not here.is_file() else os.path.relpath(here)
