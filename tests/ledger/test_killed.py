"""Killed at any moment, and run again: nothing is lost, nothing is doubled."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from killed import REPORTS, run
from samples import book, rows

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


def start(where: str, reports: int, delay: float) -> "subprocess.Popen[bytes]":
    """The run in a process of its own, to be killed so many seconds after it has kept so many new reports."""
    line = [sys.executable, str(SCRIPT), where, str(reports), f"{delay:.4f}"]
    return subprocess.Popen(line, env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SCRIPT.parent), *sys.path])})
