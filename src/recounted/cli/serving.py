"""Verbs that go on: serve, watch."""

import getpass
import signal
import threading
from contextlib import ExitStack
from typing import Annotated

import typer

from recounted.cli.app import LEDGER, Where, app
from recounted.cli.printing import say
from recounted.errors import UsageError
from recounted.flow import many

#: The address of this machine alone.
HERE = "127.0.0.1"


@app.command()
def serve(
    ledger: Where = LEDGER,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8350,
    host: Annotated[
        str, typer.Option(help="The address to listen at; another than this machine's needs users.")
    ] = HERE,
    tiles: Annotated[
        str | None, typer.Option(help="Your own map tiles: a PMTiles file, or an address with {z}, {x} and {y}.")
    ] = None,
    who: Annotated[str | None, typer.Option(help="Who decides, for the log; your login name if not given.")] = None,
    name: Annotated[list[str] | None, typer.Option(help="A name by which others reach it, such as ours.org.")] = None,
    cert: Annotated[str | None, typer.Option(help="A certificate, PEM, for https; with --key.")] = None,
    key: Annotated[str | None, typer.Option(help="The key of the certificate.")] = None,
) -> None:
    """Serve the ledger as pages in a browser: on this machine alone, or to users elsewhere."""
    try:
        import uvicorn

        from recounted.ledger import Ledger
        from recounted.web import Guard, hosts_of, make_app, map_built, tiles_of
    except ImportError as error:
        raise UsageError(f"`recounted serve` needs what `pip install 'recounted[web]'` brings ({error}).") from error
    own = tiles_of(tiles)
    person = who or getpass.getuser()
    with Ledger(ledger, create=False, who=person) as book:
        hosts, others = hosts_of(host, name or [], bool(book.accounts.all()))
        made = Guard(make_app(book, person, own, strict=others, warm=say), hosts, own.origin)
        shown = f"[{host}]" if ":" in host else host
        say(f"{ledger} is at http{'s' if cert else ''}://{shown}:{port}/  (Ctrl-C ends it; {reach(others, cert)})")
        if not map_built():
            say(
                "The map that moves was not built (npm was out of reach at installation); the server draws one. "
                "`make map` in the source builds it."
            )
        uvicorn.run(
            made, host=host, port=port, log_level="warning", server_header=False, ssl_certfile=cert, ssl_keyfile=key
        )


def reach(others: bool, cert: str | None) -> str:
    """Who can reach what is served, in words."""
    if not others:
        return "nobody but this machine can reach it"
    return "users log in" if cert else "users log in; a proxy with https must stand before it, or give --cert and --key"


@app.command()
def watch(
    feeds: Annotated[str, typer.Argument(help="A TOML file with the feeds: docs/watching.md shows one.")],
    ledger: Where = LEDGER,
    health: Annotated[
        int, typer.Option(min=0, max=65535, help="Show how it is doing at this port of this machine; 0 for none.")
    ] = 0,
    once: Annotated[bool, typer.Option("--once", help="Stop when nothing is due.")] = False,
) -> None:
    """Poll feeds and read what they name into the ledger, for as long as it runs."""
    from recounted.fetching import Fetcher
    from recounted.ledger import Ledger
    from recounted.watching import Watch, read_feeds
    from recounted.watching.health import shown

    named = read_feeds(feeds)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with Ledger(ledger) as book, Fetcher() as fetcher, ExitStack() as stack:
        kept = Watch(book, named, fetcher)
        address = stack.enter_context(shown(kept, health)) if health else None
        say(f"watching {many(len(named), 'feed')} into {ledger}" + (f"; how it is doing: {address}" if address else ""))
        kept.run(stop.wait, once)
        told = kept.counters
    counts = ((told.pages, "page"), (told.documents, "document"), (told.claims, "claim"))
    failed = f", {told.failures:,} failed (recounted show failures)" if told.failures else ""
    say(f"stopped: {', '.join(many(count, thing) for count, thing in counts)}{failed}")
    if once and told.failures:
        raise typer.Exit(1)
