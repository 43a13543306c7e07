"""Documents a second into a SQLite file and into a PostgreSQL of the bench's own: python bench/databases.py [COUNT]

The two take turns, report by report, so that other work on the machine slows both alike. Seconds are of the clock:
reading and extracting once for both, and keeping.
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "tests/ledger")]

from servers import lacking, server  # noqa: E402

from recounted import flow  # noqa: E402
from recounted.ledger import Ledger  # noqa: E402
from spark import table  # noqa: E402


def main(many: int) -> int:
    """Read a table, keep every report in both, and print the rates."""
    if reason := lacking():
        print(reason)
        return 0
    seconds = {"reading and extracting": 0.0, "SQLite": 0.0, "PostgreSQL": 0.0}
    with tempfile.TemporaryDirectory(prefix="recounted-") as name, server(Path(name)) as url:
        path, _ = table(Path(tempfile.mkdtemp()), many)
        with Ledger(str(path.with_suffix(".db"))) as file, Ledger(url) as postgres:
            began = time.perf_counter()
            for told in flow.extract_all([str(path)], cores=1):
                seconds["reading and extracting"] += time.perf_counter() - began
                for place, ledger in (("SQLite", file), ("PostgreSQL", postgres)):
                    began = time.perf_counter()
                    flow.kept(ledger, told)
                    seconds[place] += time.perf_counter() - began
                began = time.perf_counter()
    rates = {
        place: (many / seconds[place], many / (seconds[place] + seconds["reading and extracting"]))
        for place in ("SQLite", "PostgreSQL")
    }
    for place, (keeping, whole) in rates.items():
        print(f"{place:10} {keeping:8,.0f} documents/s kept, {whole:8,.0f} read and kept")
    print(f"PostgreSQL reads {rates['PostgreSQL'][1] / rates['SQLite'][1]:.2f} of SQLite's documents a second")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 2_000))
