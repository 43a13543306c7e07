"""The gazetteer: written and read back, looked up, imported; and the one that is shipped."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.errors import ReadError
from recounted.gazetteer import SHIPPED, Gazetteer, gazetteer, import_dump, user_file
from recounted.gazetteer.curated import rows
from recounted.gazetteer.folding import fold, skeleton
from recounted.gazetteer.format import PROPER, Known
from recounted.gazetteer.similar import edits, similar
from recounted.gazetteer.spellings import latin, variants
from recounted.gazetteer.writing import Builder, folded_key

#: Rows of a GeoNames dump, as they come: a town, its district, a well that nobody names, and a town elsewhere.
DUMP = "\n".join(
    "\t".join(cells)
    for cells in (
        [
            "9001",
            "Tolokozi",
            "Tolokozi",
            "Talakuzi,Толокози",
            "41.5",
            "45.5",
            "P",
            "PPL",
            "AZ",
            "",
            "10",
            "",
            "",
            "",
            "1200",
            "",
            "",
            "Asia/Baku",
            "",
        ],
        [
            "9002",
            "Tolokozi District",
            "",
            "",
            "41.6",
            "45.6",
            "A",
            "ADM1",
            "AZ",
            "",
            "10",
            "",
            "",
            "",
            "30000",
            "",
            "",
            "Asia/Baku",
            "",
        ],
        [
            "9003",
            "Blue Well",
            "",
            "",
            "41.7",
            "45.7",
            "H",
            "WLLH",
            "AZ",
            "",
            "10",
            "",
            "",
            "",
            "0",
            "",
            "",
            "Asia/Baku",
            "",
        ],
        [
            "9004",
            "Lake Tolo",
            "",
            "",
            "41.8",
            "45.8",
            "H",
            "LK",
            "AZ",
            "",
            "10",
            "",
            "",
            "",
            "0",
            "",
            "",
            "Asia/Baku",
            "",
        ],
    )
)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Şuşa", "susa"),
        ("Gədəbəy", "gadabay"),
        ("Ma’rib", "marib"),
        ("Deir ez-Zor", "deir ez zor"),
        ("U.S.", "us"),
        ("São Tomé", "sao tome"),
        ("  ", ""),
    ],
)
def test_spellings_of_one_name_fold_alike(name: str, folded: str) -> None:
    """Case, accents, apostrophes, stops and hyphens make no other name."""
    assert folded == fold(name)


@pytest.mark.parametrize(
    ("one", "other"), [("Hudaydah", "Hodeida"), ("Sheikh Zuweid", "Sheikh Zuwayd"), ("Kubaysah", "Al Kubeisa")]
)
def test_transliterations_of_one_name_sound_alike(one: str, other: str) -> None:
    """What is left of a name is its first sound and its consonants."""
    assert skeleton(fold(one)) == skeleton(fold(other)) != ""


def test_names_that_sound_otherwise_are_told_apart() -> None:
    """Two names with other consonants have other sounds, and one that is too short has none."""
    assert skeleton("ganja") != skeleton("barda")
    assert skeleton("ur") == ""


@given(st.lists(st.text(alphabet="abcdef ", min_size=1, max_size=12), min_size=1, max_size=40))
def test_what_is_written_is_read_back(names: list[str]) -> None:
    """Every name of every place is found in the file, and a name that nobody has is not."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, Builder({"AZ": "AZE"}) as builder:
        for number, name in enumerate(names):
            assert number == builder.add(name, (40.5, -46.25), "AZ.01", "P", number, number)
            builder.call(number, name, PROPER, number)
        book = Gazetteer(builder.write(Path(folder) / "g.bin", {"sources": {}}))

        for number, name in enumerate(names):
            place = book.place(number)
            expected = Known(number, name, 40.5, -46.25, "AZ", "AZ.01", number, "P", number or None)
            assert place == expected
            if fold(name):
                assert (number, PROPER) in book.entry(fold(name)).readings
        assert () == book.entry("xyz").readings


def test_a_word_knows_how_long_a_name_it_begins() -> None:
    """The first word of a long name tells that it may go on, also where it is no name itself."""
    assert gazetteer().entry("bosnia").longest >= 3
    assert gazetteer().entry("zzyzzx").longest == 0


def test_initials_count_only_as_initials() -> None:
    """The United States are found under the initials, not under the pronoun."""
    book = gazetteer()

    assert ("^us", "^us", "us") == (folded_key("US"), folded_key("U.S."), folded_key("Us"))
    assert ["USA"] == [book.alpha3(book.place(number).country) for number, _ in book.entry("^us").readings]
    assert all(book.place(number).kind != "C" for number, _ in book.entry("us").readings)


def test_a_misprint_is_found_in_its_country_only() -> None:
    """One wrong letter finds the town where the report is from, and nothing where it is not."""
    book = gazetteer()

    assert "Gadabay" == similar(book, "gababay", "AZ")[0][0].name
    assert 0.5 < similar(book, "gababay", "AZ")[0][1] < 1
    assert () == similar(book, "gababay", "FJ")


