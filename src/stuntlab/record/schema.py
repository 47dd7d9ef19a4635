"""The one table of the record, for queries. How it came to be is in `migrations/`."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text

NEWEST = "0001"
"""The newest migration. Older records are brought here when they are first written to."""

metadata = MetaData()
ENTRIES = Table(
    "entries",
    metadata,
    Column("production", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("signature", Text),
)
VERSION = Table("alembic_version", metadata, Column("version_num", Text, primary_key=True))
