"""Which things of a large table belong together: keys bring them near, a judge keeps likely pairs, chains join them.

Things have numbers that grow in their order. A number's upper bits name the stretch of the order that the thing is in,
so that pairs are judged a stretch at a time, with all that they speak of at hand.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from recounted.spark.table import arrow, ddl

#: Bits of a number that count things within a stretch.
BITS = 33

#: What a thing is to a key: it can be found under it, it looks for others there, and it waits there for later ones.
STANDS, LOOKS, WAITS = 1, 2, 4

KEYS = {"key": "bigint", "at": "bigint", "how": "int"}
PAIRS = {"stretch": "bigint", "a": "bigint", "b": "bigint"}
EDGES = {"a": "bigint", "b": "bigint"}

#: Rows of numbers that go back to Spark at once.
MANY = 50_000

Batches = Iterable[Any]
Pair = tuple[int, int]
Meet = Callable[[Iterable[Pair]], Iterator[Pair]]  # number and part under one key, in order → pairs, the lower first
Judge = Callable[[Sequence[bytes], Iterable[Pair]], Iterable[Pair]]  # things, and pairs of their indices → the likely


def ties(keys: Any, things: Any, many: int, meet: Meet, judge: Judge) -> list[Pair]:
    """The pairs of numbers of things that belong together.

    Args:
        keys: a table of `KEYS`.
        things: a table of `at` and `body`.
        many: into how many parts the work is cut.
        meet, judge: functions that reach the workers.
    """
    from pyspark import StorageLevel

    near = keys.repartition(many, "key").sortWithinPartitions("key", "at").mapInArrow(partial(bring, meet), ddl(PAIRS))
    near = near.repartition(many, "stretch").dropDuplicates(["stretch", "a", "b"]).persist(StorageLevel.DISK_ONLY)
    wanted = near.selectExpr("stretch AS part", "explode(array(a, b)) AS at").dropDuplicates()
    beside = wanted.join(things, "at").groupBy("part")
    likely = near.groupBy("stretch").cogroup(beside).applyInArrow(partial(weigh, judge), ddl(EDGES))
    found = likely.toArrow()
    near.unpersist()
    return list(zip(found["a"].to_pylist(), found["b"].to_pylist(), strict=True))


def families(pairs: Iterable[Pair]) -> dict[int, int]:
    """Each thing of some pairs → the first of all that a chain of pairs ties it to."""
    roots: dict[int, int] = {}

    def root(at: int) -> int:
        while (up := roots.setdefault(at, at)) != at:
            roots[at] = roots[up]
            at = up
        return at

    for a, b in pairs:
        first, second = sorted((root(a), root(b)))
        roots[second] = first
    return {at: root(at) for at in list(roots)}


def kin(spark: Any, family: dict[int, int]) -> Any:
    """A table of things, `at`, with the first of their family, `home`."""
    import pyarrow as pa

    rows = {"at": list(family), "home": list(family.values())}
    return spark.createDataFrame(pa.table(rows, arrow({"at": "bigint", "home": "bigint"})))


# What workers do


def first_number() -> int:
    """The number of the first thing of this part of a job."""
    from pyspark import TaskContext

    context = TaskContext.get()
    assert context is not None
    return int(context.partitionId()) << BITS


def bring(meet: Meet, batches: Batches) -> Batches:
    """Keys in order to pairs that met under one."""
    columns = (zip(*(batch.column(name).to_pylist() for name in KEYS), strict=True) for batch in batches)
    rows = (row for batch in columns for row in batch)
    met = (pair for _, own in groupby(rows, key=itemgetter(0)) for pair in meet((at, how) for _, at, how in own))
    return in_columns(((b >> BITS, a, b) for a, b in met), PAIRS)


def weigh(judge: Judge, pairs: Any, things: Any) -> Any:
    """The likely ones of a stretch's pairs."""
    numbers = things["at"].to_pylist()
    index = {at: place for place, at in enumerate(numbers)}
    near = ((index[a], index[b]) for a, b in zip(pairs["a"].to_pylist(), pairs["b"].to_pylist(), strict=True))
    likely = judge(things["body"].to_pylist(), near)
    return in_table(((numbers[a], numbers[b]) for a, b in likely), EDGES)


def in_columns(rows: Iterable[Sequence[int]], columns: dict[str, str]) -> Batches:
    """Rows of numbers as batches of Arrow."""
    import pyarrow as pa

    schema, rest = arrow(columns), iter(rows)
    while lot := list(islice(rest, MANY)):
        yield pa.RecordBatch.from_arrays(
            [pa.array(own, field.type) for own, field in zip(zip(*lot, strict=True), schema, strict=True)],
            schema=schema,
        )


def in_table(rows: Iterable[Sequence[int]], columns: dict[str, str]) -> Any:
    """Rows of numbers as a table of Arrow."""
    import pyarrow as pa

    return pa.Table.from_batches(in_columns(rows, columns), arrow(columns))
