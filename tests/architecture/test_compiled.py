"""Compiled code is never older than the sources it was made of, and not made again while they stay."""

from __future__ import annotations

import importlib.util
import pkgutil
import re
import subprocess
import sys
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


def asked(folder: Path) -> list[str]:
    done = subprocess.run([sys.executable, folder / "caller.py"], capture_output=True, text=True, check=True)
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


def test_the_constants_are_a_source(tmp_path: Path) -> None:
    """A copy of the program, whose gravity is edited between two runs."""
    ground = tmp_path / "stuntlab"
    ground.mkdir()
    for name in ("__init__.py", "compiled.py", "constants.py"):
        own = Path(stuntlab.__path__[0]) / name
        (ground / name).write_text(own.read_text(encoding="utf-8") if name != "__init__.py" else "", encoding="utf-8")
    constants = ground / "constants.py"
    (tmp_path / "caller.py").write_text(WEIGHS)
    assert asked(tmp_path) == ["19.6133", "0"]
    assert asked(tmp_path) == ["19.6133", "1"], "it was kept"
    constants.write_text(constants.read_text(encoding="utf-8").replace("9.80665", "1.62"), encoding="utf-8")
    assert asked(tmp_path) == ["3.24", "0"]


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
