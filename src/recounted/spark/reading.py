"""Reports to claims on Spark: files are unfolded to reports, these spread evenly, and each part is read by `flow`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count, groupby
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from recounted import flow
from recounted.errors import UsageError
from recounted.finders.actor_names import use_actors
from recounted.finders.actor_tables import ADDED
from recounted.ledger.book import this_extractor
from recounted.lexicon import LITERAL
from recounted.model import Failure
from recounted.readers import ENDINGS, Defaults, Source, find_files, reports
from recounted.readers.web import is_address
from recounted.spark.linking import link_up
from recounted.spark.session import session
from recounted.spark.table import CLAIMS, COLUMNS, DOCUMENTS, FAILURES, KEY, arrow, batched, ddl, rows_of

#: So many bytes of files make a part of the job, and so many parts for each core there are at least.
PART, PARTS = 32_000_000, 4

#: The most bytes that a file behind an address may have: Spark hands it over whole.
MOST = 2_000_000_000

SOURCES = {"file": "bigint", "row": "bigint", "failed": "boolean", "body": "binary"}
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)

Batches = Iterable[Any]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What every worker must know: how to read, with which tables of actors, as which version of the program."""

    defaults: Defaults
    vague: str = LITERAL
    actors: tuple[str, ...] = ()
    extractor: str


class Count(NamedTuple):
    """How many documents and claims a job wrote, and what failed first."""

    documents: int
    claims: int
    failed: int
    failures: list[Failure]


class Listed(NamedTuple):
    """A file behind an address: its place in the order of reading, its own name, its size in bytes."""

    number: int
    ref: str
    size: int


def read_out(
    what: Sequence[str],
    out: str,
    master: str,
    defaults: Defaults | None = None,
    vague: str = LITERAL,
    owners: Mapping[str, str] | None = None,
) -> Count:
    """Read documents on Spark, link and reckon; write documents, claims, failures and what is derived as Parquet.

    Args:
        what: files, folders and globs that every worker sees under the same path, or addresses that Spark reads.
        out: a folder, or an address that Spark writes to; it must not be there yet.
        master: such as `local[2]` or `spark://host:7077`.

    Raises:
        UsageError: Spark cannot be had, cannot read or write there, or gives up. Then nothing is written.
    """
    refuse_strange(what)
    with session(master) as spark, fresh(spark, out) as place:
        names = [str(path.absolute()) for path in ADDED]
        for name in names:
            spark.sparkContext.addFile(name)
        actors = tuple(Path(name).name for name in names)
        job = Job(defaults=defaults or Defaults(), vague=vague, actors=actors, extractor=this_extractor())
        sources, size = found(spark, what)
        told = sources.repartitionByRange(in_parts(spark, size), "file", "row").sortWithinPartitions("file", "row")
        rows = told.mapInArrow(partial(tell, job), ddl(COLUMNS)).sortWithinPartitions("table", *KEY)
        rows.write.partitionBy("table").parquet(place)
        link_up(spark, place, owners or {})
        return counted(spark, place)


def refuse_strange(what: Sequence[str]) -> None:
    """Refuse names that no worker could follow.

    Raises:
        UsageError: one is standard input, or a page of the web.
    """
    for name in what:
        if name == "-":
            raise UsageError("Standard input cannot be spread over machines. Write it into a file, and name that.")
        if is_address(name):
            raise UsageError(f"{name}: pages of the web are read by --engine local, which asks their sites politely.")


@contextmanager
def fresh(spark: Any, out: str) -> Iterator[str]:
    """The address to write to, emptied again if the block fails.

    Raises:
        UsageError: there is something already.
    """
    address = out if ADDRESS.match(out) else f"file://{Path(out).absolute()}"  # Hadoop takes a path as it is
    path = spark.sparkContext._jvm.org.apache.hadoop.fs.Path(address)
    files = path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())
    if files.exists(path):
        raise UsageError(f"{out} is there already. Name a folder that is not, or remove it.")
    try:
        yield address
    except BaseException:
        files.delete(path, True)
        raise


def found(spark: Any, what: Sequence[str]) -> tuple[Any, int]:
    """A table of all single reports, in the order of reading but not yet read, and the bytes of their files."""
    number = count()
    tables, size = [], 0
    for far, run in groupby(what, lambda name: bool(ADDRESS.match(name))):
        for names in ([name] for name in run) if far else (list(run),):
            own, bytes_ = behind(spark, names[0], number) if far else at_hand(spark, names, number)
            tables.append(own)
            size += bytes_
    whole = tables[0]
    for table in tables[1:]:
        whole = whole.unionAll(table)
    return whole, size


def at_hand(spark: Any, names: Sequence[str], number: Iterator[int]) -> tuple[Any, int]:
    """The reports of files that all workers see, which open them themselves."""
    import pyarrow as pa

    files = [whole_path(one) for one in find_files(names)]
    rows = [row(next(number), 0, one) for one in files]
    table = spark.createDataFrame(pa.Table.from_pylist(rows, schema=arrow(SOURCES)), schema=ddl(SOURCES))
    size = sum(map(size_of, files))
    parts = max(1, min(len(files), in_parts(spark, size)))
    return table.repartitionByRange(parts, "file").mapInArrow(unfold, ddl(SOURCES)), size


