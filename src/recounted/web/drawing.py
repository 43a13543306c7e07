"""The grammar of a toll, drawn: one bar for all pages. Geometry stands in attributes, never in styles."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from html import escape

from markupsafe import Markup

from recounted.web.wording import MOST, Toll, in_words, visible

At = Callable[[float], float]

#: The height of a drawing from which it has a scale of its own, and below which it is small.
WITH_SCALE, SMALL = 50, 20

#: How far the dashes of a toll without an upper bound go on, in a large bar and in a small one; both have room for it.
REACH, SHORT = 36.0, 12.0


def element(name: str, **attributes: object) -> str:
    """An SVG element without content; `_` in a name stands for a hyphen, `kind` for class."""
    told = [f'{attribute(key)}="{written(value)}"' for key, value in attributes.items()]
    return f"<{name} {' '.join(told)}/>"


@cache
def attribute(name: str) -> str:
    """The name of an attribute as SVG has it."""
    return "class" if name == "kind" else name.replace("_", "-")


def written(value: object) -> str:
    """A value of an attribute; lengths with one decimal."""
    if isinstance(value, float):
        return length(value)
    return str(value) if isinstance(value, int) else told(str(value))


def length(value: float) -> str:
    """A length, or a place on a drawing, with one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def told(words: str) -> str:
    """Words of a report in a drawing: nothing in them is markup, or turns the direction of what follows."""
    return escape(visible(words[:MOST]), quote=True)


def words_at(x: float, y: float, said: str, kind: str = "lab", anchor: str = "start") -> str:
    """Words in a drawing."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{told(said)}</text>'


def linked(href: str, name: str, inside: str) -> str:
    """A part of a drawing that leads somewhere; `href` is a path of our own."""
    return f'<a href="{escape(href, quote=True)}" aria-label="{told(name)}">{inside}</a>'


def drawing(size: tuple[int, int], inside: str, name: str, role: str = "img", kind: str = "") -> Markup:
    """An SVG of a size in pixels with a name for those who do not see it."""
    width, height = size
    about = f'class="{kind}" ' if kind else ""
    return Markup(
        f'<svg {about}width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="{role}" '
        f'aria-label="{told(name)}">{inside}</svg>'
    )


def scale_end(top: int) -> int:
    """The end of a scale that holds a number: 1, 2, 4, 5 or 8 times a power of ten."""
    step = 1
    while step * 8 < top:
        step *= 10
    return next(factor * step for factor in (1, 2, 4, 5, 8) if factor * step >= top)


def ticks(end: int) -> list[int]:
    """At most six evenly spaced whole numbers from 0 to the end of a scale."""
    parts = next((n for n in (4, 5, 2) if end % n == 0), 1)
    return [end * n // parts for n in range(parts + 1)]


@lru_cache(maxsize=4000)  # many rows of a table have the same
def bar(toll: Toll, end: int, name: str, size: tuple[int, int] = (104, 16), old: tuple[int, ...] = ()) -> Markup:
    """A toll on a scale from 0 to `end`; `old` holds figures that their own voice has replaced."""
    width, height = size
    middle = 22.0 if height > WITH_SCALE else height / 2
    room = width - (6 + REACH if height > WITH_SCALE else 12.0 + SHORT)

    def at(value: float) -> float:
        return 6 + room * min(value, end) / max(1, end)

    inside = scale(end, at) if height > WITH_SCALE else ""
    rail = "e-nk" if not toll.known else "e-rail" if height < SMALL else "e-tickrail"
    inside += element("line", kind=rail, x1=6.0, x2=width - 6.0, y1=middle, y2=middle)
    inside += "".join(element("circle", kind="e-old", cx=at(value), cy=middle, r=4) for value in old)
    inside += "".join(marks(toll, at, middle, height, end))
    replaced = f"; replaced: {', '.join(map(str, old))}" if old else ""
    return drawing(size, inside, f"{name}: {in_words(toll)}{replaced}")


def scale(end: int, at: At) -> str:
    """The lines and numbers of a scale."""
    return "".join(
        element("line", kind="e-rail", x1=at(value), x2=at(value), y1=2, y2=46)
        + words_at(at(value), 60, f"{value:,}", anchor="middle")
        for value in ticks(end)
    )


def marks(toll: Toll, at: At, y: float, height: int, end: int) -> Iterator[str]:
    """The bar of a toll, its ends, and the tick at its best; two strokes where it goes on beyond the scale."""
    if not toll.known:
        return
    half, reach = (5.0, SHORT) if height < SMALL else (10.0, REACH - 2)
    if toll.none:
        yield element("circle", kind="e-zero", cx=7.0, cy=y, r=half - 2)
        return
    stated = [value for value in toll[:3] if value is not None]
    first, last = at(min(stated)), at(max(stated))
    if last > first:
        box = {"x": first, "y": y - half / 2, "width": last - first, "height": half}
        yield element("rect", kind="e-bar" if toll.best is not None else "e-hollow", **box)
        if toll.best is None:
            yield element("rect", fill="url(#hatch)", **box)
    if toll.unbounded:
        yield element("line", kind="e-open", x1=last, x2=last + reach, y1=y, y2=y)
        yield element("path", kind="e-arrow", d=f"M{last + reach - 3:.1f} {y - 3.5:.1f}l4 3.5l-4 3.5")
    else:
        yield element("line", kind="e-cap", x1=last, x2=last, y1=y - half, y2=y + half)
    if toll.low is None:
        yield element("line", kind="e-open", x1=max(4.0, first - reach), x2=first, y1=y, y2=y)
        yield element("path", kind="e-arrow", d=f"M{max(7.0, first - reach + 3):.1f} {y - 3.5:.1f}l-4 3.5l4 3.5")
    else:
        yield element("line", kind="e-cap", x1=first, x2=first, y1=y - half, y2=y + half)
    if toll.top > end:
        yield element("path", kind="e-cut", d=f"M{last - 9:.1f} {y + half:.1f}l4 {-2 * half:.1f}m4 0l-4 {2 * half:.1f}")
    if toll.best is not None:
        best = at(toll.best)
        yield element("line", kind="e-best", x1=best, x2=best, y1=y - half - 1.5, y2=y + half + 1.5)
