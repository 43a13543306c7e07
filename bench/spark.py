"""Measure reading on Spark, and try it on a cluster of which a worker is killed.

    python bench/spark.py [MANY]       words a second on one core, on two, and on Spark local[2]; memory of a worker
    python bench/spark.py [MANY] --leads    the same over the first sentences of reports, as a wire has them, on two
                                            cores and on Spark
    python bench/spark.py --killed     one master and two workers on this machine: a worker killed in mid-job

Seconds are those of the processor, of all processes that had a part, so that other work on the machine disturbs
little; work that two cores share evenly lasts half of it.
"""

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from recounted import flow
from recounted.flow import Told
from recounted.model import Document
from recounted.spark import read_out, reading, told_in
from speed import articles, cases, documents, number_of_words

#: Documents of a measurement, of what shows the cost of beginning, and of the job from which a worker is taken.
MANY, TINY, FEW = 6_000, 16, 1_500

#: Ways to read, and how many cores each has.
WAYS = (("1", 1), ("2", 2), ("local[2]", 2))

#: Characters after which the first sentences of a report end with the sentence.
LEAD = 240

TICK = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """What a run took: seconds of the processor, seconds of the clock, MB of the largest process of Python."""

    cpu: float
    wall: float
    largest: float


def main(arguments: Sequence[str]) -> int:
    """Measure, or try."""
    numbers = [int(argument) for argument in arguments if argument.isdigit()]
    if "--alone" in arguments:
        return alone(arguments[-2], arguments[-1])
    with tempfile.TemporaryDirectory(prefix="recounted-") as folder:
        if "--killed" in arguments:
            return killed(Path(folder), numbers[0] if numbers else FEW)
        return measure(Path(folder), numbers[0] if numbers else MANY, "--leads" in arguments)


def table(folder: Path, many: int, name: str = "reports", *, leads: bool = False) -> tuple[Path, int]:
    """A table of so many reports, dense ones and newspaper articles, each once among its like; and its words."""
    own: list[Document] = [*articles(), *cases(), *documents()]
    if leads:
        own = [msgspec.structs.replace(one, text=lead(one.text)) for one in own]
    path, words = folder / f"{name}.jsonl", 0
    with path.open("wb") as file:
        for number in range(many):
            report = own[number % len(own)]
            words += number_of_words(report.text)
            row = {"id": str(number), "text": f"{report.text}\n\nNo. {number}.", "published": report.published}
            file.write(msgspec.json.encode(row) + b"\n")
    return path, words


def lead(text: str) -> str:
    """The first sentences of a report."""
    end = text.find(". ", LEAD)
    return text if end < 0 else text[: end + 1]


def measure(folder: Path, many: int, leads: bool) -> int:
    """Print the rates of the ways to read a table, each in processes of its own."""
    path, words = table(folder, many, leads=leads)
    tiny, _ = table(folder, TINY, "tiny", leads=leads)
    print(f"{many:,} documents, {words:,} words, {path.stat().st_size / 1e6:.0f} MB\n")
    rates = {}
    for how, cores in WAYS[leads:]:
        base, full = cost(how, tiny), cost(how, path)
        cpu = full.cpu - base.cpu
        rates[how] = words / (cpu / cores)
        print(
            f"{how:9} {rates[how]:9,.0f} words/s on {cores} core(s); processor {full.cpu:.0f} s, of which to begin "
            f"{base.cpu:.0f}; clock {full.wall:.0f} s; largest Python {full.largest:.0f} MB",
            flush=True,
        )
    print(f"\nSpark: {rates['local[2]'] / rates['2']:.2f} of two cores")
    if "1" in rates:
        print(f"two cores: {rates['2'] / rates['1']:.2f} times one")
    return 0


def cost(how: str, path: Path) -> Cost:
    """What one way to read a table takes."""
    line = [sys.executable, __file__, "--alone", how, str(path)]
    done = subprocess.run(line, check=True, capture_output=True, text=True)
    return Cost(*map(float, done.stdout.split()[-3:]))


