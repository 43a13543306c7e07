"""The way back: a folder of JSON lines, exported whole, becomes a ledger again."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import msgspec

from recounted.errors import ReadError
from recounted.exporters.jsonl import House, Kept
from recounted.ledger import Ledger
from recounted.model import Claim, Copy, Decision, Document, Failure, Incident, Tally

Record = TypeVar("Record", bound=msgspec.Struct)

#: The longest line that is read, in bytes: a document of the largest size, its text, and its bytes as base64.
LONGEST = 200_000_000


def restore(ledger: Ledger, folder: str | Path) -> int:
    """Bring an export into a ledger that may hold other documents already; how many documents were new.

    Every document passes the gate that a reader's passes: its bytes must be what its id says, its claims in its text.
    Incidents are taken as they are where the ledger was empty; otherwise link anew with `settle`. What the ledger knows
    of a publisher's owner stands.

    Raises:
        ReadError: the folder is no such export, or was made without names and so lacks texts and originals.
    """
    where, kept, documents = Path(folder), ledger.extractor, 0
    was_empty = next(ledger.documents(), None) is None
    try:
        for document, claims in told(where):
            ledger.extractor = document.extractor
            documents += ledger.keep(bare(document), claims)
    finally:
        ledger.extractor = kept
    for failure in records(where / "failures.jsonl", Failure):
        ledger.keep_failure(failure)
    for decision in sorted(records(where / "decisions.jsonl", Decision), key=lambda one: one.when):
        ledger.decide(msgspec.structs.replace(decision, undone_by=None), again=True)
    houses = where / "owners.jsonl"  # exports of former versions have none
    owners = {one.publisher: one.house for one in records(houses, House)} if houses.exists() else {}
    ledger.use_owners({**owners, **ledger.owners()})
    if was_empty:
        ledger.replace_derived(
            records(where / "incidents.jsonl", Incident),
            records(where / "copies.jsonl", Copy),
            records(where / "tallies.jsonl", Tally),
        )
    return documents


def told(folder: Path) -> Iterator[tuple[Kept, list[Claim]]]:
    """The documents of an export, each with its claims: both files are in the order of the documents' ids."""
    groups = groupby(records(folder / "claims.jsonl", Claim), key=lambda claim: claim.document)
    document, claims = next(groups, (None, iter(())))
    for one in records(folder / "documents.jsonl", Kept):
        if not one.raw:
            raise ReadError(
                f"{folder}: its documents have no bytes. Export again with --with-names, without --coarsen."
            )
        own = list(claims) if document == one.id else []
        yield one, own
        if own:
            document, claims = next(groups, (None, iter(())))
    if document is not None:
        raise ReadError(
            f"{folder}: claims.jsonl has claims of {document}, which is not in documents.jsonl at its place."
        )


def bare(document: Kept) -> Document:
    """The document itself."""
    return Document(**{name: getattr(document, name) for name in Document.__struct_fields__})


def records(path: Path, kind: type[Record]) -> Iterator[Record]:
    """The records of a file of JSON lines.

    Raises:
        ReadError: it is not there, or a line is no such record.
    """
    decoder = msgspec.json.Decoder(kind)
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST), b""), 1):
                try:
                    yield decoder.decode(line)
                except msgspec.MsgspecError as error:
                    raise ReadError(f"{path}, line {number}: {error}. Export again, or mend that line.") from error
    except OSError as error:
        raise ReadError(
            f"{path} cannot be read: {error.strerror}. Name a folder that was exported as jsonl."
        ) from error
