"""What people decided: which decisions hold, what they change, and which no longer find what they speak of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from recounted.errors import DecisionError
from recounted.model import Claim, Decision, content_id

#: verb → how many ids it speaks of.
VERBS = {"same": 2, "different": 2, "part_of": 2, "right": 1, "wrong": 1, "edit": 1, "undo": 1}

#: What an edit may not change, since it says where the claim stands; and what it may say of the claim's incident.
FIXED, OF_INCIDENT = frozenset({"id", "document", "ref", "span", "text"}), frozenset({"grade"})

GRADES = ("confirmed", "fair", "weak", "contested", "discounted")


class Orphan(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that cannot be obeyed at present, and why. It is kept, and obeyed once it can be."""

    decision: Decision
    reason: str


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What the decisions in force come to for the claims that exist.

    `claims` are those claims, edited, without those judged wrong. `together` and `apart` hold pairs of claim ids;
    `parts` maps a claim to the one that it tells a part of; `grades` a claim to the grade that its incident is given.
    """

    claims: tuple[Claim, ...]
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    parts: Mapping[str, str] = {}
    wrong: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()
    grades: Mapping[str, str] = {}
    orphans: tuple[Orphan, ...] = ()


class Docket:
    """The decisions while they are heard, in the order of their making."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims = {claim.id: claim for claim in claims}
        self.by_document: dict[str, list[Claim]] = {}
        self.pairs: dict[frozenset[str], tuple[str, str, str]] = {}
        self.judged: dict[str, str] = {}
        self.grades: dict[str, str] = {}
        self.orphans: list[Orphan] = []

    def find(self, decision: Decision, at: int) -> str | None:
        """The claim that a decision speaks of: by its id, else the one that stands at the same words."""
        if decision.about[at] in self.claims:
            return decision.about[at]
        if at >= len(decision.evidence):
            return None
        document, start, end = decision.evidence[at]
        if not self.by_document:
            for claim in self.claims.values():
                self.by_document.setdefault(claim.document, []).append(claim)
        near = [(overlap(claim, start, end), claim.id) for claim in self.by_document.get(document, ())]
        best, found = max(near, default=(0.0, ""))
        return found if best >= 0.5 else None

    def hear(self, decision: Decision) -> str | None:
        """Obey a decision, or say why it cannot be."""
        found = [self.find(decision, at) for at in range(len(decision.about))]
        if None in found:
            return "the claim is gone, and no other stands at its words"
        ids = [claim for claim in found if claim is not None]
        if len(ids) == 2:
            return self.hear_pair(decision.verb, ids[0], ids[1])
        if decision.verb == "edit":
            return self.hear_edit(ids[0], decision.change)
        self.judged[ids[0]] = decision.verb
        return None

    def hear_pair(self, verb: str, a: str, b: str) -> str | None:
        """Put two claims together or apart. The last word on a pair holds, unless other pairs are against it."""
        if a == b:
            return "both now stand in one claim"
        before = self.pairs.pop(frozenset((a, b)), None)
        groups = joint(verdict for verdict in self.pairs.values() if verdict[0] != "different")
        ours = {x for group in groups for x in group if {a, b} & group}
        if verb == "different":
            clash = any({a, b} <= group for group in groups)
        else:
            ours |= {a, b}
            clash = any(v == "different" and {x, y} <= ours for v, x, y in self.pairs.values())
        if clash:
            if before:
                self.pairs[frozenset((a, b))] = before
            return "other decisions, taken together, say the opposite; undo one of them first"
        self.pairs[frozenset((a, b))] = verb, a, b
        return None

    def hear_edit(self, claim: str, change: Mapping[str, Any]) -> str | None:
        """Change fields of a claim, or the grade of its incident."""
        own = {field: value for field, value in change.items() if field not in OF_INCIDENT}
        try:
            self.claims[claim] = edited(self.claims[claim], own)
        except DecisionError as error:
            return str(error)
        if "grade" in change:
            self.grades[claim] = str(change["grade"])
        return None

    def ruling(self) -> Ruling:
        """What has been decided."""
        wrong = frozenset(claim for claim, verb in self.judged.items() if verb == "wrong")
        verdicts = sorted(v for v in self.pairs.values() if not wrong & {v[1], v[2]})
        return Ruling(
            claims=tuple(claim for claim in self.claims.values() if claim.id not in wrong),
            together=tuple((a, b) for verb, a, b in verdicts if verb != "different"),
            apart=tuple((a, b) for verb, a, b in verdicts if verb == "different"),
            parts={a: b for verb, a, b in verdicts if verb == "part_of"},
            wrong=wrong,
            right=frozenset(claim for claim, verb in self.judged.items() if verb == "right"),
            grades=self.grades,
            orphans=tuple(self.orphans),
        )


