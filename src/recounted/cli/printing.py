"""How things look: tables for people, JSON for programs, talk on stderr."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from recounted.cli.app import Format
from recounted.flow import Told
from recounted.lexicon import vocabulary
from recounted.model import FLOOR, Actor, Claim, Estimate, Figure, Place, Point

if TYPE_CHECKING:
    from recounted.estimates import Moment

WIDTH = 118

#: A figure that is surer than this says nothing of it.
SURE = 0.8


class Output(Console):
    """Where data goes; that its reader stopped reading is for the program to judge, not for Rich."""

    def on_broken_pipe(self) -> None:
        """Tell that nobody reads any more."""
        raise BrokenPipeError


def out() -> Console:
    """Where data goes."""
    console = Output(highlight=False, soft_wrap=False)
    return console if console.is_terminal else Output(highlight=False, width=WIDTH)


def say(words: str) -> None:
    """One line of talk, on stderr."""
    print(printable(words), file=sys.stderr)


def put(rows: Iterable[Any], how: Format, title: str, columns: dict[str, Any]) -> None:
    """Print rows: as JSON lines, as one JSON list, or as a table.

    Args:
        rows: records or dictionaries.
        columns: heading → function from a row to its cell.
    """
    if how is Format.jsonl:
        for row in rows:
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
    elif how is Format.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(list(rows))).decode() + "\n")
    elif cells := [[make(row) for make in columns.values()] for row in rows]:
        out().print(table(title, list(columns), cells))
    else:
        say(f"{title}: none.")


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table; what a document wrote is shown as plain text, never as markup."""
    made = Table(title=title, title_justify="left", header_style="bold", show_edge=False, pad_edge=False)
    for head in heads:
        made.add_column(head, overflow="fold")
    for row in rows:
        made.add_row(*(Text(printable(str(cell))) for cell in row))
    return made


def printable(words: str) -> str:
    """Words without the characters that steer a terminal or turn its direction."""
    steer = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F}
    return "".join(" " if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or ord(c) in steer else c for c in words)


def bounds(figure: "Figure | Estimate | Point | Moment") -> str:
    """Low, best and high as people read them: `13`, `12 or more`, `about 12`, `up to 40`, `10–15`, `19–21 or more`."""
    low, best, high = figure.low, figure.best, figure.high
    if low is None and high is None:
        return "unknown" if best is None else f"about {best:,}"
    if high is not None and FLOOR in getattr(figure, "flags", ()):
        return f"{high:,} or more" if low in {high, None} else f"{low:,}–{high:,} or more"
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"{low:,} or more"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}–{high:,}"


def toll(figures: "Iterable[Figure | Estimate | Moment]") -> str:
    """Figures in words: `civilians killed 13, people injured 45 or more`; one that is not sure says so."""
    return ", ".join(f"{f.category.replace('_', ' ')} {f.harm} {bounds(f)}{doubt(f)}" for f in figures)


def doubt(figure: "Figure | Estimate | Moment") -> str:
    """How sure a figure is, where it is less sure than most: ` (62 % sure)`."""
    sure = getattr(figure, "confidence", 1.0)
    return f" ({100 * sure:.0f} % sure)" if sure < SURE else ""


def who(claim: Claim) -> str:
    """The chain of sources, outermost first."""
    return " > ".join(source.name for source in claim.sources)


def says(claim: Claim) -> str:
    """Who says what, in one line."""
    act = "" if claim.speech_act == "state" else f" [{vocabulary()['speech_act'][claim.speech_act]['label']}]"
    told = toll(claim.toll) or claim.event_kind.replace("_", " ")
    hedge = "" if claim.modality in {"asserted", "denied"} else f" ({claim.modality.replace('_', ' ')})"
    return f"{who(claim)}{act}: {told}{hedge}"


def claim_lines(claim: Claim) -> Iterator[Text]:
    """A claim for people: who says what; what, where, when, by whom; the very words."""
    yield Text("")
    yield Text(printable(says(claim))).append(f"  {claim.id}", style="dim")
    roles = [
        f"alleged actor {named(claim.actors)}" * bool(claim.actors),
        f"to {named(claim.recipients)}" * bool(claim.recipients),
    ]
    day = when(claim.time.date_start, claim.time.date_end) if claim.time else "day unknown"
    facts = [claim.event_kind.replace("_", " "), where(claim.locations) or "place unknown", day, *roles]
    yield Text(printable("  " + "; ".join(fact for fact in facts if fact)))
    yield Text(printable(f"  “{claim.text}”  [{claim.ref} {claim.span.start}–{claim.span.end}]"), style="italic")


def put_lines(claims: Iterable[Claim]) -> None:
    """Print claims for people, a paragraph each."""
    console = out()
    for claim in claims:
        for line in claim_lines(claim):
            console.print(line)


def named(actors: Iterable[Actor]) -> str:
    """Actors as the text names them, with their codes."""
    return ", ".join(actor.name + (f" ({actor.code})" if actor.code else "") for actor in actors)


def where(places: Iterable[Place]) -> str:
    """The names of places."""
    return ", ".join(place.name for place in places)


def when(first: object, last: object) -> str:
    """A day, a stretch of days, or that it is unknown."""
    return "day unknown" if first is None else f"{first}" if first == last else f"{first} to {last}"


@contextmanager
def progress() -> Iterator[Any]:
    """A bar on stderr that names documents per second and what failed; silent where stderr is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        counts = {"read": 0, "failed": 0}

        def watch(told: Told) -> None:
            _document, _, failure = told
            counts["failed" if failure is not None else "read"] += 1
            if failure is not None:
                bar.console.print(Text(printable(f"failed: {failure.ref}: {failure.reason}")))
            seconds = bar.tasks[task].elapsed or 1e-9
            words = f"{counts['read']} documents, {counts['read'] / seconds:.0f} a second, {counts['failed']} failed"
            bar.update(task, description=words)

        yield watch
