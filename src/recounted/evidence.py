"""The gate: a value that is not where it is said to be is refused."""

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import get_args, get_type_hints

import msgspec

from recounted.errors import EvidenceError
from recounted.model import Claim, Document, Mention, Span


def check(mention: Mention, document: Document) -> Mention:
    """Return the mention if its words are at its span.

    Raises:
        EvidenceError: the text at the span is not the mention's text.
    """
    span = mention.span
    found = document.text[span.start : span.end]
    if found != mention.text:
        raise EvidenceError(
            f'{document.ref}: {mention.by} says "{mention.text}" at {mention.span.start} to {mention.span.end}, '
            f'but the text has "{found}" there. Read the document again with the version that made the mention.'
        )
    return mention


def check_claim(claim: Claim, text: str) -> Claim:
    """Return the claim if its words, and every span within it, lie in the text.

    Raises:
        EvidenceError: the claim's words are not at its span, or a span reaches beyond the text.
    """
    if claim.span.of(text) != claim.text:
        raise EvidenceError(
            f'{claim.ref}, claim {claim.id}: the text at {claim.span.start} to {claim.span.end} is not "{claim.text}". '
            "Read the document again."
        )
    for span in spans(claim):
        if span.end > len(text):
            raise EvidenceError(
                f"{claim.ref}, claim {claim.id}: a span ends at {span.end}, but the text has {len(text)} characters. "
                "Read the document again."
            )
    return claim


def spans(value: object) -> Iterator[Span]:
    """Every span inside a record, in no particular order."""
    rest = [value]
    while rest:
        part = rest.pop()
        if type(part) is Span:
            yield part
        elif type(part) is tuple:
            rest.extend(part)
        elif isinstance(part, msgspec.Struct):
            rest.extend(holders(type(part))(part))


@cache
def holders(kind: type[msgspec.Struct]) -> Callable[[msgspec.Struct], tuple[object, ...]]:
    """What gives all values in a record that can be a span, or can hold one."""
    hints = get_type_hints(kind)
    names = [name for name in kind.__struct_fields__ if can_hold(hints[name])]
    if len(names) > 1:
        return attrgetter(*names)  # several values at once: a claim holds many spans
    return lambda record: tuple(getattr(record, name) for name in names)


def can_hold(hint: object) -> bool:
    """Whether a type is a record, or may have one inside."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return True
    return hint is object or any(can_hold(part) for part in get_args(hint))
