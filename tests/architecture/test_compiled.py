"""Compiled code is never older than the sources it was made of, and not made again while they stay."""

from __future__ import annotations

import importlib.util
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from numba.core.dispatcher import Dispatcher

import stuntlab
from stuntlab.compiled import sources_of

BESIDE = {"stuntlab.scene.engine_memory", "stuntlab.constants"}
"""Named as part of what is kept: the first by `engine_callback`, the second by everything that compiles."""

CALLER = """
from stuntlab.compiled import compiled
from called import twice

@compiled
def asked(value):
    return twice(value) + 1

print(asked(3), sum(asked.stats.cache_hits.values()))
"""
CALLED = """
from stuntlab.compiled import compiled

@compiled
def twice(value):
    return {factor} * value
"""

WEIGHS = """
from stuntlab.compiled import compiled
from stuntlab.constants import GRAVITY_M_S2

@compiled
def asked(mass):
    return mass * GRAVITY_M_S2

print(asked(2.0), sum(asked.stats.cache_hits.values()))
"""


def asked(folder: Path, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, folder / "caller.py"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    assert done.stderr == ""
    return done.stdout.split()


def test_what_calls_is_compiled_again_when_what_is_called_has_changed(tmp_path: Path) -> None:
    (tmp_path / "caller.py").write_text(CALLER)
    (tmp_path / "called.py").write_text(CALLED.format(factor=2))
    assert asked(tmp_path) == ["7", "0"]
    assert asked(tmp_path) == ["7", "1"], "it was kept"
    (tmp_path / "called.py").write_text(CALLED.format(factor=5))
    assert asked(tmp_path) == ["16", "0"]
    (tmp_path / "called.py").write_text(CALLED.format(factor=2))
    assert asked(tmp_path) == ["7", "1"], "the first was kept too"


def program_in(folder: Path) -> Path:
    """A copy of what compiles, and a script that asks it."""
    ground = folder / "stuntlab"
    ground.mkdir(parents=True)
    for name in ("compiled.py", "constants.py", "kept_code.py"):
        shutil.copy(Path(stuntlab.__path__[0]) / name, ground)
    (ground / "__init__.py").write_text("")
    (folder / "caller.py").write_text(WEIGHS)
    return ground


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a copy that has kept its code in a folder named cache."""
    folder = tmp_path_factory.mktemp("code")
    program_in(folder)
    assert asked(folder, NUMBA_CACHE_DIR=str(folder / "cache")) == ["19.6133", "0"]
    assert asked(folder, NUMBA_CACHE_DIR=str(folder / "cache")) == ["19.6133", "1"]
    return folder


def test_the_constants_are_a_source(tmp_path: Path) -> None:
    """A copy of the program, whose gravity is edited between two runs."""
    ground = program_in(tmp_path)
    constants = ground / "constants.py"
    assert asked(tmp_path) == ["19.6133", "0"]
    assert asked(tmp_path) == ["19.6133", "1"], "it was kept"
    constants.write_text(constants.read_text(encoding="utf-8").replace("9.80665", "1.62"), encoding="utf-8")
    assert asked(tmp_path) == ["3.24", "0"]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def turn_a_bit(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)


def forbid(path: Path) -> None:
    path.unlink()
    path.symlink_to("/proc/1/mem")  # which nobody may read, not even an administrator


def put_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def lead_in_a_ring(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


A_FOLDER = "a folder"
SPOILS: dict[str, Callable[[Path], object]] = {
    "cut": cut,
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(os.urandom(5000)),
    "one bit": turn_a_bit,
    "text": lambda path: path.write_text("not code"),
    "as numba itself writes it": lambda path: path.write_bytes(path.read_bytes()[32:]),
    "not to be read": forbid,
    "a ring of links": lead_in_a_ring,
    A_FOLDER: put_folder,
}
"""What can happen to a file of compiled code."""


@pytest.mark.parametrize("suffix", ["nbi", "nbc"])
def test_spoilt_files_of_code_are_made_again(suffix: str, tmp_path: Path) -> None:
    """As many functions as there are ways to spoil a file, each spoilt in one of them, in a folder of their own."""
    program_in(tmp_path)
    shown = "print({name}(1), *{name}.stats.cache_hits.values())"
    each = "@compiled\ndef {name}(value):\n    return value + {number}\n" + shown + "\n"
    functions = [each.format(name=f"way{number}", number=number) for number in range(len(SPOILS))]
    (tmp_path / "caller.py").write_text("from stuntlab.compiled import compiled\n" + "".join(functions))
    place = tmp_path / "cache"
    values = [str(1 + number) for number in range(len(SPOILS))]
    assert asked(tmp_path, NUMBA_CACHE_DIR=str(place)) == values, "nothing was kept yet"
    for number, spoil in enumerate(SPOILS.values()):
        (file,) = place.rglob(f"*.way{number}-*.{suffix}")
        spoil(file)
    assert asked(tmp_path, NUMBA_CACHE_DIR=str(place)) == values, "compiled again"
    again = [word for value, how in zip(values, SPOILS, strict=True) for word in (value, *(["1"] * (how != A_FOLDER)))]
    assert asked(tmp_path, NUMBA_CACHE_DIR=str(place)) == again, "kept again, where there is room for a file"


@pytest.fixture
def cache(kept: Path, tmp_path: Path) -> Path:
    """A copy of what was kept."""
    return Path(shutil.copytree(kept / "cache", tmp_path / "cache"))


def test_code_of_another_machine_is_not_run(kept: Path, cache: Path) -> None:
    """Two machines that share a folder: each finds its own, also where the other has written over a file of code."""
    place = str(cache)
    assert asked(kept, NUMBA_CACHE_DIR=place, NUMBA_CPU_NAME="generic", NUMBA_CPU_FEATURES="") == ["19.6133", "0"]
    assert asked(kept, NUMBA_CACHE_DIR=place) == ["19.6133", "1"]
    first, second = sorted(cache.rglob("*.asked*.nbc"))
    shutil.copy(second, first)
    assert asked(kept, NUMBA_CACHE_DIR=place) == ["19.6133", "0"]
    assert asked(kept, NUMBA_CACHE_DIR=place) == ["19.6133", "1"]


def test_where_no_folder_takes_code_each_process_compiles(tmp_path: Path) -> None:
    (program_in(tmp_path) / "__pycache__").write_text("")
    no_folder, own = tmp_path / "a file", tmp_path / "own"
    no_folder.write_text("")
    bytecode = str(tmp_path / "bytecode")
    for hits in "01":
        here = asked(tmp_path, NUMBA_CACHE_DIR=str(no_folder), XDG_CACHE_HOME=str(own), PYTHONPYCACHEPREFIX=bytecode)
        assert here == ["19.6133", hits]
    for _ in range(2):
        nowhere = asked(
            tmp_path, NUMBA_CACHE_DIR=str(no_folder), XDG_CACHE_HOME=str(no_folder), PYTHONPYCACHEPREFIX=bytecode
        )
        assert nowhere == ["19.6133", "0"]


def test_a_table_is_a_source(tmp_path: Path) -> None:
    (tmp_path / "numbers.toml").write_text("a = 1")
    before = sources_of(tmp_path)
    sources_of.cache_clear()
    (tmp_path / "numbers.toml").write_text("a = 2")
    assert sources_of(tmp_path) != before


def modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(stuntlab.__path__, "stuntlab.")
    return [importlib.import_module(each.name) for each in found if "import numba" in source(each.name)]


def source(name: str) -> str:
    spec = importlib.util.find_spec(name)
    text = Path(str(spec.origin)).read_text(encoding="utf-8") if spec else ""
    return text.replace("from stuntlab.compiled import", "import numba")


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__)
def test_compiled_functions_take_in_their_own_folder_only(module: ModuleType) -> None:
    room = module.__name__.rpartition(".")[0]
    text = Path(str(module.__file__)).read_text(encoding="utf-8")
    elsewhere = re.findall(r"from (stuntlab\.\S+) import \(?([^()]+?)(?:\)|$)", text, re.MULTILINE)
    foreign = {
        name.strip()
        for where, names in elsewhere
        for name in names.split(",")
        if where.rpartition(".")[0] != room and where not in BESIDE
    }
    for made in vars(module).values():
        if isinstance(made, Dispatcher):
            taken_in = set(made.py_func.__code__.co_names) & foreign
            assert not taken_in, f"{made.py_func.__name__} would go on with an old {taken_in}"


def test_nobody_compiles_by_another_way() -> None:
    own = {"compiled.py", "engine_memory.py"}
    files = Path(stuntlab.__path__[0]).rglob("*.py")
    assert not [file for file in files if file.name not in own and "numba.njit" in file.read_text(encoding="utf-8")]
