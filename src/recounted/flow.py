"""The whole of Recounted on one page.

    read       split        find                                        claim     link        reckon       keep
documents → sentences → speakers events actors places times figures → claims → incidents → estimates → Ledger
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from recounted import engine
from recounted.errors import EvidenceError, ReadError, RecountedError, UsageError
from recounted.extractors import rules
from recounted.finders import FINDERS
from recounted.finders.actor_names import use_actors
from recounted.finders.actor_tables import ADDED
from recounted.lexicon import LITERAL, counting, lexicon
from recounted.model import Claim, Document, Failure, Incident, Mention
from recounted.prose import Prose
from recounted.prose import split as split_prose
from recounted.readers import Defaults, Source, find_sources, load
from recounted.totals import totals

if TYPE_CHECKING:
    from recounted.gold import Measured
    from recounted.ledger import Ledger

#: So many characters are read together at most: what the finders know of a text takes many times its room.
TOGETHER = 500_000

Told = tuple[Document | None, list[Claim], Failure | None]

#: How what was told travels between processes: several times faster than pickled.
PACK, UNPACK = msgspec.msgpack.encode, msgspec.msgpack.Decoder(list[Told]).decode


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run came to."""

    documents: int
    known: int
    claims: int
    failures: tuple[Failure, ...]

    def words(self) -> str:
        """One sentence for a person."""
        told = f"{many(self.documents, 'document')}, {many(self.claims, 'claim')}"
        told += f", {self.known:,} already in the ledger" if self.known else ""
        return told + (f", {len(self.failures):,} failed (recounted show failures)" if self.failures else "")


