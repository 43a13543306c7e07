#!/usr/bin/env python3
"""Checks an evidence bundle, and names whatever was changed in it. Needs nothing but Python 3.8 or newer.

    python3 verify.py bundle.zip

It unpacks nothing to the disk. What it checks: the archive byte by byte against its own files put together anew; the
SHA-256 of every file; that every original is what its name says; that every claim's words are in the text at its span;
and the chain of the audit. Whoever changes files and manifest together leaves no trace in the bundle: compare the
seal that is printed with the one that was noted when the bundle was made.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import zipfile
from collections.abc import Iterator
from typing import IO, Any, BinaryIO

MANIFEST = "manifest.json"

#: The time that all files of a bundle bear, so that the same ledger gives the same bundle.
EPOCH = (1980, 1, 1, 0, 0, 0)

#: What a damaged archive, or one that somebody made up, may bring about.
TROUBLES = (
    zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, TypeError,
    AttributeError,
)  # fmt: skip

#: Bytes that are compared at a time; and the most files that a bundle may list.
CHUNK = 1 << 20
MOST = 5_000_000


def entry(name: str, size: int) -> zipfile.ZipInfo:
    """How a file of a bundle is entered: not compressed, without time and owner."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_STORED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    info.file_size = size
    return info


def put(bundle: zipfile.ZipFile, name: str, size: int, source: IO[bytes]) -> None:
    """Add a file to a bundle."""
    with bundle.open(entry(name, size), "w") as target:
        for part in iter(lambda: source.read(CHUNK), b""):
            target.write(part)


def problems(path: str) -> Iterator[str]:
    """Everything that is wrong with a bundle, in words; nothing where it is whole."""
    if os.path.isdir(path):  # noqa: PTH112
        yield f"{path}: it is a folder. Name the archive itself: what was unpacked cannot be held against it."
        return
    try:
        with zipfile.ZipFile(path) as bundle:
            yield from form_problems(bundle)
            found = list(content_problems(bundle))
            yield from found
            if not found:
                yield from archive_problems(path, bundle)
    except TROUBLES as error:
        yield f"{path}: it is no bundle, or it is damaged: {error}."


def form_problems(bundle: zipfile.ZipFile) -> Iterator[str]:
    """Files that are in the archive twice or compressed: a bundle has none."""
    seen = set()
    for info in bundle.infolist():
        if info.filename in seen:
            yield f"{info.filename}: it is in the archive twice."
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise zipfile.BadZipFile(f"{info.filename} is compressed, and nothing in a bundle is")
        seen.add(info.filename)
    if len(seen) > MOST:
        raise zipfile.BadZipFile("it lists more files than any bundle has")


def content_problems(bundle: zipfile.ZipFile) -> Iterator[str]:
    """Files that are not what the manifest says, and records that do not hold."""
    manifest = json.loads(read(bundle, MANIFEST).decode("utf-8"))
    listed = manifest["files"]
    there = {info.filename for info in bundle.infolist()} - {MANIFEST}
    for name in sorted(there - set(listed)):
        yield f"{name}: the manifest does not know it."
    for name in sorted(set(listed) - there):
        yield f"{name}: it is missing."
    broken = False
    for name in sorted(there & set(listed)):
        try:
            found = sha256(bundle, name)
        except zipfile.BadZipFile as error:
            found = str(error)
        if found != listed[name]:
            broken = True
            yield f"{name}: it was changed; its SHA-256 is not that of the manifest."
        elif name.startswith("originals/") and found != name[len("originals/") :]:
            yield f"{name}: it is not the file that was read; its SHA-256 is another."
    if not broken and set(listed) <= there:
        yield from claim_problems(bundle)
        yield from audit_problems(bundle)


def claim_problems(bundle: zipfile.ZipFile) -> Iterator[str]:
    """Claims whose words are not in the text of their document."""
    name, text = None, ""
    for claim in lines(bundle, "claims.jsonl"):
        if claim["document"] != name:
            name = claim["document"]
            text = read(bundle, f"texts/{name}.txt").decode("utf-8")
        start, end = claim["span"]
        if text[start:end] != claim["text"]:
            yield f"claim {claim['id']}: its words are not in texts/{name}.txt at {start} to {end}."


