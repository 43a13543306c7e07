"""The evidence as W3C Web Annotations: each claim, each figure and each source marked where the text has it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from recounted.exporters.blame import blamed, in_words
from recounted.exporters.stock import Stock
from recounted.exporters.writing import write_json
from recounted.model import Claim, Figure, Span, Speaker

DROPS = (
    "Everything but where something is said, by whom, and what it comes to: no days, places or links between claims.",
    "Incidents and running totals.",
    "Unless nothing is held back: the words before and after a quotation.",
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

#: So many characters before and after a quotation help to find it in a text that has changed.
AROUND = 32


def write(stock: Stock, folder: Path) -> None:
    """One annotation page. Positions count Unicode code points of the text whose document the source names."""
    head = {"@context": CONTEXT, "id": "urn:recounted:annotations", "type": "AnnotationPage"}
    write_json(folder / "annotations.jsonld", head, "items", annotations(stock))


def annotations(stock: Stock) -> Iterator[dict[str, Any]]:
    """The annotations, document by document, in the order of the claims."""
    documents = stock.documents(whole=True)
    for name, claims in groupby(stock.claims(), key=lambda claim: claim.document):
        document = next(one for one in documents if one.id == name)
        text = document.text if stock.choice.whole else None
        for claim in claims:
            for end, span, told in parts(claim):
                yield annotation(f"urn:recounted:claim:{claim.id}{end}", name, told, selectors(claim, span, text))


def parts(claim: Claim) -> Iterator[tuple[str, Span, dict[str, Any]]]:
    """What of a claim is marked: the end of its id, the span, and what it says."""
    said = f"{claim.speech_act}, {claim.modality}: {claim.event_kind}"
    blame = in_words(blamed([claim]))
    yield "", claim.span, body(f"{said}; {blame}" if blame else said, "describing")
    for number, figure in enumerate(claim.toll):
        yield f":figure:{number}", figure.span, body(count(figure), "tagging")
    for number, source in enumerate(claim.sources):
        if source.span is not None:
            yield f":source:{number}", source.span, body(credit(source), "tagging")


def body(value: str, purpose: str) -> dict[str, Any]:
    """The body of an annotation."""
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def count(figure: Figure) -> str:
    """A figure in one line; unknown bounds are told as such."""
    low, best, high = ("unknown" if n is None else n for n in (figure.low, figure.best, figure.high))
    return f"{figure.category} {figure.harm}, low {low}, best {best}, high {high}, scope {figure.scope}"


def credit(source: Speaker) -> str:
    """A source in one line."""
    return f"source: {source.name}" + (f" ({source.code})" if source.code else "")


def selectors(claim: Claim, span: Span, text: str | None) -> list[dict[str, Any]]:
    """Where it stands: by position, and by its words where they lie within the claim's, which may be blacked out."""
    found: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": span.start, "end": span.end}]
    if text is not None:
        around = {
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        }
        found.append({"type": "TextQuoteSelector", "exact": span.of(text), **around})
    elif claim.span.holds(span):
        words = claim.text[span.start - claim.span.start : span.end - claim.span.start]
        found.append({"type": "TextQuoteSelector", "exact": words})
    return found


def annotation(name: str, document: str, told: dict[str, Any], where: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """One annotation."""
    return {
        "id": name,
        "type": "Annotation",
        "motivation": told["purpose"],
        "body": told,
        "target": {"source": f"urn:sha256:{document}", "selector": list(where)},
    }
