"""JSON lines, lossless: documents, claims, incidents, copies and tallies as the ledger has them, with their schemas.

Where nothing is held back, documents come with their texts and bytes, and failures, decisions and the owners of
publishers are there too: that is enough to make the ledger again (`recounted import`).
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from recounted.exporters.stock import Stock
from recounted.exporters.writing import write_lines
from recounted.model import Claim, Copy, Decision, Document, Failure, Incident, Tally

DROPS = (
    "The audit, former readings, and when something was read.",
    "Unless nothing is held back: the texts and bytes of documents, failures, people's decisions, lists of owners, and "
    "rejected claims.",
)


class Kept(Document, frozen=True, kw_only=True):
    """A document with the name and version of the extractor that read it. `raw` is base64 in JSON."""

    extractor: str


class House(msgspec.Struct, frozen=True, kw_only=True):
    """A publisher, and the house that it belongs to."""

    publisher: str
    house: str


#: File → what its lines are.
RECORDS: dict[str, type[msgspec.Struct]] = {
    "documents": Kept,
    "claims": Claim,
    "incidents": Incident,
    "copies": Copy,
    "tallies": Tally,
    "failures": Failure,
    "decisions": Decision,
    "owners": House,
}

#: Those of them that leave only where nothing is held back.
WHOLE = ("failures", "decisions", "owners")


def write(stock: Stock, folder: Path) -> None:
    """A file for each kind of record, and a JSON Schema for each file."""
    write_lines(folder / "documents.jsonl", documents(stock))
    write_records(stock, folder)
    for name, kind in RECORDS.items():
        if stock.choice.whole or name not in WHOLE:
            schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(kind)
            path = folder / f"{name}.schema.json"
            path.write_bytes(msgspec.json.format(msgspec.json.encode(schema), indent=1) + b"\n")


def write_records(stock: Stock, folder: Path) -> None:
    """Everything but the documents."""
    write_lines(folder / "claims.jsonl", claims(stock))
    write_lines(folder / "incidents.jsonl", stock.incidents())
    write_lines(folder / "copies.jsonl", copies(stock))
    write_lines(folder / "tallies.jsonl", stock.tallies())
    if stock.choice.whole:
        write_lines(folder / "failures.jsonl", stock.ledger.failures())
        write_lines(folder / "decisions.jsonl", decisions(stock))
        owners = sorted(stock.ledger.owners().items())
        write_lines(folder / "owners.jsonl", (House(publisher=name, house=house) for name, house in owners))


def documents(stock: Stock) -> Iterator[Kept]:
    """The documents, whole where nothing is held back."""
    for document, extractor in stock.readings(whole=True):
        yield Kept(**msgspec.structs.asdict(document), extractor=extractor)


def claims(stock: Stock) -> Iterator[Claim]:
    """The claims: as they were read beside the decisions, else as people left them."""
    for claim in stock.claims(corrected=not stock.choice.whole):
        if stock.choice.whole or stock.status(claim.id) != "rejected":
            yield claim
        else:
            stock.left_out["claims that a person has rejected"] += 1


def copies(stock: Stock) -> Iterator[Copy]:
    """The copies among the documents that leave."""
    return (copy for copy in stock.ledger.copies() if stock.cited is None or copy.document in stock.cited)


def decisions(stock: Stock) -> Iterator[Decision]:
    """All decisions, or those about claims that leave; what undoes one goes with it."""
    every = stock.ledger.decisions(undone=True)
    if stock.chosen is None:
        yield from every
        return
    kept: set[str] = set()
    for decision in every:
        if stock.chosen.issuperset(decision.about) or kept.issuperset(decision.about):
            kept.add(decision.id)
            yield decision
