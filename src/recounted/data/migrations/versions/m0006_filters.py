"""Indexes of claims that carry what is asked for with a country, a place or a source; one of the audit by person."""

from alembic import op

revision = "0006"
down_revision = "0005"

INDEXES = {
    "claim_by_country": ["country", "date_start", "date_end", "event_type"],
    "claim_by_place": ["latitude", "longitude", "date_start", "date_end"],
    "claim_by_source": ["source", "country"],
}


def upgrade() -> None:
    """Go to this version."""
    for name, columns in INDEXES.items():
        op.drop_index(name, "claim")
        op.create_index(name, "claim", columns)
    op.create_index("audit_by_who", "audit", ["who", "seq"])
