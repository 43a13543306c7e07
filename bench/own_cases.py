"""The project's own annotated cases (tests/cases): reports of other conflicts and in other styles than `cases` has.

python bench/own_cases.py [-v] [CASE… | SET…]     print each case's scores; with -v also what is missed and wrong

A case may name its set (`"set": "fresh"` in case.json): those written later, on which no rule had been tried when they
were first scored. Each set has its own lines; those of the first, which has no name, go without a prefix.
"""

import sys
from pathlib import Path

import msgspec

import cases
from recounted.scoring import Score

HOME = Path(__file__).parents[1] / "tests" / "cases"
GOLD = [str(HOME), str(cases.SCORER)]


def sets() -> dict[str, list[str]]:
    """The names of the cases of each set; the set without a name first."""
    found: dict[str, list[str]] = {"": []}
    for path in sorted(HOME.glob("*/case.json")):
        found.setdefault(msgspec.json.decode(path.read_bytes()).get("set", ""), []).append(path.parent.name)
    return found


def measure() -> list[Score]:
    """Scores over the cases of each set together, those of a named set as `set.score`."""
    return [
        msgspec.structs.replace(score, name=f"{name}.{score.name}" if name else score.name)
        for name, members in sets().items()
        for score in cases.measure(HOME, members)
    ]


def main(arguments: list[str]) -> None:
    """Print the scores of the chosen cases, else of every set apart."""
    known = sets()
    wanted = [name for a in arguments if a != "-v" for name in known.get(a, [a])]
    verbose = [a for a in arguments if a == "-v"]
    for name, members in {"chosen": wanted}.items() if wanted else known.items():
        print(f"== {name or 'first'}")
        cases.main([*verbose, *members], HOME)


if __name__ == "__main__":
    main(sys.argv[1:])
