"""The ledger: the only place that writes SQL. Facts are added, never lost; what is derived is replaced at will."""

from recounted.ledger.audit import Entry
from recounted.ledger.book import Ledger
from recounted.ledger.queries import Wanted

__all__ = ["Entry", "Ledger", "Wanted"]
