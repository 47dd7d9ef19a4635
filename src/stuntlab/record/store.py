"""Where the chain is kept: an SQLite file or a PostgreSQL database, through one door.

An entry that was acknowledged is on the disk: SQLite runs in WAL mode with a full sync on every commit, PostgreSQL with
synchronous commits. Writers take turns (an immediate transaction; an advisory lock), so that a chain never forks.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, inspect, or_, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from stuntlab.errors import RecordError
from stuntlab.plan.names import name_key, same_name
from stuntlab.record.address import read_address, show_address
from stuntlab.record.chain import StoredRow, read_rows
from stuntlab.record.entry import GENESIS, Draft, Entry, content_of, entry_from, hash_of_text
from stuntlab.record.faults import as_record_error, is_starting
from stuntlab.record.keys import Signs
from stuntlab.record.rules import check_signing
from stuntlab.record.schema import ENTRIES, NEWEST, VERSION
from stuntlab.suggestions import DECIDED_PLAN, suggest, suggest_extra

WAIT_S = 10.0
"""How long a writer waits for its turn."""
_PAUSE_S = 0.2
_DURABLE = """
SELECT set_config('lock_timeout', %(wait)s, true),
       set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN 'on'
                                        ELSE current_setting('synchronous_commit') END, true)
"""
"""In a transaction of PostgreSQL: wait for a turn no longer than asked; acknowledge nothing that is not on the disk."""

Decide = Callable[[Sequence[Entry]], Sequence[Draft]]
"""From what the record holds, while nobody else can write, to what is to be added. May refuse with a UserError."""


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Where the record of a production is: an SQLite file, or the URL of a PostgreSQL database."""

    production: str
    file: Path | None = None
    url: str | None = field(default=None, repr=False)  # which may hold a password

    def __str__(self) -> str:
        return str(self.file) if self.file else show_address(self.url or "")


