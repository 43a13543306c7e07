"""A watch loses nothing, doubles nothing, and goes on whatever sites do."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from mock_site import Reply, Site, serving

from recounted.errors import FetchError, UsageError
from recounted.fetching import Fetcher
from recounted.ledger import Ledger
from recounted.watching import Feed, Watch, read_feeds
from recounted.watching.health import health, shown
from recounted.watching.links import links
from recounted.watching.watch import (
    CHANCE,
    FIRST_WAIT,
    LAST_WAIT,
    LOOKS,
    MOST_FAILURES,
    RELINK_SECONDS,
    seconds,
    stamp,
)

HOUR = 3600.0


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of the test's own."""
    with serving() as made:
        yield made


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger(str(tmp_path / "ledger.db")) as book:
        yield book


@pytest.fixture
def clock() -> Clock:
    """The clock of the watch."""
    return Clock()


def watching(ledger: Ledger, site: Site, clock: Clock, **feed: str) -> Watch:
    """A watch over the site's one feed."""
    fetcher = Fetcher(private=True, pause=0, sleep=lambda _: None)
    return Watch(ledger, [Feed(url=f"{site.url}/feed", **feed)], fetcher, clock=clock, chance=lambda: 0.0)


def article(town: str, count: int) -> str:
    """A page with a report."""
    text = f"Shelling in {town} wounded {count} people on 4 October 2020, officials said. The shelling lasted an hour."
    return (
        f"<html><head><title>{town}</title></head><body><article><h1>{town}</h1><p>{text}</p></article></body></html>"
    )


def feed_of(*urls: str) -> str:
    """An RSS feed that names pages."""
    items = "".join(f"<item><title>x</title><link>{url}</link></item>" for url in urls)
    return f'<rss version="2.0"><channel><title>Desk</title>{items}</channel></rss>'


def all_due(watch: Watch) -> None:
    """Do everything that is due now."""
    while watch.step():
        pass
    watch.relink()


def test_pages_of_a_feed_come_into_the_ledger(ledger: Ledger, site: Site, clock: Clock) -> None:
    """Each page is a document with claims by the feed's publisher, linked into incidents."""
    site.put("/feed", feed_of(f"{site.url}/a", f"{site.url}/b?utm_source=rss#top"))
    site.put("/a", article("Martuni", 3))
    site.put("/b", article("Ganja", 4))
    watch = watching(ledger, site, clock, publisher="Desk")
    all_due(watch)

    documents = list(ledger.documents())
    assert {(one.publisher, one.url) for one in documents} == {("Desk", f"{site.url}/a"), ("Desk", f"{site.url}/b")}
    assert {figure.best for _, figure in ledger.figures()} == {3, 4}
    assert len(list(ledger.incidents())) == 2
    assert (watch.counters.documents, watch.counters.relinked) == (2, 1)
    assert ledger.check() == []


def test_what_has_not_changed_is_not_sent_again(ledger: Ledger, site: Site, clock: Clock) -> None:
    """Feed and pages are asked for with what their site said of them; 304 changes nothing."""
    asked: list[str | None] = []

    def page(headers: Mapping[str, str]) -> Reply:
        asked.append(headers.get("If-None-Match"))
        if asked[-1]:
            return 304, {}, b""
        return 200, {"ETag": '"7"', "Content-Type": "text/html"}, article("Martuni", 3).encode()

    site.put("/feed", feed_of(f"{site.url}/a"))
    site.pages["/a"] = page
    watch = watching(ledger, site, clock)
    all_due(watch)
    clock.now += LOOKS[0] + 1
    all_due(watch)

    assert asked == [None, '"7"']
    assert (watch.counters.unchanged, watch.counters.documents) == (1, 1)


