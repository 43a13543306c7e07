"""Killed at any moment, and run again: nothing is lost, nothing is doubled."""

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from killed import REPORTS, run
from samples import book, rows, told
from servers import Server, lacking

from recounted.errors import LedgerError
from recounted.ledger import facts

SCRIPT = Path(__file__).parent / "killed.py"


def test_a_run_that_was_killed_and_run_again_equals_one_that_was_not(anywhere: str, tmp_path: Path) -> None:
    """Every table is equal, row by row, to that of an undisturbed run; the audit too, and in any kind of database."""
    undisturbed = str(tmp_path / "undisturbed.db")
    run(undisturbed)
    chance = random.Random(20)
    for reports in (0, 9, 15, 12, REPORTS):
        killed = start(anywhere, reports, chance.random() * 0.03)
        killed.communicate(timeout=60)
        assert killed.returncode == -signal.SIGKILL
        with book(anywhere) as ledger:
            assert ledger.check() == []
        assert 0 < len(rows(anywhere)["document"]) <= REPORTS
    run(anywhere)
    assert rows(anywhere) == rows(undisturbed)
    run(anywhere)
    assert rows(anywhere) == rows(undisturbed)


def test_a_server_that_was_killed_has_kept_what_it_said_and_nothing_by_half(tmp_path: Path) -> None:
    """The database dies in mid-write, the run is told so; both begin again, and the ledger is an undisturbed run's."""
    if reason := lacking():
        pytest.skip(reason)
    undisturbed = str(tmp_path / "undisturbed.db")
    run(undisturbed)
    with TemporaryDirectory(prefix="recounted-") as folder:
        server = Server(Path(folder), careful=True)
        for reports in (12, 25):
            server.start()
            news: list[bool] = []
            with pytest.raises(LedgerError):
                run(server.url, lambda _, news=news, reports=reports: strike(server, news, reports))
            server.start()
            with book(server.url) as ledger:
                assert ledger.check() == []
            kept = len(rows(server.url)["document"])
            assert kept >= reports
            server.stop()
        server.start()
        run(server.url)
        assert rows(server.url) == rows(undisturbed)
        server.stop()


HALF = """
import os, signal, sys
sys.path[:0] = sys.argv[2].split(":")
from samples import book, told
from recounted.ledger import facts
facts.note = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
with book(sys.argv[1]) as ledger:
    ledger.keep(*told("half", (3, 4, 5)))
"""


def test_a_program_killed_within_a_write_has_written_nothing(anywhere: str) -> None:
    """Document, claims and figures were there already, and only the log was not: none of them stays."""
    with book(anywhere) as ledger:
        ledger.keep(*told("whole"))
    before = rows(anywhere)
    paths = ":".join([str(SCRIPT.parent), *sys.path])
    done = subprocess.run([sys.executable, "-c", HALF, anywhere, paths], check=False)
    assert done.returncode == -signal.SIGKILL
    assert rows(anywhere) == before
    with book(anywhere) as ledger:
        assert ledger.keep(*told("half", (3, 4, 5)))
        assert ledger.check() == []


def test_a_server_killed_within_a_write_has_written_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same where the database dies: the program is told, and after a new start nothing is half there."""
    if reason := lacking():
        pytest.skip(reason)
    with TemporaryDirectory(prefix="recounted-") as folder:
        server = Server(Path(folder), careful=True)
        server.start()
        with book(server.url) as ledger:
            ledger.keep(*told("whole"))
        before = rows(server.url)
        with monkeypatch.context() as only, book(server.url) as ledger:
            only.setattr(facts, "note", lambda *_: server.stop())
            with pytest.raises(LedgerError):
                ledger.keep(*told("half", (3, 4, 5)))
        server.start()
        assert rows(server.url) == before
        with book(server.url) as ledger:
            assert ledger.keep(*told("half", (3, 4, 5)))
            assert ledger.check() == []
        server.stop()


def strike(server: Server, news: list[bool], reports: int) -> None:
    """Kill a server a moment after so many reports were kept, while the next is written."""
    news.append(True)
    if len(news) == reports:
        threading.Thread(target=server.stop).start()


def start(where: str, reports: int, delay: float) -> "subprocess.Popen[bytes]":
    """The run in a process of its own, to be killed so many seconds after it has kept so many new reports."""
    line = [sys.executable, str(SCRIPT), where, str(reports), f"{delay:.4f}"]
    return subprocess.Popen(line, env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SCRIPT.parent), *sys.path])})
