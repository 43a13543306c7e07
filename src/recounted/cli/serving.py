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


@app.command()
def serve(
    ledger: Where = LEDGER,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8350,
    host: Annotated[str, typer.Option(help="The address to listen at; only this machine's own for now.")] = "127.0.0.1",
    who: Annotated[str | None, typer.Option(help="Who decides, for the log; your login name if not given.")] = None,
) -> None:
    """Serve the ledger as pages in a browser, on this machine alone."""
    try:
        import uvicorn

        from recounted.ledger import Ledger
        from recounted.web import LOOPBACK, Guard, loopback, make_app
    except ImportError as error:
        raise UsageError(f"`recounted serve` needs what `pip install 'recounted[web]'` brings ({error}).") from error
    address = loopback(host)
    person = who or getpass.getuser()
    with Ledger(ledger, create=False, who=person) as book:
        made = Guard(make_app(book, person), LOOPBACK)
        shown = f"[{address}]" if ":" in address else address
        say(f"{ledger} is at http://{shown}:{port}/  (Ctrl-C ends it; nobody but this machine can reach it)")
        uvicorn.run(made, host=address, port=port, log_level="warning", server_header=False)


@app.command()
def watch(
    feeds: Annotated[str, typer.Argument(help="A TOML file with the feeds: docs/watching.md shows one.")],
    ledger: Where = LEDGER,
    health: Annotated[int, typer.Option(help="Show how it is doing at this port of this machine; 0 for none.")] = 0,
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
        say(f"watching {len(named)} feeds into {ledger}" + (f"; how it is doing: {address}" if address else ""))
        kept.run(stop.wait, once)
        told = kept.counters
    say(
        f"stopped: {told.pages:,} pages, {told.documents:,} documents, {told.claims:,} claims, {told.failures:,} failed"
    )
