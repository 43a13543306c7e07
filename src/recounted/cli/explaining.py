"""The verb that shows how a sentence is read: explain."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
import typer

from recounted import flow
from recounted.cli.app import Actors, Language, Published, Publisher, Vague, app, defaults
from recounted.cli.printing import out, table
from recounted.cli.reading import value
from recounted.errors import UsageError
from recounted.finders import FINDERS
from recounted.finders.figures.candidates import candidates
from recounted.lexicon import LITERAL
from recounted.model import Document, Figure, Mention, content_id
from recounted.prose import Prose
from recounted.totals.reasons import explain_figures

#: How many reasons are given for each figure.
MOST_REASONS = 6

#: What the document's total does with a figure, in words.
ACTIONS = {"add": "counted", "replace": "counted instead of those before", "leave": "left out"}


@app.command()
def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence or a short text.")],
    published: Published = None,
    publisher: Publisher = None,
    language: Language = None,
    _actors: Actors = None,
    vague: Vague = LITERAL,
) -> None:
    """Show what every stage made of a sentence, by which rule and weight."""
    chosen = defaults(published, publisher, language)
    document = Document(
        id=content_id(sentence),
        ref="sentence",
        text=sentence,
        raw=sentence.encode(),
        published=chosen.published,
        publisher=chosen.publisher,
        language=chosen.language or "en",
    )
    if not sentence.strip():
        raise UsageError('There is nothing to explain. Give a sentence: recounted explain "12 were killed in Aden."')
    prose = flow.split(document, vague)
    console = out()
    console.print(f"Sentences: {len(prose.sentences)}, words: {sum(b - a for a, b in prose.sentences)}")
    found = {kind: flow.find(kind, document, vague) for kind in FINDERS}
    for kind, mentions in found.items():
        rows = [(m.text, value(m.value), m.by) for m in mentions]
        title = f"\n{kind.capitalize()}"
        console.print(table(title, ["words", "value", "by"], rows) if rows else f"{title}: none")
    if weighed := list(weighed_numbers(prose)):
        console.print(table("\nIs each number a figure?", ["words", "of", "it is", "sure", "because"], weighed))
    if told := list(counted_figures(prose, found["figures"])):
        console.print(table("\nDoes the document's total count it?", ["words", "it is", "sure", "because"], told))
    for claim in flow.extract(document, vague):
        console.print("\nClaim", highlight=False)
        console.print_json(msgspec.json.encode(claim).decode())


def weighed_numbers(prose: Prose) -> Iterator[tuple[str, str, str, str, str]]:
    """Each number beside a word of harm: its words, the harm, whether it won, how sure it is, and why."""
    for own in candidates(prose):
        figure = own.mention.value
        assert isinstance(figure, Figure)
        taken = "a figure" if own.tied else "no figure: no rule ties it"
        yield own.mention.text, figure.harm, taken, f"{figure.confidence:.3f}", because(own.reasons())


def counted_figures(prose: Prose, figures: list[Mention]) -> Iterator[tuple[str, str, str, str]]:
    """Each figure's words, what the document's total makes of it, how sure that is, and why."""
    for own in explain_figures(prose, figures):
        yield own.mention.text, ACTIONS[own.action], f"{own.sure:.3f}", because(own.reasons)


def because(reasons: Iterable[tuple[str, float]]) -> str:
    """The weightiest reasons in words, each with its weight; a bar weighs without end."""
    return ", ".join(f"{name} {weight:+.2f}" for name, weight in list(reasons)[:MOST_REASONS])
