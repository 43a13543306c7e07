"""Recounted: a ledger of claims. Who says that who did what to whom, where, when, with what toll."""

from recounted.errors import RecountedError
from recounted.estimates import reckon
from recounted.flow import Defaults, extract, find, read, read_into, settle, split, total
from recounted.incidents import link
from recounted.ledger import Ledger
from recounted.model import Claim, Document, Estimate, Failure, Figure, Incident, Mention, Span

__all__ = [
    "Claim",
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
    "extract",
    "find",
    "link",
    "read",
    "read_into",
    "reckon",
    "settle",
    "split",
    "total",
]
