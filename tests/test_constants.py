"""Each physical constant has one value in the whole program: in formulas, in the unit table and in the engine."""

from __future__ import annotations

import ast
from pathlib import Path

import mujoco
import numpy as np
import pytest

import stuntlab
from stuntlab.constants import AIR_HEAT_RATIO, AIR_KG_PER_M3, GRAVITY_M_S2, STANDARD_ATMOSPHERE_PA
from stuntlab.scene.empty_world import empty_world
from stuntlab.units import Dimension, parse_quantity

SOURCE = Path(stuntlab.__path__[0])


def test_no_other_file_writes_gravity_down() -> None:
    written = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        if path.name != "constants.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and 9.8 <= node.value < 9.82
    ]
    assert not written


def test_a_g_of_the_unit_table_is_standard_gravity() -> None:
    assert parse_quantity("1 g", Dimension.ACCELERATION).value == GRAVITY_M_S2


def test_air_is_an_ideal_gas_at_15_degrees() -> None:
    """p = ρ·R·T with R = 287.053 J/(kg·K), ISO 2533; the speed of sound √(γ·p/ρ) is 340.29 m/s there."""
    assert pytest.approx(AIR_KG_PER_M3 * 287.053 * 288.15, rel=1e-4) == STANDARD_ATMOSPHERE_PA
    assert np.sqrt(AIR_HEAT_RATIO * STANDARD_ATMOSPHERE_PA / AIR_KG_PER_M3) == pytest.approx(340.29, rel=1e-4)


def test_a_body_falls_with_standard_gravity() -> None:
    spec = empty_world()
    ball = spec.worldbody.add_body()
    ball.add_freejoint()
    ball.add_geom(size=[0.1, 0, 0])
    model = spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    assert data.qacc == pytest.approx([0, 0, -GRAVITY_M_S2, 0, 0, 0], rel=1e-12)


def test_every_world_that_is_simulated_begins_empty() -> None:
    """Else it would have the engine's own gravity. What `report/` makes is only drawn."""
    makers = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if "MjSpec()" in path.read_text()}
    assert makers == {"scene/empty_world.py", "report/still.py"}
