"""The mentions of a document become claims."""

from collections.abc import Mapping, Sequence

from recounted.model import Claim, Mention
from recounted.prose import Prose


def make_claims(prose: Prose, found: Mapping[str, Sequence[Mention]]) -> list[Claim]:
    """The claims of a document, in reading order."""
    return []