def many(count: int, thing: str) -> str:
    """A number of things: `1 source`, `3 sources`."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def read(what: Iterable[str], defaults: Defaults | None = None) -> Iterator[Document | Failure]:
    """The documents in files, folders, globs or standard input (`-`), and what could not be read."""
    chosen = defaults or Defaults()
    return (item for source in find_sources(what) for item in load(source, chosen))


def split(document: Document, vague: str = LITERAL) -> Prose:
    """The words, sentences and paragraphs of a document; `vague` names how words such as "dozens" are numbers.

    Raises:
        LexiconError: the document's language is not supported, or no rule set for vague numbers has that name.
    """
    return split_prose(document, counting(document.language, vague))


def find(kind: str, document: Document, vague: str = LITERAL) -> list[Mention]:
    """What one finder (`places`, `times`, `figures`, `speakers`, `events`, `actors`) finds in a document.

    Raises:
        UsageError: there is no such finder.
    """
    if kind not in FINDERS:
        raise UsageError(f'No finder is called "{kind}". There are: {", ".join(sorted(FINDERS))}.')
    return rules.find_one(kind, split(document, vague))


def extract(document: Document, vague: str = LITERAL) -> list[Claim]:
    """The claims of a document, each with its evidence checked."""
    return rules.extract(document, vague)


def total(document: Document, vague: str = LITERAL) -> dict[str, dict[str, int | None] | None]:
    """What a document, taken as a report of one incident, comes to: harm → low, best, high, or None."""
    prose = split(document, vague)
    told = totals(prose, rules.find_one("figures", prose))
    return {harm: None if bounds is None else bounds._asdict() for harm, bounds in told.items()}


def score(gold: str | Path) -> "Measured":
    """How well the program's claims agree with a file of coded reports (JSON lines), field by field.

    Raises:
        ReadError: it cannot be read, holds nothing, or a line is no coded report, or says what could never be right.
    """
    from recounted.gold import document_of, measure, read_gold
    from recounted.gold.checking import sound
    from recounted.gold.coded import coded

    beside = Path(gold).parent
    reports = [sound(one) for one in read_gold(gold)]
    if not reports:
        raise ReadError(f"{gold} holds no coded report. docs/exports.md says what one has.")
    return measure((one, [coded(claim) for claim in extract(document_of(one, beside))]) for one in reports)


def extract_all(
    what: Iterable[str], defaults: Defaults | None = None, cores: int | None = None, vague: str = LITERAL
) -> Iterator[Told]:
    """Every document of a run with its claims, in the order of reading, whatever the number of cores."""
    return tell_each(find_sources(what), defaults or Defaults(), cores, vague)


def tell_each(
    sources: Iterable[Source | Failure], defaults: Defaults, cores: int | None = None, vague: str = LITERAL
) -> Iterator[Told]:
    """Every document of some sources with its claims, in their order, whatever the number of cores."""
    processes = engine.Processes(partial(ready, tuple(ADDED)), PACK, UNPACK)
    alone, together = partial(tell, defaults, vague), partial(tell_together, defaults, vague)
    return engine.flat_map(alone, sources, not_told, cores, together, processes)


def ready(tables: Sequence[Path]) -> None:
    """Make a process ready to extract, with the tables of actors that a user added."""
    use_actors(tables)
    lexicon()


def tell(defaults: Defaults, vague: str, source: Source | Failure) -> Iterator[Told]:
    """The documents of a source with their claims; what could not be read or understood is a failure."""
    for item in load(source, defaults):
        if isinstance(item, Failure):
            yield None, [], item
            continue
        try:
            yield item, extract(item, vague), None
        except RecountedError as error:
            yield item, [], Failure(ref=item.ref, reason=str(error), stage="extract")


def tell_together(defaults: Defaults, vague: str, sources: Sequence[Source | Failure]) -> Iterator[Told]:
    """What `tell` gives for each of several sources, faster; it raises where a document cannot be understood."""
    items = [item for source in sources for item in load(source, defaults)]
    documents = [item for item in items if isinstance(item, Document)]
    few = sum(len(document.text) for document in documents) <= TOGETHER
    told = iter(rules.extract_each(documents, vague) if few else (extract(document, vague) for document in documents))
    for item in items:
        yield (None, [], item) if isinstance(item, Failure) else (item, next(told), None)


def not_told(source: Source | Failure, error: Exception) -> Told:
    """A source on which reading or extracting broke: its trouble is recorded, and the others go on."""
    return None, [], Failure(ref=source.ref, reason=f"{type(error).__name__}: {error}", stage="extract")


def kept(ledger: "Ledger", told: Told) -> Told:
    """What keeping a document with its claims came to: news, nothing where all was known, or a failure."""
    document, own, _ = told
    assert document is not None
    try:
        return told if ledger.keep(document, own) else (None, [], None)
    except EvidenceError as error:
        return None, [], Failure(ref=document.ref, reason=str(error), stage="keep")


def read_into(
    ledger: "Ledger",
    what: Sequence[str],
    defaults: Defaults | None = None,
    cores: int | None = None,
    watch: Callable[[Told], None] | None = None,
    vague: str = LITERAL,
) -> Summary:
    """Read documents into a ledger; each is kept with its claims at once or not at all. Known ones change nothing."""
    return keep_all(ledger, extract_all(what, defaults, cores, vague), watch)


def keep_all(ledger: "Ledger", all_told: Iterable[Told], watch: Callable[[Told], None] | None = None) -> Summary:
    """Keep what was told of documents in a ledger, in its order."""
    documents = known = claims = 0
    failures: list[Failure] = []
    for told in all_told:
        document, own, failure = told if told[2] is not None else kept(ledger, told)
        if failure is not None:
            ledger.keep_failure(failure)
            failures.append(failure)
        elif document is not None:
            documents, claims = documents + 1, claims + len(own)
        else:
            known += 1
        if watch is not None:
            watch((document, own, failure))
    return Summary(documents=documents, known=known, claims=claims, failures=tuple(failures))


def settle(ledger: "Ledger", policy: str = "envelope") -> list[Incident]:
    """Link and reckon what is new in a ledger, obeying people's decisions, and keep what comes of it; all incidents."""
    refresh(ledger, policy)
    return list(ledger.incidents())


def refresh(ledger: "Ledger", policy: str = "envelope") -> None:
    """What `settle` does, for those who do not need all incidents."""
    from recounted.incidents.settling import settle as bring_up

    bring_up(ledger, policy)


def how_many(ledger: "Ledger") -> int:
    """The number of incidents in a ledger."""
    with ledger.standing() as standing:
        return standing.many()


def telling(ledger: "Ledger", documents: Iterable[str]) -> list[Incident]:
    """The incidents that some documents tell of, by their first day."""
    with ledger.standing() as standing:
        found = standing.incidents(standing.telling(set(documents)))
    return sorted(found, key=lambda one: (str(one.date_start or "9999"), one.id))
