"""A watch as a program: it ends when it is told to, survives a kill, and is started by what `deploy/` has."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from recounted.cli.serving import watch
from recounted.ledger import Ledger
from test_cli import recounted

DEPLOY = Path(__file__).parents[2] / "deploy"

#: A feed that nobody answers for, so that nothing leaves this machine.
FEED = '[[feed]]\nurl = "http://127.0.0.1:1/feed"\n'


def started(folder: Path) -> "subprocess.Popen[str]":
    """The program, once it has said that it watches."""
    (folder / "feeds.toml").write_text(FEED, encoding="utf-8")
    line = [sys.executable, "-c", "from recounted.cli import main; main()", "watch", "feeds.toml", "--ledger", "l.db"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = subprocess.Popen(line, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    assert "watching 1 feed into" in running.stderr.readline()
    return running


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(tmp_path: Path, sign: signal.Signals) -> None:
    """It says what it did, and ends as one that is done."""
    running = started(tmp_path)
    time.sleep(0.2)
    running.send_signal(sign)
    _, said = running.communicate(timeout=60)

    assert running.returncode == 0
    assert said.startswith("stopped:")
    with Ledger(str(tmp_path / "l.db")) as ledger:
        assert ledger.check() == []


def test_what_it_knew_survives_a_kill(tmp_path: Path) -> None:
    """Killed at once after a failed poll, it has kept the failure, and when the feed is due again."""
    running = started(tmp_path)
    end = time.monotonic() + 60
    with Ledger(str(tmp_path / "l.db")) as ledger:
        while ledger.watched.feed("http://127.0.0.1:1/feed") is None and time.monotonic() < end:
            time.sleep(0.05)
    running.kill()
    running.communicate(timeout=60)

    with Ledger(str(tmp_path / "l.db")) as ledger:
        known = ledger.watched.feed("http://127.0.0.1:1/feed")
        assert known is not None and known.failures == 1
        assert [one.stage for one in ledger.failures()] == ["fetch"]
        assert ledger.check() == []


@pytest.fixture
def signals() -> Iterator[None]:
    """What signals do is afterwards what it was: a watch that runs in this process takes them."""
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM)}
    yield
    for sign, handler in before.items():
        signal.signal(sign, handler)


def test_one_round_with_failures_says_so(tmp_path: Path, signals: None) -> None:
    """What cannot be had is counted, the line says where to look, and the exit code is that of all verbs."""
    (tmp_path / "feeds.toml").write_text(FEED, encoding="utf-8")
    done = recounted("watch", "feeds.toml", "--once", "--ledger", "l.db", cwd=tmp_path)

    assert done.returncode == 1
    assert "stopped: 0 pages, 0 documents, 0 claims, 1 failed (recounted show failures)" in done.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "soon"])
def test_a_port_that_cannot_be_is_refused(tmp_path: Path, port: str) -> None:
    """In a line, before anything is asked."""
    (tmp_path / "feeds.toml").write_text(FEED, encoding="utf-8")
    done = recounted("watch", "feeds.toml", "--health", port, cwd=tmp_path)

    assert done.returncode == 2
    assert "--health" in done.stderr


def options() -> set[str]:
    """The options that `recounted watch` takes."""
    return {f"--{name}" for name in watch.__annotations__ if name not in {"feeds", "return"}}


def test_the_unit_and_the_container_start_a_watch() -> None:
    """Both give the verb a list of feeds, a ledger and a port for its health, by options that there are."""
    unit = re.search(r"^ExecStart=(.+)$", (DEPLOY / "recounted-watch.service").read_text(), re.MULTILINE)
    container = re.search(r"^CMD (\[.+\])$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    assert unit and container
    lines = [shlex.split(unit[1])[1:], json.loads(container[1])]

    for verb, feeds, *rest in lines:
        assert verb == "watch"
        assert feeds.endswith("feeds.toml")
        assert {"--ledger", "--health"} <= {word for word in rest if word.startswith("--")} <= options()
