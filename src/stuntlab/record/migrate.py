"""Brings the tables of a record up to date. Imported where needed only: Alembic takes a second to load."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from stuntlab.record.schema import NEWEST

_STEPS = Path(__file__).parent / "migrations"


def migrate(connection: Connection) -> None:
    """Run the steps that are missing, in the caller's transaction."""
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, NEWEST)
