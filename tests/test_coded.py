"""Tables of incidents that others coded become claims by whoever published them."""

from pathlib import Path

import pytest

from recounted.errors import UsageError
from recounted.extractors.coded import EXTRACTOR, read
from recounted.extractors.columns import columns_of
from recounted.ledger import Ledger
from recounted.model import Claim, Document, Failure

#: Two made-up rows as UCDP GED has them, each side striking once, and one with broken cells.
GED = """\
id,type_of_violence,side_a,side_b,where_prec,where_coordinates,latitude,longitude,country,date_prec,date_start,date_end,deaths_civilians,best,high,low
71,3,Government of Armenia,Civilians,1,Ganja town,40.6828,46.3606,Azerbaijan,1,2020-10-17 00:00:00.000,2020-10-17 00:00:00.000,13,13,15,13
72,3,Government of Azerbaijan,Civilians,1,Stepanakert town,39.8177,46.7528,Azerbaijan,2,2020-10-02,2020-10-04,0,0,2,0
73,1,Government of Armenia,Government of Azerbaijan,9,Martuni town,39.79,47.11,Azerbaijan,1,2020-10-03,2020-10-03,0,4,6,4
"""

ACLED = """\
event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,country,location,latitude,longitude,geo_precision,fatalities
AZE1,17 October 2020,1,Shelling/artillery/missile attack,Military Forces of Armenia,Civilians (Azerbaijan),Azerbaijan,Ganja,40.68,46.36,1,13
AZE2,2 October 2020,2,Armed clash,Military Forces of Azerbaijan,Military Forces of Armenia,Azerbaijan,Martuni,39.79,47.11,2,0
"""

OWN = """\
publisher = "The Desk"
id = "nr"
date_start = "day"
place = "town"
country = "land"
kind = "what"
doers = ["by"]
recipients = ["to"]

[kinds]
rocket = "missile_strike"

[[figures]]
harm = "killed"
category = "civilians"
low = "dead min"
high = "dead max"
"""


def rows(tmp_path: Path, text: str, name: str) -> list[tuple[Document, list[Claim]] | Failure]:
    """The rows of a table that is read by a map."""
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return list(read(str(path), columns_of(name)))


def told(item: tuple[Document, list[Claim]] | Failure) -> tuple[Document, Claim]:
    """A row's document and its claim."""
    assert not isinstance(item, Failure), item
    return item[0], item[1][0]


def test_a_row_of_ged_is_a_claim_by_its_publisher(tmp_path: Path) -> None:
    """Place, days, precisions, parties and bounds are GED's own, each at its cell; civilians are part of the whole."""
    document, claim = told(rows(tmp_path, GED, "ucdp")[0])
    place, whole, part = claim.locations[0], *claim.toll

    assert document.ref == "UCDP GED 71" and [one.name for one in claim.sources] == ["UCDP GED"]
    assert (place.name, place.latitude, place.longitude, place.country) == ("Ganja town", 40.6828, 46.3606, "AZE")
    assert (place.where_prec, claim.time and claim.time.date_prec) == (1, 1)
    assert (whole.low, whole.best, whole.high, whole.category) == (13, 13, 15, "people")
    assert (part.best, part.category, part.part_of) == (13, "civilians", 0)
    assert [actor.code for actor in claim.actors] == ["ARM GOV"]
    assert [actor.name for actor in claim.recipients] == ["Civilians"]
    assert place.span.of(document.text) == "Ganja town" and whole.span.of(document.text) == "13"


def test_the_sides_are_read_alike(tmp_path: Path) -> None:
    """The other side's row gives the other side; zero that a table states is a number."""
    _, claim = told(rows(tmp_path, GED, "ucdp")[1])

    assert [actor.code for actor in claim.actors] == ["AZE GOV"]
    assert claim.time and (claim.time.date_start.day, claim.time.date_end.day, claim.time.date_prec) == (2, 4, 2)
    assert (claim.toll[0].low, claim.toll[0].best, claim.toll[0].high) == (0, 0, 2)


def test_a_row_that_cannot_be_is_a_failure(tmp_path: Path) -> None:
    """The line, the column and the value are told, and the other rows are read."""
    *good, bad = rows(tmp_path, GED, "ucdp")

    assert len(good) == 2
    assert isinstance(bad, Failure) and bad.ref == "table.csv:4" and '"9" is no precision' in bad.reason


@pytest.mark.parametrize(
    ("cell", "other", "reason"),
    [
        ("40.6828", "140.7", "not between -90 and 90"),
        ("13,13,15,13", "13,many,15,13", '"many" in the column "best" is no whole number'),
        ("13,13,15,13", "13,-4,15,13", '"-4" in the column "best"'),
        ("2020-10-17 00:00:00.000,2020", "the 17th,2020", '"the 17th" in the column "date_start" is no date'),
        (",2020-10-17 00:00:00.000,13", ",2020-10-16,13", "comes before the first"),
        ("13,13,15,13", "13,13,12,13", "not in this order: [13, 13, 12]"),
    ],
)
def test_what_a_cell_cannot_hold(tmp_path: Path, cell: str, other: str, reason: str) -> None:
    """Nothing is guessed."""
    first = rows(tmp_path, GED.replace(cell, other, 1), "ucdp")[0]

    assert isinstance(first, Failure) and reason in first.reason


