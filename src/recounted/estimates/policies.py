"""The named ways from an incident's figures to low, best and high."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import msgspec

from recounted.errors import UsageError
from recounted.estimates.sayings import Heard, Saying
from recounted.model import FLOOR, Estimate

#: A figure is an outlier when it is at least so many times, or at most such a part of, what every other voice says,
#: and so many other voices say something.
OUTLIER_TIMES, OUTLIER_VOICES = 10, 3

#: A figure of so many times another of one source is the whole of which the other is a part.
PART = 2

Policy = Callable[[str, str, Heard], Estimate]


def estimate(
    about: tuple[str, str], bounds: tuple[int | None, int | None, int | None], policy: str, heard: Heard
) -> Estimate:
    """An estimate whose bounds name the claims that state them."""
    low, best, high = bounds
    return Estimate(
        harm=about[0],
        category=about[1],
        low=low,
        best=best,
        high=high,
        policy=policy,
        low_claims=stating(low, [(saying.least, saying) for saying in heard.sayings]),
        best_claims=stating(best, [(saying.best, saying) for saying in heard.sayings]),
        high_claims=stating(high, [(saying.most, saying) for saying in heard.sayings]),
        rejected=tuple(sorted(set(heard.rejected))),
        disputed=heard.denied or disputed(heard.sayings),
        flags=flags(heard, high),
    )


def stating(bound: int | None, values: Sequence[tuple[int | None, Saying]]) -> tuple[str, ...]:
    """The claims that state a bound."""
    if bound is None:
        return ()
    return tuple(sorted({claim for value, saying in values if value == bound for claim in saying.claims}))


def disputed(sayings: Sequence[Saying]) -> bool:
    """Whether two camps, or two voices, say what cannot both be."""
    spans = {(saying.voice, saying.low or 0, saying.high if saying.high is not None else 10**12) for saying in sayings}
    return any(a[0] != b[0] and (a[1] > b[2] or b[1] > a[2]) for a in spans for b in spans)


def flags(heard: Heard, high: int | None) -> tuple[str, ...]:
    """What a reader must know of the bounds."""
    found = []
    if heard.denied:
        found.append("deaths denied")
    top = [saying for saying in heard.sayings if saying.most == high]
    if top and all(saying.high is None and saying.low is not None for saying in top):
        found.append(FLOOR)
    return tuple(found)


#: Why a figure takes no part under the most conservative policy.
HIGHER = "higher than the lowest credible figure"


def envelope(harm: str, category: str, heard: Heard) -> Estimate:
    """The span of all credible figures; a best only where all agree. A denial of the harm opens it down to zero."""
    if not heard.sayings:
        return estimate((harm, category), (0 if heard.denied else None, None, None), "envelope", heard)
    whole = [saying for saying in heard.sayings if not saying.partial] or heard.sayings
    low, high = min(saying.least for saying in whole), max(saying.most for saying in heard.sayings)
    bests = {saying.best for saying in whole}
    best = bests.pop() if len(bests) == 1 and not heard.denied else None
    return estimate((harm, category), (0 if heard.denied else low, best, high), "envelope", heard)


def ucdp(harm: str, category: str, heard: Heard) -> Estimate:
    """Best is what most voices say, the lower where they tie: those of no side, else of a side about its own people.

    What a side says of its enemy's losses moves low and high, and is never the best.
    """
    outer = envelope(harm, category, heard)
    fair = [saying for saying in heard.sayings if not saying.against]
    whole = [saying for saying in fair if not saying.partial] or fair
    reliable = [saying for saying in whole if saying.camp is None] or whole
    told = {(saying.voice, saying.least if saying.best is None else saying.best) for saying in reliable}
    votes = Counter(value for _, value in told)
    best = min(votes, key=lambda value: (-votes[value], value), default=None)
    low = outer.low if best is None or outer.low is None else min(outer.low, best)
    return estimate((harm, category), (low, best, outer.high), "ucdp", heard)


def acled(harm: str, category: str, heard: Heard) -> Estimate:
    """The most conservative of the credible figures, as low, best and high."""
    lowest = envelope(harm, category, heard).low
    left = Heard(rejected=list(heard.rejected), denied=heard.denied)
    for saying in heard.sayings:
        if lowest is not None and saying.least > lowest:
            left.reject(saying, HIGHER)
        else:
            left.sayings.append(saying)
    return estimate((harm, category), (lowest, lowest, lowest), "acled", left)


def ibc(harm: str, category: str, heard: Heard) -> Estimate:
    """The span of what two independent voices bear out; with one voice, the high is provisional and there is no low."""
    outer = envelope(harm, category, heard)
    if len({saying.voice for saying in heard.sayings}) >= 2:
        return estimate((harm, category), (outer.low, outer.best, outer.high), "ibc", heard)
    alone = estimate((harm, category), (None, None, outer.high), "ibc", heard)
    return msgspec.structs.replace(alone, flags=(*alone.flags, "provisional: one independent source"))


POLICIES: dict[str, Policy] = {"envelope": envelope, "ucdp": ucdp, "acled": acled, "ibc": ibc}


def policy_named(name: str) -> Policy:
    """The policy of that name.

    Raises:
        UsageError: there is no such policy.
    """
    if name not in POLICIES:
        raise UsageError(f'No policy is called "{name}". There are: {", ".join(POLICIES)}.')
    return POLICIES[name]


def sift(heard: Heard, originals: Mapping[str, str]) -> Heard:
    """What is left once copies, earlier figures of one source, and outliers are set aside, with the reason."""
    left = Heard(rejected=list(heard.rejected), denied=heard.denied)
    present = {saying.document for saying in heard.sayings}
    standing, own = [], [saying for saying in heard.sayings if originals.get(saying.document) not in present]
    for saying in heard.sayings:
        if originals.get(saying.document) in present:
            left.reject(saying, "copy")
        elif reason := superseded(saying, own):
            left.reject(saying, reason)
        else:
            standing.append(saying)
    precise = any(not saying.vague for saying in standing)
    incident = any(not saying.period for saying in standing)
    positive = any(saying.most > 0 for saying in standing)
    for saying in standing:
        if precise and saying.vague:
            left.reject(saying, "vague")
        elif incident and saying.period:
            left.reject(saying, "counts several happenings of a period")
        elif positive and saying.most == 0 and saying.name is None:
            left.reject(saying, "early word of none")
        elif saying.most == 0 and counts_elsewhere(saying, standing):
            left.reject(saying, "none in one place, by a source that counts some in another")
        elif outlying(saying, standing):
            left.reject(saying, "outlier: ten times what three other voices say")
        else:
            left.sayings.append(saying)
    if positive and any(saying.most == 0 for saying in left.sayings):
        left.denied = True
    return left


def counts_elsewhere(none: Saying, others: Sequence[Saying]) -> bool:
    """Whether the voice that says there were none says in the same document that there were some."""
    return any(other.most and (other.voice, other.document) == (none.voice, none.document) for other in others)


def superseded(saying: Saying, others: Sequence[Saying]) -> str | None:
    """Whether the same voice gave another figure later, or a source names this figure as the one it replaces."""
    if reason := next((why for other in others if (why := outdone(saying, other))), None):
        return reason
    for other in others:
        if other.revised_from is not None and other.revised_from == saying.best and other.most != saying.most:
            return "superseded: revised by a later figure"
        later = saying.day is not None and other.day is not None and other.day > saying.day
        if later and other.voice == saying.voice and not other.vague and not compatible(saying, other):
            return "superseded by the same source's later figure"
    return None


def outdone(saying: Saying, other: Saying) -> str | None:
    """Whether another figure of the same report stands in place of this one, and why.

    What a named source is told to say first is current, unless what comes later is twice as much or more: then the
    first was a part. A later figure of the same side, or in the report's own words, of less than half is a part too.
    """
    if saying.document != other.document or not saying.most or not other.most or compatible(saying, other):
        return None
    same = saying.name is not None and saying.name == other.name
    later = saying.at > other.at
    if saying.revised_from is not None or compatible(other, saying):
        return None
    if same and (later and saying.least < PART * other.most):
        return "told after another figure of the same source in the same report"
    if same and not later and other.least >= PART * saying.most:
        return "a part of what the same source counts in the same report"
    if later and (saying.voice == other.voice or saying.name is None) and saying.most * PART < other.least:
        return "a part of what the same report counts before"
    return None


def compatible(earlier: Saying, later: Saying) -> bool:
    """Whether the later figure leaves the earlier one possible."""
    low = later.low if later.low is not None else later.best if later.high is None else 0
    high = later.high if later.high is not None else 10**12 if later.low is not None else later.best
    return (low or 0) <= earlier.least and earlier.most <= (high if high is not None else 10**12)


def outlying(saying: Saying, others: Sequence[Saying]) -> bool:
    """Whether all other voices, three at least, say less than a tenth or more than ten times of it."""
    values: dict[str, list[int]] = {}
    for other in others:
        if other.voice != saying.voice and other.most > 0:
            values.setdefault(other.voice, []).append(other.most)
    if len(values) < OUTLIER_VOICES or saying.most == 0:
        return False
    told = [value for own in values.values() for value in own]
    return saying.least >= OUTLIER_TIMES * max(told) or saying.most * OUTLIER_TIMES <= min(told)
