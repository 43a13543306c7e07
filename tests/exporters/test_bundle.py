"""The evidence bundle and its verifier."""

import ast
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recounted.errors import UsageError
from recounted.exporters import verifying
from recounted.exporters.contents import archive
from recounted.ledger import Ledger
from recounted.ledger.rows import to_json

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def bundle(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of the ledger."""
    from recounted.exporters import Choice, export

    folder = tmp_path_factory.mktemp("bundle")
    export(ledger, "bundle", folder, Choice(names=True))
    return folder / "bundle.zip"


def test_a_bundle_needs_names(write: Write) -> None:
    """Originals name people and places, so that nobody makes a bundle without saying so."""
    with pytest.raises(UsageError, match="--with-names"):
        write("bundle")
    with pytest.raises(UsageError, match="--coarsen"):
        write("bundle", names=True, coarsen="adm1")


def test_a_bundle_holds_everything(bundle: Path, ledger: Ledger) -> None:
    """Originals, texts, claims, decisions, audit, manifest, sheet and verifier; and nothing is wrong with it."""
    with zipfile.ZipFile(bundle) as held:
        names = set(held.namelist())
        for document in ledger.documents():
            assert held.read(f"originals/{document.id}") == ledger.document(document.id).raw
            assert held.read(f"texts/{document.id}.txt").decode() == document.text
        assert len(held.read("audit.jsonl").splitlines()) == len(list(ledger.audit()))

    assert {"manifest.json", "claims.jsonl", "decisions.jsonl", "METHODOLOGY.md", "verify.py", "README.txt"} <= names
    assert list(verifying.problems(str(bundle))) == []


def test_the_verifier_needs_nothing_but_python(bundle: Path, tmp_path: Path) -> None:
    """The program in the bundle imports the standard library alone, and runs without the package."""
    with zipfile.ZipFile(bundle) as held:
        program = held.read("verify.py")
    (tmp_path / "verify.py").write_bytes(program)
    imported = {name for node in ast.walk(ast.parse(program)) for name in names_of(node)}
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", str(bundle)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert imported <= sys.stdlib_module_names
    assert (done.returncode, done.stderr) == (0, "")
    assert verifying.seal(str(bundle)) in done.stdout


def names_of(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0]]
    return [alias.name.split(".")[0] for alias in node.names] if isinstance(node, ast.Import) else []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_byte_that_is_changed_is_told(bundle: Path, tmp_path: Path, data: st.DataObject) -> None:
    """Wherever in the archive a byte is changed, even between its files, the verifier says so."""
    held = bytearray(bundle.read_bytes())
    at = data.draw(st.integers(0, len(held) - 1))
    held[at] ^= data.draw(st.integers(1, 255))
    (tmp_path / "changed.zip").write_bytes(held)

    assert list(verifying.problems(str(tmp_path / "changed.zip")))


@pytest.mark.parametrize("extra", [b"x", b"PK\x05\x06", b"\0" * 100])
def test_what_is_added_to_the_end_is_told(bundle: Path, tmp_path: Path, extra: bytes) -> None:
    """A bundle ends where it ends."""
    (tmp_path / "longer.zip").write_bytes(bundle.read_bytes() + extra)

    assert list(verifying.problems(str(tmp_path / "longer.zip")))


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("claims.jsonl", b"Thirteen civilians", b"Thirty civilians..", "claims.jsonl: it was changed"),
        ("METHODOLOGY.md", b"never", b"maybe", "METHODOLOGY.md: it was changed"),
    ],
)
def test_a_changed_file_is_named(bundle: Path, tmp_path: Path, name: str, old: bytes, new: bytes, words: str) -> None:
    """Somebody who writes the archive anew with another file is told on by the manifest."""
    with zipfile.ZipFile(bundle) as held:
        files = {own: held.read(own) for own in held.namelist()}
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)

    assert any(words in problem for problem in verifying.problems(written(tmp_path / "x.zip", files)))


def test_files_and_manifest_changed_together_are_told_by_texts_and_audit(bundle: Path, tmp_path: Path) -> None:
    """A claim whose words are not in the text, and a row of the audit, are found though the manifest agrees."""
    with zipfile.ZipFile(bundle) as held:
        files = {own: held.read(own) for own in held.namelist()}
    files["claims.jsonl"] = files["claims.jsonl"].replace(b"Thirteen civilians", b"Thirtyyy civilians", 1)
    files["audit.jsonl"] = files["audit.jsonl"].replace(b'"who":"recounted"', b'"who":"somebody!"', 1)
    files["manifest.json"] = json.dumps(
        {
            "files": {
                name: verifying.hashlib.sha256(data).hexdigest()
                for name, data in files.items()
                if name != "manifest.json"
            }
        }
    ).encode()
    found = list(verifying.problems(written(tmp_path / "x.zip", files)))

    assert any("its words are not in" in problem for problem in found)
    assert any("audit.jsonl: row 1 was changed" in problem for problem in found)


def written(path: Path, files: dict[str, bytes]) -> str:
    """An archive of files, as a bundle is written."""
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files.items():
            verifying.put(made, name, len(data), io.BytesIO(data))
    return str(path)


def test_an_archive_remembers_its_files_on_the_disk(tmp_path: Path) -> None:
    """However many files are put into it, memory holds none of them; it is as zipfile itself would have made it."""
    names = [f"originals/{number:064d}" for number in range(5_000)]
    tracemalloc.start()
    with archive(tmp_path / "many.zip") as made:
        for name in names:
            verifying.put(made, name, 4, io.BytesIO(b"text"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    written(tmp_path / "plain.zip", dict.fromkeys(names, b"text"))

    assert (tmp_path / "many.zip").read_bytes() == (tmp_path / "plain.zip").read_bytes()
    assert peak < 1_500_000


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"files": 1}', b'{"files": {"x": 1}}', b"[" * 10**5])
def test_a_manifest_that_is_none_is_told(tmp_path: Path, manifest: bytes) -> None:
    """Whatever somebody made up in its place ends in a sentence."""
    assert list(verifying.problems(written(tmp_path / "x.zip", {"manifest.json": manifest})))


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """What is compressed is no bundle, and is refused before anything is read."""
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", b"0" * 50_000_000)

    assert "compressed" in next(iter(verifying.problems(str(tmp_path / "bomb.zip"))))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 30])
def test_what_is_no_bundle_is_told(tmp_path: Path, content: bytes) -> None:
    """Any other file gives one clear sentence."""
    (tmp_path / "x.zip").write_bytes(content)

    assert "it is no bundle" in next(iter(verifying.problems(str(tmp_path / "x.zip"))))
    assert "it is a folder. Name the archive" in next(iter(verifying.problems(str(tmp_path))))


@settings(max_examples=50, deadline=None)
@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=5))
def test_both_write_json_alike(value: object) -> None:
    """The verifier hashes the rows of the audit as the ledger does, whatever characters they hold."""
    assert json.dumps(value, ensure_ascii=False, separators=(",", ":")) == to_json(value)
