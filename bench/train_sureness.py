"""Learn how sure a figure is: the weights of data/weights/figures.json.

    python bench/train_sureness.py         cross-validate, print how well the probabilities hold, write the weights

Needs NumPy and scikit-learn, which the package does not. Each figure that the rules propose is judged by itself: right
or wrong. In our own reports the marks say so. PITF gives no more than a total for each report, so that a figure is
taken as right if it counts in the likeliest way to come to that total or repeats what counts, as wrong if no way comes
to it although its number stands in the text; all others teach nothing. So no rate at which a total is zero, or greater
than another, can be learnt: whole reports are never judged.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from figures_gold import HARMS, OWN, PITF, SCOPE, is_right, mark_of, own_reports, prose_of, rows, scoped
from recounted.finders.figures.candidates import Candidate, candidates
from recounted.model import Figure, Mention
from recounted.numbers import read_number
from recounted.prose import Prose
from recounted.totals.features import value_of
from recounted.totals.steps import candidates_of
from recounted.weights import weights
from train_figures import Task, paths

TARGET = Path(__file__).parents[1] / "src" / "recounted" / "data" / "weights" / "figures.json"
FOLDS, STRENGTH, FEWEST = 5, 0.3, 3

#: How much a figure of PITF teaches, whose label is guessed, beside one of ours.
DISTANT = 0.5


#: The numbers of the first text of each kind of data.
FIRST_SCOPED, FIRST_DISTANT = 1_000, 10_000
PARTS = {"own": (0, FIRST_SCOPED), "scope": (FIRST_SCOPED, FIRST_DISTANT), "pitf": (FIRST_DISTANT, 10**9)}

#: Where the table of reliability is cut, and how many figures of a report are gone through.
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.001)
MOST = 7


class Example(NamedTuple):
    """One candidate: its text, what can be said of it, whether it is right, what it weighs, whether a rule took it."""

    text: int
    features: tuple[str, ...]
    right: bool
    weight: float
    tied: bool


Judged = Sequence[tuple[Example, float]]


def examples() -> list[Example]:
    """Every candidate whose label is known or can be guessed; texts are numbered on."""
    made: list[Example] = []
    for number, (prose, marks) in enumerate(own_reports()):
        for own in candidates(prose):
            made.append(example(number, own, is_right(own.mention, mark_of(own.mention, marks)), 1.0))
    for number, (prose, figures) in enumerate(scoped(), FIRST_SCOPED):
        made += [example(number, own, right, 1.0) for own, right in matched(prose, figures)]
    for number, row in enumerate(rows(PITF), FIRST_DISTANT):
        prose = prose_of(str(row["text"]))
        known = candidates(prose)
        for harm in HARMS:
            if row[harm] is not None:
                made += distant(number, prose, known, (harm, int(str(row[harm]))))
    return made


def example(text: int, own: Candidate, right: bool, weight: float) -> Example:
    """A candidate as an example."""
    return Example(text, own.features, right, weight, own.tied)


def matched(prose: Prose, figures: Sequence[dict[str, object]]) -> Iterator[tuple[Candidate, bool]]:
    """The candidates of a text whose figures are listed without their place, and whether each is right."""
    left = Counter((f["harm"], f["low"], f["best"], f["high"]) for f in figures)
    for own in candidates(prose):
        figure = own.mention.value
        assert isinstance(figure, Figure)
        key = (figure.harm, figure.low, figure.best, figure.high)
        right = left[key] > 0
        left[key] -= right
        yield own, right


def distant(number: int, prose: Prose, known: Sequence[Candidate], wanted: tuple[str, int]) -> Iterator[Example]:
    """What a report's total teaches of its figures of one harm."""
    harm, total = wanted
    tied = candidates_of(prose, [own.mention for own in known if own.tied], harm)[:MOST]
    own = {id(one.mention): one for one in known}
    loose = [one.mention for one in known if not one.tied and getattr(one.mention.value, "harm", "") == harm]
    counted = way_to(prose, tied, total)
    if counted is None:
        stands = any((read := read_number(prose, i)) is not None and read[0] == total for i in range(len(prose)))
        labels = [(m, False) for m in tied if stands and total > 1]
        labels += [(m, True) for m in loose if value_of(m) == total > 1]
    else:
        values = {value_of(mention) for mention in counted} | {total}
        labels = [(m, True) for m in tied if value_of(m) in values]
        labels += [(m, False) for m in loose if value_of(m) not in values]
    for mention, right in labels:
        yield example(number, own[id(mention)], right, DISTANT)


