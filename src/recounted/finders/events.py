"""events."""

from recounted.model import Mention
from recounted.prose import Prose


def find_events(prose: Prose) -> list[Mention]:
    """Every mention, in reading order."""
    return []
