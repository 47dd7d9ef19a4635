"""What can go wrong with a database, for real: kills, crowds, full, locked and damaged files, clocks, two machines."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from shoot import KEY, note
from sqlalchemy import create_engine, text

from stuntlab.errors import DecisionError, RecordError
from stuntlab.record.chain import flatten_entries
from stuntlab.record.entry import Draft, Json
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.kinds.limit import LIMIT
from stuntlab.record.kinds.stop import STOP
from stuntlab.record.merge import entries_missing
from stuntlab.record.store import Store, StorePlace

HERE = Path(__file__).parent
NOON = datetime(2027, 2, 11, 12, tzinfo=UTC)


def where(place: StorePlace) -> str:
    return str(place.file or place.url)


def test_a_kill_at_any_point_of_a_write_loses_nothing_acknowledged(place: StorePlace) -> None:
    rounds = 150 if place.file else 100
    arguments = (where(place), place.production, str(rounds))
    done = subprocess.run(
        [sys.executable, HERE / "killed_writer.py", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    assert counted["told"] > rounds / 4, "the writers were killed before they wrote anything"
    assert counted["nothing_yet"] > 0, "no writer was killed inside its first write"


def test_two_processes_and_fifty_threads_keep_one_chain(place: StorePlace) -> None:
    threads, each = 25, 4
    arguments = (where(place), place.production, str(threads), str(each))
    running = [subprocess.Popen([sys.executable, HERE / "many_writers.py", *arguments]) for _ in range(2)]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    entries = Store(place).entries()
    assert [entry.number for entry in entries] == list(range(1, 2 * threads * each + 1))
    written = [str(entry.body["what"]) for entry in entries]
    assert sorted(written) == sorted(2 * [f"{thread} {index}" for thread in range(threads) for index in range(each)])


def test_the_first_writer_of_a_file_waits_for_its_turn(tmp_path: Path) -> None:
    file = tmp_path / "night-train.record.sqlite"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # a second first writer; SQLite itself does not wait for it
    with pytest.raises(RecordError, match="wait a moment"):
        Store(StorePlace("Night Train", file=file), wait_s=0.2).append(note("too early"))
    leaving = threading.Timer(0.3, other.execute, ["COMMIT"])
    leaving.start()
    Store(StorePlace("Night Train", file=file), wait_s=30).append(note("one"))
    leaving.join()
    other.close()
    assert [entry.body["what"] for entry in Store(StorePlace("Night Train", file=file)).entries()] == ["one"]


def test_the_database_itself_refuses_to_change_or_delete(store: Store, place: StorePlace) -> None:
    store.append(note("one"))
    engine = create_engine((place.url or "").replace("postgresql:", "postgresql+psycopg:") or f"sqlite:///{place.file}")
    for statement in ("UPDATE entries SET content = 'x'", "DELETE FROM entries"):
        with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()
    assert len(store.entries()) == 1


def test_a_clock_set_back_stops_a_yes_and_never_a_no(place: StorePlace) -> None:
    Store(place, now=lambda: NOON).append(note())
    late = Store(place, now=lambda: NOON - timedelta(hours=3))
    with pytest.raises(DecisionError, match="clock"):
        late.append(lambda _: [Draft(CONSENT, KEY, "villain", {"day": "2027-02-11"})])
    late.append(lambda _: [Draft(WITHDRAWAL, KEY, "villain", {}), Draft(STOP, KEY, None, {})])
    assert [entry.kind for entry in late.entries()][1:] == [WITHDRAWAL, STOP]


def test_an_append_that_is_refused_writes_nothing(store: Store) -> None:
    store.append(note("one"))

    def refuse(_: object) -> list[Draft]:
        raise DecisionError("no")

    with pytest.raises(DecisionError):
        store.append(refuse)
    assert len(store.entries()) == 1


def test_what_a_machine_cannot_encode_is_refused_whole(store: Store) -> None:
    store.append(note("Zoë 李 ± “quoted”"))
    bound: dict[str, Json] = {"name": "takes", "at_most": True, "value": float("nan"), "text": "takes <= nan"}
    with pytest.raises(ValueError, match="JSON"):
        store.append(lambda _: [*note("fine")(None), Draft(LIMIT, KEY, "villain", bound)])
    assert [entry.body["what"] for entry in store.entries()] == ["Zoë 李 ± “quoted”"]


# SQLite: the faults of a file.


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "night-train.record.sqlite"
    Store(StorePlace("Night Train", file=path)).append(note("one"))
    return path


def test_locked_by_another_program(file: Path) -> None:
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="another program has held it"):
            Store(StorePlace("Night Train", file=file), wait_s=0.2).append(note("two"))
        assert len(Store(StorePlace("Night Train", file=file)).entries()) == 1, "reading goes on"
        other.execute("ROLLBACK")
    other.close()
    Store(StorePlace("Night Train", file=file)).append(note("two"))


FULL = """
import resource, signal, sys
from pathlib import Path
from typing import Any
from stuntlab.errors import RecordError
from stuntlab.record.entry import Draft
from stuntlab.record.kinds.concern import CONCERN
from stuntlab.record.store import StorePlace, Store
store = Store(StorePlace("Night Train", file=Path(sys.argv[1])))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
told = 1
try:
    while told < 100:
        store.append(lambda _: [Draft(CONCERN, None, None, {"what": "x" * 20_000})])
        told += 1
except RecordError as error:
    print(told, error)
