"""A ledger of claims, in a SQLite file or in PostgreSQL."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import UTC, date, datetime
from importlib import metadata
from types import TracebackType
from typing import Self, Unpack

from sqlalchemy import Table, func, literal, select

from recounted.database import open_database
from recounted.frames import Records
from recounted.ledger import audit, checks, derived, facts, queries, tables
from recounted.ledger import decisions as judged
from recounted.ledger.accounts import Accounts
from recounted.ledger.audit import Entry, Stamp
from recounted.ledger.coverage import Coverage, coverage
from recounted.ledger.levels import Levels
from recounted.ledger.queries import Wanted
from recounted.ledger.rows import Record, as_dicts, document_of, from_json
from recounted.ledger.standing import BARE, CARD, Shelved, Standing, in_lots, put_mark, put_owners
from recounted.ledger.watched import Watched
from recounted.model import Claim, Copy, Decision, Document, Failure, Figure, Incident, Tally

#: Rows that are fetched at a time when a ledger is streamed.
STRIDE = 500

NO_TEXT = literal("").label("text")


def utc_now() -> str:
    """This second, as ISO 8601 in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def this_extractor() -> str:
    """The name and version of the extractor that the package brings."""
    return f"rules {metadata.version('recounted')}"


def reopened(kind: type["Ledger"], where: str, who: str, extractor: str) -> "Ledger":
    """The ledger that was pickled or copied, opened anew: a connection cannot be carried to another process."""
    return kind(where, create=False, who=who, extractor=extractor)


