"""Learn how a document's figures are reckoned into its total: the weights of data/weights/totals.json.

    python bench/train_figures.py          cross-validate, then train on all and write the weights

Needs NumPy and scikit-learn, which the package does not. Our own reports have each figure marked. PITF and the
summaries give a total for each document and no more. So their actions are found with the weights: of all ways to add,
replace and leave that come to the gold number, the likeliest under the weights of the round before is taken as right,
and the weights are learned from its single judgements. A report of PITF with a single figure teaches nothing: that one
must be the total, since no report of that set is without dead, and that is a habit of the set.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from figures_gold import HARMS, OWN, PITF, SUMMARIES, mark_of, own_reports, prose_of, rows, toll_of
from recounted.finders.figures import find_figures
from recounted.model import Mention
from recounted.prose import Prose
from recounted.totals.features import features, value_of
from recounted.totals.steps import ACTIONS, ADD, LEAVE, REPLACE, after, candidates_of, counting, is_joined, judged

TARGET = Path(__file__).parents[1] / "src" / "recounted" / "data" / "weights" / "totals.json"
ROUNDS, STRENGTH, FEWEST, BEAM, EARLY = 5, 0.15, 3, 64, 6.0
FOLDS = 5


class Task(NamedTuple):
    """One text and harm: the candidates, the number they should come to, and, where marked, each one's action."""

    kind: str
    harm: str
    prose: Prose
    candidates: list[Mention]
    total: int | None
    actions: tuple[str, ...] = ()


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


def tasks() -> list[Task]:
    """Every text with every harm that it has a number for."""
    return [*marked_tasks(), *summed_tasks("summaries", SUMMARIES), *summed_tasks("pitf", PITF)]


def summed_tasks(kind: str, path: Path) -> list[Task]:
    """Texts of which only the total is known."""
    made = []
    for row in rows(path):
        prose = prose_of(str(row["text"]))
        figures = find_figures(prose)
        told = [(harm, int(str(row[harm]))) for harm in HARMS if row[harm] is not None]
        made += [Task(kind, harm, prose, candidates_of(prose, figures, harm)[:7], total) for harm, total in told]
    return made


def marked_tasks() -> list[Task]:
    """Our own reports, whose marks say what becomes of each figure."""
    made = []
    for prose, marks in own_reports():
        figures = find_figures(prose)
        for harm in {mark.harm for mark in marks}:
            candidates = candidates_of(prose, figures, harm)[:7]
            statuses = [mark.status if (mark := mark_of(own, marks)) else "wrong" for own in candidates]
            plain = "new" not in statuses and "instead" not in statuses
            actions, kept = [], False
            for status in statuses:
                counts = status in {"new", "instead"} or (plain and status == "period")
                actions.append(REPLACE if counts and kept and status == "instead" else ADD if counts else LEAVE)
                kept = kept or counts
            made.append(Task("own", harm, prose, candidates, toll_of(marks, harm), tuple(actions)))
    return made


def score(model: Weights, names: Sequence[str], action: str) -> float:
    """The weight of an action."""
    return 0.0 if action == LEAVE else sum(model.get(f"{action}:{name}", 0.0) for name in names)


def paths(task: Task, model: Weights) -> list[tuple[float, list[Mention], list[tuple[list[str], str]]]]:
    """The likeliest ways through a document's figures: score, what counts, and the single judgements."""
    prose, candidates = task.prose, task.candidates
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
    prose, candidates = task.prose, task.candidates
    return sum(value_of(mention) or 0 for mention in counting(judged(prose, candidates, model)))


def early(taken: Sequence[tuple[list[str], str]]) -> float:
    """How early and plainly figures are counted: of ways that come to the same, what is told first is the figure."""
    return sum(0.5**index if action == ADD else -(action == REPLACE) for index, (_, action) in enumerate(taken))


def learn(training: Sequence[Task]) -> Weights:
    """The weights that a few rounds over the training reports come to."""
    model = START
    for _ in range(ROUNDS):
        seen: list[dict[str, float]] = []
        labels: list[str] = []
        for task in training:
            for names, action in right_way(task, model):
                if names:
                    seen.append(dict.fromkeys(names, 1.0))
                    labels.append(action)
        model = fitted(seen, labels)
    return model


def right_way(task: Task, model: Weights) -> list[tuple[list[str], str]]:
    """The judgements that are right for a text: the marked ones, else the likeliest that come to the total."""
    if task.actions:
        return marked_way(task)
    if len(task.candidates) < 2 and task.kind == "pitf":
        return []
    right = [way for way in paths(task, model) if sum(value_of(m) or 0 for m in way[1]) == task.total]
    likeliest = max(right, key=lambda way: way[0] + EARLY * early(way[2]), default=None)
    return likeliest[2] if likeliest else []


def marked_way(task: Task) -> list[tuple[list[str], str]]:
    """The judgements that marks tell."""
    kept: list[Mention] = []
    taken = []
    for index, (mention, action) in enumerate(zip(task.candidates, task.actions, strict=True)):
        joined = is_joined(task.prose, task.candidates, index)
        taken.append(([] if joined else list(features(task.prose, task.candidates, index, kept)), action))
        kept = after(kept, mention, action)
    return taken


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


def cross_validated(made: Sequence[Task]) -> dict[str, float]:
    """The share of texts that come to the right number under weights learnt without them, by kind and harm."""
    hits: dict[str, list[bool]] = {}
    for fold in range(FOLDS):
        model = learn([task for i, task in enumerate(made) if i % FOLDS != fold])
        for i, task in enumerate(made):
            if i % FOLDS == fold and task.total is not None and task.harm in HARMS:
                hits.setdefault(f"{task.kind}.{task.harm}", []).append(reckon(task, model) == task.total)
    return {name: round(mean(own), 4) for name, own in sorted(hits.items())}


def main() -> None:
    """Cross-validate, train on everything, write the weights with their provenance."""
    sys.setrecursionlimit(10_000)
    made = tasks()
    cross = cross_validated(made)
    model = learn(made)
    print(f"cross-validated {cross}, {len(model)} weights")
    digest = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (OWN, SUMMARIES, PITF)}
    provenance = {
        "script": "bench/train_figures.py",
        "data": "reports and summaries of our own; PITF Worldwide Atrocities Dataset 2016-20, part used for training",
        "sha256": digest,
        "texts_with_a_harm": len(made),
        "exact_cross_validated": cross,
    }
    written = {"name": "totals", "weights": dict(sorted(model.items())), "provenance": provenance}
    TARGET.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
