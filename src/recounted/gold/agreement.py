"""How well two coders agree, corrected for chance: Krippendorff's alpha by field."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec import UNSET

from recounted.errors import UsageError
from recounted.gold.coded import Coded, Report
from recounted.gold.pairing import BOUNDS, FIELDS, figures, pairs

#: Fields whose values are numbers or days, so that a near miss counts less than a far one.
METRIC = frozenset({"date_start", "date_end", "figure.low", "figure.best", "figure.high"})


class Alpha(msgspec.Struct, frozen=True):
    """The agreement on one field: `alpha` up to 1, 0 as by chance, None where nothing varies; `total` pairs."""

    field: str
    alpha: float | None
    total: int


def agreement(a: Iterable[Report], b: Iterable[Report]) -> list[Alpha]:
    """Alpha for each field that both coders give, over the claims of the reports that both have coded.

    "claim" is whether there is one, over all claims of either: it has no chance to be absent from both, and is a share.

    Raises:
        UsageError: the library is not installed, or no report is in both.
    """
    other = {report.id: report for report in b}
    same = [(report, other[report.id]) for report in a if report.id in other]
    if not same:
        raise UsageError("The two have no report with the same id. Give both coders the same reports.")
    values: dict[str, list[tuple[Any, Any]]] = {}
    claims = paired = 0
    for one, two in same:
        found = pairs(one.claims, two.claims)
        claims, paired = claims + len(one.claims) + len(two.claims), paired + 2 * len(found)
        for left, right in found:
            note(left, right, values)
    rows = [Alpha(name, alpha(values[name], name in METRIC), len(values[name])) for name in order(values)]
    return [Alpha("claims that both have (share)", paired / claims if claims else None, claims), *rows]


def order(values: Iterable[str]) -> list[str]:
    """The fields in the order in which they are shown."""
    known = [*FIELDS, *(f"figure.{name}" for name in BOUNDS)]
    return sorted(values, key=known.index)


def note(left: Coded, right: Coded, values: dict[str, list[tuple[Any, Any]]]) -> None:
    """The values of a pair of claims, field by field, where both give one."""
    told = [(name, getattr(left, name), getattr(right, name)) for name in FIELDS if name != "point"]
    for one, two in figures(left, right):
        if two is not None:
            told += [(f"figure.{name}", getattr(one, name), getattr(two, name)) for name in BOUNDS]
    for name, x, y in told:
        if UNSET not in (x, y):
            values.setdefault(name, []).append((x, y))


def alpha(values: Sequence[tuple[Any, Any]], metric: bool) -> float | None:
    """Krippendorff's alpha of two coders' values; None where there is but one value.

    Unknown is a value of its own; among numbers and days, it is missing.

    Raises:
        UsageError: the library is not installed.
    """
    try:
        from nltk.metrics.agreement import AnnotationTask
        from nltk.metrics.distance import binary_distance, interval_distance
    except ImportError:
        raise UsageError("Agreement needs what `pip install 'recounted[agreement]'` brings.") from None
    told = [
        (coder, item, number(value) if metric else str(value))
        for item, pair in enumerate(values)
        for coder, value in zip("ab", pair, strict=True)
        if not (metric and value is None)
    ]
    if len({value for _, _, value in told}) < 2:
        return None
    return float(AnnotationTask(told, interval_distance if metric else binary_distance).alpha())


def number(value: date | int) -> int:
    """A number, or the ordinal of a day."""
    return value.toordinal() if isinstance(value, date) else value
