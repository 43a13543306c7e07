"""Named, weighed grounds for, or against, two claims being of one happening."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from recounted.likeness.comparisons import seen
from recounted.likeness.facets import Facet, facet, settings
from recounted.model import Claim
from recounted.weights import weights

__all__ = ["Facet", "Reason", "bits", "facet", "reasons", "settings"]


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A ground for, or against, two things being one happening. Bits add up; 0 says nothing."""

    name: str
    bits: float
    words: str


def bits(a: Facet, b: Facet) -> float:
    """How much speaks for one happening, in bits of odds: above 0 it is likelier than not."""
    if a.families.isdisjoint(b.families):
        return -99.0
    learned = weights("likeness")
    known = learned.weights
    return learned.bias + sum(known.get(name, 0.0) for name in seen(a, b))


def reasons(
    a: Claim | Sequence[Claim], b: Claim | Sequence[Claim], published: Mapping[str, date | None] | None = None
) -> list[Reason]:
    """Why two claims, or two groups of claims, are taken for one happening or for two; the heaviest ground first.

    Args:
        a, b: one claim, or the claims of one document about one happening.
        published: document id → its day.
    """
    known = published or {}
    here, there = ([own] if isinstance(own, Claim) else list(own) for own in (a, b))
    return weigh(facet(here, known.get(here[0].document)), facet(there, known.get(there[0].document)))


def weigh(a: Facet, b: Facet) -> list[Reason]:
    """The grounds that two facets give, the heaviest first, with what holds of any two reports."""
    learned, words = weights("likeness"), settings()["words"]
    if a.families.isdisjoint(b.families):
        return [Reason(name="family.other", bits=-99.0, words=words["family.other"])]
    found = [Reason(name=name, bits=round(learned.weights.get(name, 0.0), 2), words=words[name]) for name in seen(a, b)]
    found.append(Reason(name="any", bits=round(learned.bias, 2), words=words["any"]))
    return sorted(found, key=lambda reason: (-abs(reason.bits), reason.name))
