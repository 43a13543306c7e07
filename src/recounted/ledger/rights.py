"""Roles within PostgreSQL that may see and do in a ledger what those of the pages may: for people with other tools.

Pages black out names letter by letter, which a database cannot. So who is no editor does not get the columns that can
hold a name, nor the rows that come of sensitive documents; incidents that a sensitive one tells of are held back whole.
"""

from collections.abc import Iterator
from itertools import pairwise

from sqlalchemy import Connection

from recounted.database import VERSION_TABLE, Database
from recounted.errors import UsageError
from recounted.ledger import tables

#: From the one who may least to the one who may most.
ROLES = ("reader", "coder", "reviewer", "editor")

#: Table → columns that can hold a name, or what was decided of one.
NAMING = {
    "document": {"title", "author", "text", "raw"},
    "claim": {"source", "body"},
    "tally": {"source", "body"},
    "decision": {"body"},
    "proposal": {"body"},
    "audit": {"detail"},
}

#: Tables that only editors see; and the one that is nobody's but the owner's.
EDITORS = frozenset({"level", "former_reading", "former_claim", "sketch", "band", "feed", "page"})
OWNERS = frozenset({"account"})

#: Table → when a row of it comes of a sensitive document, given the function that says so.
HIDDEN = {
    "document": "recounted_hidden(id)",
    "claim": "recounted_hidden(document_id)",
    "appearance": "recounted_hidden(document_id)",
    "copy": "recounted_hidden(document_id) OR recounted_hidden(copy_of)",
    "figure": "recounted_hidden_claim(claim_id)",
    "membership": "recounted_hidden_incident(incident_id)",
    "incident": "recounted_hidden_incident(id)",
    "estimate": "recounted_hidden_incident(incident_id)",
    "block": "recounted_hidden_incident(incident_id)",
}

#: What the functions ask; they do so as the owner, who sees all.
FUNCTIONS = {
    "recounted_hidden": "SELECT EXISTS (SELECT FROM level WHERE document_id = $1)",
    "recounted_hidden_claim": (
        "SELECT EXISTS (SELECT FROM claim JOIN level ON level.document_id = claim.document_id WHERE claim.id = $1)"
    ),
    "recounted_hidden_incident": (
        "SELECT EXISTS (SELECT FROM membership JOIN claim ON claim.id = membership.claim_id "
        "JOIN level ON level.document_id = claim.document_id WHERE membership.incident_id = $1)"
    ),
}

#: Role → what it may write beside what the roles below it may.
WRITES = {
    "coder": (
        ("INSERT", ("document", "claim", "figure", "appearance", "failure", "proposal", "audit")),
        ("UPDATE (at, mended_at)", ("failure",)),
        ("UPDATE (seq, hash)", ("head",)),
    ),
    "reviewer": (("INSERT", ("decision",)), ("UPDATE (state, closed_by)", ("proposal",))),
}


def role_name(role: str) -> str:
    """What a role of the pages is called in a database server."""
    return f"recounted_{role}"


def give_rights(database: Database) -> list[str]:
    """Make the roles, as far as they are not there, and give them their rights, anew; their names.

    Raises:
        UsageError: the ledger is a file.
        LedgerError: one may not make roles there.
    """
    if database.engine.dialect.name != "postgresql":
        raise UsageError(
            f"{database.where} is a file, and nothing was changed. Who may read and write it says the system, who may "
            "work with it in the browser `recounted users add`; roles are for ledgers in PostgreSQL: --ledger postgresql://…"
        )
    with database.writing() as connection:
        known = set(connection.exec_driver_sql("SELECT rolname FROM pg_roles").scalars())
        (schema,) = connection.exec_driver_sql("SELECT quote_ident(current_schema())").one()
        for role in ROLES:
            if role_name(role) not in known:
                connection.exec_driver_sql(f"CREATE ROLE {role_name(role)} NOLOGIN")
        for statement in (*rights(schema), *policies(connection)):
            connection.exec_driver_sql(statement)
    return [role_name(role) for role in ROLES]


def rights(schema: str) -> Iterator[str]:
    """What makes functions, and gives roles the rights to tables and columns."""
    everybody, editor = ", ".join(map(role_name, ROLES)), role_name("editor")
    yield f"GRANT USAGE ON SCHEMA {schema} TO {everybody}"
    for name, body in FUNCTIONS.items():
        yield (
            f"CREATE OR REPLACE FUNCTION {name}(text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER "
            f"SET search_path = {schema}, pg_temp AS $${body}$$"
        )
    for lower, higher in pairwise(ROLES):
        yield f"GRANT {role_name(lower)} TO {role_name(higher)}"
    yield f"GRANT SELECT ON {VERSION_TABLE} TO {role_name('reader')}"
    for table in tables.metadata.sorted_tables:
        name = f'"{table.name}"'
        yield f"REVOKE ALL ON {name} FROM {everybody}"
        if table.name not in OWNERS:
            yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {editor}"
            columns = ", ".join(c.name for c in table.columns if c.name not in NAMING.get(table.name, ()))
            if table.name not in EDITORS:
                yield f"GRANT SELECT ({columns}) ON {name} TO {role_name('reader')}"
    for role, own in WRITES.items():
        yield from (f'GRANT {what} ON "{table}" TO {role_name(role)}' for what, names in own for table in names)


def policies(connection: Connection) -> Iterator[str]:
    """What says which rows a role sees and may add; the tables' owner sees all."""
    known = set(connection.exec_driver_sql("SELECT tablename || ' ' || policyname FROM pg_policies").scalars())
    for table, hidden in HIDDEN.items():
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
        for name, what in (
            ("recounted_open", f"FOR SELECT TO {role_name('reader')} USING (NOT ({hidden}))"),
            ("recounted_new", f"FOR INSERT TO {role_name('coder')} WITH CHECK (true)"),
            ("recounted_all", f"FOR ALL TO {role_name('editor')} USING (true) WITH CHECK (true)"),
        ):
            if f"{table} {name}" in known:
                yield f'DROP POLICY {name} ON "{table}"'
            yield f'CREATE POLICY {name} ON "{table}" {what}'
