"""Verbs with which people decide: decide, decisions."""

import getpass
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from recounted import flow
from recounted.cli.app import LEDGER, As, Format, Where, app, open_ledger
from recounted.cli.printing import put, say
from recounted.errors import UsageError

if TYPE_CHECKING:
    from recounted.ledger import Ledger
    from recounted.model import Claim, Decision


@app.command()
def decide(
    verb: Annotated[str, typer.Argument(help="same, different, part_of, right, wrong, edit or undo.")],
    about: Annotated[list[str], typer.Argument(help="Two claims, one claim, or (undo) one decision.", metavar="ID")],
    why: Annotated[str, typer.Option(help="The reason; it is kept with the decision.")],
    who: Annotated[str | None, typer.Option(help="Your name in the log; the login name where not given.")] = None,
    change: Annotated[list[str] | None, typer.Option("--set", help="For edit: FIELD=JSON.")] = None,
    ledger: Where = LEDGER,
) -> None:
    """Decide what claims are: one incident or two, right or wrong, or another value. Obeyed by every rebuild."""
    from recounted.decisions import VERBS
    from recounted.decisions import decide as decision_of

    if verb not in VERBS:
        raise UsageError(f'Nobody can decide "{verb}". There are: {", ".join(VERBS)}.')

    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with open_ledger(ledger) as book:
        named = [meant(book, verb, own) for own in about]
        decision = decision_of(verb, named, who or login(), now, why, changes(change or []))
        book.decide(decision)
        flow.refresh(book)
        incidents = flow.how_many(book)
    say(f"decided {decision.id}: {verb} {' '.join(decision.about)}; {incidents} incidents now")
    say(f"To take it back: recounted decide undo {decision.id} --why ... --ledger {ledger}")


def meant(book: "Ledger", verb: str, own: str) -> "Claim | Decision":
    """The claim, or for undo the decision, of an id.

    Raises:
        UsageError: there is no such decision.
    """
    if verb != "undo":
        return book.claim(own)
    for decision in book.decisions(undone=True):
        if decision.id == own:
            return decision
    raise UsageError(f"There is no decision {own}. List them: recounted decisions.")


def login() -> str:
    """The login name of who runs the program.

    Raises:
        UsageError: the system knows none, as in some containers.
    """
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise UsageError("Your login has no name here. Say who decides: --who NAME.") from None


def changes(pairs: list[str]) -> dict[str, Any] | None:
    """The new values of an edit, from FIELD=JSON.

    Raises:
        UsageError: a pair is not of that form.
    """
    out = {}
    for pair in pairs:
        field, _, value = pair.partition("=")
        try:
            out[field] = msgspec.json.decode(value)
        except msgspec.DecodeError:
            raise UsageError(f"--set {pair}: write FIELD=JSON, for instance event_type='\"ASSAULT\"'.") from None
    return out or None


@app.command()
def decisions(ledger: Where = LEDGER, how: As = Format.table) -> None:
    """List people's decisions, those undone or no longer applicable with the reason."""
    from recounted.incidents import rule

    with open_ledger(ledger) as book:
        known = book.decisions(undone=True)
        orphans = {orphan.decision.id: orphan.reason for orphan in rule(known, book.claims()).orphans}
    later = overruled(decision for decision in known if decision.id not in orphans)
    columns = {
        "decision": lambda d: d.id,
        "what": lambda d: f"{d.verb} {' '.join(d.about)}",
        "who": lambda d: d.who,
        "when": lambda d: d.when,
        "why": lambda d: d.why,
        "state": lambda d: f"undone by {d.undone_by}" if d.undone_by else {**later, **orphans}.get(d.id, "obeyed"),
    }
    put(known, how, "Decisions", columns)


def overruled(known: "Iterable[Decision]") -> dict[str, str]:
    """Decisions on claims of which a later one says otherwise, and holds → that it does, in words."""
    last: dict[frozenset[str], str] = {}
    told: dict[str, str] = {}
    for decision in known:
        if not decision.undone_by and decision.verb not in {"edit", "undo"}:
            about = frozenset(decision.about)
            told |= {last[about]: f"the later {decision.id} holds"} if about in last else {}
            last[about] = decision.id
    return told
