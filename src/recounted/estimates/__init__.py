"""What an incident's figures come to: low, best and high by a named policy, and from which claims."""

from collections.abc import Sequence
from datetime import date

import msgspec

from recounted.estimates.grades import grade
from recounted.estimates.policies import POLICIES, policy_named, sift
from recounted.estimates.sayings import Saying, hear
from recounted.estimates.voices import Backdrop, backdrop, camp, independent_publishers, independent_voices, voice
from recounted.model import Claim, Estimate

__all__ = [
    "POLICIES", "Backdrop", "Camp", "Moment", "backdrop", "camp", "camps", "grade", "history", "independent_publishers",
    "independent_voices", "reckon", "voice",
]  # fmt: skip


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One figure in the history of a toll: when it was published, by whom, and what it did to what was said before.

    `change` is `first`, `repeats`, `update` (the same voice says otherwise than before) or `disagrees` (another voice
    does).
    """

    day: date | None
    voice: str
    camp: str | None
    harm: str
    category: str
    low: int | None
    best: int | None
    high: int | None
    claim: str
    change: str


def reckon(claims: Sequence[Claim], policy: str = "envelope", known: Backdrop | None = None) -> tuple[Estimate, ...]:
    """The estimates of one incident, one for each harm and category that its claims speak of.

    The estimate of a harm over all people has the category `people`.

    Raises:
        UsageError: there is no such policy.
    """
    behind = known or Backdrop()
    rule = policy_named(policy)
    heard = hear(claims, behind)
    found = (rule(harm, category, sift(own, behind.originals)) for (harm, category), own in sorted(heard.items()))
    return tuple(e for e in found if e.low is not None or e.high is not None or e.best is not None or e.rejected)


class Camp(msgspec.Struct, frozen=True, kw_only=True):
    """What one camp's sources say of one harm and category: from `low` to `high`, and in which claims.

    `camp` is a country or group; None holds those who speak for no side. `gap` is how far the span lies from what all
    other camps say, 0 where it meets them, None where no other says anything.
    """

    camp: str | None
    harm: str
    category: str
    low: int
    high: int
    gap: int | None
    claims: tuple[str, ...]


def camps(claims: Sequence[Claim], known: Backdrop | None = None) -> list[Camp]:
    """Which side's sources say what of an incident, and how far apart they are."""
    behind = known or Backdrop()
    found = []
    for (harm, category), own in sorted(hear(claims, behind).items()):
        told: dict[str | None, list[Saying]] = {}
        for saying in sift(own, behind.originals).sayings:
            told.setdefault(saying.camp, []).append(saying)
        spans = {camp: (min(s.least for s in said), max(s.most for s in said)) for camp, said in told.items()}
        for side in sorted(told, key=str):
            low, high = spans[side]
            gaps = [max(0, low - top, least - high) for other, (least, top) in spans.items() if other != side]
            ids = tuple(sorted({claim for saying in told[side] for claim in saying.claims}))
            found.append(
                Camp(
                    camp=side, harm=harm, category=category, low=low, high=high, gap=min(gaps, default=None), claims=ids
                )
            )
    return found


def history(claims: Sequence[Claim], known: Backdrop | None = None) -> list[Moment]:
    """Every figure of an incident in the order of publication, and whether it updates or contradicts what was said."""
    behind = known or Backdrop()
    sayings = sorted(
        (saying for own in hear(claims, behind).values() for saying in own.sayings),
        key=lambda s: (s.harm, s.category, s.day or date.max, s.claims),
    )
    last: dict[tuple[str, str], dict[str, tuple[int | None, int | None, int | None]]] = {}
    moments = []
    for saying in sayings:
        before = last.setdefault((saying.harm, saying.category), {})
        change = (
            "first" if not before
            else "repeats" if saying.key in before.values()
            else "update" if saying.voice in before
            else "disagrees"
        )  # fmt: skip
        before[saying.voice] = saying.key
        moments.append(
            Moment(
                day=saying.day, voice=saying.voice, camp=saying.camp, harm=saying.harm, category=saying.category,
                low=saying.low, best=saying.best, high=saying.high, claim=saying.claims[0], change=change,
            )
        )  # fmt: skip
    return moments
