"""Addresses of databases as they may be shown and remembered: never with a password, however it was written."""

from __future__ import annotations

import re

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_SECRET = re.compile(r"pass|pwd|secret|token|key", re.IGNORECASE)
"""In the name of what a URL sets beside the database: `password`, `sslpassword`, `passfile`, `sslkey`."""
_MISWRITTEN = re.compile(r"\s*postgres\w*:(?!//)|.*\b\w*pass\w*\s*=", re.IGNORECASE | re.DOTALL)


def read_address(url: str) -> URL | None:
    """The parts of a URL; None where it is none, or a password with a bare @ or / in it stands in the wrong part."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return None
    loose = f"{parsed.host or ''}{parsed.database or ''}"
    return None if "@" in loose else parsed


def show_address(url: str) -> str:
    """The URL as anybody may read it; of one that cannot be read, what it begins with."""
    parsed = read_address(url)
    if parsed is None:
        return f"{url.partition('://')[0]}://…"
    return parsed.set(query={}).render_as_string(hide_password=True)


def strip_password(url: str) -> str:
    """The URL with all that finds the database again but a password; empty for one that cannot be read."""
    parsed = read_address(url)
    if parsed is None:
        return ""
    query = {name: value for name, value in parsed.query.items() if not _SECRET.search(name)}
    return parsed._replace(password=None).set(query=query).render_as_string()  # set(password=None) sets nothing


def is_miswritten(where: str) -> bool:
    """Whether a place is meant for a database and would be taken for the name of a file."""
    return "://" not in where and _MISWRITTEN.match(where) is not None
