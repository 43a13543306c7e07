"""Pages and feeds from the web, fetched politely: robots, pauses, bounds of time and size, no private addresses."""

from recounted.fetching.fetcher import Answer, Fetcher, Seen

__all__ = ["Answer", "Fetcher", "Seen"]
