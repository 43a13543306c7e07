"""What on a web page is no part of its report, found by elements, roles and names, and taken out of the tree."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from lxml.etree import Comment, Entity, ProcessingInstruction
from lxml.html import HtmlElement

from recounted.lexicon import data

#: Elements that hold paragraphs or stand beside them; all others run within a line.
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "li", "main", "nav", "ol", "p", "pre", "section"}
    | {"summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LINES = frozenset({"p", "li", "dd", "dt", "blockquote", "pre", *HEADINGS})
LAYOUT = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "center"})
UNREAD = frozenset({"a", "script", "style", "noscript", "template", "svg", "button", "select", "textarea"})
ROOTS = frozenset({"html", "body", "main"})

#: Text nodes shorter than this are no running text; fewer characters than `ENOUGH` are no report.
RUNNING = 25
ENOUGH = 140

#: So much of a name is looked at.
LONGEST = 300

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LETTERS = re.compile(r"[^\W_]")


@cache
def known() -> Mapping[str, list[str]]:
    """The lists of `data/pages.toml`."""
    return tomllib.loads(data("pages.toml").read_text(encoding="utf-8"))


@cache
def elements_of() -> tuple[frozenset[str], frozenset[str]]:
    """The elements, and the roles, of what is no part of a report."""
    return frozenset(known()["elements"]), frozenset(known()["roles"])


@cache
def names(section: str) -> re.Pattern[str]:
    """What a name holds if it is one of those listed."""
    return re.compile(rf"(?<![^ ])(?:{'|'.join(map(re.escape, known()[section]))})(?![^ ])")


@lru_cache(maxsize=20_000)
def is_named(name: str, section: str) -> bool:
    """Whether a class name or id holds words of a list."""
    spaced = " ".join(re.findall(r"[a-z]+", CAMEL.sub(" ", name).lower()))
    return names(section).search(spaced) is not None


def clear(tree: HtmlElement) -> HtmlElement:
    """Take out of a page's tree, in place, what is no part of its report; return the tree."""
    for node in list(tree.iter(Comment, Entity, ProcessingInstruction)):
        node.drop_tree()
    elements = list(tree.iter())  # lxml makes each element's object anew wherever nothing holds it
    odd = [element for element in elements if is_odd(element)]
    center = core(tree, set(odd))
    kept = set(lineage(center))
    for element in odd:
        if element not in kept:
            remove(element)
    for element in [*kept, *(() if center is None else center.iter(*LAYOUT))]:
        if element.tag in LAYOUT:
            element.tag = "div"
    for element in reversed([] if center is None else list(center.iter())):
        if element.tag not in LINES and is_loose(element):
            paragraph(element)
    for element in list(tree.iter(*LINES, "div", "section")):
        if element not in kept and is_pointer(element):
            remove(element)
    for element in list(tree.iter("ul", "ol")):
        if not element.text_content().strip():
            remove(element)
    return tree


def is_odd(element: HtmlElement) -> bool:
    """Whether an element, by itself, looks like no part of a report."""
    tag, given = element.tag, element.attrib
    if tag in ROOTS or tag == "head":
        return False
    elements, roles = elements_of()
    if tag in elements or not (given or "-" in tag):
        return tag in elements
    style = given.get("style")
    if "hidden" in given or given.get("aria-hidden") == "true" or given.get("role") in roles:
        return True
    if style and "display:none" in style.replace(" ", "").lower():
        return True
    called = [name[:LONGEST] for name in (given.get("class"), given.get("id"), "-" in tag and tag) if name]
    if any(is_named(name, "unseen") for name in called):
        return True
    if tag in HEADINGS or not any(is_named(name, "names") for name in called):
        return False
    return tag in BLOCKS or "-" in tag or not any(up.tag in LINES for up in element.iterancestors())


def lineage(element: HtmlElement | None) -> Iterator[HtmlElement]:
    """An element and all that it lies in."""
    if element is not None:
        yield element
        yield from element.iterancestors()


def core(tree: HtmlElement, odd: set[HtmlElement]) -> HtmlElement | None:
    """The element that holds most of the running text, outside of odd ones where there is any."""
    inside, outside = running(tree, odd)
    scores = outside if max(outside.values(), default=0) >= ENOUGH else inside
    return max(scores, key=lambda element: scores[element], default=None)


