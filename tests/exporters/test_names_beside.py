"""A name that is held back is held back wherever it stands in its report, whatever is exported."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from recounted import Choice, Defaults, Ledger, export, read_into, settle

PAGE = """<html><head><title>Karen Sample: they shelled my house</title>
<link rel="canonical" href="https://example.org/karen-sample-house"></head><body><article>
<h1>Karen Sample: they shelled my house</h1>
<p>Shells hit Martuni on Friday, wounding two people, said Karen Sample, a resident of the town.</p>
<p>Three houses were destroyed, among them that of Sample, officials said. Officials said that a mortar round killed Anna
Example, 34, in her garden.</p>
<p>The ministry said that Example was buried on Saturday after shelling that killed two others in Martuni.</p>
</article></body></html>"""

FORMATS = ("jsonl", "csv", "geojson", "ucdp", "acled", "hxl", "webannotation", "ftm", "plover", "prov", "sqlite")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A report whose headline, address and file name tell who spoke."""
    folder = tmp_path_factory.mktemp("names")
    (folder / "mourning-karen-sample.html").write_text(PAGE, encoding="utf-8")
    with Ledger(str(folder / "ledger.db")) as book:
        read_into(book, [str(folder)], Defaults(published=date(2020, 10, 12)), cores=1)
        settle(book)
        yield book


def held(ledger: Ledger, out: Path, name: str, choice: Choice) -> str:
    """All that a format writes, in lower case."""
    export(ledger, name, out, choice)
    return "".join(path.read_bytes().decode(errors="replace").casefold() for path in out.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_tells_the_name(ledger: Ledger, tmp_path: Path, name: str) -> None:
    """Neither in other sentences of the report, nor in its headline, its address or its file's name."""
    told = held(ledger, tmp_path / name, name, Choice())

    assert [word for word in ("karen", "sample", "anna", "buried after example", "example was") if word in told] == []


def test_what_is_no_name_stays(ledger: Ledger, tmp_path: Path) -> None:
    """The publisher, the town and all other words are there; with names everything is."""
    told = held(ledger, tmp_path / "csv", "csv", Choice())
    whole = held(ledger, tmp_path / "all", "csv", Choice(names=True))

    assert "example.org" in told and "martuni" in told and "they shelled my house" in told
    assert "karen-sample-house" in whole and "example was buried" in whole
