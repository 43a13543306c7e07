"""Verbs for what leaves and comes back: export, verify, import."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from recounted.cli.app import LEDGER, Where, app, day_of, open_ledger
from recounted.cli.printing import say
from recounted.errors import ReadError, UsageError
from recounted.model import Failure

#: So many new objects before the collector of cycles looks for them: an export makes millions, and no cycles.
SELDOM = 50_000

What = Annotated[str, typer.Argument(help="Such as csv, geojson or bundle: see docs/exports.md.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="A folder; for formats of one file also the file's name.")]
From = Annotated[str | None, typer.Option("--from", help="First day (YYYY-MM-DD).")]
To = Annotated[str | None, typer.Option("--to", help="Last day (YYYY-MM-DD).")]
Country = Annotated[str | None, typer.Option(help="Country, ISO 3166 alpha-3.")]
Harm = Annotated[str | None, typer.Option(help="Harm, such as killed.")]
Category = Annotated[str | None, typer.Option(help="Who or what was harmed, such as civilians.")]
Kind = Annotated[str | None, typer.Option(help="Kind of event, such as shelling.")]
Type = Annotated[str | None, typer.Option("--type", help="PLOVER type, such as ASSAULT.")]
Grade = Annotated[str | None, typer.Option(help="Grade, such as fair.")]
Policy = Annotated[str | None, typer.Option(help="envelope, ucdp, acled or ibc; the format's own where not given.")]
Names = Annotated[bool, typer.Option("--with-names", help="Include names of victims and private people, and texts.")]
Sensitive = Annotated[bool, typer.Option("--with-sensitive", help="Include sensitive documents too.")]
Coarsen = Annotated[str | None, typer.Option(help="adm1 or country: no place sharper than that.")]


@app.command()
def export(
    format: What,
    out: Out,
    ledger: Where = LEDGER,
    since: From = None,
    until: To = None,
    country: Country = None,
    harm: Harm = None,
    category: Category = None,
    kind: Kind = None,
    event_type: Type = None,
    grade: Grade = None,
    policy: Policy = None,
    names: Names = False,
    sensitive: Sensitive = False,
    coarsen: Coarsen = None,
) -> None:
    """Write a ledger, or a part of it, in a format of the field, with a methodology sheet."""
    from recounted.exporters import Choice
    from recounted.exporters import export as write

    choice = Choice(
        since=day_of("--from", since), until=day_of("--to", until), country=country, harm=harm, category=category,
        event_kind=kind, event_type=event_type, grade=grade, policy=policy, names=names, sensitive=sensitive,
        coarsen=coarsen,
    )  # fmt: skip
    gc.set_threshold(SELDOM)
    with open_ledger(ledger) as book:
        for path in write(book, format, out, choice):
            say(f"wrote {path}")


@app.command()
def verify(bundle: Annotated[str, typer.Argument(help="An evidence bundle, a zip file.")]) -> None:
    """Check an evidence bundle, and name every file, claim or byte that was changed."""
    from recounted.exporters.verifying import problems, seal
    from recounted.flow import many

    if not Path(bundle).is_file():
        raise UsageError(f'There is no file "{bundle}". Check the spelling, and the folder that you are in.')
    found = list(problems(bundle))
    for problem in found:
        say(problem)
    if found:
        raise ReadError(f"{bundle} is not as it was written: {many(len(found), 'difference')}. Do not rely on it.")
    say(f"{bundle}: nothing was changed. Seal, to be compared with the one that was noted: {seal(bundle)}")


@app.command("import")
def take_in(
    what: Annotated[str, typer.Argument(help="A folder exported as jsonl --with-names; with --coded a CSV table.")],
    ledger: Where = LEDGER,
    coded: Annotated[str | None, typer.Option(help="ucdp, acled, or a file that says which column holds what.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Whose coding it is; the map's own where not given.")] = None,
) -> None:
    """Bring an export, or a table of incidents that others coded, into a ledger, through the same gate as a reader."""
    from recounted.exporters.restoring import restore
    from recounted.flow import settle

    if coded:
        take_in_table(what, ledger, coded, publisher)
        return
    with open_ledger(ledger, create=True) as book:
        filled = book.coverage().documents > 0
        say(f"{restore(book, what)} documents were new")
        if filled:
            settle(book)


def take_in_table(path: str, where: str, coded: str, publisher: str | None) -> None:
    """Bring a table of incidents into a ledger, a claim a row; exit 1 when rows could not be read."""
    from recounted.extractors.coded import EXTRACTOR, read
    from recounted.extractors.columns import columns_of
    from recounted.flow import keep_all, refresh
    from recounted.ledger import Ledger

    items = read(path, columns_of(coded), publisher)
    with Ledger(where, extractor=EXTRACTOR) as book:
        summary = keep_all(book, ((None, [], one) if isinstance(one, Failure) else (*one, None) for one in items))
        refresh(book)
    for failure in summary.failures:
        say(f"failed: {failure.ref}: {failure.reason}")
    say(
        f"{summary.documents:,} rows were new, {summary.known:,} already in the ledger, "
        f"{len(summary.failures):,} failed"
    )
    if summary.failures:
        raise typer.Exit(1)
