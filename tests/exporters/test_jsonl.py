"""JSON lines: lossless, valid by their schemas, and the way back."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator

from recounted.errors import EvidenceError, ReadError
from recounted.exporters import Choice, export
from recounted.exporters.restoring import restore
from recounted.ledger import Ledger

Write = Callable[..., Path]


def test_export_import_export_gives_the_same_bytes(write: Write, tmp_path: Path) -> None:
    """Documents with their bytes, claims, failures, decisions and what is derived come back as they left."""
    first = write("jsonl", names=True)
    with Ledger(str(tmp_path / "back.db")) as back:
        assert restore(back, first) == 4
        assert restore(back, first) == 0
        export(back, "jsonl", tmp_path / "again", Choice(names=True))

        assert back.check() == []
    for file in sorted(first.glob("*.json*")):
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes(), file.name


def test_owners_of_publishers_come_back(write: Write, tmp_path: Path) -> None:
    """Who owns which publisher leaves with all the rest and is known again; what the ledger knows itself stands."""
    with Ledger(str(tmp_path / "first.db")) as first, Ledger(str(tmp_path / "back.db")) as back:
        first.use_owners({"Morning": "North", "Evening": "North"})
        back.use_owners({"Evening": "South"})
        export(first, "jsonl", tmp_path / "out", Choice(names=True))
        restore(back, tmp_path / "out")

        assert back.owners() == {"Morning": "North", "Evening": "South"}
    assert "owners.jsonl" not in {path.name for path in write("jsonl").iterdir()}


@pytest.mark.parametrize("names", [True, False])
def test_every_line_is_valid_by_the_schema_beside_it(write: Write, names: bool) -> None:
    """An independent validator takes each record."""
    folder = write("jsonl", names=names)
    checked = 0
    for path in folder.glob("*.jsonl"):
        schema = msgspec.json.decode((folder / f"{path.stem}.schema.json").read_bytes())
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for line in path.read_bytes().splitlines():
            validator.validate(msgspec.json.decode(line))
            checked += 1

    assert checked > 15


def test_a_rejected_claim_leaves_only_with_the_decision_that_says_so(write: Write) -> None:
    """Whole, it stands beside the decision; otherwise it is left out, and the sheet says that one was."""
    whole, public = write("jsonl", names=True), write("jsonl")

    assert b'"meeting"' in (whole / "claims.jsonl").read_bytes()
    assert b'"wrong"' in (whole / "decisions.jsonl").read_bytes()
    assert b'"meeting"' not in (public / "claims.jsonl").read_bytes()
    assert not (public / "decisions.jsonl").exists()
    assert "claims that a person has rejected: 1" in (public / "METHODOLOGY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "change", "error", "words"),
    [
        ("documents.jsonl", (b'"raw":"', b'"raw":"AAAA'), EvidenceError, "not the SHA-256"),
        ("claims.jsonl", (b'"span":[0,', b'"span":[1,'), EvidenceError, "is not"),
        ("claims.jsonl", (b'"id"', b'"ix"'), ReadError, "line 1"),
        ("documents.jsonl", (b'"raw":"', b'"raw":"","x":"'), ReadError, "--with-names"),
    ],
)
def test_what_was_tampered_with_is_refused(
    write: Write, tmp_path: Path, file: str, change: tuple[bytes, bytes], error: type[Exception], words: str
) -> None:
    """An import passes the ledger's own gate: bytes must be what their id says, claims in their text."""
    folder = write("jsonl", names=True)
    held = (folder / file).read_bytes()
    assert change[0] in held
    (folder / file).write_bytes(held.replace(*change, 1))

    with Ledger(str(tmp_path / "other.db")) as other, pytest.raises(error, match=words):
        restore(other, folder)


def test_what_is_no_export_is_told_so(tmp_path: Path) -> None:
    """A folder without the files is refused in words."""
    with Ledger(str(tmp_path / "other.db")) as other, pytest.raises(ReadError, match="cannot be read"):
        restore(other, tmp_path)
