"""Which coded claims speak of the same: by their words where both say which, else by how many fields agree."""

import math
from collections.abc import Iterator, Sequence

from msgspec import UNSET

from recounted.gold.coded import Coded, Count
from recounted.model import Span

#: The fields that are compared as they are.
PLAIN = (
    "event_type",
    "event_kind",
    "speech_act",
    "modality",
    "weapon",
    "source_code",
    "country",
    "date_start",
    "date_end",
)

#: The fields in which a name may be told in fewer words.
NAMES = ("source", "actor", "recipient", "place")
BOUNDS = ("low", "best", "high", "scope")

#: All fields, in the order in which they are shown.
FIELDS = (*PLAIN, *NAMES, "point")

#: From this share of agreeing fields on, two claims without spans are taken for the same; and how far apart, in
#: kilometres, two points may lie that agree.
ALIKE, NEAR_KM = 0.5, 25.0

KM_A_DEGREE = 111.2


def pairs(a: Sequence[Coded], b: Sequence[Coded]) -> list[tuple[Coded, Coded]]:
    """The claims of two codings that speak of the same, each once, the likest first."""
    weighed = sorted(
        ((likeness(one, other), -i, -j) for i, one in enumerate(a) for j, other in enumerate(b)), reverse=True
    )
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    found = []
    for weight, i, j in weighed:
        if weight >= ALIKE and -i not in taken_a and -j not in taken_b:
            taken_a.add(-i)
            taken_b.add(-j)
            found.append((-i, -j))
    return [(a[i], b[j]) for i, j in sorted(found)]


def likeness(a: Coded, b: Coded) -> float:
    """How much two claims are alike: the share of fields that agree, and more where their words overlap."""
    told = [agrees for _, agrees in compared(a, b)] + [
        figure is not None and bounds_agree(count, figure) for count, figure in figures(a, b)
    ]
    share = sum(told) / len(told) if told else 0.0
    if isinstance(a.span, Span) and isinstance(b.span, Span):
        return 1.0 + share if a.span.meets(b.span) else 0.0
    return share


def compared(a: Coded, b: Coded) -> Iterator[tuple[str, bool]]:
    """Each field that both tell of, and whether they agree."""
    for name in PLAIN:
        one, other = getattr(a, name), getattr(b, name)
        if one is not UNSET and other is not UNSET:
            yield name, one == other
    for name in NAMES:
        one, other = getattr(a, name), getattr(b, name)
        if one is not UNSET and other is not UNSET:
            yield name, same_name(one, other)
    if UNSET not in (a.latitude, b.latitude):
        yield "point", near(a, b)


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names are the same, or one is the other in fewer words."""
    if a is None or b is None:
        return a is b
    one, other = set(a.casefold().split()), set(b.casefold().split())
    return one <= other or other <= one


def near(a: Coded, b: Coded) -> bool:
    """Whether two points lie near each other, or both are unknown."""
    points = [(c.latitude, c.longitude) for c in (a, b)]
    numbers = [value for point in points for value in point if isinstance(value, float | int)]
    if len(numbers) < 4:
        return not numbers
    north = (numbers[0] - numbers[2]) * KM_A_DEGREE
    east = (numbers[1] - numbers[3]) * KM_A_DEGREE * math.cos(math.radians(numbers[0]))
    return math.hypot(north, east) <= NEAR_KM


def figures(a: Coded, b: Coded) -> Iterator[tuple[Count, Count | None]]:
    """Each figure of the first, with the second's of the same harm and category, else of the same harm, if any."""
    if not isinstance(a.toll, list):
        return
    left = list(b.toll) if isinstance(b.toll, list) else []
    for count in a.toll:
        same = [other for other in left if other.harm == count.harm]
        found = min(
            same, key=lambda other: (other.category != count.category, not bounds_agree(count, other)), default=None
        )
        if found is not None:
            left.remove(found)
        yield count, found


def bounds_agree(a: Count, b: Count) -> bool:
    """Whether two figures say the same, as far as both say."""
    told = [(getattr(a, name), getattr(b, name)) for name in BOUNDS]
    return a.category == b.category and all(one == other for one, other in told if UNSET not in (one, other))
