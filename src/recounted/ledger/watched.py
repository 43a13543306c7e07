"""Feeds that are watched, and the queue of pages that they name. It survives whatever happens to the program."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, insert, select, update

from recounted.database import Database
from recounted.ledger import tables
from recounted.ledger.standing import in_lots

FEED, PAGE = tables.feed, tables.page


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the queue. Times are ISO 8601 in UTC.

    `state` is `waiting` (to be read, or looked at again, at `next_at`), `done` or `failed`, then with a reason.
    `failures` counts those in a row, `looks` how often it was read or found unchanged.
    """

    url: str
    feed: str
    state: str = "waiting"
    next_at: str | None = None
    failures: int = 0
    looks: int = 0
    etag: str | None = None
    last_modified: str | None = None
    reason: str | None = None


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a feed: its state when it was last fetched, when it is due, its failures in a row."""

    url: str
    next_at: str
    failures: int = 0
    etag: str | None = None
    last_modified: str | None = None


class Watched:
    """The part of a ledger that a watch keeps its place in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def feed(self, url: str) -> Feed | None:
        """What is known of a feed; None where it was never fetched."""
        with self._database.reading() as connection:
            row = connection.execute(select(FEED).where(FEED.c.url == url)).mappings().first()
        return None if row is None else Feed(**row)

    def note_feed(self, feed: Feed) -> None:
        """Keep what is known of a feed."""
        values = msgspec.structs.asdict(feed)
        with self._database.writing() as connection:
            if not connection.execute(update(FEED).where(FEED.c.url == feed.url).values(values)).rowcount:
                connection.execute(insert(FEED).values(values))

    def add(self, pages: Iterable[Page]) -> int:
        """Put pages into the queue that were never in it; how many."""
        fresh = {page.url: page for page in pages}
        with self._database.writing() as connection:
            for lot in in_lots(fresh):
                for url in connection.execute(select(PAGE.c.url).where(PAGE.c.url.in_(lot))).scalars():
                    del fresh[url]
            if fresh:
                connection.execute(insert(PAGE), [msgspec.structs.asdict(page) for page in fresh.values()])
        return len(fresh)

    def due(self, now: str, most: int) -> Sequence[Page]:
        """The pages that are due, those that wait longest first."""
        query = select(PAGE).where(PAGE.c.next_at <= now).order_by(PAGE.c.next_at, PAGE.c.url).limit(most)
        with self._database.reading() as connection:
            return [Page(**row) for row in connection.execute(query).mappings()]

    def note(self, page: Page) -> None:
        """Keep what became of a page."""
        values: dict[str, Any] = msgspec.structs.asdict(page)
        change = update(PAGE).where(PAGE.c.url == bindparam("of"))
        with self._database.writing() as connection:
            connection.execute(change, {"of": values.pop("url"), **values})

    def soonest(self) -> str | None:
        """When the next page is due; None where none waits."""
        with self._database.reading() as connection:
            return connection.execute(select(func.min(PAGE.c.next_at))).scalar()

    def counts(self) -> dict[str, int]:
        """How many pages there are of each state."""
        query = select(PAGE.c.state, func.count()).group_by(PAGE.c.state)
        with self._database.reading() as connection:
            return {str(state): int(count) for state, count in connection.execute(query)}
