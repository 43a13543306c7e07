"""A PostgreSQL server of the tests' own, where its programs are installed."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder with the newest initdb and pg_ctl, None where there is none."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    return Path(path).parent if (path := shutil.which("initdb")) else None


def lacking() -> str | None:
    """What is not here that a PostgreSQL of the tests' own would need, in words."""
    if find_spec("psycopg") is None:
        return "psycopg is not installed: pip install -e '.[dev,postgres]'"
    return None if programs() else "PostgreSQL is not installed: apt-get install postgresql"


class Server:
    """A server that lives in a folder. It may be killed and started again; `url` stays that of its database."""

    def __init__(self, folder: Path, careful: bool = False) -> None:
        """Make its files.

        Args:
            careful: whether a commit waits until it is written, so that a killed server has kept it.
        """
        found = programs()
        assert found is not None
        self.programs, self.folder, self.owner, port = found, folder, as_owner(folder), free_port()
        commits = "on" if careful else "off"
        self.options = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off -c synchronous_commit={commits}"
        self.url = f"postgresql://desk@127.0.0.1:{port}/postgres"
        self.call("initdb", "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync")

    def call(self, program: str, *words: Any) -> None:
        """Run one of its programs on its files."""
        run([self.programs / program, "-D", self.folder / "data", *words], self.owner)

    def start(self) -> None:
        """Begin, and wait until it answers."""
        self.call("pg_ctl", "-l", self.folder / "log", "-w", "-o", self.options, "start")

    def stop(self) -> None:
        """End at once, as if killed: whatever is not committed is lost."""
        self.call("pg_ctl", "-m", "immediate", "-w", "stop")


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A server that lives in a folder for as long as the block runs; gives the URL of its database."""
    own = Server(folder)
    own.start()
    try:
        yield own.url
    finally:
        own.stop()


def run(line: list[Any], owner: dict[str, Any]) -> None:
    """Run one of the server's programs as its owner."""
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL, **owner)


def as_owner(folder: Path) -> dict[str, Any]:
    """How to run the server's programs: never as root, who gives the folder to the user postgres instead."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "postgres", "postgres")
    return {"user": "postgres", "group": "postgres", "extra_groups": [], "cwd": folder}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
