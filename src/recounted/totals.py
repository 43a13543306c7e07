"""What a document, taken as a report of one incident, comes to for each harm.

The figures of a harm are gone through in reading order, and each is judged by itself: it adds to what was counted
before, it is left out (told again, a part, another happening), or it takes the place of all before it. The judgement is
a sum of learned weights, and knows no numbers, only how they stand to each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from recounted.model import Figure, Mention
from recounted.prose import Prose
from recounted.weights import weights

#: What may become of a figure; leaving it out weighs nothing.
ADD, REPLACE, LEAVE = "add", "replace", "leave"
ACTIONS = (ADD, REPLACE, LEAVE)

#: Why a figure goes the way of the one before it.
JOINED = "joined to the figure before"

#: Modalities under which nobody has been harmed.
UNREAL = frozenset({"denied", "threatened", "planned", "called_for"})


class Total(NamedTuple):
    """A document's toll of one harm. None means that the words set no such bound."""

    low: int | None
    best: int | None
    high: int | None


class Step(NamedTuple):
    """What became of one figure: the action taken, and the weight of every reason for and against each action."""

    mention: Mention
    action: str
    reasons: dict[str, dict[str, float]]


def totals(prose: Prose, figures: Sequence[Mention]) -> dict[str, Total | None]:
    """The document's toll by harm: parts added up, subsets and running figures left out, None where nothing is said."""
    found: dict[str, Total | None] = dict.fromkeys(prose.lexicon.vocabulary["harm"])
    for harm in {mention.value.harm for mention in figures if isinstance(mention.value, Figure)}:
        found[harm] = counted_total(steps(prose, figures, harm))
    return found


def steps(prose: Prose, figures: Sequence[Mention], harm: str) -> list[Step]:
    """What becomes of each figure of a harm that may count, in reading order."""
    return judged(prose, candidates_of(figures, harm), weights("totals").weights)


def judged(prose: Prose, candidates: Sequence[Mention], model: Mapping[str, float]) -> list[Step]:
    """What becomes of each candidate under these weights."""
    taken: list[Step] = []
    kept: list[Mention] = []
    for index, mention in enumerate(candidates):
        if is_joined(prose, candidates, index):
            action = LEAVE if taken[-1].action == LEAVE else ADD
            kept = after(kept, mention, action)
            taken.append(Step(mention, action, {ADD: {JOINED: 0.0 if action == LEAVE else 1.0}, REPLACE: {}}))
            continue
        names = list(features(prose, candidates, index, kept))
        reasons = {action: {name: model.get(f"{action}:{name}", 0.0) for name in names} for action in (ADD, REPLACE)}
        scores = {action: sum(own.values()) for action, own in reasons.items()} | {LEAVE: 0.0}
        action = max(ACTIONS, key=lambda name: scores[name])
        kept = after(kept, mention, action)
        taken.append(Step(mention, action, reasons))
    return taken


class Reason(NamedTuple):
    """Why a figure enters its document's total or does not: what became of it, and each reason with its weight.

    A weight above zero speaks for counting the figure, one below zero against it.
    """

    mention: Mention
    action: str
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
        found.append(Reason(mention, step.action if step else LEAVE, tuple(weighed)))
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
    return dict.fromkeys((name for name, holds in told.items() if holds), float("-inf"))


def after(kept: list[Mention], mention: Mention, action: str) -> list[Mention]:
    """The figures that count after an action."""
    return [*kept, mention] if action == ADD else [mention] if action == REPLACE else kept


def candidates_of(figures: Sequence[Mention], harm: str) -> list[Mention]:
    """The figures of a harm that may enter its total: whole, of the incident, and told as having happened."""
    own = [m for m in figures if isinstance(m.value, Figure) and m.value.harm == harm and may_count(m.value)]
    told = [m for m in own if value_of(m) is not None] or own
    return [m for m in told if m.value.scope == "incident"] or told  # type: ignore[union-attr]


def is_joined(prose: Prose, candidates: Sequence[Mention], index: int) -> bool:
    """Whether a figure and the one before it are parts that one word of harm takes: "three women and a child"."""
    if not index or candidates[index].by != candidates[index - 1].by:
        return False
    start, end = prose.extent(candidates[index - 1].span)[1], prose.extent(candidates[index].span)[0]
    joints, tails = prose.lexicon.lists["count_joints"], prose.lexicon.lists["count_joint_tails"]
    while end > start + 1 and prose.lower[end - 1] in tails:
        end -= 1
    return start < end <= start + 4 and prose.phrase(start, end) in joints


def may_count(figure: Figure) -> bool:
    """Whether a figure is no part, no running total, and nothing denied or threatened."""
    return figure.part_of is None and figure.scope != "cumulative" and figure.modality not in UNREAL


def value_of(mention: Mention) -> int | None:
    """The number to reckon with: the best, else the lower bound, else the upper."""
    figure = mention.value
    assert isinstance(figure, Figure)
    return next((bound for bound in (figure.best, figure.low, figure.high) if bound is not None), None)


def features(prose: Prose, candidates: Sequence[Mention], index: int, kept: Sequence[Mention]) -> Iterator[str]:
    """What can be said of a figure, seen from those already counted."""
    mention = candidates[index]
    place = "later" if kept else "first"
    yield place
    for name in (*own_features(prose, mention), *ahead_features(candidates, index)):
        yield f"{place} {name}"
    yield f"{place} {sentence_feature(prose, candidates, mention)}"
    if kept:
        for name in relation_features(prose, mention, kept, candidates[index - 1]):
            yield name


