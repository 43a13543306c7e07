"""Which feeds are watched: a TOML file."""

import re
from pathlib import Path

import msgspec

from recounted.errors import UsageError
from recounted.given import from_toml
from recounted.readers import supported
from recounted.readers.web import is_address

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
SPELL = re.compile(r"(\d+)\s*([smhd])")

#: No feed is asked for more often than this, in seconds.
OFTENEST = 60


class Feed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A feed: RSS, Atom, or a sitemap. `every` is how often it is asked for: `90s`, `15m`, `2h`, `1d`."""

    url: str
    publisher: str | None = None
    language: str | None = None
    every: str = "15m"

    @property
    def seconds(self) -> int:
        """How often it is asked for, in seconds."""
        number, unit = SPELL.fullmatch(self.every).groups()  # type: ignore[union-attr]  # looked at by `check`
        return int(number) * SECONDS[unit]


class Feeds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    feed: tuple[Feed, ...]


def read_feeds(path: str) -> tuple[Feed, ...]:
    """The feeds of a file.

    Raises:
        UsageError: there is no such file, or it is no list of feeds.
    """
    if not Path(path).is_file():
        raise UsageError(f'There is no file "{path}". Write one: docs/watching.md shows how.')
    told = from_toml(path, Feeds, "list of feeds", "docs/watching.md")
    for feed in told.feed:
        check(path, feed)
    urls = [feed.url for feed in told.feed]
    if twice := sorted({url for url in urls if urls.count(url) > 1}):
        raise UsageError(f"{path}: {twice[0]} is there twice. Leave one out.")
    if not urls:
        raise UsageError(f"{path} names no feed. Write [[feed]] and url = … for each.")
    return told.feed


def check(path: str, feed: Feed) -> None:
    """Refuse a feed that cannot be watched.

    Raises:
        UsageError: its address is none, it is to be asked for too often, or its language is not supported.
    """
    if not is_address(feed.url):
        raise UsageError(f'{path}: "{feed.url}" is no address. Addresses begin with http:// or https://.')
    if not SPELL.fullmatch(feed.every):
        raise UsageError(f'{path}: every = "{feed.every}" of {feed.url} is no time. Write 90s, 15m, 2h or 1d.')
    if feed.seconds < OFTENEST:
        raise UsageError(f"{path}: {feed.url} would be asked for every {feed.seconds} s; {OFTENEST} s is the least.")
    supported(feed.language)
