"""How a watch is doing, as a small page on this machine: for people, and for what looks after services."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec

from recounted.errors import UsageError
from recounted.watching.watch import Watch

#: A watch that has done nothing for so many seconds, though something is due, is not well.
STILL = 900.0


def health(watch: Watch) -> dict[str, Any]:
    """Counters, the queue, and whether all is well."""
    queue = watch.queue.counts()
    soonest = watch.rest()
    idle = watch.clock() - watch.counters.moved
    well = idle < STILL or soonest > 1.0
    return {"well": well, "feeds": len(watch.feeds), "queue": queue, **msgspec.to_builtins(watch.counters)}


def handler(watch: Watch) -> type[BaseHTTPRequestHandler]:
    """What answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = health(watch)
            body = msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"
            self.send_response(200 if told["well"] else 503)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def shown(watch: Watch, port: int) -> Iterator[str]:
    """Show how a watch is doing, at a port of this machine, for as long as the block runs; gives the address.

    Raises:
        UsageError: another program listens there.
    """
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler(watch))
    except OSError as error:
        raise UsageError(f"Port {port} is taken: {error.strerror}. Give another: --health PORT.") from error
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
