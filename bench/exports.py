"""How fast a large ledger leaves, and with how much memory: each format, over generated incidents.

python bench/exports.py [INCIDENTS]     default 10,000; three claims an incident, from three documents

Each format runs in a process of its own, as the command line does, so that the peak of its memory is its own.
"""

import gc
import hashlib
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from recounted.cli.exporting import SELDOM
from recounted.estimates import Backdrop
from recounted.exporters import EXPORTERS, Choice, export
from recounted.incidents.describe import incident
from recounted.ledger import Ledger
from recounted.model import Actor, Claim, Document, Figure, Period, Place, Span, Speaker, content_id

TOLD = 3
PAPERS = [f"Paper {number}" for number in range(40)]


def documents(count: int) -> Iterator[tuple[Document, Claim]]:
    """Reports of generated incidents, three of each, in the order of incidents; the same every time."""
    chance = random.Random(1)
    for number in range(count):
        day = date(2015, 1, 1) + timedelta(days=number % 3000)
        latitude, longitude, killed = chance.uniform(-60, 60), chance.uniform(-170, 170), chance.randrange(40)
        for telling in range(TOLD):
            toll = killed + chance.randrange(3)
            text = f"Shells hit Town {number} on that day, killing {toll} people, officials of side {telling} said."
            raw = f"{number} {telling} {text}".encode()
            paper = chance.choice(PAPERS)
            own = hashlib.sha256(raw).hexdigest()
            yield (
                Document(id=own, ref=f"{number}-{telling}.txt", text=text, raw=raw, publisher=paper, published=day),
                claim(own, text, (latitude, longitude), day, toll),
            )


def claim(document: str, text: str, point: tuple[float, float], day: date, killed: int) -> Claim:
    """The claim of such a report."""
    at = text.index("killing ") + 8
    figure = Span(at, at + len(str(killed)))
    place = Place(name="Town", span=Span(11, 15), latitude=point[0], longitude=point[1], country="UKR", where_prec=1)
    return Claim(
        id=content_id(document),
        document=document,
        ref="generated",
        span=Span(0, len(text)),
        text=text,
        sources=(Speaker(name="Paper", kind="publisher"), Speaker(name=f"officials {text[-8]}", kind="unnamed")),
        speech_act="state",
        modality="asserted",
        event_type="ASSAULT",
        event_kind="shelling",
        event_span=Span(0, 6),
        weapon="artillery",
        actors=(Actor(name="the army", span=Span(0, 6), code="RUS MIL"),),
        recipients=(Actor(name="people", span=Span(0, 6), code="CVL"),),
        locations=(place,),
        time=Period(text="that day", span=Span(0, 6), date_start=day, date_end=day, date_prec=1),
        toll=(Figure(harm="killed", category="people", low=killed, best=killed, high=killed, span=figure),),
    )


def fill(path: Path, count: int) -> None:
    """A ledger of so many incidents."""
    with Ledger(str(path)) as ledger:
        groups: list[list[Claim]] = []
        cards: dict[str, Document] = {}
        for number, (document, own) in enumerate(documents(count)):
            ledger.keep(document, [own])
            cards[document.id] = document
            groups.append([]) if number % TOLD == 0 else None
            groups[-1].append(own)
        ledger.replace_derived(incident(group, Backdrop(documents=cards), "envelope") for group in groups)


def measure(path: Path, name: str) -> None:
    """Write one format and print what it took."""
    gc.set_threshold(SELDOM)
    with TemporaryDirectory() as folder, Ledger(str(path), create=False) as ledger:
        start = time.process_time()
        files = export(ledger, name, Path(folder) / "out", Choice(names=True))
        seconds, size = time.process_time() - start, sum(file.stat().st_size for file in files)
        count = ledger.coverage().incidents
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024  # type: ignore[index]
    rate = f"{seconds:6.1f} s of one core  {count / seconds:7.0f} incidents/s"
    print(f"{name:14} {rate}  {size / 1e6:7.1f} MB  peak {peak:5.0f} MB")


def main(arguments: list[str]) -> None:
    """Fill a ledger and measure every format."""
    if len(arguments) == 2:
        measure(Path(arguments[0]), arguments[1])
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        fill(path, int(arguments[0]) if arguments else 10_000)
        for name in EXPORTERS:
            subprocess.run([sys.executable, __file__, str(path), name], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
