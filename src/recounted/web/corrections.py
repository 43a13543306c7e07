"""What a person corrects in a claim: new values, each with the words of the document that bear it out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from recounted import flow
from recounted.errors import EvidenceError, UsageError
from recounted.model import Actor, Claim, Document, Figure, Mention, Place, Span, Speaker
from recounted.web.filters import day_of
from recounted.web.marking import locate

#: How far from a claim words may stand that bear it out, in characters, before the whole text is looked through.
AROUND = 400

#: UCDP's where_prec, in words.
PRECISIONS = {
    1: "the place itself", 2: "near it", 3: "its district", 4: "its province", 5: "a region or river", 6: "the country",
    7: "the open sea",
}  # fmt: skip


class Marking(NamedTuple):
    """What a person marked and wrote: the text as it was shown, the document as it was kept, and the form's fields."""

    text: str
    document: Document
    data: Mapping[str, str]

    def said(self, name: str) -> str:
        """A field of the form."""
        return self.data.get(name, "").strip()

    def span(self, claim: Claim, before: Span | None) -> Span:
        """Where the marked words stand: where they stood, else near the claim, else where they stand once in the text.

        Raises:
            EvidenceError: they stand nowhere, or in several places.
            UsageError: none are marked, and there were none.
        """
        words = self.said("words")
        if before and words in {"", before.of(self.text)}:
            return before
        if not words:
            raise UsageError("Mark the words that bear it out, or write them as printed.")
        near = [claim.span, Span(max(0, claim.span.start - AROUND), min(len(self.text), claim.span.end + AROUND))]
        for within in near:
            if self.text.count(words, within.start, within.end) == 1:
                return locate(words, self.text, within)
        if words not in self.text:
            raise EvidenceError(f'"{words}" is not in the document. Quote it as printed.')
        return locate(words, self.text, Span(0, len(self.text)))


def change_of(claim: Claim, marked: Marking) -> dict[str, Any]:
    """The new value of the field that is corrected.

    Raises:
        UsageError: there is no such field, or a value makes no sense.
        EvidenceError: the words do not stand in the document, or stand there more than once.
    """
    field, _, at = marked.said("field").partition("-")
    if field.isdecimal():
        return {"toll": msgspec.to_builtins(figures(claim, int(field), marked))}
    if field == "grade":
        return {"grade": marked.said("grade")}
    makers: dict[str, Callable[[Claim, int, Marking], dict[str, Any]]] = {
        "time": period, "place": places, "speaker": speakers,
    }  # fmt: skip
    if field not in makers or not (at or "0").isdecimal():
        raise UsageError("Say which field to correct.")
    return makers[field](claim, int(at or 0), marked)


def figures(claim: Claim, at: int, marked: Marking) -> Sequence[Figure]:
    """A claim's figures with one of them corrected."""
    if at >= len(claim.toll):
        raise UsageError("This claim has no such figure.")
    low, best, high = (number(marked.said(name), name) for name in ("low", "best", "high"))
    stated = [value for value in (low, best, high) if value is not None]
    if stated != sorted(stated):
        raise UsageError("Low, best and high must not fall. Leave a bound empty where the words set none.")
    before = claim.toll[at]
    span = marked.span(claim, before.span)
    after = msgspec.structs.replace(before, low=low, best=best, high=high, span=span, confidence=1.0)
    return (*claim.toll[:at], after, *claim.toll[at + 1 :])


def number(said: str, name: str) -> int | None:
    """A bound; None where the words set none.

    Raises:
        UsageError: it is no number.
    """
    digits = said.replace(",", "")
    if digits and not (digits.isascii() and digits.isdecimal() and len(digits) < 16):
        raise UsageError(f'{name}: "{said}" is no whole number.')
    return int(digits) if digits else None


def period(claim: Claim, _at: int, marked: Marking) -> dict[str, Any]:
    """The days of a claim, corrected.

    Raises:
        UsageError: a day is no day, or the last comes before the first.
    """
    start = day_of(marked.said("start"), "first day")
    end = day_of(marked.said("end"), "last day") or start
    if start is None or end is None or end < start:
        raise UsageError("Give the first day, and a last day that is not before it.")
    span = marked.span(claim, claim.time.span if claim.time else claim.event_span)
    return {
        "time": {
            "text": span.of(marked.document.text), "span": [span.start, span.end], "date_start": iso(start),
            "date_end": iso(end), "date_prec": 1 if start == end else 2, "relation": "at",
        }
    }  # fmt: skip


def iso(day: date) -> str:
    """A day as ISO 8601."""
    return day.isoformat()


def places(claim: Claim, at: int, marked: Marking) -> dict[str, Any]:
    """A claim's places with one of them corrected, added behind the last, or taken away where it is said to be none.

    Raises:
        UsageError: the coordinates are none.
    """
    own = list(claim.locations)
    if at > len(own):
        raise UsageError("This claim has no such place.")
    if marked.said("none") and at < len(own):
        return {"locations": msgspec.to_builtins([*own[:at], *own[at + 1 :]])}
    span = marked.span(claim, own[at].span if at < len(own) else None)
    return {"locations": msgspec.to_builtins([*own[:at], located(span, marked), *own[at + 1 :]])}


def located(span: Span, marked: Marking) -> Place:
    """The place that marked words name: as the person says where it is, else as the gazetteer has it.

    Raises:
        UsageError: the coordinates are none.
    """
    words = span.of(marked.document.text)
    alone = Document(id="", ref="", text=words)
    found = overlapping("places", marked.document, span) or next(iter(flow.find("places", alone)), None)
    place = found.value if found and isinstance(found.value, Place) else Place(name=words, span=span)
    place = msgspec.structs.replace(place, name=words, span=span, confidence=1.0)
    precision = marked.said("precision")
    if precision and (not precision.isdecimal() or int(precision) not in PRECISIONS):
        raise UsageError("A precision is a number from 1 to 7.")
    if marked.said("latitude") or marked.said("longitude"):
        point = degrees(marked.said("latitude"), 90), degrees(marked.said("longitude"), 180)
        place = msgspec.structs.replace(place, latitude=point[0], longitude=point[1], geonames_id=None, where_prec=1)
    return msgspec.structs.replace(place, where_prec=int(precision)) if precision else place


def degrees(said: str, most: int) -> float:
    """Degrees north or east.

    Raises:
        UsageError: it is no number, or lies beyond the earth.
    """
    try:
        found = float(said)
    except ValueError:
        raise UsageError(
            f'"{said}" is no number of degrees. Give latitude and longitude, such as 40.37 and 47.13.'
        ) from None
    if not -most <= found <= most:
        raise UsageError(f"{said} degrees lie beyond the earth: {-most} to {most}.")
    return found


def speakers(claim: Claim, _at: int, marked: Marking) -> dict[str, Any]:
    """A claim's chain of sources with its innermost speaker corrected."""
    own = list(claim.sources)
    before = own[-1] if own and own[-1].span else None
    span = marked.span(claim, before.span if before else None)
    found = overlapping("actors", marked.document, span)
    code = found.value.code if found and isinstance(found.value, Actor) else None
    name, kind = span.of(marked.document.text), "organisation" if code else "unnamed"
    after = Speaker(name=name, kind=kind, code=code, span=span)
    return {"sources": msgspec.to_builtins([*(own[:-1] if before else own), after])}


def overlapping(kind: str, document: Document, span: Span) -> Mention | None:
    """What a finder reads at a span, or in a part of it."""
    found = flow.find(kind, document)
    return next((one for one in found if one.span.meets(span)), None)
