"""A stop is kept whatever is wrong, says where, and whoever comes later is told: a hundred broken places, for real.

Each place is broken in a process of its own, which has loaded the program before it forks: limits on files, closed and
full streams, folders that are files, names that are none. What stays broken is broken for who comes later, too.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pytest
from shoot import PLAN

from stuntlab.cli.main import main
from stuntlab.record import judge_decisions, open_record
from stuntlab.record.pending import digest_of
from stuntlab.record.stopping import ASIDE, IN_THE_RECORD, NOWHERE

Break = Callable[["Place"], object]


@dataclass
class Place:
    """A folder with a plan that has a record, and what is typed there."""

    folder: Path
    plan: Path
    typed: str

    @property
    def record(self) -> Path:
        return self.folder / "night-train.record.sqlite"

    @property
    def production(self) -> Path:
        return self.folder / "production.yaml"


def nothing(_: Place) -> None:
    return None


def environment(**settings: str | None) -> Break:
    def set_it(place: Place) -> None:
        for name, value in settings.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value.replace("FOLDER", str(place.folder))

    return set_it


def production(text: str | bytes) -> Break:
    return lambda place: place.production.write_bytes(text if isinstance(text, bytes) else text.encode())


def plan(text: str | bytes) -> Break:
    return lambda place: place.plan.write_bytes(text if isinstance(text, bytes) else text.encode())


def record(spoil: Callable[[Path], object]) -> Break:
    return lambda place: spoil(place.record)


def in_place_of(path: Path, make: Callable[[Path], object]) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    make(path)


def called(name: str) -> Break:
    """The plan has another name."""

    def rename(place: Place) -> None:
        place.plan = place.plan.rename(place.folder / name)
        place.typed = str(place.plan)

    return rename


def typed(words: str) -> Break:
    def type_it(place: Place) -> None:
        place.typed = words.replace("FOLDER", str(place.folder))

    return type_it


def small_files(most: int) -> Break:
    return lambda _: resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def few_files(_: Place) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (24, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def closed(*numbers: int) -> Break:
    def close(_: Place) -> None:
        for number in numbers:
            os.close(number)

    return close


def full(*numbers: int) -> Break:
    def fill(_: Place) -> None:
        for number in numbers:
            os.dup2(os.open("/dev/full", os.O_WRONLY), number)

    return fill


def unread(_: Place) -> None:
    """A pipe that nobody reads."""
    read, write = os.pipe()
    os.close(read)
    os.dup2(write, 1)


def nobody(place: Place) -> None:
    """Somebody who may write nowhere but in the open folder of drafts."""
    for folder in (place.folder, *place.folder.parents[:4]):
        if folder.stat().st_uid == os.getuid() and folder != Path(folder.anchor):
            folder.chmod(folder.stat().st_mode | 0o055)
    if os.getuid() == 0:
        os.setgid(65533)
        os.setuid(65533)


def folder_gone(place: Place) -> None:
    there = place.folder / "gone"
    there.mkdir()
    os.chdir(there)
    there.rmdir()


def no_state(place: Place) -> None:
    """No folder of this machine takes anything: each is a file."""
    (place.folder / "a file").touch()
    environment(STUNTLAB_STATE="FOLDER/a file", HOME="FOLDER/a file", XDG_STATE_HOME="FOLDER/a file/x",
                TMPDIR="FOLDER/a file", STUNTLAB_LAST_RESORT="FOLDER/a file")(place)  # fmt: skip


def locked(place: Place) -> None:
    other = sqlite3.connect(place.record, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    HELD.append(other)


HELD: list[object] = []
NO_WRITES = "DROP TRIGGER IF EXISTS x; CREATE TRIGGER x BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'no'); END"


def run_sql(text: str) -> Callable[[Path], object]:
    def run(path: Path) -> None:
        connection = sqlite3.connect(path)
        connection.executescript(text)
        connection.close()

    return run


PLACES: dict[str, Break] = {
    "nothing is wrong": nothing,
    # production.yaml
    "production: no YAML": production("production: ["),
    "production: empty": production(""),
    "production: a list": production("- a\n- b\n"),
    "production: a number": production("7"),
    "production: unknown keys": production("production: Night Train\nstops: never\n"),
    "production: no name": production("signed: true\n"),
    "production: lax": production("production: Night Train\ndose: {falls: 1000000}\n"),
    "production: unknown dose": production("production: Night Train\ndose: {naps: 2}\n"),
    "production: not UTF-8": production(b"\xff\xfe\x00production"),
    "production: zeros": production(b"\0" * 4000),
    "production: deep": production("a: " + "[" * 5000),
    "production: many anchors": production("a: &a [x]\n" + "".join(f"b{i}: [*a, *a, *a]\n" for i in range(500))),
    "production: tabs": production("production:\tNight Train\n\t- x\n"),
    "production: surrogate": production('production: "\\ud83d"\n'),
    "production: control characters": production('production: "Night\\u0007\\u0000Train"\n'),
    "production: name of slashes": production('production: "///"\n'),
    "production: long name": production(f"production: {'x' * 5000}\n"),
    "production: a folder": lambda place: in_place_of(place.production, lambda path: path.mkdir()),
    "production: a ring of links": lambda place: place.production.symlink_to(place.production),
    "production: a link to nowhere": lambda place: place.production.symlink_to("/nowhere/at all"),
    "production: a pipe": lambda place: os.mkfifo(place.production),
    "production: record in a folder that is none": production("production: N\nrecord: /proc/nowhere/x.sqlite\n"),
    "production: record in a file": production("production: N\nrecord: plan.yaml/x.sqlite\n"),
    "production: record is the plan": production("production: N\nrecord: plan.yaml\n"),
    "production: record is a folder": production("production: N\nrecord: .\n"),
    "production: record of another home": production("production: N\nrecord: ~nobody-at-all/x.sqlite\n"),
    "production: record at a server that is not": production("production: N\nrecord: postgresql://x@127.0.0.1:9/x\n"),
    # the address of the record
    "record address: no such server": environment(STUNTLAB_RECORD="postgresql://a:b@127.0.0.1:9/x"),
    "record address: no such host": environment(STUNTLAB_RECORD="postgresql://nowhere.invalid/x"),
    "record address: another database": environment(STUNTLAB_RECORD="mysql://x/y"),
    "record address: no database at all": environment(STUNTLAB_RECORD="x://"),
    "record address: bad port": environment(STUNTLAB_RECORD="postgresql://h:port/x"),
    "record address: large port": environment(STUNTLAB_RECORD="postgresql://127.0.0.1:99999999/x"),
    "record address: odd letters": environment(STUNTLAB_RECORD="postgresql://%zz@[::1/x?y=%"),
    "record address: a folder": environment(STUNTLAB_RECORD="/"),
    "record address: /dev/full": environment(STUNTLAB_RECORD="/dev/full"),
    "record address: /dev/null/x": environment(STUNTLAB_RECORD="/dev/null/x"),
    "record address: blanks": environment(STUNTLAB_RECORD="   "),
    "record address: another home": environment(STUNTLAB_RECORD="~nobody-at-all/x"),
    "record address: too long": environment(STUNTLAB_RECORD="x" * 3000),
    "record address: not UTF-8": lambda _: os.environb.update({b"STUNTLAB_RECORD": b"/\xff\xfe/x"}),
    # the record
    "record: not one": record(lambda path: path.write_bytes(b"not a record" * 1000)),
    "record: cut": record(lambda path: path.write_bytes(path.read_bytes()[:5000])),
    "record: zeros": record(lambda path: path.write_bytes(bytes(path.stat().st_size))),
    "record: a folder": record(lambda path: in_place_of(path, lambda there: there.mkdir())),
    "record: a pipe": record(lambda path: in_place_of(path, os.mkfifo)),
    "record: /dev/full": record(lambda path: in_place_of(path, lambda there: there.symlink_to("/dev/full"))),
    "record: a ring of links": record(lambda path: in_place_of(path, lambda there: there.symlink_to(there))),
    "record: its journal is a folder": record(lambda path: path.with_name(path.name + "-wal").mkdir()),
    "record: its journal is odd": record(lambda path: path.with_name(path.name + "-wal").write_bytes(b"x" * 9000)),
    "record: locked": locked,
    "record: another table": record(run_sql("DROP TABLE entries; CREATE TABLE entries (a)")),
    "record: no table": record(run_sql("DROP TABLE entries")),
    "record: newer": record(run_sql("UPDATE alembic_version SET version_num = '0999'")),
    "record: bent": record(run_sql("DROP TRIGGER entries_no_update; UPDATE entries SET content = '{}'")),
    "record: odd rows": record(
        run_sql("DROP TRIGGER entries_no_update; UPDATE entries SET content = X'00ff', hash = number")
    ),
    "record: takes nothing": record(run_sql(NO_WRITES)),
    "record: takes nothing more": record(run_sql("PRAGMA journal_mode = DELETE; PRAGMA user_version = 3")),
    # home, user, state
    "state: a file": environment(STUNTLAB_STATE="FOLDER/plan.yaml"),
    "state: below a file": environment(STUNTLAB_STATE="FOLDER/plan.yaml/state"),
    "state: /dev/full, record broken": environment(STUNTLAB_STATE="/dev/full", STUNTLAB_RECORD="/dev/full"),
    "state: /proc, record broken": environment(STUNTLAB_STATE="/proc/self/state", STUNTLAB_RECORD="/dev/full"),
    "state: too long, record broken": environment(STUNTLAB_STATE="/x" * 3000, STUNTLAB_RECORD="/dev/full"),
    "state: blank, record broken": environment(STUNTLAB_STATE=" ", STUNTLAB_RECORD="/dev/full"),
    "home: none": environment(HOME=None, XDG_STATE_HOME=None, XDG_CONFIG_HOME=None, STUNTLAB_STATE=None),
    "home: nobody in the user database": lambda place: (
        environment(HOME=None, STUNTLAB_STATE=None)(place),
        nobody(place),
    ),
    "home: a file, record broken": environment(HOME="/dev/null", STUNTLAB_STATE=None, STUNTLAB_RECORD="/dev/full"),
    "keys: a file": environment(STUNTLAB_KEYS="/dev/null"),
    "no folder of the machine takes it": no_state,
    "no folder of the machine takes it, record broken": lambda place: (no_state(place), plan("stunt: [")(place)),
    "no drafts": environment(TMPDIR="/nowhere"),
    "the folder one is in is gone": folder_gone,
    "somebody who may write nothing here": nobody,
    # the name of the plan
    "name: blanks": called("  .yaml"),
    "name: blank in it": called("my plan.yaml"),
    "name: a dash": called("-plan.yaml"),
    "name: quotes": called('it\'s "the" plan.yaml'),
    "name: a new line": called("a\nb.yaml"),
    "name: a bell": called("a\ab.yaml"),
    "name: stars": called("*?[x].yaml"),
    "name: not UTF-8": called(os.fsdecode(b"pl\xff\xfen.yaml")),
    "name: long": called("x" * 250 + ".yaml"),
    "name: from right to left": called("\u202eplan.yaml"),
    "name: another script": called("план.yaml"),
    "name: no ending": called("plan"),
    "name: another case of ending": called("PLAN.YAML"),
    "typed: not there": typed("FOLDER/plann.yaml"),
    "typed: the folder": typed("FOLDER"),
    "typed: the production file": lambda place: (
        production("production: N\n")(place),
        typed("FOLDER/production.yaml")(place),
    ),
    "typed: the record": typed("FOLDER/night-train.record.sqlite"),
    "typed: too long": typed("FOLDER/" + "y" * 5000 + ".yaml"),
    "typed: an odd way": typed("FOLDER/./../shoot/plan.yaml"),
    # what is in the plan
    "plan: no YAML": plan("stunt: ["),
    "plan: empty": plan(""),
    "plan: zeros": plan(bytes(5000)),
    "plan: not UTF-8": plan(b"\xff\xfe\xfa"),
    "plan: deep": plan("[" * 20_000),
    "plan: half": plan(PLAN[:200]),
    "plan: tabs": plan(PLAN.replace("  ", "\t")),
    "plan: surrogates": plan(PLAN.replace("Stomach kick", '"\\ud83d\\ude00"')),
    "plan: large numbers": plan(PLAN.replace("5 ± 0.8 m/s", "1 ft 9e999 in")),
    "plan: two": plan(PLAN + "---\n" + PLAN),
    "plan: a folder": lambda place: in_place_of(place.plan, lambda path: path.mkdir()),
    "plan: a pipe": lambda place: in_place_of(place.plan, os.mkfifo),
    "plan: gone": lambda place: place.plan.unlink(),
    "plan: a ring of links": lambda place: in_place_of(place.plan, lambda path: path.symlink_to(path)),
    # disk and streams
    "disk: full": small_files(0),
    "disk: one letter": small_files(1),
    "disk: a little room": small_files(400),
    "disk: some room": small_files(30_000),
    "disk: full, plan broken": lambda place: (plan("x: [")(place), small_files(0)(place)),
    "disk: full, no folder takes it": lambda place: (no_state(place), small_files(0)(place)),
    "few files may be open": few_files,
    "out: closed": closed(1),
    "out: all closed": closed(0, 1, 2),
    "out: full": full(1),
    "out: all full": full(1, 2),
    "out: full, plan broken": lambda place: (plan("x: [")(place), full(1, 2)(place)),
    "out: nobody reads": unread,
    "out: closed, disk full": lambda place: (small_files(0)(place), closed(1, 2)(place)),
    "clock: a zone that is days away": environment(TZ="XYZ-99:99"),
    "letters: ASCII": environment(LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii:strict"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with a record that nothing is wrong with."""
    folder = tmp_path_factory.mktemp("whole")
    file = folder / "plan.yaml"
    file.write_text(PLAN, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("STUNTLAB_STATE", str(folder / "state"))
        assert main(["consent", str(file), "--person", "lead", "--give"]) == 0
    return folder


@pytest.fixture
def place(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    folder = tmp_path / "shoot"
    folder.mkdir()
    for path in whole.glob("*.*"):
        shutil.copy(path, folder)
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp").chmod(0o1777)
    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    return Place(folder, folder / "plan.yaml", str(folder / "plan.yaml"))


def in_a_child(place: Place, spoil: Break, out: Path, words: tuple[str, ...]) -> tuple[int, str]:
    """Exit code of a command in a process of its own, in a place that is broken for it, and all that it said."""
    read, typed = os.pipe()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            signal.alarm(60)
            os.chdir(place.folder)
            for number, name in ((1, "out"), (2, "err")):
                os.dup2(os.open(out / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), number)
            tempfile.tempdir = None
            spoil(place)
            with_typed(typed, place.typed)
            sys.stdout, sys.stderr = stream_of(1), stream_of(2)  # as the interpreter makes them when it starts
            code = main([*words, *(["--"] if place.typed.startswith("-") else []), place.typed])
        except BaseException as error:
            with_typed(2, f"ESCAPED {error!r}")
        os._exit(code)
    os.close(typed)
    with os.fdopen(read, "rb") as pipe:
        place.typed = os.fsdecode(pipe.read()) or place.typed
    _, status = os.waitpid(child, 0)
    said = b"".join((out / name).read_bytes() for name in ("out", "err") if (out / name).exists())
    return os.waitstatus_to_exitcode(status), said.decode(errors="replace")


def stream_of(number: int) -> TextIO | None:
    try:
        return open(number, "w", encoding="utf-8", closefd=False)
    except OSError:
        return None


def with_typed(number: int, text: str) -> None:
    try:
        os.write(number, os.fsencode(text))
    except OSError:
        return


def forget(place: Place) -> None:
    """Take away what was kept in the open folder of the machine, which is not the test's own."""
    folder = Path("/tmp/stuntlab-stops")
    marks = {digest_of(where) for where in (place.typed, str(place.folder), str(place.plan), str(Path(place.typed)))}
    for path in folder.glob("*.stop") if folder.is_dir() else ():
        if path.name.partition(".")[0] in marks:
            path.unlink()


@pytest.mark.parametrize("spoil", PLACES.values(), ids=PLACES.keys())
def test_a_stop_is_kept_and_told(
    place: Place, spoil: Break, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    code, said = in_a_child(place, spoil, out, ("stop",))
    try:
        assert code in (IN_THE_RECORD, ASIDE), said
        assert "ESCAPED" not in said
        assert "Traceback" not in said
        if "STOPPED" in said:
            assert ("is entry" in said) is (code == IN_THE_RECORD)
            assert ("kept on this machine (" in said) is (code == ASIDE)
        capsys.readouterr()
        monkeypatch.setattr(tempfile, "tempdir", None)
        for command in ("check", "camera"):
            words = [command, *(["--"] if place.typed.startswith("-") else []), place.typed]
            main(words)
            assert "STOPPED" in capsys.readouterr().err, f"{command} does not tell"
    finally:
        forget(place)


def test_there_are_a_hundred() -> None:
    assert len(PLACES) >= 100


def test_where_nothing_takes_it_everybody_is_told_to_say_it_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("stuntlab.record.pending.own_folders", lambda: ())
    (tmp_path / "file").touch()
    assert main(["stop", str(tmp_path / "file" / "plan.yaml")]) == NOWHERE
    assert "SAY IT ALOUD" in capsys.readouterr().out


def test_words_beside_the_plan_stop_it_all_the_same(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    os.chdir(place.folder)
    assert main(["stop", "plan.yaml", "the", "mat", "slipped", "--now"]) == IN_THE_RECORD
    assert "STOPPED: plan.yaml" in capsys.readouterr().out
    other = place.folder / "my other plan.yaml"
    shutil.copy(place.plan, other)
    assert main(["stop", "my", "other", "plan.yaml"]) == IN_THE_RECORD
    assert main(["stop", "-"]) == ASIDE


@pytest.mark.parametrize(
    "words",
    [
        ("plan.yaml", "--person"),
        ("plan.yaml", "--record"),
        ("--json=1", "plan.yaml"),
        ("plan.yaml", "--now", "--record"),
    ],
)
def test_an_option_that_is_mistyped_loses_no_stop(place: Place, words: tuple[str, ...]) -> None:
    os.chdir(place.folder)
    assert main(["stop", *words]) == IN_THE_RECORD


@pytest.mark.parametrize("words", [("--now",), ("--all",), ("--person",)])
def test_options_alone_stop_the_folder(
    place: Place, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    os.chdir(place.folder)
    assert main(["stop", *words]) == ASIDE
    main(["check", str(place.plan)])
    assert "STOPPED" in capsys.readouterr().err


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_a_folder_is_stopped_with_the_folders_in_it(
    place: Place, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = place.folder / "reel 2" / "scene 7"
    deep.mkdir(parents=True)
    shutil.copy(place.plan, deep / "deep.yaml")
    beside = tmp_path / "other show"
    beside.mkdir()
    shutil.copy(place.plan, beside / "other.yaml")
    (beside / "other.yaml").write_text(PLAN.replace("Stomach kick", "Slow waltz"), encoding="utf-8")
    assert main(["stop", str(place.folder)]) == ASIDE
    if state == "lost":  # whoever has the folder has what lies in it, also where it is called otherwise
        monkeypatch.setenv("STUNTLAB_STATE", str(tmp_path / "another machine"))
        place.folder.rename(tmp_path / "moved")
        deep = tmp_path / "moved" / "reel 2" / "scene 7"
    capsys.readouterr()
    main(["check", str(deep / "deep.yaml")])
    assert "STOPPED" in capsys.readouterr().err
    main(["check", str(beside / "other.yaml")])
    assert "STOPPED" not in capsys.readouterr().err


@pytest.mark.parametrize("word", ["production.yaml", "Production.YAML", "night-train.record.sqlite"])
def test_what_is_of_a_whole_folder_stops_every_plan_in_it(
    place: Place, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stop", str(place.folder / word), str(place.folder / word)]) == ASIDE
    assert capsys.readouterr().out.count("STOPPED") == 1
    main(["check", str(place.plan)])
    assert "STOPPED" in capsys.readouterr().err


def test_a_folder_is_stopped_with_every_plan_in_it(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    other = place.folder / "other.yaml"
    other.write_text(PLAN.replace("Stomach kick", "Alley beating").replace('"67"', '"68"'), encoding="utf-8")
    assert main(["stop", str(place.folder)]) == ASIDE
    for file in (place.plan, other):
        _, findings = judge_decisions(open_record(file).history())
        assert "stopped" in {finding.id for finding in findings}
    assert main(["concern", str(place.plan), "--what", "wet floor"]) == 0
    for file in (place.plan, other):
        _, findings = judge_decisions(open_record(file).history())
        assert [finding.id for finding in findings].count("stopped") == 1, "in the record now, and no second time aside"
    assert main(["clear", str(other), "--by", "adviser", "--reason", "the hall was aired, smoke is out"]) == 0
    for file in (place.plan, other):
        _, findings = judge_decisions(open_record(file).history())
        assert "stopped" not in {finding.id for finding in findings}
    capsys.readouterr()
    main(["check", str(other)])
    assert "STOPPED" not in capsys.readouterr().err
