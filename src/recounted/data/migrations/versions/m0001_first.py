"""The first ledger: documents, claims, figures, failures, decisions, audit; incidents, copies, tallies."""

import sqlalchemy as sa
from alembic import op

from recounted.database import refuse

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Go to this version."""
    make_documents()
    make_claims()
    make_figures()
    make_decisions()
    make_incidents()
    make_estimates()
    make_copies()
    op.bulk_insert(
        sa.table("head", sa.column("name"), sa.column("seq"), sa.column("hash")),
        [{"name": "audit", "seq": 0, "hash": "0" * 64}],
    )
    refuse(op.get_bind(), "document", "UPDATE OF id, raw", "the bytes of a document are never changed")
    refuse(op.get_bind(), "document", "DELETE", "a document is never deleted")
    refuse(op.get_bind(), "decision", "UPDATE", "a decision is undone by another, never changed")
    refuse(op.get_bind(), "decision", "DELETE", "a decision is undone by another, never deleted")
    refuse(op.get_bind(), "audit", "UPDATE", "the audit is only added to")
    refuse(op.get_bind(), "audit", "DELETE", "the audit is only added to")


def make_documents() -> None:
    """Documents, the names they came under, and failures."""
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("read_at", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=True),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("told", sa.String(length=64), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["previous"], ["document.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_document_published"), "document", ["published"])
    op.create_index(op.f("ix_document_publisher"), "document", ["publisher"])
    op.create_index(op.f("ix_document_ref"), "document", ["ref"])
    op.create_index(op.f("ix_document_url"), "document", ["url"])
    op.create_table(
        "appearance",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("read_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("document_id", "ref"),
    )
    op.create_table(
        "failure",
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("mended_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("ref", "stage", "reason"),
    )


def make_claims() -> None:
    """Claims, and those that a later reading replaced."""
    op.create_table(
        "claim",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event_type", sa.String(length=20), nullable=False),
        sa.Column("event_kind", sa.Text(), nullable=False),
        sa.Column("modality", sa.String(length=20), nullable=False),
        sa.Column("date_start", sa.String(length=10), nullable=True),
        sa.Column("date_end", sa.String(length=10), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("claim_by_day", "claim", ["date_start", "date_end"])
    op.create_index("claim_by_event", "claim", ["event_type", "event_kind"])
    op.create_index("claim_by_place", "claim", ["latitude", "longitude"])
    op.create_index("claim_by_source", "claim", ["source"])
    op.create_index("claim_in_order", "claim", ["document_id", "position"], unique=True)
    op.create_table(
        "former_claim",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("id", "extractor", "retired_at"),
    )
    op.create_index(op.f("ix_former_claim_document_id"), "former_claim", ["document_id"])


def make_figures() -> None:
    """Figures of claims."""
    op.create_table(
        "figure",
        sa.Column("claim_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("harm", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("best", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("scope", sa.String(length=12), nullable=False),
        sa.Column("modality", sa.String(length=20), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("part_of", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "position"),
    )
    op.create_index("figure_by_harm", "figure", ["harm", "category", "scope"])


def make_decisions() -> None:
    """What people decided, and the audit."""
    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index(op.f("ix_audit_about"), "audit", ["about"])
    op.create_table(
        "head",
        sa.Column("name", sa.String(length=10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def make_incidents() -> None:
    """Incidents."""
    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("event_type", sa.String(length=20), nullable=False),
        sa.Column("event_kind", sa.Text(), nullable=False),
        sa.Column("date_start", sa.String(length=10), nullable=True),
        sa.Column("date_end", sa.String(length=10), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("grade", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("incident_by_day", "incident", ["date_start", "date_end"])
    op.create_index("incident_by_event", "incident", ["event_type", "event_kind"])
    op.create_index("incident_by_place", "incident", ["latitude", "longitude"])
    op.create_index(op.f("ix_incident_grade"), "incident", ["grade"])


def make_estimates() -> None:
    """Estimates and claims of incidents."""
    op.create_table(
        "estimate",
        sa.Column("incident_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("harm", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("best", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("policy", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident_id", "position"),
    )
    op.create_index("estimate_by_harm", "estimate", ["harm", "category", "best"])
    op.create_table(
        "membership",
        sa.Column("incident_id", sa.String(length=64), nullable=False),
        sa.Column("claim_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident_id", "claim_id"),
    )
    op.create_index(op.f("ix_membership_claim_id"), "membership", ["claim_id"])


def make_copies() -> None:
    """Copies and tallies."""
    op.create_table(
        "copy",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("copy_of", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "copy_of"),
    )
    op.create_index(op.f("ix_copy_copy_of"), "copy", ["copy_of"])
    op.create_table(
        "tally",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("harm", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
