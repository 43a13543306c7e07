"""How well an incident is borne out, by rule, in Airwars' words."""

from collections.abc import Sequence

from recounted.estimates.voices import Backdrop, camp, country_of, independent_publishers, independent_voices
from recounted.lexicon import vocabulary
from recounted.model import Actor, Claim

OWNING = frozenset({"admit", "claim_responsibility"})


def grade(claims: Sequence[Claim], known: Backdrop) -> str:
    """`confirmed`, `contested`, `fair`, `weak` or `discounted`.

    confirmed: a side that is named as the doer owns up to it.
    discounted: nobody says any more that it happened; all that is left are denials.
    contested: who did it is disputed: a denial of responsibility, or sources that name different sides.
    fair: two independent voices, from two publishers, tell of it. weak: all else.
    """
    asserted = [claim for claim in claims if claim.modality != "denied"]
    if any(owns(claim) for claim in asserted):
        return "confirmed"
    if not asserted:
        return "discounted"
    if blamed(claims):
        return "contested"
    documents = {claim.document for claim in asserted}
    if len(independent_voices(asserted, known)) > 1 and len(independent_publishers(documents, known)) > 1:
        return "fair"
    return "weak"


def owns(claim: Claim) -> bool:
    """Whether a claim is a side's word that it did it itself."""
    if claim.speech_act not in OWNING:
        return False
    named = doers([claim])
    return not named or camp(claim) in named or camp(claim) is None


def blamed(claims: Sequence[Claim]) -> bool:
    """Whether responsibility is denied, or sources name doers of different sides."""
    if any(claim.speech_act == "deny_responsibility" or denies_all(claim) for claim in claims):
        return True
    return len(doers(claims)) > 1 and len({camp(claim) for claim in claims if accused(claim)}) > 1


def denies_all(claim: Claim) -> bool:
    """Whether somebody denies the happening, or having to do with it, and not only a number."""
    return claim.modality == "denied" and not claim.toll


def doers(claims: Sequence[Claim]) -> set[str]:
    """The countries and groups that claims name as the doer."""
    return {side for claim in claims for actor in accused(claim) if actor.code and (side := country_of(actor.code))}


def accused(claim: Claim) -> tuple[Actor, ...]:
    """Those whom a claim names as the doer: of an accusation that tells of no deed itself whom it is raised against."""
    if not is_spoken(claim):
        return claim.actors
    return claim.recipients if claim.speech_act == "accuse" else ()


def is_spoken(claim: Claim) -> bool:
    """Whether a claim tells of words alone: an accusation, a demand, a denial."""
    return bool(vocabulary()["event"].get(claim.event_kind, {}).get("spoken"))
