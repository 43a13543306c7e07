"""The marks of the map: gathered by scale, none lost, none sharper than its place."""

import gzip
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import TestClient

from recounted.errors import UsageError
from recounted.web.atlas import borders, names
from recounted.web.catalogue import Catalogue, Row
from recounted.web.clusters import CELL, EARTH, Layout, Mark, degrees, mercator
from recounted.web.filters import Filters
from recounted.web.marks import CORNERS, circle, discs, told
from recounted.web.provinces import holds, province_at
from recounted.web.tiles import tiles_of
from recounted.web.wording import Toll
from recounted.web.worldmap import view_of, worldmap

WORLD = (-180.0, -90.0, 180.0, 90.0)


def row(name: str, point: tuple[float, float], precision: int | None = 1, place: str = "Mirab") -> Row:
    """An incident at a point."""
    return Row(
        id=name, start=None, end=None, place=place, country=None, point=point, precision=precision, kind="killing",
        grade="claimed", voices=1, documents=(), tolls={"killed": Toll(2, 3, 4)}, sums={}, disputed=False, denied=False,
        copies=False, reviewed=False, facets={}, words="",
    )  # fmt: skip


def gathered(rows: list[Row], zoom: float) -> list[Mark]:
    """The marks of some incidents at a scale."""
    known = Catalogue(rows)
    return Layout(known, zoom, "killed").marks(known.all, WORLD)


POINTS = st.lists(st.tuples(st.floats(-80, 80), st.floats(-179, 179)), max_size=40)


@given(POINTS, st.floats(0, 20))
def test_no_incident_is_lost_whatever_the_scale(points: list[tuple[float, float]], zoom: float) -> None:
    """Every incident is in exactly one mark, and within its box."""
    found = gathered([row(str(n), point) for n, point in enumerate(points)], zoom)
    assert sorted(one.id for mark in found for one in mark.rows) == sorted(str(n) for n in range(len(points)))
    assert sum(mark.size for mark in found) == len(points)
    for mark in found:
        west, south, east, north = mark.box
        for one in mark.rows:
            assert west - 1e-4 <= one.point[1] <= east + 1e-4
            assert south - 1e-4 <= one.point[0] <= north + 1e-4


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_a_mark_stands_where_its_incident_does(latitude: float, longitude: float) -> None:
    """Projecting there and back leads to the same point, to a metre or so."""
    east, north = degrees(*mercator(latitude, longitude))
    assert (east, north) == (pytest.approx(longitude, abs=2e-5), pytest.approx(latitude, abs=2e-5))


def test_marks_are_gathered_at_halves_of_a_zoom(pages: TestClient) -> None:
    """A scale between two halves is taken for the lower one, so that few layouts serve all maps."""
    assert pages.get("/map/marks?zoom=3.7").json() == pages.get("/map/marks?zoom=3.5").json()


def test_near_incidents_part_when_one_comes_nearer() -> None:
    """Two towns of one valley are one mark from far away and two from near."""
    two = [row("a", (40.0, 46.0)), row("b", (40.05, 46.05))]
    assert [mark.size for mark in gathered(two, 3)] == [2]
    assert [mark.size for mark in gathered(two, 12)] == [1, 1]


def test_marks_of_neighbouring_cells_do_not_lie_on_each_other() -> None:
    """Two incidents a pixel apart are one mark, even where the border of two cells runs between them."""
    border = 5 * CELL / EARTH * 360 - 180
    assert len(gathered([row("a", (40.0, border - 0.2)), row("b", (40.0, border + 0.2))], 0)) == 1


def test_a_selection_is_gathered_without_the_others() -> None:
    """What a filter leaves out is in no mark, and what lies outside of the view in none either."""
    known = Catalogue([row("a", (40.0, 46.0)), row("b", (40.0, 46.0)), row("c", (10.0, 10.0))])
    layout, only = Layout(known, 4, "killed"), known.all & ~(1 << known.number["b"])
    assert [[one.id for one in mark.rows] for mark in layout.marks(only, (40, 35, 50, 45))] == [["a"]]


def test_a_vague_place_is_a_disc_and_never_a_point() -> None:
    """An incident somewhere in a province has a number in a disc as wide as its doubt; one in a town has a point."""
    vague, town = Catalogue([row("a", (0.0, -30.0), 4)]), Catalogue([row("b", (40.0, 46.0), 1)])
    assert "p-pt" not in told(gathered(vague.rows, 8)[0], "killed")["drawn"]
    assert "p-pt" in told(gathered(town.rows, 8)[0], "killed")["drawn"]
    areas = [discs(known, known.all, WORLD)["features"] for known in (vague, town)]
    assert [len(own) for own in areas] == [1, 0]
    corners = list(circle((40.0, 46.0), 80))
    assert corners[0] == corners[-1]
    assert max(y for _, y in corners) - 40 == pytest.approx(80 / 111.2, abs=0.001)