def test_a_page_is_looked_at_again_until_it_is_done(ledger: Ledger, site: Site, clock: Clock) -> None:
    """A correction is a new version of the document; the old claims stay bound to the old one. Then it is done."""
    site.put("/feed", feed_of(f"{site.url}/a"))
    site.put("/a", article("Martuni", 3))
    watch = watching(ledger, site, clock, every="30d")
    all_due(watch)
    site.put("/a", article("Martuni", 5))
    for wait in LOOKS:
        clock.now += wait + 1
        all_due(watch)
    clock.now += 10 * LOOKS[-1]
    all_due(watch)

    first, second = ledger.versions(next(one.id for one in ledger.documents()))
    assert "wounded 3" in first.text and "wounded 5" in second.text
    assert site.asked.count("/a") == 1 + len(LOOKS)
    assert watch.queue.counts() == {"done": 1}
    assert ledger.check() == []


def test_one_article_under_five_addresses_is_one(ledger: Ledger, site: Site, clock: Clock) -> None:
    """The same bytes are one document, wherever they are."""
    names = [f"/{name}" for name in "abcde"]
    site.put("/feed", feed_of(*(site.url + name for name in names)))
    for name in names:
        site.put(name, article("Martuni", 3))
    watch = watching(ledger, site, clock)
    all_due(watch)

    assert len(list(ledger.documents())) == 1
    assert len(list(ledger.claims())) == watch.counters.claims > 0


def test_passing_trouble_is_tried_again_and_no_sooner_than_is_wanted(ledger: Ledger, site: Site, clock: Clock) -> None:
    """Waits double; a site's own wish counts; what works at last is read."""
    site.put("/feed", feed_of(f"{site.url}/a"))
    site.put("/a", status=503, Retry_After="1000")
    watch = watching(ledger, site, clock, every="30d")
    all_due(watch)
    clock.now += 999
    all_due(watch)
    assert site.asked.count("/a") == 1
    site.put("/a", article("Martuni", 3))
    clock.now += 2
    all_due(watch)

    assert watch.counters.documents == 1 and watch.counters.retries == 1
    assert ledger.failures() == []


@pytest.mark.parametrize(("status", "times"), [(500, MOST_FAILURES), (404, 1), (410, 1)])
def test_what_stays_out_of_reach_is_a_failure(
    ledger: Ledger, site: Site, clock: Clock, status: int, times: int
) -> None:
    """After some tries, or at once where it is gone, with the reason; the queue forgets nothing."""
    site.put("/feed", feed_of(f"{site.url}/a"))
    site.put("/a", status=status)
    watch = watching(ledger, site, clock, every="30d")
    for _ in range(10):
        all_due(watch)
        clock.now += 6 * HOUR

    assert site.asked.count("/a") == times
    assert [(one.ref, str(status) in one.reason) for one in ledger.failures()] == [(f"{site.url}/a", True)]
    assert watch.queue.counts() == {"failed": 1}


def test_a_feed_in_trouble_is_asked_again(ledger: Ledger, site: Site, clock: Clock) -> None:
    """A feed that is no feed, or is not there, is a failure until it works."""
    site.put("/feed", "Not found, says the page.")
    watch = watching(ledger, site, clock)
    all_due(watch)
    site.put("/feed", feed_of(f"{site.url}/a"))
    site.put("/a", article("Ganja", 4))
    clock.now += HOUR
    all_due(watch)

    assert watch.counters.documents == 1


def test_a_killed_watch_goes_on_where_it_was(ledger: Ledger, site: Site, clock: Clock) -> None:
    """What was queued is read by the next one; what was read is not read again."""
    site.put("/feed", feed_of(f"{site.url}/a", f"{site.url}/b"))
    site.put("/a", article("Martuni", 3))
    site.put("/b", article("Ganja", 4))
    first = watching(ledger, site, clock, every="30d")
    stops = iter([False, False, True, True])
    first.step(lambda: next(stops))
    second = watching(ledger, site, clock, every="30d")
    all_due(second)

    assert len(list(ledger.documents())) == 2
    assert [site.asked.count(name) for name in ("/feed", "/a", "/b")] == [1, 1, 1]