def rule(decisions: Iterable[Decision], claims: Iterable[Claim]) -> Ruling:
    """What the decisions come to. The last word on a pair or a field holds; what cannot be obeyed is an orphan."""
    docket = Docket(claims)
    for decision in in_force(decisions):
        if reason := docket.hear(decision):
            docket.orphans.append(Orphan(decision=decision, reason=reason))
    return docket.ruling()


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that are not undone, in the order of their making. An undone undo leaves its decision standing."""
    told = sorted({decision.id: decision for decision in decisions}.values(), key=lambda d: (d.when, d.id))
    undone: set[str] = set()
    for decision in reversed(told):
        if decision.verb == "undo" and decision.id not in undone:
            undone.update(decision.about)
    return [decision for decision in told if decision.verb != "undo" and decision.id not in undone]


def related(
    decisions: Iterable[Decision], stirred: Iterable[Decision] = (), documents: Iterable[str] = ()
) -> list[Decision]:
    """The decisions that some others, or those about some documents, may overrule or make void, with these, in order.

    Two decisions bear on each other where they are about the same words.
    """
    known = list(decisions)
    wanted, places = set(documents), Stretches()
    open_ = [*stirred, *(one for one in known if any(place[0] in wanted for place in one.evidence))]
    for decision in known:
        places.add(decision)
    found: dict[str, Decision] = {}
    while open_:
        decision = open_.pop()
        if decision.id not in found:
            found[decision.id] = decision
            open_ += places.near(decision)
    return [one for one in known if one.id in found]


class Stretches:
    """Which decisions are about which words."""

    def __init__(self) -> None:
        self.by_document: dict[str, list[tuple[int, int, Decision]]] = {}
        self.by_id: dict[str, list[Decision]] = {}

    def add(self, decision: Decision) -> None:
        """Note what a decision is about."""
        for document, start, end in decision.evidence:
            self.by_document.setdefault(document, []).append((start, end, decision))
        for about in decision.about:
            self.by_id.setdefault(about, []).append(decision)

    def near(self, decision: Decision) -> Iterator[Decision]:
        """The decisions about the same claims, or about words in common."""
        for about in decision.about:
            yield from self.by_id.get(about, ())
        for document, start, end in decision.evidence:
            told = self.by_document.get(document, ())
            yield from (other for first, last, other in told if first < end and start < last)


def decide(
    verb: str, about: Sequence[Claim | Decision], who: str, when: str, why: str, change: Mapping[str, Any] | None = None
) -> Decision:
    """A decision about claims, or about a decision to undo, that remembers the words its claims stand at.

    Raises:
        DecisionError: nobody can decide this (`refuse_impossible`).
    """
    decision = Decision(
        id=content_id("decision", verb, *(record.id for record in about), who, when, why),
        verb=verb,
        about=tuple(record.id for record in about),
        who=who,
        when=when,
        why=why,
        change=dict(change or {}),
        evidence=tuple((r.document, r.span.start, r.span.end) for r in about if isinstance(r, Claim)),
    )
    check_form(decision)
    return decision


def check_form(decision: Decision) -> None:
    """Refuse a decision that makes no sense whatever the ledger holds.

    Raises:
        DecisionError: what is wrong with it, in words.
    """
    wanted = VERBS.get(decision.verb)
    if wanted is None:
        raise DecisionError(f'Nobody can decide "{decision.verb}". There are: {", ".join(VERBS)}.')
    if len(decision.about) != wanted:
        raise DecisionError(
            f'"{decision.verb}" is about {wanted} id{"s" if wanted > 1 else ""}, not {len(decision.about)}.'
        )
    if len(set(decision.about)) < wanted:
        raise DecisionError(f'"{decision.verb}" needs two different claims; {decision.about[0]} is given twice.')
    if not decision.who.strip() or not decision.why.strip():
        raise DecisionError("A decision needs who decides and why.")
    if decision.verb == "edit" and not decision.change:
        raise DecisionError("An edit needs at least one field to change.")
    if decision.verb == "edit" and (fixed := FIXED & set(decision.change)):
        raise DecisionError(f"An edit cannot change {', '.join(sorted(fixed))}: they say where the claim stands.")
    if decision.change.get("grade", "weak") not in GRADES:
        raise DecisionError(f'"{decision.change["grade"]}" is no grade. There are: {", ".join(GRADES)}.')


def check(decision: Decision, claims: Iterable[Claim], decisions: Iterable[Decision]) -> None:
    """Refuse a decision that the ledger as it stands cannot obey.

    Raises:
        DecisionError: a claim or decision it speaks of is not there, or what was decided before stands against it.
    """
    check_form(decision)
    known = list(decisions)
    if decision.verb == "undo":
        if decision.about[0] not in {other.id for other in known}:
            raise DecisionError(f"There is no decision {decision.about[0]} to undo.")
        return
    docket = Docket(claims)
    missing = [claim for claim in decision.about if claim not in docket.claims]
    if missing:
        raise DecisionError(f"There is no claim {missing[0]}; it may be gone since its document was read again.")
    for other in in_force(known):
        docket.hear(other)
    if reason := docket.hear(decision):
        raise DecisionError(f'"{decision.verb}" of {" and ".join(decision.about)} cannot be obeyed: {reason}.')


def edited(claim: Claim, change: Mapping[str, Any]) -> Claim:
    """A claim with other values in some fields.

    Raises:
        DecisionError: a field is unknown or fixed, or a value is not what the field takes.
    """
    unknown = set(change) - set(Claim.__struct_fields__)
    if unknown or FIXED & set(change):
        raise DecisionError(f"a claim has no field {', '.join(sorted(unknown | (FIXED & set(change))))} to edit")
    try:
        return msgspec.convert({**msgspec.to_builtins(claim), **msgspec.to_builtins(dict(change))}, Claim)
    except (msgspec.ValidationError, ValueError) as error:
        raise DecisionError(f"the new value does not fit: {error}") from error


def joint(verdicts: Iterable[tuple[str, str, str]]) -> list[set[str]]:
    """The sets of claims that pairs tie together."""
    groups: list[set[str]] = []
    for _, a, b in verdicts:
        touched = [group for group in groups if group & {a, b}]
        groups = [group for group in groups if group not in touched]
        groups.append({a, b}.union(*touched))
    return groups


def overlap(claim: Claim, start: int, end: int) -> float:
    """The part of the shorter of two stretches that both share."""
    common = min(claim.span.end, end) - max(claim.span.start, start)
    return max(0, common) / max(1, min(claim.span.end - claim.span.start, end - start))
