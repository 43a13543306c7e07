"""A session of Spark, and its complaints put into words."""

import os
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from recounted.errors import UsageError, why

MASTER = re.compile(r"local(\[(\*|\d+)(, ?\d+)?\])?|local-cluster\[\d+,\d+,\d+\]|spark://.+|yarn|k8s://.+")
HOSTS = re.compile(r"spark://(.+)")

#: How long a master may take to answer, in seconds.
PATIENCE = 10

#: What our jobs need. Partitions stay as they are cut, so that what comes out is in the order of reading; a batch that
#: goes to Python is small, since a report may have 20 MB. What a user sets in spark-defaults.conf goes beside it.
SETTINGS = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
}

#: What stands in a complaint about an address → what to do.
ADVICE = {
    r"S3AFileSystem not found|No FileSystem for scheme": (
        "Spark has not what reads such addresses: for s3a, give it hadoop-aws of its own version of Hadoop, as "
        "docs/scale-out.md says"
    ),
    r"AccessDenied|ACCESS_DENIED|AccessControl|Forbidden|Permission denied|Status Code: 40[13]|[Cc]redentials": (
        "Nobody may read or write there without the right to it: give credentials, or name another address"
    ),
    r"NoSuchBucket|NO_SUCH_BUCKET|Connection refused|UnknownHost|NETWORK_CONNECTION|timed out": (
        "It cannot be reached: see that it is there, and that the address is right"
    ),
}


@contextmanager
def session(master: str) -> Iterator[Any]:
    """A session of Spark on a master, for as long as the block runs.

    Raises:
        UsageError: PySpark or Java is not there, the master cannot be had, or Spark gives up within the block.
    """
    build = builder()
    check_java()
    check_master(master)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers take whichever python3 comes first
    with translated():
        spark = build.master(master).appName("recounted").config(map=settings()).getOrCreate()
        try:
            spark.sparkContext.setLogLevel(os.environ.get("RECOUNTED_SPARK_LOG", "OFF"))
            yield spark
        finally:
            spark.stop()


def settings() -> dict[str, str]:
    """The settings of a session; progress is shown where somebody looks on."""
    return {**SETTINGS, "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower()}


def builder() -> Any:
    """What makes a session.

    Raises:
        UsageError: PySpark is not installed.
    """
    try:
        import pandas  # noqa: F401 - PySpark wants it for Arrow, and says so late
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError("The engine spark needs what `pip install 'recounted[spark]'` brings.") from None
    return SparkSession.builder


def check_java() -> None:
    """Refuse to begin without Java.

    Raises:
        UsageError: there is none.
    """
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=str(Path(home, "bin")) if home else None):
        where = f"JAVA_HOME is {home}, and has no bin/java" if home else "there is no java on the PATH"
        raise UsageError(
            f"Spark needs Java 17 or newer, and {where}. On Debian: apt-get install openjdk-17-jre-headless"
        )


def check_master(master: str) -> None:
    """Refuse what is no master, and one of Spark's own that does not answer: Spark itself would wait for minutes.

    Raises:
        UsageError: so it is.
    """
    if not MASTER.fullmatch(master):
        raise UsageError(f'"{master}" is no master of Spark. Give local[2], spark://host:7077, yarn or k8s://…')
    if not (named := HOSTS.fullmatch(master)):
        return
    troubles = [trouble for host in named[1].split(",") if (trouble := unreachable(host))]
    if len(troubles) == len(named[1].split(",")):
        raise UsageError(
            f"The master {master} cannot be reached: {'; '.join(troubles)}. Does it run, and is the port right?"
        )


def unreachable(host: str) -> str | None:
    """Why a `host:port` does not answer; None where it does."""
    name, _, port = host.rpartition(":")
    if not port.isdigit():
        return f"{host} names no port, such as :7077"
    try:
        socket.create_connection((name.strip("[]"), int(port)), PATIENCE).close()
    except (OSError, OverflowError) as error:
        return f"{host}: {why(error)}"
    return None


@contextmanager
def translated() -> Iterator[None]:
    """Turn what Spark complains of into a UsageError.

    Raises:
        UsageError: Spark complains.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise UsageError(f"Spark gave up: {in_words(error)}. {advice(error)}Nothing was written.") from error


def advice(error: Exception) -> str:
    """What to do about a complaint, as a sentence; empty where nothing is known."""
    said = f"{error}\n{getattr(error, 'java_exception', '')}"
    return next((f"{words}. " for found, words in ADVICE.items() if re.search(found, said)), "")


def in_words(error: Exception) -> str:
    """The innermost cause that Spark tells of, on one line."""
    told = str(getattr(error, "java_exception", None) or error)
    causes = re.findall(
        r"^(?:Caused by: )?(?:[\w.$]+(?:Exception|Error)): (.+)$", str(error) + "\n" + told, re.MULTILINE
    )
    line = causes[-1] if causes else told.strip().partition("\n")[0]
    return " ".join(line.split()).rstrip(".")
