"""A plan that can be assessed: read, and refused by line in whatever no take can be made of."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from stuntlab.plan import Plan, read_plan
from stuntlab.plan.reading import plan_error


def read_usable_plan(path: Path) -> Plan:
    """Read a plan, for commands that answer it.

    Raises: PlanError with every problem and its line.
    """
    plan = read_plan(path)  # the gags are loaded only now, since a plan with faults needs none
    refused = import_module("stuntlab.pipeline.refusals").refusals(plan)
    if refused:
        raise plan_error(path, refused)
    return plan
