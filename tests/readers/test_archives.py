"""Tests of PDF files, Parquet tables and web archives."""

import gzip
import io
import zipfile
import zlib
from pathlib import Path

import pyarrow as pa
import pytest
from fastwarc.warc import ArchiveIterator
from pyarrow import parquet
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from recounted.model import Document, Failure
from recounted.readers import read, warc

BODY = "Shells hit Martuni on Friday, wounding two people, officials said."
PAGE = f"<html><head><title>Two hurt</title></head><body><article><p>{BODY}</p><p>The road stayed open.</p></article></body></html>"


def results(path: Path, raw: bytes) -> list[Document | Failure]:
    """What a file with these bytes gives."""
    path.write_bytes(raw)
    return list(read([str(path)]))


def texts(found: list[Document | Failure]) -> list[str]:
    """The texts of the documents."""
    return [one.text for one in found if isinstance(one, Document)]


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines."""
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = DecodedStreamObject()
    content.set_data(
        b"BT /F1 12 Tf 50 700 Td 14 TL " + b" ".join(f"({line}) Tj T*".encode() for line in lines) + b" ET"
    )
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/Title": "Two hurt"})
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def test_the_text_of_a_pdf_is_read(tmp_path: Path) -> None:
    """Lines are put together, a parted word too; the bytes are the original's."""
    raw = pdf("Shells hit Martuni on Friday, woun-", "ding two people, officials", "said.")
    (found,) = results(tmp_path / "a.pdf", raw)

    assert isinstance(found, Document)
    assert (found.text, found.title, found.raw) == (BODY, "Two hurt", raw)


@pytest.mark.parametrize(
    ("raw", "reason"), [(pdf(), "no text"), (b"%PDF-1.7 cut", "PDF"), (b"", ""), (pdf("x")[:-200], "")]
)
def test_a_pdf_without_text_or_damaged_is_a_failure(tmp_path: Path, raw: bytes, reason: str) -> None:
    """A scan and a damaged file give one clear reason."""
    (found,) = results(tmp_path / "a.pdf", raw)

    assert reason in (found.reason if isinstance(found, Failure) else "")


def test_a_pdf_s_stream_that_unpacks_to_too_much_is_a_failure(tmp_path: Path) -> None:
    """A bomb within a PDF ends in a failure."""
    packed = zlib.compress(b"0" * 300_000_000, 9)
    raw = pdf("MARK").replace(b"BT /F1", b"BT /F1")
    head, _, tail = raw.partition(b"stream\n")
    bomb = (
        head.replace(b"/Length", b"/Filter /FlateDecode /Length %d /Old" % len(packed), 1)
        + b"stream\n"
        + packed
        + tail[tail.index(b"\nendstream") :]
    )

    assert texts(results(tmp_path / "a.pdf", bomb)) == []


def test_rows_of_parquet_are_reports(tmp_path: Path) -> None:
    """The columns are those of other tables; an empty row fails alone."""
    table = pa.table(
        {
            "ID": ["1", "2", "3"],
            "Text": [BODY, None, BODY],
            "published": pa.array(["2020-10-09", None, "2020-10-10"]),
            "more": [1, 2, 3],
        }
    )
    parquet.write_table(table, tmp_path / "t.parquet")
    found = list(read([str(tmp_path / "t.parquet")]))

    assert [one.ref for one in found if isinstance(one, Document)] == ["1", "3"]
    assert [type(one) for one in found] == [Document, Failure, Document]


@pytest.mark.parametrize("cut", [0, 4, 60])
def test_a_damaged_parquet_file_is_a_failure(tmp_path: Path, cut: int) -> None:
    """A file that is cut, empty, or lacks the columns is refused in words."""
    parquet.write_table(pa.table({"text": [BODY]}), tmp_path / "t.parquet")
    (found,) = results(tmp_path / "t.parquet", (tmp_path / "t.parquet").read_bytes()[:cut])

    assert isinstance(found, Failure)


def test_a_parquet_file_without_reports_is_a_failure(tmp_path: Path) -> None:
    """The failure names the columns that there are."""
    parquet.write_table(pa.table({"words": [BODY]}), tmp_path / "t.parquet")
    (found,) = read([str(tmp_path / "t.parquet")])

    assert isinstance(found, Failure)
    assert "words" in found.reason


def record(
    number: int, body: bytes = PAGE.encode(), kind: str = "text/html", status: int = 200, type_: str = "response"
) -> bytes:
    """A record of a web archive."""
    answer = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Date: 2020-10-10T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Records compressed one by one."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


