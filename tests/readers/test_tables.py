"""Tests of tables of reports: columns, streaming, and rows that cannot be read."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from recounted.model import Document, Failure
from recounted.readers import ROWS, Defaults, load, table

ROW = {
    "id": "r1",
    "text": "Two people were hurt in Terter.",
    "title": "Two hurt",
    "publisher": "Example Desk",
    "author": "A. Writer",
    "url": "https://desk.example/r1",
    "published": "2020-10-28",
    "language": "en",
}


def read(raw: bytes, kind: str = "jsonl", **defaults: Any) -> list[Document | Failure]:
    """Everything that a table with these bytes gives."""
    sources = ROWS[kind](io.BytesIO(raw), "t")
    return [result for source in sources for result in load(source, Defaults(**defaults))]


def jsonl(*rows: object) -> bytes:
    """Rows as a JSONL table."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def csv_of(*lines: str, mark: str = ",") -> bytes:
    """Lines, written with commas, as a table with another mark."""
    return "".join(line.replace(",", mark) + "\r\n" for line in lines).encode()


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("jsonl", jsonl(ROW)),
        ("jsonl", b"\xef\xbb\xbf" + jsonl(ROW)),
        ("jsonl", jsonl(ROW).decode().encode("utf-16")),
        ("jsonl", b"\n\n" + jsonl(ROW) + b"\n"),
        ("jsonl", jsonl({name.title(): value for name, value in ROW.items()})),
        ("csv", csv_of(",".join(ROW), ",".join(ROW.values()))),
        ("csv", csv_of(",".join(ROW), ",".join(ROW.values()), mark=";")),
        ("csv", csv_of(",".join(ROW), ",".join(ROW.values()), mark="\t")),
        ("csv", b"\xef\xbb\xbf" + csv_of(",".join(ROW).upper(), ",".join(ROW.values()))),
        ("csv", csv_of(",".join(ROW), ",".join(ROW.values())).decode().encode("utf-16")),
    ],
)
def test_every_column_is_read(kind: str, raw: bytes) -> None:
    """A row is a document with all that its columns say, whatever the table's encoding and separator."""
    (document,) = read(raw, kind)

    assert isinstance(document, Document)
    assert {name: getattr(document, name) for name in ROW if name not in {"id", "published"}} == {
        name: value for name, value in ROW.items() if name not in {"id", "published"}
    }
    assert (document.ref, document.published) == ("r1", date(2020, 10, 28))


def test_the_raw_line_is_kept() -> None:
    """A document's bytes are those of its row, so that the row alone can be read again."""
    (document,) = read(jsonl(ROW))
    assert isinstance(document, Document)

    assert document.raw == jsonl(ROW).strip()
    assert read(document.raw) == [document]
    (from_csv,) = read(csv_of(",".join(ROW), ",".join(ROW.values())), "csv")
    assert isinstance(from_csv, Document)
    assert read(from_csv.raw) == [from_csv]


@pytest.mark.parametrize(
    ("row", "ref"),
    [
        ({"id": 7}, "7"),
        ({"id": 0}, "0"),
        ({"id": ""}, "t:1"),
        ({"url": "https://desk.example/x"}, "https://desk.example/x"),
        ({}, "t:1"),
    ],
)
def test_a_row_is_called_by_its_id_else_its_address_else_its_line(row: dict[str, object], ref: str) -> None:
    """Every document has a name of its own."""
    (document,) = read(jsonl({"text": "Two were hurt."} | row))

    assert document.ref == ref


def test_defaults_stand_in_only_where_a_row_is_silent() -> None:
    """What a row says wins over what holds for all."""
    silent, outspoken = read(jsonl({"text": "Two were hurt."}, ROW), published=date(2020, 1, 1), publisher="Other Desk")
    assert isinstance(silent, Document)
    assert isinstance(outspoken, Document)

    assert (silent.published, silent.publisher) == (date(2020, 1, 1), "Other Desk")
    assert (outspoken.published, outspoken.publisher) == (date(2020, 10, 28), "Example Desk")


def test_a_page_in_a_row_is_read_as_one() -> None:
    """A row's html is read as a page, and the row's own columns win over what the page says."""
    html = (
        "<html><head><title>From the page</title></head><body><h1>From the page</h1><p>Two were hurt.</p></body></html>"
    )
    plain, titled = read(jsonl({"html": html, "text": " "}, {"html": html, "title": "From the row"}))
    assert isinstance(plain, Document)
    assert isinstance(titled, Document)

    assert (plain.text, plain.title, titled.title) == ("Two were hurt.", "From the page", "From the row")