class Ledger:
    """A ledger of claims. Facts are only added; each method that writes does so wholly or not at all.

    Every method raises LedgerError where the database is out of reach, full, locked too long or damaged.
    """

    def __init__(
        self,
        where: str = "recounted.db",
        *,
        create: bool = True,
        who: str = "recounted",
        extractor: str | None = None,
        clock: Callable[[], str] = utc_now,
    ) -> None:
        """Open a ledger, and make one where there is none.

        Args:
            where: a path, or a URL such as `postgresql://host/name`.
            create: False to refuse a ledger that is not there yet.
            who: the name that the audit has for what this program does.
            extractor: name and version of what makes the claims, such as "rules 0.1.0".
            clock: gives the present time, ISO 8601 in UTC.
        """
        self.where = where
        self.extractor = extractor or this_extractor()
        self._who, self._clock = who, clock
        self._database = open_database(where, create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[Callable[..., "Ledger"], tuple[object, ...]]:
        return reopened, (type(self), self.where, self._who, self.extractor)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # Facts

    def keep(self, document: Document, claims: Sequence[Claim]) -> bool:
        """Keep a document with its claims; whether that changed anything.

        The same bytes, read by the same version to the same claims, change nothing. What a newer version reads takes
        the place of the older claims. Other bytes from the same URL are a new version of that document.
        """
        facts.admit(document, claims)
        with self._database.writing() as connection:
            return facts.keep(connection, facts.Reading(document, claims, self.extractor, self._stamp()))

    def has(self, document_id: str) -> bool:
        """Whether a document was read by this extractor in this version or a newer one."""
        c = tables.document.c
        with self._database.reading() as connection:
            known = connection.execute(select(c.extractor).where(c.id == document_id)).scalar()
        return known is not None and not facts.newer(self.extractor, known)

    def keep_failure(self, failure: Failure) -> bool:
        """Keep a failure until its document can be read; whether it is news."""
        with self._database.writing() as connection:
            return facts.keep_failure(connection, failure, self._stamp())

    def decide(self, decision: Decision, again: bool = False) -> bool:
        """Keep a decision; whether it is news.

        Args:
            again: it was kept before, in another ledger: it is taken even where it finds its claims no longer.

        Raises:
            DecisionError: it lacks who, when or why, makes no sense, is about what the ledger has not, or cannot be
                obeyed beside what was decided before.
        """
        with self._database.writing() as connection:
            return judged.decide(connection, decision, self._stamp(), again)

    def replace_derived(
        self,
        incidents: Iterable[Incident],
        copies: Iterable[Copy] = (),
        tallies: Iterable[Tally] = (),
        shelved: Shelved | None = None,
    ) -> None:
        """Put incidents, copies and tallies in the place of those derived before, all at once.

        Args:
            shelved: how far they are settled, and what finds them; without it the next `settle` links all anew.
        """
        with self._database.writing() as connection:
            derived.replace(connection, incidents, copies, tallies)
            if shelved is not None:
                derived.add_keys(connection, shelved.keys)
                derived.add_bands(connection, shelved.bands)
                put_mark(connection, shelved.mark)

    @contextmanager
    def standing(self) -> Iterator[Standing]:
        """What is derived, to be asked and amended in one turn of writing: all that is done is kept, or nothing."""
        with self._database.writing() as connection:
            yield Standing(connection)

    def use_owners(self, owners: Mapping[str, str]) -> None:
        """Keep who owns which publisher, in the place of what was kept before: papers of one house are one voice."""
        with self._database.writing() as connection:
            if put_owners(connection, owners):
                audit.add(connection, self._stamp(), ("own", "publishers"), owners)

    def owners(self) -> dict[str, str]:
        """Publisher → the house it belongs to, as a user told the ledger."""
        with self._database.reading() as connection:
            return Standing(connection).owners()

    def last_seq(self) -> int:
        """The number of the last row of the audit, 0 where there is none."""
        with self._database.reading() as connection:
            return connection.execute(select(tables.head.c.seq)).scalar() or 0

    def acting(self, who: str) -> Self:
        """The same ledger with another name in the audit for who acts."""
        other = copy(self)
        other._who = who
        return other

    @property
    def accounts(self) -> Accounts:
        """Who may work with the ledger, and what they propose."""
        return Accounts(self._database, self._stamp())

    @property
    def levels(self) -> Levels:
        """Which documents only few may see."""
        return Levels(self._database, self._stamp())

    @property
    def watched(self) -> Watched:
        """The feeds that are watched, and the pages that wait to be read."""
        return Watched(self._database)

    # Questions

    def documents(self, whole: bool = False) -> Records[Document]:
        """Every document in the order of ids, without its bytes, unless they are wanted."""
        return Records(Document, self._documents(whole))

    def _documents(self, whole: bool) -> Iterator[Document]:
        query = select(*(tables.document.c if whole else BARE)).order_by(tables.document.c.id)
        with self._database.reading() as connection:
            rows = connection.execution_options(yield_per=STRIDE).execute(query)
            yield from map(document_of, as_dicts(rows))

    def refs(self) -> dict[str, str]:
        """The name of every document, by its id."""
        c = tables.document.c
        with self._database.reading() as connection:
            return {row.id: row.ref for row in connection.execute(select(c.id, c.ref))}

    def cards(self, ids: Iterable[str]) -> Iterator[Document]:
        """The documents of these ids as far as they are there, by id, without bytes and with an empty text."""
        for own in in_lots(set(ids)):
            query = select(*CARD, NO_TEXT).where(tables.document.c.id.in_(own)).order_by(tables.document.c.id)
            with self._database.reading() as connection:
                yield from [document_of(row) for row in as_dicts(connection.execute(query))]

    def headings(self) -> Iterator[Document]:
        """Every document in the order of ids, without its text and bytes."""
        query = select(*CARD, NO_TEXT).order_by(tables.document.c.id)
        with self._database.reading() as connection:
            yield from map(document_of, as_dicts(connection.execution_options(yield_per=STRIDE).execute(query)))

    def state(self) -> str:
        """Words that are others whenever the facts, or what is derived from them, are others."""
        one, mark = tables.incident.c, tables.settled.c
        with self._database.reading() as connection:
            last = connection.execute(select(tables.head.c.hash)).scalar()
            seen = connection.execute(select(mark.seq, mark.policy, mark.recipe)).one_or_none()
            if seen is None:  # what is derived was put there by somebody else, who keeps no mark
                size = select(func.count(), func.sum(func.length(one.body)), func.max(one.id))
                seen = connection.execute(size).one()
        return f"{last} {seen}"

    def document(self, name: str) -> Document:
        """The document of that id, or the beginning of one, ref or URL; the newest where there are several.

        Raises:
            LedgerError: there is none, or several ids begin like that.
        """
        c = tables.document.c
        with self._database.reading() as connection:
            named = select(tables.document).where((c.ref == name) | (c.url == name)).order_by(c.version.desc(), c.id)
            row = connection.execute(named.limit(1)).mappings().one_or_none()
            if row is None:
                found = queries.one_id(connection, tables.document, name, self.where)
                row = connection.execute(select(tables.document).where(c.id == found)).mappings().one()
        return document_of(row)

    def extractors(self) -> Iterator[str]:
        """Name and version of the extractor whose reading stands, for every document in the order of ids."""
        query = select(tables.document.c.extractor).order_by(tables.document.c.id)
        with self._database.reading() as connection:
            yield from connection.execution_options(yield_per=STRIDE).execute(query).scalars()

    def versions(self, name: str) -> list[Document]:
        """All that came from the same URL as the document of that name, oldest first, without bytes."""
        found = self.document(name)
        c = tables.document.c
        same = c.url == found.url if found.url else c.id == found.id
        with self._database.reading() as connection:
            rows = connection.execute(select(*BARE).where(same).order_by(c.version))
            return [document_of(row) for row in rows.mappings()]

    def appearances(self) -> Iterator[Document]:
        """Documents whose bytes came again under another name, as they came then: ref, publisher, URL and day."""
        c, also = tables.document.c, tables.appearance.c
        given = {also.ref, also.publisher, also.url, also.published}
        own = [column for column in BARE if column.name not in {other.name for other in given}]
        query = select(*own, *given).join(tables.appearance, also.document_id == c.id).order_by(c.id, also.ref)
        with self._database.reading() as connection:
            for row in connection.execution_options(yield_per=STRIDE).execute(query).mappings():
                yield document_of(row)

    def claims(self, **wanted: Unpack[Wanted]) -> Records[Claim]:
        """Claims that pass all filters, document by document, in reading order."""
        return Records(Claim, self._claims(wanted))

    def _claims(self, wanted: Wanted) -> Iterator[Claim]:
        c = tables.claim.c
        query = queries.narrowed(select(c.body), tables.claim, tables.figure, wanted)
        with self._database.reading() as connection:
            rows = connection.execution_options(yield_per=STRIDE).execute(query.order_by(*queries.in_turn(wanted)))
            for body in rows.scalars():
                yield from_json(body, Claim)

    def claims_of(self, ids: Iterable[str]) -> Iterator[Claim]:
        """The claims of these ids as far as they are there, by id."""
        c = tables.claim.c
        for own in in_lots(set(ids)):
            with self._database.reading() as connection:
                rows = connection.execute(select(c.body).where(c.id.in_(own)).order_by(c.id)).scalars().all()
            yield from (from_json(body, Claim) for body in rows)

    def claim(self, claim_id: str) -> Claim:
        """The claim of that id, or of the beginning of one.

        Raises:
            LedgerError: there is none, or several ids begin like that.
        """
        return self._one(tables.claim, claim_id, Claim)

    def figures(self, **wanted: Unpack[Wanted]) -> Iterator[tuple[Claim, Figure]]:
        """Every figure of the claims that pass all filters, with its claim."""
        names = queries.SAME["figure"].keys() & wanted.keys()
        for claim in self.claims(**wanted):
            for figure in claim.toll:
                if all(getattr(figure, name) == wanted[name] for name in names):  # type: ignore[literal-required]
                    yield claim, figure

    def failures(self, mended: bool = False) -> list[Failure]:
        """What could not be read or understood, oldest first; with those that were mended since, if wanted."""
        c = tables.failure.c
        query = select(c.ref, c.reason, c.stage).order_by(c.at, c.ref, c.stage, c.reason)
        with self._database.reading() as connection:
            rows = connection.execute(query if mended else query.where(c.mended_at.is_(None)))
            return [Failure(**row) for row in rows.mappings()]

    def decisions(self, undone: bool = False) -> list[Decision]:
        """The decisions that stand, in the order they were taken; or all, with `undone_by` set, if wanted."""
        with self._database.reading() as connection:
            found = judged.decisions(connection)
        return (
            found if undone else [decision for decision in found if not decision.undone_by and decision.verb != "undo"]
        )

    def incidents(self, **wanted: Unpack[Wanted]) -> Records[Incident]:
        """Incidents that pass all filters, by their first day; those without a day come last."""
        return Records(Incident, self._incidents(wanted))

    def _incidents(self, wanted: Wanted) -> Iterator[Incident]:
        c = tables.incident.c
        query = queries.narrowed(select(c.body), tables.incident, tables.estimate, wanted)
        with self._database.reading() as connection:
            ordered = query.order_by(*queries.EARLIEST)
            for body in connection.execution_options(yield_per=STRIDE).execute(ordered).scalars():
                yield from_json(body, Incident)

    def some_incidents(self, ids: Sequence[str]) -> list[Incident]:
        """The incidents of at most some thousand ids, in their order; those that are not there are left out."""
        c = tables.incident.c
        with self._database.reading() as connection:
            rows = connection.execute(select(c.id, c.body).where(c.id.in_(ids)))
            found = {row.id: from_json(row.body, Incident) for row in rows}
        return [found[one] for one in ids if one in found]

    def incident(self, incident_id: str) -> Incident:
        """The incident of that id, or of the beginning of one.

        Raises:
            LedgerError: there is none, or several ids begin like that.
        """
        return self._one(tables.incident, incident_id, Incident)

    def copies(self) -> list[Copy]:
        """Documents that repeat others."""
        return self._all(tables.copy, Copy)

    def tallies(self) -> list[Tally]:
        """Running totals by source."""
        return self._all(tables.tally, Tally)

    def audit(self) -> Iterator[Entry]:
        """Who did what, when, oldest first."""
        with self._database.reading() as connection:
            yield from audit.entries(connection)

    def coverage(self) -> Coverage:
        """What the ledger was made from, and how much of it people have looked at."""
        decisions = self.decisions()
        with self._database.reading() as connection:
            return coverage(connection, decisions)

    def newest_audit(
        self, most: int, who: str | None = None, verb: str | None = None, day: date | None = None
    ) -> list[Entry]:
        """The last rows of the audit, newest first; of one person, of one kind, of one day, if wanted."""
        with self._database.reading() as connection:
            return audit.newest(connection, most, who, verb, day)

    def check(self) -> list[str]:
        """Everything that is wrong with the ledger, in words; empty where it is whole."""
        with self._database.reading() as connection:
            return list(checks.problems(connection))

    def _stamp(self) -> Stamp:
        return self._who, self._clock()

    def _one(self, table: Table, asked: str, kind: type[Record]) -> Record:
        with self._database.reading() as connection:
            body = connection.execute(select(table.c.body).where(table.c.id == asked)).scalar()
            if body is None:
                found = queries.one_id(connection, table, asked, self.where)
                body = connection.execute(select(table.c.body).where(table.c.id == found)).scalar_one()
            return from_json(body, kind)

    def _all(self, table: Table, kind: type[Record]) -> list[Record]:
        with self._database.reading() as connection:
            rows = connection.execute(select(table.c.body).order_by(*table.primary_key.columns))
            return [from_json(body, kind) for (body,) in rows]
