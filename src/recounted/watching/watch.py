"""The watch: polls feeds, reads the pages that they name, looks again for corrections, and relinks what is new."""

import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from recounted import flow
from recounted.errors import FetchError, ReadError
from recounted.fetching import Answer, Fetcher, Seen
from recounted.ledger import Ledger, Page
from recounted.ledger.watched import Feed as Known
from recounted.lexicon import LITERAL
from recounted.model import Failure
from recounted.readers import Defaults, guess
from recounted.readers.web import source_of
from recounted.watching.feeds import Feed
from recounted.watching.links import is_index, links

#: A page is looked at again so many seconds after each look, for corrections; then it is done.
LOOKS = (3600, 6 * 3600, 24 * 3600, 72 * 3600)

#: Seconds before a failure is tried again: twice as long each time, from the first to the last; then it has failed.
FIRST_WAIT, LAST_WAIT, MOST_FAILURES = 60, 6 * 3600, 6

#: How much of a wait is left to chance, so that not everything comes back at once.
CHANCE = 0.2

#: So many pages are taken from the queue at a time; incidents are relinked at least every so many seconds.
LOT, RELINK_SECONDS = 50, 300


class Counters(msgspec.Struct, kw_only=True):
    """What a watch has done since it began. `moved` is when it last did anything, seconds since 1970."""

    polls: int = 0
    pages: int = 0
    unchanged: int = 0
    documents: int = 0
    claims: int = 0
    failures: int = 0
    retries: int = 0
    relinked: int = 0
    moved: float = 0.0


