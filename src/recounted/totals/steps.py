"""What becomes of each figure of a harm: it adds to what was counted before, is left out, or takes the place of all."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from recounted.model import Figure, Mention
from recounted.prose import Prose
from recounted.totals.earlier import told_now
from recounted.totals.features import features, is_doer, is_sum_of_all, is_vague, value_of
from recounted.weights import weights

#: What may become of a figure; leaving it out weighs nothing.
ADD, REPLACE, LEAVE = "add", "replace", "leave"
ACTIONS = (ADD, REPLACE, LEAVE)

#: Why a figure goes the way of the one before it.
JOINED = "joined to the figure before"

#: Why a figure takes the place of those before it.
SUM = "what the total is brought to"

#: Modalities under which nobody has been harmed.
UNREAL = frozenset({"denied", "threatened", "planned", "called_for"})


#: Two numbers of a list have no more words between them: a label and its mark.
ROW = 6


class Step(NamedTuple):
    """What became of one figure: the action, its probability, and the weight of every reason for or against each."""

    mention: Mention
    action: str
    sure: float
    reasons: dict[str, dict[str, float]]


def steps(prose: Prose, figures: Sequence[Mention], harm: str) -> list[Step]:
    """What becomes of each figure of a harm that may count, in reading order."""
    return judged(prose, candidates_of(prose, figures, harm), weights("totals").weights)


def judged(prose: Prose, candidates: Sequence[Mention], model: Mapping[str, float]) -> list[Step]:
    """What becomes of each candidate under these weights."""
    taken: list[Step] = []
    kept: list[Mention] = []
    for index, mention in enumerate(candidates):
        if is_joined(prose, candidates, index):
            action = LEAVE if taken[-1].action == LEAVE else ADD
            kept = after(kept, mention, action)
            weight = 0.0 if action == LEAVE else 1.0
            taken.append(Step(mention, action, taken[-1].sure, {ADD: {JOINED: weight}, REPLACE: {}}))
            continue
        if kept and is_sum_of_all(prose, mention) and (value_of(mention) or 0) >= sum(value_of(m) or 0 for m in kept):
            kept = after(kept, mention, REPLACE)
            taken.append(Step(mention, REPLACE, 1.0, {ADD: {}, REPLACE: {SUM: 1.0}}))
            continue
        names = list(features(prose, candidates, index, kept))
        reasons = {action: {name: model.get(f"{action}:{name}", 0.0) for name in names} for action in (ADD, REPLACE)}
        scores = {action: sum(own.values()) for action, own in reasons.items()} | {LEAVE: 0.0}
        action = max(ACTIONS, key=lambda name: scores[name])
        kept = after(kept, mention, action)
        sure = 1 / sum(math.exp(min(score - scores[action], 0.0)) for score in scores.values())
        taken.append(Step(mention, action, round(sure, 3), reasons))
    return taken


def after(kept: list[Mention], mention: Mention, action: str) -> list[Mention]:
    """The figures that count after an action."""
    return [*kept, mention] if action == ADD else [mention] if action == REPLACE else kept


def candidates_of(prose: Prose, figures: Sequence[Mention], harm: str) -> list[Mention]:
    """The figures of a harm that may enter its total: whole, no running total, told as having happened, and now."""
    own = [m for m in figures if isinstance(m.value, Figure) and m.value.harm == harm and may_count(m.value)]
    own = told_now(prose, own)
    return precise([m for m in own if value_of(m) is not None]) or own


def precise(told: list[Mention]) -> list[Mention]:
    """Figures without the vague ones that a number of about their size makes precise: "dozens", and then "22"."""
    values = [value_of(mention) or 0 for mention in told if not is_vague(mention)]
    return [m for m in told if not (is_vague(m) and any(2 * value >= (value_of(m) or 0) for value in values if value))]


def is_joined(prose: Prose, candidates: Sequence[Mention], index: int) -> bool:
    """Whether a figure and the one before it are parts of one sum: "three women and a child", rows of a list."""
    if not index or candidates[index].by != candidates[index - 1].by:
        return False
    if is_doer(prose, candidates[index]) != is_doer(prose, candidates[index - 1]):
        return False
    start, end = prose.extent(candidates[index - 1].span)[1], prose.extent(candidates[index].span)[0]
    if end - start <= ROW and prose.lower[end - 1] in prose.lexicon.lists["row_marks"]:
        return True
    joints, tails = prose.lexicon.lists["count_joints"], prose.lexicon.lists["count_joint_tails"]
    while end > start + 1 and prose.lower[end - 1] in tails:
        end -= 1
    return start < end <= start + 4 and prose.phrase(start, end) in joints


def may_count(figure: Figure) -> bool:
    """Whether a figure is no part, no running total, and nothing denied or threatened."""
    return figure.part_of is None and figure.scope != "cumulative" and figure.modality not in UNREAL


def counting(taken: Sequence[Step]) -> list[Mention]:
    """The figures that count after all steps."""
    kept: list[Mention] = []
    for step in taken:
        kept = after(kept, step.mention, step.action)
    return kept
