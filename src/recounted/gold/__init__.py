"""Reports that people have coded, to measure the program against, or two coders against each other."""

from recounted.gold.agreement import Alpha, agreement
from recounted.gold.coded import Coded, Count, Report, document_of, read_gold
from recounted.gold.comparing import Measured, measure

__all__ = ["Alpha", "Coded", "Count", "Measured", "Report", "agreement", "document_of", "measure", "read_gold"]
