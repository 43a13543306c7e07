"""Figures of happenings that a report only recalls: earlier attacks that it compares its own with, or dates."""

from collections.abc import Sequence

from recounted.model import Mention
from recounted.prose import Prose

#: The words set another happening beside the report's own, whatever else the report tells.
COMPARED = "compared"


def told_now(prose: Prose, candidates: Sequence[Mention]) -> list[Mention]:
    """The candidates without those of an earlier happening; one that is only dated stays where no other is left."""
    extents = {prose.extent(mention.span): mention for mention in candidates}
    if not extents:
        return []
    compared: set[tuple[int, int]] = set()
    dated: set[tuple[int, int]] = set()
    for rule, match in prose.search("figure_earlier", prose.overlay("count", extents)):
        (compared if rule.code == COMPARED else dated).add(match.kept["it"])
    kept = [mention for extent, mention in extents.items() if extent not in compared]
    now = [mention for extent, mention in extents.items() if extent not in compared | dated]
    return now or kept
