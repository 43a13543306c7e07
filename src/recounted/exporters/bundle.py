"""An evidence bundle: a zip with originals, texts, claims, incidents, decisions, audit, and a program to check it."""

import hashlib
import zipfile
from collections.abc import Iterator
from importlib import resources
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from recounted.errors import UsageError
from recounted.exporters import jsonl
from recounted.exporters.sheet import sheet
from recounted.exporters.stock import Stock
from recounted.exporters.verifying import CHUNK, MANIFEST, put
from recounted.exporters.writing import write_lines
from recounted.ledger import Entry
from recounted.model import Document

DROPS = ("Former readings of documents, and under which other names their bytes came.",)

README = """An evidence bundle, made by Recounted.

originals/   the reports as they came, byte for byte; each is called by its SHA-256
texts/       the text of each report, as spans count it: [start, end) in Unicode code points
claims.jsonl who says that who did what to whom, where, when, with what toll, and where the text has it
incidents.jsonl, tallies.jsonl, copies.jsonl   what the claims come to, by which policy
decisions.jsonl, failures.jsonl, audit.jsonl   what people decided, what could not be read, who did what when
manifest.json   the SHA-256 of every file

A claim is what somebody said, never what is true. METHODOLOGY.md says how it was made.
To check that nothing was changed:  python3 verify.py THIS.zip
"""


def write(stock: Stock, folder: Path) -> None:
    """One zip file.

    Raises:
        UsageError: names or places are to be held back, and originals hold both.
    """
    if not stock.choice.whole:
        raise UsageError(
            "An evidence bundle holds the original reports, with every name and place in them. "
            "Say so with --with-names and without --coarsen, or choose another format."
        )
    with TemporaryDirectory(dir=folder) as name, zipfile.ZipFile(folder / "bundle.zip", "w") as bundle:
        stage, listed = Path(name), dict[str, str]()
        write_lines(stage / "documents.jsonl", cards(stock, bundle, listed))
        gather(stock, stage)
        for file in sorted(stage.iterdir()):
            listed[file.name] = sha256(file)
            with file.open("rb") as source:
                put(bundle, file.name, file.stat().st_size, source)
        manifest = {"format": "recounted evidence bundle 1", "files": dict(sorted(listed.items()))}
        add(bundle, MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def cards(stock: Stock, bundle: zipfile.ZipFile, listed: dict[str, str]) -> Iterator[dict[str, Any]]:
    """What is known of each document but text and bytes, which are put into files of their own, and listed."""
    for document in stock.documents(whole=True):
        text = document.text.encode()
        listed[f"originals/{document.id}"] = add(bundle, f"originals/{document.id}", document.raw)
        listed[f"texts/{document.id}.txt"] = add(bundle, f"texts/{document.id}.txt", text)
        held = {name: getattr(document, name) for name in Document.__struct_fields__ if name not in {"text", "raw"}}
        yield held | {"text_sha256": listed[f"texts/{document.id}.txt"]}


def add(bundle: zipfile.ZipFile, name: str, data: bytes) -> str:
    """Add bytes to a bundle; their SHA-256."""
    put(bundle, name, len(data), BytesIO(data))
    return hashlib.sha256(data).hexdigest()


def gather(stock: Stock, stage: Path) -> None:
    """Everything else that a bundle holds, as files of a folder."""
    jsonl.write_records(stock, stage)
    write_lines(stage / "audit.jsonl", map(line, stock.ledger.audit()))
    (stage / "METHODOLOGY.md").write_text(sheet("bundle", stock, DROPS), encoding="utf-8")
    (stage / "README.txt").write_text(README, encoding="utf-8")
    program = resources.files("recounted").joinpath("exporters", "verifying.py").read_bytes()
    (stage / "verify.py").write_bytes(program)


def line(entry: Entry) -> dict[str, Any]:
    """A row of the audit; the details as text, as their hash is taken."""
    return msgspec.structs.asdict(entry) | {"detail": msgspec.json.encode(entry.detail).decode()}


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        for part in iter(lambda: file.read(CHUNK), b""):
            found.update(part)
    return found.hexdigest()
