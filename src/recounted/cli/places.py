"""The verb that makes a gazetteer of the user's own: gazetteer import."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from recounted.cli.app import app
from recounted.cli.printing import say
from recounted.gazetteer import import_dump

gazetteer = typer.Typer(help="The gazetteer: place names and where they lie.", no_args_is_help=True)
app.add_typer(gazetteer, name="gazetteer")


@gazetteer.command("import")
def import_places(
    dump: Annotated[Path, typer.Argument(help="A GeoNames dump: allCountries.zip, or a country's .zip or .txt.")],
) -> None:
    """Build a full gazetteer from a GeoNames dump in your data folder; it is used from then on."""
    columns = (TextColumn("importing"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("importing", total=None)
        path = import_dump(dump, lambda done, total: bar.update(task, completed=done, total=total))
    say(f"{path}: imported. Reading uses it from now on; delete the file to go back to the one of the package.")
