"""Tests of RSS and Atom files."""

from datetime import date
from pathlib import Path

import pytest

from recounted.model import Document, Failure
from recounted.readers import read

BODY = "Shells hit Martuni on Friday, wounding two people, officials said."
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Highland Radio</title><link>https://example.org</link>
<item><title>Two hurt</title><link>https://example.org/1</link><pubDate>Fri, 09 Oct 2020 23:30:00 -0400</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{BODY}</p><p>The road <b>stayed</b> open.</p>]]></content:encoded></item>
<item><title>No text</title><link>https://example.org/2</link></item>
<item><title>Third</title><guid>three</guid><description>Missiles struck Ganja on Saturday, killing 13 people.</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Sevan Dispatch</title><entry><id>urn:1</id><title>Hurt</title>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/a"/>
<published>2020-10-09T10:00:00Z</published><content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""


def results(tmp_path: Path, text: str, name: str = "news.rss") -> list[Document | Failure]:
    """What a feed with this text gives."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    return list(read([str(tmp_path / name)]))


def test_entries_of_rss_are_reports(tmp_path: Path) -> None:
    """Each has its text in paragraphs, title, link, day in its sender's time, and the feed's name; one without text fails."""
    first, second, third = results(tmp_path, RSS)

    assert isinstance(first, Document) and isinstance(third, Document)
    assert first.text == f"{BODY}\n\nThe road stayed open."
    assert (first.title, first.publisher, first.published) == ("Two hurt", "Highland Radio", date(2020, 10, 9))
    assert (first.url, third.ref) == ("https://example.org/1", "three")
    assert isinstance(second, Failure) and "no text" in second.reason and second.ref == "news.rss:2"


def test_entries_of_atom_are_reports(tmp_path: Path) -> None:
    """The link to the page is taken, not that to the feed itself."""
    (only,) = results(tmp_path, ATOM, "news.atom")

    assert isinstance(only, Document)
    assert (only.text, only.url, only.published) == (BODY, "https://example.org/a", date(2020, 10, 9))


def test_a_feed_that_is_cut_short_gives_what_it_has(tmp_path: Path) -> None:
    """The entries before the cut are read, one that is cut itself is not, and that the end is missing is a failure."""
    behind_an_entry = results(tmp_path, RSS[: RSS.index("<item><title>Third")])
    within_an_entry = results(tmp_path, RSS[: RSS.index("killing 13")])

    for found in (behind_an_entry, within_an_entry):
        assert [type(one) for one in found] == [Document, Failure, Failure]
        assert isinstance(found[-1], Failure) and "breaks off" in found[-1].reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no XML"),
        ("no xml", "no XML"),
        ("<html><body/></html>", 'its root is "html"'),
        ("<a><b/></a>", 'its root is "a"'),
    ],
)
def test_what_is_no_feed_is_a_failure(tmp_path: Path, text: str, reason: str) -> None:
    """The reason says what it is instead."""
    (found,) = results(tmp_path, text, "x.xml")

    assert isinstance(found, Failure)
    assert reason in found.reason


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    """A billion laughs stay one, and a file of this machine stays where it is."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{lines}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    entry = f"<item><title>T</title><description>{BODY} &l9; &f;</description></item>"
    found = results(tmp_path, f"{bomb}<rss><channel><title>C</title>{entry}</channel></rss>")

    assert all(len(one.text) < 200 and "root" not in one.text for one in found if isinstance(one, Document))
    assert found
