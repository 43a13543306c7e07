"""Claims as GeoJSON."""

import msgspec
from geojson_pydantic import FeatureCollection

from marks import report
from recounted.exporters.geojson import collection
from recounted.extractors.rules import extract
from recounted.model import Claim

TEXT = "Missiles struck Ganja on Saturday, killing 13 people. Shells hit the village of Dashalti. Two people were hurt, officials said."


def claims() -> list[Claim]:
    """Claims with and without a place."""
    return extract(report(TEXT, "2020-10-20"))


def test_claims_are_valid_geojson() -> None:
    """An independent validator takes what is written."""
    made = collection(claims())

    assert FeatureCollection.model_validate_json(msgspec.json.encode(made)).features


def test_no_claim_is_lost_and_longitude_comes_first() -> None:
    """A claim without a place has a feature without geometry; Ganja lies at 46° east, 41° north."""
    made = collection(claims())["features"]
    ganja = next(f for f in made if f["geometry"] and f["properties"]["place"]["name"] == "Ganja")

    assert {claim.id for claim in claims()} == {feature["properties"]["id"] for feature in made}
    assert [46, 41] == [round(degrees) for degrees in ganja["geometry"]["coordinates"]]
    assert ganja["properties"]["centroid"] is False
