"""The verbs export, verify, import and load, as a person types them."""

from pathlib import Path
from typing import Any

import pytest
from filled import filled
from geojson_pydantic import FeatureCollection, Point

from test_cli import recounted


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger."""
    where = tmp_path_factory.mktemp("cli")
    filled(where / "recounted.db").close()
    return where


def test_an_export_is_written_and_told(folder: Path) -> None:
    """Each file that was written is named on stderr; stdout stays empty."""
    done = recounted(
        "export", "geojson", "--out", "map.geojson", "--from", "2020-10-01", "--harm", "killed", cwd=folder
    )

    assert (done.returncode, done.stdout) == (0, "")
    assert "wrote map.geojson" in done.stderr
    assert (folder / "map.geojson.METHODOLOGY.md").exists()


def test_a_bundle_is_verified_and_a_changed_one_is_not(folder: Path) -> None:
    """`verify` gives the seal, or names what was changed and exits with 1."""
    made = recounted("export", "bundle", "--with-names", "--out", "evidence.zip", cwd=folder)
    whole = recounted("verify", "evidence.zip", cwd=folder)
    held = (folder / "evidence.zip").read_bytes()
    (folder / "changed.zip").write_bytes(held.replace(b"Thirteen civilians", b"Thirtyyy civilians", 1))
    changed = recounted("verify", "changed.zip", cwd=folder)

    assert made.returncode == 0
    assert (whole.returncode, changed.returncode) == (0, 1)
    assert "nothing was changed. Seal" in whole.stderr
    assert "originals/" in changed.stderr
    assert "Traceback" not in changed.stderr


def test_what_was_exported_whole_is_imported(folder: Path) -> None:
    """A ledger made from an export holds what the first one held."""
    recounted("export", "jsonl", "--with-names", "--out", "all", cwd=folder)
    done = recounted("import", "all", "--ledger", "other.db", cwd=folder)
    first, second = (
        recounted("incidents", "-l", name, "-f", "jsonl", cwd=folder) for name in ("recounted.db", "other.db")
    )

    assert (done.returncode, "4 documents were new" in done.stderr) == (0, True)
    assert first.stdout == second.stdout != ""


def test_sensitive_documents_stay_unless_they_are_asked_for(tmp_path: Path) -> None:
    """What is read as sensitive, and the incident that it alone tells of, leave with `--with-sensitive` only."""
    told = {
        "open.txt": "Shells hit Martuni on 9 October 2020, wounding two people, officials said.",
        "secret.txt": "A missile killed four residents of Barda on 28 October 2020, a neighbour told us.",
    }
    for name, text in told.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for words in (["open.txt"], ["secret.txt", "--sensitivity", "sensitive"]):
        assert recounted("read", *words, cwd=tmp_path).returncode == 0
    for out, words in (("without", []), ("with", ["--with-sensitive"])):
        assert recounted("export", "jsonl", "--with-names", *words, "--out", out, cwd=tmp_path).returncode == 0
    files = [
        {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / out).iterdir()}
        for out in ("without", "with")
    ]
    documents, incidents = (
        [held[name].count("\n") for held in files] for name in ("documents.jsonl", "incidents.jsonl")
    )

    assert documents == incidents == [1, 2]
    assert [any("Barda" in text for text in held.values()) for held in files] == [False, True]
    assert ["sensitive documents: 1" in held["METHODOLOGY.md"] for held in files] == [True, False]


def test_a_sensitivity_that_there_is_not_is_told(tmp_path: Path) -> None:
    """Those that there are stand in the sentence, and nothing is read."""
    (tmp_path / "a.txt").write_text("Shells hit Martuni on Friday, officials said.", encoding="utf-8")
    done = recounted("read", "a.txt", "--sensitivity", "secret", cwd=tmp_path)

    assert (done.returncode, "There are: open, sensitive." in " ".join(done.stderr.split())) == (2, True)
    assert not (tmp_path / "recounted.db").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["export", "docx", "--out", "x"], "No format is called"),
        (["export", "csv", "--out", "x", "--from", "yesterday"], "is no date"),
        (["export", "csv", "--out", "x", "--coarsen", "street"], "There are: adm1, country"),
        (["export", "csv", "--out", "x", "--policy", "mine"], "No policy"),
        (["export", "csv", "--out", "x.csv"], "Name a folder"),
        (["export", "bundle", "--out", "x.zip"], "--with-names"),
        (["verify", "nowhere.zip"], "There is no file"),
    ],
)
def test_wrong_use_is_told_in_words(folder: Path, words: list[str], message: str) -> None:
    """One clear sentence and exit code 2, and nothing is left behind."""
    done = recounted(*words, cwd=folder)

    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert [path.name for path in folder.iterdir() if path.name.startswith(".recounted")] == []


def test_scores_are_printed(folder: Path) -> None:
    """A coding of one's own is scored with intervals; two coders' agreement has alpha; wrong use is told."""
    line = (
        '{"id": "1", "text": "Shells hit Martuni on Friday, wounding two people, officials said.", '
        '"published": "2020-10-09", "claims": [{"event_kind": "shelling", "place": "Ganja"}]}'
    )
    (folder / "gold.jsonl").write_text(line, encoding="utf-8")
    done = recounted("score", "gold.jsonl", cwd=folder)
    both = recounted("score", "--agreement", "gold.jsonl", "gold.jsonl", "-f", "jsonl", cwd=folder)
    wrong = recounted("score", "gold.jsonl", "gold.jsonl", cwd=folder)

    assert done.returncode == both.returncode == 0
    assert "20.7% to 100.0%" in done.stdout
    assert "Martuni" in done.stdout
    assert '"field":"event_kind","alpha":null,"total":1' in both.stdout
    assert (wrong.returncode, "Name one file" in wrong.stderr) == (2, True)


def test_the_claims_of_one_document_are_printed_as_geojson(folder: Path) -> None:
    """`extract --format geojson` prints one collection that an independent validator takes."""
    (folder / "one.txt").write_text("A shell hit a school in Horlivka on Monday, killing two people.", encoding="utf-8")
    done = recounted("extract", "one.txt", "--published", "2022-06-07", "--format", "geojson", cwd=folder)
    told: list[Any] = list(FeatureCollection.model_validate_json(done.stdout).features)

    assert done.returncode == 0
    assert isinstance(told[0].geometry, Point)
    assert [round(degrees) for degrees in told[0].geometry.coordinates] == [38, 48]


@pytest.mark.parametrize("name", ["gone.parquet", "file.parquet"])
def test_what_no_cluster_wrote_is_not_loaded(tmp_path: Path, name: str) -> None:
    """A folder that is not there, or is a file, is wrong use, and the words say what `load` wants."""
    pytest.importorskip("pyarrow", reason="Parquet needs recounted[parquet]")
    (tmp_path / "file.parquet").write_bytes(b"PAR1")
    done = recounted("load", name, "--ledger", "l.db", cwd=tmp_path)

    assert done.returncode == 2
    assert f"{name} cannot be read: there is no such folder. Name the folder that" in done.stderr