class Store:
    """The record of one production."""

    def __init__(self, place: StorePlace, *, wait_s: float = WAIT_S, now: Callable[[], datetime] | None = None) -> None:
        self.place = place
        self._now = now or (lambda: datetime.now(UTC))
        if place.file is not None:
            self._readers, self._writers = (_sqlite(place.file, wait_s, writes=writes) for writes in (False, True))
        else:
            self._readers = self._writers = _postgresql(place.url or "", wait_s)
        self._wait_s = wait_s

    def rows(self) -> tuple[StoredRow, ...]:
        """Every row as it stands, for verifying.

        Raises: RecordError where it cannot be read.
        """
        if self._is_missing():
            return ()
        with self._reading() as connection:
            _refuse_newer(_version(connection), self.place)
            return _rows(connection, _chain_in(connection, self.place.production)) if _version(connection) else ()

    def chain_name(self) -> str:
        """The production as this record writes it: the first who wrote may have named it in other letters.

        Raises: RecordError where it cannot be read.
        """
        if self._is_missing():
            return self.place.production
        with self._reading() as connection:
            return _chain_in(connection, self.place.production) if _version(connection) else self.place.production

    def productions(self, words: Sequence[str]) -> tuple[str, ...]:
        """Every production with an entry that holds one of these words in any letters; all of them where none is given.

        Raises: RecordError where it cannot be read.
        """
        if self._is_missing():
            return ()
        with self._reading() as connection:
            if not _version(connection):
                return ()
            said = [func.lower(ENTRIES.c.content).contains(word.lower(), autoescape=True) for word in words]
            found = select(ENTRIES.c.production).distinct().order_by(ENTRIES.c.production)
            names = connection.execute(found.where(or_(*said)) if said else found).scalars()
            return tuple(name for name in names if isinstance(name, str))

    def entries(self) -> tuple[Entry, ...]:
        """Every entry, verified.

        Raises: RecordError where it cannot be read or is not whole.
        """
        return self._whole(self.rows(), self.chain_name())

    def append(self, decide: Decide, *, signer: Signs | None = None) -> tuple[Entry, ...]:
        """Add what `decide` answers, all of it or nothing; when this returns it is on the disk.

        Raises: RecordError where it cannot be written or the record is not whole; whatever `decide` raises.
        """
        added: tuple[Entry, ...] = ()
        try:
            with self._writing() as connection:
                self._bring_up_to_date(connection)
                production = _chain_in(connection, self.place.production)
                held = self._whole(_rows(connection, production), production)
                added = self._chain(held, decide(held), signer, production)
                for entry in added:
                    connection.execute(insert(ENTRIES).values(_columns(entry)))
        except RecordError:
            if added and self.place.file is None and self._took(added[-1]):
                return added
            raise
        return added

    def preview(self, decide: Decide, signer: Signs) -> tuple[Entry, ...]:
        """What `append` would add at this moment, for somebody to sign; nothing is written.

        Raises: as `append`.
        """
        held = self.entries()
        return self._chain(held, decide(held), signer, self.chain_name())

    def at(self, moment: datetime) -> Store:
        """The same record with a clock that stands still: what was signed is dated when it was shown."""
        return Store(self.place, wait_s=self._wait_s, now=lambda: moment)

    def _took(self, entry: Entry) -> bool:
        """Whether a server that went away in the middle took an entry: it may have, and not have come to say so.

        Raises: RecordError where it does not come back in time to be asked.
        """
        until = time.monotonic() + self._wait_s
        while True:
            try:
                return entry.hash in {row.hash for row in self.rows()}
            except RecordError as error:
                if time.monotonic() > until:
                    raise RecordError(
                        f"{self.place}: the server went away while entry {entry.number} was written, and does not "
                        "answer. Whether it was taken is not known: look with "
                        f"{suggest('record', 'show', DECIDED_PLAN)} before you repeat"
                    ) from error
                time.sleep(_PAUSE_S)

    def copy_rows(self, rows: Sequence[StoredRow]) -> None:
        """Take over what is missing here of a chain as it stands, as a mirror does.

        Raises: RecordError where it cannot be written.
        """
        with self._writing() as connection:
            self._bring_up_to_date(connection)
            production = _chain_in(connection, self.place.production)
            for row in rows[len(_rows(connection, production)) :]:
                values = {"number": row.number, "content": row.content, "hash": row.hash, "signature": row.signature}
                connection.execute(insert(ENTRIES).values(production=production, **values))

    def close(self) -> None:
        """Let go of the database."""
        self._readers.dispose()
        self._writers.dispose()

    def _is_missing(self) -> bool:
        with _in_words(self.place):  # a folder that may not be looked into is no sign that there is nothing in it
            return self.place.file is not None and not self.place.file.exists()

    def _whole(self, rows: Sequence[StoredRow], production: str) -> tuple[Entry, ...]:
        entries, faults = read_rows(rows, production)
        if faults:
            first = faults[0]
            raise RecordError(
                f"{self.place} is not whole: entry {first.number}: {first.text}. Nothing can be decided on it: keep "
                f"it, restore the last whole copy, and see everything with {suggest('record', 'verify', DECIDED_PLAN)}"
            )
        return entries

    def _chain(
        self, held: Sequence[Entry], drafts: Sequence[Draft], signer: Signs | None, production: str
    ) -> tuple[Entry, ...]:
        at = self._now().astimezone(UTC).isoformat(timespec="seconds")
        chain = list(held)
        for draft in drafts:
            own = signer if signer is not None and same_name(draft.by or "", signer.name) else None
            draft.check()
            check_signing(chain, draft, own.public if own else None, at)
            chain.append(_next(chain, draft, production, at, own))
        return tuple(chain[len(held) :])

    def _bring_up_to_date(self, connection: Connection) -> None:
        version = _version(connection)
        _refuse_newer(version, self.place)
        if version != NEWEST:
            import_module("stuntlab.record.migrate").migrate(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _in_words(self.place), self._connect(self._readers) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with _in_words(self.place):
            if self.place.file is not None:
                self.place.file.parent.mkdir(parents=True, exist_ok=True)
            with self._connect(self._writers) as connection, connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(_DURABLE, {"wait": f"{self._wait_s:.0f}s"})
                    key = zlib.crc32(name_key(self.place.production).encode())
                    connection.execute(select(func.pg_advisory_xact_lock(0x57554E54, key - 2**31)))
                yield connection

    def _connect(self, engine: Engine) -> Connection:
        """A connection; a server that is just starting is waited for."""
        until = time.monotonic() + self._wait_s
        while True:
            try:
                return engine.connect()
            except OperationalError as error:
                if not is_starting(error) or time.monotonic() > until:
                    raise
                time.sleep(_PAUSE_S)


@contextmanager
def _in_words(place: StorePlace) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise as_record_error(error, str(place)) from error


def _next(chain: Sequence[Entry], draft: Draft, production: str, at: str, signer: Signs | None) -> Entry:
    previous = chain[-1].hash if chain else GENESIS
    key = signer.public if signer else None
    content = content_of(draft, number=len(chain) + 1, production=production, at=at, previous=previous, key=key)
    entry_hash = hash_of_text(content)
    return entry_from(content, entry_hash, signer.sign(entry_hash) if signer else None)


def _chain_in(connection: Connection, production: str) -> str:
    """The production of a place that has this name, letter by letter or else as people's names are compared."""
    named = connection.execute(select(ENTRIES.c.production).distinct()).scalars().all()
    alike = sorted(one for one in named if isinstance(one, str) and same_name(one, production))
    return production if production in named or not alike else alike[0]


def _rows(connection: Connection, production: str) -> tuple[StoredRow, ...]:
    columns = (ENTRIES.c.number, ENTRIES.c.content, ENTRIES.c.hash, ENTRIES.c.signature)
    found = connection.execute(select(*columns).where(ENTRIES.c.production == production).order_by(ENTRIES.c.number))
    return tuple(StoredRow(*row) for row in found)


def _columns(entry: Entry) -> dict[str, Any]:
    return {
        "production": entry.production,
        "number": entry.number,
        "content": entry.content,
        "hash": entry.hash,
        "signature": entry.signature,
    }


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION.name):
        return None
    return connection.execute(select(VERSION.c.version_num)).scalar()


