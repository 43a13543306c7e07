"""Which documents only few may see."""

from sqlalchemy import delete, insert, select

from recounted.database import Database
from recounted.errors import LedgerError, UsageError
from recounted.ledger import audit, tables
from recounted.ledger.audit import Stamp

OPEN, SENSITIVE = "open", "sensitive"
LEVELS = (OPEN, SENSITIVE)

LEVEL = tables.level


class Levels:
    """The part of a ledger that says which documents are sensitive; all others are open."""

    def __init__(self, database: Database, stamp: Stamp) -> None:
        self._database, self._stamp = database, stamp

    def sensitive(self) -> frozenset[str]:
        """The ids of the documents that only few may see."""
        with self._database.reading() as connection:
            return frozenset(connection.execute(select(LEVEL.c.document_id)).scalars())

    def put(self, document: str, level: str) -> bool:
        """Say of a document that it is `open` or `sensitive`; whether that is news.

        Raises:
            UsageError: there is no such level.
            LedgerError: there is no such document.
        """
        if level not in LEVELS:
            raise UsageError(f'No sensitivity is called "{level}". There are: {", ".join(LEVELS)}.')
        own, wanted = LEVEL.c.document_id == document, level == SENSITIVE
        with self._database.writing() as connection:
            known = tables.document.c.id
            if connection.execute(select(known).where(known == document)).first() is None:
                raise LedgerError(f"There is no document {document}.")
            if wanted == (connection.execute(select(LEVEL.c.level).where(own)).first() is not None):
                return False
            if wanted:
                connection.execute(insert(LEVEL), {"document_id": document, "level": level})
            else:
                connection.execute(delete(LEVEL).where(own))
            audit.add(connection, self._stamp, ("set level", document), {"level": level})
        return True
