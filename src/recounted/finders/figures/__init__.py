"""How many: the numbers of people and things harmed, with category, bounds, scope and subset."""

from recounted.finders.figures.counts import Count, find_counts
from recounted.finders.figures.harms import Tie, find_ties, find_triggers
from recounted.model import Figure, Mention
from recounted.prose import Prose


def find_figures(prose: Prose) -> list[Mention]:
    """Every figure of a text, in reading order."""
    mentions: list[Mention] = []
    for tie in ties_of(prose):
        mentions += [mention_of(prose, tie, count) for count in tie.counts]
    return sorted(mentions, key=lambda mention: mention.span)


def ties_of(prose: Prose) -> list[Tie]:
    """What the words of harm of a text take, sentence by sentence."""
    by_sentence: dict[int, list] = {}
    for trigger in find_triggers(prose):
        by_sentence.setdefault(prose.sentence_at(trigger.start), []).append(trigger)
    ties: list[Tie] = []
    for sentence, triggers in by_sentence.items():
        extent = prose.sentences[sentence]
        harmed = {i for trigger in triggers for i in range(trigger.start, trigger.end)}
        ties += find_ties(prose, extent, triggers, find_counts(prose, *extent, harmed))
    return ties


def mention_of(prose: Prose, tie: Tie, count: Count) -> Mention:
    """A figure as a mention."""
    low, best, high = count.bounds
    figure = Figure(
        harm=tie.trigger.harm,
        category=count.category or "people",
        low=low,
        best=best,
        high=high,
        span=prose.span(count.start, count.end),
    )
    return prose.mention("figure", (count.start, count.end), figure, tie.trigger.by)
