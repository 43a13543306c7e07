"""Tests of reading as a whole: names to documents, in order, with a failure for everything else."""

import hashlib
import io
import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.model import Document, Failure
from recounted.readers import READERS, Defaults, Source, find_sources, load, read, sources

REPORT = "Two people were hurt in Terter."
PAGE = "<!DOCTYPE html><html><body><article><p>Two people were hurt in Martuni.</p></article></body></html>"


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of reports, which is also the folder that we are in."""
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deep/a.txt", ".hidden.txt", ".git/config.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{REPORT} {name}", encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refs(*names: str) -> list[str]:
    """What the documents and failures of these sources are called."""
    return [result.ref for result in read(names)]


def failure(*names: str) -> Failure:
    """The only failure of these sources."""
    (found,) = (result for result in read(names) if isinstance(result, Failure))
    return found


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.txt"], ["a.txt"]),
        (["b.txt", "a.txt"], ["b.txt", "a.txt"]),
        (["sub/c.txt"], ["c.txt"]),
        (["a.txt", "sub/deep/a.txt"], ["a.txt", "sub/deep/a.txt"]),
        (["."], ["a.txt", "b.txt", "page.html", "sub/c.txt", "sub/deep/a.txt"]),
        (["sub"], ["c.txt", "deep/a.txt"]),
        (["*.txt"], ["a.txt", "b.txt"]),
        (["**/*.txt"], ["a.txt", "b.txt", "sub/c.txt", "sub/deep/a.txt"]),
        (["*"], ["a.txt", "b.txt", "page.html", "sub/c.txt", "sub/deep/a.txt"]),
        (["sub/*.txt"], ["c.txt"]),
        (["sub", "sub/deep"], ["sub/c.txt", "sub/deep/a.txt", "deep/a.txt"]),
        ([], []),
    ],
)
def test_names_stand_for_files_in_a_fixed_order(names: list[str], expected: list[str]) -> None:
    """Files come as they are named, those of a folder or glob by path; hidden ones only if named."""
    assert refs(*names) == expected


def test_the_whole_path_works_as_well(reports: Path) -> None:
    """Where the reports lie changes neither what they are called nor what they are."""
    assert list(read([str(reports)])) == list(read(["."]))
    assert list(read([f"{reports}/*.txt"])) == list(read(["*.txt"]))
    assert list(read([str(reports / ".hidden.txt")])) == list(read([".hidden.txt"]))


@pytest.mark.usefixtures("reports")
def test_a_document_keeps_its_bytes_and_is_called_by_them() -> None:
    """The id is the SHA-256 of the bytes as they came, which are kept."""
    (document,) = read(["page.html"])
    assert isinstance(document, Document)

    assert document.raw == PAGE.encode()
    assert document.id == hashlib.sha256(PAGE.encode()).hexdigest()
    assert (document.text, document.media_type) == ("Two people were hurt in Martuni.", "text/html")


def test_defaults_hold_where_a_document_is_silent(reports: Path) -> None:
    """Date and publisher come from the document, else from the defaults, else stay open; the date line stays in the text."""
    dated = "BARDA, 28 October 2020 - Two people were hurt."
    (reports / "dated.txt").write_text(dated, encoding="utf-8")
    results = [*read(["a.txt", "dated.txt"], published=date(2020, 1, 2), publisher="The Desk"), *read(["a.txt"])]
    documents = [result for result in results if isinstance(result, Document)]

    assert [(d.published, d.publisher) for d in documents] == [
        (date(2020, 1, 2), "The Desk"),
        (date(2020, 10, 28), "The Desk"),
        (None, None),
    ]
    assert documents[1].text == dated


def stdin(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    """Let standard input hold these bytes."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (REPORT.encode(), [("-", REPORT)]),
        (f"\n {PAGE}".encode(), [("-", "Two people were hurt in Martuni.")]),
        (b'{"id": 1, "text": "One."}\n{"text": "Two."}\n', [("1", "One."), ("-:2", "Two.")]),
        (b"id,text\n1,One.\n", [("1", "One.")]),
    ],
)
def test_standard_input_is_told_by_its_beginning(
    monkeypatch: pytest.MonkeyPatch, raw: bytes, expected: list[tuple[str, str]]
) -> None:
    """Text, a page or a table on standard input are read as what they are."""
    stdin(monkeypatch, raw)

    assert [(d.ref, d.text) for d in read(["-"]) if isinstance(d, Document)] == expected


