"""A gazetteer out of a GeoNames dump that the user has: `allCountries.zip`, a country's file, or the text in it.

The dump is read once, row by row; memory does not grow with it. Format: https://download.geonames.org/export/dump/readme.txt
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile

from recounted.errors import ReadError, why
from recounted.gazetteer.curated import add_curated, rows
from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import ALTERNATE, PROPER, USUAL
from recounted.gazetteer.reading import Gazetteer
from recounted.gazetteer.similar import sound_key
from recounted.gazetteer.spellings import latin, variants
from recounted.gazetteer.writing import Builder

#: Called with the bytes read so far and the bytes in all.
Progress = Callable[[int, int], None]

#: Columns of a dump, and how often progress is told, in rows.
COLUMNS, OFTEN = 19, 20_000

#: GeoNames' feature codes, longest prefix first, and classes → the letter of a kind; what is not named is left out.
CODES = dict.fromkeys(("PCLI", "PCLS", "PCLD", "PCLF", "PCLIX", "TERR"), "C") | {"ADM1": "A", "ADM2": "B", "ADM3": "B"}
CLASSES = {"P": "P", "H": "W", "L": "R", "T": "S", "S": "S"}

#: Of sites only these are named in reports of violence often enough to be worth their room.
SITES = frozenset(
    (
        "AIRB",
        "AIRP",
        "AIRF",
        "AIRH",
        "DAM",
        "HSP",
        "MLTB",
        "INSM",
        "NUC",
        "OILR",
        "PRT",
        "CMP",
        "PS",
        "PSN",
        "FRMT",
        "MSQE",
        "CH",
        "PRN",
    )
)

CAPITAL = "PPLC"


class Row(NamedTuple):
    """A row of a dump, as far as it is used."""

    number: int
    name: str
    others: list[str]
    point: tuple[float, float]
    kind: str
    code: str
    division: str
    population: int


def import_dump(path: Path, progress: Progress, target: Path, shipped: Gazetteer) -> Path:
    """Build a gazetteer out of a dump.

    Args:
        path: a zip with one text file, or that text file.
        progress: told how far the reading is.
        target: the file to write; what was there is replaced only when all is done.
        shipped: the gazetteer that comes with the package, for the countries and the names by which they go.

    Returns:
        The file written.

    Raises:
        ReadError: the file is absent or no GeoNames dump.
    """
    wanted = {row.at for row in rows() if row.at}
    known: dict[str, tuple[int, int]] = {}
    with ExitStack() as stack:
        file, size = opened(path, stack)
        builder = stack.enter_context(Builder(shipped.countries))
        add_countries(builder, shipped, known)
        countries = builder.size
        for row in read(file, size, path, progress):
            number = add(builder, row)
            for key in (str(row.number), row.division if row.kind == "A" else ""):
                if key in wanted:
                    known[key] = number, row.population
        if builder.size == countries:
            raise ReadError(f"{path} holds no places. Give a GeoNames dump, such as allCountries.zip or UA.zip.")
        add_curated(builder, known, {three: two for two, three in shipped.countries.items()})
        return builder.write(
            target,
            {"sources": {"GeoNames dump": path.name}, "licence": "GeoNames, CC BY 4.0, https://www.geonames.org"},
        )


def opened(path: Path, stack: ExitStack) -> tuple[BinaryIO, int]:
    """The dump's text as bytes, and how many there are."""
    try:
        if path.suffix.lower() != ".zip":
            return stack.enter_context(path.open("rb")), path.stat().st_size
        archive = stack.enter_context(ZipFile(path))
        inner = max(
            (entry for entry in archive.infolist() if entry.filename.endswith(".txt")),
            key=lambda entry: entry.file_size,
            default=None,
        )
        if inner is None:
            raise ReadError(f"{path} holds no text file. Give a GeoNames dump, such as allCountries.zip or UA.zip.")
        return stack.enter_context(archive.open(inner)), inner.file_size  # type: ignore[return-value]
    except (OSError, BadZipFile) as error:
        raise ReadError(
            f"{path} cannot be read: {why(error)}. Give a GeoNames dump, such as allCountries.zip or UA.zip."
        ) from error


def read(file: BinaryIO, size: int, path: Path, progress: Progress) -> Iterator[Row]:
    """The rows that are kept, while progress is told."""
    done = 0
    for count, line in enumerate(TextIOWrapper(file, encoding="utf-8", newline="\n")):
        done += len(line.encode()) if not line.isascii() else len(line)
        if count % OFTEN == 0:
            progress(done, size)
        cells = line.rstrip("\n").split("\t")
        if len(cells) != COLUMNS:
            raise ReadError(
                f"{path}, line {count + 1}: {len(cells)} columns, not {COLUMNS}. Give a GeoNames dump as it comes."
            )
        try:
            row = parsed(cells)
        except ValueError as error:
            raise ReadError(f"{path}, line {count + 1}: {error}. Give a GeoNames dump as it comes.") from error
        if row is not None:
            yield row
    progress(size, size)


def parsed(cells: list[str]) -> Row | None:
    """A row, or None for what no report names: historical places, wells, shops, countries (which are there already)."""
    code, country = cells[7], cells[8]
    kind = CODES.get(code) or CLASSES.get(cells[6], "")
    if not kind or kind == "C" or code.endswith("H") or (cells[6] == "S" and code not in SITES):
        return None
    division = f"{country}.{cells[10]}" if cells[10] not in ("", "00") else country
    others = [other for other in (cells[2], *cells[3].split(",")) if latin(other)]
    return Row(
        int(cells[0]), cells[1], others, (float(cells[4]), float(cells[5])), kind, code, division, int(cells[14] or 0)
    )


def add(builder: Builder, row: Row) -> int:
    """Add a row's place with its names; its number in the gazetteer."""
    number = builder.add(row.name, row.point, row.division, row.kind, row.population, row.number)
    country = row.division[:2]
    names = {fold(other): (other, ALTERNATE) for other in row.others}
    names[fold(row.name)] = row.name, USUAL if row.code == CAPITAL else PROPER
    for name, rank in (*names.values(), *variants(names.values(), country, row.kind)):
        builder.call(number, name, rank, row.population)
    sound = sound_key(country, row.name) if row.kind in "PB" else ""
    if sound:
        builder.note(sound, number, PROPER, row.population, 1)
    return number


def add_countries(builder: Builder, shipped: Gazetteer, known: dict[str, tuple[int, int]]) -> None:
    """Add the countries as the shipped gazetteer has them, first and with all their names."""
    names: Mapping[int, list[tuple[str, int]]] = shipped.country_names()
    for place in shipped.all_countries():
        number = builder.add(
            place.name, (place.latitude, place.longitude), place.country, "C", place.population, place.geonames_id or 0
        )
        known[place.country] = number, place.population
        for name, rank in names.get(place.number, []):
            builder.note(name, number, rank, place.population, 1)
            if " " in name:
                builder.note(name[: name.index(" ")], -1, 0, 0, name.count(" ") + 1)
