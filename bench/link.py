"""How linking scales: time a claim, memory, precision and recall at 10,000, 100,000 and 1,000,000 claims.

    python bench/link.py [SIZE…] [--add] [--ledger]     default sizes 10000 100000; --add also times adding one document
                                                        in memory, --ledger in a ledger on disk, and a decision there

The claims are those of our own reports (bench/pairs.jsonl), moved to other places and days over ten years, with other
figures, each incident told by one to several reports that differ as reports do. The truth is known.
"""

import gc
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

sys.path.insert(0, str(Path(__file__).parent))

import linking
from recounted import flow
from recounted.decisions import decide
from recounted.estimates import backdrop
from recounted.extractors.rules import extract
from recounted.incidents import assemble, keys_of, link, relink, rule
from recounted.ledger import Ledger, facts
from recounted.model import Claim, Copy, Decision, Document, Figure, Incident, Period, Place, Span, Speaker, content_id

FIRST, DAYS, TOWNS, SEED = date(2014, 1, 1), 3650, 4000, 7
PUBLISHERS = tuple(f"Paper {number}" for number in range(200))


def templates() -> list[list[Claim]]:
    """The claims of each of our own reports that tell of an attack."""
    found = (extract(document) for document in linking.documents_of(linking.pair_rows()).values())
    return [own for own in found if own and own[0].event_type == "ASSAULT" and any(claim.toll for claim in own)]


def towns(chance: random.Random) -> list[Place]:
    """Towns where wars are: twenty regions, each with a centre and towns around it within some 300 km."""
    found = []
    for region in range(20):
        centre = chance.uniform(-10, 50), chance.uniform(-10, 75)
        for town in range(TOWNS // 20):
            found.append(
                Place(
                    name=f"Town{region}x{town}", span=Span(0, 1), country=f"C{region:02}", where_prec=1,
                    latitude=centre[0] + chance.gauss(0, 1.5), longitude=centre[1] + chance.gauss(0, 1.5),
                )
            )  # fmt: skip
    return found


def generate(size: int) -> tuple[list[Claim], dict[str, Document], dict[str, int]]:
    """About `size` claims, their documents, and claim id → number of its incident."""
    chance = random.Random(SEED)
    told, places = templates(), towns(chance)
    claims: list[Claim] = []
    documents: dict[str, Document] = {}
    truth: dict[str, int] = {}
    incident = 0
    while len(claims) < size:
        place, day, model = chance.choice(places), FIRST + timedelta(chance.randrange(DAYS)), chance.choice(told)
        tolls = {harm: max(1, int(chance.paretovariate(0.9))) for harm in ("killed", "injured")}
        for _ in range(min(12, 1 + int(chance.expovariate(0.6)))):
            document, own = report(chance, model, place, day, tolls)
            documents[document.id] = document
            claims += own
            truth.update((claim.id, incident) for claim in own)
        incident += 1
    return claims, documents, truth


def report(
    chance: random.Random, model: Sequence[Claim], place: Place, day: date, tolls: Mapping[str, int]
) -> tuple[Document, list[Claim]]:
    """One report of an incident, which may be off by a day, know only the province, or have an earlier figure."""
    published = day + timedelta(chance.choice((0, 1, 1, 2)))
    publisher = chance.choice(PUBLISHERS)
    ident = content_id(str(chance.random()))
    said = {harm: max(1, round(number * chance.choice((0.7, 1, 1, 1, 1.2)))) for harm, number in tolls.items()}
    when = day + timedelta(chance.choice((0,) * 18 + (1, -1)))
    where = msgspec.structs.replace(place, where_prec=4) if chance.random() < 0.05 else place
    document = Document(id=ident, ref=ident, text="", publisher=publisher, published=published)
    own = [
        msgspec.structs.replace(
            claim,
            id=f"{ident[:12]}{number:04}",
            document=ident,
            ref=ident,
            sources=(Speaker(name=publisher, kind="publisher"), *claim.sources[1:]),
            locations=(where,),
            time=Period(text="", span=claim.span, date_start=when, date_end=when, date_prec=1),
            toll=tuple(moved(figure, said.get(figure.harm)) for figure in claim.toll),
            text=f"{claim.text.lower()} {place.name}",
        )
        for number, claim in enumerate(model)
    ]  # fmt: skip
    return document, own


def moved(figure: Figure, number: int | None) -> Figure:
    """A figure with another number, bounded as it was."""
    if number is None:
        return figure
    own = {name: number for name in ("low", "best", "high") if getattr(figure, name) is not None}
    return msgspec.structs.replace(figure, **own)


def pairs_right(incidents: Sequence[Incident], truth: dict[str, int]) -> tuple[float, float]:
    """Precision and recall over pairs of claims."""
    cells = Counter((number, truth[claim]) for number, one in enumerate(incidents) for claim in one.claims)
    both = sum(n * (n - 1) for n in cells.values())
    got = sum(n * (n - 1) for n in Counter(own for own, _ in cells.elements()).values())
    gold = sum(n * (n - 1) for n in Counter(truth.values()).values())
    return both / max(1, got), both / max(1, gold)


def kept(ledger: Ledger, claims: Sequence[Claim], documents: Mapping[str, Document]) -> None:
    """Keep made-up reports, which have no bytes to be checked, and settle the ledger."""
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document, []).append(claim)
    with ledger.standing() as standing:
        for name, own in by_document.items():
            reading = facts.Reading(documents[name], own, ledger.extractor, ("bench", "2026-01-01T00:00:00Z"))
            facts.keep(standing.connection, reading)
    flow.refresh(ledger)


