"""The columns and codes of other people's formats, and of our own tables, from data/exports.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from recounted.lexicon import data


@cache
def formats() -> Mapping[str, Any]:
    """Everything in data/exports.toml."""
    return tomllib.loads(data("exports.toml").read_text(encoding="utf-8"))


@cache
def columns(table: str) -> Mapping[str, tuple[str, str]]:
    """The columns of one of our tables, in order: name → type and meaning."""
    return {name: (kind, meaning) for name, (kind, meaning) in formats()["tables"][table].items()}
