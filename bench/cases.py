"""The annotated cases: whole claims against exhaustive hand annotation.

python bench/cases.py [-v] [CASE…]     print each case's scores; with -v also what is missed and wrong
"""

import importlib.util
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from recounted.extractors.rules import extract
from recounted.model import Document
from recounted.readers import read
from recounted.scoring import Score, share

SHARED = Path(__file__).parents[1].parent / "shared"
CASES = SHARED / "cases"
SCORER = SHARED / "tools" / "score_claims.py"
GOLD = [str(CASES), str(SCORER)]


def scorer() -> Any:
    """The module that scores claims against a case."""
    spec = importlib.util.spec_from_file_location("score_claims", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases(home: Path, names: Iterable[str] = ()) -> list[tuple[str, dict[str, Any], list[dict[str, Any]]]]:
    """Name, annotation and extracted claims of each case in a folder of cases."""
    out = []
    for folder in sorted(path for path in home.iterdir() if (path / "case.json").is_file()):
        if names and not any(name in folder.name for name in names):
            continue
        case = msgspec.json.decode((folder / "case.json").read_bytes())
        facts = case["document"]
        day = date.fromisoformat(facts["published"]) if facts.get("published") else None
        items = read([str(folder / facts["file"])], published=day, publisher=facts.get("publisher"), language=None)
        claims = [claim for item in items if isinstance(item, Document) for claim in extract(item)]
        out.append((folder.name, case, [msgspec.to_builtins(claim) for claim in claims]))
    return out


def measure(home: Path = CASES, names: Iterable[str] = ()) -> list[Score]:
    """Scores over all cases of a folder together, or over those whose name has one of the words."""
    score = scorer()
    total: dict[str, Any] = {}
    for _, case, claims in cases(home, names):
        for key, value in score.score_case(case, claims).items():
            if key == "fields":
                for name, counter in value.items():
                    total.setdefault("fields", {}).setdefault(name, counter.__class__()).update(counter)
            elif isinstance(value, int):
                total[key] = total.get(key, 0) + value
    overall = score.figures(total)
    out = [
        Score(name=name, value=overall[name], total=total["gold"]) for name in ("score", "claim_p", "claim_r", "field")
    ]
    out += [Score(name=name, value=overall[name], total=total["fig_gold"]) for name in ("fig_f1", "at_f1")]
    return out + [share(f"field.{name}", c["right"], c["all"]) for name, c in sorted(total["fields"].items())]


def main(arguments: list[str], home: Path = CASES) -> None:
    """Print the scores of each case, and what is wrong."""
    score, names = scorer(), [a for a in arguments if a != "-v"]
    for name, case, claims in cases(home, names):
        result = score.score_case(case, claims)
        figures = score.figures(result)
        print(f"{name:34} " + "  ".join(f"{key} {value:.2f}" for key, value in figures.items()))
        if "-v" in arguments:
            for note in result["missed"]:
                print(f"    missed claim: {note}")
            for note, field, want in result["wrong"]:
                print(f"    wrong {field}: {note} (want {want})")
            for kind in ("fig_missed", "fig_spurious"):
                for figure in result[kind]:
                    print(f"    {kind}: {figure}")
    for item in measure(home, names):
        print(f"{item.name:20} {item.value:.3f} of {item.total}")


if __name__ == "__main__":
    main(sys.argv[1:])
