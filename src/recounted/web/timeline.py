"""The timeline: what the incidents of each day come to, low to high, and below it the reports of each day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from recounted.web.bits import Rows, within
from recounted.web.catalogue import Catalogue
from recounted.web.drawing import drawing, element, length, linked, scale_end, ticks, words_at
from recounted.web.filters import Filters
from recounted.web.wording import MONTHS, Toll, days_in_full, in_words

#: Height, the line of zero, where the highest figure ends, and where the reports stand, in pixels.
HEIGHT, ZERO, TOP, FOOT = 112, 74.0, 14.0, 91.0

#: Left and right of the days, in pixels.
LEFT, RIGHT = 44.0, 8.0

#: The most columns that can be told apart.
COLUMNS = 150

STEPS = (1, 7, 30, 91, 365, 3652)


class Sum(NamedTuple):
    """What some incidents come to together, of how many something is known, and of how many not."""

    low: int = 0
    best: int | None = 0
    high: int = 0
    unbounded: bool = False
    known: int = 0
    unknown: int = 0

    @property
    def toll(self) -> Toll:
        """The sum as a toll; not known where nothing is known of any of them."""
        return Toll(self.low, self.best, self.high, self.unbounded) if self.known else Toll()


class Days:
    """The days of a timeline in columns of equal length, and where each stands."""

    def __init__(self, first: date, last: date, width: int) -> None:
        span = (last - first).days + 1
        self.step = next((step for step in STEPS if span / step <= COLUMNS), STEPS[-1])
        self.first, self.last, self.width = first, last, width
        self.count = max(10, -(-span // self.step))
        self.room = (width - LEFT - RIGHT) / self.count

    def column(self, day: date) -> int:
        """The column of a day."""
        return (day - self.first).days // self.step

    def at(self, column: float) -> float:
        """The left edge of a column."""
        return LEFT + self.room * column

    def starts(self, column: int) -> date:
        """The first day of a column."""
        return self.first + timedelta(days=column * self.step)

    def ends(self, column: int) -> date:
        """The last day of a column."""
        return self.starts(column) + timedelta(days=self.step - 1)


def timelines(known: Catalogue, rows: Rows, harm: str, wanted: Filters, widths: Iterable[int]) -> list[Markup]:
    """The timeline of a selection in several widths; each column leads to its days, and a brush holds those chosen.

    Args:
        rows: those that pass all filters but the days.
        widths: in pixels.
    """
    published = known.papers.published(rows)
    ends = [*ends_of(known, rows & known.dated), *filter(None, (published.first, published.last))]
    if not ends:
        return [Markup("") for _ in widths]
    told = [Days(min(ends), max(ends), width) for width in widths]
    columns = columns_of(known, rows & known.dated, harm, told[0])
    papers = {at: published.count(told[0].starts(at), told[0].ends(at)) for at in range(told[0].count)}
    return [timeline(days, columns, papers, harm, wanted) for days in told]


def ends_of(known: Catalogue, rows: Rows) -> list[date]:
    """The last and the first day of some rows that have one, as they stand."""
    return [
        day for at in (rows.bit_length() - 1, (rows & -rows).bit_length() - 1) if rows and (day := known.rows[at].start)
    ]


def columns_of(known: Catalogue, rows: Rows, harm: str, days: Days) -> dict[int, Sum]:
    """Column → what the incidents that begin in it come to."""
    own = known.amounts(harm)
    bounds = [known.range_of(days.starts(at), days.ends(at)) for at in range(days.count)]

    def counts(chosen: Rows) -> list[int]:
        return [part.bit_count() for part in within(chosen, known.size, bounds)]

    all_of, told = counts(rows), counts(rows & own.known)
    low, high, best = (one.totals(rows & own.known, known.size, bounds) for one in (own.low, own.top, own.best))
    open_of, vague = counts(rows & own.unbounded), counts(rows & own.without_best)
    return {
        at: Sum(low[at], None if vague[at] else best[at], high[at], open_of[at] > 0, told[at], all_of[at] - told[at])
        for at in range(days.count)
        if all_of[at]
    }


def timeline(days: Days, columns: Mapping[int, Sum], papers: Mapping[int, int], harm: str, wanted: Filters) -> Markup:
    """The timeline of what the incidents of each column of days come to."""
    end = scale_end(max((own.high for own in columns.values()), default=1) or 1)
    inside = brush(days, wanted) + scale(end, days.width) + reports(papers, days)
    other = wanted.query(**{"from": None, "to": None})
    for column, own in sorted(columns.items()):
        inside += link(days, column, mark(own.toll, own.unknown, end, days, column), own.toll, other)
    name = f"Timeline: {harm} by day as low, best and high, {days_in_full(days.first, days.last)}"
    inside += edges(days, wanted) + "".join(labels(days))
    return drawing((days.width, HEIGHT), inside, name, role="group", kind="time-svg")


def chosen(days: Days, wanted: Filters) -> tuple[int, int]:
    """The columns of the days that are asked for: the first, and the one after the last."""
    first = min(days.count - 1, max(0, days.column(wanted.since))) if wanted.since else 0
    last = max(first + 1, min(days.count, days.column(wanted.until) + 1)) if wanted.until else days.count
    return first, last


def brush(days: Days, wanted: Filters) -> str:
    """The ground: what lies outside of the days that are asked for is sunken."""
    first, last = chosen(days, wanted)
    left, right, end = days.at(first), days.at(last), days.at(days.count)
    inside = element("rect", kind="t-out before", x=days.at(0), y=2, width=left - days.at(0), height=90)
    return inside + element("rect", kind="t-out after", x=right, y=2, width=end - right, height=90)


def edges(days: Days, wanted: Filters) -> str:
    """The two edges of the days that are asked for; without script they only show where these end."""
    first, last = chosen(days, wanted)
    about = {
        "first": days.first, "step": days.step, "count": days.count, "left": days.at(0), "room": f"{days.room:.4f}",
        "from": first, "to": last,
    }  # fmt: skip
    told = " ".join(f'data-{name}="{value}"' for name, value in about.items())
    kind = "brush set" if wanted.since or wanted.until else "brush"
    return f'<g class="{kind}" {told}>{edge(days, "from", first)}{edge(days, "to", last)}</g>'


def edge(days: Days, name: str, column: int) -> str:
    """One edge with its grip, which keys can move."""
    said = days.starts(column) if name == "from" else days.ends(column - 1)
    inside = element("rect", fill="transparent", x=-12, y=2, width=24, height=90)
    inside += element("line", kind="t-edge", x1=0, x2=0, y1=2, y2=92)
    inside += element("rect", kind="t-grip", x=-4, y=38, width=8, height=18, rx=2)
    words = "first day" if name == "from" else "last day"
    return (
        f'<g data-edge="{name}" role="slider" aria-label="{words}" aria-valuemin="0" aria-valuemax="{days.count}" '
        f'aria-valuenow="{column}" aria-valuetext="{said}" transform="translate({days.at(column):.1f} 0)">{inside}</g>'
    )


def scale(end: int, width: int) -> str:
    """The lines of the scale."""
    inside = ""
    for value in ticks(end) if end > 4 else (0, end):
        y = height_of(value, end)
        inside += element("line", kind="e-rail", x1=LEFT, x2=width - RIGHT, y1=y, y2=y)
        inside += words_at(LEFT - 6, y + 4, f"{value:,}", anchor="end") if value in {0, end, end // 2} else ""
    return inside


def height_of(value: float, end: int) -> float:
    """Where a number stands."""
    return ZERO - (ZERO - TOP) * min(value, end) / end


def mark(toll: Toll, unknown: int, end: int, days: Days, column: int) -> str:
    """What the incidents of a column come to, upright; a dotted ring where some say nothing."""
    at, half = days.at(column + 0.5), max(1.5, min(3.5, days.room / 2 - 0.5))
    wide, x = max(half, days.room / 2), length(at)
    inside = f'<rect fill="transparent" x="{length(at - wide)}" y="2" width="{length(2 * wide)}" height="90"/>'
    if unknown:
        inside += f'<circle class="p-nk" cx="{x}" cy="{length(ZERO)}" r="3.6"/>'
    if not toll.known:
        return inside
    if toll.none:
        return f'{inside}<circle class="p-zero" cx="{x}" cy="{length(ZERO)}" r="2.6"/>'
    return inside + "".join(upright(toll, end, at, half))


def upright(toll: Toll, end: int, at: float, half: float) -> Iterator[str]:
    """A toll as an upright bar with its ends and its best; `half` is half of its width."""
    low, high = height_of(toll.low or 0, end), height_of(toll.top, end)
    x, left, right, foot, top = length(at), length(at - half), length(at + half), length(low), length(high)
    yield f'<line class="e-rail" x1="{x}" x2="{x}" y1="{foot}" y2="{length(ZERO)}"/>'
    if high < low:
        box = f'x="{length(at - half + 1)}" y="{top}" width="{length(2 * half - 2)}" height="{length(low - high)}"'
        yield f'<rect class="{"e-bar" if toll.best is not None else "e-hollow"}" {box}/>'
        yield f'<rect fill="url(#hatch)" {box}/>' if toll.best is None else ""
    yield f'<line class="e-cap" x1="{left}" x2="{right}" y1="{foot}" y2="{foot}"/>'
    if toll.unbounded:
        yield f'<path class="e-arrow" d="M{at - 3:.1f} {high - 4:.1f}l3 -4l3 4"/>'
    else:
        yield f'<line class="e-cap" x1="{left}" x2="{right}" y1="{top}" y2="{top}"/>'
    if toll.best is not None:
        best, left, right = length(height_of(toll.best, end)), length(at - half - 1), length(at + half + 1)
        yield f'<line class="e-best" x1="{left}" x2="{right}" y1="{best}" y2="{best}"/>'


def link(days: Days, column: int, inside: str, toll: Toll, other: str) -> str:
    """A column that leads to its days; `other` is the query of all other filters."""
    first, last = days.starts(column), days.ends(column)
    name = f"{days_in_full(first, last)}: {in_words(toll)}"
    return linked(f"/?{other}{'&' if other else ''}from={first}&to={last}", name, inside)


def reports(papers: Mapping[int, int], days: Days) -> str:
    """How many reports each column has, as small bars at the foot."""
    most = max(papers.values(), default=1)
    inside, width = words_at(0, 90, "reports"), max(2.0, min(6.0, days.room - 1))
    for column, number in papers.items():
        if number:
            tall = 3 + 12 * number / max(3, most)
            left, top = days.at(column + 0.5) - width / 2, FOOT - tall + 4
            inside += f'<rect class="t-doc" x="{length(left)}" y="{length(top)}" width="{length(width)}" '
            inside += f'height="{length(tall)}"/>'
    return inside


def labels(days: Days) -> Iterator[str]:
    """The names of days, months or years below, as many as there is room for."""
    every, last = max(1, round(80 / days.room)), ""
    for column in range(0, days.count - every // 2, every):
        day = days.starts(column)
        said = f"{day.day} {MONTHS[day.month - 1]}" if days.step < 30 else f"{MONTHS[day.month - 1]} {day.year}"
        year = "" if days.step >= 30 or last == str(day.year) else f" {day.year}"
        last = str(day.year)
        yield words_at(days.at(column + 0.5), 107, said + year, anchor="middle")
