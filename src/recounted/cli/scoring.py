"""The verb score: the program against your own coding, or two coders against each other."""

from typing import Annotated, Any

import typer

from recounted import flow
from recounted.cli.app import As, Format, app
from recounted.cli.printing import put, say
from recounted.errors import UsageError
from recounted.flow import many


@app.command()
def score(
    gold: Annotated[list[str], typer.Argument(help="Coded reports, JSON lines; with --agreement two files.")],
    agreement: Annotated[bool, typer.Option("--agreement", help="How well two coders agree.")] = False,
    confusions: Annotated[int, typer.Option(min=0, help="So many of the commonest confusions.")] = 20,
    how: As = Format.table,
) -> None:
    """Measure the program against your own coding, field by field."""
    if len(gold) != (2 if agreement else 1):
        raise UsageError("Name two files after --agreement." if agreement else "Name one file of coded reports.")
    if agreement:
        show_agreement(gold[0], gold[1], how)
    else:
        show_scores(gold[0], confusions, how)


def show_scores(name: str, most: int, how: Format) -> None:
    """Print scores with their intervals, then confusions."""
    found = flow.score(name)
    rows = [
        {"field": one.name, "right": one.value, "of": one.total, "low": one.interval[0], "high": one.interval[1]}
        for one in found.scores
    ]
    columns = {
        "field": lambda row: row["field"],
        "right": lambda row: f"{row['right']:.1%}",
        "95 % interval": lambda row: f"{row['low']:.1%} to {row['high']:.1%}",
        "of": lambda row: row["of"],
    }
    put(rows, how, "The program against this coding", columns)
    if how is Format.table and most and found.confusions:
        put_confusions(found.confusions, most)


def put_confusions(confusions: dict[tuple[str, str, str], int], most: int) -> None:
    """Print the commonest confusions."""
    rows: list[Any] = list(confusions.items())[:most]
    columns = {
        "field": lambda row: row[0][0],
        "you": lambda row: row[0][1],
        "the program": lambda row: row[0][2],
        "times": lambda row: row[1],
    }
    put(rows, Format.table, "\nCommonest confusions", columns)


def show_agreement(a: str, b: str, how: Format) -> None:
    """Print Krippendorff's alpha by field."""
    from recounted.gold import agreement, read_gold

    coders = {name: {report.id: report for report in read_gold(name)} for name in (a, b)}
    rows = agreement(coders[a].values(), coders[b].values())
    for name, other in ((a, b), (b, a)):
        if alone := coders[name].keys() - coders[other].keys():
            say(f"{many(len(alone), 'report')} not in {other}, and left out: {', '.join(sorted(alone)[:5])}")
    columns = {
        "field": lambda row: row.field,
        "alpha": lambda row: "no variation" if row.alpha is None else f"{row.alpha:.3f}",
        "of": lambda row: row.total,
    }
    put(rows, how, "Agreement of two coders: Krippendorff's alpha", columns)
    say("1 is perfect agreement, 0 what chance gives. Krippendorff asks for 0.8, and 0.667 for tentative conclusions.")
