"""Web pages: the main text, and what the page says of itself."""

import logging
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from lxml.html import HtmlElement

from recounted.errors import ReadError
from recounted.lexicon import lexicon, normal
from recounted.readers.clues import known_languages
from recounted.readers.documents import Said, one_line
from recounted.readers.text import decode, decoded, tidy

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)

#: Only dates that the page gives as its own are taken, whatever day it is when the page is read.
DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2199-12-31"}

#: Tags with more attributes than this are taken without: parsers need a time that grows with the square of the number.
ATTRIBUTES = 1_000
LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)[^<>]{5000,}")

BULLET = re.compile(r"^[-•*] ")


def read_html(raw: bytes) -> Said:
    """What a web page says.

    Raises:
        ReadError: it is no text, or has no main text.
    """
    return page(markup(raw))


def page(markup: str) -> Said:
    """The main text of a page, without headline, tables, captions and furniture, and what the page says of itself.

    Raises:
        ReadError: the page has no main text.
    """
    from trafilatura import bare_extraction, load_html
    from trafilatura.metadata import extract_metadata

    from recounted.readers.furniture import clear

    hush()
    tree = load_html(parsable(markup))
    if tree is None:
        raise ReadError("It is no web page. If it is plain text, name it .txt.")
    head: Any = extract_metadata(tree, date_config=dict(DATES))
    marked = re.split("[-_]", (tree.get("lang") or tree.get("xml:lang") or "").lower())[0] or None
    title = one_line(head.title) or headline(tree)
    drop_headline(clear(tree), title)
    found: Any = bare_extraction(tree, options=wanted())
    text = "\n\n".join(blocks(tidy(found.text or "") if found else "", title or ""))
    if not text:
        raise ReadError("The page has no main text. Save the article itself, or its text as .txt.")
    return Said(
        text=text,
        media_type="text/html",
        title=title,
        publisher=None if head.sitename == head.hostname else head.sitename,
        author=head.author,
        url=head.url,
        published=date.fromisoformat(head.date) if head.date else None,
        marked=marked,
    )


@cache
def wanted() -> Any:
    """What trafilatura is to take of a page; made once, since that takes it as long as parsing."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", comments=False, tables=False)


@cache
def hush() -> None:
    """Keep what the page libraries log from the screen, unless the program that runs has set up logging."""
    for name in ("trafilatura", "htmldate", "charset_normalizer", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())


def parsable(markup: str) -> str:
    """A page's markup, whole and without what would keep a parser busy for hours."""
    whole = markup if "<body" in markup.lower() else f"<html><body>{markup}</body></html>"
    return LONG_TAG.sub(lambda tag: tag[0] if len(tag[0].split()) < ATTRIBUTES else f"<{tag[1]}", whole)


def headline(tree: HtmlElement) -> str | None:
    """The first main heading."""
    first = next(tree.iter("h1"), None)
    return None if first is None else one_line(first.text_content())


def drop_headline(tree: HtmlElement, title: str | None) -> None:
    """Take the headings that repeat the title out of the tree."""
    known = normal(title or "")
    for heading in list(tree.iter("h1", "h2")):
        if known and alike(heading.text_content(), known):
            heading.drop_tree()


def alike(text: str, known: str) -> bool:
    """Whether a headline is a normal one but for its marks, or one of them is the other with a site's name."""
    told = normal(text)
    return told == known or (
        len(told) > 20 and (known.startswith(told) or known.endswith(told) or told.startswith(known))
    )


def blocks(text: str, title: str) -> Iterator[str]:
    """The paragraphs of an extracted text, without a headline at its head and lines that are furniture."""
    lines = [line for raw in text.split("\n") if (line := BULLET.sub("", raw.strip())) and not is_idle(line)]
    known = normal(title)
    first = next((at for at, line in enumerate(lines[:4]) if known and alike(line, known)), -1)
    return joined(lines[first + 1 :])


def is_idle(line: str) -> bool:
    """Whether a line has no words, or is one of those that stand between the paragraphs of a page, in any language."""
    if not any(map(str.isalnum, line)):
        return True
    return len(line) < 60 and any(
        normal(line.strip(":.")) in lexicon(code).lists.get("page_lines", ()) for code in known_languages()
    )


def joined(lines: list[str]) -> Iterator[str]:
    """The lines, with those put together again that a break cut within a sentence."""
    held = ""
    for line in lines:
        if held and line[0].islower() and held[-1].isalnum():
            held += " " + line
        else:
            if held:
                yield held
            held = line
    if held:
        yield held


def markup(raw: bytes) -> str:
    """The bytes of a page as text, in the encoding that it names where that fits.

    Raises:
        ReadError: they are no text.
    """
    if named := CHARSET.search(raw[:4096]):
        try:
            return decoded(raw, named[1].decode("ascii"))
        except (ReadError, LookupError):
            pass
    return decode(raw)
