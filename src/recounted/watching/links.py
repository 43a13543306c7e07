"""The addresses that a feed or a sitemap names."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from recounted.readers.feed import ENTRIES, link, name, parsed

#: Parts of an address that tell where a reader came from, not what the page is.
TRACKS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref_src")


def links(body: bytes, base: str) -> list[str]:
    """The pages that a feed or sitemap names, each once, in its order.

    Raises:
        ReadError: it is no XML.
    """
    root, _ = parsed(body)
    found = locations(root) if name(root) in {"urlset", "sitemapindex"} else entries(root)
    return list(dict.fromkeys(tidy(urljoin(base, one.strip())) for one in found if one and one.strip()))


def is_index(body: bytes) -> bool:
    """Whether it is a sitemap of sitemaps."""
    return name(parsed(body)[0]) == "sitemapindex"


def locations(root: Any) -> Iterator[str]:
    """The addresses of a sitemap."""
    for element in root.iter():
        if name(element) == "loc":
            yield "".join(element.itertext())


def entries(root: Any) -> Iterable[str | None]:
    """The addresses of a feed's entries."""
    return (link(element) for element in root.iter() if name(element) in ENTRIES)


def tidy(url: str) -> str:
    """An address without what does not belong to the page: fragment, tracking."""
    parts = urlsplit(url)
    query = [
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not key.startswith(TRACKS)
    ]
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", urlencode(query), ""))
