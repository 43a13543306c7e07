"""Measure everything that has a floor, and compare.

    python bench/floors.py [NAME…]            measure (all, or the named), exit 1 when something is below its floor
    python bench/floors.py --update [NAME…]   raise the floors to what was measured; never lower one
    python bench/floors.py --scores           also write docs/scores.md

A bench is a module of this folder with `measure() -> list[Score]` and `GOLD`, the files it needs; where they are absent
it is skipped with a line. Floors stand in floors.toml: [bench] "name" = value.
"""

import importlib
import sys
import time
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
sys.path.insert(0, str(HERE))

from recounted.scoring import Score, below  # noqa: E402

BENCHES = ("figures", "times", "places", "speakers", "events", "cases", "own_cases", "own_figures", "scope", "linking")


def main(arguments: list[str]) -> int:
    """Measure, compare, report."""
    names = [name for name in arguments if not name.startswith("--")] or [
        n for n in BENCHES if (HERE / f"{n}.py").exists()
    ]
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    passed, failed, skipped, measured = 0, 0, 0, {}
    for name in names:
        bench = importlib.import_module(name)
        absent = [path for path in bench.GOLD if not Path(path).exists()]
        if absent:
            print(f"{name}: skipped, {absent[0]} is not here")
            skipped += 1
            continue
        began = time.perf_counter()
        scores = {score.name: score for score in bench.measure()}
        measured[name] = scores
        for score in scores.values():
            low, high = score.interval
            floor = floors.get(name, {}).get(score.name)
            print(
                f"{name:9} {score.name:40} {score.value:.4f} [{low:.3f}, {high:.3f}] of {score.total}"
                + (f"  floor {floor:.4f}" if floor is not None else "")
            )
        problems = below(scores, floors.get(name, {}))
        print(*(f"  BELOW: {problem}" for problem in problems), sep="\n", end="\n" if problems else "")
        print(f"{name}: {time.perf_counter() - began:.1f} s")
        failed += bool(problems)
        passed += not problems
    if "--update" in arguments:
        raise_floors(floors, measured)
    if "--scores" in arguments:
        write_scores(measured)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


def raise_floors(floors: dict[str, dict[str, float]], measured: dict[str, dict[str, Score]]) -> None:
    """Write every floor that was beaten, and those that are new."""
    for name, scores in measured.items():
        own = floors.setdefault(name, {})
        for score in scores.values():
            own[score.name] = max(own.get(score.name, 0.0), int(score.value * 10000) / 10000)
    lines = ["# Pinned scores: `python bench/floors.py --update` raises them and never lowers one.\n"]
    for name in sorted(floors):
        lines.append(f"\n[{name}]\n")
        lines += [f'"{key}" = {value}\n' for key, value in floors[name].items()]
    FLOORS.write_text("".join(lines), encoding="utf-8")


def write_scores(measured: dict[str, dict[str, Score]]) -> None:
    """Write docs/scores.md: a table for each bench, then what it says of its errors."""
    parts = [
        "# Scores\n\nWritten by `python bench/floors.py --scores`; the brackets hold the 95 % interval (Wilson).\n"
    ]
    for name, scores in measured.items():
        parts.append(f"\n## {name}\n\n| score | value | interval | of |\n|---|---|---|---|\n")
        for score in scores.values():
            low, high = score.interval
            parts.append(f"| {score.name} | {score.value:.3f} | {low:.3f}–{high:.3f} | {score.total} |\n")
        errors = getattr(importlib.import_module(name), "errors", None)
        if errors is not None:
            parts.append("\n" + errors())
    (HERE.parent / "docs" / "scores.md").write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