def whole_path(file: Source | Failure) -> Source | Failure:
    """The file under a path that means the same in every folder."""
    if isinstance(file, Failure) or file.path is None:
        return file
    return msgspec.structs.replace(file, path=str(Path(file.path).absolute()))


def in_parts(spark: Any, size: int) -> int:
    """Into how many parts work on so many bytes is cut."""
    return int(max(PARTS * spark.sparkContext.defaultParallelism, size // PART))


def size_of(file: Source | Failure) -> int:
    """The bytes that a file has; 0 where it is not there."""
    path = Path(file.path or "") if isinstance(file, Source) else None
    return path.stat().st_size if path and path.is_file() else 0


def behind(spark: Any, address: str, number: Iterator[int]) -> tuple[Any, int]:
    """The reports of the files behind an address, which Spark hands over whole."""
    frame = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(address)
    sizes = {one.path: one.length for one in frame.select("path", "length").collect()}
    paths = sorted(path for path in sizes if Path(path).suffix.lower() in ENDINGS or len(sizes) == 1)
    top = len(str(Path(paths[0]).parent)) + 1 if len(paths) == 1 else len(common(paths))
    listed = {path: Listed(next(number), path[top:], sizes[path]) for path in paths}
    if not listed:
        raise UsageError(f"Nothing behind {address} can be read. Files that end in {', '.join(sorted(ENDINGS))} are.")
    content = frame.where(frame.length <= MOST).select("path", "content")
    large = [one for one in listed.values() if one.size > MOST]
    table = content.mapInArrow(partial(unpack, listed), ddl(SOURCES))
    if large:
        table = table.unionAll(spark.createDataFrame([tuple(too_large(one).values()) for one in large], ddl(SOURCES)))
    return table, sum(sizes[path] for path in paths)


def common(paths: Sequence[str]) -> str:
    """The folder that holds all of some addresses, with its last stroke."""
    first, last = min(paths).split("/"), max(paths).split("/")
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first) - 1)
    return "/".join(first[:same]) + "/"


def too_large(file: Listed) -> dict[str, Any]:
    """The row of a file that Spark cannot hand over."""
    reason = f"Larger than {MOST // 1_000_000_000} GB, the most that Spark hands over whole. Split it."
    return row(file.number, 0, Failure(ref=file.ref, reason=reason))


def row(file: int, number: int, source: Source | Failure) -> dict[str, Any]:
    """A source as a row of a table."""
    failed = isinstance(source, Failure)
    return {"file": file, "row": number, "failed": failed, "body": msgspec.msgpack.encode(source)}


def source_of(held: dict[str, Any]) -> Source | Failure:
    """The source of a row."""
    kind: type[Source] | type[Failure] = Failure if held["failed"] else Source
    return msgspec.msgpack.decode(held["body"], type=kind)


# What workers do


def unfold(batches: Batches) -> Batches:
    """Files to single reports."""
    files = ((held["file"], source_of(held)) for batch in batches for held in batch.to_pylist())
    return batched((row(file, at, one) for file, source in files for at, one in enumerate(reports(source))), SOURCES)


def unpack(listed: dict[str, Listed], batches: Batches) -> Batches:
    """Files that Spark has handed over to single reports."""
    files = ((listed.get(held["path"]), held["content"]) for batch in batches for held in batch.to_pylist())
    return batched(
        (
            row(file.number, at, one)
            for file, content in files
            if file is not None
            for at, one in enumerate(
                reports(Source(ref=file.ref, kind=ENDINGS.get(Path(file.ref).suffix.lower()), held=content))
            )
        ),
        SOURCES,
    )


def tell(job: Job, batches: Batches) -> Batches:
    """Reports to rows of documents, claims and failures, in their order."""
    from pyspark import SparkFiles, TaskContext

    if this_extractor() != job.extractor:
        raise RuntimeError(f"This worker has {this_extractor()}, and the job wants {job.extractor}: install the same")
    tables = [Path(SparkFiles.get(name)) for name in job.actors]
    if tables != ADDED:
        use_actors(tables)
    context = TaskContext.get()
    assert context is not None
    part = context.partitionId()
    sources = (source_of(held) for batch in batches for held in batch.to_pylist())
    told = enumerate(flow.tell_each(sources, job.defaults, 1, job.vague))
    rows = ({"part": part, "number": number, **own} for number, one in told for own in rows_of(one, job.extractor))
    return batched(rows, COLUMNS)


# What came of it


def counted(spark: Any, place: str) -> Count:
    """What a job has written."""
    whole = spark.read.schema(ddl(COLUMNS)).parquet(place)
    sizes = {one["table"]: one["count"] for one in whole.groupBy("table").count().collect()}
    failed = whole.where(whole["table"] == FAILURES).orderBy(*KEY).limit(20).collect()
    failures = [msgspec.json.decode(one.body, type=Failure) for one in failed]
    return Count(sizes.get(DOCUMENTS, 0), sizes.get(CLAIMS, 0), sizes.get(FAILURES, 0), failures)
