"""The user's own tiles in a real browser: they are asked for and drawn, and nobody else is asked for anything."""

import gzip
import json
import struct
import threading
import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
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

#: The colour of every picture, which no page has.
COLOUR = (200, 40, 220)

#: Who made the tiles of the archive, as it says itself.
MAKERS = "Surveyors of Nowhere"


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


def field(number: int, content: bytes | int) -> bytes:
    """A field of a protocol buffer: a number, or bytes with their length before them."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def turned(number: int) -> bytes:
    """A step of a line, which may go back, as vector tiles write it."""
    return varint(number << 1 if number >= 0 else ((-number) << 1) - 1)


def vector_tile(layer: str) -> bytes:
    """A vector tile with one polygon, which covers all of it, in one layer."""
    corner, steps = (-64, -64), [(4224, 0), (0, 4224), (-4224, 0)]
    begin = varint(1 | 1 << 3) + b"".join(map(turned, corner))
    line = varint(2 | len(steps) << 3) + b"".join(turned(way) for step in steps for way in step)
    polygon = field(3, 3) + field(4, begin + line + varint(7 | 1 << 3))
    return field(3, field(15, 2) + field(1, layer.encode()) + field(2, polygon) + field(5, 4096))


def archive(held: bytes, kind: int, about: bytes, packed: int = 1) -> bytes:
    """A PMTiles file, version 3, that holds the whole Earth as one tile of a kind: 1 for vectors, 2 for PNG.

    What tells of it may be packed (2); nothing else in it is.
    """
    entry = b"".join(varint(number) for number in (1, 0, 1, len(held), 1))  # one tile: id, run, length, offset
    entry, about = (gzip.compress(part) if packed == 2 else part for part in (entry, about))
    at = 127 + len(entry)
    lies = (127, len(entry), at, len(about), at + len(about), 0, at + len(about), len(held), 1, 1, 1)
    kinds = (1, packed, 1, kind, 0, 0)  # clustered; what tells of it; its tile; scales 0 to 0
    bounds = (-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    header = b"PMTiles\x03" + struct.pack("<11Q6B4iB2i", *lies, *kinds, *bounds, 0, 0, 0)
    assert len(header) == 127
    return header + entry + about + held


def layers_of(*names: str) -> bytes:
    """What an archive of vectors tells of itself."""
    layers = [{"id": name, "fields": {}} for name in names]
    return json.dumps(
        {"vector_layers": layers, "attribution": f"<a href='https://nowhere.example'>{MAKERS}</a>"}
    ).encode()


@contextmanager
def tile_server(held: bytes, kind: str) -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that has one tile everywhere: its address, and what it was asked for."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("content-type", kind)
            self.send_header("access-control-allow-origin", "*")
            self.end_headers()
            self.wfile.write(held)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


COLOURS = """async ([image, colour]) => {
  const bitmap = await createImageBitmap(await (await fetch(image)).blob());
  const drawn = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  drawn.drawImage(bitmap, 0, 0);
  const all = drawn.getImageData(0, 0, bitmap.width, bitmap.height).data;
  let found = 0, dark = 0;
  for (let at = 0; at < all.length; at += 4) {
    found += colour.every((part, which) => Math.abs(all[at + which] - part) < 3);
    dark += all[at] + all[at + 1] + all[at + 2] < 240;
  }
  return [found / (all.length / 4), dark];
}"""

#: The colour of the page for a kind of thing, in the theme that is seen.
TOKEN = """(token) => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(${token})`;
  const told = getComputedStyle(probe).color.match(/[0-9]+/g).map(Number);
  probe.remove();
  return told;
}"""


def seen(browser: Any, page: Any, colour: Sequence[int]) -> tuple[float, int]:
    """How much of the map has a colour, from 0 to 1, and how many of its pixels are dark."""
    image = b64encode(page.locator(".map .live").screenshot()).decode()
    other = browser.new_page()
    share, dark = other.evaluate(COLOURS, [f"data:image/png;base64,{image}", list(colour)])
    other.close()
    return share, dark


def drawn(browser: Any, page: Any, colour: Sequence[int] = COLOUR) -> bool:
    """Whether most of the map shows a colour, before long."""
    for _ in range(60):
        if seen(browser, page, colour)[0] > 0.5:
            return True
        page.wait_for_timeout(500)
    return False


def named(browser: Any, page: Any) -> bool:
    """Whether the map still has names, written dark on light, when its marks are taken away."""
    page.locator(".map .mark").evaluate_all("all => all.forEach((one) => { one.style.visibility = 'hidden'; })")
    return seen(browser, page, COLOUR)[1] > 30


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
    file.write_bytes(archive(tile(), 2, b"{}"))
    with served(book, tiles_of(str(file))) as address:
        page, wrong = opened_map(browser, address)
        assert drawn(browser, page)
        assert page.locator(".mark").count() > 0
        assert wrong == []


@pytest.mark.parametrize("packed", [1, 2])
def test_vectors_of_a_file_are_drawn_in_the_colours_of_the_page(
    browser: Any, book: Ledger, tmp_path: Path, packed: int
) -> None:
    """A polygon has the page's colour for its layer, in both themes; names stand over it, and makers are named."""
    file = tmp_path / "own.pmtiles"
    file.write_bytes(archive(vector_tile("buildings"), 1, layers_of("buildings", "pois"), packed))
    with served(book, tiles_of(str(file))) as address:
        page, wrong = opened_map(browser, address)
        assert drawn(browser, page, page.evaluate(TOKEN, "--rule"))
        assert page.locator(".mark").count() > 0
        notes = page.locator("#map-notes").inner_text()
        assert f"Tiles: {MAKERS}" in notes
        assert "Natural Earth" in notes
        light = page.evaluate(TOKEN, "--rule")
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(TOKEN, "--rule") != light
        assert drawn(browser, page, page.evaluate(TOKEN, "--rule"))
        page.emulate_media(color_scheme="light")
        assert drawn(browser, page, light)
        assert named(browser, page)
        assert wrong == []


def test_a_layer_that_the_page_knows_no_colour_for_is_not_drawn(browser: Any, book: Ledger, tmp_path: Path) -> None:
    """The land and its borders stay in sight where a file holds nothing that is drawn."""
    file = tmp_path / "own.pmtiles"
    file.write_bytes(archive(vector_tile("pois"), 1, layers_of("pois")))
    with served(book, tiles_of(str(file))) as address:
        page, wrong = opened_map(browser, address)
        assert drawn(browser, page, page.evaluate(TOKEN, "--land"))
        assert wrong == []


@pytest.mark.parametrize("form", ["{z}/{x}/{y}.mvt", "{z}/{x}/{y}.pbf?style=own"])
def test_vectors_of_an_address_are_drawn_and_nobody_else_is_asked(browser: Any, book: Ledger, form: str) -> None:
    """Vector tiles of an address are drawn as those of a file are; the page says whose they are."""
    with (
        tile_server(vector_tile("building"), "application/vnd.mapbox-vector-tile") as (there, asked),
        served(book, tiles_of(f"{there}/{form}")) as address,
    ):
        page, wrong = opened_map(browser, address)
        assert drawn(browser, page, page.evaluate(TOKEN, "--rule"))
        assert f"Tiles: {there.removeprefix('http://')}" in page.locator("#map-notes").inner_text()
        assert named(browser, page)
        foreign = [line for line in wrong if not line.startswith(f"{there}/")]
    assert asked
    assert foreign == []


def test_a_server_of_tiles_is_the_only_other_that_is_asked(browser: Any, book: Ledger) -> None:
    """Tiles of an address are asked for by scale, column and row, and drawn; nothing else leaves."""
    with (
        tile_server(tile(), "image/png") as (there, asked),
        served(book, tiles_of(f"{there}/{{z}}/{{x}}/{{y}}.png")) as address,
    ):
        page, wrong = opened_map(browser, address)
        assert drawn(browser, page)
        foreign = [line for line in wrong if not line.startswith(f"{there}/")]
    assert asked
    assert all(len(path.split("/")) == 4 and path.endswith(".png") for path in asked)
    assert foreign == []


def test_without_tiles_of_ones_own_nobody_else_may_be_asked(browser: Any, book: Ledger) -> None:
    """The policy of a page that has no tiles keeps it from asking another server, even where a script tries."""
    with tile_server(tile(), "image/png") as (there, asked), served(book, Tiles()) as address:
        page, wrong = opened_map(browser, address)
        told = page.evaluate("(there) => fetch(there).then(() => 'let out', () => 'kept in')", f"{there}/1/1/1.png")
        assert seen(browser, page, COLOUR)[0] == 0
    assert told == "kept in"
    assert asked == []
    assert any("Content Security Policy" in line for line in wrong)
