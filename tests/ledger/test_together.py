"""Many programs at one ledger: no lost update, nothing doubled, nobody stuck."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from samples import book, rows, told

from recounted.incidents.settling import rebuild
from recounted.ledger import tables

WRITERS, READERS, SHARED, OWN = 8, 20, 12, 4

WRITER = """
import sys
sys.path[:0] = sys.argv[2].split(":")
from samples import book, decision, told
from recounted.flow import settle
mine = int(sys.argv[3])
with book(sys.argv[1]) as ledger:
    for number in range(12):
        number = (number + mine) % 12
        ledger.keep(*told(str(number), (number + 1, number + 2)))
    for number in range(4):
        document, claims = told(f"{mine} {number}", (number + 1, mine + 5), "Ganja", url="https://desk.example/live")
        ledger.keep(document, claims)
    ledger.decide(decision("different", claims[0].id, claims[1].id))
    settle(ledger)
"""


def test_writers_and_readers_at_once_lose_and_double_nothing(anywhere: str) -> None:
    """Eight programs that read reports, the same and their own, decide and link leave what one would have left.

    Twenty readers meanwhile see whole documents, and never fewer than before.
    """
    paths = ":".join([str(Path(__file__).parent), *sys.path])
    book(anywhere).close()
    line = [sys.executable, "-c", WRITER, anywhere, paths]
    writers = [subprocess.Popen([*line, str(number)], stderr=subprocess.PIPE) for number in range(WRITERS)]

    def look(_: int) -> bool:
        seen = 0
        with book(anywhere) as ledger:
            for _ in range(5):
                claims = list(ledger.claims())
                if len(claims) != 2 * len({claim.document for claim in claims}) or len(claims) < seen:
                    return False
                seen = len(claims)
        return True

    with ThreadPoolExecutor(READERS) as readers:
        assert all(readers.map(look, range(READERS)))
    assert [(writer.communicate(timeout=300)[1], writer.returncode) for writer in writers] == [(b"", 0)] * WRITERS
    found, documents = rows(anywhere), SHARED + WRITERS * OWN
    assert len(found["document"]) == documents
    assert len(found["claim"]) == len(found["figure"]) == 2 * documents
    assert len(found["decision"]) == WRITERS and len(found["audit"]) == documents + WRITERS
    with book(anywhere) as ledger:
        assert ledger.check() == []
        assert ledger.claim(told("3", (4, 5))[1][1].id).toll[0].best == 5
        linked = list(ledger.incidents())
        rebuild(ledger, "envelope")
        assert list(ledger.incidents()) == linked != []
    names = [column.name for column in tables.document.columns]
    pages = [dict(zip(names, row, strict=True)) for row in found["document"]]
    live = sorted((one for one in pages if one["url"]), key=lambda one: one["version"])
    assert [one["version"] for one in live] == list(range(1, WRITERS * OWN + 1))
    assert [one["previous"] for one in live] == [None, *(one["id"] for one in live[:-1])]


def test_the_same_report_kept_by_several_at_the_same_moment_is_kept_once(anywhere: str) -> None:
    """One of them has news, the others have none, and nobody fails."""
    together = Barrier(5)

    def keep(_: int) -> list[bool]:
        with book(anywhere) as ledger:
            news = []
            for number in range(10):
                together.wait(60)
                news.append(ledger.keep(*told(str(number), (number + 1, 7))))
            return news

    book(anywhere).close()
    with ThreadPoolExecutor(5) as people:
        news = list(people.map(keep, range(5)))
    assert [sum(column) for column in zip(*news, strict=True)] == [1] * 10
    with book(anywhere) as ledger:
        assert ledger.check() == []
