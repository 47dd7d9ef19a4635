"""The table of entries. The database refuses to change or delete one; verifying finds it if somebody does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_REFUSE_SQLITE = """
CREATE TRIGGER entries_no_{name} BEFORE {event} ON entries
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END
"""
_REFUSE_POSTGRESQL = """
CREATE FUNCTION entries_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$
"""
_TRIGGER_POSTGRESQL = """
CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
FOR EACH STATEMENT EXECUTE FUNCTION entries_refuse()
"""


def upgrade() -> None:
    """Create the table, and the triggers that refuse to change it."""
    op.create_table(
        "entries",
        sa.Column("production", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
        sa.Column("signature", sa.Text),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_REFUSE_POSTGRESQL)
        op.execute(_TRIGGER_POSTGRESQL)
        return
    for name, event in (("update", "UPDATE"), ("delete", "DELETE")):
        op.execute(_REFUSE_SQLITE.format(name=name, event=event))
