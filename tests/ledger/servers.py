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


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A server that lives in a folder for as long as the block runs; gives the URL of its database."""
    bin_, port = programs(), free_port()
    assert bin_ is not None
    data, owner = folder / "data", as_owner(folder)
    run([bin_ / "initdb", "-D", data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync"], owner)
    options = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off -c synchronous_commit=off"
    run([bin_ / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start"], owner)
    try:
        yield f"postgresql://desk@127.0.0.1:{port}/postgres"
    finally:
        run([bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], owner)


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
