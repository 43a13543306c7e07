"""Tests of web pages: what belongs to the report comes out, and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.errors import ReadError
from recounted.readers.html import markup, page, read_html

TITLE = "Shells fall on both sides of the line"

#: The report that every page below holds, in our own words.
BODY = [
    "Shells fell on the edge of Martuni on Sunday morning, wounding three people, the town's mayor said by telephone.",
    "The Defence Ministry in Baku denied that its guns had fired on homes and said that it had struck a battery nearby.",
    "Earlier this week, residents of Terter counted 14 craters in two streets; a school and a bakery were damaged.",
    "“We slept in the cellar,” said a teacher who gave only her first name. “There was no other place to go.”",
    "Both governments say that they want a truce. Neither has said when its guns will fall silent.",
]

#: What stands around it and would be taken for figures of the report.
OTHER = "Unrelated: 17 killed as a coach leaves a mountain road, and many more were hurt in the days after it"


def paragraphs(parts: list[str]) -> str:
    """Each part as a paragraph of a page."""
    return "".join(f"<p>{part}</p>" for part in parts)


def page_of(body: str, head: str = "", attributes: str = 'lang="en"') -> str:
    """A page with this in its body."""
    return f"<!DOCTYPE html><html {attributes}><head><title>{TITLE} | The Desk</title>{head}</head><body>{body}</body></html>"


ALL = paragraphs(BODY)
START, END = paragraphs(BODY[:2]), paragraphs(BODY[2:])
H1 = f"<h1>{TITLE}</h1>"

PAGES = {
    "bare paragraphs": f"{H1}{ALL}",
    "cookie bar first": f'<div id="onetrust-consent-sdk"><p>{OTHER}. {OTHER}. {OTHER}.</p></div>{H1}<div>{ALL}</div>',
    "dialog": f'<div role="dialog"><p>{OTHER}</p></div><main>{ALL}</main>',
    "navigation and footer": f"<nav>{OTHER}</nav><main>{H1}{ALL}</main><footer><p>{OTHER}</p></footer>",
    "masthead": f'<div class="site-masthead">{OTHER}</div><article>{H1}{ALL}</article>',
    "ticker": f'<div class="newsTicker"><span>{OTHER}</span></div><div class="news-text">{ALL}</div>',
    "breaking bar": f'<section class="breaking-bar"><p>{OTHER}</p></section><div class="text">{ALL}</div>',
    "captions": f"<article><figure><img src=a><figcaption>{OTHER}</figcaption></figure>{ALL}</article>",
    "captions by class": f'<article>{START}<div class="wp-caption"><p>{OTHER}</p></div>{END}</article>',
    "credit beside a picture": f'<article>{START}<div><img src=a><span class="img-credit">{OTHER}</span></div>{END}</article>',
    "inset": f'<article>{START}<div class="inset"><p><a href=/1>{OTHER}</a></p></div>{END}</article>',
    "promotion": f'<article>{START}<div class="c-promo"><p>{OTHER}</p></div>{END}</article>',
    "aside": f"<article>{START}<aside><p>{OTHER}</p></aside>{END}</article>",
    "pull quote": f'<article>{START}<blockquote class="pull-quote">{OTHER}</blockquote>{END}</article>',
    "link alone": f"<article>{START}<p><a href=/1>{OTHER}</a></p>{END}</article>",
    "labelled link": f"<article>{START}<p><b>Read more:</b> <a href=/1>{OTHER}</a></p>{END}</article>",
    "barred link": f"<article>{START}<p>ALSO | <a href=/1>{OTHER}</a></p>{END}</article>",
    "list of links": f"<article>{ALL}<h3>Elsewhere</h3><ul><li><a href=/1>{OTHER}</a></li></ul></article>",
    "related cards": f'<article>{ALL}</article><section class="more-news"><h2>More news</h2>'
    + f"<div><h3><a href=/1>{OTHER}</a></h3><p>{OTHER}</p></div>" * 9
    + "</section>",
    "most read": f'{H1}{ALL}<div class="MostRead"><ol><li>{OTHER}</li></ol></div>',
    "comments": f'<article>{ALL}</article><div id="comments"><p>{OTHER}</p></div>',
    "newsletter": f'<article>{START}<div class="newsletter-signup"><p>{OTHER}</p></div>{END}</article>',
    "sharing": f'<article><ul class="share-tools"><li>{OTHER}</li></ul>{ALL}</article>',
    "table of figures": f"<article>{START}<table><tr><td>Monday</td><td>{OTHER}</td></tr></table>{END}</article>",
    "table as layout": f"<table><tr><td><a href=/1>{OTHER}</a></td><td>{H1}{ALL}</td><td><a href=/2>{OTHER}</a></td></tr></table>",
    "hidden": f'<article>{START}<div style="display: none"><p>{OTHER}</p></div><p hidden>{OTHER}</p>{END}</article>',
    "screen readers": f'<article>{START}<span class="sr-only">{OTHER}</span>{END}</article>',
    "breaks": f"<div class=text>{'<br><br>'.join(BODY)}</div><div><a href=/1>{OTHER}</a></div>",
    "breaks in old elements": "<center><table><tr><td><font><a href=/1>Home</a><br>Elsewhere</font></td>"
    f"<td><font><b>{TITLE}</b></font><br><br><font size=2>{'<br><br>'.join(BODY)}</font></td></tr></table></center>",
    "loose beginning": f"<div class=text><span>{BODY[0]}</span>{paragraphs(BODY[1:])}</div>",
    "loose among blocks": f"<div class=text>{BODY[0]}<p>{BODY[1]}</p>{BODY[2]}<div>{BODY[3]}</div><p>{BODY[4]}</p></div>",
    "divisions": "<div class=body>" + "".join(f"<div>{part}</div>" for part in BODY) + "</div>",
    "wrapped": "<main>" + "".join(f"<div><div><p>{part}</p></div></div>" for part in BODY) + "</main>",
    "own elements": f"<news-app><news-body>{ALL}</news-body><related-stories><p>{OTHER}</p></related-stories></news-app>",
    "misleading names": f'<div class="paywall"><div class="article-share-wrap"><div class="story">{ALL}</div></div></div>',
    "quoted part": f"<article>{paragraphs(BODY[:3])}<blockquote><p>{BODY[3]}</p></blockquote><p>{BODY[4]}</p></article>",
    "lead": f'<article><p class="lead"><strong>{BODY[0]}</strong></p>{paragraphs(BODY[1:])}</article>',
    "list": "<article><ul>" + "".join(f"<li>{part}</li>" for part in BODY) + "</ul></article>",
    "links within": f"<article>{ALL.replace('Defence Ministry', '<a href=/m>Defence Ministry</a>')}</article>",
    "unclosed": "<h1>" + TITLE + "".join(f"<p>{part}" for part in BODY),
    "byline": f'<article>{H1}<p class="byline">By Unrelated: Writer</p><p class="date">11 October 2020</p>{ALL}</article>',
    "header": f"<article><header><p>Unrelated section</p>{H1}<p><time>11 October</time></p></header>{ALL}</article>",
    "advertisement": f"<article>{START}<p>ADVERTISEMENT</p><p>Story continues below:</p>{END}</article>",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_its_report_and_nothing_else(name: str) -> None:
    """All paragraphs come out in their order with a blank line between; headline, furniture and other stories do not."""
    found = page(page_of(PAGES[name]))

    assert found.text == "\n\n".join(BODY)
    assert found.title == TITLE


def test_crossheads_stay_where_they_are() -> None:
    """Headings inside the report are part of it."""
    found = page(page_of(f"<article>{H1}{START}<h3>War of numbers</h3>{END}</article>"))

    assert found.text == "\n\n".join([*BODY[:2], "War of numbers", *BODY[2:]])


def test_a_dateline_stays_in_the_text() -> None:
    """Where and when a report was filed is its beginning, whatever element it stands in."""
    found = page(page_of(f"<article><p><span class='dateline'>MARTUNI, Oct. 11 —</span> {BODY[0]}</p>{END}</article>"))

    assert found.text.startswith("MARTUNI, Oct. 11 — Shells fell")


def test_a_short_report_is_read() -> None:
    """One sentence is a report, and what surrounds it is not."""
    found = page(page_of(f"<nav>{OTHER}</nav>{H1}<p>Three people were hurt.</p><footer>{OTHER}</footer>"))

    assert found.text == "Three people were hurt."


def test_a_truncated_page_is_read_as_far_as_it_goes() -> None:
    """What arrived of a page is read."""
    whole = page_of(f"<article>{H1}{ALL}</article>")

    assert page(whole[: whole.index("guns will")]).text.endswith("Neither has said when its")


def test_a_fragment_is_read() -> None:
    """Paragraphs without a page around them, as tables hold them, are read."""
    assert page(ALL).text == "\n\n".join(BODY)
    assert page(f"<p>{BODY[0]}</p>").text == BODY[0]


@pytest.mark.parametrize(
    "body", ["", "<nav><a href=/>Home</a></nav>", "<script>var a = 1;</script>", "<img src=a.png>"]
)
def test_a_page_without_a_report_is_refused(body: str) -> None:
    """A page without main text says so, and what to do."""
    with pytest.raises(ReadError, match=r"no main text.*\.txt"):
        page(page_of(body))


JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"datePublished": "2020-10-11T23:30:00-07:00", "author": {"@type": "Person", "name": "Ada Writer"},
"publisher": {"@type": "Organization", "name": "The Desk"}}</script>"""
META = """<meta property="og:site_name" content="The Desk"><meta name="author" content="Ada Writer">
<meta property="article:published_time" content="2020-10-11T08:00:00+04:00">
<link rel="canonical" href="https://desk.example/2020/shells">"""


