"""Train the weights by which names are taken for places (place_names.json) and readings are chosen (places.json).

    python bench/train_places.py names|senses|both [--out]

Needs numpy. Prints the scores of each set by weights that were trained on the other sets; --out then writes weights
trained on all of them, with that provenance.
"""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from places import SETS, Row, Tally, document, km, rows
from recounted.finders import places
from recounted.finders.places import THRESHOLD, weighed
from recounted.finders.places.names import Name, names
from recounted.finders.places.senses import FEATURES
from recounted.finders.places.signs import Signs
from recounted.gazetteer import gazetteer
from recounted.gazetteer.folding import fold
from recounted.lexicon import lexicon
from recounted.prose import Prose, split
from recounted.weights import weights

WEIGHTS = Path(__file__).parents[1] / "src" / "recounted" / "data" / "weights"
Example = tuple[list[str], bool]

#: Parts into which the documents are cut: each is judged by weights that the others gave.
FOLDS = 3


def meets(prose: Prose, name: Name, toponym: Row) -> bool:
    """Whether a name is a place of the set: it lies where the set says, or has the same words."""
    start, end = prose.starts[name.start] + name.skip, prose.ends[name.end - 1] - name.trim
    if end <= toponym["start"] or toponym["end"] <= start:
        return False
    if 2 * (end - start) > toponym["end"] - toponym["start"] and toponym.get("lat") is None:
        return True
    if toponym.get("lat") is None:
        return False
    return any(km((toponym["lat"], toponym["lon"]), (p.latitude, p.longitude)) < 161 for p, _ in name.readings) or (
        prose.document.text[start:end] == toponym["phrase"]
    )


def name_examples(own: list[Row]) -> list[Example]:
    """The signs of every name of some documents, and whether the set has a place there."""
    found = []
    for row in own:
        prose = split(document(row), lexicon("en"))
        every = names(prose, gazetteer())
        signs = Signs(prose, every)
        for index, one in enumerate(every):
            found.append((signs.of(index), any(meets(prose, one, toponym) for toponym in row["toponyms"])))
    return found


def logistic(examples: list[Example], strength: float = 1.0) -> tuple[dict[str, float], float]:
    """Weights and bias of a logistic regression with an L2 penalty, by Newton's method."""
    seen: dict[str, int] = {}
    for signs, _ in examples:
        for sign in signs:
            seen[sign] = seen.get(sign, 0) + 1
    kept = sorted(sign for sign, count in seen.items() if count >= 3)
    index = {sign: number for number, sign in enumerate(kept)}
    x = np.zeros((len(examples), len(kept) + 1))
    x[:, -1] = 1
    for row, (signs, _) in enumerate(examples):
        for sign in signs:
            if sign in index:
                x[row, index[sign]] = 1
    y = np.array([label for _, label in examples], float)
    w = np.zeros(len(kept) + 1)
    penalty = np.full(len(w), strength)
    penalty[-1] = 1e-6
    for _ in range(12):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        w -= np.linalg.solve(hessian, gradient)
    return {sign: round(float(w[number]), 3) for sign, number in index.items()}, round(float(w[-1]), 3)


def judged(examples: list[Example], model: tuple[dict[str, float], float], threshold: float) -> tuple[int, int, int]:
    """Names taken for places rightly, names taken, and names that are places."""
    weights, bias = model
    right = taken = true = 0
    for signs, label in examples:
        is_taken = bias + sum(weights.get(sign, 0.0) for sign in signs) > threshold
        taken, right, true = taken + is_taken, right + (is_taken and label), true + label
    return right, taken, true


def train_names(out: bool) -> None:
    """Train on all documents but a fold, judge on the fold; then on all."""
    every = {name: rows(name) for name in SETS}
    folds = {name: [name_examples(own[fold::FOLDS]) for fold in range(FOLDS)] for name, own in every.items()}
    models = [
        logistic([e for parts in folds.values() for other, part in enumerate(parts) if other != fold for e in part])
        for fold in range(FOLDS)
    ]
    scores: dict[str, object] = {}
    for name, parts in folds.items():
        for threshold in (-1.0, THRESHOLD, 0.0):
            judgements = [judged(part, model, threshold) for part, model in zip(parts, models, strict=True)]
            right, taken, true = (sum(column) for column in zip(*judgements, strict=True))
            print(
                f"{name:8} {threshold:5} recall of spotted {right / true:.3f} precision {right / taken:.3f} of {true}"
            )
            if threshold == THRESHOLD:
                scores[name] = {"recall_of_spotted": round(right / true, 3), "precision": round(right / taken, 3)}
    if out:
        weights, bias = logistic([e for parts in folds.values() for part in parts for e in part])
        write("place_names", weights, bias, scores)


def sense_examples(own: list[Row], numbers: tuple[float, ...]) -> list[tuple[np.ndarray, np.ndarray]]:
    """For every ambiguous name with coordinates: the features of its readings, and which of them are right."""
    found = []
    for row in own:
        prose = split(document(row), lexicon("en"))
        every = names(prose, gazetteer())
        signs = Signs(prose, every)
        score = weights("place_names").score
        free = [index for index in range(len(every)) if not signs.barred(index)]
        kept = [every[index] for index in free if score(signs.of(index)) > THRESHOLD]
        weighing = weighed(prose, gazetteer(), kept, numbers)
        weighing.resolve()
        for one in kept:
            point = told(prose, one, row)
            if point is None or len(one.readings) < 2:
                continue
            far = np.array([km(point, (p.latitude, p.longitude)) for p, _ in one.readings])
            if far.min() <= 161:
                found.append((np.array(weighing.features(one)), far <= far.min() + 30))
    return found


