"""The first ledger: documents, claims, figures, failures, decisions, audit; incidents, copies, tallies."""

import sqlalchemy as sa
from alembic import op

from recounted.database import refuse

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Go to this version."""
    make_document()
    make_appearance()
    make_claim()
    make_figure()
    make_former_reading()
    make_former_claim()
    make_failure()
    make_decision()
    make_audit()
    make_incident()
    make_estimate()
    make_membership()
    make_copy()
    make_tally()
    bind = op.get_bind()
    refuse(bind, "document", "UPDATE OF id, raw", "the bytes of a document are never changed")
    refuse(bind, "document", "DELETE", "a document is never deleted")
    for table in ("decision", "audit"):
        refuse(bind, table, "UPDATE", f"{table} is only added to")
        refuse(bind, table, "DELETE", f"{table} is only added to")


def make_document() -> None:
    """Documents as they were read."""
    op.create_table(
        "document",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("publisher", sa.Text()),
        sa.Column("author", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("published", sa.String(10)),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("read_at", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(64)),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("told", sa.String(64), nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["previous"], ["document.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_document_published"), "document", ["published"])
    op.create_index(op.f("ix_document_publisher"), "document", ["publisher"])
    op.create_index(op.f("ix_document_ref"), "document", ["ref"])
    op.create_index(op.f("ix_document_url"), "document", ["url"])


def make_appearance() -> None:
    """Further names that a document's bytes came under."""
    op.create_table(
        "appearance",
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("published", sa.String(10)),
        sa.Column("read_at", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("document_id", "ref"),
    )


def make_claim() -> None:
    """Claims of the latest reading."""
    op.create_table(
        "claim",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event_type", sa.String(20), nullable=False),
        sa.Column("event_kind", sa.Text(), nullable=False),
        sa.Column("modality", sa.String(20), nullable=False),
        sa.Column("date_start", sa.String(10)),
        sa.Column("date_end", sa.String(10)),
        sa.Column("country", sa.String(3)),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.Column("source", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("claim_by_day", "claim", ["date_start", "date_end"])
    op.create_index("claim_by_event", "claim", ["event_type", "event_kind"])
    op.create_index("claim_by_place", "claim", ["latitude", "longitude"])
    op.create_index("claim_by_source", "claim", ["source"])
    op.create_index("claim_in_order", "claim", ["document_id", "position"], unique=True)


def make_figure() -> None:
    """Figures of claims."""
    op.create_table(
        "figure",
        sa.Column("claim_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("harm", sa.String(20), nullable=False),
        sa.Column("category", sa.String(30), nullable=False),
        sa.Column("low", sa.BigInteger()),
        sa.Column("best", sa.BigInteger()),
        sa.Column("high", sa.BigInteger()),
        sa.Column("scope", sa.String(12), nullable=False),
        sa.Column("modality", sa.String(20), nullable=False),
        sa.Column("since", sa.String(10)),
        sa.Column("until", sa.String(10)),
        sa.Column("part_of", sa.Integer()),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "position"),
    )
    op.create_index("figure_by_harm", "figure", ["harm", "category", "scope"])


def make_former_reading() -> None:
    """Readings that a later one took the place of."""
    op.create_table(
        "former_reading",
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.String(20), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("told", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("document_id", "reading"),
    )


def make_former_claim() -> None:
    """Claims of former readings."""
    op.create_table(
        "former_claim",
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id", "reading"], ["former_reading.document_id", "former_reading.reading"], name="former_claim_of"
        ),
        sa.PrimaryKeyConstraint("document_id", "reading", "position"),
    )
    op.create_index(op.f("ix_former_claim_id"), "former_claim", ["id"])


def make_failure() -> None:
    """What could not be read or understood."""
    op.create_table(
        "failure",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("mended_at", sa.String(20)),
        sa.PrimaryKeyConstraint("ref", "stage", "reason"),
    )


def make_decision() -> None:
    """What people decided."""
    op.create_table(
        "decision",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("verb", sa.String(20), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def make_audit() -> None:
    """Who did what, when, and its last row."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("verb", sa.String(20), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index(op.f("ix_audit_about"), "audit", ["about"])
    op.create_table(
        "head",
        sa.Column("name", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.bulk_insert(
        sa.table("head", sa.column("name"), sa.column("seq"), sa.column("hash")),
        [{"name": "audit", "seq": 0, "hash": "0" * 64}],
    )


def make_incident() -> None:
    """Incidents."""
    op.create_table(
        "incident",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("event_type", sa.String(20), nullable=False),
        sa.Column("event_kind", sa.Text(), nullable=False),
        sa.Column("date_start", sa.String(10)),
        sa.Column("date_end", sa.String(10)),
        sa.Column("country", sa.String(3)),
        sa.Column("place", sa.Text()),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.Column("grade", sa.String(20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("incident_by_day", "incident", ["date_start", "date_end"])
    op.create_index("incident_by_event", "incident", ["event_type", "event_kind"])
    op.create_index("incident_by_place", "incident", ["latitude", "longitude"])
    op.create_index(op.f("ix_incident_grade"), "incident", ["grade"])


def make_estimate() -> None:
    """Estimates of incidents."""
    op.create_table(
        "estimate",
        sa.Column("incident_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("harm", sa.String(20), nullable=False),
        sa.Column("category", sa.String(30), nullable=False),
        sa.Column("low", sa.BigInteger()),
        sa.Column("best", sa.BigInteger()),
        sa.Column("high", sa.BigInteger()),
        sa.Column("policy", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident_id", "position"),
    )
    op.create_index("estimate_by_harm", "estimate", ["harm", "category", "best"])


def make_membership() -> None:
    """Which claims are of which incident."""
    op.create_table(
        "membership",
        sa.Column("incident_id", sa.String(64), nullable=False),
        sa.Column("claim_id", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident_id", "claim_id"),
    )
    op.create_index(op.f("ix_membership_claim_id"), "membership", ["claim_id"])


def make_copy() -> None:
    """Documents that repeat others."""
    op.create_table(
        "copy",
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("copy_of", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "copy_of"),
    )
    op.create_index(op.f("ix_copy_copy_of"), "copy", ["copy_of"])


def make_tally() -> None:
    """Running totals."""
    op.create_table(
        "tally",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("harm", sa.String(20), nullable=False),
        sa.Column("category", sa.String(30), nullable=False),
        sa.Column("since", sa.String(10)),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
