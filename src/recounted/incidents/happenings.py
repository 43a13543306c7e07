"""The happenings that one document tells of: its claims, grouped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recounted.likeness import Facet, facet, settings
from recounted.likeness.facets import kilometres
from recounted.model import Claim, Document, Figure

#: A claim that says neither where nor when joins what was told at most so many characters before it.
NEARBY = 700

#: The where_prec of provinces and regions: their middles are near each other across a border too.
WIDE = 4

#: Kilometres between two points of one town.
SAME_TOWN = 3.0

Pairs = Mapping[str, frozenset[str]]  # claim id → the claims that a person set apart from it, or put with it


@dataclass(frozen=True, slots=True)
class Happening:
    """Claims of one document that tell of one happening, in reading order."""

    document: str
    claims: tuple[Claim, ...]
    facet: Facet


@dataclass(slots=True)
class Group:
    """A happening while its document is read."""

    claims: list[Claim]
    facets: list[Facet]
    last: int


def happenings(
    claims: Iterable[Claim], document: Document | None, plover: Mapping[str, str], apart: Pairs, together: Pairs
) -> list[Happening]:
    """The happenings of one document's claims; running totals are none.

    Args:
        plover: kind of event → its PLOVER type.
        apart, together: what people decided of pairs of claims.
    """
    groups: list[Group] = []
    published = document.published if document else None
    told = sorted((claim for claim in claims if not running_total(claim)), key=lambda c: (c.span, c.id))
    for claim in told:
        own = facet([claim], published, plover)
        group = home(claim, own, groups, apart, together)
        if group is None:
            groups.append(Group([claim], [own], claim.span.end))
        else:
            group.claims.append(claim)
            group.facets.append(own)
            group.last = claim.span.end
    return [
        Happening(
            group.claims[0].document,
            tuple(group.claims),
            group.facets[0] if len(group.claims) == 1 else facet(group.claims, published, plover),
        )
        for group in groups
    ]


def running_total(claim: Claim) -> bool:
    """Whether a claim is about a sum over many happenings, and so about none of them."""
    return claim.event_type == "TALLY" or (
        bool(claim.toll) and all(figure.scope == "cumulative" for figure in claim.toll)
    )


def home(claim: Claim, own: Facet, groups: Sequence[Group], apart: Pairs, together: Pairs) -> Group | None:
    """The happening of its document that a claim belongs to, the last told where several fit alike."""
    wanted, shunned = together.get(claim.id, frozenset()), apart.get(claim.id, frozenset())
    best: tuple[float, int] | None = None
    for at, group in enumerate(groups):
        ids = {other.id for other in group.claims}
        if ids & wanted:
            return group
        if ids & shunned:
            continue
        fit = fits(claim, own, group)
        if fit is not None and (best is None or (fit, at) >= best):
            best = fit, at
    return groups[best[1]] if best else None


def fits(claim: Claim, own: Facet, group: Group) -> float | None:
    """How well a claim fits a happening told before it; None where it cannot be of it, or nothing ties it to it."""
    if all(own.families.isdisjoint(other.families) for other in group.facets):
        return None
    ties = 0.0
    for question in (same_days, same_place, same_means, same_parties):
        answer = question(own, group.facets)
        if answer is None:
            return None
        ties += answer
    ties += same_figures(claim, group.claims)
    if ties < 0:
        return None
    distance = claim.span.start - group.last
    if distance <= NEARBY:
        ties += 1.0 - distance / NEARBY
    return ties if ties > 0 else None


def same_days(own: Facet, others: Sequence[Facet]) -> float | None:
    """Whether the claim's days can be those of the happening."""
    told = [other.days for other in others if other.days]
    if own.days is None or not told:
        return 0.0
    if own.days in told:
        return 1.0
    overlapping = [days for days in told if own.days[0] <= days[1] and days[0] <= own.days[1]]
    if not overlapping:
        return None
    short = min(max(own.days[1] - own.days[0], days[1] - days[0]) for days in overlapping)
    return 0.6 if short <= 2 else 0.0 if short <= 7 else None


def same_place(own: Facet, others: Sequence[Facet]) -> float | None:
    """Whether the claim's place can be that of the happening."""
    told = [point for other in others for point in other.points]
    if not own.points or not told:
        return same_name(own, others)
    best = max(2, min(point[2] for point in told))
    told = [point for point in told if point[2] <= best]
    reach = settings()["reach"]
    distance, precision = min((kilometres(p, q), max(p[2], q[2])) for p in own.points for q in told)
    if distance > reach[str(precision)]:
        return None
    if precision > 2:
        return None if precision >= WIDE and abroad(own, others) else 0.3
    return 1.0 if distance <= SAME_TOWN else 0.2


def same_name(own: Facet, others: Sequence[Facet]) -> float | None:
    """Whether a place can be the happening's where the map knows one of them not: by its name, or its country."""
    named = [other.places for other in others if other.places]
    if own.places and named:
        return 1.0 if any(own.places & places for places in named) else -0.5
    return None if abroad(own, others) else 0.0


def abroad(own: Facet, others: Sequence[Facet]) -> bool:
    """Whether the claim names only countries that the happening is not in."""
    lands = [other.countries for other in others if other.countries]
    return bool(own.countries and lands) and all(own.countries.isdisjoint(land) for land in lands)


def same_means(own: Facet, others: Sequence[Facet]) -> float | None:
    """Whether the claim's means can be those of the happening."""
    told = {weapon for other in others for weapon in other.weapons}
    if not own.weapons or not told:
        return 0.0
    if own.weapons & told:
        return 0.5
    rows, mixed = settings()["means"], settings()["mixed"]
    here, there = ({rows.get(weapon, "") for weapon in weapons} - {""} for weapons in (own.weapons, told))
    alike = not here or not there or here & there or any(a in mixed.get(b, ()) for a in here for b in there)
    return 0.0 if alike else None


def same_parties(own: Facet, others: Sequence[Facet]) -> float | None:
    """Whether the same people met, where people meet."""
    if "talks" not in own.families:
        return 0.0
    told = {party for other in others for party in other.parties}
    if not own.parties or not told:
        return 0.0
    return 1.0 if own.parties <= told or told <= own.parties else None


def same_figures(claim: Claim, others: Sequence[Claim]) -> float:
    """Whether the claim repeats a figure of the happening, or a voice would contradict itself by it."""
    ties = 0.0
    for figure in claim.toll:
        for other in others:
            for told in other.toll:
                if (told.harm, told.category) != (figure.harm, figure.category):
                    continue
                if value(told) == value(figure) and (value(figure) or 0) > 1:
                    ties = max(ties, 1.0)
                elif contradicts(figure, told) and speaker(claim) == speaker(other):
                    ties = min(ties, -0.5)
    return ties


def contradicts(a: Figure, b: Figure) -> bool:
    """Whether both figures cannot hold, and neither replaces the other."""
    if a.revised_from is not None or b.revised_from is not None or a.part_of is not None or b.part_of is not None:
        return False
    return (a.low or 0) > (b.high if b.high is not None else 10**12) or (b.low or 0) > (
        a.high if a.high is not None else 10**12
    )


def value(figure: Figure) -> int | None:
    """The one number that a figure is compared by."""
    return next((v for v in (figure.best, figure.low, figure.high) if v is not None), None)


def speaker(claim: Claim) -> str:
    """Who says it, in the text's own name for them."""
    return claim.sources[-1].name.casefold() if claim.sources else ""