@pytest.mark.parametrize("head", [JSON_LD, META])
def test_a_page_says_who_published_it_and_when(head: str) -> None:
    """Publisher, author and day are read from the page's head; the day is the one printed, in its own time zone."""
    found = page(page_of(f"<article>{H1}{ALL}</article>", head))

    assert (found.publisher, found.author, found.published) == ("The Desk", "Ada Writer", date(2020, 10, 11))


def test_an_address_gives_the_site_where_nothing_else_does() -> None:
    """The canonical address is kept, and a site's name that is only guessed from it is not taken for a publisher's."""
    found = page(page_of(ALL, '<link rel="canonical" href="https://www.desk.example/2020/shells">'))

    assert (found.url, found.publisher) == ("https://www.desk.example/2020/shells", None)


@pytest.mark.parametrize("other", ["<footer>© 2019 The Desk</footer>", "<p>The war of 12 May 1994 ended so.</p>"])
def test_a_page_without_a_date_has_none(other: str) -> None:
    """A copyright line, or a day that the report tells of, is not the day of publication."""
    assert page(page_of(f"<article>{ALL}{other}</article>")).published is None


@pytest.mark.parametrize(("attributes", "expected"), [('lang="en-GB"', "en"), ("lang=fr_FR", "fr"), ("", None)])
def test_a_page_is_marked_with_its_language(attributes: str, expected: str | None) -> None:
    """The language that a page claims is kept, without its region."""
    assert page(page_of(ALL, attributes=attributes)).marked == expected


