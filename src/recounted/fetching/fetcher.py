"""The fetcher: one page at a time, within bounds, as often as its site likes."""

import email.utils
import time
from collections.abc import Callable
from contextlib import closing
from importlib import metadata
from typing import TYPE_CHECKING, Any, Self

import msgspec

from recounted.errors import FetchError, UsageError
from recounted.fetching.addresses import Address, Resolve, follow, locate, look_up
from recounted.fetching.robots import Robots

if TYPE_CHECKING:
    import httpx

AGENT = "Recounted"

#: The most bytes of an answer, and of a robots.txt; redirects that are followed; seconds for a connection, for the
#: next piece, and for the whole of an answer.
MOST_BYTES, MOST_RULES, MOST_REDIRECTS = 20_000_000, 500_000, 5
CONNECT_SECONDS, PIECE_SECONDS, WHOLE_SECONDS = 10.0, 20.0, 60.0

#: Seconds between two pages of a site that wants no other pause.
PAUSE = 1.0

REDIRECTS = frozenset({301, 302, 303, 307, 308})
REDIRECTED, UNCHANGED = 302, 304

#: Answers after which it is worth asking again.
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a site said of a page's state when it was last fetched, to ask for it only if it has changed."""

    etag: str | None = None
    last_modified: str | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came: `url` is where it was at last, `body` None where nothing has changed since it was seen."""

    url: str
    body: bytes | None
    media_type: str = ""
    seen: Seen = Seen()


class Fetcher:
    """Fetches pages. Not for several threads at once.

    Args:
        pause: seconds between two pages of one site, at least; its robots.txt may want more.
        private: whether addresses of this machine and of networks of one's own may be fetched.
    """

    def __init__(
        self,
        *,
        pause: float = PAUSE,
        private: bool = False,
        resolve: Resolve = look_up,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        try:
            import httpx
        except ImportError as error:
            raise UsageError("Fetching needs what `pip install 'recounted[fetch]'` brings.") from error
        self._private, self._resolve, self._clock, self._sleep = private, resolve, clock, sleep
        self._pause, self._last = pause, dict[str, float]()
        limits = httpx.Timeout(PIECE_SECONDS, connect=CONNECT_SECONDS)
        agent = f"{AGENT}/{metadata.version('recounted')}"
        headers = {"User-Agent": agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
        self._client = httpx.Client(headers=headers, timeout=limits, trust_env=False, follow_redirects=False)
        self._robots = Robots(AGENT, self._rules, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def fetch(self, url: str, seen: Seen | None = None) -> Answer:
        """The page at an address.

        Raises:
            FetchError: it cannot be had, or may not be; `again` says whether trying later may help.
        """
        return self._follow(url, seen or Seen(), MOST_BYTES, self._allow)

    def _follow(self, url: str, seen: Seen, most: int, allow: Callable[[Address], None]) -> Answer:
        """What is behind an address and its redirects, each of them looked up and allowed anew.

        Raises:
            FetchError: it cannot be had, may not be, or there are too many redirects.
        """
        for _ in range(MOST_REDIRECTS + 1):
            address = locate(url, self._resolve, self._private)
            allow(address)
            found = self._ask(address, seen, most)
            if isinstance(found, Answer):
                return found
            url = follow(url, found)
        told = f"More than {MOST_REDIRECTS} redirects, the last to {url[:200]}. The site is at fault."
        raise FetchError(told, status=REDIRECTED)

    def _allow(self, address: Address) -> None:
        """Let a page be asked for when its site's rules and pauses allow it.

        Raises:
            FetchError: the rules forbid it.
        """
        if not self._robots.allows(address.url):
            raise FetchError(f"{address.site} does not want {address.url} to be fetched by programs (robots.txt).")
        self._wait(address)

    def _wait(self, address: Address) -> None:
        """Wait until a site may be asked again."""
        pause = max(self._pause, self._robots.pause(address.url))
        rest = self._last.get(address.site, float("-inf")) + pause - self._clock()
        if rest > 0:
            self._sleep(rest)
        self._last[address.site] = self._clock()

    def _rules(self, url: str) -> tuple[int, str]:
        """A robots.txt: its status, 0 where the site cannot be reached, and its text."""
        try:
            found = self._follow(url, Seen(), MOST_RULES, lambda _: None)
        except FetchError as error:
            return error.status or 0, ""
        return 200, (found.body or b"").decode("utf-8", "replace")

    def _ask(self, address: Address, seen: Seen, most: int) -> Answer | str:
        """What an address answers: the page, or where it has gone.

        Raises:
            FetchError: it answers with an error, too much, too slowly, or not at all.
        """
        import httpx

        headers = {"Host": address.authority}
        headers |= {"If-None-Match": seen.etag} if seen.etag else {}
        headers |= {"If-Modified-Since": seen.last_modified} if seen.last_modified else {}
        try:
            request = self._client.build_request(
                "GET", address.numbered, headers=headers, extensions={"sni_hostname": address.host}
            )
            with closing(self._client.send(request, stream=True)) as response:
                if response.status_code in REDIRECTS and (where := response.headers.get("location")):
                    return str(where)
                return self._answer(address, response, most)
        except httpx.DecodingError as error:
            raise FetchError(f"{address.url} is packed wrongly: {error}.", again=True) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            told = str(error) or type(error).__name__
            raise FetchError(f"{address.url} cannot be fetched: {told}.", again=True) from error

    def _answer(self, address: Address, response: "httpx.Response", most: int) -> Answer:
        """The page that a response holds.

        Raises:
            FetchError: it is an error, or too large.
        """
        headers, status = response.headers, response.status_code
        seen = Seen(etag=headers.get("etag"), last_modified=headers.get("last-modified"))
        if status == UNCHANGED:
            return Answer(url=address.url, body=None, seen=seen)
        if not 200 <= status < 300:
            raise FetchError(
                f"{address.url} answers {status} {response.reason_phrase}.",
                status=status,
                again=status in PASSING,
                after=patience(headers.get("retry-after")),
            )
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(url=address.url, body=self._body(address, response, most), media_type=media_type, seen=seen)

    def _body(self, address: Address, response: "httpx.Response", most: int) -> bytes:
        """The bytes of a response, unpacked.

        Raises:
            FetchError: there are too many, or they come too slowly.
        """
        pieces, size, began = list[bytes](), 0, self._clock()
        for piece in response.iter_bytes():
            size += len(piece)
            if size > most:
                raise FetchError(f"{address.url} is larger than {most // 1_000_000} MB, the most that one may have.")
            if self._clock() - began > WHOLE_SECONDS:
                raise FetchError(f"{address.url} takes longer than {WHOLE_SECONDS:.0f} seconds.", again=True)
            pieces.append(piece)
        return b"".join(pieces)


def patience(told: Any) -> float | None:
    """The seconds that a site asks to wait, as a number or until a time; None where it does not say."""
    if not told:
        return None
    if str(told).strip().isdecimal():
        return float(told)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(str(told)).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
