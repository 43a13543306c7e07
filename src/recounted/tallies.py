"""Running totals by source, over time, beside the sum of the ledger's incidents. They are no part of any incident."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from recounted.model import Claim, Document, Figure, Incident, Point, Tally, content_id

Key = tuple[str, str, str, str | None]  # source, harm, category, victims


class Days(NamedTuple):
    """The days on which incidents end, in order, and what all incidents up to the end of each come to."""

    days: list[date]
    lows: list[int]
    highs: list[int]

    def between(self, first: date, last: date) -> tuple[int, int]:
        """What the incidents from one day to another come to, least and most."""
        start, end = bisect_left(self.days, first), bisect_right(self.days, last)
        if start >= end:
            return 0, 0
        before = (self.lows[start - 1], self.highs[start - 1]) if start else (0, 0)
        return self.lows[end - 1] - before[0], self.highs[end - 1] - before[1]


Sums = Mapping[tuple[str, str], Days]  # country, harm


def tallies(
    claims: Iterable[Claim], documents: Mapping[str, Document], incidents: Iterable[Incident] = ()
) -> list[Tally]:
    """Every running total that the claims tell, one series for each source, harm, category, victims and first day.

    A total that names no first day belongs to the source's only series of that kind, where there is just one.
    A claim of a document without a publication date is dated by its own period, else left out of the series' order.
    """
    return all_series(claims, documents, sums_of(daily(incidents)))


def all_series(claims: Iterable[Claim], documents: Mapping[str, Document], sums: Sums) -> list[Tally]:
    """What `tallies` gives, beside sums of incidents that were made before."""
    told: dict[Key, list[tuple[Figure, Claim, date]]] = defaultdict(list)
    for claim in claims:
        for figure in running(claim):
            day = as_of(claim, figure, documents)
            if day is not None:
                told[key_of(claim, figure)].append((figure, claim, day))
    found = [series(key, since, own, sums) for key, said in told.items() for since, own in by_start(said).items()]
    return sorted(found, key=lambda tally: (tally.source, tally.harm, tally.category, str(tally.since), tally.id))


def running(claim: Claim) -> list[Figure]:
    """The running totals that a claim states."""
    if claim.modality in {"denied", "called_for", "threatened", "planned"}:
        return []
    return [figure for figure in claim.toll if figure.scope == "cumulative" and not none_said(figure)]


def key_of(claim: Claim, figure: Figure) -> Key:
    """What tells a source's running totals apart, whatever day they start on."""
    return source(claim), figure.harm, figure.category, victims(claim)


def none_said(figure: Figure) -> bool:
    """Whether the words give no number."""
    return figure.low is None and figure.best is None and figure.high is None


def as_of(claim: Claim, figure: Figure, documents: Mapping[str, Document]) -> date | None:
    """The day that a running total runs to: as the words say, else the day of publication."""
    document = documents.get(claim.document)
    return figure.until or (document.published if document else None) or (claim.time.date_end if claim.time else None)


def source(claim: Claim) -> str:
    """Who keeps the total: the innermost source, by name."""
    return claim.sources[-1].name if claim.sources else claim.ref


def victims(claim: Claim) -> str | None:
    """The code of those who are counted."""
    return next((actor.code for actor in claim.recipients if actor.code), None)


def by_start(said: Sequence[tuple[Figure, Claim, date]]) -> dict[date | None, list[tuple[Figure, Claim, date]]]:
    """First day → what is said since then."""
    starts = {figure.since for figure, _, _ in said if figure.since}
    lone = next(iter(starts)) if len(starts) == 1 else None
    found: dict[date | None, list[tuple[Figure, Claim, date]]] = defaultdict(list)
    for item in said:
        found[item[0].since or lone].append(item)
    return found


def series(
    key: Key,
    since: date | None,
    said: Sequence[tuple[Figure, Claim, date]],
    by_area: Sums,
) -> Tally:
    """One source's total over time."""
    points = sorted(
        (Point(day, figure.low, figure.best, figure.high, claim.id) for figure, claim, day in said),
        key=lambda p: (p.date, p.best or p.low or p.high or 0, p.claim),
    )
    countries = {place.country for _, claim, _ in said for place in claim.locations if place.country}
    sums = compared(points, since, key, countries, by_area)
    return Tally(
        id=content_id("tally", *map(str, key), str(since)),
        source=key[0],
        harm=key[1],
        category=key[2],
        since=since,
        victims=key[3],
        points=tuple(points),
        sums=sums,
        flags=tuple(flags(points, since, sums)),
    )


def flags(points: Sequence[Point], since: date | None, sums: Sequence[tuple[date, int, int]]) -> Iterable[str]:
    """What is odd about a series, in words."""
    if since is None:
        yield "does not say since when"
    for before, after in pairwise(points):
        high, low = most(before), most(after)
        if before.date < after.date and low < (before.low or before.best or high):
            yield f"falls from {high} on {before.date} to {low} on {after.date}"
        if before.date == after.date and before.best != after.best:
            yield f"two figures on {after.date}: {high} and {low}"
    for point, (_, low, high) in zip(points[-1:], sums[-1:], strict=False):
        gap = most(point) - high
        if gap > 0:
            yield f"{gap} more than the incidents of the ledger come to at most"
        elif most(point) < low:
            yield f"{low - most(point)} fewer than the incidents of the ledger come to at least"


def most(point: Point) -> int:
    """The highest number that a point states."""
    return next((value for value in (point.high, point.best, point.low) if value is not None), 0)


def daily(incidents: Iterable[Incident]) -> Iterator[tuple[str, str, date, int, int]]:
    """Country, harm, day, low and high of every dated incident, over all people."""
    for one in incidents:
        for estimate in one.estimates:
            if one.country and one.date_end and estimate.category == "people":
                yield one.country, estimate.harm, one.date_end, estimate.low or 0, estimate.high or 0


def sums_of(rows: Iterable[tuple[str, str, date, int, int]]) -> Sums:
    """Country and harm → what the incidents come to, day by day."""
    found: dict[tuple[str, str], list[tuple[date, int, int]]] = defaultdict(list)
    for country, harm, day, low, high in rows:
        found[country, harm].append((day, low, high))
    return {area: heaped(sorted(own)) for area, own in found.items()}


def heaped(own: Sequence[tuple[date, int, int]]) -> Days:
    """Days in order, with what comes together up to each."""
    return Days(
        [day for day, _, _ in own],
        list(accumulate(low for _, low, _ in own)),
        list(accumulate(high for _, _, high in own)),
    )


def compared(
    points: Sequence[Point], since: date | None, key: Key, countries: Iterable[str], by_area: Sums
) -> tuple[tuple[date, int, int], ...]:
    """The ledger's own sum on each day of a series over all people; none where first day, area or category differ."""
    dated = [by_area[country, key[1]] for country in countries if (country, key[1]) in by_area]
    if since is None or key[2] != "people" or not dated:
        return ()
    found = []
    for day in sorted({point.date for point in points}):
        bounds = [one.between(since, day) for one in dated]
        found.append((day, sum(low for low, _ in bounds), sum(high for _, high in bounds)))
    return tuple(found)
