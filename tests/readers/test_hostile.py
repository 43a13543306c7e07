"""What is made to break a reader ends in a failure, within bounds of memory, and what lies beside it is read."""

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from recounted.exporters.verifying import problems
from recounted.model import Document, Failure
from recounted.readers import ROWS, feed, find_sources, read, sources, table, warc

BODY = "Shells hit Martuni on Friday, wounding two people, officials said."
PAGE = f"<html><body><article><p>{BODY}</p><p>The road stayed open.</p></article></body></html>".encode()
LIMIT = 1_000_000


class Endless(io.RawIOBase):
    """A stream of one line, as long as is said; it counts what was taken of it."""

    def __init__(self, start: bytes, size: int) -> None:
        self.start, self.size, self.taken = start, size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), self.size - self.taken)
        own = self.start[self.taken : self.taken + count] if self.taken < len(self.start) else b""
        buffer[:count] = own + b"a" * (count - len(own))
        self.taken += count
        return count


@contextmanager
def bounded_by(megabytes: int) -> Iterator[None]:
    """What happens within takes no more memory than this at any moment."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes * 1_000_000
    finally:
        tracemalloc.stop()


@pytest.fixture(autouse=True, scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Libraries and words are loaded before memory is counted."""
    folder = tmp_path_factory.mktemp("warm")
    (folder / "a.html").write_bytes(PAGE)
    wacz(folder / "a.wacz", ("archive/a.warc", captured(1, PAGE)))
    assert len([one for one in read([str(folder)]) if isinstance(one, Document)]) == 2


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers that take a report of one megabyte at most, so that tests need not move gigabytes."""
    for module in (sources, table, feed, warc):
        monkeypatch.setattr(module, "LIMIT", LIMIT)


@pytest.mark.parametrize("start", [b"", b"<html><body><p>"])
def test_ten_gigabytes_of_one_line_are_refused_at_once(start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an endless text or page no more is taken than one report may have; the failure says so."""
    stream = Endless(start, 10_000_000_000)
    monkeypatch.setattr("recounted.readers.opened", lambda _: io.BufferedReader(stream))
    with bounded_by(100):
        (found,) = list(read(["-"]))

    assert isinstance(found, Failure) and "Larger than 20 MB" in found.reason
    assert stream.taken < 21_000_000


@pytest.mark.parametrize(
    ("kind", "start"), [("jsonl", b'{"text": "'), ("csv", b"text,id\n"), ("csv", b'text,id\n"'), ("feed", b"<rss>")]
)
def test_a_table_of_one_line_is_passed_over(kind: str, start: bytes, small: None) -> None:
    """A line that does not end is read past, or no further than a report may go, and never held whole."""
    stream = Endless(start, 200 * LIMIT)
    with bounded_by(20):
        try:
            found: list[Any] = list(ROWS[kind](io.BufferedReader(stream), "t"))
        except Exception as error:  # find_sources makes a failure of it
            found = [error]

    assert found and not [one for one in found if isinstance(one, Document)]


def captured(number: int, body: bytes) -> bytes:
    """A page as a crawler keeps it."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number:032d}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def wacz(path: Path, *parts: tuple[str, bytes]) -> None:
    """A WACZ file, packed as tightly as can be."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, raw in parts:
            made.writestr(name, raw)


@pytest.mark.parametrize("pack", [lambda raw: raw, lambda raw: gzip.compress(raw, mtime=0)])
def test_a_zip_bomb_is_a_failure_and_the_rest_is_read(pack: Any, small: None, tmp_path: Path) -> None:
    """A thousandfold of a WACZ file's size, packed once or twice, fails in bounded memory; the next page is read."""
    bomb = captured(1, b"<html>" + b"a" * (60 * LIMIT))
    name = "archive/a.warc" if pack(b"") == b"" else "archive/a.warc.gz"
    wacz(tmp_path / "a.wacz", (name, pack(bomb) + pack(captured(2, PAGE))))
    assert (tmp_path / "a.wacz").stat().st_size < LIMIT
    del bomb
    with bounded_by(30):
        found = list(read([str(tmp_path / "a.wacz")]))

    assert [one.url for one in found if isinstance(one, Document)] == ["https://example.org/2"]
    assert [one for one in found if isinstance(one, Failure) and "larger than" in one.reason]


LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'lol'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
OUTSIDE = "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'>"


@pytest.mark.parametrize(("entities", "name"), [(LAUGHS, "a11"), (OUTSIDE, "secret")])
@pytest.mark.parametrize("ending", ["rss", "xml", "html", "eml", "mhtml", "txt"])
def test_entities_are_neither_expanded_nor_fetched(entities: str, name: str, ending: str, tmp_path: Path) -> None:
    """A billion laughs, or a file of this machine by an entity, come into no text; the rest of a feed is read."""
    inner = f"<rss><channel><item><title>T</title><description>{BODY} &{name};</description></item></channel></rss>"
    raw = f"<?xml version='1.0'?>{entities}]>{inner}"
    if ending in {"html", "mhtml", "eml"}:
        raw = f"{entities}]><html><body><article><p>{BODY} &{name};</p></article></body></html>"
    if ending in {"eml", "mhtml"}:
        raw = f"From: a@example.org\nSubject: T\nMIME-Version: 1.0\nContent-Type: text/html\n\n{raw}"
    (tmp_path / f"a.{ending}").write_text(raw, encoding="utf-8")
    with bounded_by(60):
        found = list(read([str(tmp_path / f"a.{ending}")]))

    texts = [one.text for one in found if isinstance(one, Document)]
    assert found
    assert all(len(text) < 10_000 and "root:" not in text and "lollol" not in text for text in texts)
    if ending == "rss":
        assert any(BODY in text for text in texts)


def test_names_in_archives_lead_nowhere(tmp_path: Path) -> None:
    """Entries that point out of an archive, or by an absolute path, are not read and write nothing."""
    evil = tmp_path / "evil.warc"
    names = ["../evil.warc", "/tmp/evil.warc", "archive/../../evil.warc", "..\\evil.warc", str(evil)]
    wacz(
        tmp_path / "a.wacz",
        *((name, captured(n, PAGE)) for n, name in enumerate(names)),
        ("archive/b.warc", captured(9, PAGE)),
    )
    before = sorted(tmp_path.iterdir())
    found = list(read([str(tmp_path / "a.wacz")]))

    assert "https://example.org/9" in [one.url for one in found if isinstance(one, Document)]
    assert all(isinstance(one, Document) for one in found)
    assert sorted(tmp_path.iterdir()) == before and not evil.exists()


def test_a_bundle_with_names_that_lead_out_is_refused(tmp_path: Path) -> None:
    """The verifier takes nothing out of the archive, and names what does not belong there."""
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("../../evil.txt", "x")
    found = list(problems(str(path)))

    assert found
    assert [one.name for one in tmp_path.iterdir()] == ["bundle.zip"]


def test_a_zip_within_a_zip_is_no_endless_work(tmp_path: Path) -> None:
    """An archive that holds archives is not unpacked further than its own pages."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("archive/a.warc", b"0" * 10_000_000)
    wacz(tmp_path / "a.wacz", ("archive/inner.zip", inner.getvalue()), ("archive/inner.warc.gz", inner.getvalue()))
    with bounded_by(40):
        found = list(find_sources([str(tmp_path / "a.wacz")]))

    assert [type(one) for one in found] == [Failure]
