"""Somebody comes down under a canopy, feet first with drift, on the very body and ground of the jumps.

Numbers are SI, or text with a unit as in a plan, "7 ft/s".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import numpy as np
from pydantic import Field

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.falling.landing_loads import body_instruments
from stuntlab.gags.off_the_edge.bodies import landing_knobs, landing_scene
from stuntlab.loads.cfc import cfc
from stuntlab.pipeline.measure import measure, person_and_load
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import run
from stuntlab.units import Dimension
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import as_si
from stuntlab.validation.rigs.lines import End
from stuntlab.validation.rigs.own_drop import DroppedBody, Speed, in_si

_PLATE_CLASS = 180
"""What a force plate and the filter behind it let through (J)."""

_BEFORE_S = 0.02
"""Of air before the touch, in which a plate reads nothing."""

Over = Annotated[float, as_si(Dimension.SPEED), Field(ge=0, le=15)]


def canopy_landing(
    *,
    speed: Speed,
    over_ground: Over = 0.0,
    body: DroppedBody,
    rolls: bool = False,
    ground: str = "concrete",
    end: End = "soft",
) -> Answer:
    """The first 0.2 s of a landing: peak force of the ground in body weights, and the loads of every landing.

    speed: down. over_ground: of the drift, forwards. ground: in the words of a plan.

    Raises: UserError for a body outside the tables, ModelError where the run does not come through.
    """
    built = body.measured
    scene = landing_scene(built, ground, end)
    take = {"over_m_s": over_ground, "down_m_s": speed, "turn_rad": 0.0}
    knobs = landing_knobs({name: np.array([value]) for name, value in take.items()}, rolls=rolls)
    tools = body_instruments("body", mass_kg=body.mass)

    def read(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        return {**measure(tools, phases), "body/ground_force": _on_the_plate(phases["blow"])}

    felt, status = run(scene, {name: knobs[name] for name in scene.knobs}, read, threads=1)
    if status.any():
        raise ModelError("the body that lands did not come through in one piece")
    loads = {person_and_load(name)[1]: (name, float(value[0])) for name, value in felt.items()}
    return Answer(
        {load: value if load == "ground_force" else in_si(name, value) for load, (name, value) in loads.items()}
    )


def _on_the_plate(traces: Traces) -> Floats:
    """Peak force of the ground over body weight, as a plate reads it, [take]."""
    step_s = float(traces.time_s[1] - traces.time_s[0])
    down = np.gradient(traces.channels[f"{FALLER}com_velocity"][..., 2], step_s, axis=-1) / GRAVITY_M_S2 + 1.0
    before = round(_BEFORE_S / step_s)
    force = np.pad(down, ((0, 0), (before, 0)))
    return np.asarray(cfc(np.arange(force.shape[1]) * step_s, force, _PLATE_CLASS).max(axis=1))
