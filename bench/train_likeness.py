"""Learn how much each ground weighs that two reports are of one incident: data/weights/likeness.json.

    python bench/train_likeness.py [--dry]

Logistic regression in bits over the candidate pairs of our own pairs of reports (bench/pairs.jsonl), ECB+ and PITF,
drawn towards what the weights were set to by hand (PRIOR), so that what few pairs show stays near what is reasonable.
Reports of one incident may tell of other happenings too; of their pairs of happenings only the likeliest counts as one
incident, and the others are left out (a step of EM, repeated).
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import linking
from recounted.decisions import rule
from recounted.estimates import backdrop
from recounted.extractors.rules import extract
from recounted.incidents import tell
from recounted.incidents.blocks import pairs as candidates
from recounted.likeness.comparisons import seen
from recounted.model import Document

OUT = Path(__file__).parents[1] / "src" / "recounted" / "data" / "weights" / "likeness.json"
PRIOR = Path(__file__).with_name("likeness_prior.json")

#: How strongly a weight is held to its prior, and how much a pair counts that is no incident.
HOLD, ROUNDS, STEPS, RATE = 1.2, 4, 300, 0.05

#: A pair that is missed counts so many times a pair that is joined wrongly: what is joined is seen and taken apart by a
#: reader of the incident, what is missed is seen by nobody.
MISSED = 2.3

#: What a pair of each set counts. ECB+ has few incidents, told by many, and no days: it must not drown the others.
COUNTS = {"pairs": 1.0, "one undated": 0.5, "undated": 0.5, "pitf": 1.0, "ecb": 0.08}

#: What must not weigh more than what stands before it, whatever few pairs show.
ORDERS = (
    ("day.same", "day.within2", "day.within", "day.vague"),
    ("place.district", "place.province", "place.country", "place.apart", "place.abroad"),
    ("day.within2", "day.next", "day.two", "day.week", "day.far"),
    ("published.same", "published.near", "published.far"),
    ("day.same", "published.soon", "published.fresh", "published.late", "published.before"),
    ("place.district", "place.land", "place.untold", "place.elsewhere"),
    ("topics.3", "topics.2", "topics.1", "topics.none"),
    ("place.town", "place.same", "place.near", "place.around", "place.region", "place.far"),
    *(
        tuple(f"{harm}.{how}" for how in ("equal.many", "equal.some", "equal.few", then))
        for harm in ("killed", "injured")
        for then in ("near", "equal.one")
    ),
    *(
        tuple(f"{harm}.{how}" for how in ("equal.mass", "equal.many", "near.many", "near", "apart"))
        for harm in ("killed", "injured")
    ),
    ("means.same", "means.alike", "means.other"),
    ("names.4", "names.3", "names.2", "names.1", "names.none"),
    ("place.named", "place.told", "place.far"),
    ("parties.same", "parties.some", "parties.none"),
)  # fmt: skip

#: What speaks against one incident by its nature: it never weighs less than its prior.
AGAINST = (
    "published.untold",
    "place.country",
    "kind.other",
    "place.told",
    "place.untold",
    "day.two",
    "place.around",
    "place.region",
    "place.far",
    "means.other",
    "killed.far",
    "injured.far",
    "names.none",
    "place.elsewhere",
    "place.apart",
    "parties.some",
)

#: What speaks for one incident by its nature, or for nothing.
TOWARDS = (
    "place.province",
    "place.town",
    "place.same",
    "kind.same",
    "means.same",
    "doers.same",
    "sufferers.same",
    "topics.1",
    "names.1",
    "killed.equal.one",
    "injured.equal.one",
)

#: What only ECB+ shows, whose papers have no days at all: it stays as it was set by hand.
HELD = ("published.untold",)

Pair = tuple[tuple[str, ...], str, bool, str]  # what is seen, the pair of documents, whether one incident, the set
Row = tuple[tuple[str, ...], bool, float]  # what is seen, whether one incident, what it counts


def pairs_of(
    name: str, documents: Mapping[str, Document], truth: Mapping[str, object], undated: Collection[str] = ()
) -> list[Pair]:
    """The candidate pairs of happenings of different documents of one set.

    Args:
        undated: documents that are taken to say no day, as many reports do.
    """
    claims = [claim for document in documents.values() for claim in extract(document)]
    claims = linking.without_days(claims, undated)
    told = tell(rule((), claims), backdrop(documents))
    facets = [one.facet for one in told]
    return [
        (
            tuple(seen(facets[a], facets[b])),
            f"{told[a].document}|{told[b].document}",
            truth[told[a].document] == truth[told[b].document],
            name,
        )
        for a, b in candidates(facets)
        if told[a].document != told[b].document and not facets[a].families.isdisjoint(facets[b].families)
    ]


def every_pair() -> list[Pair]:
    """The candidate pairs of all sets."""
    ours, ecb, pitf = linking.pair_rows(), linking.ecb_rows(), linking.pitf_rows()
    documents, pair = linking.documents_of(ours), {row["id"]: row["pair"] for row in ours}
    return [
        *pairs_of("pairs", documents, pair),
        *pairs_of(
            "one undated", documents, pair, {own for n, own in enumerate(sorted(pair)) if (n % 2) ^ (n // 2 % 2)}
        ),
        *pairs_of("undated", documents, pair, pair),
        *pairs_of("ecb", linking.documents_of(ecb), {row["id"]: row["incident"] for row in ecb}),
        *pairs_of("pitf", linking.documents_of(pitf), {row["id"]: linking.pitf_key(row) for row in pitf}),
    ]


def learn(told: Sequence[Pair], prior: Mapping[str, float]) -> dict[str, float]:
    """The weights, `any` among them for what holds of any pair."""
    weights = dict(prior)
    for _ in range(ROUNDS):
        rows = labelled(told, weights)
        weights = descend(rows, prior, weights)
    return weights


def total(weights: Mapping[str, float], names: Iterable[str]) -> float:
    """How much speaks for one incident."""
    return weights["any"] + sum(weights.get(name, 0.0) for name in names)


def labelled(told: Sequence[Pair], weights: Mapping[str, float]) -> list[Row]:
    """The pairs with their labels: of two reports of one incident only the likeliest pair of happenings.

    Pairs of which the same is seen are one row, with what they count together.
    """
    best: dict[str, tuple[float, tuple[str, ...], float]] = {}
    rows: Counter[tuple[tuple[str, ...], bool]] = Counter()
    for names, documents, same, origin in told:
        if not same:
            rows[names, False] += COUNTS[origin]
        elif (key := f"{origin} {documents}") not in best or total(weights, names) > best[key][0]:
            best[key] = total(weights, names), names, COUNTS[origin]
    for _, names, counts in best.values():
        rows[names, True] += MISSED * counts
    return [(names, same, counts) for (names, same), counts in rows.items()]


def descend(rows: Sequence[Row], prior: Mapping[str, float], start: Mapping[str, float]) -> dict[str, float]:
    """Weights of least loss, by gradient descent with momentum; both labels count alike in sum up to a factor."""
    weights = dict(start)
    rate = RATE / max(1.0, sum(counts for _, _, counts in rows) ** 0.5)
    pace = dict.fromkeys(weights, 0.0)
    for _ in range(STEPS):
        slope = {name: HOLD * (weights[name] - prior[name]) for name in weights}
        for names, same, counts in rows:
            wrong = counts * (1 / (1 + 2 ** -max(-60.0, min(60.0, total(weights, names)))) - same)
            for name in ("any", *names):
                if name in slope:
                    slope[name] += wrong
        for name in weights:
            pace[name] = 0.9 * pace[name] - rate * slope[name]
            weights[name] += pace[name]
        weights.update((name, prior[name]) for name in HELD)
        for name in AGAINST:
            weights[name] = min(weights[name], prior[name])
        for name in TOWARDS:
            weights[name] = max(weights[name], 0.0)
        for chain in ORDERS:
            for above, below in pairwise(chain):
                weights[below] = min(weights[below], weights[above])
    return weights


def main() -> None:
    """Train, say how well it separates, and write the file."""
    prior = json.loads(PRIOR.read_text(encoding="utf-8"))
    told = every_pair()
    weights = learn(told, prior)
    rows = labelled(told, weights)
    found = sum(total(weights, names) > 0 for names, same, _ in rows if same)
    wrong = sum(total(weights, names) > 0 for names, same, _ in rows if not same)
    positives = sum(same for _, same, _ in rows)
    print(f"{len(rows)} pairs, {positives} of one incident: {found} above 0; of the others {wrong} above 0")
    for name in prior:
        n = sum(name in names for names, _, _ in rows), sum(name in names for names, same, _ in rows if same)
        print(f"{name:22} {prior[name]:6.2f} {weights[name]:6.2f}  seen {n[0]:6} of one incident {n[1]:5}")
    if "--dry" in sys.argv:
        return
    digest = hashlib.sha256(json.dumps(sorted(map(str, told))).encode()).hexdigest()[:16]
    provenance = {
        "script": "bench/train_likeness.py",
        "data": "bench/pairs.jsonl with and without days; ECB+ topics of violence; PITF 2016-20: pairs of happenings",
        "pairs": len(told), "kinds_of_pairs": len(rows), "of_one_incident": positives, "digest": digest,
        "of_one_incident_above_0": found, "of_others_above_0": wrong, "held_to_prior": HOLD,
    }  # fmt: skip
    bias = weights.pop("any")
    body = {
        "name": "likeness",
        "bias": round(bias, 3),
        "weights": {k: round(v, 3) for k, v in weights.items()},
        "provenance": provenance,
    }
    OUT.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
