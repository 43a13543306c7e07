"""Scores against gold, each with the number of things it was measured on."""

import math
from collections.abc import Mapping

import msgspec


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One measured share: `right` out of `total`, under a name such as `pitf.killed`."""

    name: str
    value: float
    total: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share.

        Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
        """
        if not self.total:
            return 0.0, 1.0
        z, n, p = 1.96, self.total, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(max(0.0, p * (1 - p) / n + z * z / (4 * n * n)))
        return max(0.0, middle - half), min(1.0, middle + half)


def share(name: str, right: float, total: int) -> Score:
    """The score of `right` things out of `total`."""
    return Score(name=name, value=right / total if total else 0.0, total=total)


def f1(name: str, right: int, found: int, wanted: int) -> Score:
    """The harmonic mean of precision and recall."""
    value = 2 * right / (found + wanted) if found + wanted else 1.0
    return Score(name=name, value=value, total=wanted)


def below(scores: Mapping[str, Score], floors: Mapping[str, float]) -> list[str]:
    """What is measured lower than its floor, or not measured at all, in words."""
    return [
        f"{name}: {scores[name].value:.4f} is below its floor {floor:.4f}"
        if name in scores
        else f"{name}: not measured"
        for name, floor in floors.items()
        if name not in scores or scores[name].value < floor - 5e-5
    ]
