"""Running totals as curves, beside the sum of the ledger's incidents as a band; and how a figure moved."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec
from markupsafe import Markup

from recounted.web.drawing import drawing, element, linked, scale_end, ticks, words_at
from recounted.web.wording import Toll, day_short, in_table, in_words

HEIGHT, ZERO, TOP, LEFT, RIGHT = 300, 270.0, 14.0, 44.0, 24.0

#: How far below a mark the foot of its label may stand, the best place first; and that of a band.
BESIDE, BELOW = (-4, 13, -17, 26), (15, 28, -4, -17)

#: How wide a letter of a label is, and how many letters of a name stand in one.
LETTER, NAME = 6.6, 34

#: The mark of each side, as a path round a point; the first is for who is outside.
SHAPES = (
    "M0 -5 5 0 0 5-5 0z",
    "M-4 -4h8v8h-8z",
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "M0 -5 5 4h-10z",
    "M-3 -5h5l3 5-3 5h-5l-3-5z",
)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of a curve: its day, what it states, and the page with the words it was read from."""

    day: date
    toll: Toll
    href: str


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """One source's figures in the order of their days; `mark` is the number of its side, 0 where it has none."""

    name: str
    mark: int
    marks: tuple[Mark, ...]


class Frame:
    """The days and numbers of a chart, and where each stands."""

    def __init__(self, first: date, last: date, end: int, width: int) -> None:
        self.first, self.last, self.end, self.width = first, max(last, first + timedelta(days=1)), end, width
        self.taken: list[tuple[float, float, float]] = []

    def x(self, day: date) -> float:
        """Where a day stands."""
        return LEFT + (self.width - LEFT - RIGHT - 20) * (day - self.first).days / (self.last - self.first).days + 10

    def y(self, value: float) -> float:
        """Where a number stands."""
        return ZERO - (ZERO - TOP) * min(value, self.end) / self.end

    def spot(self, x: float, y: float, said: str, downs: Sequence[int] = BESIDE) -> tuple[float, float, str] | None:
        """Where words beside a mark find room, and their anchor; nothing where there is none."""
        long = LETTER * len(said)
        for left in (True, False) if x > self.width / 2 else (False, True):
            for down in downs:
                start, foot = (x - 8 - long if left else x + 8), y + down
                free = all(
                    abs(foot - line) > 12 or start > end or start + long < begin for begin, end, line in self.taken
                )
                if free and start > LEFT and start + long < self.width and TOP - 8 < foot < ZERO:
                    self.taken.append((start, start + long, foot))
                    return (x - 8 if left else x + 8), foot, "end" if left else "start"
        return None


def chart(
    curves: Sequence[Curve],
    sums: Sequence[tuple[date, int, int]],
    name: str,
    width: int = 590,
    *,
    names: bool = False,
) -> Markup:
    """Curves and the band of sums (day, low, high) on one scale from zero; `names` puts each by its last mark."""
    days = [mark.day for curve in curves for mark in curve.marks] + [day for day, _, _ in sums]
    tops = [mark.toll.top for curve in curves for mark in curve.marks] + [high for _, _, high in sums]
    frame = Frame(min(days), max(days), scale_end(max(1, *tops)), width)
    heap, told = band(sums, frame) if sums else ("", "")
    inside = axes(frame) + heap + "".join(line(curve, frame, names) for curve in curves) + told
    return drawing((width, HEIGHT), inside, name, role="group")


def axes(frame: Frame) -> str:
    """The lines of the scale and the names of some days."""
    inside = ""
    for value in ticks(frame.end):
        y = frame.y(value)
        inside += element("line", kind="ax0" if value == 0 else "ax", x1=LEFT, x2=frame.width - RIGHT, y1=y, y2=y)
        inside += words_at(LEFT - 6, y + 4, f"{value:,}", anchor="end")
    for day in some_days(frame.first, frame.last):
        inside += element("line", kind="ax0", x1=frame.x(day), x2=frame.x(day), y1=ZERO, y2=ZERO + 4)
        inside += words_at(
            frame.x(day), 290, day_short(day, year=(frame.last - frame.first).days > 300), anchor="middle"
        )
    return inside


def some_days(first: date, last: date) -> Iterator[date]:
    """At most five days, evenly spaced."""
    span = (last - first).days
    for part in range(min(4, span) + 1):
        yield first + timedelta(days=span * part // min(4, span))


def band(sums: Sequence[tuple[date, int, int]], frame: Frame) -> tuple[str, str]:
    """The sum of incidents, low to high, over time; and its label, over which no curve is to run."""
    edges = [steps([(frame.x(day), frame.y(pair[at])) for day, *pair in sums], frame.x(frame.last)) for at in (0, 1)]
    low, high = edges
    back = "L".join(f"{x:.1f} {y:.1f}" for x, y in reversed(low))
    inside = element("path", kind="y-sum", d=f"M{path(high)}L{back}Z")
    inside += "".join(element("path", kind="y-edge", d=f"M{path(edge)}") for edge in edges)
    _, lowest, highest = sums[-1]
    told = f"{lowest:,}" if lowest == highest else f"{lowest:,}–{highest:,}"
    said = f"{told}, sum of incidents"
    x, y, anchor = frame.spot(frame.x(frame.last) + 8, frame.y(lowest), said, BELOW) or (
        frame.width - RIGHT,
        ZERO - 4,
        "end",
    )
    return inside, words_at(x, y, said, "lab-ink strong", anchor)


def steps(points: Sequence[tuple[float, float]], end: float) -> list[tuple[float, float]]:
    """A line that keeps its height until the next point, and to the end."""
    found: list[tuple[float, float]] = []
    for x, y in points:
        if found:
            found.append((x, found[-1][1]))
        found.append((x, y))
    return [*found, (end, found[-1][1])]


def runs(points: Sequence[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """The lines of a curve: figures of one day stand beside each other, since none of them grew out of another."""
    last = points[:1]
    for before, after in pairwise(points):
        if before[0] == after[0]:
            yield steps(last, before[0])
            last = [after]
        else:
            last = [*last, after]
    yield steps(last, points[-1][0])


def path(points: Sequence[tuple[float, float]]) -> str:
    """Points as a path has them."""
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def shortened(name: str) -> str:
    """A name that is short enough for a label."""
    return name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"


def line(curve: Curve, frame: Frame, named: bool = False) -> str:
    """A curve with a mark for each figure, which opens its words."""
    points = [(frame.x(mark.day), frame.y(mark.toll.top)) for mark in curve.marks]
    inside = element("path", kind=f"y-line y-{curve.mark}", d="".join(f"M{path(run)}" for run in runs(points)))
    for mark, (x, y) in zip(curve.marks, points, strict=True):
        shape = f'<path class="y-dot-{curve.mark}" transform="translate({x:.1f},{y:.1f})" d="{SHAPES[curve.mark]}"/>'
        if mark.toll.unbounded:
            shape += element("path", kind="e-arrow", d=f"M{x:.1f} {y - 6:.1f}v-10m-3.5 4l3.5 -4l3.5 4")
        told = Markup(in_table(mark.toll)).striptags()
        whole = f"{told} {shortened(curve.name)}" if named and mark is curve.marks[-1] else told
        for said in dict.fromkeys((whole, told)):
            if spot := frame.spot(x, y, said):
                shape += words_at(spot[0], spot[1], said, f"y-t{curve.mark}", spot[2])
                break
        inside += linked(mark.href, f"{curve.name}, {day_short(mark.day, year=True)}: {in_words(mark.toll)}", shape)
    return inside