def _refuse_newer(version: str | None, place: StorePlace) -> None:
    if version is not None and (not isinstance(version, str) or version > NEWEST):
        raise RecordError(
            f"{place} was written by a newer stuntlab (its tables are {version}, this one knows {NEWEST})"
        )


def _sqlite(file: Path, wait_s: float, *, writes: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        address = f"{file.absolute().as_uri()}?{_mode(file, writes)}"
        return sqlite3.connect(address, uri=True, timeout=wait_s, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    if writes:
        event.listen(engine, "connect", lambda connection, _: _durable(connection, wait_s))
    event.listen(engine, "begin", _take_turns if writes else _see_one_state)
    return engine


def _mode(file: Path, writes: bool) -> str:
    """A record in a folder that may only be read has no room for the side files of WAL, and can be read without."""
    if writes:
        return "mode=rwc"
    beside = file.with_name(file.name + "-wal")
    return "mode=rw" if os.access(file.parent, os.W_OK) or beside.exists() else "immutable=1"


def _durable(connection: sqlite3.Connection, wait_s: float) -> None:
    """A file that is not in WAL mode yet is brought into it by its first writer.

    SQLite answers "locked" at once, and never waits, where two first writers meet in that step: so the turn is waited
    for here.
    """
    until = time.monotonic() + wait_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0.001, 0.02))
    connection.execute("PRAGMA synchronous = FULL")


def _take_turns(connection: Connection) -> None:
    """Writers queue at the door, instead of finding out at the end that somebody was faster."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _see_one_state(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _patience(wait_s: float) -> dict[str, int]:
    """How long libpq waits for a connection (s; it takes no less than 2), and for a network that went dead (ms)."""
    return {"connect_timeout": max(2, min(5, int(wait_s))), "tcp_user_timeout": 1000 * max(2, int(wait_s))}


def _postgresql(url: str, wait_s: float) -> Engine:
    kind = show_address(url).partition("://")[0]
    refusal = (
        f"{kind}://… is no place for a record: give a file, or postgresql://user@host/database "
        "(in a password, @ is %40 and / is %2F)"
    )
    parsed = read_address(url)
    if parsed is None or parsed.drivername.partition("+")[0] not in ("postgresql", "postgres"):
        raise RecordError(refusal)
    try:
        parsed = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(parsed, poolclass=NullPool, connect_args=_patience(wait_s))
    except ImportError as error:
        raise RecordError(
            f"a record in PostgreSQL needs psycopg, which is not installed; install it: {suggest_extra('postgres')}"
        ) from error
    return engine
