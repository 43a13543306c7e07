"""The rows of our own tables, as data/exports.toml describes them: the same for CSV, SQLite and Parquet."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from recounted.exporters.blame import blamed, in_words, label
from recounted.exporters.stock import Stock, Told
from recounted.model import FLOOR, Claim, Document, Estimate, Figure, Incident, Period, Place, Tally

Row = dict[str, Any]

WHOLE = "people"

#: What the tables have no room for, whatever file they are written to.
DROPPED = (
    "All spans but those of claims and figures, and all places of a claim but the most precise.",
    "What the ledger's own incidents come to beside a running total.",
)

BOUNDS = ("low", "best", "high")

#: Fields that are columns as they are, and what takes them all at once.
OF_CLAIM = ("id", "document", "text", "speech_act", "modality", "event_type", "event_kind", "weapon")
OF_FIGURE = (
    "harm", "category", *BOUNDS, "scope", "since", "until", "part_of", "revised_from", "modality", "confidence"
)  # fmt: skip
OF_DOCUMENT = ("id", "ref", "publisher", "published", "title", "url", "language")
OF_INCIDENT = (
    "id", "event_type", "event_kind", "date_start", "date_end", "date_prec", "place", "country", "latitude",
    "longitude", "where_prec", "grade", "independent_sources", "independent_publishers",
)  # fmt: skip
OF_ESTIMATE = ("harm", "category", *BOUNDS, "policy", "disputed")
DAYS, SPOT = ("date_start", "date_end", "date_prec"), ("country", "latitude", "longitude", "where_prec", "place")
CLAIM, FIGURE, DOCUMENT = attrgetter(*OF_CLAIM), attrgetter(*OF_FIGURE), attrgetter(*OF_DOCUMENT)
INCIDENT, ESTIMATE = attrgetter(*OF_INCIDENT), attrgetter(*OF_ESTIMATE)


def all_rows(stock: Stock) -> Iterator[tuple[str, Row]]:
    """Every row with the name of its table; documents first, then claims, incidents, tallies."""
    for document in stock.documents():
        yield "documents", document_row(document, stock.originals.get(document.id))
    for claim in stock.claims():
        yield "claims", claim_row(claim, stock.status(claim.id))
        for position, figure in enumerate(claim.toll):
            yield "figures", figure_row(claim.id, position, figure)
    for told in stock.told(reports=False):
        yield from incident_rows(told, stock)
    for tally in stock.tallies():
        yield from (("tallies", row) for row in tally_rows(tally))


def incident_rows(told: Told, stock: Stock) -> Iterator[tuple[str, Row]]:
    """The rows of an incident, its estimates and its members."""
    incident = told.incident
    reviewed = sum(stock.status(claim.id) != "machine" for claim in told.claims)
    yield "incidents", incident_row(incident, told.claims, reviewed)
    for estimate in incident.estimates:
        yield "estimates", estimate_row(incident.id, estimate)
    for claim in told.claims:
        yield "members", {"incident": incident.id, "claim": claim.id}


def incident_row(incident: Incident, claims: Sequence[Claim], reviewed: int) -> Row:
    """The row of an incident."""
    row: Row = dict(zip(OF_INCIDENT, INCIDENT(incident), strict=True))
    row["alleged_actors"] = in_words(blamed(claims))
    row["disputed"] = any(e.disputed for e in incident.estimates)
    row.update(bounds(incident, "killed"))
    row.update(bounds(incident, "injured"))
    row["claims"], row["reviewed_claims"] = len(claims), reviewed
    return row


def estimate_of(incident: Incident, harm: str, category: str = WHOLE) -> Estimate | None:
    """The estimate of a harm and category; None where nothing is said of them."""
    return next((e for e in incident.estimates if e.harm == harm and e.category == category), None)


def bounds(incident: Incident, harm: str) -> Row:
    """Low, best and high of a harm over all people, and whether the high is open; None where that is not known."""
    found = estimate_of(incident, harm)
    known: Row = {f"{harm}_{name}": getattr(found, name, None) for name in BOUNDS}
    return known | {f"{harm}_no_upper_bound": None if found is None else is_open(found)}


def is_open(estimate: Estimate) -> bool:
    """Whether nobody gives an upper bound: its high is one more figure of the kind "at least"."""
    return FLOOR in estimate.flags


def toll(estimate: Estimate) -> str:
    """An estimate in words; what is not known is said to be unknown."""
    values = {name: getattr(estimate, name) for name in BOUNDS}
    more = {"high": " or more" if is_open(estimate) else ""}
    told = ", ".join(f"{n} {'unknown' if v is None else v}{more.get(n, '')}" for n, v in values.items())
    disputed = ", disputed" if estimate.disputed else ""
    return f"{estimate.category} {estimate.harm}".replace("_", " ") + f": {told} (policy {estimate.policy}{disputed})."


def estimate_row(incident: str, estimate: Estimate) -> Row:
    """The row of an estimate."""
    row: Row = dict(zip(OF_ESTIMATE, ESTIMATE(estimate), strict=True))
    row |= {name: " ".join(getattr(estimate, name)) or None for name in ("low_claims", "best_claims", "high_claims")}
    rejected = "; ".join(f"{claim}: {reason}" for claim, reason in estimate.rejected)
    row["no_upper_bound"] = is_open(estimate)
    return row | {"incident": incident, "rejected": rejected or None, "flags": "; ".join(estimate.flags) or None}


def claim_row(claim: Claim, status: str) -> Row:
    """The row of a claim."""
    source = claim.sources[-1] if claim.sources else None
    row: Row = dict(zip(OF_CLAIM, CLAIM(claim), strict=True))
    row["start"], row["end"], row["status"] = claim.span.start, claim.span.end, status
    row["source"], row["source_code"] = (source.name, source.code) if source else (None, None)
    row["chain"] = " > ".join([source.name for source in claim.sources]) or None
    row["alleged_actors"] = in_words(blamed([claim])) if claim.actors else None
    row["recipients"] = ", ".join(map(label, claim.recipients)) or None
    row.update(zip(DAYS, days(claim.time), strict=True))
    row.update(zip(SPOT, spot(claim.locations), strict=True))
    return row


def days(time: Period | None) -> tuple[object, ...]:
    """When, and how precisely that is known."""
    return (time.date_start, time.date_end, time.date_prec) if time else (None, None, None)


def spot(places: Sequence[Place]) -> tuple[object, ...]:
    """The most precise place that could be resolved, else the first that is named."""
    if not places:
        return (None, None, None, None, None)
    located = [place for place in places if place.latitude is not None] or places[:1]
    best = located[0] if len(located) == 1 else min(located, key=lambda place: place.where_prec or 9)
    return (best.country, best.latitude, best.longitude, best.where_prec, best.name or None)


def figure_row(claim: str, position: int, figure: Figure) -> Row:
    """The row of a figure."""
    row: Row = dict(zip(OF_FIGURE, FIGURE(figure), strict=True))
    return row | {"claim": claim, "position": position, "start": figure.span.start, "end": figure.span.end}


def document_row(document: Document, copy_of: str | None) -> Row:
    """The row of a document."""
    return dict(zip(OF_DOCUMENT, DOCUMENT(document), strict=True)) | {"copy_of": copy_of}


def tally_rows(tally: Tally) -> Iterator[Row]:
    """A row for each value of a running total."""
    for point in tally.points:
        row: Row = {name: getattr(tally, name) for name in ("source", "harm", "category", "victims", "since")}
        row |= {name: getattr(point, name) for name in ("date", *BOUNDS, "claim")}
        yield row | {"tally": tally.id, "flags": "; ".join(tally.flags) or None}
