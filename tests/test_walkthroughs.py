"""The tutorial and the how-tos, each done from its first line to its last in an empty folder, and the site's plan."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

import recounted
from recounted import cli
from recounted.versions import program

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
WALKS = [DOCS / "tutorial.md", *sorted(DOCS.glob("how-to-*.md"))]

#: A file to save, or lines to type, in the order of a page.
STEP = re.compile(
    r"^[^\n]*Save this as `(?P<name>[^`]+)`[^\n]*\n\n```\w+\n(?P<body>.*?)^```|^```console\n(?P<typed>.*?)^```",
    re.S | re.M,
)

#: Lines that are not typed here, and why.
ELSEWHERE = {
    "gazetteer import": "needs a dump of places that is not ours to ship",
    "python3": "makes an environment, and there is one",
    ". .venv": "the same",
    "pip install": "tools/release.py does it with the wheel",
}


def typed(page: Path) -> Iterator[tuple[str, str]]:
    """Every step of a page: ("save NAME", what the file holds) or ("type", the line)."""
    for step in STEP.finditer(page.read_text(encoding="utf-8")):
        if step["name"]:
            yield f"save {step['name']}", step["body"]
        else:
            yield from (("type", line[2:]) for line in step["typed"].splitlines() if line.startswith("$ "))


def walk(page: Path) -> dict[str, str]:
    """Do what a page says, in the folder that this is; what each line printed."""
    printed = {}
    for step, what in typed(page):
        if step != "type":
            Path(step.removeprefix("save ")).parent.mkdir(parents=True, exist_ok=True)
            Path(step.removeprefix("save ")).write_text(what, encoding="utf-8")
        elif what.startswith("mkdir "):
            for name in what.split()[1:]:
                Path(name).mkdir()
        elif not any(words in what for words in ELSEWHERE):
            printed[what] = told(what)
    return printed


def told(line: str) -> str:
    """What a line prints; it must do its work."""
    words = [filled(word) for word in shlex.split(line, comments=True)]
    assert words[0] == "recounted", line
    done = CliRunner().invoke(cli.app, words[1:])

    assert (0, None) == (done.exit_code, done.exception), f"{line}\n{done.output}"
    return done.output


def filled(word: str) -> str:
    """A word of a line, with an id where the page has a reader type one: of the incident of Barda, of its first claim."""
    if word not in {"ID", "CLAIM"}:
        return word
    with recounted.Ledger("recounted.db", create=False) as ledger:
        incident = next(one for one in ledger.incidents() if one.place == "Barda")
        return incident.id[:6] if word == "ID" else incident.claims[0]


@pytest.fixture(params=WALKS, ids=lambda page: page.stem)
def walked(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, dict[str, str]]:
    """A page, and what its lines printed in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    return request.param, walk(request.param)


def test_every_step_does_its_work(walked: tuple[Path, dict[str, str]]) -> None:
    """Each line that a page has a reader type works, with nothing but what the page had them make before."""
    page, printed = walked

    assert len(printed) >= 2 or page.stem == "how-to-my-gazetteer"
    if any(line.startswith("recounted read") for line in printed):
        assert Path("recounted.db").exists()


def test_the_tutorial_tells_what_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The incidents, their tolls, the running total and the files are those that the page tells of."""
    monkeypatch.chdir(tmp_path)
    walk(DOCS / "tutorial.md")
    with recounted.Ledger("recounted.db", create=False) as ledger:
        barda, martuni = ledger.incidents()
        (killed,) = [one for one in barda.estimates if (one.harm, one.category) == ("killed", "people")]
        (tally,) = ledger.tallies()

        assert (barda.place, barda.grade, martuni.place) == ("Barda", "contested", "Martuni")
        assert (killed.low, killed.best, killed.high) == (7, 7, 7)
        assert any("superseded" in reason for _, reason in killed.rejected)
        assert [point.best for point in tally.points] == [65]
        assert [one.verb for one in ledger.decisions()] == ["right"]
    assert "claims that a person has judged: 1" in Path("release/map.geojson.METHODOLOGY.md").read_text(
        encoding="utf-8"
    )
    assert len(json.loads(Path("release/map.geojson").read_text(encoding="utf-8"))["features"]) == 2


def test_comparing_shows_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row and the report of one strike are one incident with a range; the other row stands alone."""
    monkeypatch.chdir(tmp_path)
    walk(DOCS / "how-to-compare-with-ucdp.md")
    with recounted.Ledger("recounted.db", create=False) as ledger:
        alone, both = ledger.incidents()
        (killed,) = [one for one in both.estimates if (one.harm, one.category) == ("killed", "people")]

    assert (len(alone.documents), len(both.documents)) == (1, 2)
    assert (killed.low, killed.high) == (5, 7)


def test_groups_of_ones_own_have_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code that the page promises is there with the table and not without, for the group of either side."""
    monkeypatch.chdir(tmp_path)
    printed = walk(DOCS / "how-to-my-armed-groups.md")
    without, one, other = (told for line, told in printed.items() if "explain" in line)

    assert "SDN REB RVG" not in without
    assert "SDN REB RVG" in one
    assert "SDN PRM HWT" in other


def test_published_files_hold_no_private_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page has a reader publish names neither the dead nor the neighbour; the bundle does."""
    monkeypatch.chdir(tmp_path)
    walk(DOCS / "how-to-publish-safely.md")
    public = "".join(path.read_text(encoding="utf-8") for path in Path("release").rglob("*") if path.is_file())

    assert "Martuni" in public
    assert "Anna Example" not in public
    assert "Karen Sample" not in public
    assert b"Anna Example" in Path("evidence/bundle.zip").read_bytes()


def plan() -> Iterator[str]:
    """Every page that the site's navigation names."""

    def names(part: object) -> Iterator[str]:
        if isinstance(part, str):
            yield part
        for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            yield from names(one)

    yield from names(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])


def test_every_page_has_its_place_in_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """The navigation names every page, those that are made from code and notebook too, and no other."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import reference

    made = {f"reference/{name}" for name in reference.pages()} | {"example.md"}
    assert sorted(plan()) == sorted({path.name for path in DOCS.glob("*.md")} | made)


def test_pages_made_from_code_tell_of_all_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every verb with its options, every public name, every record and table has its place."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import reference
    from recounted.ledger import tables

    pages = reference.pages()
    assert "\n## recounted gazetteer import\n" in pages["options.md"]
    assert "`--coarsen`" in pages["options.md"]
    assert all(f"\n## {name}\n" in pages["python.md"] for name in recounted.__all__)
    assert "\n### Ledger.claims\n" in pages["python.md"]
    assert all(f"\n### {name}\n" in pages["records.md"] for name in [*tables.metadata.tables, "Claim", "Estimate"])


def test_the_example_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cells run and print what it says they print; what they show is of the kinds that it shows.

    `python tools/example_notebook.py` keeps what they give, such as the ranges of an incident, which finer rules change.
    """
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import example_notebook

    held = example_notebook.read()
    outputs = [
        [output.get("text") or sorted(output["data"]) for cell in book["cells"] for output in cell.get("outputs", ())]
        for book in (example_notebook.run(held), held)
    ]
    assert outputs[0] == outputs[1]
    assert (held["nbformat"], len({cell["id"] for cell in held["cells"]})) == (4, len(held["cells"]))
    assert '<mark title="place">Martuni</mark>' in example_notebook.page()


def test_the_citation_is_of_this_version() -> None:
    """CITATION.cff and the page on citing name the program's version."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

    assert cited["version"] == program()
    assert f"(version {cited['version']})" in (DOCS / "cite.md").read_text(encoding="utf-8")
