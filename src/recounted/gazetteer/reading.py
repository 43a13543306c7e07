"""Looking up names in a gazetteer's file: memory-mapped, opened at once, shared by all processes that read it."""

import json
import mmap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from recounted.errors import ReadError
from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import COLUMNS, KINDS, MAGIC, NOTHING, Entry, Known, hashed

#: Look-ups that are remembered, names and places each; then they are forgotten together.
REMEMBERED = 30_000

#: Degrees within which a point is that of a place in the file.
SAME_POINT = 0.001


class Gazetteer:
    """Names → places. Read only; holds no more than some thousand recent look-ups in memory."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            ReadError: it is absent or no gazetteer of this version.
        """
        self.path = path
        try:
            with path.open("rb") as file:
                self.map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise ReadError(
                f"The gazetteer {path} cannot be opened: {error}. Install the package again, or import a dump."
            ) from error
        if self.map[: len(MAGIC)] != MAGIC:
            raise ReadError(
                f"{path} is no gazetteer of this version. Import the dump again: recounted gazetteer import FILE."
            )
        start = len(MAGIC) + 4
        size = int.from_bytes(self.map[len(MAGIC) : start], "little")
        header = json.loads(self.map[start : start + size])
        self.about: dict[str, object] = header["about"]
        self.size: int = header["places"]
        self.countries: dict[str, str] = header["countries"]
        self.divisions: list[str] = header["divisions"]
        self.shift = 32 - int(header["bits"])
        whole = memoryview(self.map)
        parts = {name: whole[start + size + at :][:length] for name, (at, length) in header["sections"].items()}
        self.columns = {name: parts[name].cast(code) for name, code in COLUMNS.items()}
        self.text, self.names = parts["text"], parts["names"]
        self.buckets = parts["buckets"].cast("I" if len(self.names) < 2**32 else "Q")
        self.entries: dict[str, Entry] = {}
        self.of_code: dict[str, Known] = {}
        self.known: dict[int, Known] = {}

    def entry(self, key: str) -> Entry:
        """What a folded name stands for; initials are looked up with `^` before them."""
        found = self.entries.get(key)
        if found is None:
            if len(self.entries) >= REMEMBERED:
                self.entries.clear()
            found = self.entries[key] = self.find(key.encode())
        return found

    def find(self, key: bytes) -> Entry:
        """The entry of a folded name, from the file."""
        bucket = hashed(key) >> self.shift
        content = bytes(self.names[self.buckets[bucket] : self.buckets[bucket + 1]])
        at = 0
        while at < len(content):
            length, count, longest = content[at], content[at + 1], content[at + 2]
            begin = at + 3 + length
            at = begin + 4 * count
            if content[begin - length : begin] == key:
                numbers = memoryview(content[begin:at]).cast("I")
                return Entry(tuple((number >> 2, number & 3) for number in numbers), longest)
        return NOTHING

    def place(self, number: int) -> Known:
        """A place by its number."""
        known = self.known.get(number)
        if known is None:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            known = self.known[number] = self.read(number)
        return known

    def read(self, number: int) -> Known:
        """A place by its number, from the file."""
        columns = self.columns
        ends = columns["text_end"]
        division = self.divisions[columns["division"][number]]
        return Known(
            number=number,
            name=bytes(self.text[ends[number - 1] if number else 0 : ends[number]]).decode(),
            latitude=columns["latitude"][number] / 1e4,
            longitude=columns["longitude"][number] / 1e4,
            country=division[:2],
            division=division if len(division) > 2 else "",
            population=columns["population"][number],
            kind=chr(columns["kind"][number]),
            geonames_id=columns["geonames_id"][number] or None,
        )

    def at(self, name: str, latitude: float, longitude: float) -> list[Known]:
        """The places of a name at a point, the usual sense first."""
        known = (self.place(number) for number, _ in self.entry(fold(name)).readings)
        return [k for k in known if max(abs(k.latitude - latitude), abs(k.longitude - longitude)) < SAME_POINT]

    def kind_of(self, place: Known) -> str:
        """The kind of a place as the records name it."""
        return KINDS[place.kind]

    def alpha3(self, country: str) -> str | None:
        """A country's three letters by its two; None for what lies in no country."""
        return self.countries.get(country)

    def country(self, alpha3: str) -> Known | None:
        """The country with these three letters."""
        if not self.of_code:
            self.of_code.update((self.countries[place.country], place) for place in self.all_countries())
        return self.of_code.get(alpha3)

    def all_countries(self) -> Iterator[Known]:
        """The countries, which are the first places of the file."""
        kinds = self.columns["kind"]
        number = 0
        while number < self.size and kinds[number] == ord("C"):
            yield self.place(number)
            number += 1

    def country_names(self) -> dict[int, list[tuple[str, int]]]:
        """Number of a country → its folded names, each with how well it is its own. Reads the whole file."""
        last = sum(1 for _ in self.all_countries())
        names: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for key, numbers in self.all_names():
            for number in numbers:
                if number >> 2 < last:
                    names[number >> 2].append((key, number & 3))
        return names

    def all_names(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Every folded name with its readings as the file has them."""
        at, content = 0, self.names
        while at < len(content):
            begin = at + 3 + content[at]
            end = begin + 4 * content[at + 1]
            yield bytes(content[at + 3 : begin]).decode(), tuple(memoryview(bytes(content[begin:end])).cast("I"))
            at = end
