"""The user's own tiles in a real browser: they are asked for and drawn, and nobody else is asked for anything."""

import struct
import threading
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browsing import served, watched

from recounted.ledger import Ledger
from recounted.web import Tiles, map_built, tiles_of

pytest.importorskip("playwright.sync_api", reason="stories in a browser need playwright")
pytestmark = pytest.mark.skipif(not map_built(), reason="the map was not built; `python hatch_build.py` builds it")

#: The colour of every tile, which no page has.
COLOUR = (200, 40, 220)


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def tile() -> bytes:
    """A PNG of 256 by 256 pixels of one colour."""
    lines = (b"\0" + bytes(COLOUR) * 256) * 256
    header = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def varint(number: int) -> bytes:
    """A number as PMTiles writes it."""
    told = bytearray()
    while number > 127:
        told.append(number & 127 | 128)
        number >>= 7
    return bytes([*told, number])


def archive() -> bytes:
    """A PMTiles file, version 3, that holds the whole Earth as one tile; nothing in it is compressed."""
    image, about = tile(), b"{}"
    entry = b"".join(varint(number) for number in (1, 0, 1, len(image), 1))  # one tile: id, run, length, offset
    at = 127 + len(entry)
    lies = (127, len(entry), at, len(about), at + len(about), 0, at + len(about), len(image), 1, 1, 1)
    kinds = (1, 1, 1, 2, 0, 0)  # clustered; uncompressed; uncompressed; PNG; scales 0 to 0
    bounds = (-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    header = b"PMTiles\x03" + struct.pack("<11Q6B4iB2i", *lies, *kinds, *bounds, 0, 0, 0)
    assert len(header) == 127
    return header + entry + about + image


@contextmanager
def tile_server() -> Iterator[tuple[str, list[str]]]:
    """A server of tiles on this machine: its address, and what it was asked for."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("content-type", "image/png")
            self.send_header("access-control-allow-origin", "*")
            self.end_headers()
            self.wfile.write(tile())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


COLOURS = """async (image) => {
  const bitmap = await createImageBitmap(await (await fetch(image)).blob());
  const drawn = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  drawn.drawImage(bitmap, 0, 0);
  const all = drawn.getImageData(0, 0, bitmap.width, bitmap.height).data;
  let found = 0;
  for (let at = 0; at < all.length; at += 4) found += all[at] === 200 && all[at + 1] === 40 && all[at + 2] === 220;
  return found / (all.length / 4);
}"""


def share(browser: Any, page: Any) -> float:
    """How much of the map has the colour of the tiles, from 0 to 1."""
    image = b64encode(page.locator(".map .live").screenshot()).decode()
    other = browser.new_page()
    told: float = other.evaluate(COLOURS, f"data:image/png;base64,{image}")
    other.close()
    return told


def drawn(browser: Any, page: Any) -> bool:
    """Whether most of the map shows the tiles, before long."""
    for _ in range(60):
        if share(browser, page) > 0.5:
            return True
        page.wait_for_timeout(500)
    return False


def opened_map(browser: Any, address: str) -> tuple[Any, list[str]]:
    """The overview with its map, and everything that it asks of another address or complains of."""
    page, wrong = watched(browser, address, viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    page.set_default_timeout(25000)
    page.goto(address)
    page.locator(".map[data-ready] .mark").first.wait_for()
    return page, wrong


def test_a_file_of_tiles_is_read_piece_by_piece_from_this_server(browser: Any, book: Ledger, tmp_path: Path) -> None:
    """A PMTiles file is drawn under the marks, and only this server is asked."""
    file = tmp_path / "own.pmtiles"
    file.write_bytes(archive())
    with served(book, tiles_of(str(file))) as address:
        page, wrong = opened_map(browser, address)
        assert drawn(browser, page)
        assert page.locator(".mark").count() > 0
        assert wrong == []


def test_a_server_of_tiles_is_the_only_other_that_is_asked(browser: Any, book: Ledger) -> None:
    """Tiles of an address are asked for by scale, column and row, and drawn; nothing else leaves."""
    with tile_server() as (there, asked), served(book, tiles_of(f"{there}/{{z}}/{{x}}/{{y}}.png")) as address:
        page, wrong = opened_map(browser, address)
        assert drawn(browser, page)
        foreign = [line for line in wrong if not line.startswith(f"{there}/")]
    assert asked
    assert all(len(path.split("/")) == 4 and path.endswith(".png") for path in asked)
    assert foreign == []


def test_without_tiles_of_ones_own_nobody_else_may_be_asked(browser: Any, book: Ledger) -> None:
    """The policy of a page that has no tiles keeps it from asking another server, even where a script tries."""
    with tile_server() as (there, asked), served(book, Tiles()) as address:
        page, wrong = opened_map(browser, address)
        told = page.evaluate("(there) => fetch(there).then(() => 'let out', () => 'kept in')", f"{there}/1/1/1.png")
        assert share(browser, page) == 0
    assert told == "kept in"
    assert asked == []
    assert any("Content Security Policy" in line for line in wrong)
