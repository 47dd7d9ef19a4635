"""What is wrong with a plan, in sentences that name the line, what was given, what is allowed and the nearest word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from stuntlab.errors import PlanProblem
from stuntlab.nearest import did_you_mean
from stuntlab.plan.everyday import hint_at_key
from stuntlab.plan.reader import Context
from stuntlab.plan.yaml import Node


@dataclass(frozen=True, slots=True)
class ProblemSpot:
    """A place in a plan: what is there, where it is written, and how to say where that is."""

    node: Node
    line: int
    column: int
    where: str


def problems_of(error: ValidationError, root: Node, context: Context) -> Iterator[PlanProblem]:
    """One problem for each thing pydantic found."""
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
            continue  # pydantic counts the items that were good; the bad ones are named on their own
        spot = spot_of(root, detail["loc"])
        parent = spot_of(root, detail["loc"][:-1]).node
        message = _message(detail, context.allowed_keys.get(id(parent.plain), {}))
        yield PlanProblem(spot.line, spot.column, spot.where, message)


def spot_of(root: Node, path: tuple[str | int, ...]) -> ProblemSpot:
    """Follow a path of keys and list positions; steps that are not written (a kind, a missing key) are passed over."""
    node, line, column = root, root.line, root.column
    said: list[str] = []
    for step in path:
        content = node.content
        if isinstance(content, tuple) and isinstance(step, int) and step < len(content):
            node = content[step]
            line, column = node.line, node.column
            said[-1:] = [f"{said[-1]} {step + 1}"]
        elif isinstance(content, Mapping) and isinstance(step, str) and step in content:
            entry = content[step]
            node, line, column = entry.node, entry.line, entry.column
            said.append(entry.written or step)
    return ProblemSpot(node, line, column, ", ".join(said))


def _message(detail: ErrorDetails, allowed: Mapping[str, str]) -> str:
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    given = detail["input"]
    context = detail.get("ctx", {})
    words = {
        "missing": lambda: f'"{key}" is missing{f": {meant}" if (meant := allowed.get(key, "")) else ""}',
        "extra_forbidden": lambda: _unknown_key(key, allowed),
        "too_short": lambda: f"at least {context['min_length']} needed here, and {len(given) or 'nothing'} is given",
        "too_long": lambda: f"at most {context['max_length']} allowed here, and there are {len(given)}",
        "model_type": lambda: _not("a group of keys, each with its value", given),
        "dict_type": lambda: _not("a group of names, each with its details", given),
        "tuple_type": lambda: _not("a list in square brackets, as in [one, two]", given),
    }
    return words.get(detail["type"], lambda: detail["msg"])()


def _unknown_key(key: str, allowed: Mapping[str, str]) -> str:
    if re.match(r"\d", key):
        return f'"{key}" stands alone here: inside braces a comma ends a value, so write 1500 or 1 500, and 1.5'
    hint = hint_at_key(key) or did_you_mean(key, allowed)
    return f'"{key}" is not a key here{hint}; allowed: {", ".join(allowed)}'


def _not(needed: str, given: object) -> str:
    if given is None:
        return f"nothing is written here: give {needed}, or take the line out"
    shown = "a list" if isinstance(given, list) else "a group of keys" if isinstance(given, dict) else f'"{given}"'
    return f"{shown} stands here, but what is needed is {needed}"
