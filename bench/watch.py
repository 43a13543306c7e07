"""Soak a watch: many pages from a site that misbehaves; nothing is lost, nothing doubled, memory stays flat.

    python bench/watch.py [N]      N pages (10,000): counts, pages a second, memory held after each look at all pages

The clock of the watch stands still within a look, so all that is new is linked at once after the first; that takes the
most memory, which is printed apart.

Of every hundred addresses 59 are articles that have not changed when they are looked at again, 25 the same article
under five addresses each, 5 fail at first, 3 are gone, 2 redirect in a circle, 2 are packed wrongly, 2 say a wrong
encoding, 1 is slow, and 1 answers too late at first. Who waits for an answer waits a third of a second, not twenty.
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "fetching"))

from mock_site import Page, Reply, Site, serving

from recounted.fetching import Fetcher
from recounted.fetching import fetcher as fetcher_module
from recounted.ledger import Ledger
from recounted.watching import Feed, Watch

TOWNS = ("Martuni", "Ganja", "Stepanakert", "Barda", "Tartar", "Hadrut", "Fuzuli", "Shushi")
SHARES = {
    "plain": 59, "alike": 25, "shaky": 5, "gone": 3, "loop": 2, "broken": 2, "lying": 2, "slow": 1, "late": 1,
}  # fmt: skip

#: Seconds that a fetcher waits for an answer, and that a slow body and a late answer take.
PATIENCE, SLOW, LATE = 0.3, 0.05, 0.6


def article(number: int) -> bytes:
    """A page with a report."""
    town, count = TOWNS[number % len(TOWNS)], 2 + number % 40
    day = 1 + number % 28
    text = f"Shelling in {town} wounded {count} people on {day} October 2020, officials said in report {number}."
    return f"<html><body><article><h1>Report {number}</h1><p>{text}</p></article></body></html>".encode()


def page(kind: str, number: int) -> Page:
    """What an address answers."""
    headers = {"Content-Type": "text/html; charset=utf-8"}
    if kind == "gone":
        return 410, headers, b""
    if kind == "loop":
        return 302, {"Location": f"/{kind}/{number}"}, b""
    if kind == "broken":
        return 200, headers | {"Content-Encoding": "gzip"}, article(number)
    if kind == "lying":
        return 200, {"Content-Type": "text/html; charset=utf-16"}, article(number)
    if kind in {"shaky", "late", "slow", "plain"}:
        return moody(kind, headers, article(number))
    return 200, headers, article(number // 5 * 5 + 1_000_000 if kind == "alike" else number)


def moody(kind: str, headers: Mapping[str, str], body: bytes) -> Page:
    """What an address answers that does not answer alike each time."""
    tries: Counter[str] = Counter()

    def reply(asked: Mapping[str, str]) -> Reply:
        tries[kind] += 1
        if kind == "plain" and asked.get("If-None-Match"):
            return 304, {}, b""
        if kind == "shaky" and tries[kind] < 3:
            return 503, headers, b""
        if kind == "slow" or (kind == "late" and tries[kind] < 2):
            time.sleep(SLOW if kind == "slow" else LATE)
        return 200, {**headers, "ETag": '"1"'}, body

    return reply


def fill(site: Site, count: int) -> tuple[int, int]:
    """Give a site so many addresses in one feed; how many documents and failures are to come of it."""
    kinds = [kind for kind, share in SHARES.items() for _ in range(share)]
    urls, documents, failures = list[str](), set[bytes](), 0
    for number in range(count):
        kind = kinds[number % 100]
        site.pages[f"/{kind}/{number}"] = page(kind, number)
        urls.append(f"{site.url}/{kind}/{number}")
        failures += kind in {"gone", "loop", "broken"}
        if kind not in {"gone", "loop", "broken"}:
            documents.add(article(number // 5 * 5 + 1_000_000 if kind == "alike" else number))
    items = "".join(f"<item><link>{url}</link></item>" for url in urls)
    site.put("/feed", f"<rss><channel><title>Soak</title>{items}</channel></rss>")
    return len(documents), failures


def main(arguments: list[str]) -> int:
    """Soak, print, and say whether all came out right."""
    count = int(arguments[0]) if arguments else 10_000
    now = [time.time()]
    fetcher_module.PIECE_SECONDS = PATIENCE
    with TemporaryDirectory() as folder, serving() as site, Ledger(f"{folder}/soak.db") as ledger:
        documents, failures = fill(site, count)
        with Fetcher(private=True, pause=0, sleep=lambda _: None) as fetcher:
            feed = Feed(url=f"{site.url}/feed", every="30d")
            watch = Watch(ledger, [feed], fetcher, clock=lambda: now[0], chance=lambda: 0.0)
            began, looks = time.monotonic(), list[int]()
            while not (found := watch.queue.counts()) or "waiting" in found:
                if not watch.step():
                    watch.relink()
                    now[0] += watch.rest()
                if watch.counters.pages > count * (len(looks) + 1):
                    looks.append(held())
            took = time.monotonic() - began
        kept, failed = len(list(ledger.documents())), len(ledger.failures())
        print(
            f"{watch.counters.pages:,} requests for {count:,} addresses in {took:.0f} s, {count / took:.0f} a second; "
            f"{time.process_time():.0f} s of the processor, the site's too"
        )
        print(f"documents {kept:,} of {documents:,}; failures {failed:,} of {failures:,}; {watch.queue.counts()}")
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"memory held after each look {looks} MB, {held()} at the end, at most {most}; faults: {ledger.check()[:3]}"
        )
    return int((kept, failed) != (documents, failures))


def held() -> int:
    """The memory that is held now, in MB; 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * resource.getpagesize() >> 20 if told.exists() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
