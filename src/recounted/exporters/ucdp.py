"""Incidents in the shape of UCDP's Georeferenced Event Dataset: 49 columns, bound by name. They are no UCDP data."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from recounted.exporters.blame import Blame, blamed, country_name, in_words, label, sayer
from recounted.exporters.formats import formats
from recounted.exporters.places import province
from recounted.exporters.rows import estimate_of, is_open
from recounted.exporters.stock import Stock, Told
from recounted.exporters.writing import Table, text_file
from recounted.model import Claim, Document, Estimate

POLICY = "ucdp"

DROPS = (
    "Incidents in which nobody is said to have been killed: GED knows deaths only.",
    "Incidents without a known day, or longer than a year.",
    "Injuries, all other harms, damage, speech acts, denials and spans.",
    "GED's own numbers of conflicts, dyads, actors, countries and regions, type_of_violence, adm_2 and "
    "where_description are left empty: only people can give them.",
    "code_status says whether anybody has reviewed the claims.",
    "Sides are those of the claims: side_a is who is alleged to have done it, with those who say so.",
    'GED knows no open bound: where the highest number is told as "at least" so many, high is that number.',
    "GED has no unknown best: where only an adversary gives a number, best and low are 0 and high is that number.",
    "GED's threshold of 25 deaths a year is not applied.",
)

#: The longest period in days that each date_prec stands for.
PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))

UNREVIEWED, REVIEWED = "Unreviewed", "Reviewed"


def write(stock: Stock, folder: Path) -> None:
    """One CSV file, a row for each incident with deaths."""
    with text_file(folder / "incidents.ucdp.csv") as file:
        table = Table(file, formats()["ucdp"]["columns"])
        for told in stock.told(POLICY):
            if reason := unfit(told):
                stock.left_out[reason] += 1
            else:
                stock.counts["rows"] += 1
                table.add(row(told, stock))


def unfit(told: Told) -> str | None:
    """Why an incident cannot be a GED event; None where it can."""
    killed = estimate_of(told.incident, "killed")
    if killed is None or not killed.high:
        return "incidents without deaths"
    first, last = told.incident.date_start, told.incident.date_end
    if first is None or last is None:
        return "incidents without a known day"
    return "incidents longer than a year" if (last - first).days >= formats()["ucdp"]["longest"] else None


def row(told: Told, stock: Stock) -> dict[str, Any]:
    """The row of an incident."""
    incident, first, last = told.incident, told.incident.date_start, told.incident.date_end
    assert first is not None and last is not None
    reviewed = any(stock.status(claim.id) == "reviewed" for claim in told.claims)
    blames = blamed(told.claims)
    victims = "; ".join(sorted({label(actor) for claim in told.claims for actor in claim.recipients}))
    found = deaths(told, blames)
    killed = estimate_of(incident, "killed")
    stock.flagged['rows whose high is told as "at least" so many: nobody gives an upper bound'] += bool(
        killed and is_open(killed)
    )
    stock.flagged["rows whose best is 0 since only an adversary gives a number"] += found.pop("unheard")
    return {
        "id": int(incident.id[:13], 16),
        "relid": f"{incident.country or 'XXX'}-{first.year}-0-{incident.id}",
        "year": first.year,
        "code_status": REVIEWED if reviewed else UNREVIEWED,
        "side_a": in_words(blames),
        "side_b": victims or None,
        **sources(told),
        **where(told),
        "event_clarity": clarity(told.claims, killed),
        "date_prec": precision(first, last),
        "date_start": first,
        "date_end": last,
        **found,
    }


def precision(first: date, last: date) -> int:
    """GED's date_prec of a period."""
    return next(code for longest, code in PRECISIONS if (last - first).days < longest)


def deaths(told: Told, blames: Sequence[Blame]) -> dict[str, int]:
    """Deaths by side and in all, so that the parts come to the best and low <= best <= high."""
    killed = estimate_of(told.incident, "killed")
    assert killed is not None and killed.high is not None
    best = killed.best if killed.best is not None else 0
    low, high = min(killed.low or 0, best), max(killed.high, best)
    civilians = min(best, best_of(told, formats()["ucdp"]["civilians"]))
    armed = min(best - civilians, best_of(told, formats()["ucdp"]["combatants"])) if one_sided(told, blames) else 0
    return {
        "deaths_a": 0,
        "deaths_b": armed,
        "deaths_civilians": civilians,
        "deaths_unknown": best - civilians - armed,
        "best": best,
        "high": high,
        "low": low,
        "unheard": int(killed.best is None),
    }


def best_of(told: Told, category: str) -> int:
    """The best number of people of a category killed, 0 where none is known."""
    return getattr(estimate_of(told.incident, "killed", category), "best", None) or 0


def one_sided(told: Told, blames: Iterable[Blame]) -> bool:
    """Whether all armed dead are of one side, and not of one that is blamed: then they are side b's."""
    harmed = {(actor.code or "").split(" ")[0] for claim in told.claims for actor in claim.recipients} - {"CVL", ""}
    return len(harmed) == 1 and harmed.isdisjoint((blame.code or "").split(" ")[0] for blame in blames)


def clarity(claims: Sequence[Claim], killed: Estimate | None) -> int:
    """1 where a report tells of this one happening, 2 where the figures are of several in a period."""
    used = {*killed.best_claims, *killed.high_claims} if killed else set()
    scopes = {figure.scope for claim in claims if claim.id in used for figure in claim.toll if figure.harm == "killed"}
    return 2 if "period" in scopes and "incident" not in scopes else 1


def sources(told: Told) -> dict[str, Any]:
    """Reports in GED's own form, and who said it first."""
    reports = sorted(told.documents.values(), key=lambda one: (one.published or date.max, one.publisher or "", one.id))
    triples = [triple(report) for report in reports]
    articles = (",".join(parts) for parts in triples)
    return {
        "number_of_sources": len(triples),
        "source_article": ";".join(f'"{article}"' for article in articles),
        **{
            f"source_{name}": ";".join(part.replace(";", ",") for part in parts)
            for name, parts in zip(("office", "date", "headline"), zip(*triples, strict=True), strict=True)
        },
        "source_original": ";".join(sorted({sayer(claim).replace(";", ",") for claim in told.claims})),
    }


def triple(report: Document) -> tuple[str, str, str]:
    """Office, day and headline of a report. A reader splits at `";"` and then at the first two commas."""
    office = re.sub(r"[,\s]+", " ", report.publisher or "unknown").strip()
    headline = " ".join((report.title or "").replace('";"', "'; '").split())
    return office.replace('"', "'"), report.published.isoformat() if report.published else "", headline


def where(told: Told) -> dict[str, Any]:
    """The place, with its point as text and its PRIO-GRID cell, which has sides of half a degree."""
    incident = told.incident
    latitude, longitude = incident.latitude, incident.longitude
    placed = latitude is not None and longitude is not None
    first = province(latitude, longitude)
    country = country_name(incident.country)
    return {
        "where_prec": incident.where_prec,
        "where_coordinates": incident.place,
        "adm_1": first.name if first else None,
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})" if placed else None,
        "priogrid_gid": cell_of(latitude, longitude) if latitude is not None and longitude is not None else None,
        "country": country,
    }


def cell_of(latitude: float, longitude: float) -> int:
    """The number of a PRIO-GRID cell: 720 to a row, from the south-west."""
    return min(359, math.floor((latitude + 90) * 2)) * 720 + min(719, math.floor((longitude + 180) * 2)) + 1
