"""An index of claims by country and day: without it a country's claims were looked for among all."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Go to this version."""
    op.create_index("claim_by_country", "claim", ["country", "date_start"])