@pytest.mark.parametrize(("name", "pack"), [("a.warc", b"".join), ("a.warc.gz", lambda all_: packed(*all_))])
def test_pages_of_an_archive_are_reports(tmp_path: Path, name: str, pack: object) -> None:
    """Pages are read with their address; pictures, answers without success and requests are passed over."""
    all_ = [
        record(1),
        record(2, b"\x89PNG", "image/png"),
        record(3, status=404),
        record(4, type_="request"),
        record(5, BODY.encode(), "text/plain"),
    ]
    found = results(tmp_path / name, pack(all_))  # type: ignore[operator]

    assert [one.url for one in found if isinstance(one, Document)] == ["https://example.org/1", "https://example.org/5"]
    assert len(found) == 2
    assert all(BODY in text for text in texts(found))
    assert all(next(iter(ArchiveIterator(io.BytesIO(one.raw)))) for one in found if isinstance(one, Document))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_damaged_records_are_failures_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    """Of 200 records with every fiftieth damaged, four fail and 196 are read."""
    made = [record(number) for number in range(200)]
    if name.endswith(".gz"):
        made = [gzip.compress(one, mtime=0) for one in made]
    for at in range(10, 200, 50):
        middle = len(made[at]) * 9 // 10
        made[at] = (
            made[at][: middle - 20] + made[at][middle:]
            if name == "a.warc"
            else made[at][:middle] + b"\0" * 40 + made[at][middle + 40 :]
        )
    found = results(tmp_path / name, b"".join(made))

    assert (len(texts(found)), len([one for one in found if isinstance(one, Failure)])) == (196, 4)


def test_an_archive_that_is_cut_short_ends_with_a_failure(tmp_path: Path) -> None:
    """What is whole is read."""
    for name, raw in (("a.warc", record(1) + record(2)), ("a.warc.gz", packed(record(1), record(2)))):
        found = results(tmp_path / name, raw[:-100])

        assert [type(one) for one in found] == [Document, Failure], name


def test_an_archive_that_is_compressed_as_one_piece_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every record in it, not only the first; where the piece is too large, that is said."""
    raw = gzip.compress(record(1, type_="warcinfo") + record(2) + record(3), mtime=0)
    assert [one.url for one in results(tmp_path / "a.warc.gz", raw) if isinstance(one, Document)] == [
        "https://example.org/2",
        "https://example.org/3",
    ]
    monkeypatch.setattr(warc, "LIMIT", 1_000)
    (found,) = results(tmp_path / "a.warc.gz", gzip.compress(b"".join(map(record, range(9))), mtime=0))
    assert isinstance(found, Failure) and "compressed as one piece" in found.reason


def test_a_wacz_file_without_an_archive_is_a_failure(tmp_path: Path) -> None:
    """A zip that only ends like one."""
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as made:
        made.writestr("datapackage.json", "{}")
    (found,) = read([str(tmp_path / "a.wacz")])

    assert isinstance(found, Failure) and "No web archive is in it" in found.reason


def test_a_wacz_file_is_an_archive_too(tmp_path: Path) -> None:
    """The archives within are read in the order of their names; other entries are not, wherever they point."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("archive/b.warc.gz", packed(record(2)))
        made.writestr("archive/a.warc", record(1))
        made.writestr("../../evil.warc", record(3))
        made.writestr("datapackage.json", "{}")
    found = results(tmp_path / "a.wacz", held.getvalue())

    assert [one.url for one in found if isinstance(one, Document)] == ["https://example.org/1", "https://example.org/2"]
    assert [type(one) for one in results(tmp_path / "b.wacz", b"PK no zip")] == [Failure]


def test_a_bomb_in_an_archive_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that unpacks to more than a report may have fails; the next one is read. Packed in HTTP it fails too."""
    monkeypatch.setattr(warc, "LIMIT", 1_000_000)
    big = record(1, b"<html><body>" + b"a" * 3_000_000)
    inner = record(2, gzip.compress(b"a" * 3_000_000)).replace(
        b"Content-Type: text/html", b"Content-Encoding: gzip\r\nContent-Type: text/html", 1
    )
    inner = inner.replace(f"Content-Length: {len(inner)}".encode(), b"")
    found = results(tmp_path / "a.warc.gz", packed(big, inner, record(3)))

    assert len(texts(found)) == 1
    assert [one for one in found if isinstance(one, Failure) and "larger than" in one.reason]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no archive",
        gzip.compress(b"just a text"),
        b"WARC/1.0\r\n" * 3,
        b"WARC/1.0\r\nContent-Length: 999999999999\r\n\r\n",
    ],
)
def test_what_is_no_archive_ends(tmp_path: Path, raw: bytes) -> None:
    """Nothing is read of it, and nothing is raised."""
    assert texts(results(tmp_path / "a.warc.gz", raw)) == []
