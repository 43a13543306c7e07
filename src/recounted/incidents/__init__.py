"""Claims that speak of one happening, across documents, as incidents; people's decisions are obeyed."""

from recounted.incidents.decisions import Orphan, Ruling, check, decide, in_force, rule
from recounted.incidents.linking import gather, link, tell
from recounted.incidents.relink import Change, relink

__all__ = ["Change", "Orphan", "Ruling", "check", "decide", "gather", "in_force", "link", "relink", "rule", "tell"]