def own_features(prose: Prose, mention: Mention) -> Iterator[str]:
    """What a figure's own words say."""
    lists, figure = prose.lexicon.lists, mention.value
    assert isinstance(figure, Figure)
    start, end = prose.extent(mention.span)
    words = prose.lower[start:end]
    yield f"scope {figure.scope}"
    yield f"modality {figure.modality}"
    if figure.revised_from is not None:
        yield "revised"
    if any(word in lists["more_words"] for word in words):
        yield "more"
    if any(word in lists["doers"] for word in words):
        yield "doer"
    yield f"opens {kind_of_word(prose, start)}"
    if not any(word in lists["harm_commas"] for word in words) and value_of(mention) == 1:
        yield "single"
    begin, stop = prose.sentences[prose.sentence_at(start)]
    cues = lists["reckon_cues"]
    for word in set(prose.lower[max(begin, start - 6) : start]) & cues:
        yield f"near {word}"
    for word in set(prose.lower[end : min(stop, end + 5)]) & cues:
        yield f"behind {word}"


def kind_of_word(prose: Prose, i: int) -> str:
    """How a figure begins: with an article, a number, a name, a bound."""
    word, lists = prose.lower[i], prose.lexicon.lists
    if word in lists["count_definite"]:
        return "definite"
    if word in lists["count_possessives"]:
        return "possessive"
    if word in lists["count_articles"]:
        return "article"
    if word[0].isdigit() or word in lists["numbers"]:
        return "number"
    return "name" if prose.printed[i][0].isupper() and len(word) > 1 and word not in lists["count_singles"] else "bound"


def ahead_features(candidates: Sequence[Mention], index: int) -> Iterator[str]:
    """How a figure stands to those that come after it."""
    if index + 1 == len(candidates):
        yield "last" if index else "only"
        return
    value, later = value_of(candidates[index]) or 0, [value_of(other) or 0 for other in candidates[index + 1 :]]
    yield "greater ahead" if max(later) > value else "none greater ahead"
    if len(later) > 1 and sum(later) == value:
        yield "sum ahead"


def sentence_feature(prose: Prose, candidates: Sequence[Mention], mention: Mention) -> str:
    """Whether the sentence of a figure tells more victims than any other; of two that tell as many, the first does."""
    sums: dict[int, int] = {}
    for other in candidates:
        sentence = prose.sentence_at(prose.extent(other.span)[0])
        sums[sentence] = sums.get(sentence, 0) + (value_of(other) or 0)
    if len(sums) == 1:
        return "only sentence"
    greatest = max(sums, key=lambda sentence: (sums[sentence], -sentence))
    return "greatest sentence" if prose.sentence_at(prose.extent(mention.span)[0]) == greatest else "lesser sentence"


def relation_features(prose: Prose, mention: Mention, kept: Sequence[Mention], before: Mention) -> Iterator[str]:
    """How a figure stands to those already counted."""
    value, values = value_of(mention) or 0, [value_of(other) or 0 for other in kept]
    total = sum(values)
    relation = (
        "equal" if value == total else "equal to one" if value in values else "greater" if value > total else "less"
    )
    yield f"value {relation}"
    here, there = (prose.sentence_at(prose.extent(m.span)[0]) for m in (mention, kept[-1]))
    distance = min(here - there, 3)
    yield f"distance {distance}"
    yield f"value {relation} distance {min(distance, 1)}"
    figure, other = mention.value, kept[-1].value
    assert isinstance(figure, Figure) and isinstance(other, Figure)
    same = "same" if figure.category == other.category else "other"
    yield f"category {same}"
    yield f"category {same} value {relation} distance {min(distance, 1)}"
    if before is kept[-1] and distance == 0:
        yield from between_features(prose, kept[-1], mention)
    words = set(prose.lower[prose.extent(kept[-1].span)[1] : prose.extent(mention.span)[0]])
    for word in words & prose.lexicon.lists["reckon_cues"]:
        yield f"between {word}"
        yield f"between {word} distance {min(distance, 1)}"


def between_features(prose: Prose, before: Mention, mention: Mention) -> Iterator[str]:
    """How two figures of one sentence follow each other: joined, or by words of harm of their own."""
    start, end = prose.extent(before.span)[1], prose.extent(mention.span)[0]
    joined = end - start <= 2 or prose.phrase(start, end) in prose.lexicon.lists["count_joints"]
    loose = prose.lower[end - 1] in prose.lexicon.lists["count_loose_joints"] if end > start else True
    yield "joined" if joined else "joined loosely" if loose else "apart"
    yield f"gap {min(9, (end - start) // 3)}"


def counted_total(taken: Sequence[Step]) -> Total | None:
    """What the figures that count come to; a bound that one of them lacks, the total lacks."""
    figures = [mention.value for mention in counting(taken) if isinstance(mention.value, Figure)]
    if not figures:
        return None
    return Total(*(bound_of([getattr(figure, bound) for figure in figures]) for bound in ("low", "best", "high")))


def counting(taken: Sequence[Step]) -> list[Mention]:
    """The figures that count after all steps."""
    kept: list[Mention] = []
    for step in taken:
        kept = after(kept, step.mention, step.action)
    return kept


def bound_of(values: Sequence[int | None]) -> int | None:
    """The sum of bounds, None where one of them is missing."""
    return None if any(value is None for value in values) else sum(value for value in values if value is not None)
