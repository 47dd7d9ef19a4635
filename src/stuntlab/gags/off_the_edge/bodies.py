"""The full body at the two moments it is needed for: the opening, through two risers, and the landing."""

from __future__ import annotations

from collections.abc import Mapping
from math import pi

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Floats, Integers
from stuntlab.gags.falling.landing import FALLER, LandingWorld
from stuntlab.gags.falling.landing_loads import held_instruments
from stuntlab.gags.harnessed.hung import HungWorld
from stuntlab.gear.catchers import GroundCatcher
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.machines import MACHINES
from stuntlab.people import human_tissue, performer
from stuntlab.people.anthropometry import Measures
from stuntlab.people.body_loads import body_load
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene

RISES_S, LASTS_S = 0.08, 0.3
"""Of an opening: the steepest part of its force is over in so long, and what follows it is slow (judgement)."""

FEET_S = 0.2
"""In which feet, legs and spine take a landing; then somebody steps on or rolls, which the body here cannot (J)."""

MOST_OVER_M_S = 4.0
"""Over the ground, faster than which nobody lands on the feet: they slide in, and the model lands them so fast (J)."""

_ROUND = 3.0
"""Of who rolls, how far the trunk has turned to where it drifts, over that of who lands on straight legs (J)."""


def opening_scene(body: Measures, model: str) -> Scene:
    """Somebody upright in a container whose risers take both shoulders; body and straps give as on any line."""
    gives = MACHINES.read().body
    hangs = performer(body, human_tissue(), posture="hanging", spine=True)
    stiff = gives.soft_n_per_m if model == "soft" else gives.stiff_n_per_m
    return HungWorld(hangs, "shoulders", stiff, rises_s=RISES_S, lasts_s=LASTS_S, turns_neck=True).scene()


def opening_knobs(draws: Draws, takes: Integers) -> dict[str, Floats]:
    """The weight is borne already; what an opening adds to it is the knob."""
    values = draws.values
    more = np.maximum(values["opening_g"][takes] - 1.0, 0.05)
    return {"slows_m_s2": more * GRAVITY_M_S2, "neck_tone": values["tone"][takes]}


def opening_tools(person: str, body: Measures) -> tuple[Instrument, ...]:
    """What an opening does: the neck above all."""
    return (
        *held_instruments(person, mass_kg=body.mass_kg),
        *(body_load(person, load, prefix=FALLER) for load in ("neck_flexion", "neck_tension")),
    )


def landing_scene(body: Measures, ground: str, model: str) -> Scene:
    """Feet first on the ground, on knees as little bent for who rolls as for who does not.

    Who lands with a practised parachute roll takes 6.1 weights at 2.1 m/s down and 13.7 at 4.6, on a flat foot
    (Whitting, V-A): the roll begins after the blow and does not soften it.
    """
    catcher = GroundCatcher(ground)
    return LandingWorld(
        performer(body, human_tissue(), posture="landing", spine=True),
        Footprint(-1e3, 1e3, -1e3, 1e3),
        None,
        duration_s=FEET_S,
        timestep_s=catcher.timestep_s,
        ground_n_per_m=floor_stiffness_n_per_m(ground, end=model),
    ).scene()


def landing_knobs(values: Mapping[str, Floats], *, rolls: bool) -> dict[str, Floats]:
    """With the speed of the canopy as it is flared; who drifts leans into it.

    values: over_m_s, down_m_s and turn_rad, [take] each.
    """
    still = np.zeros(len(values["down_m_s"]))
    lean = np.clip(0.04 * values["over_m_s"] * (_ROUND if rolls else 1.0), 0.0, pi / 8)
    return {
        "attitude": lean * 0.2 + values["turn_rad"],
        "yaw_rad": still,
        "chin_rad": still,
        "x_m": still,
        "y_m": still,
        "out_m_s": np.minimum(values["over_m_s"], MOST_OVER_M_S),
        "across_m_s": still,
        "down_m_s": values["down_m_s"],
        "turning_rad_s": still,
    }
