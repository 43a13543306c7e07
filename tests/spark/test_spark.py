"""Reading on Spark equals reading here, and what cannot be done is said. Without PySpark or Java, most is skipped."""

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pytest
import reports
from pyarrow.parquet import read_table

from recounted import flow
from recounted.errors import UsageError
from recounted.estimates import backdrop
from recounted.flow import Told
from recounted.incidents import assemble, keys_of, rule, settling
from recounted.ledger import Ledger
from recounted.model import Document
from recounted.spark import put_linked, read_out, session, told_in
from test_cli import recounted

LACKING = next(
    (
        f"{name} is not installed: {how}"
        for name, there, how in (
            ("PySpark", find_spec("pyspark"), "pip install -e '.[spark]'"),
            ("Java", shutil.which("java"), "apt-get install openjdk-17-jre-headless"),
        )
        if not there
    ),
    None,
)
spark = pytest.mark.skipif(LACKING is not None, reason=LACKING or "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of every kind, with those that are shipped."""
    top = tmp_path_factory.mktemp("spark") / "reports"
    reports.write(top)
    shutil.copytree(Path(__file__).parents[2] / "examples", top / "shipped")
    return top


@pytest.fixture(scope="module")
def written(folder: Path) -> Path:
    """What Spark wrote of them, and of a file that is not there."""
    out = folder.parent / "all claims.parquet"
    count = read_out([str(folder), str(folder / "gone.txt")], str(out), "local[2]")
    assert count.failed == len(count.failures) == sum(failure is not None for _, _, failure in here(folder))
    return out


def here(folder: Path) -> list[Told]:
    """What reading on this machine tells of them."""
    return list(flow.extract_all([str(folder), str(folder / "gone.txt")], cores=1))


def letters(all_told: list[Told]) -> list[bytes]:
    """What was told, letter by letter; of a document that failed, the failure."""
    return [
        msgspec.json.encode((None if failure else document, claims, failure)) for document, claims, failure in all_told
    ]


@spark
def test_claims_are_byte_for_byte_those_of_this_machine(folder: Path, written: Path) -> None:
    """Documents with their bytes, claims and failures are the same, in the same order."""
    by, all_told = told_in(str(written))
    told = letters(list(all_told))

    assert by == flow_extractor()
    assert told == letters(here(folder))
    assert len(told) > 50


def flow_extractor() -> str:
    """The name and version that a ledger has for this program."""
    from recounted.ledger.book import this_extractor

    return this_extractor()


@spark
def test_an_address_gives_what_its_folder_gives(folder: Path, tmp_path: Path) -> None:
    """Files that Spark hands over whole are read as those that workers open themselves."""
    count = read_out([folder.as_uri()], str(tmp_path / "out"), "local[2]")
    mine = {(one.ref, one.id) for one, _, _ in here(folder) if one is not None}
    theirs = {(one.ref, one.id) for one, _, _ in told_in(str(tmp_path / "out"))[1] if one is not None}

    assert mine == theirs
    assert count.documents == len(mine)


@spark
def test_loaded_into_a_ledger_it_is_the_ledger_of_this_machine(folder: Path, written: Path, tmp_path: Path) -> None:
    """Claims, failures and incidents are equal, and loading twice changes nothing."""
    recounted("read", str(folder), str(folder / "gone.txt"), "--ledger", "here.db", cwd=tmp_path)
    first = recounted("load", str(written), "--ledger", "spark.db", cwd=tmp_path)
    again = recounted("load", str(written), "--ledger", "spark.db", cwd=tmp_path)

    assert (first.returncode, again.returncode) == (1, 1)
    assert again.stderr.startswith("0 documents, 0 claims")
    with Ledger(str(tmp_path / "here.db")) as mine, Ledger(str(tmp_path / "spark.db")) as theirs:
        for question in ("documents", "claims", "incidents", "copies", "tallies"):
            assert list(getattr(mine, question)()) == list(getattr(theirs, question)()) != [], question
        assert {(one.ref, one.reason) for one in mine.failures()} == {
            (one.ref, one.reason) for one in theirs.failures()
        }
        assert list(theirs.incidents())
        assert theirs.check() == []


@spark
def test_what_spark_linked_is_not_linked_again(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that holds just what was linked takes the incidents with all that finds them again; another links."""
    by, all_told = told_in(str(written))
    with Ledger(str(tmp_path / "new.db"), extractor=by) as book:
        flow.keep_all(book, all_told)
        assert put_linked(str(written), book)
        with monkeypatch.context() as patch:
            patch.setattr(settling, "rebuild", None)
            assert flow.settle(book)
        ruling, known = rule((), book.claims()), {own.id: own for own in book.documents()}
        keys = {one.id: keys_of(told) for one, told in assemble(ruling, backdrop(known, book.copies()), "envelope")}
        with book.standing() as standing:
            assert all((one in standing.near(own)) == bool(own) for one, own in keys.items())
        book.use_owners({"Desk": "House"})
        assert not put_linked(str(written), book)


@spark
def test_words_and_places_reach_each_worker_once() -> None:
    """However many parts of a job a worker's process does, it loads the lexicon once and maps one gazetteer."""
    report = Document(id="a", ref="a", text=reports.GANJA)

    def look(batches: Iterable[Any]) -> Iterator[Any]:
        from recounted.gazetteer import SHIPPED, gazetteer
        from recounted.lexicon import lexicon

        for _ in batches:
            flow.extract(report)
            mapped = Path("/proc/self/maps").read_text().count(str(SHIPPED))
            row = [os.getpid(), lexicon.cache_info().misses, gazetteer.cache_info().misses, mapped]
            yield pa.RecordBatch.from_arrays([pa.array([one]) for one in row], names=["pid", "words", "places", "maps"])

    with session.session("local[2]") as spark:
        parts = spark.range(0, 16, 1, 16).mapInArrow(look, "pid bigint, words bigint, places bigint, maps bigint")
        seen = parts.collect()

    assert len(seen) == 16
    assert len({one.pid for one in seen}) < 8
    assert {(one.words, one.places, one.maps) for one in seen} == {(1, 1, 1)}


@spark
def test_other_tools_can_look_into_the_claims(written: Path) -> None:
    """The claims are a table of their own, with the columns of a ledger's claims."""
    table = read_table(written / "table=claims").to_pylist()

    assert {"ASSAULT"} < {row["event_type"] for row in table}
    assert {"2020-10-02"} <= {row["date_start"] for row in table}


@spark
def test_actors_of_ones_own_reach_the_workers(tmp_path: Path) -> None:
    """A table of actors that only the driver was given is used where the work is done."""
    (tmp_path / "r.txt").write_text("The Vale Guard killed two policemen in Aden on Friday, officials said.", "utf-8")
    head = "kind,code,names,country,start,end,source"
    (tmp_path / "own.csv").write_text(f"{head}\ngroup,YEM VALE,Vale Guard,YEM,,,own\n", encoding="utf-8")
    line = ["r.txt", "--actors", "own.csv"]
    done = recounted("read", *line, "--engine", "spark", "--master", "local[1]", "--out", "o", cwd=tmp_path)
    told = [claim for _, claims, _ in told_in(str(tmp_path / "o"))[1] for claim in claims]

    assert done.returncode == 0, done.stderr
    assert "YEM VALE" in {actor.code for claim in told for actor in claim.actors}


@spark
@pytest.mark.parametrize(
    ("what", "out", "said"),
    [
        ("r.txt", "r.txt", "there already"),
        ("r.txt", "r.txt/out", "gave up"),
        ("file:///no/such", "o", "gave up"),
        ("s3a://bucket/reports", "o", "hadoop-aws"),
        ("r.txt", "s3a://bucket/claims", "hadoop-aws"),
        ("hdfs://127.0.0.1:1/reports", "o", "cannot be reached"),
    ],
)
def test_what_spark_cannot_do_is_said_and_leaves_nothing(tmp_path: Path, what: str, out: str, said: str) -> None:
    """A place that cannot be written, or an address that cannot be read, is wrong use; nothing is half-done."""
    (tmp_path / "r.txt").write_text(reports.GANJA, encoding="utf-8")
    done = recounted("read", what, "--engine", "spark", "--master", "local[1]", "--out", out, cwd=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["r.txt"]


@spark
def test_what_was_not_written_to_its_end_is_not_loaded(written: Path, tmp_path: Path) -> None:
    """Without Spark's own mark of success no ledger is made."""
    shutil.copytree(written, tmp_path / "half")
    (tmp_path / "half" / "_SUCCESS").unlink()
    done = recounted("load", "half", "--ledger", "new.db", cwd=tmp_path)

    assert done.returncode == 2
    assert "_SUCCESS" in done.stderr
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("read r.txt --engine fpga", "fpga"),
        ("read r.txt --engine spark", "--out"),
        ("read r.txt --engine spark --out o --sensitivity sensitive", "recounted load"),
        ("read r.txt --out o", "--engine spark"),
        ("read r.txt --master local", "--engine spark"),
        ("read - --engine spark --out o", "Standard input"),
        ("read https://desk.example/1 --engine spark --out o", "pages of the web"),
        ("load gone", "gone cannot be read"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, words: str, said: str) -> None:
    """A line that makes no sense is refused before anything is begun."""
    done = recounted(*words.split(), cwd=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "master", ["spark://127.0.0.1:1", "spark://nowhere.invalid:7077", "spark://127.0.0.1", "mesos"]
)
def test_a_master_that_cannot_be_had_is_told_at_once(master: str) -> None:
    """Spark itself would try for minutes."""
    with pytest.raises(UsageError, match="master"):
        session.check_master(master)


@pytest.mark.parametrize(
    ("complaint", "said"),
    [
        ("java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found", "hadoop-aws"),
        ("java.nio.file.AccessDeniedException: b: getFileStatus: Status Code: 403; AccessDenied", "the right to it"),
        ("org.apache.hadoop.security.AccessControlException: Permission denied: user=desk", "the right to it"),
        ("java.net.ConnectException: Call From a to b:1 failed: Connection refused", "cannot be reached"),
        ("java.lang.IllegalStateException: something else", ""),
    ],
)
def test_a_complaint_about_an_address_comes_with_advice(complaint: str, said: str) -> None:
    """A bucket that is closed, or that Spark cannot speak to, is told in words that say what to do."""
    told = session.advice(Exception(f"{complaint}\n\tat line 1"))

    assert said in told
    assert bool(said) == bool(told)


def test_a_bucket_that_nobody_may_read_is_told(tmp_path: Path) -> None:
    """The store says 403; nothing is made."""

    class Closed(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(403)
            self.end_headers()

        do_GET = do_HEAD

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Closed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"scheme=http&region=x&endpoint_override=127.0.0.1:{server.server_port}"
    done = recounted("load", f"s3://key:secret@bucket/claims?{host}", cwd=tmp_path)
    server.shutdown()

    assert done.returncode == 2
    assert "the right to it" in done.stderr
    assert "secret" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_java_the_way_to_get_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither on the PATH nor where JAVA_HOME points."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="openjdk"):
        session.check_java()
    monkeypatch.setenv("JAVA_HOME", os.fspath(tmp_path))
    with pytest.raises(UsageError, match="JAVA_HOME"):
        session.check_java()
