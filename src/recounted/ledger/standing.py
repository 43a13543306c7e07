"""What was derived before, asked and amended in place, within one turn of writing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Float, Select, cast, delete, func, insert, select

from recounted.ledger import decisions, derived, tables
from recounted.ledger.rows import document_of, from_json
from recounted.model import Claim, Copy, Decision, Document, Incident, Tally

#: So many ids or keys are asked for at a time, as a database takes in one question.
MANY = 500

#: The columns of a document without its bytes, and without its text too.
BARE = tuple(column for column in tables.document.c if column.name != "raw")
CARD = tuple(column for column in BARE if column.name != "text")

#: What the audit calls acts that may change what is derived.
STIRRING = ("keep", "reread", "decide")

Area = tuple[str, str]  # country, harm
Daily = tuple[str, str, str, int, int]  # country, harm, day, low, high


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """How far a ledger is settled: the last row of the audit that was seen, the policy, and the digest of the rest."""

    seq: int
    policy: str
    recipe: str


class Shelved(msgspec.Struct, frozen=True, kw_only=True):
    """What finds what was derived again: incident → keys of its shelves, document → keys of its text's bands."""

    mark: Mark
    keys: Mapping[str, Collection[int]] = {}
    bands: Mapping[str, Collection[int]] = {}


class News(NamedTuple):
    """Acts since a mark, oldest first, as verb and subject; the row of the audit they reach to; how many there are."""

    acts: list[tuple[str, str]]
    seq: int
    many: int


def in_lots(things: Collection[Any]) -> Iterator[Sequence[Any]]:
    """Ids or keys in order, so many at a time as a database takes in one question."""
    ordered = sorted(set(things))
    yield from (ordered[at : at + MANY] for at in range(0, len(ordered), MANY))


