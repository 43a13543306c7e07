"""What `make demo` says where something is lacking, tried with a Python that is none and a program that does nothing."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: A Python that does all that the real one does, but cannot make environments.
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexec python3 "$@"\n'


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What make says, beside a copy of what the Makefile needs to decide."""
    for name in ("Makefile", "pyproject.toml", "hatch_build.py"):
        shutil.copy2(ROOT / name, folder)
    return subprocess.run(["make", *words], cwd=folder, capture_output=True, text=True, check=False)


def script(path: Path, text: str) -> None:
    """A program of a few lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("python", "told"),
    [
        ("#!/bin/sh\nexit 127\n", "does not start here. Install Python 3.11 or newer"),
        (WITHOUT_VENV, "lacks venv. Debian and Ubuntu have it in python3-venv"),
    ],
)
def test_a_python_that_will_not_do_is_told_of(python: str, told: str, tmp_path: Path) -> None:
    """The line says what is lacking and what to do, before make's own."""
    script(tmp_path / "py", python)
    done = make(tmp_path, "demo", "PYTHON=./py")

    assert done.returncode == 2
    assert told in done.stderr.splitlines()[0]


def test_the_demo_says_that_the_map_was_left_out(tmp_path: Path) -> None:
    """One line where the map could not be built, none where it was; the demo is done all the same."""
    script(tmp_path / ".venv" / "bin" / "recounted", "#!/bin/sh\n")
    without = make(tmp_path, "demo")
    built = tmp_path / "src" / "recounted" / "web" / "static" / "built" / "overview.js"
    script(built, "")

    assert (without.returncode, len(without.stderr.splitlines())) == (0, 1)
    assert "make map" in without.stderr
    assert make(tmp_path, "demo").stderr == ""