@pytest.mark.parametrize(
    ("declared", "written"),
    [("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("utf-8", "cp1252"), ("nonsense", "utf-8")],
)
def test_the_declared_encoding_is_believed_only_where_it_fits(declared: str, written: str) -> None:
    """A page whose encoding is named wrongly is read all the same."""
    text = page_of(f"<p>{BODY[3]} In Besançon.</p>", f'<meta charset="{declared}">')

    assert "“We slept in the cellar,”" in markup(text.encode(written))
    assert read_html(text.encode(written)).text.endswith("In Besançon.")


HOSTILE = {
    "deep": "<div>" * 50_000 + ALL,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(50_000)) + f">{ALL}</div>",
    "long name": f'<div class="{"a-b " * 100_000}">{ALL}</div>',
    "open comment": f"{ALL}<!-- {'-' * 100_000}",
    "ampersands": f"<p>{'&' * 100_000}</p>{ALL}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_refused(name: str) -> None:
    """Markup made to exhaust a parser gives a text or a reason, and soon."""
    try:
        assert page(page_of(HOSTILE[name])).text
    except ReadError as error:
        assert "main text" in str(error)


@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<p>", "<table>", "<td>", "</table>", "<ul><li>", "<a href=x>", BODY[0], "&#0;", "<"]
        ),
        max_size=30,
    )
)
def test_no_markup_raises_anything_else(parts: list[str]) -> None:
    """Whatever tags stand in whatever order, a page is read or refused, twice in the same way."""

    def outcome() -> object:
        try:
            return page("".join(parts))
        except ReadError as error:
            return str(error)

    assert outcome() == outcome()
