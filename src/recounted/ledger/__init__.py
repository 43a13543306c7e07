"""The ledger: the only place that writes SQL. Facts are added, never lost; what is derived is replaced at will."""

from recounted.ledger.audit import Entry
from recounted.ledger.book import Ledger
from recounted.ledger.queries import Wanted
from recounted.ledger.watched import Page, Watched

__all__ = ["Entry", "Ledger", "Page", "Wanted", "Watched"]