def way_to(prose: Prose, tied: list[Mention], total: int) -> list[Mention] | None:
    """The figures that count in the likeliest way to come to a total; None where no way does."""
    ways = paths(Task("pitf", "", prose, tied, total), dict(weights("totals").weights))
    return next((way[1] for way in ways if sum(value_of(m) or 0 for m in way[1]) == total), None)


def learn(seen: Sequence[Example]) -> tuple[dict[str, float], float]:
    """The weight of each feature, and the bias."""
    vectorizer = DictVectorizer()
    rows_ = [dict.fromkeys(example.features, 1.0) for example in seen]
    matrix = vectorizer.fit_transform(rows_)
    vectorizer.restrict([int(i) for i in ((matrix != 0).sum(axis=0).A1 >= FEWEST).nonzero()[0]], indices=True)
    machine = LogisticRegression(C=STRENGTH, max_iter=3000)
    machine.fit(vectorizer.transform(rows_), [e.right for e in seen], sample_weight=[e.weight for e in seen])
    names = vectorizer.get_feature_names_out()
    own = {str(name): round(float(w), 4) for name, w in zip(names, machine.coef_[0], strict=True) if abs(w) >= 0.005}
    return own, round(float(machine.intercept_[0]), 4)


def probability(model: tuple[dict[str, float], float], names: Sequence[str]) -> float:
    """How sure a figure is under a model."""
    return 1 / (1 + math.exp(-model[1] - sum(model[0].get(name, 0.0) for name in names)))


def cross_validated(seen: Sequence[Example]) -> list[float]:
    """Each figure's probability under weights that were learnt without its text."""
    sure = [0.0] * len(seen)
    for fold in range(FOLDS):
        model = learn([example for example in seen if example.text % FOLDS != fold])
        for i, example in enumerate(seen):
            if example.text % FOLDS == fold:
                sure[i] = probability(model, example.features)
    return sure


def ranked(seen: Sequence[Example], sure: Sequence[float]) -> float:
    """How often a right figure is surer than a wrong one (area under the curve)."""
    right = [p for e, p in zip(seen, sure, strict=True) if e.right]
    wrong = [p for e, p in zip(seen, sure, strict=True) if not e.right]
    wins = sum((p > q) + 0.5 * (p == q) for p in right for q in wrong)
    return wins / max(1, len(right) * len(wrong))


def main() -> None:
    """Cross-validate, train on everything, write the weights with their provenance."""
    seen = examples()
    sure = cross_validated(seen)
    scores: dict[str, dict[str, object]] = {}
    for name, (first, last) in PARTS.items():
        for kind, tied in (("figures", True), ("numbers that are none", False)):
            part = [(e, p) for e, p in zip(seen, sure, strict=True) if first <= e.text < last and e.tied is tied]
            scores[f"{name}, {kind}"] = measured(part) | {"reliability": table(part)}
            print(name, kind, measured(part), *table(part), sep="\n  ")
    model, bias = learn(seen)
    print(len(model), "weights")
    digest = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (OWN, SCOPE, PITF)}
    provenance = {"script": "bench/train_sureness.py", "sha256": digest, "cross_validated": scores}
    made = {"name": "figures", "weights": dict(sorted(model.items())), "bias": bias, "provenance": provenance}
    TARGET.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measured(part: Judged) -> dict[str, object]:
    """How many there are, the share that is right, how well right is told from wrong, and the squared error."""
    right = sum(e.right for e, _ in part) / len(part)
    brier = sum((p - e.right) ** 2 for e, p in part) / len(part)
    told = {"right": right, "auc": ranked([e for e, _ in part], [p for _, p in part]), "brier": brier}
    return {"of": len(part)} | {name: round(value, 4) for name, value in told.items()}


def table(part: Judged) -> list[list[float]]:
    """By how sure they were: from, to, the mean of what was said, the share that was right, how many."""
    rows_ = []
    for low, high in pairwise(EDGES):
        own = [(e, p) for e, p in part if low <= p < high]
        if own:
            said, right = sum(p for _, p in own) / len(own), sum(e.right for e, _ in own) / len(own)
            rows_.append([low, min(high, 1.0), round(said, 3), round(right, 3), len(own)])
    return rows_


if __name__ == "__main__":
    main()
