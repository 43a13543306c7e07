"""A function put to many things on several cores, its results in the order of the things. Knows nothing of news.

What one thing gives must depend on nothing but the thing: then one core and many give the same results. Where several
processes are used, functions and things must be picklable, and a script needs `if __name__ == "__main__":`.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from typing import Any, Generic, NamedTuple, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Failed = Callable[[Item, Exception], Result] | None
Together = Callable[[Sequence[Item]], Iterable[Result]] | None
Task = Callable[[Sequence[Item]], Any]
Warm = Callable[[], object]

#: How many things go to a process at once, and how many such portions wait for each process.
PORTION = 8
AHEAD = 3


class Processes(NamedTuple):
    """What several processes are given: what each does before it begins, and how lists of results travel as bytes.

    What `unpack` gives must equal what was packed; results are pickled where these are not given, or `pack` raises.
    """

    warm: Warm | None = None
    pack: Callable[[Any], bytes] | None = None
    unpack: Callable[[bytes], Any] | None = None


#: Processes that are given nothing.
PLAIN = Processes()


class WorkerDied(Exception):
    """A process ended while it worked on a thing: it was killed, or ran out of memory."""


def flat_map(
    function: Callable[[Item], Iterable[Result]],
    items: Iterable[Item],
    failed: Failed[Item, Result] = None,
    cores: int | None = None,
    together: Together[Item, Result] = None,
    processes: Processes = PLAIN,
) -> Iterator[Result]:
    """What the function gives for each thing, in order. Only a bounded number of things is held at any time.

    Args:
        function: may give several results, or none.
        failed: what stands in place of a thing's results when the function raises on it; without it, that ends the run.
        cores: how many processes work at once; one works in this process; None stands for all cores of the machine.
        together: gives for several things, in order, what the function gives for each, and faster; where it raises,
            the function is asked for each.
        processes: what they are given, where several work.
    """
    feed = iter(items)
    first = list(islice(feed, PORTION * 2))
    task = partial(attempt, function, failed, together)
    wanted = all_cores() if cores is None else cores
    if wanted <= 1 or len(first) < PORTION * 2:
        return (result for portion in portions(chain(first, feed)) for result in task(portion))
    return spread(Workers(task, failed, wanted, processes), portions(chain(first, feed)))


def all_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def attempt(
    function: Callable[[Item], Iterable[Result]],
    failed: Failed[Item, Result],
    together: Together[Item, Result],
    items: Sequence[Item],
) -> list[Result]:
    """What the function gives for several things; where it raises, what stands in place."""
    if together is not None and len(items) > 1:
        with suppress(Exception):  # which of the things it was is found below
            return list(together(items))
    results: list[Result] = []
    for item in items:
        try:
            results += list(function(item))
        except Exception as error:  # one bad thing must not end the run
            if failed is None:
                raise
            results.append(failed(item, error))
    return results


def packed(task: Task[Item], pack: Callable[[Any], bytes], items: Sequence[Item]) -> bytes | list[Result]:
    """What a task gives, as bytes; as it is where it cannot be packed."""
    results: list[Result] = task(items)
    with suppress(Exception):  # then it is pickled, or that fails in words
        return pack(results)
    return results


def portions(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The things, a few at a time."""
    feed = iter(items)
    while portion := list(islice(feed, PORTION)):
        yield portion


class Workers(Generic[Item, Result]):
    """Processes that do one task. When one dies, what was begun is done again thing by thing, and new ones start."""

    def __init__(
        self,
        task: Task[Item],
        failed: Failed[Item, Result],
        cores: int,
        processes: Processes = PLAIN,
    ) -> None:
        self.task = partial(packed, task, processes.pack) if processes.pack else task
        self.failed, self.cores, self.processes = failed, cores, processes
        self.pool = self.start(cores)

    def start(self, cores: int) -> ProcessPoolExecutor:
        """New processes."""
        return ProcessPoolExecutor(cores, initializer=begin, initargs=(self.processes.warm,))

    def submit(self, portion: Sequence[Item]) -> Future[Any]:
        """Begin a portion."""
        try:
            return self.pool.submit(self.task, portion)
        except BrokenProcessPool:
            self.pool.shutdown()
            self.pool = self.start(self.cores)
            return self.pool.submit(self.task, portion)

    def results(self, portion: Sequence[Item], begun: Future[Any]) -> list[Result]:
        """What a portion that was begun gives, once it is done."""
        try:
            return self.opened(begun.result())
        except BrokenProcessPool:
            return [result for item in portion for result in self.alone(item)]

    def alone(self, item: Item) -> list[Result]:
        """What a thing gives in a process of its own, so that no other dies with it."""
        with self.start(1) as pool:
            try:
                return self.opened(pool.submit(self.task, (item,)).result())
            except BrokenProcessPool:
                error = WorkerDied("The process that worked on it died, perhaps for lack of memory.")
        if self.failed is None:
            raise error
        return [self.failed(item, error)]

    def opened(self, told: Any) -> list[Result]:
        """Results as they travelled to results."""
        unpack = self.processes.unpack
        results: list[Result] = unpack(told) if unpack and isinstance(told, bytes) else told
        return results

    def close(self) -> None:
        """End when everything is done."""
        self.pool.shutdown()

    def stop(self) -> None:
        """End at once, without the work begun."""
        for process in list((self.pool._processes or {}).values()):
            process.terminate()
        self.pool.shutdown(cancel_futures=True)


def begin(warm: Warm | None) -> None:
    """Make a new process ready: it leaves an interrupt to its parent, and ends when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=follow_parent, daemon=True).start()
    if warm is not None:
        warm()


def follow_parent() -> None:
    """End this process when its parent has ended, however that came."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def spread(workers: Workers[Item, Result], feed: Iterable[Sequence[Item]]) -> Iterator[Result]:
    """The results of the portions in order; only so many portions are taken from the feed as are soon worked on."""
    waiting: deque[tuple[Sequence[Item], Future[Any]]] = deque()
    try:
        for portion in feed:
            waiting.append((portion, workers.submit(portion)))
            if len(waiting) >= AHEAD * workers.cores:
                yield from workers.results(*waiting.popleft())
        while waiting:
            yield from workers.results(*waiting.popleft())
    except BaseException:
        workers.stop()
        raise
    workers.close()
