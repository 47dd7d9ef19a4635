"""What each gag of a plan is called, and who is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from stuntlab.plan.actions.base import Action
from stuntlab.plan.stunt import Plan


def gag_labels(plan: Plan) -> Mapping[str, Action]:
    """The actions in order by their labels: "kick", or "kick 1", "kick 2" where there are several of a kind."""
    total = Counter(action.kind for action in plan.action)
    seen: Counter[str] = Counter()
    labelled: dict[str, Action] = {}
    for action in plan.action:
        seen[action.kind] += 1
        labelled[action.kind if total[action.kind] == 1 else f"{action.kind} {seen[action.kind]}"] = action
    return labelled


def people_in(action: Action) -> tuple[str, ...]:
    """Everybody whose body is in the action, who acts first."""
    return tuple(dict.fromkeys(_names(action, action.bodies)))


def acted_upon(action: Action) -> tuple[str, ...]:
    """Everybody in the action but the one who acts."""
    return tuple(name for name in people_in(action) if name != action.by)


def _names(action: Action, fields: tuple[str, ...]) -> list[str]:
    given = [getattr(action, field) for field in fields]
    return [name for value in given for name in ((value,) if isinstance(value, str) else value or ())]
