"""What people decided: kept for ever, undone only by another decision."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select

from recounted.decisions import VERBS, check, related
from recounted.errors import DecisionError
from recounted.ledger import audit, tables
from recounted.ledger.audit import Stamp
from recounted.ledger.rows import from_json, to_json
from recounted.model import Claim, Decision


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


def decide(connection: Connection, decision: Decision, stamp: Stamp, again: bool = False) -> bool:
    """Keep a decision, with the evidence of the claims that it is about; whether it is news.

    Args:
        again: the decision was kept before, in another ledger, and may no longer find what it is about.

    Raises:
        DecisionError: it makes no sense, is about what is not there, or goes against others taken together.
    """
    admit(decision)
    stated = msgspec.structs.replace(decision, undone_by=None)
    known = connection.execute(select(tables.decision.c.body).where(tables.decision.c.id == decision.id)).scalar()
    if known is not None:
        return not already(from_json(known, Decision), stated)
    evidence = tuple(found for about in decision.about if (found := evidence_of(connection, about, decision.verb)))
    stated = msgspec.structs.replace(stated, evidence=stated.evidence or evidence)
    if not again:
        refuse_impossible(connection, stated)
    row = {"id": decision.id, "verb": decision.verb, "who": decision.who, "at": decision.when, "body": to_json(stated)}
    connection.execute(insert(tables.decision), row)
    audit.add(connection, (decision.who, stamp[1]), ("decide", decision.id), msgspec.to_builtins(stated))
    return True


def refuse_impossible(connection: Connection, decision: Decision) -> None:
    """Refuse a decision that cannot be obeyed; only the claims that it bears on are looked at.

    Raises:
        DecisionError: a claim it speaks of is gone, or what was decided before stands against it.
    """
    known = decisions(connection)
    near = related([*known, decision], stirred=[decision])
    documents = {document for one in near for document, _, _ in one.evidence}
    c = tables.claim.c
    bodies = connection.execute(select(c.body).where(c.document_id.in_(sorted(documents)))).scalars()
    check(decision, [from_json(body, Claim) for body in bodies], known)


def already(known: Decision, stated: Decision) -> bool:
    """True where the known decision is the one that is stated.

    Raises:
        DecisionError: it is another with the same id.
    """
    if msgspec.structs.replace(known, evidence=stated.evidence) != stated:
        raise DecisionError(f"Another decision has the id {stated.id}. Make the id of all that the decision says.")
    return True


def evidence_of(connection: Connection, about: str, verb: str) -> tuple[str, int, int] | None:
    """Document and span of the claim that a decision is about, be it of a former reading; None for an undone decision.

    Raises:
        DecisionError: the ledger has no such decision, or no such claim and never had.
    """
    if verb == "undo":
        if connection.execute(select(tables.decision.c.id).where(tables.decision.c.id == about)).first():
            return None
        raise DecisionError(f"There is no decision {about} to undo. Look its id up again.")
    former = tables.former_claim.c
    body = connection.execute(select(tables.claim.c.body).where(tables.claim.c.id == about)).scalar()
    last = select(former.body).where(former.id == about).order_by(former.reading.desc()).limit(1)
    body = body or connection.execute(last).scalar()
    if body is None:
        raise DecisionError(f"There is no claim {about} to decide about. `recounted show DOCUMENT` lists claims.")
    claim = from_json(body, Claim)
    return claim.document, claim.span.start, claim.span.end


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