def test_it_runs_until_it_is_told_to_stop(ledger: Ledger, site: Site, clock: Clock) -> None:
    """Between two things to do it waits as long as nothing is due; told to stop, it links what is new and ends."""
    site.put("/feed", feed_of(f"{site.url}/a"))
    site.put("/a", article("Martuni", 3))
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        clock.now += seconds
        if seconds:
            waits.append(seconds)
        return len(waits) == 3

    watch = watching(ledger, site, clock, every="10m")
    watch.run(wait)
    assert waits == [600.0, 600.0, 600.0]
    assert len(list(ledger.incidents())) == 1

    watching(ledger, site, clock, every="10m").run(lambda _: False, once=True)


def test_news_is_linked_while_the_queue_is_long(ledger: Ledger, site: Site, clock: Clock) -> None:
    """Every few minutes, though there is more to read."""
    site.put("/feed", feed_of(f"{site.url}/a"))
    site.put("/a", article("Martuni", 3))
    watch = watching(ledger, site, clock)
    clock.now += RELINK_SECONDS + 1
    watch.step()
    assert watch.counters.relinked == 1


def test_sitemaps_and_their_sitemaps_are_feeds(ledger: Ledger, site: Site, clock: Clock) -> None:
    """The addresses that they name are the pages."""
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    site.put("/feed", f"<sitemapindex {space}><sitemap><loc>{site.url}/part</loc></sitemap></sitemapindex>")
    site.put("/part", f"<urlset {space}><url><loc>{site.url}/a</loc></url></urlset>")
    site.put("/a", article("Ganja", 4))
    watch = watching(ledger, site, clock)
    all_due(watch)

    assert [one.url for one in ledger.documents()] == [f"{site.url}/a"]


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title><link rel="self" href="{0}/feed"/>
<entry><title>a</title><link rel="edit" href="{0}/edit"/><link rel="alternate" href="{0}/a"/></entry>
<entry><title>b</title><link href="/b"/></entry></feed>"""

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>
{0}/a</loc><lastmod>2020-10-05</lastmod></url><url><loc>{0}/b</loc></url></urlset>"""


@pytest.mark.parametrize("body", [ATOM, SITEMAP], ids=["Atom", "sitemap"])
def test_atom_and_sitemaps_are_polled(ledger: Ledger, site: Site, clock: Clock, body: str) -> None:
    """Their pages are read; unchanged they are not sent again; a page that is named later is read then, and alone."""
    told = {"": body.format(site.url)}

    def feed(headers: Mapping[str, str]) -> Reply:
        tag = f'"{len(told[""])}"'
        if headers.get("If-None-Match") == tag:
            return 304, {}, b""
        return 200, {"ETag": tag, "Content-Type": "application/xml"}, told[""].encode()

    site.pages["/feed"] = feed
    for name, town in (("/a", "Martuni"), ("/b", "Ganja"), ("/c", "Barda")):
        site.put(name, article(town, 3))
    watch = watching(ledger, site, clock, every="5m")
    for _ in range(2):
        all_due(watch)
        clock.now += 301
    assert {one.url for one in ledger.documents()} == {f"{site.url}/a", f"{site.url}/b"}
    told[""] = told[""].replace("/b", "/c")
    all_due(watch)

    assert {one.url for one in ledger.documents()} == {f"{site.url}/{name}" for name in "abc"}
    assert [site.asked.count(name) for name in ("/feed", "/a", "/b", "/c", "/edit")] == [3, 1, 1, 1, 0]
    assert ledger.failures() == []


