"""Addresses of the web as sources: what is behind them is fetched politely, and read as a file would be."""

import re
from collections.abc import Callable

from recounted.errors import FetchError
from recounted.fetching import Answer, Fetcher
from recounted.model import Failure
from recounted.readers.sources import Source

ADDRESS = re.compile(r"https?://", re.IGNORECASE)

#: What a site says it sends → what that holds; of others the bytes must tell.
KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
    "application/pdf": "pdf",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
    "message/rfc822": "mail",
    "multipart/related": "saved",
    "application/warc": "warc",
}


def is_address(name: str) -> bool:
    """Whether a name is an address of the web rather than a file's."""
    return ADDRESS.match(name) is not None


def fetched(name: str, fetcher: Fetcher, guess: Callable[[bytes], str]) -> Source | Failure:
    """What is behind an address, or why it cannot be had."""
    try:
        return source_of(name, fetcher.fetch(name), guess)
    except FetchError as error:
        return Failure(ref=name, reason=str(error), stage="fetch")


def source_of(name: str, answer: Answer, guess: Callable[[bytes], str]) -> Source:
    """An answer as the bytes of a source."""
    body = answer.body or b""
    return Source(ref=name, kind=KINDS.get(answer.media_type) or guess(body), held=body, url=answer.url)
