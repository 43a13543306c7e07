"""Verbs that serve: serve."""

import getpass
from typing import Annotated

import typer

from recounted.cli.app import LEDGER, Where, app
from recounted.cli.printing import say
from recounted.errors import UsageError


@app.command()
def serve(
    ledger: Where = LEDGER,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8350,
    host: Annotated[str, typer.Option(help="The address to listen at; only this machine's own for now.")] = "127.0.0.1",
    tiles: Annotated[
        str | None, typer.Option(help="Your own map tiles: a PMTiles file, or an address with {z}, {x} and {y}.")
    ] = None,
    who: Annotated[str | None, typer.Option(help="Who decides, for the log; your login name if not given.")] = None,
) -> None:
    """Serve the ledger as pages in a browser, on this machine alone."""
    try:
        import uvicorn

        from recounted.ledger import Ledger
        from recounted.web import LOOPBACK, Guard, loopback, make_app, map_built, tiles_of
    except ImportError as error:
        raise UsageError(f"`recounted serve` needs what `pip install 'recounted[web]'` brings ({error}).") from error
    address = loopback(host)
    own = tiles_of(tiles)
    person = who or getpass.getuser()
    with Ledger(ledger, create=False, who=person) as book:
        made = Guard(make_app(book, person, own), LOOPBACK, own.origin)
        shown = f"[{address}]" if ":" in address else address
        say(f"{ledger} is at http://{shown}:{port}/  (Ctrl-C ends it; nobody but this machine can reach it)")
        if not map_built():
            say("The map that moves was not built (npm was out of reach at installation); the server draws one.")
        uvicorn.run(made, host=address, port=port, log_level="warning", server_header=False)
