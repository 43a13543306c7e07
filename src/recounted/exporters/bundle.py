"""An evidence bundle: a zip with originals, texts, claims, incidents, decisions, audit, and a program to check it."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from heapq import merge
from importlib import resources
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from recounted.errors import UsageError
from recounted.exporters import jsonl
from recounted.exporters.contents import Waiting, archive
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
    with TemporaryDirectory(dir=folder) as name, archive(folder / "bundle.zip") as bundle:
        stage, hashes = Path(name), Waiting(folder)
        write_lines(stage / "documents.jsonl", cards(stock, bundle, hashes))
        gather(stock, stage)
        listed = {}
        for file in sorted(stage.iterdir()):
            listed[file.name] = sha256(file)
            enter(bundle, file)
        reports = ((f"originals/{id}", raw) for id, raw, _ in hashes.rows())
        texts = ((f"texts/{id}.txt", text) for id, _, text in hashes.rows())
        enter(bundle, manifest(stage, merge(sorted(listed.items()), reports, texts)))


def enter(bundle: zipfile.ZipFile, path: Path) -> None:
    """Add a file of the disk to a bundle."""
    with path.open("rb") as source:
        put(bundle, path.name, path.stat().st_size, source)


def manifest(stage: Path, listed: Iterable[tuple[str, str]]) -> Path:
    """The list of all files with their SHA-256, a file a line."""
    encoder, path = msgspec.json.Encoder(), stage / MANIFEST
    with path.open("wb") as file:
        file.write(b'{\n "format": "recounted evidence bundle 1",\n "files": {')
        for number, (name, found) in enumerate(listed):
            file.write(b"," * bool(number) + b"\n  " + encoder.encode(name) + b": " + encoder.encode(found))
        file.write(b"\n }\n}\n")
    return path


def cards(stock: Stock, bundle: zipfile.ZipFile, hashes: Waiting) -> Iterator[dict[str, Any]]:
    """What is known of each document but text and bytes, which are put into files of their own, and their hashes."""
    for document in stock.documents(whole=True):
        raw = add(bundle, f"originals/{document.id}", document.raw)
        text = add(bundle, f"texts/{document.id}.txt", document.text.encode())
        hashes.add((document.id, raw, text))
        held = {name: getattr(document, name) for name in Document.__struct_fields__ if name not in {"text", "raw"}}
        yield held | {"text_sha256": text}


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
