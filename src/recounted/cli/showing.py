"""Verbs that show what a ledger holds: incidents, show, tallies, check."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace
from rich.text import Text

from recounted.cli.app import LEDGER, As, Format, Where, app, open_ledger
from recounted.cli.printing import bounds, out, printable, put, put_lines, say, says, table, toll, when
from recounted.errors import AmbiguousError, LedgerError
from recounted.flow import many
from recounted.ledger.queries import WAS_ONE
from recounted.lexicon import vocabulary
from recounted.model import Claim, Document, Estimate, Incident

if TYPE_CHECKING:
    from recounted.ledger import Ledger

#: How many lines of who says what an incident has in a list.
MOST_LINES = 6


@app.command()
def incidents(ledger: Where = LEDGER, how: As = Format.table) -> None:
    """List the incidents of a ledger with their tolls."""
    with open_ledger(ledger) as book:
        put_incidents(book, book.incidents(), how)


def put_incidents(book: "Ledger", rows: Iterable[Incident], how: Format) -> None:
    """Print incidents, most recent day last: for people a paragraph each, with who says what."""
    if how is not Format.table:
        names = names_apart(book.refs())
        named = (replace(one, documents=tuple(names[own] for own in one.documents)) for one in rows)
        put(named, how, "", {})
        return
    console, number = out(), 0
    for number, incident in enumerate(rows, 1):
        if number == 1:
            console.print(Text("Incidents: claims that speak of one happening, and what they come to", style="bold"))
        for line in paragraph(book, incident):
            console.print(line)
    if not number:
        say("Incidents: none.")


def names_apart(refs: Mapping[str, str]) -> dict[str, str]:
    """A name for each document, by its id: what it is called, and how its id begins where others are called so."""
    bearers = Counter(refs.values())
    return {own: f"{ref} ({own[:8]})" if bearers[ref] > 1 else ref for own, ref in refs.items()}


def paragraph(book: "Ledger", incident: Incident) -> Iterator[Text]:
    """An incident in words: day, place and kind; the tolls; then who says what."""
    day = when(incident.date_start, incident.date_end)
    yield Text("")
    head = Text(printable(f"{day}  {incident.place or 'place unknown'}, {kind_of(incident)}"), style="bold")
    head.append(f"  {incident.id}", style="dim")
    yield head
    tolls = ", ".join(toll([e]) + (" (disputed)" if e.disputed else "") for e in shown(incident))
    voices = f"{many(incident.independent_sources, 'source')}, {many(incident.independent_publishers, 'publisher')}"
    yield Text(f"  {tolls or 'no figures'}  [{voices}; {incident.grade}]")
    lines = dict.fromkeys(says(claim) for claim in book.claims(incident=incident.id))
    for line in list(lines)[:MOST_LINES]:
        yield Text(printable(f"    {line}"))
    if len(lines) > MOST_LINES:
        yield Text(f"    and {len(lines) - MOST_LINES} more: recounted show {incident.id}", style="dim")


def kind_of(incident: Incident) -> str:
    """What happened, in words."""
    return incident.event_kind.replace("_", " ")


def shown(incident: Incident) -> list[Estimate]:
    """The estimates of an incident, killed first, the whole of a harm before its parts."""
    order = list(vocabulary()["harm"])
    return sorted(incident.estimates, key=lambda e: (order.index(e.harm), e.category != "people", e.category))


@app.command()
def show(
    what: Annotated[str, typer.Argument(help="An incident, claim or document id, a document's name, or: failures.")],
    ledger: Where = LEDGER,
    how: As = Format.table,
) -> None:
    """Show one thing of a ledger: an incident and who says what, a claim, a document, or the failures."""
    with open_ledger(ledger) as book:
        if what == "failures":
            columns = {"document": lambda f: f.ref, "stage": lambda f: f.stage, "reason": lambda f: f.reason}
            put(book.failures(), how, "Failures", columns)
            return
        found = look_up(book, what)
        if how is not Format.table:
            put([found], how, "", {})
        elif isinstance(found, Incident):
            show_incident(book, found)
        elif isinstance(found, Claim):
            put_claims([found])
        elif isinstance(found, Document):
            show_document(book, found)


def look_up(book: "Ledger", what: str) -> Incident | Claim | Document:
    """The document of that name or id, or the incident or claim of that id.

    Raises:
        AmbiguousError: several ids begin like that.
        LedgerError: there is none.
    """
    told: list[LedgerError] = []
    for ask in (book.document, book.incident, book.claim):
        try:
            return ask(what)
        except AmbiguousError:
            raise
        except LedgerError as error:
            told.append(error)
    if replaced := [error for error in told if WAS_ONE in str(error)]:
        raise replaced[0]
    raise LedgerError(
        f"{book.where} has no incident, claim or document “{what}”. `recounted incidents` lists the incidents; "
        "a document goes by its file name, its URL, its id in a table, or its id here."
    )


def show_incident(book: "Ledger", incident: Incident) -> None:
    """An incident: its estimates with the claims that set each bound, then who says what."""
    say(f"{when(incident.date_start, incident.date_end)}  {incident.place or 'place unknown'}, {kind_of(incident)}")
    rows = [
        (
            e.harm,
            e.category,
            bounds(e),
            e.policy,
            " ".join(e.low_claims),
            " ".join(e.high_claims),
            "yes" if e.disputed else "",
        )
        for e in incident.estimates
    ]
    heads = ["harm", "category", "low–high", "policy", "low set by", "high set by", "disputed"]
    out().print(table("Estimates", heads, rows))
    claims = list(book.claims(incident=incident.id))
    names = names_apart({claim.document: claim.ref for claim in claims})
    claims = [replace(claim, ref=names[claim.document]) for claim in claims]
    put_claims(claims)
    put_history(book, claims)
    put_reasons(book, claims)
    left_out = [(c, f"{e.category} {e.harm}", why) for e in incident.estimates for c, why in e.rejected]
    if left_out:
        out().print(table("\nFigures that set no bound", ["claim", "figure", "why"], left_out))


def put_history(book: "Ledger", claims: list[Claim]) -> None:
    """The tolls in the order in which they were published: what updates, and who disagrees."""
    from recounted.estimates import Backdrop, history

    documents = {claim.document: book.document(claim.document) for claim in claims}
    behind = Backdrop(documents=documents, originals={copy.document: copy.copy_of for copy in book.copies()})
    named = {claim.id: claim.sources[-1].name if claim.sources else claim.ref for claim in claims}
    rows = [
        (moment.day or "day unknown", named[moment.claim], moment.camp or "", toll([moment]), moment.change)
        for moment in history(claims, behind)
    ]
    if rows:
        out().print(table("\nToll history, by day of publication", ["day", "source", "side", "toll", "is"], rows))


def put_reasons(book: "Ledger", claims: list[Claim]) -> None:
    """Why the claims of each further document are taken for the same happening as those of the first, in bits."""
    from recounted.likeness import reasons

    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.document, []).append(claim)
    if len(told) < 2:
        return
    first, *others = told.values()
    days = {own: book.document(own).published for own in told}
    rows = [
        (other[0].ref, f"{reason.bits:+.1f}", f"{reason.name}: {reason.words}")
        for other in others
        for reason in reasons(first, other, days)
    ]
    if rows:
        out().print(
            table(f"\nWhy one happening with {first[0].ref} (bits add up)", ["document", "bits", "ground"], rows)
        )


def show_document(book: "Ledger", document: Document) -> None:
    """A document: what is known of it, then its claims."""
    say(f"{document.ref}: {document.title or 'no title'}")
    say(f"{document.publisher or 'publisher unknown'}, {document.published or 'date unknown'}")
    say(f"SHA-256 {document.id}")
    others = [own[:16] for own, ref in book.refs().items() if ref == document.ref and own != document.id]
    if others:
        say(f"{many(len(others), 'other document')} of this name: recounted show {' or '.join(sorted(others))}")
    put_claims(book.claims(document=document.id))


def put_claims(claims: Iterable[Claim]) -> None:
    """Who says what, where and when, and the very words, a paragraph for each claim."""
    out().print(Text("\nWho says what", style="bold"))
    put_lines(claims)


@app.command()
def tallies(ledger: Where = LEDGER, how: As = Format.table) -> None:
    """List running totals by source: they enter no incident."""
    with open_ledger(ledger) as book:
        columns = {
            "source": lambda t: t.source,
            "of": lambda t: f"{t.category.replace('_', ' ')} {t.harm}",
            "since": lambda t: t.since or "not said",
            "over time": lambda t: "\n".join(f"{point.date}: {bounds(point)}" for point in t.points),
            "flags": lambda t: "; ".join(t.flags),
        }
        put(book.tallies(), how, "Tallies: running totals as their sources give them", columns)


@app.command()
def check(ledger: Where = LEDGER) -> None:
    """Check every stored span against its text, every hash, and the chain of the audit log."""
    with open_ledger(ledger) as book:
        problems = book.check()
    for problem in problems:
        say(problem)
    if problems:
        raise LedgerError(f"{many(len(problems), 'problem')} in {ledger}. Keep a copy of the file before you go on.")
    say(f"{ledger}: every span, every hash and the audit chain hold.")