def test_standard_input_can_be_read_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Naming standard input twice is no error but finds nothing the second time."""
    stdin(monkeypatch, REPORT.encode())
    document, again = read(["-", "-"])

    assert isinstance(document, Document)
    assert isinstance(again, Failure)


def test_a_file_of_any_name_is_read_if_it_is_named(reports: Path) -> None:
    """What a file holds tells how to read it where its name does not."""
    (reports / "article").write_text(PAGE, encoding="utf-8")

    assert [d.media_type for d in read(["article"]) if isinstance(d, Document)] == ["text/html"]


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("empty.txt", b"", "empty"),
        ("junk.txt", b"\x00\x01\x02\x03" * 99, "control characters"),
        ("scan.pdf", b"%PDF-1.7", "PDF"),
        ("one.json", b'{\n  "text": "Two were hurt."\n}', r"JSON, but no table.*\.jsonl"),
        ("nav.html", b"<html><body><nav>Home</nav></body></html>", "no main text"),
        (
            "french.txt",
            b"Le maire a dit que les obus sur la ville ont fait deux morts devant leur porte. " * 5,
            "Supported: ",
        ),
    ],
)
def test_bad_files_are_failures_and_the_rest_is_read(reports: Path, name: str, raw: bytes, told: str) -> None:
    """A file that cannot be read is one failure with its name and reason, and the others are read."""
    (reports / name).write_bytes(raw)
    first, bad, last = read(["a.txt", name, "b.txt"])

    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(bad, Failure)
    assert (bad.ref, bad.stage) == (name, "read")
    assert re.search(told, bad.reason)


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize("name", ["nowhere.txt", "nowhere/*.txt", "nowhere/", ""])
def test_what_is_not_there_is_a_failure(name: str) -> None:
    """A name or pattern that stands for nothing says so."""
    assert "Check the" in failure(name, "a.txt").reason
    assert failure("a.txt", name).reason == failure(name).reason


def test_a_file_that_may_not_be_read_is_a_failure(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lacking permission is told as such, with what to do."""

    def refuse(self: Path, *args: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)

    assert "chmod" in failure("a.txt").reason
    (reports / "t.jsonl").touch()
    assert "chmod" in failure("t.jsonl").reason


def test_a_folder_without_reports_is_a_failure(reports: Path) -> None:
    """A folder with nothing to read says which files would be read."""
    (reports / "sub" / "none").mkdir()

    assert ".jsonl" in failure("sub/none").reason


def test_what_a_folder_leaves_out_is_told(reports: Path) -> None:
    """Files of a folder that may be reports are counted and named, not silently dropped; pictures are no reports."""
    for name in (*(f"report{number}.odt" for number in range(7)), "map.png", "README.md"):
        (reports / "sub" / name).touch()

    assert "report0.odt, report1.odt" in failure("sub").reason
    assert "and 2 more" in failure("sub").reason


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A limit that a test can reach."""
    monkeypatch.setattr(sources, "LIMIT", 1_000_000)
    yield


@pytest.mark.usefixtures("small")
def test_a_file_beyond_the_limit_is_a_failure(reports: Path) -> None:
    """A report larger than the limit is refused, and the message names the limit and a way out."""
    (reports / "large.txt").write_bytes(b"x" * 1_000_001)

    assert "1 MB" in failure("large.txt").reason
    assert "JSONL" in failure("large.txt").reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_a_bad_file_name_is_shown(reports: Path) -> None:
    """A name that is no text in any encoding still names its document."""
    Path(os.fsdecode(os.fsencode(reports) + b"/bad\xff.txt")).write_text(REPORT)

    (document,) = read([os.fsdecode(b"bad\xff.txt")])

    assert document.ref == "bad\\xff.txt"
    assert document.ref.encode()


def test_a_reader_that_breaks_is_a_failure(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw costs its document, not the run."""

    def broken(_raw: bytes) -> None:
        raise ZeroDivisionError("odd page")

    monkeypatch.setitem(READERS, "html", broken)

    assert "ZeroDivisionError: odd page" in failure("page.html", "a.txt").reason


def test_a_source_is_read_in_any_process() -> None:
    """What a source gives depends on nothing but the source and the defaults."""
    source = Source(ref="x", kind="text", held=REPORT.encode())

    assert list(load(source, Defaults())) == list(load(source, Defaults()))
    assert list(load(Failure(ref="x", reason="y"), Defaults())) == [Failure(ref="x", reason="y")]


@pytest.mark.usefixtures("reports")
def test_finding_sources_reads_nothing() -> None:
    """Files are only opened when their turn comes."""
    assert all(isinstance(source, Source) and source.held is None for source in find_sources(["."]))


SCRIPTS = st.text(st.sampled_from("aéא٠漢字👩‍👩‍👧e\u0301\u200f\r\n \t.12“”"), min_size=1, max_size=60)


@given(SCRIPTS)
def test_offsets_count_code_points_of_any_script(text: str) -> None:
    """The text of a document is the bytes' text in NFC with one kind of line end, letter for letter, in every script."""
    results = list(load(Source(ref="x", kind="text", held=f"A{text}".encode()), Defaults()))

    (document,) = results
    assert isinstance(document, Document)
    assert document.text == unicodedata.normalize("NFC", f"A{text}".replace("\r\n", "\n").replace("\r", "\n"))
