"""Measure speed and memory.

    python bench/speed.py                 words a second, on one core, of each step and of the whole
    python bench/speed.py --peers         the same beside named peers, installed from PyPI in a throw-away environment
    python bench/speed.py --memory [N]    peak memory of N documents streamed from a table (100,000) against 1,000

The texts of the steps are those of examples/ and, where they are present, of ../shared/cases, repeated: dense with
claims, as reports of fighting are. The whole is measured on more: on the project's own cases and, where they are
present, on newspaper articles of ../shared/gold, of which most sentences tell of no violence.
"""

import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from recounted import flow
from recounted.engine import portions
from recounted.extractors import rules
from recounted.finders import FINDERS
from recounted.lexicon import lexicon
from recounted.model import Document
from recounted.prose import Prose, split
from recounted.readers import read

ROOT = Path(__file__).parents[1]
TEXTS = (ROOT / "examples", ROOT / "../shared/cases")
CASES = ROOT / "tests/cases"
GOLD = ROOT / "../shared/gold"

#: Newspaper articles on all subjects, one JSON object a line; so many of each are read.
ARTICLES = ("ecbplus", "polnear", "geo_lgl")
EACH = 60

#: A report that tells nothing: reading it costs what any document costs, however short.
EMPTY = "It was quiet."

Thing = TypeVar("Thing")

#: So many words go through each step in one round, and the middle of so many rounds counts.
ROUND = 30_000
ROUNDS = 5

PEERS = {
    "dateparser": (
        "dateparser search_dates, language given",
        "from dateparser.search import search_dates\ndef run(text): search_dates(text, languages=['en'])",
    ),
    "spacy": (
        "spaCy, blank tokenizer",
        "import spacy\nnlp = spacy.blank('en')\ndef run(text): nlp(text)",
    ),
}

#: What a peer runs: the same texts as often as fit into a few seconds; it prints the seconds of one pass over them.
PEER = """
import json, sys, time
{setup}
texts = json.load(open(sys.argv[1]))
for text in texts[:3]: run(text)
passes, began = 0, time.process_time()
while passes == 0 or time.process_time() - began < 3:
    for text in texts: run(text)
    passes += 1
print((time.process_time() - began) / passes)
"""


def main(arguments: Sequence[str]) -> int:
    """Measure what is asked for."""
    if "--memory" in arguments:
        numbers = [int(argument) for argument in arguments if argument.isdigit()]
        return memory(numbers[0] if numbers else 100_000)
    if "--stream" in arguments:
        return stream(arguments[-1])
    reports = documents()
    rates = measure(reports)
    print(f"{size(reports)}, one core, middle of {ROUNDS} rounds")
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.python_compiler()}\n")
    for name, rate in rates.items():
        print(f"{name:45} {rate:12,.0f} words/s")
    print()
    for name, own in (("own cases", cases()), ("newspaper articles", articles())):
        if own:
            print(on_set(f"extract, {name}", own))
    print(f"{'any document, before its first claim':45} {empty():12,.0f} µs")
    if "--peers" in arguments:
        compare(rates, reports)
    return 0


def documents() -> list[Document]:
    """The reports to measure with."""
    found = documents_in([path for path in TEXTS if path.is_dir() and any(path.iterdir())])
    if not found:
        raise SystemExit("There are no reports in examples/ to measure with.")
    return found


def documents_in(paths: Iterable[Path]) -> list[Document]:
    """The documents of some files and folders."""
    return [result for result in read([str(path) for path in paths]) if isinstance(result, Document)]


def cases() -> list[Document]:
    """The reports of the project's own cases."""
    return documents_in([CASES])


def articles() -> list[Document]:
    """Newspaper articles, as far as they are present."""
    found = []
    for path in (GOLD / f"{name}.jsonl" for name in ARTICLES):
        for line in path.read_text(encoding="utf-8").splitlines()[:EACH] if path.exists() else ():
            row = json.loads(line)
            found.append(Document(id=str(row["id"]), ref=str(row["id"]), text=row["text"]))
    return found


def size(reports: Sequence[Document]) -> str:
    """How much there is to read, and how dense it is with claims."""
    count = sum(number_of_words(report.text) for report in reports)
    dense = 1000 * sum(len(rules.extract(report)) for report in reports) / count
    return f"{len(reports)} documents of {count // len(reports)} words, {dense:.0f} claims in 1,000 words"


