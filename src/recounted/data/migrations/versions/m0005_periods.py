"""Indexes by country, and of claims of several days: filters stay fast among millions of claims."""

from alembic import op
from sqlalchemy import text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("claim_by_country", "claim", ["country", "date_start"])
    several = text("date_start != date_end")
    op.create_index(
        "claim_by_last_day", "claim", ["date_end", "date_start"], postgresql_where=several, sqlite_where=several
    )
