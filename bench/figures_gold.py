"""The texts with figures that are measured and learned from: PITF's reports, and this project's own.

`figures_own.jsonl` holds short reports whose figures are marked: `[words|number harm status]`, several of one stretch
parted by `;`, `?` where no number is told. The statuses are those of `STATUSES`. `summaries.jsonl` holds summaries of
single incidents with the number killed and injured, null where the words leave it unknown.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from recounted.lexicon import lexicon
from recounted.model import Document, Figure, Mention, content_id
from recounted.prose import Prose, split
from recounted.totals import Total
from recounted.totals.features import value_of

HERE = Path(__file__).parent
PITF = HERE.parents[1] / "shared" / "gold" / "pitf.jsonl"
OWN = HERE / "figures_own.jsonl"
SCOPE = HERE / "scope.jsonl"
SUMMARIES = HERE / "summaries.jsonl"

HARMS = ("killed", "injured")

#: What a marked figure is to its report: it adds to what was told before, stands instead of it, is told again, is a
#: part, another source's number of the same, of another happening, a total of several happenings in a bounded time or
#: since a day, not said to have happened, or no figure of that harm at all.
STATUSES = ("new", "instead", "again", "part", "rival", "other", "period", "running", "unreal", "wrong")

MARK = re.compile(r"\[([^\[\]|]+)\|([^\]]+)\]")


class Mark(NamedTuple):
    """A figure of a report of our own: where it stands (offsets in the text without marks), and what it is."""

    start: int
    end: int
    value: int | None
    harm: str
    status: str


def rows(path: Path) -> list[dict[str, object]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def prose_of(text: str) -> Prose:
    """A gold text as words."""
    return split(Document(id=content_id(text), ref="gold", text=text), lexicon("en"))


def unmarked(text: str) -> tuple[str, list[Mark]]:
    """A marked text without its marks, and the marks."""
    plain, marks, last = "", [], 0
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        start = len(plain)
        plain, last = plain + match[1], match.end()
        for said in match[2].split(";"):
            value, harm, status = said.split()
            marks.append(Mark(start, len(plain), None if value == "?" else int(value), harm, status))
    return plain + text[last:], marks


def own_reports() -> Iterator[tuple[Prose, list[Mark]]]:
    """The reports of our own, with their marks."""
    for row in rows(OWN):
        text, marks = unmarked(str(row["text"]))
        yield prose_of(text), marks


def scoped() -> Iterator[tuple[Prose, list[dict[str, object]]]]:
    """The texts that are written for their figures' scope, with the figures."""
    for row in rows(SCOPE):
        figures = row["figures"]
        assert isinstance(figures, list)
        yield prose_of(str(row["text"])), figures


def mark_of(mention: Mention, marks: list[Mark]) -> Mark | None:
    """The mark that a figure was read from: of the same harm, and the same number if there is one; None without."""
    figure, span = mention.value, mention.span
    assert isinstance(figure, Figure)
    met = [m for m in marks if m.harm == figure.harm and m.start < span.end and span.start < m.end]
    return max(met, key=lambda mark: mark.value == value_of(mention), default=None)


def is_right(mention: Mention, mark: Mark | None) -> bool:
    """Whether a figure has the harm and the number of its mark, whatever is made of its scope."""
    return mark is not None and mark.status != "wrong" and mark.value == value_of(mention)


def answer(total: Total | None) -> int:
    """One number for a toll: the best, else the lower bound, else the upper; 0 where nothing is said."""
    if total is None:
        return 0
    return next((bound for bound in (total.best, total.low, total.high) if bound is not None), 0)


def toll_of(marks: list[Mark], harm: str) -> int | None:
    """What the marks of a report come to for a harm: new figures added up, from the last that stands instead on."""
    own = [mark for mark in marks if mark.harm == harm and mark.status in {"new", "instead"} and mark.value is not None]
    last = max((i for i, mark in enumerate(own) if mark.status == "instead"), default=0)
    return sum(mark.value or 0 for mark in own[last:]) if own else None