class Watch:
    """A watch over feeds.

    Args:
        clock: the present time in seconds since 1970.
        chance: a number from 0 to 1 at random.
    """

    def __init__(
        self,
        ledger: Ledger,
        feeds: Sequence[Feed],
        fetcher: Fetcher,
        *,
        clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.ledger, self.feeds, self.fetcher = ledger, {feed.url: feed for feed in feeds}, fetcher
        self.queue, self.clock, self.chance = ledger.watched, clock, chance
        self.counters = Counters()
        self.news, self.linked_at = False, clock()

    def run(self, wait: Callable[[float], bool], once: bool = False) -> None:
        """Go on until told to stop; what is being done is finished first.

        Args:
            wait: sleeps so many seconds, and says whether to stop.
            once: stop when nothing is due.
        """
        while not wait(0):
            if self.step(lambda: wait(0)):
                continue
            self.relink()
            if once or wait(self.rest()):
                break
        self.relink()

    def step(self, stopped: Callable[[], bool] = lambda: False) -> bool:
        """Do what is due; whether anything was."""
        due = [feed for feed in self.feeds.values() if self.is_due(feed)]
        for feed in due:
            if not stopped():
                self.poll(feed)
        pages = self.queue.due(stamp(self.clock()), LOT)
        for page in pages:
            if not stopped():
                self.read(page)
        if self.news and self.clock() - self.linked_at > RELINK_SECONDS:
            self.relink()
        return bool(due or pages)

    def rest(self) -> float:
        """Seconds until something is due."""
        known = [self.queue.feed(url) for url in self.feeds]
        times = [one.next_at for one in known if one] + [at for at in [self.queue.soonest()] if at]
        return max(1.0, min((seconds(at) - self.clock() for at in times), default=1.0))

    def is_due(self, feed: Feed) -> bool:
        """Whether a feed is to be asked for now."""
        known = self.queue.feed(feed.url)
        return known is None or seconds(known.next_at) <= self.clock()

    def poll(self, feed: Feed) -> None:
        """Ask for a feed, and queue what it names."""
        known = self.queue.feed(feed.url) or Known(url=feed.url, next_at="")
        self.moved("polls")
        try:
            answer = self.fetcher.fetch(feed.url, Seen(etag=known.etag, last_modified=known.last_modified))
            if answer.body is not None:
                self.enqueue(feed, answer)
            told = replace(known, failures=0, etag=answer.seen.etag, last_modified=answer.seen.last_modified)
            wait = self.spread(feed.seconds)
        except ReadError as error:
            self.fail(Failure(ref=feed.url, reason=str(error), stage="fetch"))
            told = replace(known, failures=known.failures + 1)
            wait = max(feed.seconds, self.backoff(told.failures, error))
        self.queue.note_feed(replace(told, next_at=stamp(self.clock() + wait)))

    def enqueue(self, feed: Feed, answer: Answer) -> None:
        """Queue the pages that a feed names; the sitemaps of a sitemap are asked for themselves.

        Raises:
            ReadError: it is no feed.
        """
        body = answer.body or b""
        named = links(body, answer.url)
        if is_index(body):
            parts = [self.fetcher.fetch(url) for url in named]
            named = [url for part in parts for url in links(part.body or b"", part.url)]
        now = stamp(self.clock())
        self.queue.add(Page(url=url, feed=feed.url, next_at=now) for url in named)

    def read(self, page: Page) -> None:
        """Read a page of the queue, and note what became of it."""
        feed = self.feeds.get(page.feed) or Feed(url=page.feed)
        self.moved("pages")
        try:
            answer = self.fetcher.fetch(page.url, Seen(etag=page.etag, last_modified=page.last_modified))
        except FetchError as error:
            self.queue.note(self.failed(page, error))
            return
        if answer.body is None:
            self.counters.unchanged += 1
        else:
            self.keep(page, answer, Defaults(publisher=feed.publisher, language=feed.language))
        seen = {"etag": answer.seen.etag, "last_modified": answer.seen.last_modified}
        again = LOOKS[page.looks] if page.looks < len(LOOKS) else None
        self.queue.note(
            replace(
                page,
                state="waiting" if again else "done",
                next_at=stamp(self.clock() + self.spread(again)) if again else None,
                looks=page.looks + 1,
                failures=0,
                reason=None,
                **seen,
            )
        )

    def keep(self, page: Page, answer: Answer, defaults: Defaults) -> None:
        """Keep the documents of a page with their claims."""
        for document, claims, failure in flow.tell(defaults, LITERAL, source_of(page.url, answer, guess)):
            if failure is not None:
                self.fail(failure)
            elif document is not None:
                new = not self.ledger.has(document.id)
                self.news |= flow.kept(self.ledger, (document, claims, None))[0] is not None
                self.counters.documents += new
                self.counters.claims += len(claims) * new

    def failed(self, page: Page, error: FetchError) -> Page:
        """A page that could not be had: it waits, or has failed for good."""
        failures = page.failures + 1
        if error.again and failures < MOST_FAILURES:
            self.counters.retries += 1
            wait = self.backoff(failures, error)
            return replace(page, failures=failures, next_at=stamp(self.clock() + wait), reason=str(error))
        self.fail(Failure(ref=page.url, reason=str(error), stage="fetch"))
        return replace(page, state="failed", failures=failures, next_at=None, reason=str(error))

    def backoff(self, failures: int, error: ReadError) -> float:
        """Seconds to wait after so many failures in a row, and no less than the site wants."""
        wait = self.spread(min(LAST_WAIT, FIRST_WAIT * 2 ** (failures - 1)))
        return max(wait, getattr(error, "after", None) or 0.0)

    def spread(self, wait: float) -> float:
        """A wait, a little longer by chance."""
        return wait * (1 + CHANCE * self.chance())

    def fail(self, failure: Failure) -> None:
        """Keep a failure."""
        self.counters.failures += 1
        self.ledger.keep_failure(failure)

    def relink(self) -> None:
        """Link and reckon, where there is news."""
        if self.news:
            flow.refresh(self.ledger)
            self.counters.relinked += 1
        self.news, self.linked_at = False, self.clock()

    def moved(self, what: str) -> None:
        """Count something that is being done."""
        setattr(self.counters, what, getattr(self.counters, what) + 1)
        self.counters.moved = self.clock()


def stamp(at: float) -> str:
    """A time in seconds since 1970 as ISO 8601 in UTC."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(at: str) -> float:
    """The other way round."""
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