@pytest.mark.parametrize("failures", range(1, 12))
def test_waits_double_up_to_a_bound_with_some_chance_in_them(
    ledger: Ledger, site: Site, clock: Clock, failures: int
) -> None:
    """None is shorter than its own, none longer by more than the part that is left to chance; they lie between."""
    wait = min(LAST_WAIT, FIRST_WAIT * 2 ** (failures - 1))
    watch = watching(ledger, site, clock)
    found = []
    for chance in (lambda: 0.0, lambda: 1.0, random.Random(9).random, random.Random(9).random):
        watch.chance = chance
        found.append([watch.backoff(failures, FetchError("503", again=True)) for _ in range(100)])
    least, most, drawn, again = found

    assert (set(least), set(most)) == ({wait}, {wait * (1 + CHANCE)})
    assert all(wait <= one <= wait * (1 + CHANCE) for one in drawn) and drawn == again
    assert min(drawn) < wait * (1 + CHANCE / 10) and max(drawn) > wait * (1 + CHANCE * 9 / 10)
    assert watch.backoff(failures, FetchError("503", again=True, after=LAST_WAIT * 2)) == LAST_WAIT * 2


def test_what_failed_together_does_not_come_back_together(ledger: Ledger, site: Site, clock: Clock) -> None:
    """Pages of a site that was down are tried again at many moments, within the part of a wait that is left to chance."""
    names = [f"/{number}" for number in range(20)]
    site.put("/feed", feed_of(*(site.url + name for name in names)))
    for name in names:
        site.put(name, status=503)
    watch = watching(ledger, site, clock, every="30d")
    watch.chance = random.Random(4).random
    all_due(watch)
    waits = [seconds(page.next_at or "") - clock.now for page in watch.queue.due(stamp(clock.now + LAST_WAIT), 50)]

    assert len(waits) == 20 and len(set(waits)) > 5
    assert FIRST_WAIT - 1 <= min(waits) and max(waits) <= FIRST_WAIT * (1 + CHANCE)


def test_addresses_are_tidied() -> None:
    """Relative ones are completed; fragments and tracking go; the rest of a query stays."""
    body = feed_of("/a?id=7&amp;utm_medium=x#y", "HTTPS://Example.org/b", "").encode()
    assert links(body, "https://example.org/feed") == ["https://example.org/a?id=7", "https://example.org/b"]


def test_how_it_is_doing_is_shown(ledger: Ledger, site: Site, clock: Clock) -> None:
    """Counters and queue; not well when something is due and nothing moves."""
    site.put("/feed", feed_of(f"{site.url}/a"))
    site.put("/a", status=503)
    watch = watching(ledger, site, clock)
    all_due(watch)
    told = health(watch)
    assert (told["well"], told["queue"], told["polls"], told["retries"]) == (True, {"waiting": 1}, 1, 1)
    clock.now += HOUR
    assert health(watch)["well"] is False
    with (
        shown(watch, 0) as address,
        Fetcher(private=True, pause=0) as fetcher,
        pytest.raises(Exception, match=r"503|robots"),
    ):
        fetcher.fetch(address)


GOOD = '[[feed]]\nurl = "https://example.org/rss"\nevery = "2h"\n'


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("https://example.org/rss", "example.org"), "is no address"),
        (("2h", "often"), "is no time"),
        (("2h", "5s"), "60 s is the least"),
        (("every", "often"), "often"),
        (("[[feed]]", "[[feeds]]"), "feed"),
        (("[[feed]]", "[[feed"), "no list of feeds"),
        ((GOOD, GOOD + GOOD), "there twice"),
        ((GOOD, "feed = []"), "names no feed"),
        (('every = "2h"', 'language = "xx"'), "xx"),
    ],
)
def test_a_list_of_feeds_that_is_none_is_refused(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    """What is wrong is told before anything is fetched."""
    path = tmp_path / "feeds.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert [feed.seconds for feed in read_feeds(str(path))] == [7200]
    path.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(Exception, match=reason):
        read_feeds(str(path))
    with pytest.raises(UsageError, match="There is no file"):
        read_feeds(str(tmp_path / "none.toml"))
