"""Which curve a back is read on: that of backs lay on foam, a mattress and the seat of a sled, and on no floor."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats, Loads
from stuntlab.gags import gags_of
from stuntlab.injury import risk
from stuntlab.people import measures
from stuntlab.pipeline.measure import measure, person_and_load
from stuntlab.pipeline.risk import injuries
from stuntlab.plan import parse_plan, template
from stuntlab.scene.scene import Traces
from stuntlab.scene.world import World

MAN = measures(stature_m=1.75, mass_kg=78.0, sex="male")
PUSHED_G = 70.0
SOFT, HARD = "chest-3ms-behind", "chest-3ms-from-zero"


def last_world(kind: str, *changes: tuple[str, str]) -> World:
    text = template(kind)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (gag,) = gags_of(parse_plan(text))
    return gag.worlds()[-1]


def serious(world: World) -> float:
    """The risk of AIS3+ that a push of 70 g straight from behind is read as there."""
    time_s: Floats = np.linspace(0.0, 0.1, 401)
    pulse = np.clip(1.6 * np.sin(pi * time_s / time_s[-1]), 0.0, 1.0)
    forward = PUSHED_G * GRAVITY_M_S2 * pulse[None, :, None] * np.array([1.0, 0.0, 0.0])
    tools = [tool for tool in world.measures if tool.load.startswith("chest_3ms")]
    found = measure(tools, {"blow": Traces(time_s, {"faller/chest_acceleration": forward})})
    felt = {person_and_load(name)[1]: values for name, values in found.items()}
    loads = Loads(felt, np.zeros(1, int), np.ones(1), np.zeros(1, int))
    return max(float(np.nan_to_num(one.probability[0, 2])) for one in injuries(loads, MAN))


@pytest.mark.parametrize(
    ("kind", "changes", "curve"),
    [
        ("ground_fall", (), SOFT),
        ("ground_fall", (("onto: crash mat ", "onto: concrete "),), HARD),
        ("ground_fall", (("onto: crash mat ", "onto: grass "),), HARD),
        ("chair_tip", (("onto: crash mat ", "onto: wood "),), HARD),
        ("air_ram", (), SOFT),
        ("air_ram", (("onto: pit", "onto: ground"),), HARD),
        ("high_fall", (), SOFT),
        ("ramp_landing", (), HARD),
        ("canopy", (), HARD),
        ("stair_fall", (), HARD),
    ],
)
def test_a_back_is_read_as_on_foam_only_where_something_soft_lies(
    kind: str, changes: tuple[tuple[str, str], ...], curve: str
) -> None:
    assert serious(last_world(kind, *changes)) == pytest.approx(risk(curve, PUSHED_G).at("ais3"), rel=0.02)


def test_the_two_curves_are_told_apart_by_that() -> None:
    assert risk(HARD, PUSHED_G).at("ais3") > 3 * risk(SOFT, PUSHED_G).at("ais3")
