"""The formats of the field: UCDP's, ACLED's, HXL, GeoJSON, Web Annotation."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import hxl
import pytest
from geojson_pydantic import FeatureCollection
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from recounted.exporters import acled, ucdp
from recounted.exporters.formats import formats
from recounted.ledger import Ledger
from recounted.lexicon import vocabulary

Write = Callable[..., Path]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def articles(field: str) -> list[list[str]]:
    """Office, day and headline of each report, read as GED's own field is read."""
    return [part.split(",", 2) for part in field.removeprefix('"').removesuffix('"').split('";"')]


def test_ged_rows_hold_ged_s_invariants(write: Write) -> None:
    """49 columns by name; parts come to the best; low <= best <= high, and high at least one; ids unique."""
    events = rows(write("ucdp") / "incidents.ucdp.csv")
    numbers = [
        {name: int(row[name]) for name in row if name.startswith("deaths_") or name in {"best", "high", "low"}}
        for row in events
    ]

    assert len(formats()["ucdp"]["columns"]) == 49
    assert list(events[0]) == formats()["ucdp"]["columns"]
    assert all(
        n["best"] == n["deaths_a"] + n["deaths_b"] + n["deaths_civilians"] + n["deaths_unknown"] for n in numbers
    )
    assert all(0 <= n["low"] <= n["best"] <= n["high"] and n["high"] >= 1 for n in numbers)
    assert len({row["id"] for row in events}) == len(events)
    assert {row["type_of_violence"] for row in events} == {""}
    assert {row["code_status"] for row in events} <= {"Reviewed", "Unreviewed"}


def test_ged_s_sources_can_be_read_as_ged_s_are(write: Write) -> None:
    """Split at `";"` and the first two commas, source_article gives the parallel lists again."""
    events = rows(write("ucdp") / "incidents.ucdp.csv")
    ganja = next(row for row in events if row["high"] == "13")
    told = articles(ganja["source_article"])

    assert [office for office, _, _ in told] == ganja["source_office"].split(";")
    assert [day for _, day, _ in told] == ganja["source_date"].split(";")
    assert len(told) == int(ganja["number_of_sources"]) == len(ganja["source_headline"].split(";"))
    assert "Prosecutor General's Office" in ganja["source_original"]
    assert [ganja[name] for name in ("low", "best", "high", "deaths_civilians", "deaths_unknown")] == [
        "12", "12", "13", "12", "0",
    ]  # fmt: skip


def test_an_adversary_s_count_moves_high_only(write: Write) -> None:
    """What one side says of the other's losses is no best, and the sheet says how often best is 0 for that."""
    folder = write("ucdp")
    claimed = next(row for row in rows(folder / "incidents.ucdp.csv") if row["high"] == "30")

    assert (claimed["low"], claimed["best"]) == ("0", "0")
    assert "only an adversary gives a number: 1" in (folder / "METHODOLOGY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [("10-01", "10-01", 1), ("10-01", "10-02", 2), ("10-01", "10-06", 2), ("10-01", "10-07", 3), ("10-01", "10-08", 4),
     ("10-01", "10-31", 4), ("10-01", "11-01", 5), ("01-01", "12-31", 5)],
)  # fmt: skip
def test_date_prec_goes_by_the_number_of_days(first: str, last: str, code: int) -> None:
    """One day, two to six, seven, up to 31, up to a year."""
    assert ucdp.precision(date.fromisoformat(f"2020-{first}"), date.fromisoformat(f"2020-{last}")) == code


def test_prio_grid_cells_are_half_degrees_from_the_south_west() -> None:
    """The first cell is at the south pole's date line, the last at the north pole's."""
    assert (ucdp.cell_of(-90, -180), ucdp.cell_of(-89.6, -179.4), ucdp.cell_of(90, 180)) == (1, 2, 259_200)


def test_acled_like_rows(write: Write) -> None:
    """31 columns; one day a row; types of the code book; what is not known is 0 and says so."""
    events = rows(write("acled") / "incidents.acled-like.csv")
    rules = formats()["acled"]

    assert len(rules["columns"]) == 31
    assert list(events[0]) == rules["columns"]
    assert all(date.fromisoformat(row["event_date"]).year == int(row["year"]) for row in events)
    assert all([row["event_type"], row["disorder_type"]] == rules["types"][row["sub_event_type"]] for row in events)
    assert all((row["tags"] == acled.UNKNOWN) == ("fatalities are not known" in row["notes"]) for row in events)
    assert all(row["fatalities"] == "0" for row in events if row["tags"])
    assert [row for row in events if row["tags"]]
    assert {row["timestamp"] for row in events} == {""}
    assert len({row["event_id_cnty"] for row in events}) == len(events)


