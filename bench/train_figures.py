"""Learn how a document's figures are reckoned into its total: the weights of data/weights/totals.json.

    python bench/train_figures.py          cross-validate, then train on all and write the weights

Needs NumPy and scikit-learn, which the package does not. The gold gives a total for each document and no more. So the
actions are found with the weights: of all ways to add, replace and leave that come to the gold number, the likeliest
under the weights of the round before is taken as right, and the weights are learned from its single judgements.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from figures_gold import PITF, prose_of, rows
from recounted.finders.figures import find_figures
from recounted.model import Mention
from recounted.prose import Prose
from recounted.totals import (
    ACTIONS,
    ADD,
    LEAVE,
    REPLACE,
    after,
    candidates_of,
    counting,
    features,
    is_joined,
    judged,
    value_of,
)

TARGET = Path(__file__).parents[1] / "src" / "recounted" / "data" / "weights" / "totals.json"
ROUNDS, STRENGTH, FEWEST, BEAM, EARLY = 5, 0.15, 3, 64, 6.0

Task = tuple[Prose, list[Mention], int]
Weights = dict[str, float]

#: Where learning starts: the first figure counts, what is joined to it or says "more" is added, the rest is left.
START: Weights = {
    "add:first": 3.0,
    "replace:first": -9.0,
    "add:later": -1.5,
    "replace:later": -2.5,
    "add:joined": 4.0,
    "add:joined loosely": 2.0,
    "add:later more": 2.5,
    "add:value equal": -2.0,
}


def tasks() -> list[tuple[str, Task]]:
    """Every report with a harm, the candidates of that harm, and the number it should come to."""
    made = []
    for row in rows(PITF):
        prose = prose_of(str(row["text"]))
        figures = find_figures(prose)
        for harm in ("killed", "injured"):
            if row[harm] is not None:
                made.append((harm, (prose, candidates_of(figures, harm)[:7], int(str(row[harm])))))
    return made


def score(model: Weights, names: Sequence[str], action: str) -> float:
    """The weight of an action."""
    return 0.0 if action == LEAVE else sum(model.get(f"{action}:{name}", 0.0) for name in names)


def paths(task: Task, model: Weights) -> list[tuple[float, list[Mention], list[tuple[list[str], str]]]]:
    """The likeliest ways through a document's figures: score, what counts, and the single judgements."""
    prose, candidates, _ = task
    beam: list[tuple[float, list[Mention], list[tuple[list[str], str]]]] = [(0.0, [], [])]
    for index, mention in enumerate(candidates):
        grown = []
        for total, kept, taken in beam:
            if is_joined(prose, candidates, index):
                action = LEAVE if taken[-1][1] == LEAVE else ADD
                grown.append((total, after(kept, mention, action), [*taken, ([], action)]))
                continue
            names = list(features(prose, candidates, index, kept))
            for action in ACTIONS if kept else (ADD, LEAVE):
                grown.append(
                    (total + score(model, names, action), after(kept, mention, action), [*taken, (names, action)])
                )
        beam = sorted(grown, key=lambda path: -path[0])[:BEAM]
    return beam


def reckon(task: Task, model: Weights) -> int:
    """What a document comes to, judged figure by figure."""
    prose, candidates, _ = task
    return sum(value_of(mention) or 0 for mention in counting(judged(prose, candidates, model)))


def early(taken: Sequence[tuple[list[str], str]]) -> float:
    """How early figures are counted: of ways that come to the same, what is told first is the figure."""
    return sum(0.5**index for index, (_, action) in enumerate(taken) if action == ADD)


def learn(training: Sequence[Task]) -> Weights:
    """The weights that a few rounds over the training reports come to."""
    model = START
    for _ in range(ROUNDS):
        seen: list[dict[str, float]] = []
        labels: list[str] = []
        for task in training:
            right = [path for path in paths(task, model) if sum(value_of(m) or 0 for m in path[1]) == task[2]]
            likeliest = max(right, key=lambda path: path[0] + EARLY * early(path[2]), default=None)
            for names, action in likeliest[2] if likeliest else ():
                if not names:
                    continue
                seen.append(dict.fromkeys(names, 1.0))
                labels.append(action)
        model = fitted(seen, labels)
    return model


def fitted(seen: Sequence[dict[str, float]], labels: Sequence[str]) -> Weights:
    """A logistic regression over judgements; leaving a figure out is what the other actions are measured against."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(seen)
    vectorizer.restrict([int(i) for i in ((matrix != 0).sum(axis=0).A1 >= FEWEST).nonzero()[0]], indices=True)
    matrix = vectorizer.transform(seen)
    machine = LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=False).fit(matrix, labels)
    own = dict(
        zip(
            machine.classes_,
            machine.coef_ if len(machine.coef_) > 1 else (0 * machine.coef_[0], machine.coef_[0]),
            strict=True,
        )
    )
    names = vectorizer.get_feature_names_out()
    return {
        f"{action}:{name}": round(float(own[action][i] - own[LEAVE][i]), 4)
        for action in (ADD, REPLACE)
        if action in own
        for i, name in enumerate(names)
        if abs(own[action][i] - own[LEAVE][i]) >= 0.005
    }


def main() -> None:
    """Cross-validate, train on everything, write the weights with their provenance."""
    sys.setrecursionlimit(10_000)
    harms, made = zip(*tasks(), strict=True)
    folds, hits = 5, []
    for fold in range(folds):
        model = learn([task for i, task in enumerate(made) if i % folds != fold])
        hits += [
            (harm, reckon(task, model) == task[2])
            for i, (harm, task) in enumerate(zip(harms, made, strict=True))
            if i % folds == fold
        ]
    cross = {harm: round(mean(hit for own, hit in hits if own == harm), 4) for harm in ("killed", "injured")}
    model = learn(made)
    inside = sum(reckon(task, model) == task[2] for task in made) / len(made)
    reach = sum(
        any(sum(value_of(m) or 0 for m in path[1]) == task[2] for path in paths(task, model)) for task in made
    ) / len(made)
    print(f"cross-validated {cross}, in sample {inside:.4f}, within reach {reach:.4f}, {len(model)} weights")
    provenance = {
        "script": "bench/train_figures.py",
        "data": "PITF Worldwide Atrocities Dataset 2016-20, part used for training",
        "sha256": hashlib.sha256(PITF.read_bytes()).hexdigest(),
        "documents_with_a_number": len(made),
        "exact_cross_validated": cross,
        "exact_in_sample": round(inside, 4),
    }
    TARGET.write_text(
        json.dumps(
            {"name": "totals", "weights": dict(sorted(model.items())), "provenance": provenance},
            indent=1,
            ensure_ascii=False,
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
