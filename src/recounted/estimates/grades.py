"""How well an incident is borne out, by rule, in Airwars' words."""

from collections.abc import Sequence

from recounted.estimates.voices import Backdrop, camp, independent_publishers, independent_voices
from recounted.model import Claim

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
    doers = {actor.code.split(" ")[0] for actor in claim.actors if actor.code}
    return not doers or camp(claim) in doers or camp(claim) is None


def blamed(claims: Sequence[Claim]) -> bool:
    """Whether responsibility is denied, or sources name doers of different sides."""
    if any(claim.speech_act == "deny_responsibility" for claim in claims):
        return True
    doers = {actor.code.split(" ")[0] for claim in claims for actor in claim.actors if actor.code}
    accusers = {camp(claim) for claim in claims if claim.actors}
    return len(doers) > 1 and len(accusers) > 1
