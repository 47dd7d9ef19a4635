"""The front page of the package: flat, sorted, each name there, and nothing heavy loaded to show it."""

import ast
import subprocess
import sys
from pathlib import Path

import stuntlab


def test_public_names_are_sorted_and_there() -> None:
    assert stuntlab.__all__ == sorted(stuntlab.__all__)
    for name in stuntlab.__all__:
        assert getattr(stuntlab, name) is not None
    assert dir(stuntlab) == stuntlab.__all__


def test_what_a_type_checker_sees_is_what_is_there() -> None:
    source = Path(stuntlab.__file__).read_text(encoding="utf-8")
    shown = [alias.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)
             and node.module and node.module.startswith("stuntlab.") for alias in node.names]  # fmt: skip
    assert sorted(shown) == stuntlab.__all__


def test_importing_the_package_loads_no_engine() -> None:
    heavy = "[name for name in ('mujoco', 'numba', 'scipy', 'rich') if name in sys.modules]"
    program = f"import sys, stuntlab, stuntlab.cli.main; print({heavy})"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
