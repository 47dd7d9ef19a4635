"""Two people of a plan whose names are one name: nobody could tell whose yes or no it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stuntlab.errors import PlanProblem
from stuntlab.plan.names import name_key
from stuntlab.plan.yaml import Node, YamlEntry


def people_named_twice(root: Node) -> Iterator[PlanProblem]:
    """A problem for each person whose name was given before in other letters; the same letters are no YAML."""
    entry = root.content.get("people") if isinstance(root.content, Mapping) else None
    people = entry.node.content if entry is not None and isinstance(entry.node.content, Mapping) else {}
    first: dict[str, tuple[str, YamlEntry]] = {}
    for name, written in people.items():
        earlier, where = first.setdefault(name_key(name), (name, written))
        if where is not written:
            message = (
                f'"{name}" is the same name as "{earlier}" in line {where.line}, since capitals, accents and blanks '
                "are no difference: call one of them something else"
            )
            yield PlanProblem(written.line, written.column, "people", message)
