"""The import law of docs/architecture.md, read from the source as text."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "stuntlab"

ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "files": set(),
    "registry": set(),
    "nearest": set(),
    "suggestions": set(),
    "toml_places": set(),
    "tables": {"errors", "nearest", "toml_places"},
    "units": {"errors", "nearest", "tables"},
    "constants": set(),
    "dates": set(),
    "kept_code": set(),
    "compiled": {"constants", "kept_code"},
    "datasets": {"errors", "units"},
    "sampling": {"errors", "units", "datasets"},
    "statistics": {"datasets"},
    "geometry": {"datasets"},
}
BASE = {
    "compiled",
    "constants",
    "dates",
    "errors",
    "files",
    "nearest",
    "suggestions",
    "registry",
    "units",
    "datasets",
    "sampling",
    "statistics",
    "geometry",
    "tables",
    "toml_places",
}

ALLOWED["plan"] = BASE
ALLOWED["scene"] = BASE
ALLOWED["people"] = ALLOWED["gear"] = BASE | {"plan", "scene"}
ALLOWED["flight"] = ALLOWED["driving"] = BASE
ALLOWED["gags"] = BASE | {"plan", "scene", "people", "gear", "flight", "driving"}
ALLOWED["takes"] = BASE | {"scene"}
for alone in ("loads", "injury", "verdict", "camera", "record"):
    ALLOWED[alone] = BASE | {"plan"}
STANDALONE = {"loads", "injury", "verdict", "camera", "record"}
ALLOWED["screenplay"] = BASE
ALLOWED["criteria"] = BASE | {"loads", "injury"}
ALLOWED["documents"] = BASE | {"plan", "verdict"}
for outward in ("report", "export", "imports"):
    ALLOWED[outward] = BASE | {"plan", "criteria"} | STANDALONE
ALLOWED["report"] |= {"documents", "screenplay"}
ALLOWED["paper"] = BASE | {"plan", "verdict", "record", "documents", "report"}
BELOW_FIGURES = BASE | {"plan", "scene", "people", "gear", "flight", "driving", "gags", "takes"} | STANDALONE
BELOW_FIGURES |= {"criteria", "documents", "report", "export", "imports", "screenplay"}
ABOVE_FIGURES = BELOW_FIGURES | {"figures", "shots", "paper"}
ALLOWED["figures"] = BELOW_FIGURES
ALLOWED["shots"] = BELOW_FIGURES | {"figures"}
ALLOWED["pipeline"] = ABOVE_FIGURES
for aside in ("previs", "alternatives", "validation", "hindsight"):
    ALLOWED[aside] = ABOVE_FIGURES | {"pipeline"}
ALLOWED["serve"] = ABOVE_FIGURES | {"pipeline", "previs", "alternatives"}
ALLOWED["cli"] = ALLOWED["serve"] | {"validation", "hindsight", "serve"}
ALLOWED["__init__"] = BELOW_FIGURES | {"pipeline"}
ALLOWED["__main__"] = {"cli"}

FILES = sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def own_imports(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Each import of stuntlab in a tree, with the room it names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "stuntlab":
            parts = node.module.split(".")
            for name in [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]:
                yield node, name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                parts = alias.name.split(".")
                if parts[0] == "stuntlab" and len(parts) > 1:
                    yield node, parts[1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_imports_only_from_below(path: Path) -> None:
    here = room(path)
    assert here in ALLOWED, f"{here} has no place in the import law"
    for node, there in own_imports(ast.parse(path.read_text(encoding="utf-8"))):
        assert there == here or there in ALLOWED[here], f"{path.name}:{node.lineno}: {here} may not import {there}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_own_modules_are_imported_at_the_top(path: Path) -> None:
    if room(path) == "cli":
        return  # a command imports what it runs when it runs, so that --help is quick
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            hidden = [node.lineno for node, _ in own_imports(function)]
            assert not hidden, f"{path.name}: imports of stuntlab inside {function.name}, line {hidden}"


def test_modules_do_not_import_each_other_in_a_ring() -> None:
    """Between files, not only between rooms."""
    edges = {module_name(path): set(module_imports(path)) for path in FILES}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join([*trail[trail.index(module) :], module])
        if module in done:
            return
        for other in edges.get(module, ()):
            visit(other, (*trail, module))
        done.add(module)

    for module in edges:
        visit(module, ())


def module_name(path: Path) -> str:
    parts = ("stuntlab", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def module_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "stuntlab":
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                is_module = (SOURCE.parent / Path(*deeper.split("."))).with_suffix(".py").exists()
                yield deeper if is_module else node.module


def test_the_word_safe_is_not_a_verdict() -> None:
    """No sentence the program prints calls anything safe. (A YAML parser's own option of that name is no sentence.)"""
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        not_printed = {*docstrings(tree), *(id(word.value) for word in ast.walk(tree) if isinstance(word, ast.keyword))}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in not_printed:
                words = node.value.lower().replace("-", " ").split()
                assert "safe" not in words, f"{path.name}:{node.lineno}: {node.value!r}"


def docstrings(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
