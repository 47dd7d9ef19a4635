"""A plan file, or plan text, to a `Plan`; or to every problem it has, at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from stuntlab.errors import PlanError, PlanProblem
from stuntlab.plan.fields import Context
from stuntlab.plan.file import plan_text
from stuntlab.plan.problems import problems_of, spot_of
from stuntlab.plan.stunt import ACTION_KINDS, GEAR_KINDS, Plan
from stuntlab.plan.yaml import Node, read_tree

_BODY_MEASURES = ("height", "mass", "sex")


def read_plan(path: Path | str) -> Plan:
    """Read a plan file.

    Raises:
        PlanError: the file cannot be read, or something in it is wrong; every problem with its line.
    """
    return parse_plan(plan_text(Path(path)), source=str(path))


def parse_plan(text: str, source: str = "plan") -> Plan:
    """Read plan text; `source` names it in messages.

    Raises:
        PlanError: something is wrong; every problem with its line.
    """
    tree = read_tree(text, source)
    if not isinstance(tree.root.content, Mapping):
        raise PlanError(source, [PlanProblem(tree.root.line, tree.root.column, "", _not_a_plan(tree.root))])
    context = _context(tree.root)
    problems = [*tree.problems, *_people_without_measures(tree.root)]
    try:
        plan = Plan.model_validate(tree.root.plain, context=context)
    except ValidationError as error:
        problems += problems_of(error, tree.root, context)
    if problems:
        raise PlanError(source, problems)
    return plan


def _not_a_plan(root: Node) -> str:
    what = "there is nothing in it" if root.content is None else "this is not a plan"
    return f"{what}: a plan has the keys stunt, people and action; `stuntlab new kick` writes one to start from"


def _context(root: Node) -> Context:
    gear = _entries(root, "gear")
    worn = (name for name, node in gear.items() if _is_worn(node))
    return Context({"people": tuple(_entries(root, "people")), "gear": tuple(gear), "worn gear": tuple(worn)})


def _is_worn(gear: Node) -> bool:
    kind = gear.plain.get("kind") if isinstance(gear.plain, dict) else None
    known = GEAR_KINDS.get(kind) if isinstance(kind, str) else None
    return known is None or known.worn  # an unknown kind is one problem, not two


def _people_without_measures(root: Node) -> Iterator[PlanProblem]:
    """A body in the action is simulated, and no body is assumed."""
    people = _entries(root, "people")
    for name in dict.fromkeys(_bodies_in_action(root)):
        person = people.get(name)
        if person is None or not isinstance(person.content, Mapping):
            continue
        missing = [measure for measure in _BODY_MEASURES if measure not in person.content]
        if missing:
            spot = spot_of(root, ("people", name))
            message = f"{' and '.join(missing)} must be given, because {name} is in the action"
            yield PlanProblem(spot.line, spot.column, spot.where, message)


def _bodies_in_action(root: Node) -> Iterator[str]:
    actions = root.plain.get("action") if isinstance(root.plain, dict) else None
    for action in actions if isinstance(actions, list) else []:
        for kind, fields in action.items() if isinstance(action, dict) else []:
            if kind in ACTION_KINDS and isinstance(fields, dict):
                given = (fields.get(key) for key in ACTION_KINDS[kind].bodies)
                yield from (name for name in given if isinstance(name, str))


def _entries(root: Node, key: str) -> dict[str, Node]:
    entry = root.content.get(key) if isinstance(root.content, Mapping) else None
    if entry is None or not isinstance(entry.node.content, Mapping):
        return {}
    return {name: inner.node for name, inner in entry.node.content.items()}
