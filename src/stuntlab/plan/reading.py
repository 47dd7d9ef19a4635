"""A plan file, or plan text, to a `Plan`; or to every problem it has, at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from stuntlab.errors import PlanError, PlanProblem
from stuntlab.plan.actions.high_fall import GROUND
from stuntlab.plan.actions.ramp_landing import RAMP
from stuntlab.plan.bodies import bodies_not_given
from stuntlab.plan.file import plan_text
from stuntlab.plan.following import wrong_followers
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.heights import heights_below_a_top
from stuntlab.plan.labels_twice import gags_named_twice
from stuntlab.plan.named_twice import people_named_twice
from stuntlab.plan.names import spellings, trim_name
from stuntlab.plan.problems import problems_of, spot_of
from stuntlab.plan.reader import Context
from stuntlab.plan.stunt import GEAR_KINDS, Plan
from stuntlab.plan.understanding import understand
from stuntlab.plan.yaml import Node, entries, read_tree
from stuntlab.suggestions import suggest


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
    tree = understand(read_tree(text, source))
    if not isinstance(tree.root.content, Mapping):
        raise PlanError(source, [PlanProblem(tree.root.line, tree.root.column, "", _not_a_plan(tree.root))])
    context = _context(tree.root)
    problems = [*tree.problems, *people_named_twice(tree.root), *bodies_not_given(tree.root)]
    try:
        plan = Plan.model_validate(tree.root.plain, context=context)
    except ValidationError as error:
        problems += problems_of(error, tree.root, context)
    else:
        across = [*heights_below_a_top(plan), *gags_named_twice(plan), *wrong_followers(plan)]
        problems += _problems_at(tree.root, across)
    if problems:
        raise PlanError(source, problems)
    return plan


def plan_error(path: Path | str, said: Mapping[tuple[str | int, ...], str]) -> PlanError:
    """A refusal of what stands in a plan file under some keys, each with its line; said: keys -> why."""
    root = understand(read_tree(plan_text(Path(path)), str(path))).root
    return PlanError(str(path), _problems_at(root, said.items()))


def _problems_at(root: Node, said: Iterable[tuple[tuple[str | int, ...], str]]) -> list[PlanProblem]:
    spots = [(spot_of(root, path), message) for path, message in said]
    return [PlanProblem(spot.line, spot.column, spot.where, text) for spot, text in spots]


def _not_a_plan(root: Node) -> str:
    what = "there is nothing in it" if root.content is None else "this is not a plan"
    return f"{what}: a plan has the keys stunt, people and action; this writes one to start from: {suggest('new')}"


def _context(root: Node) -> Context:
    # an unknown kind is one problem, and no other one follows from it
    gear = {name.strip(): _kind_of(node) for name, node in entries(root, "gear").items()}
    worn = (name for name, kind in gear.items() if kind is None or kind.worn)
    catchers = tuple(name for name, kind in gear.items() if kind is None or kind.catches)
    people = spellings(map(trim_name, entries(root, "people")))
    groups = {
        group: tuple(name for name, kind in gear.items() if kind is None or kind.group == group)
        for group in {kind.group for kind in GEAR_KINDS.values() if kind.group}
    }
    named = {"people": tuple(people.values()), "worn gear": tuple(worn), "catchers": (*catchers, GROUND)}
    return Context({**named, "landings": (*catchers, GROUND, RAMP), **groups}, people)


def _kind_of(gear: Node) -> type[Gear] | None:
    kind = gear.plain.get("kind") if isinstance(gear.plain, dict) else None
    return GEAR_KINDS.get(kind) if isinstance(kind, str) else None
