"""speakers."""

from recounted.model import Mention
from recounted.prose import Prose


def find_speakers(prose: Prose) -> list[Mention]:
    """Every mention, in reading order."""
    return []
