"""What a site's robots.txt allows (RFC 9309), by the library Protego."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

#: Nobody waits longer between two pages of a site than this, in seconds, whatever its robots.txt wants.
LONGEST_PAUSE = 60.0

#: What a robots.txt is asked for: its status, and its text.
Ask = Callable[[str], tuple[int, str]]


class Robots:
    """The rules of sites, each asked for once in so many seconds."""

    def __init__(self, agent: str, ask: Ask, clock: Callable[[], float], lasts: float = 86_400.0) -> None:
        self.agent, self.ask, self.clock, self.lasts = agent, ask, clock, lasts
        self.known: dict[str, tuple[float, Any]] = {}

    def allows(self, url: str) -> bool:
        """Whether a page may be fetched. Where a site's rules cannot be had for its own trouble, nothing may be."""
        rules = self.rules(url)
        return rules is not None and bool(rules.can_fetch(url, self.agent))

    def pause(self, url: str) -> float:
        """The seconds that a site wants between two pages; 0 where it does not say."""
        rules = self.rules(url)
        wanted = rules.crawl_delay(self.agent) if rules is not None else None
        return min(LONGEST_PAUSE, float(wanted or 0))

    def rules(self, url: str) -> Any:
        """The rules of a page's site; None where they cannot be had."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        asked, rules = self.known.get(site, (float("-inf"), None))
        if self.clock() - asked < self.lasts:
            return rules
        rules = self.read(urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", "")))
        # Trouble may pass: what could not be had is asked for again soon.
        self.known[site] = (self.clock() - (0 if rules is not None else self.lasts - 300), rules)
        return rules

    def read(self, address: str) -> Any:
        """The rules at an address: none of its own where there is no such file, None where the site is in trouble."""
        from protego import Protego

        status, text = self.ask(address)
        if status == 0 or status >= 500 or status == 429:
            return None
        return Protego.parse(text if status < 400 else "")
