"""Recounted: a ledger of claims. Who says that who did what to whom, where, when, with what toll."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recounted.errors import RecountedError
    from recounted.estimates import reckon
    from recounted.exporters import Choice, export
    from recounted.flow import extract, find, read, read_into, score, settle, split, total
    from recounted.incidents import link
    from recounted.ledger import Ledger
    from recounted.model import Claim, Decision, Document, Estimate, Failure, Figure, Incident, Mention, Span
    from recounted.readers import Defaults

__all__ = [
    "Choice",
    "Claim",
    "Decision",
    "Defaults",
    "Document",
    "Estimate",
    "Failure",
    "Figure",
    "Incident",
    "Ledger",
    "Mention",
    "RecountedError",
    "Span",
    "export",
    "extract",
    "find",
    "link",
    "read",
    "read_into",
    "reckon",
    "score",
    "settle",
    "split",
    "total",
]

#: Where each public name comes from; imported when it is first asked for, so that extracting does not load a database.
HOMES = {
    "errors": ("RecountedError",),
    "estimates": ("reckon",),
    "exporters": ("Choice", "export"),
    "flow": ("extract", "find", "read", "read_into", "score", "settle", "split", "total"),
    "incidents": ("link",),
    "ledger": ("Ledger",),
    "readers": ("Defaults",),
    "model": ("Claim", "Decision", "Document", "Estimate", "Failure", "Figure", "Incident", "Mention", "Span"),
}


def __getattr__(name: str) -> Any:
    """A public name, from its module."""
    for home, names in HOMES.items():
        if name in names:
            return getattr(import_module(f"recounted.{home}"), name)
    raise AttributeError(f"module 'recounted' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names too, though they are imported only when they are asked for."""
    return sorted({*globals(), *__all__})
