"""The wall that a landing is simulated beside: a body slides off the bag against it and not through it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import mujoco
import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.gags import gags_of
from stuntlab.gags.falling.landing import FALLER, WALL
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.plan import parse_plan
from stuntlab.scene.field import install_field
from stuntlab.scene.scene import Scene
from stuntlab.takes.engine import prepare_batch

PLAN = (Path(__file__).parents[2] / "examples" / "airbag_44_ft.yaml").read_text(encoding="utf-8")
LYING = {
    "attitude": -np.pi / 2, "yaw_rad": np.pi, "turning_rad_s": 0.0, "x_m": 1.1, "y_m": 0.0, "out_m_s": -4.0,
    "across_m_s": 0.0, "down_m_s": 3.0, "strength": 1.0, "bears": 1.0, "fans_off_s": 0.0, "chin_rad": 0.0,
}  # fmt: skip


@cache
def scene_of(edge: str) -> Scene:
    text = PLAN.replace("wall: brick, ", "").replace("style: back", f"style: back, edge: {edge}")
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, HighFall)
    return gag.scene("soft")


def slid(scene: Scene) -> tuple[Floats, Floats]:
    """Where the pelvis and the soles go in 0.4 s that a body slides feet first towards the wall, [step]."""
    batch = prepare_batch(scene, {name: np.array([value]) for name, value in LYING.items()}, 1)
    phase = scene.phases[0]
    batch.expand("opt.timestep")[:] = phase.timestep_s
    model, data = batch.get_model(0), batch.get_data(0)
    pelvis, heel = model.body(FALLER + "pelvis").id, model.geom(FALLER + "left_heel").id
    places = []
    with install_field(scene.field):
        for _ in range(phase.step_count):
            mujoco.mj_step(model, data)
            places.append((data.xpos[pelvis][0], data.geom_xpos[heel][0]))
    return tuple(np.array(places).T)  # type: ignore[return-value]


def test_a_body_slides_against_the_wall_and_not_through_it() -> None:
    """4 m/s for 0.4 s is 1.6 m, with 1.1 m to go for the pelvis and 0.2 m for the soles."""
    pelvis, heel = slid(scene_of("roof"))
    assert heel.min() > -0.01, "flesh and sole give, the wall does not"
    assert pelvis[-1] > 0.2
    free, beyond = slid(scene_of("platform"))
    assert beyond.min() < -0.5
    assert free[-1] < pelvis[-1] - 0.2
    touches = np.flatnonzero(heel < 0.05)[0]
    assert heel[:touches] == pytest.approx(beyond[:touches], abs=1e-3), "until then it is the same landing"


def test_the_wall_is_as_hard_as_the_ground() -> None:
    model = scene_of("roof").model
    for surface in ("head", "back", "left_heel"):
        ground, wall = (model.pair(f"{FALLER}{surface}|{other}").id for other in ("ground", WALL))
        assert np.array_equal(model.pair_solref[ground], model.pair_solref[wall])
        assert np.array_equal(model.pair_solimp[ground], model.pair_solimp[wall])
    assert mujoco.mj_name2id(scene_of("platform").model, mujoco.mjtObj.mjOBJ_GEOM, WALL) == -1
