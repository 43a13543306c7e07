"""Verbs that keep: read."""

import os
import sys
from pathlib import Path
from shutil import which
from typing import Annotated

import typer

from recounted import flow
from recounted.cli.app import (
    LEDGER,
    Actors,
    As,
    Cores,
    Format,
    Language,
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
from recounted.estimates.owners import read_owners
from recounted.lexicon import LITERAL


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
    owners: Annotated[
        Path | None, typer.Option(metavar="FILE", help="CSV or TOML file of who owns which publisher; it is kept.")
    ] = None,
    how: As = Format.table,
) -> None:
    """Read documents into the ledger, then link and reckon; print the incidents."""
    houses = read_owners(owners) if owners else None
    with open_ledger(ledger, create=True) as book:
        if houses is not None:
            book.use_owners(houses)
        with progress() as watch:
            summary = flow.read_into(book, what, defaults(published, publisher, language), cores, watch, vague)
        say(summary.words())
        for failure in summary.failures:
            say(f"failed: {failure.ref}: {failure.reason}")
        incidents = flow.settle(book)
        put_incidents(book, incidents, how)
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
