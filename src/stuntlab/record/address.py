"""Addresses of databases as they may be shown and remembered: never with a password, however it was written."""

from __future__ import annotations

import re

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_SECRET = re.compile(r"pass|pwd|secret|token|key", re.IGNORECASE)
"""In the name of what a URL sets beside the database: `password`, `sslpassword`, `passfile`, `sslkey`."""
_PORT = 5432
"""Where a server of PostgreSQL listens if nothing else is said (its documentation, runtime-config-connection, R-h)."""
_MISWRITTEN = re.compile(
    r"\W*postgres\w*:?//?|\W*postgres\w*:|(?://)?[^/\s]+:[^/]*@|.*\b\w*pass\w*\s*=", re.IGNORECASE | re.DOTALL
)
_KIND = re.compile(r"[a-z][a-z+]{0,30}", re.IGNORECASE)


def read_address(url: str) -> URL | None:
    """The parts of a URL; None where it is none, or what may be a password stands in the part of something else."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return None
    loose = f"{parsed.host or ''}{parsed.database or ''}"
    user = parsed.username or ""
    return None if any(sign in loose for sign in "@=;") or any(sign in user for sign in ":=") else parsed


def show_address(url: str) -> str:
    """The URL as anybody may read it; of one that cannot be read, which kind it is, where it says so."""
    parsed = read_address(url)
    if parsed is None:
        kind = url.partition("://")[0]
        return f"{kind}://…" if _KIND.fullmatch(kind) else "…://…"
    return parsed.set(query={}).render_as_string(hide_password=True)


def strip_password(url: str) -> str:
    """The URL with all that finds the database again but a password; empty for one that cannot be read."""
    parsed = read_address(url)
    if parsed is None:
        return ""
    query = {name: value for name, value in parsed.query.items() if not _SECRET.search(f"{name} {value}")}
    return parsed._replace(password=None).set(query=query).render_as_string()  # set(password=None) sets nothing


def same_database(one: str, other: str) -> bool:
    """Whether two URLs name one database, whoever logs in; a URL that cannot be read names none."""
    return _database(one) is not None and _database(one) == _database(other)


def _database(url: str) -> tuple[str, int, str] | None:
    parsed = read_address(url)
    if parsed is None:
        return None
    return (parsed.host or "").casefold(), parsed.port or _PORT, parsed.database or parsed.username or ""


def may_be_address(word: str) -> bool:
    """Whether a word is meant for a database, well written or not, and so may hold a password."""
    return "://" in word or is_miswritten(word)


def is_miswritten(where: str) -> bool:
    """Whether a place is meant for a database and would be taken for the name of a file."""
    return "://" not in where and _MISWRITTEN.match(where) is not None
