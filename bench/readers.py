"""How fast a web archive is read, main text and all, with how much memory, and what becomes of damaged records.

    python bench/readers.py [RECORDS]     default 100,000; one in a hundred is damaged

The pages are those of examples/, each with an address and a sentence of its own, amid the furniture of a news site.
Records are compressed one by one, as crawlers write them; a damaged one has some bytes of it made zero.
"""

import gzip
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from recounted.flow import read
from recounted.model import Document

ROOT = Path(__file__).parents[1]
EVERY = 100

#: Links that a page of a news site has beside its text.
FURNITURE = "<nav>" + "".join(f'<a href="/s/{n}">Section {n}</a>' for n in range(60)) + "</nav>"


def records(count: int) -> Iterator[bytes]:
    """The records of an archive, compressed; the same every time."""
    chance = random.Random(1)
    pages = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.html"))]
    for number in range(count):
        page = pages[number % len(pages)]
        body = page.replace("<body>", f"<body>{FURNITURE}").replace("</p>", f" Report {number}.</p>", 1).encode()
        record = bytearray(gzip.compress(captured(number, body), 6, mtime=0))
        if number % EVERY == EVERY - 1:
            at = chance.randrange(len(record) // 3, len(record) * 2 // 3)
            record[at : at + 40] = bytes(40)
        yield bytes(record)


def captured(number: int, body: bytes) -> bytes:
    """A page as a crawler keeps it."""
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Date: 2020-10-10T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def main(arguments: list[str]) -> int:
    """Write an archive, read it, and say what came of it; 1 where other than the damaged records failed."""
    count = int(arguments[0]) if arguments else 100_000
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        with path.open("wb") as file:
            file.writelines(records(count))
        began, told, failed = time.process_time(), 0, 0
        for item in read([str(path)]):
            told, failed = (told + 1, failed) if isinstance(item, Document) else (told, failed + 1)
        seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{told:,} pages read, {failed:,} failed, of {count:,}: {(told + failed) / seconds:.0f} pages/s of one core")
    print(f"peak {peak:.0f} MB")
    return 0 if (told, failed) == (count - count // EVERY, count // EVERY) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
