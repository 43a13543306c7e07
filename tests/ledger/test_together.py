"""Many programs at one ledger: no lost update, nothing doubled, nobody stuck."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from samples import book, rows, told

WRITER = """
import sys
sys.path[:0] = sys.argv[2].split(":")
from samples import book, told
with book(sys.argv[1]) as ledger:
    for number in range(12):
        ledger.keep(*told(str(number), (number + 1, number + 2)))
"""


def test_writers_and_readers_at_once_lose_and_double_nothing(anywhere: str) -> None:
    """Eight programs that read the same reports leave what one would have left; twenty readers see whole documents."""
    paths = ":".join([str(Path(__file__).parent), *sys.path])
    book(anywhere).close()
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, anywhere, paths]) for _ in range(8)]

    def look(_: int) -> bool:
        with book(anywhere) as ledger:
            for _ in range(5):
                claims = list(ledger.claims())
                if len(claims) != 2 * len({claim.document for claim in claims}):
                    return False
        return True

    with ThreadPoolExecutor(20) as readers:
        assert all(readers.map(look, range(20)))
    assert [writer.wait(120) for writer in writers] == [0] * 8
    found = rows(anywhere)
    assert len(found["document"]) == len(found["audit"]) == 12
    assert len(found["claim"]) == len(found["figure"]) == 24
    with book(anywhere) as ledger:
        assert ledger.check() == []
        assert ledger.claim(told("3", (4, 5))[1][1].id).toll[0].best == 5


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
