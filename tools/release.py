"""Build the release into dist/ and try it.

    python tools/release.py

Wheel and source are built twice, from copies of what git has, and must be the same byte for byte. The wheel is then
installed into an empty environment and does its work there, first alone, then with all extras and the web pages. Of
that environment the list of parts is written (sbom.cdx.json, CycloneDX), and every licence in it is held against ours.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
OURS = {"dev", "docs", "release"}


def do(*words: str | Path, **given: str) -> None:
    """Run a line; what it says is shown, and where it fails all ends."""
    subprocess.run([str(word) for word in words], check=True, env={**os.environ, **given})


def build(folder: Path) -> dict[str, bytes]:
    """Wheel and source of what git has at this commit; name → bytes."""
    tree = folder / "tree"
    tree.mkdir(parents=True)
    packed = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x"], cwd=tree, input=packed, check=True)
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True)
    do(
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        folder / "out",
        tree,
        SOURCE_DATE_EPOCH=told.stdout.strip(),
        RECOUNTED_NEEDS_FRONTEND="1",
    )
    return {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())}


def extras() -> str:
    """All that users can install, as pip writes it."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    return ",".join(sorted(set(about) - OURS))


def try_out(wheel: Path, folder: Path) -> None:
    """Install the wheel into an empty environment, have it work, and list what it runs on."""
    python = folder / "venv" / "bin" / "python"
    do(sys.executable, "-m", "venv", folder / "venv")
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    do(*pip, wheel)
    do(python, ROOT / "tools" / "smoke.py")
    do(*pip, f"{wheel}[{extras()}]")
    do(python, ROOT / "tools" / "smoke.py", "--web")
    site = next((folder / "venv" / "lib").glob("python*/site-packages"))
    do(sys.executable, ROOT / "tools" / "licences.py", "--check", PYTHONPATH=str(site))
    do(sys.executable, ROOT / "tools" / "sbom.py", python, DIST / "sbom.cdx.json")


def main() -> None:
    """Build, compare, try, list."""
    with tempfile.TemporaryDirectory() as held:
        first, second = build(Path(held) / "a"), build(Path(held) / "b")
        if first != second:
            sys.exit(f"Two builds differ: {[name for name in first if first[name] != second.get(name)]}")
        shutil.rmtree(DIST, ignore_errors=True)
        DIST.mkdir()
        for name, raw in first.items():
            (DIST / name).write_bytes(raw)
        try_out(next(DIST.glob("*.whl")), Path(held))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(DIST.iterdir())]
    (DIST / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    print("".join(sums), end="")


if __name__ == "__main__":
    main()
