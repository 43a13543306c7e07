"""Happenings of many documents become incidents: best pairs first, as long as the whole still fits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from recounted.incidents.blocks import pairs
from recounted.incidents.happenings import Happening
from recounted.likeness import Facet, bits

#: One document that tells two happenings apart is a ground against their being one, in bits.
TOLD_APART = 2.0

#: More places or names of an incident than this are not compared.
MANY = 12

Edge = tuple[float, int, int]


def clusters(
    told: Sequence[Happening],
    together: Iterable[tuple[int, int]],
    apart: Iterable[tuple[int, int]],
    repeated: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Groups of indices of happenings, each group one incident.

    Args:
        told: in an order that depends on nothing but their content.
        together, apart: pairs of indices that people decided on.
        repeated: pairs of indices of one happening in an original and in its copy.
    """
    forbidden: dict[int, set[int]] = defaultdict(set)
    for a, b in apart:
        forbidden[a].add(b)
        forbidden[b].add(a)
    facets = [happening.facet for happening in told]
    edges = sorted(weighed(facets, pairs(facets)), key=lambda edge: (-edge[0], edge[1], edge[2]))
    forest = Forest(told, forbidden)
    for a, b in together:
        forest.join(a, b)
    for a, b in repeated:
        if not forest.forbids(forest.root(a), forest.root(b)):
            forest.join(a, b)
    for _, a, b in edges:
        forest.consider(a, b)
    return forest.groups()


def weighed(facets: Sequence[Facet], near: Iterable[tuple[int, int]]) -> Iterator[Edge]:
    """The pairs that are likelier one happening than two, with how much speaks for it."""
    for a, b in near:
        weight = bits(facets[a], facets[b])
        if weight > 0:
            yield weight, a, b


class Forest:
    """Incidents while they grow. `roots` maps a happening to the first one of its incident."""

    def __init__(self, told: Sequence[Happening], forbidden: Mapping[int, set[int]]) -> None:
        self.roots = list(range(len(told)))
        self.members: dict[int, list[int]] = {}
        self.facets: dict[int, Facet] = {}
        self.told = told
        self.forbidden = forbidden

    def root(self, at: int) -> int:
        """The first happening of the incident that a happening is in."""
        while self.roots[at] != at:
            self.roots[at] = self.roots[self.roots[at]]
            at = self.roots[at]
        return at

    def own(self, root: int) -> list[int]:
        """The happenings of an incident."""
        return self.members.get(root, [root])

    def facet(self, root: int) -> Facet:
        """What an incident's happenings say together."""
        return self.facets.get(root, self.told[root].facet)

    def join(self, a: int, b: int) -> None:
        """Make two incidents one."""
        first, second = sorted((self.root(a), self.root(b)))
        if first == second:
            return
        self.facets[first] = joined(self.facet(first), self.facet(second))
        self.members[first] = sorted(self.own(first) + self.own(second))
        self.roots[second] = first
        self.members.pop(second, None)
        self.facets.pop(second, None)

    def consider(self, a: int, b: int) -> None:
        """Make two incidents one if nobody forbids it and, taken whole, they are still likelier one than two."""
        first, second = self.root(a), self.root(b)
        if first == second or self.forbids(first, second):
            return
        here, there = self.own(first), self.own(second)
        documents = {self.told[at].document for at in here}
        both = any(self.told[at].document in documents for at in there)
        if len(here) + len(there) > 2 or both:
            weight = bits(self.facet(first), self.facet(second)) - (TOLD_APART if both else 0.0)
            if weight <= 0:
                return
        self.join(first, second)

    def forbids(self, first: int, second: int) -> bool:
        """Whether a person set apart a happening of one from one of the other."""
        if not self.forbidden:
            return False
        there = set(self.own(second))
        return any(self.forbidden.get(at, set()) & there for at in self.own(first))

    def groups(self) -> list[list[int]]:
        """Every incident's happenings, in order."""
        return [self.own(at) for at in range(len(self.roots)) if self.roots[at] == at]


def joined(a: Facet, b: Facet) -> Facet:
    """What two groups of claims say together: the days that both allow, else the shorter; all the rest of both."""
    return Facet(
        families=(a.families & b.families) or (a.families | b.families),
        kinds=a.kinds | b.kinds,
        days=both_days(a.days, b.days),
        published=min((day for day in (a.published, b.published) if day is not None), default=None),
        points=finest((*a.points, *b.points)),
        places=a.places | b.places,
        countries=a.countries | b.countries,
        weapons=a.weapons | b.weapons,
        figures={
            harm: a.figures.get(harm, frozenset()) | b.figures.get(harm, frozenset())
            for harm in (*a.figures, *(h for h in b.figures if h not in a.figures))
        },
        doers=a.doers | b.doers,
        sufferers=a.sufferers | b.sufferers,
        parties=a.parties | b.parties,
        names=a.names | b.names,
        topics=a.topics | b.topics,
        lands=a.lands | b.lands,
        divisions=a.divisions | b.divisions,
        grounds=a.grounds | b.grounds,
        least=a.least | b.least,
        unlisted=a.unlisted | b.unlisted,
        is_town=all(own.is_town for own in (a, b) if own.points) and bool(a.points or b.points),
    )


def both_days(a: tuple[int, int] | None, b: tuple[int, int] | None) -> tuple[int, int] | None:
    """The days that both stretches allow; where there are none, the shorter stretch, and of two alike the earlier."""
    if a is None or b is None:
        return a or b
    first, last = max(a[0], b[0]), min(a[1], b[1])
    if first <= last:
        return first, last
    return min(a, b, key=lambda days: (days[1] - days[0], days))


def finest(points: Iterable[tuple[float, float, int]]) -> tuple[tuple[float, float, int], ...]:
    """The most precise of some places, at most `MANY`."""
    known = sorted(set(points), key=lambda where: (where[2], where))
    best = known[0][2] if known else 0
    return tuple(where for where in known if where[2] <= max(2, best))[:MANY]
