"""Who steps the engine takes a turn: there is one callback in a process (`scene/field.py`)."""

from __future__ import annotations

import ast
from pathlib import Path

import stuntlab

STEPS = {"rollout", "mj_step", "mj_step1", "mj_step2"}
CALLBACKS = {name for name in dir(__import__("mujoco")) if name.startswith("set_mjcb_")}
FILES = sorted(Path(stuntlab.__path__[0]).rglob("*.py"))


def calls(tree: ast.AST) -> set[str]:
    return {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def takes_turns(tree: ast.AST) -> bool:
    return any(
        isinstance(item.context_expr, ast.Call) and getattr(item.context_expr.func, "id", "") == "install_field"
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        for item in node.items
    )


def test_every_file_that_steps_the_engine_waits_for_its_turn() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
    stepping = {path for path, tree in trees.items() if calls(tree) & STEPS}
    assert {path.name for path in stepping} >= {"engine.py", "rig.py"}
    assert not [path for path in stepping if not takes_turns(trees[path])]


def test_one_file_alone_sets_a_callback() -> None:
    setting = [path for path in FILES if calls(ast.parse(path.read_text(encoding="utf-8"))) & CALLBACKS]
    assert [str(path.relative_to(stuntlab.__path__[0])) for path in setting] == ["scene/field.py"]
