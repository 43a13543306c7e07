"""Incidents as CSV with HXL hashtags, for humanitarian tools."""

from pathlib import Path
from typing import Any

from recounted.exporters.blame import blamed, in_words, sayer
from recounted.exporters.formats import formats
from recounted.exporters.rows import BOUNDS, WHOLE, estimate_of, is_open
from recounted.exporters.stock import Stock, Told
from recounted.exporters.writing import Table, text_file

DROPS = (
    "Figures of things, and of people other than all killed, injured and displaced and civilians killed.",
    "Claims, their words, and who sets which bound.",
    "Running totals.",
)

#: Beginning of the columns' names → harm and category.
TOLLS = {
    "killed": ("killed", WHOLE),
    "killed_civilians": ("killed", "civilians"),
    "injured": ("injured", WHOLE),
    "displaced": ("displaced", WHOLE),
}
ENDS = {"low": "_low", "best": "", "high": "_high"}


def write(stock: Stock, folder: Path) -> None:
    """One file: a row of headings, a row of hashtags, and a row for each incident."""
    tags: dict[str, str] = formats()["hxl"]
    with text_file(folder / "incidents.hxl.csv") as file:
        table = Table(file, tags)
        table.rows.writerow(tags.values())
        for told in stock.told():
            table.add(row(told))


def row(told: Told) -> dict[str, Any]:
    """The row of an incident."""
    incident = told.incident
    same = ("date_start", "date_end", "event_type", "event_kind", "country", "place", "latitude", "longitude", "grade")
    found = {name: estimate_of(incident, *of) for name, of in TOLLS.items()}
    tolls = {name + ENDS[bound]: getattr(one, bound, None) for name, one in found.items() for bound in BOUNDS}
    return {
        "incident_id": incident.id,
        **{name: getattr(incident, name) for name in same},
        "date_precision": incident.date_prec,
        "place_precision": incident.where_prec,
        "alleged_actors": in_words(blamed(told.claims)),
        **tolls,
        "no_upper_bound": "; ".join(name for name, one in found.items() if one and is_open(one)) or None,
        "disputed": any(estimate.disputed for estimate in incident.estimates),
        "publishers": "; ".join(sorted({document.publisher or "unknown" for document in told.documents.values()})),
        "said_by": "; ".join(sorted({sayer(claim) for claim in told.claims})),
    }
