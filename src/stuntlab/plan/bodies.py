"""Who is in the action needs a body: one person, with the measures a body is made from. No body is assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stuntlab.errors import PlanProblem
from stuntlab.plan.names import name_key, spellings, trim_name
from stuntlab.plan.problems import spot_of
from stuntlab.plan.stunt import ACTION_KINDS
from stuntlab.plan.yaml import Node, entries

_MEASURES = ("height", "mass", "sex")


def bodies_not_given(root: Node) -> Iterator[PlanProblem]:
    """A problem for each person in the action without measures, and for each group of people in it."""
    written = entries(root, "people")
    people = spellings(written)
    for name in dict.fromkeys(people.get(name_key(name), name) for name in _names_in_action(root)):
        person = written.get(name)
        if person is None or not isinstance(person.content, Mapping):
            continue  # which is a problem of its own, told elsewhere
        spot = spot_of(root, ("people", name))
        for message in _missing(trim_name(name), person):
            yield PlanProblem(spot.line, spot.column, spot.where, message)


def _missing(name: str, person: Node) -> Iterator[str]:
    given = person.plain if isinstance(person.plain, dict) else {}
    missing = [measure for measure in _MEASURES if measure not in given]
    if missing:
        yield f"{' and '.join(missing)} must be given, because {name} is in the action"
    if given.get("count", "1") != "1":
        yield f"{name} stands for {given['count']} people, but is in the action: name each of them"


def _names_in_action(root: Node) -> Iterator[str]:
    actions = root.plain.get("action") if isinstance(root.plain, dict) else None
    for action in actions if isinstance(actions, list) else []:
        for kind, fields in action.items() if isinstance(action, dict) else []:
            if kind in ACTION_KINDS and isinstance(fields, dict):
                given = (fields.get(key) for key in ACTION_KINDS[kind].bodies)
                yield from (name for name in given if isinstance(name, str))
