"""Tests of the engine: order, bounds, errors, deaths, ends."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from recounted.engine import AHEAD, PORTION, Processes, WorkerDied, flat_map

MANY = PORTION * AHEAD * 4


def twice(number: int) -> list[str]:
    """Two results for an even number, none for an odd one."""
    return [f"{number}a", f"{number}b"] if number % 2 == 0 else []


def fragile(number: int) -> list[str]:
    """Refuses 13, dies of 17."""
    if number == 13:
        raise ValueError("thirteen")
    if number == 17:
        os.kill(os.getpid(), signal.SIGKILL)
    return [str(number)]


def at_once(numbers: Sequence[int]) -> list[str]:
    """What `fragile` gives for several numbers, marked; refuses all for one."""
    return [f"{found} at once" for number in numbers for found in fragile(number)]


def late_refusal(number: int) -> Iterator[str]:
    """Gives something, then raises."""
    yield "begun"
    raise ValueError(str(number))


def note(item: object, error: Exception) -> str:
    """What stands in place of results."""
    return f"{item}: {type(error).__name__}"


@pytest.fixture(params=["fork", "spawn"])
def start(request: pytest.FixtureRequest) -> Iterator[str]:
    """Both ways in which processes begin."""
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method(request.param, force=True)
    yield request.param
    multiprocessing.set_start_method(before, force=True)


@pytest.mark.usefixtures("start")
def test_many_cores_give_what_one_core_gives() -> None:
    """The results are those of one core, in the order of the things."""
    alone = list(flat_map(twice, range(MANY), note, cores=1))

    assert alone == [result for number in range(MANY) for result in twice(number)]
    assert alone == list(flat_map(twice, range(MANY), note, cores=2))


def pack(results: list[str]) -> bytes:
    """To bytes, but for what has a 7 in it."""
    if any("7" in result for result in results):
        raise ValueError("seven")
    return f"{os.getpid()} {' '.join(results)}".encode()


def unpack(told: bytes) -> list[str]:
    """From bytes; says that they came from another process."""
    process, *results = told.decode().split()
    return [f"{result} travelled" for result in results if int(process) != os.getpid()]


@pytest.mark.usefixtures("start")
def test_results_travel_as_they_are_packed() -> None:
    """They are packed where the work is done and unpacked where they are wanted; what cannot be packed is not lost."""
    told = list(flat_map(words, range(MANY), note, cores=2, processes=Processes(pack=pack, unpack=unpack)))

    portions = [range(at, at + PORTION) for at in range(0, MANY, PORTION)]
    whole = [own for own in portions if not any("7" in str(number) for number in own)]
    assert [result.split()[0] for result in told] == [str(number) for number in range(MANY)]
    assert {result for result in told if "travelled" in result} == {f"{n} travelled" for own in whole for n in own}


@pytest.mark.parametrize("number", [0, 1, PORTION, 2 * PORTION - 1, 2 * PORTION, 2 * PORTION + 1])
def test_any_number_of_things_will_do(number: int) -> None:
    """No thing is lost or doubled where portions end."""
    assert [str(n) for n in range(number)] == list(flat_map(words, range(number), note, cores=2))


def words(number: int) -> list[str]:
    """One result."""
    return [str(number)]


@pytest.mark.parametrize("cores", [1, 2])
def test_an_error_stands_in_place_of_its_thing(cores: int) -> None:
    """A thing that the function refuses gives one result that says so, and none of what it gave before."""
    assert list(flat_map(fragile, range(12, 15), note, cores=cores)) == ["12", "13: ValueError", "14"]
    found = list(flat_map(late_refusal, range(MANY), note, cores=cores))
    assert [f"{n}: ValueError" for n in range(MANY)] == found


@pytest.mark.parametrize("cores", [1, 2])
def test_without_a_stand_in_an_error_ends_the_run(cores: int) -> None:
    """Who names nothing to stand in place of a refused thing gets the error itself."""
    with pytest.raises(ValueError, match="thirteen"):
        list(flat_map(fragile, range(17), cores=cores))
    with pytest.raises(WorkerDied):
        list(flat_map(fragile, range(17, 17 + MANY), cores=2))


def test_a_death_stands_in_place_of_its_thing() -> None:
    """A thing that kills its process costs nothing but its own results."""
    expected = [note(n, ValueError()) if n == 13 else note(n, WorkerDied()) if n == 17 else str(n) for n in range(MANY)]

    assert expected == list(flat_map(fragile, range(MANY), note, cores=2))


@pytest.mark.parametrize("cores", [1, 2])
def test_things_are_taken_only_as_they_are_needed(cores: int) -> None:
    """An endless feed works, and only a bounded number of things is ever taken ahead."""
    taken = []

    def feed() -> Iterator[int]:
        for number in count():
            taken.append(number)
            yield number

    results = flat_map(words, feed(), note, cores=cores)
    first = [next(results) for _ in range(100)]
    results.close()  # type: ignore[attr-defined]

    assert [str(n) for n in range(100)] == first
    assert len(taken) <= 100 + PORTION * (AHEAD * cores + 2)


def test_no_process_stays_behind_when_the_results_are_left() -> None:
    """Whoever stops half-way leaves no process behind."""
    before = set(multiprocessing.active_children())
    results = flat_map(words, count(), note, cores=2)
    next(results)
    results.close()  # type: ignore[attr-defined]

    assert before == set(multiprocessing.active_children())


SCRIPT = """
    import sys, time
    from pathlib import Path
    from recounted.engine import flat_map

    def slow(number):
        time.sleep(0.2)
        return [number]

    def note(item, error):
        return item

    if __name__ == "__main__":
        try:
            for number in flat_map(slow, range(100_000), note, cores=2):
                print(number, flush=True)
        except KeyboardInterrupt:
            sys.exit(7)
"""


def children(pid: int) -> list[int]:
    """The processes that a process began."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(number) for number in found.read_text().split()]


def is_alive(pid: int) -> bool:
    """Whether a process still runs."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 7), (signal.SIGKILL, -signal.SIGKILL)])
def test_an_end_from_outside_ends_every_process(tmp_path: Path, sign: signal.Signals, code: int) -> None:
    """An interrupt reaches the caller as such, and no process outlives its parent, not even a killed one."""
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(SCRIPT))
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        workers = children(process.pid)
        process.send_signal(sign)
        _, complaints = process.communicate(timeout=20)
    deadline = time.monotonic() + 20
    while any(map(is_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert workers
    assert code == process.returncode
    assert not complaints
    assert not any(map(is_alive, workers))


@pytest.mark.parametrize("cores", [1, 2])
def test_several_things_are_done_together_unless_one_of_them_fails(cores: int) -> None:
    """Where things done together raise, each is done alone, and only the bad one fails."""
    numbers = [number for number in range(MANY) if number != 17]
    found = list(flat_map(fragile, numbers, note, cores=cores, together=at_once))

    alone = numbers[13 // PORTION * PORTION :][:PORTION]
    assert found == [note(n, ValueError()) if n == 13 else str(n) if n in alone else f"{n} at once" for n in numbers]