def timed(what: Callable[[], object]) -> str:
    """Seconds that something takes, by the wall and of one core, in this process and those that it waited for."""
    began, worked = time.perf_counter(), os.times()
    what()
    spent = sum(now - then for now, then in zip(os.times()[:4], worked[:4], strict=True))
    return f"{time.perf_counter() - began:.2f} s, of one core {spent:.2f} s"


def in_ledger(size: int) -> Iterator[str]:
    """How long one more document, and one decision, take in a ledger of so many claims."""
    claims, documents, _ = generate(size)
    gc.freeze()
    with TemporaryDirectory() as folder, Ledger(f"{folder}/claims.db") as ledger:
        built = timed(lambda: kept(ledger, claims, documents))
        held = ledger.coverage().incidents
        yield f"{len(claims):9,} claims  {held:8,} incidents in a ledger, kept and settled in {built}"
        text = f"At least five people were killed in Ganja on 3 May 2015, police said in report {size}."
        told = Path(folder, "one.txt")
        told.write_text(text, encoding="utf-8")
        yield f"          reading one document: {timed(lambda: read_one(ledger, told))}"
        a, b = claims[0], claims[-1]
        one = decide("different", [a, b], "bench", "2026-01-01T00:00:00Z", "to see how long it takes")
        yield f"          one decision: {timed(lambda: decided(ledger, one))}"
        where = f"{folder}/claims.db"
        yield f"          the verb read: {timed(lambda: verb('read', told.as_posix(), '--ledger', where))}"
        why = ("--why", "to see", "--who", "bench", "--ledger", where)
        yield f"          the verb decide: {timed(lambda: verb('decide', 'right', claims[5].id, *why))}"


def read_one(ledger: Ledger, path: Path) -> None:
    """Read a document and settle."""
    flow.read_into(ledger, [str(path)], cores=1)
    flow.refresh(ledger)


def decided(ledger: Ledger, one: Decision) -> None:
    """Decide and settle."""
    ledger.decide(one)
    flow.refresh(ledger)


def verb(*arguments: str) -> None:
    """Run a verb of the program in a process of its own, as people do."""
    subprocess.run([sys.executable, "-c", "from recounted.cli import app; app()", *arguments], check=True, stdout=-3)


def lines(sizes: Sequence[int], add: bool) -> Iterator[str]:
    """What each size comes to."""
    for size in sizes:
        claims, documents, truth = generate(size)
        gc.collect()
        gc.freeze()
        began, worked = time.perf_counter(), time.process_time()
        incidents = link(claims, documents)
        took, worked = time.perf_counter() - began, time.process_time() - worked
        precision, recall = pairs_right(incidents, truth)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        yield (
            f"{len(claims):9,} claims  {len(incidents):8,} incidents  {took:7.1f} s, of one core {worked:7.1f} s, "
            f"{worked / len(claims) * 1e6:5.0f} us a claim  "
            f"{memory:5.2f} GB  precision {precision:.4f}  recall {recall:.4f}"
        )
        if add:
            yield added(claims, documents)


class Memory:
    """A linked ledger in memory, with its shelves."""

    def __init__(self, claims: Sequence[Claim], documents: Mapping[str, Document]) -> None:
        self.known = documents
        self.incidents: dict[str, list[Claim]] = {}
        self.shelves: dict[int, list[str]] = {}
        self.fresh: list[Claim] = []
        self.copies: list[Copy] = []
        for one, told in assemble(rule((), claims), backdrop(documents), "envelope"):
            self.incidents[one.id] = [claim for happening in told for claim in happening.claims]
            for key in keys_of(told):
                self.shelves.setdefault(key, []).append(one.id)

    def near(self, keys: Collection[int]) -> Collection[str]:
        """The incidents that stand under any of some keys."""
        return {one for key in keys for one in self.shelves.get(key, ())}

    def telling(self, documents: Collection[str]) -> Collection[str]:  # noqa: ARG002
        """The incidents that tell of a new document: none."""
        return ()

    def members(self, incidents: Collection[str]) -> Mapping[str, Sequence[Claim]]:
        """Incident → its claims."""
        return {one: self.incidents[one] for one in incidents}

    def told_in(self, documents: Collection[str]) -> Sequence[Claim]:
        """The claims of the new document."""
        return [claim for claim in self.fresh if claim.document in documents]

    def documents(self, ids: Collection[str]) -> Mapping[str, Document]:
        """Documents by id."""
        return {own: self.known[own] for own in ids}

    def copies_among(self, documents: Collection[str]) -> Sequence[Copy]:
        """No copies are made up."""
        return [copy for copy in self.copies if copy.document in documents]


def added(claims: Sequence[Claim], documents: dict[str, Document]) -> str:
    """How long one more document takes."""
    chance = random.Random(SEED + 1)
    memory = Memory(claims, documents)
    model = next(iter(memory.incidents.values()))[:3]
    place, when = model[0].locations[0], model[0].time
    assert when is not None
    document, memory.fresh = report(chance, model, place, when.date_start, {"killed": 5, "injured": 9})
    documents[document.id] = document
    began = time.perf_counter()
    change = relink(memory, {document.id})
    took = time.perf_counter() - began
    return f"          one document more: {took:.3f} s, {len(change.gone)} incidents replaced by {len(change.come)}"


if __name__ == "__main__":
    wanted = [int(size) for size in sys.argv[1:] if size.isdigit()] or [10_000, 100_000]
    inside = (line for size in wanted for line in in_ledger(size))
    for line in inside if "--ledger" in sys.argv else lines(wanted, "--add" in sys.argv):
        print(line, flush=True)
