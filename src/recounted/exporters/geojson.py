"""Claims and incidents as GeoJSON (RFC 7946), longitude first, WGS 84.

Claims have a feature for each of their places, incidents one. What has no known place has a feature without geometry,
so that none is lost. A point that stands for a district, a province or a country is marked `centroid`; it is no place
where something happened.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from recounted.exporters.blame import blamed, in_words, sayer
from recounted.exporters.rows import bounds
from recounted.exporters.stock import Stock, Told
from recounted.exporters.writing import write_json
from recounted.model import Claim, Place

DROPS = (
    "The words of the claims and their places in the text; the ids of the claims are there.",
    "Running totals.",
)

#: UCDP where_prec from which a point only stands for an area.
AREA = 3


def features(claims: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """The features of claims, in their order."""
    for claim in claims:
        placed = [place for place in claim.locations if place.latitude is not None]
        if not placed:
            yield feature(claim, None)
        for place in placed:
            yield feature(claim, place)


def feature(claim: Claim, place: Place | None) -> dict[str, Any]:
    """One claim at one place, or nowhere."""
    geometry = None if place is None else {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    told = msgspec.to_builtins(claim)
    told.pop("locations")
    where = None if place is None else msgspec.to_builtins(place)
    precise = place is not None and place.where_prec is not None and place.where_prec < AREA
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {**told, "place": where, "centroid": place is not None and not precise},
    }


def collection(claims: Iterable[Claim]) -> dict[str, Any]:
    """A feature collection of claims."""
    return {"type": "FeatureCollection", "features": list(features(claims))}


def write(stock: Stock, folder: Path) -> None:
    """Incidents, a feature each."""
    write_json(folder / "incidents.geojson", {"type": "FeatureCollection"}, "features", map(landmark, stock.told()))


def landmark(told: Told) -> dict[str, Any]:
    """The feature of an incident."""
    incident = told.incident
    point = (incident.longitude, incident.latitude)
    geometry = None if None in point else {"type": "Point", "coordinates": list(point)}
    return {"type": "Feature", "id": incident.id, "geometry": geometry, "properties": properties(told)}


def properties(told: Told) -> dict[str, Any]:
    """What is known of an incident, and who says so."""
    incident = told.incident
    kept = (
        "event_type",
        "event_kind",
        "date_start",
        "date_end",
        "date_prec",
        "place",
        "country",
        "where_prec",
        "grade",
    )
    counts = ("independent_sources", "independent_publishers")
    blames = blamed(told.claims)
    return {
        "incident_id": incident.id,
        **{name: getattr(incident, name) for name in (*kept, *counts)},
        "centroid": incident.where_prec is not None and incident.where_prec >= AREA,
        **bounds(incident, "killed"),
        **bounds(incident, "injured"),
        "disputed": any(estimate.disputed for estimate in incident.estimates),
        "alleged_actors": in_words(blames),
        "alleged_by": blames,
        "said_by": sorted({sayer(claim) for claim in told.claims}),
        "estimates": incident.estimates,
        "sources": [
            {name: getattr(document, name) for name in ("id", "publisher", "published", "title", "url")}
            for document in sorted(told.documents.values(), key=lambda one: one.id)
        ],
        "claims": incident.claims,
    }