def told(prose: Prose, name: Name, row: Row) -> tuple[float, float] | None:
    """Where a name lies by the gold: of a set's place name, or of an incident whose town or district it names."""
    if "toponyms" in row:
        span = prose.span(name.start, name.end)
        met = (
            t for t in row["toponyms"] if t.get("lat") is not None and t["start"] < span.end and span.start < t["end"]
        )
        return next(((t["lat"], t["lon"]) for t in met), None)
    if row.get("lat") is None or row.get("lon") is None:
        return None
    own = {fold(str(row.get(key) or "")) for key in ("locality", "district")}
    return (float(row["lat"]), float(row["lon"])) if name.key in own else None


def ranker(examples: list[tuple[np.ndarray, np.ndarray]], start: tuple[float, ...] | None) -> tuple[float, ...]:
    """Weights under which the right readings are likely together, by gradient ascent with momentum (Adam)."""
    x = np.concatenate([features for features, _ in examples])
    y = np.concatenate([right for _, right in examples])
    sizes = [len(features) for features, _ in examples]
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    scale = x.std(0) + 1e-6
    x = x / scale
    prior = np.array([BY_HAND[name] for name in FEATURES]) * scale
    w = prior.copy() if start is None else np.array(start) * scale
    strength = np.array([FIRM if name in TAUGHT else LOOSE for name in FEATURES])
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, 401):
        z = x @ w
        z -= np.maximum.reduceat(z, firsts)[owner]
        e = np.exp(z)
        p = e / np.add.reduceat(e, firsts)[owner]
        q = e * y
        q /= np.maximum(1e-12, np.add.reduceat(q, firsts)[owner])
        gradient = x.T @ (p - q) + strength * (w - prior) / np.minimum(1.0, scale)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        w -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return tuple(float(value) for value in w / scale)


#: What these sets cannot teach, being of other places than wars: kept near what was set by hand, so firmly.
TAUGHT = (
    "division as said",
    "province around a town of its name",
    "no division as said",
    "inside its province",
    "not where it is said",
    "country of its sentence",
    "only country of its sentence",
    "country",
    "usual name",
    "population",
    "country's namesake",
    "province of its sentence",
    "capital of a country told of",
    "renowned, and said to lie nowhere",
)
FIRM = 100.0

#: How firmly all others are.
LOOSE = 5.0

#: What the ranker starts from, before anything is learned.
BY_HAND = dict.fromkeys(FEATURES, 0.0) | {
    "province of its sentence": 3.0,
    "capital of a country told of": 5.0,
    "renowned, and said to lie nowhere": 2.0,
    "country of its sentence": 0.8,
    "only country of its sentence": 1.5,
    "population": 1.0,
    "country": 3.0,
    "province": 2.0,
    "district": -1.0,
    "region": 2.0,
    "water": 2.0,
    "part of the world": 2.0,
    "proper name": 1.2,
    "usual name": 1.0,
    "inside its province": 5.0,
    "inside its country": 4.0,
    "near its container": 2.0,
    "not where it is said": -2.0,
    "share of the country": 2.5,
    "share of the province": 2.5,
    "nearness": 2.0,
    "division as said": 2.0,
    "province around a town of its name": -1.5,
    "no division as said": -1.0,
    "town as said": 1.0,
    "most populous": 0.5,
    "main country": 1.0,
    "nearest": 1.0,
}


def trained(sets: dict[str, list[Row]]) -> tuple[float, ...]:
    """Two rounds of learning: the second sees the neighbours that the first chose."""
    numbers = tuple(BY_HAND[name] for name in FEATURES)
    for turn in range(2):
        examples = [example for own in sets.values() for example in sense_examples(own, numbers)]
        numbers = ranker(examples, numbers if turn else None)
    return numbers


def train_senses(out: bool) -> None:
    """Train on all documents but a fold, judge on the fold; then on all."""
    every = {name: rows(name) for name in (*SETS, "pitf")}
    near: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for part in range(FOLDS):
        print(f"fold {part + 1} of {FOLDS}", flush=True)
        rest = {name: [row for number, row in enumerate(own) if number % FOLDS != part] for name, own in every.items()}
        numbers = trained(rest)
        places.sense_weights = lambda numbers=numbers: numbers
        for name in SETS:
            tally = Tally(name, every[name][part::FOLDS])
            near[name] += tally.count["near"]
            found[name] += tally.count["found"]
    scores: dict[str, object] = {name: {"within161km": round(near[name] / found[name], 3)} for name in SETS}
    print(scores, flush=True)
    if out:
        numbers = trained(every)
        write("places", {name: round(value, 3) for name, value in zip(FEATURES, numbers, strict=True)}, 0.0, scores)


def write(name: str, weights: dict[str, float], bias: float, scores: dict[str, object]) -> None:
    """Write a weight file with where it comes from."""
    digest = hashlib.sha256(b"".join(json.dumps(row["id"]).encode() for one in SETS for row in rows(one))).hexdigest()
    provenance = {
        "script": "bench/train_places.py",
        "data": "Pragmatic Guide to Geoparsing Evaluation: LGL, TR-News, GeoVirus, GeoWebNews",
        "digest": digest,
        "folds": FOLDS,
        "scores_on_other_folds": scores,
        "kept_near_what_was_set_by_hand": sorted(TAUGHT) if name == "places" else [],
    }
    content = {"name": name, "weights": weights, "bias": bias, "provenance": provenance}
    (WEIGHTS / f"{name}.json").write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] in {"names", "both"}:
        train_names("--out" in sys.argv)
    if sys.argv[1] in {"senses", "both"}:
        train_senses("--out" in sys.argv)
