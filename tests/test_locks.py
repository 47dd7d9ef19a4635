"""The lock that is kept, the lock that `uv run` uses, and the project file say the same."""

import importlib.util
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def locked(name: str) -> dict[str, set[str]]:
    """Package -> its locked versions (one for each Python it differs on)."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, flags=re.MULTILINE):
        found.setdefault(package, set()).add(version)
    return found


def normal_name(requirement: str) -> str:
    """ "ruamel.yaml>=0.18" -> "ruamel-yaml" (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=\[ ]", requirement)[0]).lower()


def test_constraints_are_the_lock() -> None:
    script = ROOT / "scripts" / "write_constraints.py"
    spec = importlib.util.spec_from_file_location("write_constraints", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "pyproject.toml").read_text(encoding="utf-8").endswith(module.constraints())


def test_locks_name_no_address() -> None:
    for lock in (ROOT / "requirements").iterdir():
        assert "://" not in lock.read_text(encoding="utf-8")
    assert not (ROOT / "uv.lock").exists() or "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8")


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    core, everything = locked("core.txt"), locked("dev.txt")
    for line in project["dependencies"]:
        assert normal_name(line) in core
    for line in extras:
        assert normal_name(line) in everything
    assert all(everything[package] == versions for package, versions in core.items())
