"""RSS and Atom files, entry by entry. Nothing is fetched, and no entity is expanded."""

import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

from recounted.errors import ReadError
from recounted.model import Failure
from recounted.readers.sources import LIMIT, Source, bounded

#: Element of an entry, without its namespace → our column; the first that is there counts.
FIELDS = {
    "text": ("encoded", "content", "description", "summary"),
    "title": ("title",),
    "published": ("pubDate", "published", "date", "issued", "updated"),
    "author": ("creator", "author"),
    "id": ("guid", "id"),
}

ENTRIES, ROOTS = frozenset({"item", "entry"}), frozenset({"rss", "RDF", "feed"})

#: Where entries begin, and where they end, which has a slash.
TAGS = re.compile(rb"<(/?)(?:\w+:)?(?:item|entry)\b")

#: What the parser calls an element whose end is missing at the end of the file.
UNFINISHED = "ERR_TAG_NOT_FINISHED"

#: Elements of a page behind which a paragraph ends.
BLOCKS = frozenset({"p", "div", "li", "br", "h1", "h2", "h3", "h4", "blockquote", "tr"})


def feed_entries(file: BinaryIO, ref: str) -> Iterator[Source | Failure]:
    """The entries of a feed, each as a row.

    Raises:
        ReadError: it is too large, no XML, or no feed.
    """
    raw = bounded(file.read(LIMIT + 1))
    root, whole = parsed(raw)
    if name(root) not in ROOTS:
        raise ReadError(f'It is XML, but no feed: its root is "{name(root)}". Feeds are RSS or Atom.')
    publisher = title_of(root)
    entries = [e for e in root.iter() if name(e) in ENTRIES]
    for number, entry in enumerate(entries if whole or not is_cut(raw) else entries[:-1], 1):
        row = {column: value for column, value in fields(entry).items() if value}
        if not row.get("text"):
            yield Failure(ref=f"{ref}:{number}", reason="The entry has no text. Save the page that it links to.")
            continue
        row |= {"publisher": publisher} if publisher else {}
        held = json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        yield Source(ref=f"{ref}:{number}", kind="row", held=held)
    if not whole:
        yield Failure(ref=ref, reason="The feed breaks off: its end is missing. Download it again.")


def is_cut(raw: bytes) -> bool:
    """Whether the end of the last entry is missing."""
    tags = TAGS.findall(raw)
    return bool(tags) and not tags[-1]


def parsed(raw: bytes) -> tuple[Any, bool]:
    """The root of an XML file, a damaged one as far as it can be understood; and whether its end is there.

    Raises:
        ReadError: it is none.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"It is no XML: {error}. Download the feed again.") from error
    if root is None:
        raise ReadError("It is no XML. Download the feed again.")
    return root, not any(fault.type_name == UNFINISHED for fault in parser.error_log)


def name(element: Any) -> str:
    """The name of an element without its namespace; none for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def title_of(root: Any) -> str | None:
    """The title of the feed, which is its publisher."""
    channel = next((e for e in root if name(e) == "channel"), root)
    return next((" ".join(e.itertext()).strip() for e in channel if name(e) == "title"), None) or None


def fields(entry: Any) -> dict[str, str | None]:
    """The columns of an entry."""
    own: dict[str, Any] = {}
    for element in entry:
        own.setdefault(name(element), element)
    found = {column: next((told(own[n], column) for n in names if n in own), None) for column, names in FIELDS.items()}
    return found | {"url": link(entry)}


def told(element: Any, column: str) -> str | None:
    """What an element says: text without marks, a day as ISO 8601, or one line."""
    text = "".join(element.itertext()).strip()
    if column == "text":
        return plain(text)
    if column == "published":
        return day(text)
    return " ".join(text.split()) or None


def plain(markup: str) -> str:
    """The text of a piece of a page, paragraph by paragraph."""
    from lxml import etree, html

    if "<" not in markup:
        return markup
    try:
        tree = html.fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, ValueError):
        return markup
    for element in tree.iter():
        if element.tag in {"script", "style"}:
            element.text = None
        elif element.tag in BLOCKS:
            element.tail = "\n\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n\n".join(filter(None, lines))


def day(text: str) -> str:
    """The day of a date as mails write it; others as they are."""
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return text


def link(entry: Any) -> str | None:
    """The address of the entry's page."""
    links = [e for e in entry if name(e) == "link"]
    best = next((e for e in links if e.get("rel", "alternate") == "alternate"), next(iter(links), None))
    return None if best is None else (best.get("href") or best.text or "").strip() or None
