"""Small pieces of HTML, with which a notebook shows a record. Whatever a report says is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

Mark = tuple[int, int, str]


def marked(text: str, marks: Iterable[Mark]) -> str:
    """A text with stretches of it marked, each with a word on it; of stretches that overlap the first counts."""
    parts, at = [], 0
    for start, end, title in sorted(set(marks)):
        if at <= start < end <= len(text):
            words = escape(text[start:end])
            parts += [escape(text[at:start]), f'<mark title="{escape(title)}">{words}</mark>']
            at = end
    return "".join([*parts, escape(text[at:])])


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Names and what they are, in a table of two columns; rows that say nothing are left out."""
    held = (f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows if value)
    return f"<table>{''.join(held)}</table>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a head."""
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"


def stretch(first: object, last: object) -> str:
    """A day, or the days from one to another."""
    return f"{first}" if first == last else f"{first} to {last}"


def bounds(low: int | None, best: int | None, high: int | None) -> str:
    """Low, best and high in a few signs: `13`, `5–7 (best 6)`, `5 or more`, `at most 7`, `unknown`."""
    if low is None and high is None:
        return "unknown" if best is None else f"{best:,}"
    if best in {low, high} and None in {low, high}:
        best = None  # "at least two" has no other best
    if high is None:
        said = f"{low:,} or more"
    elif low is None:
        said = f"at most {high:,}"
    else:
        said = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return said if best is None or low == high else f"{said} (best {best:,})"
