"""A run that is killed: keeps made-up reports in a ledger, then derives incidents from them, until its time has come."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable

from samples import book, incident, told

REPORTS = 90
TOWNS = ("Barda", "Stepanakert", "Ganja")


def run(where: str, clock: Callable[[bool], None] = lambda at_end: None) -> None:
    """Keep all reports, and derive an incident of each town; the clock ticks for each report that is new, and at the end."""
    with book(where) as ledger:
        for number in range(REPORTS):
            counts, url = (number + 1, number + 2, number + 3), f"https://desk.example/{number % 50}"
            if ledger.keep(*told(str(number), counts, TOWNS[number % 3], url=url)):
                clock(False)
        clock(True)
        for town in TOWNS:
            claims = [claim for claim in ledger.claims() if claim.locations[-1].name == town]
            known = [found for found in ledger.incidents() if found.id != incident(claims, town).id]
            ledger.replace_derived([*known, incident(claims, town)])


def doom(ticks: int, delay: float) -> Callable[[bool], None]:
    """A clock that kills this process so many seconds after so many ticks or the last, wherever it is then."""
    rest = iter(range(ticks))

    def clock(at_end: bool) -> None:
        if (next(rest, None) is None or at_end) and threading.active_count() == 1:
            threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()

    return clock


if __name__ == "__main__":
    run(sys.argv[1], doom(int(sys.argv[2]), float(sys.argv[3])))
    time.sleep(60)
