"""The program against people's coding, field by field."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from recounted.gold.coded import Coded, Count, Report
from recounted.gold.pairing import BOUNDS, FIELDS, compared, figures, pairs
from recounted.scoring import Score, share


class Measured(msgspec.Struct, frozen=True):
    """Scores in a fixed order, and confusions: (field, what people say, what the program says) → how often."""

    scores: tuple[Score, ...]
    confusions: dict[tuple[str, str, str], int]


class Sheet:
    """Right and all, by name, while reports are compared."""

    def __init__(self) -> None:
        self.right: dict[str, int] = defaultdict(int)
        self.all: dict[str, int] = defaultdict(int)
        self.confusions: Counter[tuple[str, str, str]] = Counter()

    def note(self, name: str, right: bool, wanted: Any = None, found: Any = None) -> None:
        """One comparison."""
        self.right[name] += right
        self.all[name] += 1
        if not right:
            self.confusions[name, shown(wanted), shown(found)] += 1


def measure(told: Iterable[tuple[Report, Sequence[Coded]]]) -> Measured:
    """The scores of the program's claims, given with each report."""
    sheet = Sheet()
    for report, found in told:
        same = pairs(report.claims, found)
        sheet.right["claims found"] += len(same)
        sheet.all["claims found"] += len(report.claims)
        if report.exhaustive:
            sheet.right["claims that people have too"] += len(same)
            sheet.all["claims that people have too"] += len(found)
        for wanted, got in same:
            compare(wanted, got, sheet)
    order = ["claims found", "claims that people have too", *FIELDS, "figure", *(f"figure.{name}" for name in BOUNDS)]
    scores = tuple(share(name, sheet.right[name], sheet.all[name]) for name in order if sheet.all[name])
    return Measured(scores, dict(sorted(sheet.confusions.items(), key=lambda item: (-item[1], item[0]))))


def compare(wanted: Coded, got: Coded, sheet: Sheet) -> None:
    """Compare the fields and figures of a pair."""
    for name, right in compared(wanted, got):
        fields = (wanted, got) if name != "point" else ()
        sheet.note(name, right, *(getattr(one, name) for one in fields))
    for count, found in figures(wanted, got):
        right = found is not None and found.category == count.category
        sheet.note("figure", right, of(count), of(found) if found else None)
        for name in BOUNDS if found is not None else ():
            value = getattr(count, name)
            if value is not UNSET:
                sheet.note(f"figure.{name}", value == getattr(found, name), value, getattr(found, name))


def of(count: Count) -> str:
    """What a figure counts."""
    return f"{count.category} {count.harm}"


def shown(value: object) -> str:
    """A value for people."""
    return "unknown" if value is None else str(value)
