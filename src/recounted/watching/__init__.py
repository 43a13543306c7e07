"""Feeds that never stop: polled, their pages read into a ledger, again when they change, for as long as it runs."""

from recounted.watching.feeds import Feed, read_feeds
from recounted.watching.watch import Counters, Watch

__all__ = ["Counters", "Feed", "Watch", "read_feeds"]
