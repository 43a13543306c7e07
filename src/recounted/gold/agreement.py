"""How well two coders agree, corrected for chance: Krippendorff's alpha by field."""

import math
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

    Raises:
        UsageError: the library is not installed.
    """
    try:
        import krippendorff
    except ImportError:
        raise UsageError("Agreement needs what `pip install recounted[agreement]` brings.") from None
    numbers = metric_values(values) if metric else nominal_values(values)
    if len({value for row in numbers for value in row if not math.isnan(value)}) < 2:
        return None
    return float(krippendorff.alpha(reliability_data=numbers, level_of_measurement="interval" if metric else "nominal"))


def nominal_values(values: Sequence[tuple[Any, Any]]) -> list[list[float]]:
    """Both coders' values as numbers that stand for them; unknown is a value of its own."""
    codes = {value: float(code) for code, value in enumerate(sorted({v for pair in values for v in pair}, key=str))}
    return [[codes[pair[coder]] for pair in values] for coder in (0, 1)]


def metric_values(values: Sequence[tuple[Any, Any]]) -> list[list[float]]:
    """Both coders' values as numbers, days as ordinals; unknown is missing."""
    return [[number(pair[coder]) for pair in values] for coder in (0, 1)]


def number(value: date | int | None) -> float:
    """A value as a number; nan where there is none."""
    return float("nan") if value is None else float(value.toordinal() if isinstance(value, date) else value)
