"""Writing a gazetteer of any size with little memory: columns and names go to temporary files, part by part."""

import json
import shutil
from array import array
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import COLUMNS, LONGEST, MAGIC, PART_BITS, hashed

#: Values of a column that are kept in memory before they are written.
CHUNK = 65536

#: A name of more places than this keeps its most populous ones.
READINGS = 120


class Builder:
    """Takes places and their names one by one, and writes them as one file. Use it in a `with` block.

    `countries` maps a country's two letters to its three.
    """

    def __init__(self, countries: Mapping[str, str]) -> None:
        self.countries = dict(countries)
        self.divisions: dict[str, int] = {}
        self.size = 0
        self.text_size = 0
        self.columns = {name: array(code) for name, code in COLUMNS.items()}
        self.folder = TemporaryDirectory(prefix="recounted-gazetteer-")
        self.files: dict[str, BinaryIO] = {}

    def __enter__(self) -> "Builder":
        names = (*COLUMNS, "text", *(f"part{number}" for number in range(1 << PART_BITS)))
        self.files = {name: (Path(self.folder.name) / name).open("w+b") for name in names}
        return self

    def __exit__(self, *_: object) -> None:
        for file in self.files.values():
            file.close()
        self.folder.cleanup()

    def add(
        self, name: str, point: tuple[float, float], division: str, kind: str, population: int = 0, geonames_id: int = 0
    ) -> int:
        """Add a place; its number. `point` is latitude and longitude in degrees, `division` "UA.05" or "UA"."""
        text = name.encode()
        self.text_size += len(text)
        self.files["text"].write(text)
        values = (round(point[0] * 1e4), round(point[1] * 1e4), min(max(0, population), 2**32 - 1), geonames_id)
        number = self.divisions.setdefault(division, len(self.divisions))
        for column, value in zip(self.columns.values(), (*values, number, ord(kind), self.text_size), strict=True):
            column.append(value)
        self.size += 1
        if self.size % CHUNK == 0:
            self.flush()
        return self.size - 1

    def call(self, place: int, name: str, rank: int, population: int = 0) -> None:
        """Give a place one more name; where a name has too many places, the most populous keep it.

        Initials such as `U.S.` or `DRC` are kept as such: they count only where they are printed in capitals.
        """
        key = folded_key(name)
        if not key or key.isdigit() or len(key) > 120:
            return
        count = key.count(" ") + 1
        if count > LONGEST:
            return
        self.note(key, place, rank, population, 1)
        if count > 1:
            self.note(key[: key.index(" ")], -1, 0, 0, count)

    def note(self, key: str, place: int, rank: int, population: int, longest: int) -> None:
        """Keep a reading of a name, or how long a name it begins, for the part that it belongs to."""
        part = hashed(key.encode()) >> (32 - PART_BITS)
        self.files[f"part{part}"].write(f"{key}\t{place}\t{rank}\t{population}\t{longest}\n".encode())

    def flush(self) -> None:
        """Move the columns' values from memory to their files."""
        for name, column in self.columns.items():
            column.tofile(self.files[name])
            del column[:]

    def write(self, path: Path, about: Mapping[str, Any]) -> Path:
        """Write the file, whole or not at all; `about` says where its contents come from."""
        self.flush()
        entries = [self.entries(part) for part in range(1 << PART_BITS)]
        bits = self.write_names(entries)
        header = {
            "about": dict(about),
            "places": self.size,
            "bits": bits,
            "countries": self.countries,
            "divisions": list(self.divisions),
        }
        sections = (*COLUMNS, "text", "buckets", "names")
        at, places = 0, {}
        for name in sections:
            length = self.files[name].tell()
            places[name] = [at, length]
            at += length + -length % 8
        head = json.dumps(header | {"sections": places}, ensure_ascii=False, separators=(",", ":")).encode()
        head += b" " * (-(len(MAGIC) + 4 + len(head)) % 8)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(path.name + ".part")
        with unfinished.open("wb") as out:
            out.write(MAGIC + len(head).to_bytes(4, "little") + head)
            for name in sections:
                file = self.files[name]
                length = file.tell()
                file.seek(0)
                shutil.copyfileobj(file, out, 1 << 20)
                out.write(b"\0" * (-length % 8))
        return unfinished.replace(path)

    def entries(self, part: int) -> Iterator[tuple[int, bytes]]:
        """Hash and bytes of every entry of a part, in order of the hash."""
        file = self.files[f"part{part}"]
        file.seek(0)
        rows = [(hashed(row[0]), row) for row in (line.rstrip(b"\n").split(b"\t") for line in file)]
        rows.sort(key=lambda pair: (pair[0], pair[1][0]))
        for (number, key), own in groupby(rows, key=lambda pair: (pair[0], pair[1][0])):
            yield number, entry(key, [tuple(map(int, row[1:])) for _, row in own])

    def write_names(self, parts: list[Iterator[tuple[int, bytes]]]) -> int:
        """Write the entries and the table of buckets; the bits of the hash that tell a bucket."""
        names = self.files["names"] = (Path(self.folder.name) / "names").open("w+b")
        hashes = array("I")
        ends = array("Q")
        for part in parts:
            for number, content in part:
                names.write(content)
                hashes.append(number)
                ends.append(names.tell())
        bits = max(PART_BITS, (len(hashes) // 3).bit_length() - 1)
        buckets = array("I" if names.tell() < 2**32 else "Q", bytes(0))
        at = 0
        for bucket in range(1 << bits):
            while at < len(hashes) and hashes[at] >> (32 - bits) < bucket:
                at += 1
            buckets.append(ends[at - 1] if at else 0)
        buckets.append(names.tell())
        self.files["buckets"] = (Path(self.folder.name) / "buckets").open("w+b")
        buckets.tofile(self.files["buckets"])
        return bits


def entry(key: bytes, rows: list[tuple[int, ...]]) -> bytes:
    """The bytes of a name: its readings, best known first, and how long a name it begins."""
    best: dict[int, tuple[int, int]] = {}
    for place, rank, population, _ in rows:
        if place >= 0 and rank >= best.get(place, (0, 0))[0]:
            best[place] = rank, population
    chosen = sorted(best, key=lambda place: (-best[place][1], place))[:READINGS]
    readings = array("I", [place * 4 + best[place][0] for place in chosen])
    return bytes((len(key), len(chosen), max(row[3] for row in rows))) + key + readings.tobytes()


def folded_key(name: str) -> str:
    """A name as the file has it: folded, or `^` and the letters of initials, which count only in capitals."""
    key = fold(name)
    letters = name.replace(".", "")
    return f"^{key}" if len(letters) <= 4 and letters.isalpha() and letters.isupper() else key
