"""Every finding that the source can make, wherever it is made: what a screen shows of it needs no word looked up.

The kinds are read from the source, so that a new one is tried without being named here. Notes are on no screen.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "src" / "stuntlab"
LOOKED_UP = re.compile(
    r"\bAIS\b|\bNij\b|\bHIC\b|\bTHERP\b|viscous|sha256|\bhash\b|\bmedian\b|percentile|quantile|stratum|\bbranch|"
    r"\.toml|\.py\b|docs/|ISO/TS|FMVSS|NIOSH|CSATF|3 ms|%(?! too high)"
)
SENTENCES = re.compile(r"(?<=[.;:])\s")
MOST_WORDS = 40


@dataclass(frozen=True)
class Made:
    """A call that makes a finding: its id, where, and the texts that what is shown of it is made of."""

    id: str
    where: str
    has_plain: bool
    texts: tuple[str, ...]


def findings_made() -> Iterator[Made]:
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                made = _made(call, function, path)
                if made:
                    yield made


def _made(call: ast.Call, function: ast.FunctionDef, path: Path) -> Made | None:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in ("Finding", "hold") or not call.args or function.name == "hold":
        return None
    given = {word.arg: word.value for word in call.keywords}
    given |= dict(zip(_POSITIONS[name], call.args, strict=False))
    shown = given.get("plain", given.get("said"))
    assert shown is not None, f"{path.name}:{call.lineno}"
    first = call.args[0]
    id_ = str(first.value) if isinstance(first, ast.Constant) else ast.unparse(first)
    if ast.unparse(given.get("severity", first)) == "Severity.NOTE":
        return None
    where = f"{path.relative_to(ROOT).as_posix()}:{call.lineno}"
    return Made(id_, where, "plain" in given, tuple(_texts(shown, function)))


_POSITIONS = {
    "Finding": ("id", "severity", "person", "said", "source", "remedy", "plain"),
    "hold": ("id", "person", "said", "remedy"),
}


def _texts(shown: ast.AST, function: ast.FunctionDef, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """What an expression writes: its own texts, and those of the names in it that its function gives a value."""
    for node in ast.walk(shown):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name) and node.id not in seen:
            for value in _values(node.id, function):
                yield from _texts(value, function, seen | {node.id})


def _values(name: str, function: ast.FunctionDef) -> Iterator[ast.AST]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets):
            yield node.value


MADE = list(findings_made())


def test_the_kinds_of_findings_are_found() -> None:
    assert len({made.id for made in MADE}) > 50
    assert {"stopped", "drift", "near-miss", "sell", "catch-rating", "landing-zone"} <= {
        word for made in MADE for word in re.findall(r"[a-z-]+", made.id)
    }


@pytest.mark.parametrize("made", MADE, ids=lambda made: f"{made.id[:30]} at {made.where}")
def test_what_is_shown_of_a_finding_needs_no_word_looked_up(made: Made) -> None:
    for text in made.texts:
        assert not LOOKED_UP.search(text), text
        for sentence in SENTENCES.split(text):
            assert len(sentence.split()) <= MOST_WORDS, sentence


def test_every_finding_of_the_record_has_a_plain_sentence() -> None:
    """Those of the physics have one where what they say in full holds more than a screen has room for."""
    assert [made.where for made in MADE if not made.has_plain and made.where.startswith("record/")] == []
