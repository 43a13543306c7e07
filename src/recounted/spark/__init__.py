"""Reading on many machines: Apache Spark spreads the work, and the functions of `flow` do it, as they do on one."""

from recounted.spark.loading import put_linked, told_in
from recounted.spark.reading import Count, Job, read_out

__all__ = ["Count", "Job", "put_linked", "read_out", "told_in"]