@given(st.text(alphabet="abcde", min_size=6, max_size=9))
def test_every_edit_differs_by_one_letter(name: str) -> None:
    """Names that may be meant begin alike and are one change away."""
    for other in edits(name):
        assert name[0] == other[0]
        assert abs(len(name) - len(other)) <= 1
        assert (
            sum(a != b for a, b in zip(name, other, strict=False)) <= 1
            or sorted(name) == sorted(other)
            or len(name) != len(other)
        )


def test_only_what_english_prints_is_kept() -> None:
    """Other scripts, codes and small words are no spellings; sides and articles give further ones."""
    assert [True, True, False, False, False] == [latin(name) for name in ("Gəncə", "al-Bab", "Гянджа", "KVD", "ganja")]
    assert {"northern darfur"} == {name for name, _ in variants([("North Darfur", 2)], "SD", "A")}
    assert {"fashir", "el fashir"} == {name for name, _ in variants([("Al Fashir", 2)], "SD", "P")}


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    """What is absent, empty or of another make is refused with what to do."""
    other = tmp_path / "other.bin"
    other.write_bytes(b"something else altogether")

    with pytest.raises(ReadError, match="cannot be opened"):
        Gazetteer(tmp_path / "absent.bin")
    with pytest.raises(ReadError, match="no gazetteer of this version"):
        Gazetteer(other)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user's data folder of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    gazetteer.cache_clear()
    yield tmp_path
    gazetteer.cache_clear()


@pytest.mark.parametrize("name", ["AZ.txt", "AZ.zip"])
def test_a_dump_becomes_the_gazetteer_in_use(home: Path, name: str) -> None:
    """After an import the dump's places are found, with the countries and the hand-made rows beside them."""
    source = home / name
    if name.endswith("zip"):
        with zipfile.ZipFile(source, "w") as archive:
            archive.writestr("AZ.txt", DUMP)
    else:
        source.write_text(DUMP, encoding="utf-8")
    told: list[tuple[int, int]] = []

    written = import_dump(source, lambda done, size: told.append((done, size)))

    book = gazetteer()
    assert written == user_file() == book.path
    assert told[-1] == (len(DUMP.encode()), len(DUMP.encode()))
    assert (
        {"Tolokozi", "Tolokozi District"}
        >= {book.place(number).name for number, _ in book.entry("tolokozi").readings}
        != set()
    )
    assert [9001] == [book.place(number).geonames_id for number, _ in book.entry("talakuzi").readings]
    assert () == book.entry("blue well").readings
    assert ["W"] == [book.place(number).kind for number, _ in book.entry("lake tolo").readings]
    assert "C" in {book.place(number).kind for number, _ in book.entry("azerbaijan").readings}
    assert "R" in {book.place(number).kind for number, _ in book.entry("darfur").readings}


@pytest.mark.parametrize("content", ["a\tb\tc\n", "", DUMP.replace("41.5", "north"), DUMP.replace("30000", "many")])
def test_what_is_no_dump_is_refused_and_nothing_changes(home: Path, content: str) -> None:
    """A file of another form, or with nothing in it, is refused and leaves the gazetteer in use as it was."""
    source = home / "x.txt"
    source.write_text(content, encoding="utf-8")

    with pytest.raises(ReadError, match="Give a GeoNames dump"):
        import_dump(source, lambda _done, _size: None)
    assert SHIPPED == gazetteer().path


def test_the_shipped_gazetteer_has_every_row_that_was_added_by_hand() -> None:
    """The file was built from places.csv as it is: each of its names is there, at its point."""
    book = gazetteer()
    for row in rows():
        for name in row.names:
            places = [book.place(number) for number, _ in book.entry(folded_key(name)).readings]
            assert places, name
            if row.point is not None and not row.at:
                assert any((place.latitude, place.longitude) == row.point for place in places), name


def test_the_rows_added_by_hand_say_where_they_come_from() -> None:
    """Each row has a source that docs/gazetteer.md explains, a kind, and a point or a place that it belongs to."""
    for row in rows():
        assert row.source in {"atlas", "UN", "OCHA", "Wikipedia", "GeoNames", "usage"}, row
        assert row.kind in "CABRPKWS" and (row.point or row.at), row
        assert row.point is None or (abs(row.point[0]) <= 90 and abs(row.point[1]) <= 180), row


def test_the_shipped_gazetteer_is_small() -> None:
    """It takes 20 MB at most, and says what it was made of."""
    assert SHIPPED.stat().st_size <= 20_000_000
    assert "CC BY 4.0" in str(Gazetteer(SHIPPED).about["licence"])


def test_processes_share_one_gazetteer() -> None:
    """What is held is a view of the file, which the system keeps once for all processes; nothing of it is copied."""
    opened = Gazetteer(SHIPPED)
    parts = [opened.text, opened.names, opened.buckets, *opened.columns.values()]

    assert all(part.readonly and part.obj is opened.map for part in parts)
    assert sum(part.nbytes for part in parts) > 0.9 * SHIPPED.stat().st_size
    assert not opened.entries and not opened.known
