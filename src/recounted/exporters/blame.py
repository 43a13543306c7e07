"""Who is said to have done it: always with those who say so, and those who deny it. No export states it as a fact."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from recounted.countries import countries
from recounted.estimates.grades import accused, is_spoken, owns
from recounted.incidents.describe import event
from recounted.lexicon import vocabulary
from recounted.model import Actor, Claim

#: Types of what is done by force; what coerces and harms nobody, such as a curfew, is no part of an assault.
ASSAULT, FORCE = "ASSAULT", frozenset({"ASSAULT", "COERCE"})


class Blame(msgspec.Struct, frozen=True, kw_only=True):
    """An alleged actor: a code or None, a name, and the names of those who say so, own up to it, or deny it."""

    code: str | None
    name: str
    alleged_by: tuple[str, ...] = ()
    acknowledged_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Who, and who says so: `Azerbaijan, armed forces (alleged by A, B; denied by C)`.

        Where all that is known is a denial, others allege it: who denies something answers somebody.
        """
        if not self.alleged_by and not self.acknowledged_by:
            return f"{self.name} (alleged by others; denied by {', '.join(self.denied_by)})"
        told = (
            ("alleged by", self.alleged_by),
            ("acknowledged by", self.acknowledged_by),
            ("denied by", self.denied_by),
        )
        return f"{self.name} ({'; '.join(f'{how} ' + ', '.join(names) for how, names in told if names)})"


def blamed(claims: Sequence[Claim]) -> tuple[Blame, ...]:
    """Everybody whom a claim names as the doer of what they tell of, most often named first.

    Who accuses, demands or condemns has not done what is spoken of, but who is accused is said to have; who did another
    thing beside has not.
    """
    deed = deed_of(claims)
    said: dict[str, dict[str, set[str]]] = {}
    codes: dict[str, str | None] = {}
    votes: Counter[str] = Counter()
    for claim in claims:
        for actor in doers(claim, deed):
            name = label(actor)
            how = "denied_by" if denies(claim) else "acknowledged_by" if owns(claim) else "alleged_by"
            said.setdefault(name, {}).setdefault(how, set()).add(sayer(claim))
            codes.setdefault(name, actor.code)
            votes[name] += how == "alleged_by"
    return tuple(
        Blame(code=codes[name], name=name, **{how: tuple(sorted(names)) for how, names in said[name].items()})
        for name in sorted(said, key=lambda name: (-votes[name], name))
    )


def denies(claim: Claim) -> bool:
    """Whether a claim says that it was not so."""
    return claim.modality == "denied" or claim.speech_act in {"deny", "deny_responsibility"}


def doers(claim: Claim, deed: str) -> Sequence[Actor]:
    """Whom a claim names as the doer of a deed of this type; who denies it counts if it is known for whom he speaks."""
    if denies(claim):
        return [actor for actor in claim.actors if actor.code or actor.name != sayer(claim)]
    return accused(claim) if is_spoken(claim) or is_of(claim, deed) else ()


def deed_of(claims: Sequence[Claim]) -> str:
    """The type of what most of some claims tell of."""
    return event(claims)[0] if claims else ""


def is_of(claim: Claim, deed: str) -> bool:
    """Whether a claim tells of a deed of this type; of force all that harms people is one deed."""
    if claim.event_type == deed or not {claim.event_type, deed} <= FORCE:
        return claim.event_type == deed
    return claim.event_type == ASSAULT or bool(vocabulary()["event"].get(claim.event_kind, {}).get("harm"))


def sayer(claim: Claim) -> str:
    """The innermost source."""
    return claim.sources[-1].name if claim.sources else claim.ref


def in_words(blames: Iterable[Blame]) -> str | None:
    """Everybody who is blamed, with those who say so; None where nobody is."""
    return " or ".join(blame.words for blame in blames) or None


def label(actor: Actor) -> str:
    """What an actor is called: country and role by its code, else as the text has it."""
    return (actor.code and called(actor.code)) or actor.name


@cache
def called(code: str) -> str | None:
    """What a code stands for: a role alone, a country, or a country and the role in it; None for groups."""
    country, _, role = code.partition(" ")
    name = country_name(country)
    known = vocabulary()["role"]
    if country in known:
        return str(known[country]["label"])
    parts = role.split()
    if name is None or any(part not in known for part in parts):
        return None
    return ", ".join([name, *(str(known[part]["label"]) for part in parts[-1:])])


@cache
def country_name(code: str | None) -> str | None:
    """The name of a country by its three letters."""
    return next((one.names[0] for one in countries() if one.code == code), None)
