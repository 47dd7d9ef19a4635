"""Who of a plan sits: who is said to, and who goes over with a chair and must have sat on it before."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.plan.actions.chair_tip import ChairTip
from stuntlab.plan.stunt import Plan
from stuntlab.units import Quantity


@dataclass(frozen=True, slots=True)
class Sitting:
    """How somebody sits. seat: its height; deduced: only a `chair_tip` of theirs says so; hands_tied: to the seat."""

    seat: Quantity
    deduced: bool
    hands_tied: bool


def sitting_of(plan: Plan, name: str) -> Sitting | None:
    """How somebody of a plan sits; None where they stand."""
    person = plan.people[name]
    tips = [action for action in plan.action if isinstance(action, ChairTip) and action.by == name]
    seat = person.sits or next((tip.height for tip in tips), None)
    if seat is None:
        return None
    hands_tied = person.restrained and not any(tip.hands_free for tip in tips)
    return Sitting(seat, person.sits is None, hands_tied)