"""


def test_a_disk_that_takes_no_more(file: Path) -> None:
    """The operating system refuses to let the file grow, in the middle of a write."""
    done = subprocess.run([sys.executable, "-c", FULL, str(file)], capture_output=True, text=True, check=True)
    told, _, message = done.stdout.partition(" ")
    assert 1 < int(told) < 100
    assert "full" in message
    assert len(Store(StorePlace("Night Train", file=file)).entries()) == int(told)


def test_a_full_database(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own "disk is full", from a bound on its pages."""
    store = Store(StorePlace("Night Train", file=file))
    pages = sqlite3.connect(file).execute("PRAGMA page_count").fetchone()[0]
    execute = sqlite3.Connection.execute

    class Bounded(sqlite3.Connection):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            execute(self, f"PRAGMA max_page_count = {pages}")

    connect = sqlite3.connect
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", lambda *a, **o: connect(*a, **o, factory=Bounded))
        with pytest.raises(RecordError, match="the disk is full: make room"):
            store.append(note("x" * 50_000))
    assert len(store.entries()) == 1
    store.append(note("two"))


READ_ONLY = """
import os, sys
from pathlib import Path
from typing import Any
from stuntlab.errors import RecordError
from stuntlab.record.entry import Draft
from stuntlab.record.kinds.concern import CONCERN
from stuntlab.record.store import StorePlace, Store
store = Store(StorePlace("Night Train", file=Path(sys.argv[1])))
import stuntlab.record.migrate
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
print(len(store.entries()))
try:
    store.append(lambda _: [Draft(CONCERN, None, None, {"what": "x"})])
except RecordError as error:
    print(error)
"""


def test_a_folder_that_may_only_be_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Path(os.path.realpath(tmp_path_factory.mktemp("open to all")))
    for parent in (folder, *folder.parents[:3]):
        if parent.stat().st_uid == os.getuid() and parent != Path(parent.anchor):
            parent.chmod(parent.stat().st_mode | 0o055)
    file = folder / "night-train.record.sqlite"
    Store(StorePlace("Night Train", file=file)).append(note("one"))
    file.chmod(0o444)
    folder.chmod(0o555)
    done = subprocess.run([sys.executable, "-c", READ_ONLY, str(file)], capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    count, message = done.stdout.splitlines()
    assert count == "1", "what may be read is read"
    assert "may only be read here" in message or "cannot be opened" in message


@pytest.mark.parametrize("damage", ["zeros in the second half", "another file", "cut short", "empty"])
def test_a_damaged_file_is_kept_and_named(file: Path, damage: str) -> None:
    for index in range(40):
        Store(StorePlace("Night Train", file=file)).append(note(f"entry {index} " + "x" * 500))
    whole = file.read_bytes()
    spoilt = {
        "zeros in the second half": whole[: len(whole) // 2] + bytes(len(whole) // 2),
        "another file": b"this is a shopping list" * 1000,
        "cut short": whole[: len(whole) // 2],
        "empty": b"",
    }[damage]
    file.write_bytes(spoilt)
    store = Store(StorePlace("Night Train", file=file))
    if damage == "empty":
        assert store.rows() == ()  # what is missing shows against a hash known from elsewhere
        return
    with pytest.raises(RecordError, match=r"damaged|no record|not whole"):
        store.entries()
    with pytest.raises(RecordError, match=r"damaged|no record|not whole"):
        store.append(note("more"))
    assert file.read_bytes()[:100] == spoilt[:100]


def test_two_machines_wrote_to_copies(file: Path, tmp_path: Path) -> None:
    other_file = tmp_path / "laptop" / file.name
    other_file.parent.mkdir()
    shutil.copy(file, other_file)
    ours, theirs = (Store(StorePlace("Night Train", file=path)) for path in (file, other_file))
    ours.append(note("ours"))
    theirs.append(note("theirs, one"))
    theirs.append(note("theirs, two"))
    added = ours.append(lambda held: entries_missing(held, theirs.entries()))
    assert len(added) == 2
    assert [entry.body["what"] for entry in flatten_entries(ours.entries())] == [
        "one",
        "ours",
        "theirs, one",
        "theirs, two",
    ]
    assert not ours.append(lambda held: entries_missing(held, theirs.entries())), "a second time brings nothing"
    theirs.append(lambda held: entries_missing(held, ours.entries()))
    assert {entry.body["what"] for entry in flatten_entries(theirs.entries())} == {
        "one",
        "ours",
        "theirs, one",
        "theirs, two",
    }


def test_rows_copied_from_another_machine_by_hand_are_found(file: Path, tmp_path: Path) -> None:
    other_file = tmp_path / "other.sqlite"
    shutil.copy(file, other_file)
    ours, theirs = (Store(StorePlace("Night Train", file=path)) for path in (file, other_file))
    ours.append(note("ours"))
    theirs.append(note("theirs"))
    theirs.append(note("theirs too"))
    row = theirs.rows()[2]
    with sqlite3.connect(file) as connection:
        values = ("Night Train", row.number, row.content, row.hash, row.signature)
        connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", values)
    connection.close()
    with pytest.raises(RecordError, match="not whole: entry 3"):
        ours.append(note("more"))


def test_a_server_that_is_not_there() -> None:
    store = Store(StorePlace("Night Train", url="postgresql://somebody:secret@127.0.0.1:9/nowhere"))
    with pytest.raises(RecordError) as refused:
        store.entries()
    assert "secret" not in str(refused.value)
    assert "127.0.0.1" in str(refused.value)


def test_a_record_of_a_newer_program(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()
    with pytest.raises(RecordError, match="newer stuntlab"):
        Store(StorePlace("Night Train", file=file)).append(note())
