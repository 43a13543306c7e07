"""What an archive of any number of files has to remember until it is closed, on the disk rather than in memory."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import msgspec

from recounted.exporters.verifying import entry

#: What of an entry zipfile only knows when it has been written.
LATER = ("header_offset", "CRC", "flag_bits", "extract_version", "create_version")


class Waiting:
    """Rows that wait in a file without a name; they can be gone through any number of times."""

    def __init__(self, folder: Path) -> None:
        self.file, self.count = TemporaryFile(dir=folder), 0  # noqa: SIM115 - gone when nobody needs it any more

    def add(self, row: object) -> None:
        """Put a row behind the others."""
        self.file.seek(0, 2)
        self.file.write(msgspec.json.encode(row) + b"\n")
        self.count += 1

    def __len__(self) -> int:
        return self.count

    def rows(self) -> Iterator[Any]:
        """The rows; several may go through them at once."""
        at = 0
        while True:
            self.file.seek(at)
            some = self.file.readlines(1 << 16)
            if not some:
                return
            at = self.file.tell()
            yield from map(msgspec.json.decode, some)


class Contents(Waiting):
    """An archive's table of contents, as zipfile goes about its list of entries."""

    def append(self, info: zipfile.ZipInfo) -> None:
        """Remember an entry that was written."""
        self.add([info.filename, info.file_size, *(getattr(info, name) for name in LATER)])

    def __iter__(self) -> Iterator[zipfile.ZipInfo]:
        for name, size, *rest in self.rows():
            info = entry(name, size)
            info.compress_size = size
            for field, value in zip(LATER, rest, strict=True):
                setattr(info, field, value)
            yield info


class Unkept(dict[str, zipfile.ZipInfo]):
    """The entries by name: none, since nobody looks one up while they are written."""

    def __setitem__(self, name: str, info: zipfile.ZipInfo) -> None:
        """Let go of an entry."""


def archive(path: Path) -> zipfile.ZipFile:
    """An archive to be written, of any number of files with names of their own, each by `put`."""
    made = zipfile.ZipFile(path, "w")
    made.filelist = Contents(path.parent)  # type: ignore[assignment]
    made.NameToInfo = Unkept()
    return made
