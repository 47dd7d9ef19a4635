"""docs/criteria.md is what the docstrings and tables say, and every public criterion is complete."""

import importlib.util
import inspect
from pathlib import Path

import pytest

from stuntlab import injury, loads

ROOT = Path(__file__).parents[2]
PUBLIC = [
    (package, name)
    for package in (injury, loads)
    for name in package.__all__
    if inspect.isfunction(getattr(package, name))
]
# What looks something up or gives a table back has no equation of its own.
LOOK_UPS = {
    "bodies",
    "catalogue",
    "chest_of",
    "contact_sites",
    "curve",
    "curves",
    "limits",
    "neck_between",
    "neck_of",
    "suspension_harnesses",
}


def script():
    spec = importlib.util.spec_from_file_location("write_criteria_page", ROOT / "scripts" / "write_criteria_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_is_up_to_date():
    written = (ROOT / "docs" / "criteria.md").read_text(encoding="utf-8")
    assert written == script().page(), "run python scripts/write_criteria_page.py"


def test_every_criterion_on_the_page_has_a_test():
    assert "*tests*: \n" not in script().page()


@pytest.mark.parametrize(("package", "name"), PUBLIC, ids=[name for _, name in PUBLIC])
def test_docstrings_give_shapes_sources_and_errors(package, name):
    text = inspect.getdoc(getattr(package, name))
    if name not in LOOK_UPS:
        assert "Source" in text or "Valid for:" in text
        assert "Raises:" in text or name == "skull_fracture_correlate", f"{name} does not say what it raises"
        assert "[" in text or name in {"contact_limit", "suspension_time"}, f"{name} gives no shapes"


@pytest.mark.parametrize("package", [injury, loads])
def test_public_names_are_there_and_nothing_else_is_promised(package):
    assert len(set(package.__all__)) == len(package.__all__)
    for name in package.__all__:
        assert getattr(package, name).__module__.startswith(package.__name__)
