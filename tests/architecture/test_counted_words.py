"""A number of things goes through `counted`, so that no sentence says "1 takes": read from the source as text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "stuntlab"
FILES = sorted(SOURCE.rglob("*.py"))
PLURALS = re.compile(
    r" (takes|strikes|steps|cameras|people|persons|runs|frames|layers|entries|cases|loads|changes|samples|values|cells|"
    r"letters|channels|lists|lengths|branches|gags|draws|falls|boxes|findings|versions|signals|keys|files)\b"
)
NO_COUNT = frozenset(
    {
        "said.replace(' in ', ' of ') takes",  # a chance in words: "1 of 40 takes"
        "person takes",  # a name and a verb
        "self.action.by runs",
        "given['count'] people",  # refused because it is more than one
        "amount(seen.frame_rate_hz) frames",  # a rate
        "off[at] / step steps",  # a share
    }
)


def uncounted(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each place where a sentence puts a plural right behind a number, or spells the rule out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for number, after in pairwise(node.values):
                if isinstance(number, ast.FormattedValue) and isinstance(after, ast.Constant):
                    plural = PLURALS.match(str(after.value))
                    if plural and not is_constant(number.value):
                        yield node.lineno, ast.unparse(number.value) + plural[0]
        if isinstance(node, ast.IfExp) and "s" in (constant(node.body), constant(node.orelse)):
            yield node.lineno, ast.unparse(node)


def constant(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def is_constant(node: ast.expr) -> bool:
    """A name in capitals: a number of the program, which is never 1."""
    return isinstance(node, ast.Name) and node.id.isupper()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_number_of_things_is_counted(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [found for found in uncounted(tree) if found[1] not in NO_COUNT] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('f"{n} takes"', ["n takes"]),
        ('f"there are {len(x)} strikes, and"', ["len(x) strikes"]),
        ("f\"take{'s' if n > 1 else ''}\"", ["'s' if n > 1 else ''"]),
        ('f"{counted(n)} simulated"', []),
        ('f"{MOST_FILES} files"', []),
        ('f"{who} takes"', ["who takes"]),
    ],
)
def test_the_reading_finds_what_it_should(source: str, found: list[str]) -> None:
    assert [said for _, said in uncounted(ast.parse(source))] == found
