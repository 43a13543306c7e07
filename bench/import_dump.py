"""The import of a GeoNames dump: rows a second and the most memory taken, for made-up dumps of growing size.

python bench/import_dump.py [ROWS …]     200,000 and 800,000 rows where none are given

Memory that hardly grows from one to the other is flat. Each size runs in a process of its own.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from recounted.gazetteer.dump import import_dump
from recounted.gazetteer.reading import Gazetteer

SIZES = (200_000, 800_000)
SHIPPED = Path(__file__).parents[1] / "src" / "recounted" / "data" / "gazetteer.bin"
SYLLABLES = ("ba", "ko", "lim", "dar", "zu", "ren", "shi", "mal", "to", "vesk", "ga", "nur", "pol", "ti", "an", "or")
COUNTRIES = ("UA", "SD", "CD", "NG", "SY", "MM", "AZ", "PK")


def lines(count: int) -> Iterator[str]:
    """Rows of a dump: towns with two spellings each, the same every time."""
    chance = random.Random(7)
    for number in range(1, count + 1):
        name = "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()
        other = "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()
        latitude, longitude = chance.uniform(-60, 70), chance.uniform(-180, 180)
        cells = [
            str(number), name, name, f"{other},{name}ka", f"{latitude:.5f}", f"{longitude:.5f}", "P", "PPL",
            chance.choice(COUNTRIES), "", f"{chance.randrange(1, 28):02}", "", "", "",
            str(chance.randrange(0, 90_000)), "", "10", "Etc/UTC", "2024-01-01",
        ]  # fmt: skip
        yield "\t".join(cells) + "\n"


def unseen(_done: int, _whole: int) -> None:
    """Show no progress."""


def run(count: int) -> str:
    """Import a dump of so many rows; what it took, in words."""
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.txt"
        with dump.open("w", encoding="utf-8") as file:
            file.writelines(lines(count))
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        out = Path(folder) / "gazetteer.bin"
        import_dump(dump, unseen, out, Gazetteer(SHIPPED))
        seconds = time.process_time() - start
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        size = out.stat().st_size
    return (
        f"{count:>9,} rows: {count / seconds:,.0f} rows a second, {most / 1024:.0f} MB at most "
        f"({before / 1024:.0f} before), file {size / 1e6:.0f} MB"
    )


def main(arguments: list[str]) -> None:
    """Print what each size takes."""
    if arguments[:1] == ["one"]:
        print(run(int(arguments[1])))
        return
    for size in [int(argument) for argument in arguments] or SIZES:
        subprocess.run([sys.executable, __file__, "one", str(size)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
