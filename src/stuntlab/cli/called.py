"""How the program was called: what to type for it, and how an extra is added to it.

From a clone that is `uv run stuntlab`; where it is installed, `stuntlab`, or the file or interpreter that was named.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from stuntlab.suggestions import Called, quote

_CLONE = Path(__file__).parents[3]
_NAME = "stuntlab"


def describe_call(arguments: Sequence[str]) -> Called:
    """How this call names the program. arguments: what followed its name."""
    return Called(_program(), adds=_adds(arguments))


def _program() -> str:
    if _under_uv_run():
        return f"uv run {_NAME}"
    file = Path(sys.argv[0])
    if file.name == "__main__.py" and file.parent.name == _NAME:
        return f"{_short(sys.executable)} -m {_NAME}"
    return _short(sys.argv[0]) if file.stem == _NAME else _NAME


def _short(file: str) -> str:
    """The name of a program where it is the one found by its name, else the file that was named."""
    name = Path(file).name
    found = shutil.which(name)
    return name if found is not None and Path(found).resolve() == Path(file).resolve() else quote(file)


def _adds(arguments: Sequence[str]) -> str:
    """The command that adds an extra, which stands in it as {extra}."""
    if _under_uv_run():
        again = " ".join(quote(word).replace("{", "{{").replace("}", "}}") for word in arguments)
        return f"uv run --extra {{extra}} {_NAME} {again}" if _is_clone() else f'uv add "{_NAME}[{{extra}}]"'
    return f'{_installer()} "{_NAME}[{{extra}}]"'


def _installer() -> str:
    here = Path(sys.prefix)
    if (here / "uv-receipt.toml").exists():
        return "uv tool install"
    if (here / "pipx_metadata.json").exists():
        return "pipx install --force"
    if importlib.util.find_spec("pip") is None:
        return f"uv pip install --python {_short(sys.executable)}"
    pip = shutil.which("pip")
    own = pip is not None and Path(pip).parent == Path(sys.executable).parent
    return "pip install" if own else f"{_short(sys.executable)} -m pip install"


def _under_uv_run() -> bool:
    return "UV_RUN_RECURSION_DEPTH" in os.environ


def _is_clone() -> bool:
    return (_CLONE / "pyproject.toml").is_file() and (_CLONE / "src" / _NAME).is_dir()
