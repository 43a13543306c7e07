"""What is told of an incident: its event, days and place as most of its claims have them, and its estimates."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from recounted.estimates import Backdrop, grade, independent_publishers, independent_voices, reckon
from recounted.model import Claim, Incident, Period, Place, content_id

#: Types of words about a happening: they name an incident only where nothing else does.
WORDS_ABOUT = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})


def in_order(claims: Sequence[Claim], known: Backdrop) -> list[Claim]:
    """Claims by the day of publication, then by content: the first report of an incident names it for good."""

    def key(claim: Claim) -> tuple[date, str, int, str]:
        document = known.documents.get(claim.document)
        return (document.published if document else None) or date.max, claim.document, claim.span.start, claim.id

    return sorted(claims, key=key)


def incident(claims: Sequence[Claim], known: Backdrop, policy: str) -> Incident:
    """The incident that some claims speak of; its id is that of the claims' first, whatever comes later."""
    told = in_order(claims, known)
    event_type, event_kind = event(told)
    when, where = period(told), place(told)
    documents = sorted({claim.document for claim in told})
    estimates = reckon(told, policy, known)
    return Incident(
        id=content_id("incident", told[0].id),
        event_type=event_type,
        event_kind=event_kind,
        date_start=when.date_start if when else None,
        date_end=when.date_end if when else None,
        date_prec=when.date_prec if when else None,
        latitude=where.latitude if where else None,
        longitude=where.longitude if where else None,
        where_prec=where.where_prec if where else None,
        place=where.name if where else None,
        country=where.country if where else None,
        estimates=estimates,
        claims=tuple(claim.id for claim in told),
        documents=tuple(documents),
        independent_publishers=len(independent_publishers(documents, known)),
        independent_sources=len(independent_voices(told, known)),
        grade=grade(told, known),
    )


def event(claims: Sequence[Claim]) -> tuple[str, str]:
    """Type and kind that most claims name, those with figures twice; words about a happening last."""
    votes: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        if claim.event_type not in WORDS_ABOUT:
            votes[claim.event_type, claim.event_kind] += 2 if claim.toll else 1
    if not votes:
        votes.update((claim.event_type, claim.event_kind) for claim in claims)
    return min(votes, key=lambda pair: (-votes[pair], pair))


def period(claims: Sequence[Claim]) -> Period | None:
    """The days that are told most precisely, and of those the most told."""
    told = [claim.time for claim in claims if claim.time]
    votes = Counter((time.date_prec, time.date_start, time.date_end) for time in told)
    if not votes:
        return None
    finest = min(precision for precision, _, _ in votes)
    chosen = min((key for key in votes if key[0] == finest), key=lambda key: (-votes[key], key))
    return next(time for time in told if (time.date_prec, time.date_start, time.date_end) == chosen)


def place(claims: Sequence[Claim]) -> Place | None:
    """The place that is told most precisely, and of those the most told; one with coordinates where there is one."""
    told = [place for claim in claims for place in claim.locations]
    located = [place for place in told if place.latitude is not None] or told
    votes = Counter((place.where_prec or 9, place.latitude, place.longitude) for place in located)
    if not votes:
        return None
    finest = min(max(2, precision) for precision, _, _ in votes)
    chosen = min((key for key in votes if max(2, key[0]) == finest), key=lambda key: (-votes[key], key[0], str(key)))
    return next(place for place in located if (place.where_prec or 9, place.latitude, place.longitude) == chosen)
