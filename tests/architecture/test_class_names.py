"""One name, one meaning: no two classes of the program are called the same."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "stuntlab"
PLAN_WORDS = ("plan/actions/", "plan/gear/")
"""The words of a plan are called as the thing that they are about: a kick of a plan, and the gag that it comes to."""


def test_no_two_classes_are_called_the_same() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(file.relative_to(SOURCE).as_posix())
    twice = {
        name: found
        for name, found in places.items()
        if len([place for place in found if not place.startswith(PLAN_WORDS)]) > 1
    }
    assert not twice
