"""Killed at any moment, and run again: nothing is lost, nothing is doubled."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from killed import REPORTS, run
from samples import book, rows

SCRIPT = Path(__file__).parent / "killed.py"


def start(where: str) -> "subprocess.Popen[bytes]":
    """The run, in a process of its own."""
    paths = f"{Path(__file__).parent}"
    return subprocess.Popen([sys.executable, str(SCRIPT), where], env={"PYTHONPATH": paths}, stderr=subprocess.PIPE)


def test_a_run_that_was_killed_and_run_again_equals_one_that_was_not(where: str, tmp_path: Path) -> None:
    """Every table is equal, row by row, to that of an undisturbed run; the audit too."""
    undisturbed = str(tmp_path / "undisturbed.db")
    run(undisturbed)
    chance = random.Random(20)
    seen = set()
    for _ in range(8):
        process = start(where)
        deadline = time.monotonic() + 30
        goal = kept(where) + chance.randint(0, REPORTS // 5)
        while process.poll() is None and kept(where) < goal and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        seen.add(kept(where))
        if Path(where).exists():
            with book(where) as ledger:
                assert ledger.check() == []
    assert len(seen) > 3, "the run was never killed half-way"
    run(where)
    assert rows(where) == rows(undisturbed)
    run(where)
    assert rows(where) == rows(undisturbed)


def kept(where: str) -> int:
    """How many documents a ledger holds; none while it is being made."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{where}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    return 0
