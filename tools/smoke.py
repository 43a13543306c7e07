"""Whether an installed Recounted does its work, in an empty folder. Needs nothing but the installation.

python tools/smoke.py [--web]      run by `make release` with the Python that the wheel was installed into
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

REPORTS = {
    "ganja.txt": "Rockets hit Ganja on Saturday, killing at least thirteen civilians, officials in Azerbaijan said.",
    "martuni.txt": "Shells fell on Martuni on Saturday, wounding two residents, the town's mayor said.",
}
PORT = 18350


def run(*words: str) -> str:
    """What a line of the program prints; it must do its work."""
    done = subprocess.run([program(), *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"recounted {' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def program() -> str:
    """The program beside this Python."""
    return str(Path(sys.executable).with_name("recounted"))


def core() -> None:
    """Read, link, check, export and read back."""
    for name, text in REPORTS.items():
        Path(name).write_text(text, encoding="utf-8")
    assert "gazetteer" in run("--version")
    claims = [
        json.loads(line)
        for line in run("extract", *REPORTS, "--published", "2020-10-20", "-f", "jsonl").split("\n")
        if line
    ]
    assert {place["name"] for claim in claims for place in claim["locations"]} == {"Ganja", "Martuni"}, claims
    run("read", *REPORTS, "--published", "2020-10-20", "--publisher", "Desk")
    assert len(run("incidents", "-f", "jsonl").splitlines()) == 2
    run("check")
    for name in ("jsonl", "csv", "geojson", "ucdp", "acled", "hxl", "webannotation", "plover", "ftm", "prov", "sqlite"):
        run("export", name, "--out", f"out/{name}")
    run("export", "jsonl", "--with-names", "--out", "whole")
    run("import", "whole", "--ledger", "again.db")
    run("export", "jsonl", "--with-names", "--out", "whole2", "--ledger", "again.db")
    for path in Path("whole").glob("*.jsonl"):
        assert path.read_bytes() == Path("whole2", path.name).read_bytes(), path.name
    run("export", "bundle", "--with-names", "--out", "bundle.zip")
    run("verify", "bundle.zip")


def web() -> None:
    """Serve the ledger and ask for the overview, its styles and the API."""
    served = subprocess.Popen(
        [program(), "serve", "--port", str(PORT)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        for _ in range(100):
            try:
                page = get("/")
                break
            except OSError:
                time.sleep(0.2)
        else:
            sys.exit("recounted serve: no answer")
        assert "Ganja" in page
        assert "Martuni" in get("/api/incidents")
        style = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert get(style)
        assert "/static/built/overview.js" in page, "the map that moves is not in the wheel"
        assert get("/static/built/overview.js")
        assert get("/static/built/map.js")
    finally:
        served.terminate()
        served.wait()


def get(path: str) -> str:
    """What the server answers."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=10) as answer:
        return str(answer.read().decode())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        core()
        if "--web" in sys.argv:
            web()
    print("the installation does its work")
