"""How many: documents' tolls against the World Atrocities Dataset.

python bench/figures.py [-v] [killed|injured]    print scores; with -v the wrong reports
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from figures_gold import HARMS, PITF, answer, prose_of, rows
from recounted.finders.figures import find_figures
from recounted.model import Figure, Mention
from recounted.numbers import read_number
from recounted.prose import Prose
from recounted.scoring import Score, share
from recounted.totals import Total, totals
from recounted.totals.features import value_of
from recounted.totals.steps import candidates_of
from recounted.weights import weights

GOLD = [PITF]

#: Those whom the coders of the set leave out where they count civilians only.
ARMED = frozenset({"combatants", "police", "security_forces", "peacekeepers", "officials"})

#: What the scores are worth.
NOTE = (
    "The rules were written while reading errors of these same reports, so that the scores above are in sample. A harm "
    "of which nothing is said is compared as 0. The first class are reports whose coders counted civilians only; what "
    "the words give is another number, and no rule should learn theirs."
)


def compared() -> Iterator[tuple[dict[str, object], str, int, dict[str, Total | None]]]:
    """Each report with each harm that its coders gave a number for: row, harm, number, and our tolls."""
    for row in rows(PITF):
        prose = prose_of(str(row["text"]))
        ours = totals(prose, find_figures(prose))
        for harm in HARMS:
            if row[harm] is not None:
                yield row, harm, int(str(row[harm])), ours


def measure() -> list[Score]:
    """The share of reports whose toll is exactly right."""
    right: dict[str, list[bool]] = {"killed": [], "injured": []}
    for _, harm, wanted, ours in compared():
        right[harm].append(answer(ours[harm]) == wanted)
    return [share(f"pitf.{harm}", sum(hits), len(hits)) for harm, hits in right.items()]


def errors() -> str:
    """What the wrong reports have in common, with counts and 95 % intervals, and the scores under cross-validation."""
    classes: Counter[tuple[str, str]] = Counter()
    of: Counter[str] = Counter()
    for row, harm, wanted, ours in compared():
        of[harm] += 1
        if answer(ours[harm]) != wanted:
            prose = prose_of(str(row["text"]))
            classes[harm, kind_of(prose, find_figures(prose), harm, (wanted, answer(ours[harm])))] += 1
    lines = ""
    for (harm, kind), count in sorted(classes.items(), key=lambda item: (item[0][0], -item[1])):
        low, high = share(kind, count, of[harm]).interval
        lines += f"| {harm}: {kind} | {count} | {low:.3f}–{high:.3f} |\n"
    cross = weights("totals").provenance["exact_cross_validated"]
    told = ", ".join(f"{harm} {cross[f'pitf.{harm}']:.3f}" for harm in HARMS)
    head = f"With weights learnt without the report in hand (five-fold cross-validation): {told}.\n\n"
    return head + f"| error | reports | share of all, interval |\n|---|---|---|\n{lines}\n{NOTE}\n"


def kind_of(prose: Prose, figures: Sequence[Mention], harm: str, numbers: tuple[int, int]) -> str:
    """The class of a wrong report, from the number wanted and the one that it came to."""
    wanted, got = numbers
    own = [m for m in figures if isinstance(m.value, Figure) and m.value.harm == harm]
    armed = {value_of(m) for m in own if m.value.category in ARMED}  # type: ignore[union-attr]
    parts = {value_of(m) for m in own if m.value.part_of is not None}  # type: ignore[union-attr]
    if got > wanted and (got - wanted in armed or (wanted in parts and got in {value_of(m) for m in own})):
        return "coders counted a part of those whom the text counts, mostly civilians"
    values = [value_of(mention) or 0 for mention in candidates_of(prose, figures, harm)][:8]
    if wanted in {sum(chosen) for size in range(len(values) + 1) for chosen in combinations(values, size)}:
        return "the right figures were found and others chosen"
    told = {read[0] for i in range(len(prose)) if (read := read_number(prose, i))}
    if wanted > 1 and wanted not in told:
        return "the number is not in the text, or a sum of what is not counted"
    return "no figure was found" if not values else "the number stands in the text and is not read as this harm"


def main(arguments: list[str]) -> None:
    """Print the scores, and on request the wrong reports."""
    for score in measure():
        print(f"{score.name} {score.value:.4f} of {score.total}")
    if "-v" in arguments:
        for row, harm, wanted, ours in compared():
            if answer(ours[harm]) != wanted and (harm in arguments or not set(HARMS) & set(arguments)):
                print(f"\n{row['id']} {harm}: wanted {wanted}, got {ours[harm]}\n{row['text']}")


if __name__ == "__main__":
    main(sys.argv[1:])