def test_fatalities_are_the_lowest_credible_number(write: Write) -> None:
    """Twelve and thirteen killed in Ganja come to twelve; injuries are told in the notes, as they are said."""
    ganja = [row for row in rows(write("acled") / "incidents.acled-like.csv") if "injured 45" in row["notes"]]

    assert [row["fatalities"] for row in ganja] == ["12"]
    assert "people injured 45; " in ganja[0]["notes"]
    assert "people killed 12 or more (also told: more)." in ganja[0]["notes"]


def test_what_goes_on_for_days_has_a_row_a_day(write: Write) -> None:
    """Three days of fighting are three rows."""
    fights = [row for row in rows(write("acled") / "incidents.acled-like.csv") if row["event_type"] == "Battles"]

    assert [row["event_date"] for row in fights] == ["2020-10-04", "2020-10-05", "2020-10-06"]


@given(st.integers(0, 10**6), st.integers(1, 31))
def test_the_dead_are_divided_without_rest(count: int, parts: int) -> None:
    """The days' shares come to the whole, differ by one at most, and the first days have the more."""
    shares = acled.divided(count, parts)

    assert sum(shares) == count
    assert len(shares) == parts
    assert max(shares) - min(shares) <= 1
    assert shares == sorted(shares, reverse=True)


def test_every_code_of_the_mappings_exists() -> None:
    """Kinds, weapons and roles are those of the vocabulary; every sub-event type has its type."""
    rules, known = formats()["acled"], vocabulary()
    used = {about["acled"] for about in known["event"].values() if "acled" in about}

    assert rules["kinds"].keys() <= known["event"].keys()
    assert rules["weapons"].keys() <= known["weapon"].keys()
    assert rules["inter"].keys() <= known["role"].keys()
    assert used | set(rules["kinds"].values()) | set(rules["weapons"].values()) <= rules["types"].keys()
    assert len(rules["types"]) == 25
    assert {ucdp.POLICY, acled.POLICY} == {"ucdp", "acled"}


def test_hxl_is_valid(write: Write, ledger: Ledger) -> None:
    """libhxl finds the hashtags, a row for each incident, and no error."""
    path = write("hxl") / "incidents.hxl.csv"
    source = hxl.data(str(path), hxl.InputOptions(allow_local=True))
    tags = [column.display_tag for column in source.columns]

    assert tags == list(formats()["hxl"].values())
    assert hxl.data(str(path), hxl.InputOptions(allow_local=True)).validate()
    assert len(list(source)) == len(list(ledger.incidents()))


def test_geojson_is_valid_and_loses_no_incident(write: Write, ledger: Ledger) -> None:
    """An independent validator takes it; what has no place has no geometry; unknown is null."""
    text = (write("geojson") / "incidents.geojson").read_text(encoding="utf-8")
    features = FeatureCollection.model_validate_json(text).features

    assert [one.id for one in features] == [one.id for one in ledger.incidents()]
    assert any(one.properties["killed_low"] is None for one in features if one.properties)
    assert all(
        (one.geometry is None) == (known.latitude is None)
        for one, known in zip(features, ledger.incidents(), strict=True)
    )


#: The terms of the W3C's context that we use, so that the test needs no network.
CONTEXT = {
    "@context": {
        "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#", "dc": "http://purl.org/dc/elements/1.1/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": {"@id": "@id", "@type": "@id"}, "type": {"@id": "@type", "@type": "@vocab"},
        "Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage", "TextualBody": "oa:TextualBody",
        "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
        "describing": "oa:describing", "tagging": "oa:tagging",
        "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
        "items": {"@type": "@id", "@id": "as:items", "@container": "@list"}, "value": "rdf:value", "format": "dc:format",
        "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"}, "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
        "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    }
}  # fmt: skip


def offline(url: str, _options: Any) -> dict[str, Any]:
    """The W3C's context without the network."""
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT, "contentType": "application/ld+json"}


def test_annotations_are_json_ld_and_point_at_the_words(write: Write, ledger: Ledger) -> None:
    """Every term is known to the vocabulary; positions and quotations agree with the documents' texts."""
    page = json.loads((write("webannotation", names=True) / "annotations.jsonld").read_text(encoding="utf-8"))
    expanded = jsonld.expand(page, {"documentLoader": offline})
    items = expanded[0]["http://www.w3.org/ns/activitystreams#items"][0]["@list"]

    assert len(items) == len(page["items"]) > len(list(ledger.claims()))
    assert all(
        set(item)
        == {"@id", "@type", *(f"http://www.w3.org/ns/oa#{n}" for n in ("motivatedBy", "hasBody", "hasTarget"))}
        for item in items
    )
    for item in page["items"]:
        text = ledger.document(item["target"]["source"].removeprefix("urn:sha256:")).text
        position, quote = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])


def test_a_claim_s_annotation_says_who_alleges(write: Write) -> None:
    """The body of an accusation names its source."""
    held = (write("webannotation") / "annotations.jsonld").read_text(encoding="utf-8")

    assert "alleged by Azerbaijan's Defence Ministry" in held
    assert '"prefix"' not in held
