"""The tables and records of the ledger, and what the documents say of them."""

import re
from pathlib import Path

import pytest

from recounted.ledger.tables import metadata
from recounted.model import Actor, Claim, Figure, Period, Place, Speaker

MODEL = (Path(__file__).parents[2] / "docs" / "data-model.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_every_table_is_documented_with_all_its_columns(name: str) -> None:
    """A table has its row in the data model, and the row names its columns, no more and no fewer."""
    row = re.search(rf"^\| `{name}` \|[^|]*\|(.*)\|$", MODEL, re.MULTILINE)
    assert row, f"docs/data-model.md has no row for {name}"
    assert sorted(re.findall(r"`(\w+)`", row[1])) == sorted(metadata.tables[name].columns.keys())


@pytest.mark.parametrize("record", [Claim, Figure, Place, Period, Actor, Speaker])
def test_every_field_of_a_claim_is_documented(record: type) -> None:
    """The data model names each field of the claim record and of the records within it."""
    assert [name for name in record.__struct_fields__ if f"`{name}`" not in MODEL] == []  # type: ignore[attr-defined]
