"""The landing field step by step, without the engine: energy, edges, symmetry."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from stuntlab.datasets import Floats
from stuntlab.gear.air_bag import NUMBERS, GasBag, bag_rated_for
from stuntlab.gear.bedding import Bedding
from stuntlab.gear.foam import foam_of
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, air_bag_field, foam_field
from stuntlab.gear.landing_memory import DEEP, GAUGE_PA
from stuntlab.gear.landing_step import press

BAG = Footprint(1.6, 7.7, -3.8, 3.8, 2.7)
MIDDLE = (4.65, 0.0)
UPRIGHT = np.concatenate([np.zeros(9), np.eye(3).ravel()])


def sealed() -> GasBag:
    """Neither vents nor leaks nor fans."""
    return replace(bag_rated_for((6.1, 7.6, 2.7), 12.0, left=0.3), vent_m2=0.0, leak_m2=0.0)


def memory_of(bag: GasBag) -> Floats:
    return air_bag_field(bag, BAG, [Patch(1, (0.0, 0.0, 0.0), 0.1, 0.7)]).memory.copy()


def pushed(memory: Floats, place: tuple[float, float, float], time_s: float) -> Floats:
    """Force on a ball at a place, [3]."""
    at = np.concatenate([np.zeros(3), place])
    force = np.zeros(12)
    press(memory, time_s, at, UPRIGHT, at, force)
    return force[6:9]


def test_a_sealed_bag_gives_back_what_it_took() -> None:
    memory = memory_of(sealed())
    heights = np.concatenate([np.linspace(2.8, 1.0, 2000), np.linspace(1.0, 2.8, 2000)])
    forces = np.array([pushed(memory, (*MIDDLE, z), 1e-3 * step)[2] for step, z in enumerate(heights)])
    down, up = (np.trapezoid(forces[part], heights[part]) for part in (slice(0, 2000), slice(2000, 4000)))
    assert abs(down) > 1000, "it did take something"
    assert down + up == pytest.approx(0, abs=1e-6 * abs(down))


def test_its_work_is_that_of_the_gas() -> None:
    """∫F·dz = ∫p·dV with p·V^γ constant: a closed form of the whole field."""
    memory = memory_of(sealed())
    bag, full = sealed(), 6.1 * 7.6 * 2.7
    heights = np.linspace(2.8, 1.0, 20_000)
    work = -np.trapezoid([pushed(memory, (*MIDDLE, z), 0.0)[2] for z in heights], heights)
    depth = 2.7 - (1.0 - 0.1)
    dent = NUMBERS.read().dent
    smooth = dent.smooth_m / bag.cone
    deep = smooth * np.log(1 + 0.7 / dent.tip_m2 * np.expm1(depth / smooth))
    room = full - np.pi / 3 * bag.cone**2 * deep**3
    absolute = 101_325 + bag.static_pa
    gas = absolute * full / 0.4 * ((full / room) ** 0.4 - 1) - 101_325 * (full - room)
    assert work == pytest.approx(gas, rel=1e-4)


STICK = [Patch(1, (along, 0.0, 0.0), 0.1, 0.07) for along in np.linspace(-0.8, 0.8, 10)]


def stick(memory: Floats, height_m: float, slope_deg: float) -> Floats:
    """Force and torque about its middle on a stick that lies aslant over the middle of the bag, [6]."""
    place, force = np.array([0.0, 0.0, 0.0, *MIDDLE, height_m]), np.zeros(12)
    turn = np.concatenate([np.zeros(9), Rotation.from_euler("y", slope_deg, degrees=True).as_matrix().ravel()])
    press(memory, 0.0, place, turn, place, force)
    return force[6:]


@pytest.mark.parametrize("slope_deg", [0, 20, 40])
def test_the_work_on_a_body_aslant_is_that_of_the_gas(slope_deg: float) -> None:
    bag, full = sealed(), 6.1 * 7.6 * 2.7
    memory = air_bag_field(bag, BAG, STICK).memory.copy()
    heights = np.linspace(3.6, 1.4, 3000)
    work = -np.trapezoid([stick(memory, z, slope_deg)[2] for z in heights], heights)
    room = full - np.pi / 3 * bag.cone**2 * memory[DEEP] ** 3
    absolute = 101_325 + bag.static_pa
    gas = absolute * full / 0.4 * ((full / room) ** 0.4 - 1) - 101_325 * (full - room)
    assert work == pytest.approx(gas, rel=0.03)


def test_who_lies_aslant_leans_on_the_side_of_the_dent() -> None:
    """A body less steep than the cone's side is borne over its length; one that stands, at its deepest end."""
    leaning, standing = (
        abs(torque[4] / torque[2] / (0.8 * np.cos(np.radians(slope))))
        for slope in (30.0, 85.0)
        for torque in [stick(air_bag_field(sealed(), BAG, STICK).memory.copy(), 1.5, slope)]
    )
    assert leaning < 0.35, "the push acts near its middle"
    assert standing > 0.7, "the push acts near its lower end"


def test_a_vented_bag_keeps_some() -> None:
    memory = memory_of(bag_rated_for((6.1, 7.6, 2.7), 12.0, left=0.3))
    heights = np.concatenate([np.linspace(2.8, 1.0, 2000), np.linspace(1.0, 2.8, 2000)])
    forces = np.array([pushed(memory, (*MIDDLE, z), 1e-4 * step)[2] for step, z in enumerate(heights)])
    down, up = (np.trapezoid(forces[part], heights[part]) for part in (slice(0, 2000), slice(2000, 4000)))
    assert 0 < up < 0.7 * -down


def test_edges_throw_outwards_and_bear_less() -> None:
    for side, (x, y) in {"near": (1.9, 0), "far": (7.4, 0), "left": (4.65, -3.5), "right": (4.65, 3.5)}.items():
        edge, middle = (pushed(memory_of(sealed()), (*at, 2.0), 0.0) for at in ((x, y), MIDDLE))
        assert 0 < edge[2] < middle[2], side
        outwards = np.array([x - MIDDLE[0], y, 0.0])
        assert edge @ outwards > 0, side
        assert middle[0] == middle[1] == 0
    near, far = (pushed(memory_of(sealed()), (x, 0.0, 2.0), 0.0) for x in (1.9, 7.4))
    assert near == pytest.approx(far * [-1, 1, 1])


def test_beside_the_bag_and_above_it_there_is_nothing() -> None:
    memory = memory_of(sealed())
    for place in ((1.5, 0.0, 1.0), (4.65, 4.0, 1.0), (4.65, 0.0, 2.81)):
        assert not pushed(memory, place, 0.0).any()
    assert memory[GAUGE_PA] == pytest.approx(300.0, rel=1e-6)


def test_what_slides_onto_a_mat_from_beside_is_not_thrown_up_in_one_step() -> None:
    """It lies lower than the top; a point of no size would press all of the mat flat at once."""
    foam = foam_of(Bedding("mat", made_for="judo"), 0.05, end="stiff")
    where = replace(Footprint(0.0, 3.0, -1.0, 1.0), top_m=foam.carries_m)
    radius, step_m = 0.1, 2e-4
    memory = foam_field(foam, where, [Patch(1, (0.0, 0.0, 0.0), radius, 0.05)]).memory.copy()
    along = np.arange(-2 * radius, 2 * radius, step_m)
    force = np.array([pushed(memory, (x, 0.0, radius + 0.01), 2e-4 * step)[2] for step, x in enumerate(along)])
    assert force[along < -radius].max() == 0
    assert force[-1] > 500
    assert np.diff(force).max() < 0.02 * force.max()
