"""What people decided: kept for ever, undone only by another decision."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select

from recounted.errors import DecisionError
from recounted.ledger import tables
from recounted.ledger.facts import Stamp, note
from recounted.ledger.rows import from_json, to_json
from recounted.model import Decision

#: Each verb, and how many ids it speaks of.
VERBS = {"same": 2, "different": 2, "part_of": 2, "right": 1, "wrong": 1, "edit": 1, "undo": 1}


def admit(decision: Decision) -> None:
    """Refuse a decision that says too little or makes no sense.

    Raises:
        DecisionError: says which part, and what it should be.
    """
    if decision.verb not in VERBS:
        raise DecisionError(f'"{decision.verb}" is no decision. There are: {", ".join(VERBS)}.')
    for name in ("id", "who", "why"):
        if not getattr(decision, name).strip():
            raise DecisionError(f"The decision {decision.verb} has no {name}. Say who decides, and why.")
    if len(decision.about) != VERBS[decision.verb]:
        raise DecisionError(f"{decision.verb} is about {VERBS[decision.verb]} ids, not {len(decision.about)}.")
    if len(set(decision.about)) < len(decision.about):
        raise DecisionError(f"{decision.verb} is about {decision.about[0]} and itself. Name two.")
    if bool(decision.change) != (decision.verb == "edit"):
        raise DecisionError("An edit says the new values of fields, and no other decision does.")
    try:
        known = datetime.fromisoformat(decision.when).tzinfo is not None
    except ValueError:
        known = False
    if not known:
        raise DecisionError(f'"{decision.when}" is no time of a decision. Give it as 2020-10-20T12:00:00Z.')


def decide(connection: Connection, decision: Decision, stamp: Stamp) -> bool:
    """Keep a decision; whether it is news."""
    admit(decision)
    stated = msgspec.structs.replace(decision, undone_by=None)
    known = connection.execute(select(tables.decision.c.body).where(tables.decision.c.id == decision.id)).scalar()
    if known is not None:
        if known != to_json(stated):
            raise DecisionError(
                f"Another decision has the id {decision.id}. Make the id from all that the decision says."
            )
        return False
    for about in decision.about:
        must_be_known(connection, about, decision.verb)
    row = {"id": decision.id, "verb": decision.verb, "who": decision.who, "at": decision.when, "body": to_json(stated)}
    connection.execute(insert(tables.decision), row)
    note(connection, "decide", decision.id, (decision.who, stamp[1]), msgspec.to_builtins(stated))
    return True


def must_be_known(connection: Connection, about: str, verb: str) -> None:
    """Refuse an id that the ledger does not know.

    Raises:
        DecisionError: there is no such decision, or no such claim and never was.
    """
    kept = (tables.decision,) if verb == "undo" else (tables.claim, tables.former_claim)
    if not any(connection.execute(select(table.c.id).where(table.c.id == about)).first() for table in kept):
        kind = "decision" if verb == "undo" else "claim"
        raise DecisionError(
            f"The ledger has no {kind} {about}, so nothing can be decided about it. Look the id up again."
        )


def decisions(connection: Connection) -> list[Decision]:
    """All decisions in the order they were taken, each marked with the one that undoes it."""
    rows = connection.execute(select(tables.decision.c.body).order_by(tables.decision.c.at, tables.decision.c.id))
    stated = [from_json(body, Decision) for (body,) in rows]
    undone = undone_by(stated)
    return [msgspec.structs.replace(decision, undone_by=undone.get(decision.id)) for decision in stated]


def undone_by(stated: list[Decision]) -> Mapping[str, str]:
    """Id of a decision that is undone → id of the decision that undoes it. What undoes can itself be undone."""
    undone: dict[str, str] = {}
    for decision in reversed(stated):
        if decision.verb == "undo" and decision.id not in undone:
            undone[decision.about[0]] = decision.id
    return undone
