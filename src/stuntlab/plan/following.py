"""Which vehicle of a plan follows which: the run ahead of one, and what of it cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.plan.actions.vehicle_run import VehicleRun
from stuntlab.plan.driven import Driven
from stuntlab.plan.stunt import Plan


def run_ahead(plan: Plan, action: Driven) -> Driven | None:
    """Whose tail an action keeps to; None where it follows nobody."""
    if not isinstance(action, VehicleRun) or action.follows is None:
        return None
    return next((one for one in plan.action if isinstance(one, Driven) and one.car == action.follows), None)


def run_behind(plan: Plan, action: Driven) -> VehicleRun | None:
    """The first one that keeps to the tail of an action; None where nobody follows it."""
    return next(
        (one for one in plan.action if isinstance(one, VehicleRun) and run_ahead(plan, one) is action),
        None,
    )


def wrong_followers(plan: Plan) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where each follower stands that has nobody to follow, and a sentence."""
    driven = [one for one in plan.action if isinstance(one, Driven)]
    for number, action in enumerate(plan.action):
        if not isinstance(action, VehicleRun) or action.follows is None:
            continue
        path = ("action", number, action.kind, "follows")
        if not any(one.car == action.follows for one in driven):
            said = f'nobody drives "{action.follows}" in this plan: add the action of the vehicle ahead'
            yield path, f"{said}, or say only what is behind the one ahead of it (behind)"
        elif _goes_round(plan, action):
            yield path, f'"{action.car}" follows "{action.follows}", which follows it: one of them has to lead'
    for number, action in enumerate(plan.action):
        if isinstance(action, Driven) and action.behind is not None and run_behind(plan, action) is not None:
            said = "the vehicle that follows it is in this plan and gives the gap itself: leave behind out"
            yield ("action", number, action.kind, "behind"), said


def _goes_round(plan: Plan, action: VehicleRun) -> bool:
    ahead, seen = run_ahead(plan, action), 0
    while ahead is not None and ahead is not action and seen < len(plan.action):
        ahead, seen = run_ahead(plan, ahead), seen + 1
    return ahead is not None
