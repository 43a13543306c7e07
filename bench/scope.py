"""Of what: whether the figures of short reports are of one incident, of a period, or a running total.

python bench/scope.py [-v] [FILE]     print scores; with -v also what is missed and wrong

The texts of scope.jsonl were written for this project: `text`, and `figures` with harm, bounds, scope, and the category
where it is clear. They are no real reports, so that they show whether a manner of telling is understood, and the share
says little of how often it occurs.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from recounted.finders.figures import find_figures
from recounted.lexicon import lexicon
from recounted.model import Document, Figure, content_id
from recounted.prose import split
from recounted.scoring import Score, f1, share

TEXTS = Path(__file__).parent / "scope.jsonl"
GOLD = [TEXTS]

#: What must be equal, beside the scope, for a figure to be the same.
Key = tuple[str, int | None, int | None, int | None, str]


def texts(path: Path = TEXTS) -> list[dict[str, Any]]:
    """The annotated texts."""
    return [msgspec.json.decode(line) for line in path.read_text(encoding="utf-8").splitlines()]


def told(text: str) -> list[Figure]:
    """The figures of a text."""
    prose = split(Document(id=content_id(text), ref="scope", text=text), lexicon("en"))
    return [mention.value for mention in find_figures(prose) if isinstance(mention.value, Figure)]


def key(harm: str, bounds: tuple[int | None, int | None, int | None], scope: str) -> Key:
    """A figure as it is compared."""
    return (harm, *bounds, scope)


def compared(path: Path = TEXTS) -> Iterator[tuple[dict[str, Any], Counter[Key], Counter[Key]]]:
    """Each text with the figures wanted and those found."""
    for row in texts(path):
        wanted = Counter(key(f["harm"], (f["low"], f["best"], f["high"]), f["scope"]) for f in row["figures"])
        found = Counter(key(f.harm, (f.low, f.best, f.high), f.scope) for f in told(row["text"]))
        yield row, wanted, found


def scopeless(figures: Counter[Key]) -> Counter[tuple[object, ...]]:
    """The same figures without their scope."""
    out: Counter[tuple[object, ...]] = Counter()
    for own, number in figures.items():
        out[own[:-1]] += number
    return out


def measure(path: Path = TEXTS) -> list[Score]:
    """F1 of figures, with the right scope, and whatever their scope; and with it of each scope by itself."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    for row, wanted, found in compared(path):
        if row.get("fresh"):
            sides = ((wanted, found), (scopeless(wanted), scopeless(found)))
            for name, (own, other) in zip(("fresh.scoped", "fresh.any scope"), sides, strict=True):
                right[name] += (own & other).total()
                gold[name] += own.total()
                ours[name] += other.total()
            continue
        for scope in ("incident", "period", "cumulative"):
            own, other = (Counter({k: n for k, n in side.items() if k[-1] == scope}) for side in (wanted, found))
            for name in ("scoped", scope):
                right[name] += (own & other).total()
                gold[name] += own.total()
                ours[name] += other.total()
        right["any scope"] += (scopeless(wanted) & scopeless(found)).total()
        gold["any scope"] += wanted.total()
        ours["any scope"] += found.total()
    return [f1(f"scope.{name}", right[name], ours[name], gold[name]) for name in gold]


def errors() -> str:
    """What the figures that are missed or wrong have in common, with counts and 95 % intervals."""
    classes: Counter[str] = Counter()
    for _, wanted, found in compared():
        missed, wrong = wanted - found, found - wanted
        for own in missed.elements():
            taken = next((other for other in wrong if other[:-1] == own[:-1] and wrong[other] > 0), None)
            if taken is None:
                classes["not found, or with another harm or number"] += 1
            else:
                wrong[taken] -= 1
                classes[f"{own[-1]} read as {taken[-1]}"] += 1
        classes["read where no figure of that harm and number is"] += wrong.total()
    total = sum(len(row["figures"]) for row in texts())
    lines = ""
    for name, count in classes.most_common():
        low, high = share(name, count, total).interval
        lines += f"| {name} | {count} | {low:.3f}–{high:.3f} |\n" if count else ""
    return f"| error | figures | share of all, interval |\n|---|---|---|\n{lines}"


def main(arguments: list[str]) -> None:
    """Print the scores, and on request what is wrong."""
    path = next((Path(a) for a in arguments if a != "-v"), TEXTS)
    if "-v" in arguments:
        for row, wanted, found in compared(path):
            if wanted != found:
                print(
                    row["text"],
                    *(f"\n    missed {k}" for k in (wanted - found)),
                    *(f"\n    wrong {k}" for k in (found - wanted)),
                )
    for score in measure(path):
        print(f"{score.name} {score.value:.4f} of {score.total}")


if __name__ == "__main__":
    main(sys.argv[1:])
