"""What can be said of a figure, seen from those already counted. It knows no numbers, only how they stand."""

from collections.abc import Iterator, Sequence

from recounted.model import Figure, Mention
from recounted.prose import Prose

#: A number of four digits that begins so is a year.
YEAR, CENTURIES = 4, frozenset({"19", "20"})

#: The lists of words around a figure of an earlier happening.
ELSEWHEN = ("memory_words", "court_words", "compare_words")

#: How many words before a number may say that it brings a total up to date: "bringing the number of dead to".
TOTAL = 7

#: How many words before and behind a figure may date it.
BEFORE, BEHIND = 6, 9


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
    clause = clause_around(prose, candidates, index)
    for name in sorted(set(elsewhen_features(prose, clause, prose.extent(mention.span)))):
        yield name
        yield f"{place} {name}"
    if kept:
        yield from relation_features(prose, mention, kept, candidates[index - 1])
        yield from sum_features(candidates, index, kept)


def sum_features(candidates: Sequence[Mention], index: int, kept: Sequence[Mention]) -> Iterator[str]:
    """Whether a figure is one of some that follow each other and together come to what was counted."""
    total = sum(value_of(mention) or 0 for mention in kept)
    first = next(i for i, other in enumerate(candidates) if other is kept[-1]) + 1
    values = [value_of(other) or 0 for other in candidates]
    ends = range(index + 1, len(values) + 1)
    if any(sum(values[start:end]) == total for start in range(first, index + 1) for end in ends if end - start > 1):
        yield "shares in what was counted"


def is_vague(mention: Mention) -> bool:
    """Whether a figure has a lower bound and no number: "dozens"."""
    figure = mention.value
    assert isinstance(figure, Figure)
    return figure.best is None and figure.high is None and figure.low is not None


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
    opens = kind_of_word(prose, start)
    yield f"opens {opens}"
    if not any(word in lists["harm_commas"] for word in words) and value_of(mention) == 1:
        yield "single"
        yield f"single {opens}"
    begin, stop = prose.sentences[prose.sentence_at(start)]
    cues = lists["reckon_cues"]
    for word in sorted(cues.intersection(prose.lower[max(begin, start - 6) : start])):
        yield f"near {word}"
    for word in sorted(cues.intersection(prose.lower[end : min(stop, end + 5)])):
        yield f"behind {word}"


def clause_around(prose: Prose, candidates: Sequence[Mention], index: int) -> tuple[int, int]:
    """The words of a figure's sentence that stand nearer to it than to the other candidates of that sentence."""
    start, end = prose.extent(candidates[index].span)
    first, last = prose.sentences[prose.sentence_at(start)]
    before = prose.extent(candidates[index - 1].span)[1] if index else first
    behind = prose.extent(candidates[index + 1].span)[0] if index + 1 < len(candidates) else last
    return max(first, min(before, start)), min(last, max(behind, end))


def elsewhen_features(prose: Prose, clause: tuple[int, int], extent: tuple[int, int]) -> Iterator[str]:
    """What around a figure speaks of another time: words of memory and courts, words that count back, dates."""
    lists = prose.lexicon.lists
    words = prose.lower[slice(*clause)]
    yield from (f"clause has {kind}" for kind in ELSEWHEN if not lists[kind].isdisjoint(words))
    near = range(max(clause[0], extent[0] - BEFORE), min(clause[1], extent[1] + BEHIND))
    for i in near:
        word, before = prose.lower[i], prose.lower[i - 1] if i else ""
        back = word in lists["back_words"] or f"{before} {word}" in lists["back_words"]
        kinds = {"counts back": back, "past perfect": word in lists["past_perfect_words"]}
        yield from (kind for kind, holds in kinds.items() if holds)
        if len(word) == YEAR and word.isdecimal() and word[:2] in CENTURIES:
            if before not in lists["count_months"] and not before.isdecimal():
                yield "a bare year"
        elif word in lists["count_months"] and prose.printed[i][0].isupper():
            dated = any(other.isdecimal() for other in prose.lower[max(i - 1, 0) : i + 2])
            yield "a date" if dated else "a bare month"


def is_sum_of_all(prose: Prose, mention: Mention) -> bool:
    """Whether a number is what a total is brought to: "a third victim died, bringing the number of dead to three"."""
    start, lists = prose.extent(mention.span)[0], prose.lexicon.lists
    ahead = prose.lower[max(start - TOTAL, 0) : start]
    return bool(ahead) and ahead[-1] in lists["harm_toll_to"] and not lists["total_openers"].isdisjoint(ahead)


def is_doer(prose: Prose, mention: Mention) -> bool:
    """Whether a figure counts those who did it: "four of the raiders", "himself"."""
    return not prose.lexicon.lists["doers"].isdisjoint(prose.lower[slice(*prose.extent(mention.span))])


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
    figures = [own.value for own in candidates[index:] if isinstance(own.value, Figure)]
    if figures[0].scope == "period" and any(figure.scope == "incident" for figure in figures[1:]):
        yield "a single happening ahead"
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
    revised = getattr(mention.value, "revised_from", None)
    if revised is not None and revised in {total, *values}:
        yield "revises what was counted"
    doers = {is_doer(prose, own) for own in kept}
    if doers == {True} and not is_doer(prose, mention):
        yield "after those who did it"
    if before is kept[-1] and distance == 0:
        yield from between_features(prose, kept[-1], mention)
    words = set(prose.lower[prose.extent(kept[-1].span)[1] : prose.extent(mention.span)[0]])
    for word in sorted(words & prose.lexicon.lists["reckon_cues"]):
        yield f"between {word}"
        yield f"between {word} distance {min(distance, 1)}"


def between_features(prose: Prose, before: Mention, mention: Mention) -> Iterator[str]:
    """How two figures of one sentence follow each other: joined, or by words of harm of their own."""
    start, end = prose.extent(before.span)[1], prose.extent(mention.span)[0]
    joined = end - start <= 2 or prose.phrase(start, end) in prose.lexicon.lists["count_joints"]
    loose = prose.lower[end - 1] in prose.lexicon.lists["count_loose_joints"] if end > start else True
    yield "joined" if joined else "joined loosely" if loose else "apart"
    yield f"gap {min(9, (end - start) // 3)}"
