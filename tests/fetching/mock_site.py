"""A web site of the tests' own, on loopback, that behaves as badly as it is told to."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: What a path answers: status, headers, body.
Reply = tuple[int, Mapping[str, str], bytes]

#: A page is a reply, or what makes one of the request's headers.
Page = Reply | Callable[[Mapping[str, str]], Reply]


class Site:
    """Paths and what they answer; `asked` lists the paths in the order in which they were asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.seconds_between_pieces = 0.0
        self.url = ""

    def put(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> str:
        """Make a path answer; gives its address."""
        raw = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8"} | named, raw)
        return self.url + path


def handler(site: Site) -> type[BaseHTTPRequestHandler]:
    """What answers for a site."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16  # head and body in one packet, which loopback would else hold back for the second

        def do_GET(self) -> None:
            site.asked.append(self.path)
            page = site.pages.get(self.path, (404, {}, b""))
            status, headers, body = page(self.headers) if callable(page) else page
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for at in range(0, len(body), 4096):
                if site.seconds_between_pieces:
                    self.wfile.flush()
                    time.sleep(site.seconds_between_pieces)
                self.wfile.write(body[at : at + 4096])

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def serving() -> Iterator[Site]:
    """A site that answers for as long as the block runs."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(site))
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
