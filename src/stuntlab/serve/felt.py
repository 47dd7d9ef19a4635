"""What is felt in a take, for the viewer: every limited load, on which bodies of the figure it shows, and its step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stuntlab.plan import Plan, unit_style
from stuntlab.previs.replay import ChosenTake, FeltLoad
from stuntlab.previs.take_film import say_felt
from stuntlab.serve.load_steps import step_of
from stuntlab.units import in_units
from stuntlab.verdict import Limits

BODIES_OF_REGION: Mapping[str, tuple[str, ...]] = {
    "head": ("head",),
    "neck": ("neck",),
    "chest": ("thorax", "sternum"),
    "back": ("thorax",),
    "abdomen": ("abdomen", "belly"),
    "lumbar spine": ("abdomen",),
    "pelvis": ("pelvis",),
    "hand": ("left_forearm", "right_forearm"),
    "thigh": ("left_thigh", "right_thigh"),
    "femur": ("left_thigh", "right_thigh"),
    "knee": ("left_shank", "right_shank"),
    "lower leg": ("left_shank", "right_shank"),
    "shin": ("left_shank", "right_shank"),
    "foot": ("left_foot", "right_foot"),
    "line": (),
    "anchor": (),
    "canopy": (),
    "whole body": (),
}
"""Region of a limit -> bodies of the figure that show it; none where it is nowhere on a body. A load of one side is the
larger of both: sides are not told apart."""


def felt_in_take(take: ChosenTake, limits: Limits, plan: Plan) -> list[dict[str, Any]]:
    """Every limited load of a take for the page, the largest share first: whose, on which bodies, which step, words."""
    ordered = sorted(take.felt, key=lambda felt: -felt.share)
    return [_told(felt, limits, plan) for felt in ordered]


def _told(felt: FeltLoad, limits: Limits, plan: Plan) -> dict[str, Any]:
    return {
        "person": felt.person,
        "bodies": BODIES_OF_REGION[limits.loads[felt.limit.load].region],
        "step": step_of(felt.share),
        "said": in_units(say_felt(felt), unit_style(plan)),
    }
