"""The project's own annotated cases (tests/cases): reports of other conflicts and in other styles than `cases` has.

python bench/own_cases.py [-v] [CASE…]     print each case's scores; with -v also what is missed and wrong
"""

import sys
from pathlib import Path

import cases
from recounted.scoring import Score

HOME = Path(__file__).parents[1] / "tests" / "cases"
GOLD = [str(HOME), str(cases.SCORER)]


def measure() -> list[Score]:
    """Scores over all the project's own cases together."""
    return cases.measure(HOME)


if __name__ == "__main__":
    cases.main(sys.argv[1:], HOME)