def audit_problems(bundle: zipfile.ZipFile) -> Iterator[str]:
    """Rows of the audit that were changed, or do not follow from each other."""
    previous, expected = "0" * 64, 1
    for row in lines(bundle, "audit.jsonl"):
        line = [row["seq"], row["at"], row["who"], row["verb"], row["about"], row["detail"], row["previous"]]
        body = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        if row["seq"] != expected or row["previous"] != previous:
            yield f"audit.jsonl: row {row['seq']} does not follow from the one before."
        if hashlib.sha256(body).hexdigest() != row["hash"]:
            yield f"audit.jsonl: row {row['seq']} was changed after it was written."
        previous, expected = row["hash"], row["seq"] + 1


def archive_problems(path: str, bundle: zipfile.ZipFile) -> Iterator[str]:
    """Where the archive differs from its own files put together anew: a changed byte between the files."""
    with open(path, "rb") as file:  # noqa: PTH123 - as short as can be read
        made = Compared(file)
        with zipfile.ZipFile(made, "w") as again:
            for info in bundle.infolist():
                with bundle.open(info) as source:
                    put(again, info.filename, info.file_size, source)
        if file.seek(0, 2) != made.end:
            made.wrong.append((made.end, made.end))
    if made.wrong:
        at = min(wrong for _, wrong in made.wrong)
        yield f"{path}: byte {at} is not as it was written; it stands {between(bundle, at)}."


def between(bundle: zipfile.ZipFile, at: int) -> str:
    """Which part of the archive a byte belongs to."""
    before = [info.filename for info in bundle.infolist() if info.header_offset <= at]
    return f"in the entry of {before[-1]}" if before and at < bundle.start_dir else "in the table of contents"


class Compared(io.RawIOBase):
    """A file that keeps nothing, and notes where what is written to it differs from another file.

    `wrong` holds where a piece that differs begins, and its first byte that does; a piece written again is judged anew.
    """

    def __init__(self, other: BinaryIO) -> None:
        """Compare with an open file."""
        self.other = other
        self.at = self.end = 0
        self.wrong: list[tuple[int, int]] = []

    def writable(self) -> bool:
        """It can be written."""
        return True

    def seekable(self) -> bool:
        """It can be gone about in."""
        return True

    def tell(self) -> int:
        """Where it stands."""
        return self.at

    def seek(self, at: int, whence: int = 0) -> int:
        """Go somewhere."""
        self.at = at + (self.at if whence == 1 else self.end if whence == 2 else 0)
        return self.at

    def write(self, data: Any) -> int:
        """Compare bytes with those of the other file at the same place."""
        held, start = bytes(data), self.at
        self.other.seek(start)
        theirs = self.other.read(len(held))
        self.at = start + len(held)
        self.end = max(self.end, self.at)
        if self.wrong and start < self.wrong[-1][1]:
            self.wrong = [piece for piece in self.wrong if not start <= piece[0] < self.at]
        if held != theirs:
            same = next((n for n in range(len(theirs)) if held[n] != theirs[n]), len(theirs))
            self.wrong.append((start, start + same))
        return len(held)


def read(bundle: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a file in a bundle."""
    try:
        return bundle.read(name)
    except KeyError:
        raise zipfile.BadZipFile(f"{name} is missing") from None


def lines(bundle: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines."""
    with bundle.open(name) as file:
        for line in file:
            yield json.loads(line.decode("utf-8"))


def sha256(bundle: zipfile.ZipFile, name: str) -> str:
    """The SHA-256 of a file in a bundle."""
    found = hashlib.sha256()
    with bundle.open(name) as file:
        for part in iter(lambda: file.read(CHUNK), b""):
            found.update(part)
    return found.hexdigest()


def seal(path: str) -> str:
    """The SHA-256 of the manifest, which stands for everything in the bundle."""
    with zipfile.ZipFile(path) as bundle:
        return sha256(bundle, MANIFEST)


def main(arguments: list[str]) -> int:
    """Check a bundle and say what is wrong; the exit code is 0 where nothing is, else 1."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python3 verify.py bundle.zip\n")
        return 2
    found = list(problems(arguments[0]))
    for problem in found:
        sys.stderr.write(problem + "\n")
    if not found:
        sys.stdout.write(f"{arguments[0]}: nothing was changed. Seal: {seal(arguments[0])}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
