"""Write into README.md what `make demo` prints of the best-attested incidents of the examples.

python bench/readme.py
"""

import contextlib
import io
import re
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "README.md"

#: Where it stands in the README, and how many incidents are shown.
BLOCK = re.compile(r"(?<=prints, among other incidents:\n\n```text\n).*?(?=```)", re.DOTALL)
SHOWN = 2


def printed() -> str:
    """What is printed of the incidents that most publishers, sources and claims tell of, in the order of printing."""
    from recounted import Ledger, flow
    from recounted.cli.printing import Format
    from recounted.cli.showing import put_incidents

    with tempfile.TemporaryDirectory() as folder, Ledger(f"{folder}/demo.db") as book:
        flow.read_into(book, [str(ROOT / "examples")], cores=1)
        incidents = flow.settle(book)
        attested = sorted(
            (one for one in incidents if one.estimates and one.place),
            key=lambda one: (one.independent_publishers, one.independent_sources, len(one.claims), one.id),
        )[-SHOWN:]
        with contextlib.redirect_stdout(io.StringIO()) as told:
            put_incidents(book, [one for one in incidents if one in attested], Format.table)
    return "\n".join(line.rstrip() for line in told.getvalue().split("\n")[2:])


def page() -> str:
    """The README as it should be."""
    return BLOCK.sub(lambda _: printed(), PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
