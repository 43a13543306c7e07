"""Fetching is polite, bounded and safe, and every trouble has words."""

import gzip
import zlib
from collections.abc import Mapping

import pytest
from mock_site import Reply, Site

from recounted.errors import FetchError
from recounted.fetching import Fetcher, Seen
from recounted.fetching.addresses import locate, public
from recounted.fetching.fetcher import MOST_BYTES, MOST_REDIRECTS, patience
from recounted.model import Failure
from recounted.readers.web import fetched, source_of

PAGE = "<html><body><p>Two people were wounded in Martuni, officials said.</p></body></html>"


def test_a_page_comes_with_what_its_site_says_of_it(site: Site, fetcher: Fetcher) -> None:
    """Body, kind and state; asked again with that state, a site that knows it says that nothing has changed."""

    def page(headers: Mapping[str, str]) -> Reply:
        if headers.get("If-None-Match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return 200, {"ETag": '"1"', "Content-Type": "text/html; charset=utf-8"}, PAGE.encode()

    site.pages["/a"] = page
    first = fetcher.fetch(f"{site.url}/a")
    again = fetcher.fetch(f"{site.url}/a", first.seen)

    assert (first.body, first.media_type, first.seen) == (PAGE.encode(), "text/html", Seen(etag='"1"'))
    assert again.body is None and again.seen.etag == '"1"'


def test_robots_are_heeded(site: Site, fetcher: Fetcher) -> None:
    """What robots.txt forbids is not asked for; the rules are asked for once."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\n", Content_Type="text/plain")
    site.put("/private/a", PAGE)
    site.put("/open", PAGE)

    with pytest.raises(FetchError, match=r"robots\.txt") as trouble:
        fetcher.fetch(f"{site.url}/private/a")
    assert not trouble.value.again
    assert fetcher.fetch(f"{site.url}/open").body
    assert site.asked == ["/robots.txt", "/open"]


def test_a_site_whose_rules_cannot_be_had_is_left_alone(site: Site, fetcher: Fetcher) -> None:
    """Trouble with robots.txt forbids, for it may have forbidden; a missing one allows."""
    site.put("/robots.txt", "", status=503)
    site.put("/a", PAGE)
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(f"{site.url}/a")
    assert site.asked == ["/robots.txt"]


def test_rules_that_only_redirect_are_none(site: Site, fetcher: Fetcher) -> None:
    """A robots.txt that leads round in a circle is no trouble of the site, and forbids nothing."""
    site.put("/robots.txt", status=302, Location="/robots.txt")
    site.put("/a", PAGE)
    assert fetcher.fetch(f"{site.url}/a").body == PAGE.encode()


@pytest.mark.parametrize(("wanted", "waits"), [("", 1.0), ("Crawl-delay: 7", 7.0), ("Crawl-delay: 9000", 60.0)])
def test_a_site_has_its_pauses(site: Site, wanted: str, waits: float) -> None:
    """Between two pages a second goes by, or what the site wants, up to a minute."""
    site.put("/robots.txt", f"User-agent: *\n{wanted}\nDisallow:\n", Content_Type="text/plain")
    site.put("/a", PAGE)
    slept: list[float] = []
    with Fetcher(private=True, clock=lambda: 100.0 + sum(slept), sleep=slept.append) as fetcher:
        for _ in range(3):
            fetcher.fetch(f"{site.url}/a")

    assert slept == [waits, waits]


def test_redirects_are_followed_and_counted(site: Site, fetcher: Fetcher) -> None:
    """A few are followed, each looked at anew; a circle ends."""
    site.put("/old", status=301, Location="/new")
    site.put("/new", PAGE)
    site.put("/loop", status=302, Location="/loop")

    assert fetcher.fetch(f"{site.url}/old").url == f"{site.url}/new"
    with pytest.raises(FetchError, match="redirects"):
        fetcher.fetch(f"{site.url}/loop")
    assert site.asked.count("/loop") == MOST_REDIRECTS + 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "http://user:pw@example.org/", "//[::"])
def test_a_redirect_leads_only_to_the_web(site: Site, fetcher: Fetcher, target: str) -> None:
    """Other schemes and passwords are refused wherever they come from."""
    site.put("/a", status=302, Location=target)
    with pytest.raises(FetchError):
        fetcher.fetch(f"{site.url}/a")


def test_a_public_name_leads_to_no_private_number(site: Site) -> None:
    """A name is looked up once, and refused when any of its numbers is private, in a redirect too."""
    numbers = {"news.example": ["93.184.216.34"], "evil.example": ["93.184.216.34", "127.0.0.1"]}
    with pytest.raises(FetchError, match="network of its own"):
        locate("http://evil.example/a", lambda host, port: numbers[host])
    assert locate("http://news.example/a?b=1#c", lambda host, port: numbers[host]).numbered == (
        "http://93.184.216.34:80/a?b=1"
    )
    with Fetcher(pause=0) as fetcher, pytest.raises(FetchError, match="not fetched"):
        fetcher.fetch(f"{site.url}/a")
    assert site.asked == []


@pytest.mark.parametrize(
    ("number", "allowed"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("169.254.169.254", False), ("192.168.0.1", False), ("::1", False), ("fe80::1%eth0", False), ("0.0.0.0", False),
        ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("224.0.0.1", False), ("100.64.0.1", False),
    ],
)  # fmt: skip
def test_which_numbers_are_public(number: str, allowed: bool) -> None:
    """This machine, local networks, clouds' own services and what is mapped onto them are not."""
    assert public(number) is allowed


def test_answers_are_bounded(site: Site, fetcher: Fetcher) -> None:
    """Too large is refused, packed or not, without being held whole."""
    site.put("/large", b"x" * (MOST_BYTES + 1))
    site.put("/bomb", gzip.compress(b"\0" * (MOST_BYTES * 5)), Content_Encoding="gzip")
    for path in ("/large", "/bomb"):
        with pytest.raises(FetchError, match="larger than") as trouble:
            fetcher.fetch(site.url + path)
        assert not trouble.value.again


def test_slow_bodies_end(site: Site) -> None:
    """A body that never ends is left when its time is over."""
    site.put("/robots.txt", status=404)
    site.put("/slow", b"x" * 40_960)
    site.seconds_between_pieces = 0.01
    times = iter(range(0, 10_000, 25))
    slow = Fetcher(private=True, pause=0, clock=lambda: float(next(times)), sleep=lambda _: None)
    with slow, pytest.raises(FetchError, match="takes longer") as trouble:
        slow.fetch(f"{site.url}/slow")
    assert trouble.value.again


@pytest.mark.parametrize(
    ("status", "again"), [(404, False), (410, False), (403, False), (429, True), (503, True), (500, True)]
)
def test_errors_say_whether_to_ask_again(site: Site, fetcher: Fetcher, status: int, again: bool) -> None:
    """What may pass is told apart from what will not; a site's own wish for patience is heard."""
    site.put("/a", status=status, Retry_After="120")
    with pytest.raises(FetchError, match=str(status)) as trouble:
        fetcher.fetch(f"{site.url}/a")
    assert (trouble.value.again, trouble.value.status, trouble.value.after) == (again, status, 120.0)


def test_a_body_packed_wrongly_is_told(site: Site, fetcher: Fetcher) -> None:
    """Broken gzip is a trouble of the site."""
    site.put("/a", b"no gzip at all", Content_Encoding="gzip")
    with pytest.raises(FetchError, match="packed wrongly"):
        fetcher.fetch(f"{site.url}/a")
    site.put("/b", zlib.compress(PAGE.encode()), Content_Encoding="deflate")
    assert fetcher.fetch(f"{site.url}/b").body == PAGE.encode()


def test_nobody_there_is_told(fetcher: Fetcher) -> None:
    """A port that nobody listens on, and a name that nobody has."""
    with pytest.raises(FetchError, match=r"robots\.txt|cannot be fetched"):
        fetcher.fetch("http://127.0.0.1:9/a")
    with pytest.raises(FetchError, match="no host"):
        locate("http://nobody.invalid/a")


@pytest.mark.parametrize(
    ("told", "seconds"), [("30", 30.0), (None, None), ("soon", None), ("Mon, 01 Jan 2001 00:00:00 GMT", 0.0)]
)
def test_patience(told: str | None, seconds: float | None) -> None:
    """Retry-After is a number of seconds or a time; a time that is past means now."""
    assert patience(told) == seconds


@pytest.mark.parametrize(
    ("media_type", "body", "kind"),
    [
        ("text/html", PAGE, "html"), ("application/rss+xml", "<rss/>", "feed"), ("application/pdf", "%PDF-1.4", "pdf"),
        ("application/octet-stream", PAGE, "html"), ("text/plain", "Two people were hurt.", "text"), ("", "x", "text"),
    ],
)  # fmt: skip
def test_what_came_is_read_by_its_kind(site: Site, fetcher: Fetcher, media_type: str, body: str, kind: str) -> None:
    """The site says what it sends; where it says nothing that helps, the bytes tell. The address is kept."""
    from recounted.readers import guess

    address = site.put("/a", body, Content_Type=media_type)
    source = source_of(address, fetcher.fetch(address), guess)
    assert (source.kind, source.ref, source.url, source.held) == (kind, address, address, body.encode())


def test_what_cannot_be_fetched_is_a_failure(site: Site, fetcher: Fetcher) -> None:
    """The run goes on."""
    from recounted.readers import guess

    failure = fetched(f"{site.url}/none", fetcher, guess)
    assert isinstance(failure, Failure) and failure.stage == "fetch" and "404" in failure.reason
