"""How many: the figures and totals of the project's own short reports and summaries.

python bench/own_figures.py [-v]     print scores; with -v also what is wrong

The texts were written for this project (figures_own.jsonl, summaries.jsonl; figures_gold.py says how they are marked).
They are harder than news is on the whole: each holds something that can be misread.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import mean

import cases
import own_cases
from figures_gold import HARMS, OWN, SUMMARIES, Mark, is_right, mark_of, own_reports, prose_of, rows, toll_of
from recounted.finders.figures import find_figures
from recounted.scoring import Score, share
from recounted.totals import Total, totals
from recounted.weights import weights

GOLD = [OWN, SUMMARIES]

#: Where the table of reliability is cut.
EDGES = (0.0, 0.7, 0.8, 0.9, 0.95, 1.001)

#: What a wrong score is.
KINDS = {
    "precision": "a figure with another harm or number, or none at all",
    "recall": "a figure is not read, or with another number",
    "killed": "the total of killed is another: mostly an earlier attack, another source or the attackers' own dead",
    "injured": "the total of injured is another",
    "unknown": "a number where the words leave it unknown",
}

#: What the fresh texts showed before any rule was written for them.
FIRST = (
    "The fresh summaries were written in two lots, with their answers, before the program read them. At first sight it "
    "had 63 of 75 totals of killed and 69 of 77 of injured right in the first lot, and an F1 of figures of 0.873, with "
    "the right scope 0.841; in the second lot, with rules written for the first, 27 of 35 and 35 of 37, and 0.942 "
    "and 0.872. The answers of six texts of the first lot were corrected afterwards. "
    "What is wrong in them still: two attacks told side by side, the dead of those who attacked, "
    "a month's total beside one incident, people shot of whom the words do not say that they died."
)

#: How the ids of those summaries begin that were written to see how well the rules do on what they have not met.
FRESH = "f"

#: One comparison: which score it belongs to, whether it is right, and what is wrong.
Compared = tuple[str, bool, str]


def figures() -> Iterator[Compared]:
    """Every figure found and every one marked."""
    for prose, marks in own_reports():
        found = find_figures(prose)
        met: set[Mark] = set()
        for mention in found:
            mark = mark_of(mention, marks)
            right = is_right(mention, mark)
            met |= {mark} if mark and right else set()
            yield "own.precision", right, f"{mention.text!r} read as {mention.value} in: {prose.document.text}"
        for mark in marks:
            if mark.status != "wrong":
                yield "own.recall", mark in met, f"{mark} not read in: {prose.document.text}"


def sums() -> Iterator[Compared]:
    """Every total of the reports and of the summaries; what the words leave unknown must stay so."""
    for prose, marks in own_reports():
        ours = totals(prose, find_figures(prose))
        for harm in HARMS:
            if any(mark.harm == harm for mark in marks):
                wanted = toll_of(marks, harm)
                yield f"own.{harm}", number(ours[harm]) == wanted, f"{wanted} {ours[harm]} in: {prose.document.text}"
    for row in rows(SUMMARIES):
        prose = prose_of(str(row["text"]))
        ours = totals(prose, find_figures(prose))
        kind = "fresh" if str(row["id"]).startswith(FRESH) else "summaries"
        for harm in HARMS:
            got, wanted = number(ours[harm]), row[harm]
            words = f"{harm} {wanted}, not {ours[harm]}: {row['text']}"
            if wanted is None:
                exact = ours[harm].best if ours[harm] else None
                yield f"{kind}.unknown", exact is None, words
            else:
                yield f"{kind}.{harm}", (got or 0) == wanted, words


def number(total: Total | None) -> int | None:
    """One number for a toll: the best, else the lower bound, else the upper; None where nothing is told."""
    return (
        None
        if total is None
        else next((bound for bound in (total.best, total.low, total.high) if bound is not None), None)
    )


def measure() -> list[Score]:
    """The shares of figures, of totals, and of unknown tolls that are right."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for name, hit, _ in (*figures(), *sums()):
        of[name] += 1
        right[name] += hit
    return [share(name, right[name], of[name]) for name in sorted(of)]


def errors() -> str:
    """The scores under cross-validation, and how well the probabilities of figures hold."""
    cross = weights("totals").provenance["exact_cross_validated"]
    lines = ", ".join(f"{name} {value:.3f}" for name, value in cross.items() if not name.startswith("pitf"))
    out = f"Totals with weights learnt without the text in hand, texts without a total left out: {lines}.\n\n"
    out += (
        mistakes()
        + "How sure the program was of a figure, and how often it was right, also without the text in hand:\n\n"
    )
    out += "| texts | said | mean | right | of |\n|---|---|---|---|---|\n"
    for name, told in weights("figures").provenance["cross_validated"].items():
        for low, high, said, right, of in told["reliability"]:
            out += f"| {name} | {low:.2f}–{high:.2f} | {said:.3f} | {right:.3f} | {of} |\n"
    for low, high, said, right, of in on_cases():
        out += f"| whole claims of tests/cases | {low:.2f}–{high:.2f} | {said:.3f} | {right:.3f} | {of} |\n"
    return out + (
        "\nOf PITF the labels are guessed from the totals of its reports. Nothing was learnt from tests/cases, where a "
        "figure is right if the case has one of that harm with these bounds.\n"
    )


def mistakes() -> str:
    """The scores that are not right, by kind, with counts and 95 % intervals."""
    wrong: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for name, hit, _ in (*figures(), *sums()):
        of[name] += 1
        wrong[name] += not hit
    lines = ""
    for name, count in wrong.most_common():
        low, high = share(name, count, of[name]).interval
        lines += f"| {KINDS[name.partition('.')[2]]} ({name}) | {count} | {low:.3f}–{high:.3f} |\n" if count else ""
    return f"| error | times | share, interval |\n|---|---|---|\n{lines}\n{FIRST}\n\n"


def on_cases() -> Iterator[tuple[float, float, float, float, int]]:
    """The table of reliability of the figures of whole claims: from, to, what was said, what was right, how many."""
    judged = []
    for _, case, claims in cases.cases(own_cases.HOME):
        wanted = {bounds(figure) for claim in case["claims"] for figure in claim.get("toll", ())}
        judged += [(f["confidence"], bounds(f) in wanted) for claim in claims for f in claim["toll"]]
    for low, high in pairwise(EDGES):
        part = [(said, right) for said, right in judged if low <= said < high]
        if part:
            yield low, min(high, 1.0), mean(p[0] for p in part), mean(p[1] for p in part), len(part)


def bounds(figure: Mapping[str, object]) -> tuple[object, ...]:
    """A figure as it is compared with a case's."""
    return tuple(figure.get(name) for name in ("harm", "low", "best", "high"))


def main(arguments: list[str]) -> None:
    """Print the scores, and on request what is wrong."""
    for score in measure():
        print(f"{score.name} {score.value:.4f} of {score.total}")
    if "-v" in arguments:
        for name, hit, words in (*figures(), *sums()):
            if not hit:
                print(f"{name}: {words}")


if __name__ == "__main__":
    main(sys.argv[1:])
