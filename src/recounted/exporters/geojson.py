"""Claims as GeoJSON (RFC 7946): one feature for each place of each claim, longitude first, WGS 84.

A claim without a known place has a feature without geometry, so that none is lost. A point that stands for a district,
a province or a country is marked `centroid`; it is no place where something happened.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from recounted.model import Claim, Place

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
