"""A few new claims in a large ledger: only the incidents that they may touch are linked again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from recounted.estimates import Backdrop, backdrop
from recounted.incidents.blocks import SLACK, pairs
from recounted.incidents.clusters import weighed
from recounted.incidents.decisions import rule
from recounted.incidents.linking import link, tell
from recounted.likeness import Facet
from recounted.model import Claim, Copy, Decision, Document, Incident

#: What the claims of an incident may lie away from the days and the place that it is given, in days and degrees:
#: with exact places, with provinces, with countries.
DAYS_OFF, WEEKS_OFF = 2 * SLACK + 2, 21
DEGREES_OFF = {1: 1.5, 2: 1.5, 3: 1.5, 4: 7.0, 5: 7.0, 6: 30.0, 7: 30.0}

ClaimsOf = Callable[[Sequence[str]], Iterable[Claim]]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What new claims change: ids of incidents that are no more, and the incidents that stand in their place."""

    gone: tuple[str, ...]
    come: tuple[Incident, ...]


class Area(msgspec.Struct, frozen=True):
    """When and where a happening, or an incident, may be looked for. Days are ordinals; None is not known."""

    days: tuple[int, int] | None
    published: tuple[int, int] | None
    points: tuple[tuple[float, float, int], ...]


def relink(
    incidents: Iterable[Incident],
    claims: Sequence[Claim],
    claims_of: ClaimsOf,
    documents: Mapping[str, Document],
    copies: Iterable[Copy] = (),
    decisions: Iterable[Decision] = (),
) -> Change:
    """What the incidents of a ledger become when claims are added: the same as if all were linked anew.

    Args:
        incidents: those there are, by the `envelope` policy.
        claims: the new ones; their documents have no others.
        claims_of: fetches claims by id.
        documents: id → document, the new ones among them.
        copies: all there are now.
    """
    known, ruled, copied = list(incidents), list(decisions), list(copies)
    behind = backdrop(documents, copied)
    touched = {one.id: one for one in bound(known, claims, copied, ruled)}
    at_hand: dict[str, list[Claim]] = {}
    frontier: list[Area] = [area(happening.facet) for happening in tell(rule(ruled, claims), behind)]
    frontier += [area_of(one, documents) for one in touched.values()]
    while frontier:
        near = [one for one in around(known, frontier, documents) if one.id not in at_hand]
        wanted = fetched([*near, *(one for one in touched.values() if one.id not in at_hand)], claims_of)
        at_hand.update(wanted)
        reached = connected(claims, at_hand, touched, ruled, behind)
        fresh = {one.id: one for one in near if one.id in reached and one.id not in touched}
        frontier = [area_of(one, documents) for one in fresh.values()]
        touched.update(fresh)
    again = [claim for one in sorted(touched) for claim in at_hand[one]]
    return Change(gone=tuple(sorted(touched)), come=tuple(link([*again, *claims], documents, copied, ruled)))


def bound(
    known: Sequence[Incident], claims: Sequence[Claim], copies: Sequence[Copy], decisions: Sequence[Decision]
) -> Iterator[Incident]:
    """The incidents that new claims are tied to by a person's word, or as copy or original of their document."""
    new, fresh = {claim.id for claim in claims}, {claim.document for claim in claims}
    tied = {other for decision in decisions if new & set(decision.about) for other in decision.about}
    twins = {own for copy in copies if fresh & {copy.document, copy.copy_of} for own in (copy.document, copy.copy_of)}
    if tied or twins:
        yield from (one for one in known if not tied.isdisjoint(one.claims) or not twins.isdisjoint(one.documents))


def fetched(incidents: Sequence[Incident], claims_of: ClaimsOf) -> dict[str, list[Claim]]:
    """Incident → its claims."""
    ids = [claim for one in incidents for claim in one.claims]
    by_id = {claim.id: claim for claim in claims_of(ids)} if ids else {}
    return {one.id: [by_id[claim] for claim in one.claims if claim in by_id] for one in incidents}


def connected(
    claims: Sequence[Claim],
    at_hand: Mapping[str, Sequence[Claim]],
    touched: Iterable[str],
    decisions: Sequence[Decision],
    known: Backdrop,
) -> set[str]:
    """The incidents that a chain of likely pairs ties to the new claims or to what they touch."""
    of = {claim.id: one for one, own in at_hand.items() for claim in own}
    told = tell(rule(decisions, [*claims, *(claim for own in at_hand.values() for claim in own)]), known)
    homes = [{of.get(claim.id, "") for claim in happening.claims} for happening in told]
    edges = list(weighed([happening.facet for happening in told], pairs([happening.facet for happening in told])))
    reached = {"", *touched}
    grown = True
    while grown:
        grown = False
        for _, a, b in edges:
            both = homes[a] | homes[b]
            if both & reached and not both <= reached:
                reached |= both
                grown = True
    return reached - {""}


def around(
    known: Sequence[Incident], frontier: Sequence[Area], documents: Mapping[str, Document]
) -> Iterator[Incident]:
    """The incidents that may be worth comparing with some happenings; most are passed over by their days alone."""
    told = [own.days for own in frontier if own.days]
    dated = len(told) == len(frontier)
    first = date.fromordinal(max(1, min((days[0] for days in told), default=1) - DAYS_OFF))
    last = date.fromordinal(min(date.max.toordinal(), max((days[1] for days in told), default=1) + DAYS_OFF))
    for one in known:
        start, end = one.date_start, one.date_end
        if dated and start is not None and end is not None and (start > last or end < first):
            continue
        own = area_of(one, documents)
        if any(meets(own, other) for other in frontier):
            yield one


def area(own: Facet) -> Area:
    """When and where a happening may be looked for."""
    return Area(own.days, (own.published, own.published) if own.published is not None else None, own.points)


def area_of(one: Incident, documents: Mapping[str, Document]) -> Area:
    """When and where an incident may be looked for."""
    days = (one.date_start.toordinal(), one.date_end.toordinal()) if one.date_start and one.date_end else None
    told = [day.toordinal() for own in one.documents if own in documents and (day := documents[own].published)]
    where = (
        ((one.latitude, one.longitude, one.where_prec or 1),)
        if one.latitude is not None and one.longitude is not None
        else ()
    )
    return Area(days, (min(told), max(told)) if told else None, where)


def meets(a: Area, b: Area) -> bool:
    """Whether two happenings may be worth comparing: a superset of what `blocks.pairs` compares."""
    if a.days and b.days:
        if a.days[0] - b.days[1] > DAYS_OFF or b.days[0] - a.days[1] > DAYS_OFF:
            return False
    elif (
        a.published
        and b.published
        and (a.published[0] - b.published[1] > WEEKS_OFF or b.published[0] - a.published[1] > WEEKS_OFF)
    ):
        return False
    if not a.points or not b.points:
        return True
    return any(
        abs(p[0] - q[0]) <= DEGREES_OFF[max(p[2], q[2])] and abs(p[1] - q[1]) <= 2 * DEGREES_OFF[max(p[2], q[2])]
        for p in a.points
        for q in b.points
    )