def on_set(name: str, reports: Sequence[Document]) -> str:
    """One line on the whole of a set of reports: how fast it is read, and what it is."""
    count = sum(number_of_words(report.text) for report in reports)
    times = max(1, ROUND // count)
    repeated = list(reports) * times
    speed = rate(lambda: portions(repeated), rules.extract_each, count * times)
    return f"{name:45} {speed:12,.0f} words/s   {size(reports)}"


def empty() -> float:
    """The microseconds that a document costs in which there is nothing to read."""
    many = [Document(id=str(number), ref=str(number), text=EMPTY) for number in range(200)]
    return 1e6 / rate(lambda: many, rules.extract, len(many))


def number_of_words(text: str) -> int:
    """How many words a person would count: what stands between spaces."""
    return len(text.split())


def measure(reports: Sequence[Document]) -> dict[str, float]:
    """Words a second of each step and of the whole, each on texts that no step before it has seen.

    The seconds are those of the processor, so that other work on the machine disturbs little.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    count = sum(number_of_words(report.text) for report in reports)
    repeated = list(reports) * max(1, ROUND // count)
    total = count * max(1, ROUND // count)
    known = lexicon("en")

    def proses() -> list[Prose]:
        return [split(report, known) for report in repeated]

    rates = {"split into words and sentences": rate(lambda: repeated, lambda report: split(report, known), total)}
    for name, finder in FINDERS.items():
        rates[f"find {name}"] = rate(proses, lambda prose, finder=finder: list(finder(prose)), total)  # type: ignore[misc]
    rates["extract, one document by one"] = rate(lambda: repeated, rules.extract, total)
    rates["extract, everything"] = rate(lambda: portions(repeated), rules.extract_each, total)
    return rates


def rate(make: Callable[[], Iterable[Thing]], run: Callable[[Thing], object], total: int) -> float:
    """Words a second of one step; what it is given is made anew for each round and not timed."""
    seconds = []
    for _ in range(ROUNDS + 1):
        things = list(make())
        gc.collect()
        began = time.process_time()
        for thing in things:
            run(thing)
        seconds.append(time.process_time() - began)
    return total / statistics.median(seconds[1:])


def compare(rates: dict[str, float], reports: Sequence[Document]) -> None:
    """Run the peers on the same texts and print how many times faster each comparable step is."""
    count = sum(number_of_words(report.text) for report in reports)
    ours = {"dateparser": "find times", "spacy": "split into words and sentences"}
    print()
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "texts.json")
        texts.write_text(json.dumps([report.text for report in reports]), encoding="utf-8")
        venv.create(folder, with_pip=True)
        python = Path(folder, "Scripts" if os.name == "nt" else "bin", "python")
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=True)
        for package, (name, setup) in PEERS.items():
            script = Path(folder, f"run_{package}.py")
            script.write_text(PEER.format(setup=setup), encoding="utf-8")
            done = subprocess.run([python, script, texts], check=True, capture_output=True, text=True)
            peer = count / float(done.stdout.split()[-1])
            print(f"{name:45} {peer:12,.0f} words/s")
            for step in (ours[package], "find figures", "extract, everything"):
                print(f"  {step:43} {rates[step] / peer:12.3g} times as fast")


def memory(many: int) -> int:
    """Print the peak memory of a run over many documents, and of one over a thousand."""
    reports = documents()
    with tempfile.TemporaryDirectory() as folder:
        for count in (1_000, many):
            table = Path(folder, f"{count}.jsonl")
            with table.open("wb") as file:
                for number in range(count):
                    report = reports[number % len(reports)]
                    row = {"id": str(number), "text": report.text, "published": report.published, "publisher": "Desk"}
                    file.write(msgspec.json.encode(row) + b"\n")
            done = subprocess.run(
                [sys.executable, __file__, "--stream", table], check=True, capture_output=True, text=True
            )
            print(f"{count:9,} documents, {table.stat().st_size / 1e6:7,.1f} MB: {done.stdout.strip()}")
            table.unlink()
    return 0


def stream(table: str) -> int:
    """Extract all claims of a table and print what that took."""
    began = time.perf_counter()
    told = claims = failed = 0
    for _, own, failure in flow.extract_all([table]):
        told, claims, failed = told + (failure is None), claims + len(own), failed + (failure is not None)
    seconds = time.perf_counter() - began
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"{told:,} told, {failed:,} failed, {claims:,} claims, {told / seconds:,.0f} documents/s,", end=" ")
    print(f"peak {peaks[0]:,.0f} MB, of the largest worker {peaks[1]:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