class Standing:
    """What a ledger holds as its derived things stand; it serves `relink` as its shelf."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def mark(self) -> Mark | None:
        """How far the ledger is settled; None where nothing tells."""
        c = tables.settled.c
        row = self.connection.execute(select(c.seq, c.policy, c.recipe)).mappings().one_or_none()
        return Mark(**row) if row else None

    def news(self, since: int, most: int) -> News:
        """The first acts after a row of the audit that may change what is derived."""
        c = tables.audit.c
        fresh = (c.seq > since) & c.verb.in_(STIRRING)
        many = self.connection.execute(select(func.count()).where(fresh)).scalar_one()
        rows = self.connection.execute(select(c.seq, c.verb, c.about).where(fresh).order_by(c.seq).limit(most)).all()
        last = rows[-1].seq if many > len(rows) else self.connection.execute(select(tables.head.c.seq)).scalar_one()
        return News([(row.verb, row.about) for row in rows], last, many)

    def size(self) -> int:
        """The number of documents."""
        return int(self.connection.execute(select(func.count()).select_from(tables.document)).scalar_one())

    def many(self) -> int:
        """The number of incidents."""
        return int(self.connection.execute(select(func.count()).select_from(tables.incident)).scalar_one())

    def owners(self) -> dict[str, str]:
        """Publisher → the house it belongs to."""
        c = tables.owner.c
        return {row.publisher: row.house for row in self.connection.execute(select(c.publisher, c.house))}

    def decisions(self) -> list[Decision]:
        """All decisions, those that are undone too."""
        return decisions.decisions(self.connection)

    # What `relink` asks

    def near(self, keys: Collection[int]) -> set[str]:
        """The incidents that stand under any of some keys."""
        c = tables.block.c
        return self._ids(keys, lambda own: select(c.incident_id).where(c.key.in_(own)))

    def telling(self, documents: Collection[str]) -> set[str]:
        """The incidents with a claim of any of some documents."""
        member, claim = tables.membership.c, tables.claim.c
        joined = select(member.incident_id).join(tables.claim, claim.id == member.claim_id)
        return self._ids(documents, lambda own: joined.where(claim.document_id.in_(own)))

    def members(self, incidents: Collection[str]) -> dict[str, list[Claim]]:
        """Incident → its claims, as far as they are still there."""
        member, claim = tables.membership.c, tables.claim.c
        joined = select(member.incident_id, claim.body).join(tables.claim, claim.id == member.claim_id)
        found: dict[str, list[Claim]] = {}
        for own in in_lots(incidents):
            query = joined.where(member.incident_id.in_(own)).order_by(member.incident_id, member.claim_id)
            for row in self.connection.execute(query):
                found.setdefault(row.incident_id, []).append(from_json(row.body, Claim))
        return found

    def told_in(self, documents: Collection[str]) -> list[Claim]:
        """All claims of some documents."""
        c = tables.claim.c
        ordered = select(c.body).order_by(c.document_id, c.position)
        return self._records(documents, lambda own: ordered.where(c.document_id.in_(own)), Claim)

    def documents(self, ids: Collection[str]) -> dict[str, Document]:
        """Documents by id, with empty texts."""
        return {document.id: document for document in self._documents(ids, CARD)}

    def copies_among(self, documents: Collection[str]) -> list[Copy]:
        """The copies that any of some documents is, or is the original of."""
        c = tables.copy.c
        found = self._records(documents, lambda own: select(c.body).where(c.document_id.in_(own)), Copy)
        found += self._records(documents, lambda own: select(c.body).where(c.copy_of.in_(own)), Copy)
        return sorted(set(found), key=lambda copy: copy.document)

    # What copies and tallies ask

    def texts(self, ids: Collection[str]) -> list[Document]:
        """Documents with their texts."""
        return list(self._documents(ids, BARE))

    def banded(self, keys: Collection[int]) -> set[str]:
        """The documents whose texts stand under any of some keys."""
        sketch, band = tables.sketch.c, tables.band.c
        joined = select(sketch.document_id).join(tables.band, band.number == sketch.number)
        return self._ids(keys, lambda own: joined.where(band.key.in_(own)))

    def claims(self, ids: Collection[str]) -> list[Claim]:
        """The claims of these ids as far as they are there."""
        c = tables.claim.c
        return self._records(ids, lambda own: select(c.body).where(c.id.in_(own)), Claim)

    def incidents(self, ids: Collection[str]) -> list[Incident]:
        """The incidents of these ids as far as they are there."""
        c = tables.incident.c
        return self._records(ids, lambda own: select(c.body).where(c.id.in_(own)), Incident)

    def tallies(self, sources: Collection[str] | None = None) -> list[Tally]:
        """The running totals of some sources, or all."""
        c = tables.tally.c
        if sources is None:
            return [from_json(body, Tally) for body in self.connection.execute(select(c.body)).scalars()]
        return self._records(sources, lambda own: select(c.body).where(c.source.in_(own)), Tally)

    def compared(self, harms: Collection[str]) -> list[Tally]:
        """The running totals of some harms that are compared with the incidents of the ledger."""
        c = tables.tally.c
        compared = select(c.body).where((c.category == "people") & c.since.is_not(None))
        return self._records(harms, lambda own: compared.where(c.harm.in_(own)), Tally)

    def sums(self, countries: Collection[str], harms: Collection[str]) -> list[Daily]:
        """What the incidents of some countries come to on each day, over all people."""
        one, own = tables.incident.c, tables.estimate.c
        low, high = (func.sum(cast(func.coalesce(bound, 0), Float)) for bound in (own.low, own.high))
        query = select(one.country, own.harm, one.date_end, low, high).join(tables.estimate, own.incident_id == one.id)
        wanted = one.country.in_(sorted(countries)) & own.harm.in_(sorted(harms)) & one.date_end.is_not(None)
        query = query.where(wanted & (own.category == "people"))
        rows = self.connection.execute(query.group_by(one.country, own.harm, one.date_end))
        return [(country, harm, day, int(least), int(most)) for country, harm, day, least, most in rows]

    # What changes

    def put_bands(self, bands: Mapping[str, Collection[int]]) -> None:
        """Have texts found by their bands; those that are known stay as they are."""
        c = tables.sketch.c
        known = self._ids(bands, lambda own: select(c.document_id).where(c.document_id.in_(own)))
        derived.add_bands(self.connection, {name: own for name, own in bands.items() if name not in known})

    def put_copies(self, documents: Collection[str], copies: Iterable[Copy]) -> None:
        """Put copies in the place of all that some documents were."""
        c = tables.copy.c
        for own in in_lots(documents):
            self.connection.execute(delete(tables.copy).where(c.document_id.in_(own)))
        derived.add_copies(self.connection, copies)

    def put_incidents(self, gone: Collection[str], come: Sequence[Incident], keys: Mapping[str, Any]) -> None:
        """Put incidents in the place of others."""
        for own in in_lots(gone):
            for table in (tables.block, tables.membership, tables.estimate):
                self.connection.execute(delete(table).where(table.c.incident_id.in_(own)))
            self.connection.execute(delete(tables.incident).where(tables.incident.c.id.in_(own)))
        derived.add_incidents(self.connection, come)
        derived.add_keys(self.connection, keys)

    def put_tallies(self, gone: Collection[str], come: Iterable[Tally]) -> None:
        """Put running totals in the place of others."""
        for own in in_lots(gone):
            self.connection.execute(delete(tables.tally).where(tables.tally.c.id.in_(own)))
        derived.add_tallies(self.connection, come)

    def put_mark(self, mark: Mark) -> None:
        """Note how far the ledger is settled."""
        put_mark(self.connection, mark)

    def _ids(self, wanted: Collection[Any], query: Any) -> set[str]:
        return {one for own in in_lots(wanted) for one in self.connection.execute(query(own)).scalars()}

    def _records(self, wanted: Collection[Any], query: Any, kind: Any) -> list[Any]:
        return [
            from_json(body, kind) for own in in_lots(wanted) for body in self.connection.execute(query(own)).scalars()
        ]

    def _documents(self, ids: Collection[str], columns: Sequence[Any]) -> Iterator[Document]:
        query: Select[Any] = select(*columns).order_by(tables.document.c.id)
        for own in in_lots(ids):
            rows = self.connection.execute(query.where(tables.document.c.id.in_(own))).mappings().all()
            yield from (document_of({"text": "", **row}) for row in rows)


def put_mark(connection: Connection, mark: Mark) -> None:
    """Note how far a ledger is settled."""
    connection.execute(delete(tables.settled))
    connection.execute(insert(tables.settled), {"name": "settled", **msgspec.structs.asdict(mark)})


def put_owners(connection: Connection, owners: Mapping[str, str]) -> bool:
    """Put a list of who owns which publisher in the place of the one before; whether it is another."""
    if Standing(connection).owners() == owners:
        return False
    connection.execute(delete(tables.owner))
    rows = [{"publisher": publisher, "house": house} for publisher, house in sorted(owners.items())]
    derived.add(connection, tables.owner, rows)
    return True
