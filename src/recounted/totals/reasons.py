"""Why a figure enters its document's total, or does not."""

from collections.abc import Sequence
from typing import NamedTuple

from recounted.model import Figure, Mention
from recounted.prose import Prose
from recounted.totals.features import value_of
from recounted.totals.steps import ADD, LEAVE, REPLACE, UNREAL, Step, steps


class Reason(NamedTuple):
    """Why a figure enters its document's total or does not: what became of it, how sure
    that is, and each reason with its weight.

    A weight above zero speaks for counting the figure, one below zero against it.
    """

    mention: Mention
    action: str
    sure: float
    reasons: tuple[tuple[str, float], ...]


def explain_figures(prose: Prose, figures: Sequence[Mention]) -> list[Reason]:
    """Every figure of a text in reading order, and why it counts or does not; the weightiest reasons first."""
    judged: dict[int, Step] = {}
    for harm in {mention.value.harm for mention in figures if isinstance(mention.value, Figure)}:
        judged |= {id(step.mention): step for step in steps(prose, figures, harm)}
    found = []
    for mention in figures:
        step = judged.get(id(mention))
        own = step.reasons[REPLACE if step.action == REPLACE else ADD] if step else barred(mention)
        weighed = sorted(((name, weight) for name, weight in own.items() if weight), key=lambda item: -abs(item[1]))
        action, sure = (step.action, step.sure) if step else (LEAVE, 1.0)
        found.append(Reason(mention, action, sure, tuple(weighed)))
    return found


def barred(mention: Mention) -> dict[str, float]:
    """Why a figure is no candidate at all."""
    figure = mention.value
    assert isinstance(figure, Figure)
    told = {
        f"scope {figure.scope}": figure.scope != "incident",
        f"modality {figure.modality}": figure.modality in UNREAL,
    }
    told |= {"part of another": figure.part_of is not None, "no number": value_of(mention) is None}
    told["of an earlier happening, or vaguer than another"] = not any(told.values())
    return dict.fromkeys((name for name, holds in told.items() if holds), float("-inf"))