def running(tree: HtmlElement, odd: set[HtmlElement]) -> tuple[dict[HtmlElement, float], dict[HtmlElement, float]]:
    """How much running text each element holds, all of it and that outside of odd elements.

    What lies further down counts less, so that the element nearest to all the paragraphs holds most.
    """
    everywhere: dict[HtmlElement, float] = defaultdict(float)
    outside: dict[HtmlElement, float] = defaultdict(float)
    places: dict[HtmlElement, tuple[HtmlElement | None, bool, bool]] = {}
    for element in tree.iter():
        block, unread, is_in = places.get(element.getparent(), (None, False, False))
        block = element if element.tag in BLOCKS else block
        unread, is_in = unread or element.tag in UNREAD, is_in or element in odd
        places[element] = block, unread, is_in
        length = sum(map(running_in, (element.text, *[child.tail for child in element])))
        if length and block is not None and not unread:
            parent = block.getparent()
            holder = parent if block.tag in LINES and parent is not None else block
            for share, up in zip((1.0, 0.5, 0.25), lineage(holder), strict=False):
                everywhere[up] += length * share
                outside[up] += 0 if is_in else length * share
    return everywhere, outside


def running_in(text: str | None) -> int:
    """How long a text node is, if it is running text."""
    return len(text) if text and len(text) >= RUNNING and len(text.strip()) >= RUNNING else 0


def is_loose(element: HtmlElement) -> bool:
    """Whether running text stands loose in an element: among blocks, or in parts with only line breaks between them."""
    if any(is_gap(child) for child in element.iterchildren("br")):
        return True
    inline = [child.text_content() for child in element if child.tag not in BLOCKS and child.tag not in HEADINGS]
    loose = [text for text in (element.text, *(child.tail for child in element), *inline) if text]
    return len(inline) < len(element) and any(len(text.strip()) >= RUNNING for text in loose)


def is_gap(line_break: HtmlElement) -> bool:
    """Whether a line break is followed by another."""
    after = line_break.getnext()
    return not (line_break.tail or "").strip() and after is not None and after.tag == "br"


def paragraph(element: HtmlElement) -> None:
    """Put the loose text of an element into paragraphs, parted by its blocks and by double line breaks."""
    parts = []
    run = element.makeelement("p")
    run.text, element.text = element.text, None
    for child in list(element):
        parts_here = child.tag in BLOCKS or child.tag in HEADINGS
        if parts_here or (child.tag == "br" and is_gap(child)):
            parts += [run, child] if parts_here else [run]
            run = element.makeelement("p")
            run.text, child.tail = child.tail, None
            element.remove(child)
        else:
            run.append(child)
    for part in (*parts, run):
        if part.tag != "p" or part.text_content().strip():
            element.append(part)
    if element.tag not in BLOCKS:
        element.tag = "div"


def remove(element: HtmlElement) -> None:
    """Take an element out, and the heading or label that led to it."""
    if element.getparent() is None:
        return
    before = element.getprevious()
    element.drop_tree()
    if before is not None and is_label(before):
        before.drop_tree()


def is_label(element: HtmlElement) -> bool:
    """Whether an element only led to what stood behind it: a heading before a heading or the end, or "Read also:"."""
    text = element.text_content().strip()
    if element.tag in HEADINGS:
        after = element.getnext()
        return not (element.tail or "").strip() and (after is None or after.tag in HEADINGS)
    return element.tag in {"p", "div"} and len(text) < 40 and text.endswith(":")


def is_pointer(element: HtmlElement) -> bool:
    """Whether a line only points elsewhere: a link, perhaps with a label before it ("Read more: …")."""
    if any(child.tag in BLOCKS or child.tag in HEADINGS for child in element.iterdescendants()):
        return False
    links = list(element.iter("a"))
    if not links:
        return element.tag in {"p", "div", "li"} and element.find(".//time") is not None and is_only_time(element)
    linked = sum(len(link.text_content().strip()) for link in links)
    text = element.text_content().strip()
    label = text[: text.find(links[0].text_content().strip())] if linked else text
    rest = len(LETTERS.findall(text)) - sum(len(LETTERS.findall(link.text_content())) for link in links)
    return (
        bool(linked) and rest <= len(LETTERS.findall(label)) and (not label.strip() or label.rstrip()[-1] in ":|»>–—-")
    )


def is_only_time(element: HtmlElement) -> bool:
    """Whether a line says nothing but when."""
    told = sum(len(time.text_content().strip()) for time in element.iter("time"))
    return len(element.text_content().strip()) <= told + 3