def test_what_nobody_understands_is_told_once(tmp_path: Path) -> None:
    """A country that is none, and a kind that no map knows, are told with the number of their rows, which are kept."""
    table = GED.replace("Azerbaijan,1,2020-10-17", "Atlantis,1,2020-10-17").replace("\n72,3,", "\n72,8,")
    strike, other, *failures = rows(tmp_path, table, "ucdp")
    reasons = [one.reason for one in failures if isinstance(one, Failure) and one.ref == "table.csv"]

    assert told(strike)[1].locations[0].country is None
    assert told(other)[1].event_kind == "attack"
    assert len(reasons) == 2
    assert '"8" is no kind of event' in reasons[0] and reasons[0].endswith("Rows: 1.")
    assert 'No country is called "Atlantis"' in reasons[1]


def test_ged_s_zero_civilians_are_not_known(tmp_path: Path) -> None:
    """Some of the dead of unknown kind may be civilians, so that none is said to be none."""
    _, claim = told(rows(tmp_path, GED, "ucdp")[1])

    assert [(f.category, f.low, f.best, f.high) for f in claim.toll] == [("people", 0, 0, 2)]


def test_acled_s_zero_is_not_known(tmp_path: Path) -> None:
    """A layout in which 0 also stands for "not known" gives no figure for it; sub-event types are our kinds."""
    strike, clash = (told(item)[1] for item in rows(tmp_path, ACLED, "acled"))

    assert (strike.event_kind, [f.best for f in strike.toll]) == ("shelling", [13])
    assert [actor.code for actor in strike.actors] == ["ARM MIL"]
    assert (clash.event_kind, clash.toll) == ("battle", ())
    assert [actor.code for actor in clash.actors] == ["AZE MIL", "ARM MIL"] and clash.recipients == ()
    assert clash.time and clash.time.date_prec == 3 and clash.locations[0].where_prec == 3


def test_a_map_of_one_s_own(tmp_path: Path) -> None:
    """A file says which column holds what; bounds may stand without a best."""
    path = tmp_path / "map.toml"
    path.write_text(OWN, encoding="utf-8")
    table = (
        "nr,day,town,land,what,by,to,dead min,dead max\n1,2020-10-17,Ganja,Azerbaijan,rocket,Armenia,civilians,12,14\n"
    )
    document, claim = told(rows(tmp_path, table, str(path))[0])

    assert (claim.event_kind, claim.weapon, claim.event_type) == ("missile_strike", "missile", "ASSAULT")
    assert [(f.low, f.best, f.high) for f in claim.toll] == [(12, None, 14)]
    assert document.publisher == "The Desk" and claim.recipients[0].span.of(document.text) == "civilians"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("missile_strike", "mischief"), 'no event is called "mischief"'),
        (("killed", "slain"), 'no harm is called "slain"'),
        (('date_start = "day"', ""), "date_start"),
        (("doers", "doer"), "doer"),
        (("low =", "part_of = 0\nlow ="), "does not stand before it"),
    ],
)
def test_a_map_that_is_none_is_refused(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    """What is wrong with it is told before a row is read."""
    path = tmp_path / "map.toml"
    path.write_text(OWN.replace(*change), encoding="utf-8")
    with pytest.raises(UsageError, match=reason):
        columns_of(str(path))


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """A map or table that is missing, and a table without a column of the map."""
    with pytest.raises(UsageError, match="neither a file nor one of ucdp, acled"):
        columns_of("gtd")
    with pytest.raises(UsageError, match="There is no file"):
        list(read(str(tmp_path / "none.csv"), columns_of("ucdp")))
    lacking = rows(tmp_path, GED.replace("deaths_civilians", "dc", 1), "ucdp")
    assert isinstance(lacking[0], Failure) and 'no column "deaths_civilians"' in lacking[0].reason


def test_the_coding_stands_beside_the_reports(tmp_path: Path) -> None:
    """Rows are kept once, by an extractor of their own name, and checked like every reading."""
    items = [item for item in rows(tmp_path, GED, "ucdp") if not isinstance(item, Failure)]
    with Ledger(str(tmp_path / "ledger.db"), extractor=EXTRACTOR) as book:
        assert [book.keep(*item) for item in items] == [True, True]
        assert [book.keep(*item) for item in items] == [False, False]
        assert book.check() == []


def test_columns_may_be_named_in_any_case(tmp_path: Path) -> None:
    """A map's columns are compared without regard to case, as a table's are."""
    path = tmp_path / "map.toml"
    path.write_text(OWN.replace('"town"', '"Town"').replace('"dead min"', '"DEAD MIN"'), encoding="utf-8")
    _, claim = told(
        rows(tmp_path, "NR,Day,TOWN,land,what,by,to,dead min,dead max\n1,2020-10-17,Ganja,,,,,3,\n", str(path))[0]
    )

    assert claim.locations[0].name == "Ganja" and claim.toll[0].low == 3
