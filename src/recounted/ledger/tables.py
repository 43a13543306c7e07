"""The tables of a ledger: facts, which are only added, and what is derived from them and rebuilt at will.

Days and times are ISO 8601 text, so that they sort alike in every database. `body` holds a record whole, as JSON; the
columns beside it repeat what is searched for. Migrations in `data/migrations` make these tables; a test compares.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

# Facts

#: `version` counts what came from one URL with other bytes, `reading` how often these bytes told something else;
#: `told` is the digest of all that the latest reading told.
document = Table(
    "document",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("ref", Text, nullable=False, index=True),
    Column("title", Text),
    Column("publisher", Text, index=True),
    Column("author", Text),
    Column("url", Text, index=True),
    Column("published", String(10), index=True),
    Column("language", String(35), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("read_at", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("previous", String(64), ForeignKey("document.id")),
    Column("reading", Integer, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("told", String(64), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)

appearance = Table(
    "appearance",
    metadata,
    Column("document_id", String(64), ForeignKey("document.id"), primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("publisher", Text),
    Column("url", Text),
    Column("published", String(10)),
    Column("read_at", String(20), nullable=False),
)

claim = Table(
    "claim",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("document_id", String(64), ForeignKey("document.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("event_type", String(20), nullable=False),
    Column("event_kind", Text, nullable=False),
    Column("modality", String(20), nullable=False),
    Column("date_start", String(10)),
    Column("date_end", String(10)),
    Column("country", String(3)),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("source", Text),
    Column("body", Text, nullable=False),
    Index("claim_in_order", "document_id", "position", unique=True),
    Index("claim_by_event", "event_type", "event_kind"),
    Index("claim_by_day", "date_start", "date_end"),
    Index("claim_by_place", "latitude", "longitude", "date_start", "date_end"),
    Index("claim_by_source", "source", "country"),
    Index("claim_by_country", "country", "date_start", "date_end", "event_type"),
)

figure = Table(
    "figure",
    metadata,
    Column("claim_id", String(64), ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("harm", String(20), nullable=False),
    Column("category", String(30), nullable=False),
    Column("low", BigInteger),
    Column("best", BigInteger),
    Column("high", BigInteger),
    Column("scope", String(12), nullable=False),
    Column("modality", String(20), nullable=False),
    Column("since", String(10)),
    Column("until", String(10)),
    Column("part_of", Integer),
    Index("figure_by_harm", "harm", "category", "scope"),
)

#: Readings that a later one took the place of: `body` is the document without its bytes.
former_reading = Table(
    "former_reading",
    metadata,
    Column("document_id", String(64), ForeignKey("document.id"), primary_key=True),
    Column("reading", Integer, primary_key=True),
    Column("retired_at", String(20), nullable=False),
    Column("extractor", Text, nullable=False),
    Column("told", String(64), nullable=False),
    Column("body", Text, nullable=False),
)

former_claim = Table(
    "former_claim",
    metadata,
    Column("document_id", String(64), primary_key=True),
    Column("reading", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String(64), nullable=False, index=True),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(
        ["document_id", "reading"], ["former_reading.document_id", "former_reading.reading"], name="former_claim_of"
    ),
)

failure = Table(
    "failure",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("stage", String(20), primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("mended_at", String(20)),
)

decision = Table(
    "decision",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("verb", String(20), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("body", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(20), nullable=False),
    Column("who", Text, nullable=False),
    Column("verb", String(20), nullable=False),
    Column("about", Text, nullable=False, index=True),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("audit_by_who", "who", "seq"),
)

#: One row, which repeats the last of the audit: it tells when the end of the chain is cut off.
head = Table(
    "head",
    metadata,
    Column("name", String(10), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

# People: who may work with the ledger, what some propose for others to decide, and which documents few may see

account = Table(
    "account",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", String(20), nullable=False),
    Column("password", Text, nullable=False),
    Column("since", String(20), nullable=False),
)

proposal = Table(
    "proposal",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("state", String(10), nullable=False, index=True),
    Column("closed_by", Text),
    Column("body", Text, nullable=False),
)

#: A document without a row is open.
level = Table(
    "level",
    metadata,
    Column("document_id", String(64), ForeignKey("document.id"), primary_key=True),
    Column("level", String(20), nullable=False),
)

# Derived

incident = Table(
    "incident",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("event_type", String(20), nullable=False),
    Column("event_kind", Text, nullable=False),
    Column("date_start", String(10)),
    Column("date_end", String(10)),
    Column("country", String(3)),
    Column("place", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("grade", String(20), nullable=False, index=True),
    Column("body", Text, nullable=False),
    Index("incident_by_event", "event_type", "event_kind"),
    Index("incident_by_day", "date_start", "date_end"),
    Index("incident_by_place", "latitude", "longitude"),
)

estimate = Table(
    "estimate",
    metadata,
    Column("incident_id", String(64), ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("harm", String(20), nullable=False),
    Column("category", String(30), nullable=False),
    Column("low", BigInteger),
    Column("best", BigInteger),
    Column("high", BigInteger),
    Column("policy", String(20), nullable=False),
    Index("estimate_by_harm", "harm", "category", "best"),
)

membership = Table(
    "membership",
    metadata,
    Column("incident_id", String(64), ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True),
    Column("claim_id", String(64), primary_key=True, index=True),
)

copy = Table(
    "copy",
    metadata,
    Column("document_id", String(64), primary_key=True),
    Column("copy_of", String(64), primary_key=True, index=True),
    Column("body", Text, nullable=False),
)

tally = Table(
    "tally",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("source", Text, nullable=False),
    Column("harm", String(20), nullable=False),
    Column("category", String(30), nullable=False),
    Column("since", String(10)),
    Column("body", Text, nullable=False),
)

#: How far the derived tables are settled: the last row of the audit that was seen, by which policy, and the digest of
#: all else that they depend on. One row; none where they were put there otherwise.
settled = Table(
    "settled",
    metadata,
    Column("name", String(10), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("policy", String(20), nullable=False),
    Column("recipe", String(64), nullable=False),
)

#: Under which keys of place, day and kind an incident is found by what is new.
block = Table(
    "block",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("incident_id", String(64), ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

#: A short number for each document whose text was compared with others.
sketch = Table(
    "sketch",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document_id", String(64), nullable=False, unique=True),
)

#: Under which keys of its text a document is found by texts like it.
band = Table(
    "band",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# What a user said of publishers

owner = Table(
    "owner",
    metadata,
    Column("publisher", Text, primary_key=True),
    Column("house", Text, nullable=False),
)

# What is watched

feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("next_at", String(20), nullable=False),
    Column("failures", Integer, nullable=False),
)

#: `state` is `waiting`, `done` or `failed`; `looks` counts how often it was read, or found unchanged.
page = Table(
    "page",
    metadata,
    Column("url", Text, primary_key=True),
    Column("feed", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("next_at", String(20), index=True),
    Column("failures", Integer, nullable=False),
    Column("looks", Integer, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("reason", Text),
)

DERIVED = (incident, copy, tally, settled, sketch, band)
