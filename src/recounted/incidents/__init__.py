"""Claims that speak of one happening, across documents, as incidents; people's decisions are obeyed."""

from recounted.decisions import Orphan, Ruling, check, decide, in_force, related, rule
from recounted.incidents.linking import assemble, link, tell
from recounted.incidents.relink import Change, Shelf, keys_of, relink

__all__ = [
    "Change", "Orphan", "Ruling", "Shelf", "assemble", "check", "decide", "in_force", "keys_of", "link", "related",
    "relink", "rule", "tell",
]  # fmt: skip
