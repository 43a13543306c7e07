"""What a coding says that could never be right, refused before anything is measured by it."""

import re
from collections.abc import Iterator

from msgspec import UNSET

from recounted.errors import ReadError
from recounted.gold.coded import Coded, Count, Report
from recounted.lexicon import perhaps, vocabulary

#: The fields that hold codes, and where the vocabulary has them under another name.
CODES = frozenset({"event_type", "event_kind", "speech_act", "modality", "weapon", "harm", "category", "scope"})
SECTIONS = {"event_kind": "event"}


def sound(report: Report) -> Report:
    """The same report, if all that it says could be right.

    Raises:
        ReadError: a code that the program does not have, a span outside the text, bounds or days in the wrong order.
    """
    known_codes(report)
    for number, claim in enumerate(report.claims, 1):
        for wrong in faults(claim, report.text):
            raise ReadError(f"Report {report.id}, claim {number}: {wrong}")
    return report


def known_codes(report: Report) -> None:
    """Refuse codes that the program does not have; names the one that is most like it."""
    counts = [count for claim in report.claims if claim.toll for count in claim.toll]
    for one in (*report.claims, *counts):
        for field in CODES & set(one.__struct_fields__):
            code, known = getattr(one, field), vocabulary()[SECTIONS.get(field, field)]
            if isinstance(code, str) and code not in known:
                told = f'Report {report.id}: "{code}" is no {field} that the program has.{perhaps(code, known)}'
                raise ReadError(f"{told} docs/glossary.md lists them; leave the field out where none fits.")


def faults(claim: Coded, text: str | None) -> Iterator[str]:
    """What is wrong with a claim, whatever the program makes of the report."""
    span, country = claim.span, claim.country
    if span is not UNSET and not 0 <= span.start < span.end <= (span.end if text is None else len(text)):
        yield f"its span [{span.start}, {span.end}] is not within the text, which ends at {len(text or '')}."
    if isinstance(country, str) and not re.fullmatch("[A-Z]{3}", country):
        yield f'a country goes by three capital letters (ISO 3166), not "{country}".'
    if out_of_order(claim.date_start, claim.date_end):
        yield f"it ends on {claim.date_end}, before it begins."
    for count in claim.toll or ():
        if any(out_of_order(*pair) for pair in pairs(count)):
            yield f"{count.category} {count.harm}: low, best and high are not in this order."


def pairs(count: Count) -> Iterator[tuple[object, object]]:
    """The bounds of a figure that one must not be above the other."""
    yield from ((count.low, count.best), (count.best, count.high), (count.low, count.high))


def out_of_order(lower: object, upper: object) -> bool:
    """Whether one value is above the other, where both are there."""
    return lower not in {None, UNSET} and upper not in {None, UNSET} and lower > upper  # type: ignore[operator]
