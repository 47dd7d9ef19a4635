"""Who is in the action is one person, and needs the measures that a body is made from where one is made.

No body is assumed. None is made of a child, nor of anybody in an action with one, nor where nothing is simulated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from stuntlab.errors import PlanProblem
from stuntlab.plan.actions.base import Action
from stuntlab.plan.names import name_key, spellings, trim_name
from stuntlab.plan.people import ADULT
from stuntlab.plan.problems import spot_of
from stuntlab.plan.stunt import ACTION_KINDS
from stuntlab.plan.yaml import Node, Plain, entries

_MEASURES = ("height", "mass", "sex")


def bodies_not_given(root: Node) -> Iterator[PlanProblem]:
    """A problem for each person in the action without measures, and for each group of people in it."""
    written = entries(root, "people")
    people = spellings(written)
    needed: dict[str, bool] = {}
    for kind, named in _names_in_actions(root):
        names = {people.get(name_key(name), name): measured for name, measured in named}
        made = kind.simulated and not any(_is_child(written.get(name)) for name in names)
        for name, measured in names.items():
            needed[name] = needed.get(name, False) or (made and measured)
    for name, made in needed.items():
        person = written.get(name)
        if person is None or not isinstance(person.content, Mapping):
            continue  # which is a problem of its own, told elsewhere
        spot = spot_of(root, ("people", name))
        for message in _tell_missing(trim_name(name), _plain(person), made):
            yield PlanProblem(spot.line, spot.column, spot.where, message)


def _tell_missing(name: str, given: Mapping[str, Plain], made: bool) -> Iterator[str]:
    missing = [measure for measure in _MEASURES if measure not in given] if made else []
    if missing:
        yield f"{' and '.join(missing)} must be given, because {name} is in the action"
    if given.get("count", "1") != "1":
        yield f"{name} stands for {given['count']} people, but is in the action: name each of them"


def _is_child(person: Node | None) -> bool:
    """Whether somebody is said to be under age; what is no age is a problem told elsewhere."""
    age = _plain(person).get("age") if person else None
    return isinstance(age, str) and re.fullmatch(r"\s*[0-9]{1,3}\s*", age) is not None and int(age) < ADULT


def _plain(person: Node) -> Mapping[str, Plain]:
    return person.plain if isinstance(person.plain, dict) else {}


def _names_in_actions(root: Node) -> Iterator[tuple[type[Action], list[tuple[str, bool]]]]:
    """The kind of each action, who is named in it, and whether their measures are needed."""
    actions = root.plain.get("action") if isinstance(root.plain, dict) else None
    for action in actions if isinstance(actions, list) else []:
        for kind, fields in action.items() if isinstance(action, dict) else []:
            if kind in ACTION_KINDS and isinstance(fields, dict):
                yield ACTION_KINDS[kind], [*_named(ACTION_KINDS[kind], fields)]


def _named(kind: type[Action], fields: Mapping[str, Plain]) -> Iterator[tuple[str, bool]]:
    for field in kind.bodies:
        given = fields.get(field)
        for name in given if isinstance(given, list) else [given]:
            if isinstance(name, str):
                yield name, field not in kind.unmeasured
