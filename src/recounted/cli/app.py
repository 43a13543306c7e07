"""The program, and the options that several verbs share."""

import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from recounted.errors import ReadError, UsageError
from recounted.finders.actor_names import use_actors
from recounted.lexicon import vague_sets
from recounted.readers import Defaults, supported
from recounted.versions import versions

if TYPE_CHECKING:
    from recounted.ledger import Ledger


class Verbs(TyperGroup):
    """The verbs. Who reads the output may stop early, and who runs them may interrupt; both are told no failure."""

    def invoke(self, ctx: Any) -> Any:
        """Run a verb."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # such as `| head`: Typer would call it a failure, and Python complain as it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        except KeyboardInterrupt:
            print("recounted: stopped. What was kept stays kept; the same line goes on with the rest.", file=sys.stderr)
            raise typer.Exit(130) from None
        return result


app = typer.Typer(
    name="recounted",
    cls=Verbs,
    help="Reads news reports of armed conflict into a ledger of claims: who says that who did what to whom, where, "
    "when, with what toll. A claim is what somebody said, never what is true.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How data is printed."""

    table = "table"
    jsonl = "jsonl"
    json = "json"


What = Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.", metavar="WHAT")]


class Engine(StrEnum):
    """Where documents are read."""

    local = "local"
    spark = "spark"


class ClaimFormat(StrEnum):
    """How claims are printed."""

    table = "table"
    jsonl = "jsonl"
    json = "json"
    geojson = "geojson"


As = Annotated[Format, typer.Option("--format", "-f", help="How to print the data.")]
AsClaims = Annotated[ClaimFormat, typer.Option("--format", "-f", help="How to print the claims.")]
Where = Annotated[str, typer.Option("--ledger", "-l", envvar="RECOUNTED_LEDGER", help="The ledger: a file, or a URL.")]
Published = Annotated[str | None, typer.Option(help="Publication date (YYYY-MM-DD) where a document does not say.")]
Publisher = Annotated[str | None, typer.Option(help="Publisher where a document does not say.")]
Language = Annotated[str | None, typer.Option(help="Language (such as en) where a document does not say.")]
On = Annotated[Engine, typer.Option("--engine", help="Where to read: on this machine, or on Apache Spark.")]
Master = Annotated[str | None, typer.Option(metavar="URL", help="Spark's master, such as spark://host:7077.")]
Out = Annotated[str | None, typer.Option(metavar="PARQUET", help="What Spark writes: a folder that is not there yet.")]
Cores = Annotated[int | None, typer.Option(min=1, help="Processes to use; all cores where not given.")]


def with_actors(tables: list[Path] | None) -> list[Path] | None:
    """Use the tables of actors that a verb was given, and no others."""
    use_actors(tables or [])
    return tables


Actors = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors",
        callback=with_actors,
        metavar="FILE",
        help="CSV file of armed groups to know beside the shipped ones.",
    ),
]


def known_set(name: str) -> str:
    """The name of a rule set for vague numbers, refused where there is no such set."""
    if name not in vague_sets():
        raise UsageError(f'No rule set for vague numbers is called "{name}". There are: {", ".join(vague_sets())}.')
    return name


Vague = Annotated[
    str,
    typer.Option("--vague", callback=known_set, metavar="SET", help='What "dozens" comes to: by literal or acled.'),
]

LEDGER = "recounted.db"


def defaults(published: str | None, publisher: str | None, language: str | None) -> Defaults:
    """The options that stand in for what documents do not say.

    Raises:
        UsageError: the date is none, or there are no words for the language.
    """
    try:
        supported(language)
    except ReadError as error:
        raise UsageError(str(error)) from None
    return Defaults(published=day_of("--published", published), publisher=publisher or None, language=language or None)


def day_of(option: str, value: str | None) -> date | None:
    """The day that an option gives, None where it is not given.

    Raises:
        UsageError: it is none.
    """
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise UsageError(f'{option} "{value}" is no date. Write it as 2020-10-28.') from None


def open_ledger(where: str, create: bool = False) -> "Ledger":
    """A ledger; the database is imported only by the verbs that need it."""
    from recounted.ledger import Ledger

    return Ledger(where, create=create)


def show_version(wanted: bool) -> None:
    """Print the versions of the program and of all that its results depend on, and stop."""
    if wanted:
        for name, said in versions().items():
            typer.echo(f"{name} {said}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=show_version,
            is_eager=True,
            help="Print the versions of program, data, weights and gazetteer.",
        ),
    ] = False,
) -> None:
    """Options before the verb."""