def alone(how: str, path: str) -> int:
    """Read a table in one way, and print what that took."""
    began, watch = time.perf_counter(), Watch()
    if how.startswith("local"):
        reading.link_up = lambda *_: None  # what is compared is reading; bench/spark_link.py measures linking
        with tempfile.TemporaryDirectory() as folder:
            read_out([path], str(Path(folder, "out")), how)
    else:
        for _ in flow.extract_all([path], cores=int(how)):
            pass
    print(watch.end(), time.perf_counter() - began, watch.largest)
    return 0


class Watch:
    """Looks at this process and all that come from it, as long as they live, for what they take."""

    def __init__(self) -> None:
        self.seconds: dict[int, float] = {}
        self.largest, self.over = 0.0, threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self) -> None:
        """Look every so often, until it is over."""
        while not self.over.wait(0.25):
            self.look()

    def look(self) -> None:
        """Note what every process has taken so far."""
        for pid in family(os.getpid()):
            with suppress(OSError, IndexError, ValueError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                self.seconds[pid] = (int(fields[11]) + int(fields[12])) / TICK
                if "python" in Path(f"/proc/{pid}/comm").read_text():
                    held = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
                    self.largest = max(self.largest, int(held[1]) / 1024 if held else 0)

    def end(self) -> float:
        """The seconds of all of them together."""
        self.over.set()
        self.thread.join()
        self.look()
        return sum(self.seconds.values()) if len(self.seconds) > 1 else sum(resource.getrusage(0)[:2])


def family(pid: int) -> Iterator[int]:
    """A process and all that came from it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                yield from family(int(child))


def killed(folder: Path, many: int) -> int:
    """Kill a worker in mid-job, and see that the result is that of this machine alone."""
    path, _ = table(folder, many)
    expected = letters(flow.extract_all([str(path)]))
    for name, kill in (("undisturbed", False), ("one worker killed", True)):
        with cluster(folder / name) as (master, workers):
            out, victims = folder / name / "out", []
            if kill:
                threading.Thread(target=strike, args=(workers[0], out, victims), daemon=True).start()
            began = time.perf_counter()
            found = read_out([str(path)], str(out), master)
            same = letters(told_in(str(out))[1]) == expected
            struck = f", {len(victims)} processes killed" if kill else ""
            print(
                f"{name}: {found.documents} documents, {found.claims} claims, {'the same' if same else 'OTHERS'}",
                end="",
            )
            print(f"{struck}, {time.perf_counter() - began:.0f} s", flush=True)
            if not same or (kill and not victims):
                return 1
    return 0


def letters(told: Iterable[Told]) -> list[bytes]:
    """What was told, letter by letter; of a document that failed, the failure."""
    return [msgspec.json.encode((None if failed else document, claims, failed)) for document, claims, failed in told]


def strike(worker: "subprocess.Popen[bytes]", out: Path, victims: list[int]) -> None:
    """Once the first part of the result is there, kill a worker with all that works for it."""
    while not any(out.rglob("*.parquet")):
        time.sleep(0.05)
    for pid in list(family(worker.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            victims.append(pid)


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, "list[subprocess.Popen[bytes]]"]]:
    """One master and two workers of one core each, on this machine alone; the master's URL and the workers."""
    import pyspark

    program = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
    folder.mkdir()
    port = free_port()
    url = f"spark://127.0.0.1:{port}"
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    own = {**os.environ, "SPARK_WORKER_DIR": str(folder), "SPARK_LOCAL_DIRS": str(folder)}

    def start(kind: str, *options: str) -> "subprocess.Popen[bytes]":
        line = [program, f"org.apache.spark.deploy.{kind}.{kind.capitalize()}", "--host", "127.0.0.1", *options]
        log = (folder / f"{kind}.log").open("ab")
        return subprocess.Popen(line, env=own, stdout=log, stderr=log)

    running = [start("master", "--port", str(port), "--webui-port", "0")]
    try:
        until(lambda: answers(port))
        workers = [start("worker", "--cores", "1", "--memory", "1500m", "--webui-port", "0", url) for _ in range(2)]
        running += workers
        yield url, workers
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("The cluster does not begin.")
        time.sleep(0.2)


def answers(port: int) -> bool:
    """Whether somebody listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
