"""How many: documents' tolls against the World Atrocities Dataset.

python bench/figures.py [-v] [killed|injured]    print scores; with -v the wrong reports
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from recounted.finders.figures import find_figures
from recounted.lexicon import lexicon
from recounted.model import Document, content_id
from recounted.prose import Prose, split
from recounted.scoring import Score, share
from recounted.totals import Total, totals
from recounted.totals.features import value_of
from recounted.totals.steps import candidates_of

ROOT = Path(__file__).parents[1]
PITF = ROOT.parent / "shared" / "gold" / "pitf.jsonl"
GOLD = [PITF]

#: What the classes of errors stand for.
NOTE = (
    "The rules were written while reading errors of these same reports. Read by eye and not counted: many of the wrong "
    "ones have coders who counted civilians only where soldiers, police or fighters died beside them, or a number that "
    "the text does not have. A harm of which nothing is said is compared as 0."
)


def rows(path: Path) -> list[dict[str, object]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def prose_of(text: str) -> Prose:
    """A gold text as words."""
    return split(Document(id=content_id(text), ref="gold", text=text), lexicon("en"))


def answer(total: Total | None) -> int:
    """One number for a toll: the best, else the lower bound, else the upper; 0 where nothing is said."""
    if total is None:
        return 0
    return next((bound for bound in (total.best, total.low, total.high) if bound is not None), 0)


def compared() -> Iterator[tuple[dict[str, object], str, int, dict[str, Total | None]]]:
    """Each report with each harm that its coders gave a number for: row, harm, number, and our tolls."""
    for row in rows(PITF):
        prose = prose_of(str(row["text"]))
        ours = totals(prose, find_figures(prose))
        for harm in ("killed", "injured"):
            if row[harm] is not None:
                yield row, harm, int(str(row[harm])), ours


def measure() -> list[Score]:
    """The share of reports whose toll is exactly right."""
    right: dict[str, list[bool]] = {"killed": [], "injured": []}
    for _, harm, wanted, ours in compared():
        right[harm].append(answer(ours[harm]) == wanted)
    return [share(f"pitf.{harm}", sum(hits), len(hits)) for harm, hits in right.items()]


def errors() -> str:
    """What the wrong reports have in common, with counts."""
    classes: Counter[str] = Counter()
    for row, harm, wanted, ours in compared():
        if answer(ours[harm]) == wanted:
            continue
        prose = prose_of(str(row["text"]))
        values = [value_of(mention) or 0 for mention in candidates_of(find_figures(prose), harm)][:8]
        sums = {sum(chosen) for size in range(len(values) + 1) for chosen in combinations(values, size)}
        kind = (
            "no figure found" if not values else "chosen wrongly" if wanted in sums else "not among the figures found"
        )
        classes[f"{harm}: {kind}"] += 1
    lines = "".join(f"| {name} | {count} |\n" for name, count in sorted(classes.items()))
    return f"| error | reports |\n|---|---|\n{lines}\n{NOTE}\n"


def main(arguments: list[str]) -> None:
    """Print the scores, and on request the wrong reports."""
    for score in measure():
        print(f"{score.name} {score.value:.4f} of {score.total}")
    if "-v" in arguments:
        for row, harm, wanted, ours in compared():
            if answer(ours[harm]) != wanted and (harm in arguments or not {"killed", "injured"} & set(arguments)):
                print(f"\n{row['id']} {harm}: wanted {wanted}, got {ours[harm]}\n{row['text']}")


if __name__ == "__main__":
    main(sys.argv[1:])