GOOD = {"text": "Two were hurt."}


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (b'{"text": "Two were', "no JSON"),
        (b'["Two were hurt."]', "no JSON object"),
        (b'{"text": ' + b"[" * 100_000, "no JSON"),
        (b'{"text": 12}', '"text" holds no text'),
        (b'{"text": "", "id": "x"}', "empty here. The row has: text, id"),
        (b'{"title": "Two hurt"}', "empty here"),
        (b'{"text": "?!"}', "no text"),
        (b'{"html": "<nav>Home</nav>"}', "no main text"),
        (b'{"text": "Deux morts.", "language": "fr"}', '"fr" is not supported. Supported: .*en'),
        (b"\x00\x01\x02", "no text|zero bytes"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(bad: bytes, told: str) -> None:
    """A row that cannot be read is one failure with its line, its reason and what to do."""
    before, failure, after = read(jsonl(GOOD) + bad + b"\n" + jsonl(GOOD))

    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert isinstance(failure, Failure)
    assert (failure.ref, failure.stage) == ("t:2", "read")
    assert re.search(told, failure.reason)


def test_a_date_that_is_none_leaves_the_date_open() -> None:
    """The document is read without a date, and a failure says why; the default date does not hide it."""
    failure, document = read(jsonl(GOOD | {"published": "2020-13-45"}))

    assert isinstance(failure, Failure)
    assert '"2020-13-45" is no date' in failure.reason
    assert isinstance(document, Document)
    assert document.published is None


@pytest.mark.parametrize("count", [1, 99, 100, 1_000])
def test_a_table_without_reports_is_one_failure(count: int) -> None:
    """A table that lacks the needed columns gives one failure, which lists the columns found."""
    (failure,) = read(jsonl(*[{"headline": "x", "body": "y"}] * count))

    assert isinstance(failure, Failure)
    assert failure.ref == "t"
    assert 'no column "text" or "html"' in failure.reason
    assert "headline, body" in failure.reason


def test_a_late_report_saves_a_table() -> None:
    """A few rows without a report at the start do not condemn a table."""
    results = read(jsonl(*[{"id": 1}] * 9, GOOD))

    assert [type(result) for result in results] == [Failure] * 9 + [Document]


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_an_empty_table_is_a_failure(kind: str) -> None:
    """A table without rows says so."""
    (failure,) = read(b"", kind)

    assert isinstance(failure, Failure)


def test_rows_of_csv_that_cannot_be_read_are_named() -> None:
    """Each broken row is a failure with its line; quoted line breaks and separators are part of their field."""
    raw = csv_of(
        "id,text,title",
        '1,"Two were\r\nhurt, it says",a',
        '2,"Two" were hurt,b',
        "3,Two were hurt.,c,d",
        "4,Two were hurt.",
    )
    results = read(raw, "csv")

    assert [result.ref for result in results] == ["1", "t:4", "t:5", "4"]
    assert [type(result) for result in results] == [Document, Failure, Failure, Document]
    assert isinstance(results[0], Document)
    assert results[0].text == "Two were\nhurt, it says"
    assert isinstance(results[2], Failure)
    assert "4 fields, but the table has 3 columns" in results[2].reason


def test_csv_in_windows_1252_is_read_line_by_line() -> None:
    """A table that is no UTF-8 is read as it was meant."""
    raw = "id,text\n1,Two were hurt in Besançon.\n2,“None” died.\n".encode("cp1252")

    assert [r.text for r in read(raw, "csv") if isinstance(r, Document)] == [
        "Two were hurt in Besançon.",
        "“None” died.",
    ]


def test_csv_without_the_needed_columns_lists_what_it_has() -> None:
    """The header alone tells that there are no reports."""
    (failure,) = read(csv_of("Headline,Body", "a,b"), "csv")

    assert isinstance(failure, Failure)
    assert "headline, body" in failure.reason


class Endless(io.RawIOBase):
    """A table that never ends: first rows, or one line without end."""

    def __init__(self, start: bytes, more: bytes) -> None:
        self.start, self.more, self.given = start, more, 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer for ever."""
        while len(self.start) < len(buffer):
            self.start += self.more * 100
        part, self.start = self.start[: len(buffer)], self.start[len(buffer) :]
        buffer[: len(part)] = part
        self.given += len(part)
        return len(part)


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_tables_are_streamed(kind: str) -> None:
    """Rows are given as they come, and a table need not end."""
    start = jsonl(ROW) if kind == "jsonl" else csv_of(",".join(ROW), ",".join(ROW.values()))
    more = jsonl(ROW) if kind == "jsonl" else csv_of(",".join(ROW.values()))
    feed = Endless(start, more)
    rows = ROWS[kind](io.BufferedReader(feed), "t")

    assert all(not isinstance(next(rows), Failure) for _ in range(500))
    assert feed.given < 1_000_000


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A limit that a test can reach."""
    monkeypatch.setattr(table, "LIMIT", 1_000)
    yield


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_line_beyond_the_limit_is_refused_and_skipped(kind: str) -> None:
    """A line that is too long is one failure that names the limit, and the next row is read."""
    start = jsonl(GOOD) if kind == "jsonl" else b"text\nTwo were hurt.\n"
    long = b'{"text": "' + b"x" * 5_500 + b'"}\n' if kind == "jsonl" else b"x" * 5_500 + b"\n"
    results = read(start + long + (jsonl(GOOD) if kind == "jsonl" else b"Two were hurt.\n"), kind)

    assert [type(result) for result in results] == [Document, Failure, Document]
    assert isinstance(results[1], Failure)
    assert "limit" in results[1].reason or "longer than" in results[1].reason
