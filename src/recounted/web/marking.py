"""A report's text with every span lit by its kind. Offsets count code points, which a browser does not."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

import msgspec
from markupsafe import Markup

from recounted.errors import EvidenceError
from recounted.model import Claim, Span
from recounted.web.wording import visible

KINDS = ("speaker", "actor", "event", "place", "time", "figure", "caveat")

#: The most characters of a speaker's name in the text.
CHAIN = 120

#: The most characters of a text that a page shows.
LIMIT = 300_000


class Lit(msgspec.Struct, frozen=True, order=True):
    """A span of some kind."""

    span: Span
    kind: str


def lit(claims: Iterable[Claim]) -> list[Lit]:
    """Everything in some claims that stands somewhere in their text, each once, in reading order."""
    found: set[Lit] = set()
    for claim in claims:
        found.update(Lit(source.span, "speaker") for source in claim.sources if source.span)
        found.update(Lit(actor.span, "actor") for actor in (*claim.actors, *claim.recipients))
        found.update(Lit(place.span, "place") for place in claim.locations)
        found.update(Lit(figure.span, "figure") for figure in claim.toll)
        found.update(Lit(span, "caveat") for span in claim.caveats)
        found.add(Lit(claim.event_span, "event"))
        if claim.time:
            found.add(Lit(claim.time.span, "time"))
    return sorted(found)


def marked(text: str, claims: Sequence[Claim], opened: str = "", prefix: str = "") -> Markup:
    """A text as paragraphs, its spans lit, a numbered reference after each claim.

    `opened` is the id of the claim that is shown in full; `prefix` stands before every id in the page.
    """
    told = text[:LIMIT]
    spans = [one for one in lit(claims) if one.span.end <= len(told)]
    current = next((claim.span for claim in claims if claim.id == opened), None)
    ends: dict[int, list[int]] = {}
    for number, claim in enumerate(claims, 1):
        ends.setdefault(claim.span.end, []).append(number)
    references = {
        at: "".join(reference(n, claims[n - 1], claims[n - 1].id == opened, prefix) for n in own)
        for at, own in ends.items()
    }
    cuts = {0, len(told), *references, *(cut for one in spans for cut in (one.span.start, one.span.end))}
    cuts |= {current.start, current.end} if current else set()
    pieces = "".join(
        piece(told, Span(*stretch), spans, current) + references.get(stretch[1], "")
        for stretch in stretches(cuts, len(told))
    )
    return Markup("".join(f"<p>{part}</p>\n" for part in pieces.split("\n") if part.strip()))


def stretches(cuts: Iterable[int], end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a text between cuts."""
    order = sorted(cut for cut in set(cuts) if cut <= end)
    yield from pairwise(order)


def piece(text: str, span: Span, spans: Sequence[Lit], current: Span | None) -> str:
    """A stretch of the text that no span begins or ends in; escaped, and cut at the ends of paragraphs."""
    covering = [one for one in spans if one.span.holds(span)]
    kinds = " ".join(
        [f"k-{kind}" for kind in KINDS if any(one.kind == kind for one in covering)] + edges(span, covering)
    )
    clause = " clause" if current and current.holds(span) else ""
    lines = []
    for line in span.of(text).split("\n"):
        words = escape(visible(line), quote=True)
        if covering and line:
            one = covering[-1]
            place = f"{one.span.start}:{one.span.end}"
            title = f"{one.kind}, characters {one.span.start} to {one.span.end}"
            words = f'<mark class="{kinds}{clause}" data-span="{place}" title="{title}">{words}</mark>'
        elif clause and line.strip():
            words = f'<span class="clause">{words}</span>'
        lines.append(words)
    return "\n".join(lines)


def edges(span: Span, covering: Iterable[Lit]) -> list[str]:
    """Whether a figure begins or ends with a stretch of it, so that one box is drawn round the whole."""
    own = [one.span for one in covering if one.kind == "figure"]
    begins, ends = any(one.start == span.start for one in own), any(one.end == span.end for one in own)
    return ["begins"] * begins + ["ends"] * ends


def reference(number: int, claim: Claim, opened: bool, prefix: str) -> str:
    """The number of a claim after its words, which leads to the claim; pointed at or focused, it shows who says it."""
    kind, own = "ref on" if opened else "ref", f"{prefix}w{number}"
    link = f'id="{prefix}t{number}" href="#{prefix}c{number}" aria-label="claim {number}" aria-describedby="{own}"'
    tip = f'<span class="tip" role="tooltip" id="{own}">{chain(claim)}</span>'
    return f'<span class="at"><a class="{kind}" {link}>{number}</a>{tip}</span>'


def chain(claim: Claim) -> str:
    """The chain of speakers in a line, outermost first, the one that counts in bold."""
    names = [f"<bdi>{escape(visible(source.name[:CHAIN]), quote=True)}</bdi>" for source in claim.sources]
    return " › ".join([*names[:-1], *(f"<b>{name}</b>" for name in names[-1:])]) or "source not known"


def excerpt(claim: Claim, text: str, around: int = 80) -> Markup:
    """A claim's words, lit, with a little of what stands around them."""
    start = max(0, min([claim.span.start, *(figure.span.start for figure in claim.toll)]) - around)
    end = min(len(text), max([claim.span.end, *(figure.span.end for figure in claim.toll)]) + around)
    start, end = (text.rfind(" ", 0, start) + 1 if start else 0), (end if end == len(text) else text.find(" ", end))
    end = len(text) if end < 0 else end
    spans = [one for one in lit([claim]) if start <= one.span.start and one.span.end <= end]
    cuts = {start, end, *(cut for one in spans for cut in (one.span.start, one.span.end))}
    pieces = "".join(
        piece(text, Span(*stretch), spans, None) for stretch in stretches(cuts, end) if stretch[0] >= start
    )
    return Markup(("… " if start else "") + pieces.replace("\n", " ") + (" …" if end < len(text) else ""))


def locate(quote: str, text: str, within: Span) -> Span:
    """Find a quote in a stretch of the text, letter by letter.

    Raises:
        EvidenceError: the quote is absent, or occurs more than once in the stretch.
    """
    start = text.find(quote, within.start, within.end)
    if start < 0:
        raise EvidenceError(f'"{quote}" is not in characters {within.start} to {within.end}. Quote it as printed.')
    if text.find(quote, start + 1, within.end) >= 0:
        raise EvidenceError(f'"{quote}" occurs twice in characters {within.start} to {within.end}. Quote more words.')
    return Span(start, start + len(quote))