def test_what_is_known_to_a_province_has_its_shape() -> None:
    """An incident somewhere in Idlib is drawn as that province, on both maps; one within 25 km of a town as a disc."""
    known = Catalogue([row("a", (35.8, 36.7), 4), row("b", (40.0, 46.0), 2)])
    province, disc = (one["geometry"]["coordinates"] for one in discs(known, known.all, WORLD)["features"])
    assert holds(province[0][0], 36.7, 35.8)
    assert not holds(province[0][0], 38.99, 35.95)  # Raqqa
    assert len(disc[0][0]) == CORNERS + 1
    drawing = str(worldmap(known.rows, "killed", Filters(), view_of(known.rows, None)))
    assert drawing.count("p-area") == drawing.count("p-disc") == 1
    assert "p-pt" not in drawing
    assert province_at((0.0, -30.0)) == ()


def test_what_a_name_holds_is_text() -> None:
    """A place that is written like markup is drawn as letters."""
    hostile = row("a", (1.0, 1.0), place="<b onload=x>")
    assert "<b" not in told(gathered([hostile], 5)[0], "killed")["drawn"]


def test_the_server_gathers_the_marks_of_a_view(pages: TestClient) -> None:
    """The marks of the whole earth hold each placed incident once; those of an empty sea hold none; a filter narrows."""
    everything = pages.get("/map/marks", params={"zoom": "2"}).json()
    assert sum(mark["count"] for mark in everything["marks"]) == len({i for m in everything["marks"] for i in m["lit"]})
    assert pages.get("/map/marks", params={"zoom": "5", "view": "-40,-40,-30,-30"}).json()["marks"] == []
    only = pages.get("/map/marks", params={"zoom": "9", "place": "Ganja"}).json()["marks"]
    assert {mark["label"] for mark in only} == {"Ganja"}
    assert pages.get("/map/marks", params={"zoom": "x"}).status_code == 400


def test_the_base_map_names_the_largest_towns_of_a_view() -> None:
    """Round Tbilisi and Yerevan these two come first, and provinces are named beside them; borders run between these."""
    found = names((43.0, 39.5, 46.0, 42.5))
    assert {one.name for one in found if one.kind == "town"} >= {"Tbilisi", "Yerevan"}
    assert [one.people for one in found if one.kind == "town"] == sorted(
        (one.people for one in found if one.kind == "town"), reverse=True
    )
    assert any(one.kind == "province" for one in found)
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for line in borders()["coordinates"] for x, y in line)


@pytest.mark.parametrize(
    ("about", "credit"),
    [
        (
            b'{"attribution": "<a href=\\"https://x.example\\">&copy; Surveyors</a>\\n of Nowhere"}',
            "© Surveyors of Nowhere",
        ),
        (b"{}", "a.pmtiles"),
        (b'{"attribution": 7}', "7"),
        (b"[]", "a.pmtiles"),
        (b"{", "a.pmtiles"),
        (b"\xff", "a.pmtiles"),
    ],
)
@pytest.mark.parametrize("packed", [0, 1, 2, 3])
def test_who_made_the_tiles_of_a_file_is_said(tmp_path, about: bytes, credit: str, packed: int) -> None:
    """A file names its makers, plain or packed, without their markup; where it names none, or not so, its own name is."""
    path, told = tmp_path / "a.pmtiles", gzip.compress(about) if packed == 2 else about
    lies = struct.pack("<4Q", 127, 0, 127, len(told))
    path.write_bytes((b"PMTiles\x03" + lies).ljust(97, b"\0") + bytes([packed]).ljust(30, b"\0") + told)
    assert tiles_of(str(path)).credit == (credit if packed in {1, 2} else "a.pmtiles")
    path.write_bytes(path.read_bytes()[:-4])
    assert tiles_of(str(path)).credit == "a.pmtiles"
    assert tiles_of("https://tiles.example/{z}/{x}/{y}.png").credit == "tiles.example"


def test_own_tiles_are_a_file_or_a_pattern(tmp_path) -> None:
    """A PMTiles file or an address with its three places is taken, and anything else refused in words."""
    good, bad = tmp_path / "a.pmtiles", tmp_path / "b.pmtiles"
    good.write_bytes(b"PMTiles\x03")
    bad.write_bytes(b"nothing")
    assert tiles_of(str(good)).file == good
    assert tiles_of("https://tiles.example/{z}/{x}/{y}.png").origin == "https://tiles.example"
    assert tiles_of(None).origin is None
    for wrong in (str(bad), str(tmp_path / "none"), "https://tiles.example/{z}.png", "https://a b;/{z}/{x}/{y}.png"):
        with pytest.raises(UsageError):
            tiles_of(wrong)
