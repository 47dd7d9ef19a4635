"""The sideways moment of a struck knee: the full body against the reference, cadavers, and a slow twin of rods.

The twin is thigh and shank of Winter's shares (R-h) in one plane under the rest of the body, which all hangs on the one
leg; a person has two, and a pelvis that turns, so the body reads no more than the twin, and more than half of it.
"""

from __future__ import annotations

from collections.abc import Mapping

import mujoco
import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gags.car_hit import knocked
from stuntlab.gags.car_hit.front import front_of
from stuntlab.gags.car_hit.knocked import HOLDS, KnockedWorld, start_columns
from stuntlab.gags.car_hit.legs import LEGS, leg_instruments
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.ground import ground_of
from stuntlab.geometry import rotation
from stuntlab.people import human_tissue, measures, performer, shin
from stuntlab.pipeline.measure import measure as read
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import Reduce, run

STATURE, MASS = 1.75, 75.0
SHANK, THIGH, TRUNK = 0.285 * STATURE, 0.245 * STATURE, 0.5 * STATURE
STEP_S, LASTS_S = 1e-4, 0.06
"""Later a person has begun to step, which two rods do not."""

SPEEDS_KM_H = (5.0, 10.0, 30.0)


@pytest.fixture(scope="module", params=["soft", "stiff"])
def bare_nm(request: pytest.FixtureRequest) -> Floats:
    return standing_nm(request.param, soft_car=False)


def standing_nm(end: str, *, soft_car: bool) -> Floats:
    """The worse knee of somebody who stands before a bumper at the height of the knee, at each of the speeds."""
    tools = leg_instruments("struck", prefix=FALLER)
    return standing(lambda phases: read(tools, phases), end, soft_car=soft_car)["struck/knee_moment"]


def test_the_sections_of_a_shin_end_in_the_moment_of_its_ankle(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the knee down, with pushes and mass, they come to what the engine says that the ankle bears."""
    legs = [f"{FALLER}{side}" for side in ("left", "right")]
    give = knocked.let_legs_give

    def with_ankles(spec: mujoco.MjSpec, *, prefix: str, size: float) -> None:
        give(spec, prefix=prefix, size=size)
        for leg in legs:
            for kind in (
                mujoco.mjtSensor.mjSENS_TORQUE,
                mujoco.mjtSensor.mjSENS_FRAMEPOS,
                mujoco.mjtSensor.mjSENS_FRAMEQUAT,
            ):
                spec.add_sensor(
                    name=f"{leg}_{int(kind)}", type=kind, objtype=mujoco.mjtObj.mjOBJ_SITE, objname=f"{leg}_ankle"
                )

    def misses(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        told = phases["blow"].channels
        off = [ankle_misses(told, leg) for leg in legs]
        return {"nm": np.max([np.abs(one).max(axis=-1) for one, _ in off], axis=0), "of": off[0][1].max(axis=-1)}

    monkeypatch.setattr(knocked, "let_legs_give", with_ankles)
    monkeypatch.setattr(shin, "SECTIONS", (40, 100))
    found = standing(misses, "soft", soft_car=False, bumper_m=0.40)
    assert (found["nm"] < 1.2).all()
    assert (found["of"] > 80.0).all(), "of that much further up"


def ankle_misses(told: Mapping[str, Floats], leg: str) -> tuple[Floats, Floats]:
    """Sideways, N·m, [take, time]: the section at the ankle less the ankle's own moment, and one of the shaft."""
    kinds = (mujoco.mjtSensor.mjSENS_TORQUE, mujoco.mjtSensor.mjSENS_FRAMEPOS, mujoco.mjtSensor.mjSENS_FRAMEQUAT)
    torque, at, turned = (told[f"{leg}_{int(kind)}"] for kind in kinds)
    foot, shank = (rotation(one).as_matrix() for one in (turned, told[f"{leg}_shin_turned"]))
    moment, force = (
        shin._into(shank, np.einsum("...ij,...j->...i", foot, one)) for one in (torque, told[f"{leg}_ankle_force"])
    )
    long_m = measures(stature_m=STATURE, mass_kg=MASS, sex="male").shank_m
    off = shin._into(shank, at - told[f"{leg}_shin_at"]) + np.array([0.0, 0.0, long_m])
    ankle = (moment + np.cross(off, force))[..., 0]
    return told[f"{leg}_shin_bent_100"][..., 0] - ankle, np.abs(told[f"{leg}_shin_bent_40"][..., 0])


def test_feet_that_come_down_from_30_cm_bend_no_shin_past_its_limit() -> None:
    """Legs bent a fifth of the way to a tuck and more, both feet down on asphalt; calves then hold 150 to 240 N·m.

    Until 50 ms later; then somebody would balance, which this body does not.
    """
    bent = np.array([0.2, 0.4, 0.6, 0.8, 1.0])
    body, world = measures(stature_m=STATURE, mass_kg=MASS, sex="male"), world_of("soft", 0.30, soft_car=False)
    zero = np.zeros_like(bent)
    placed = start_columns(
        stands_m=body.hip_height_m, heading_rad=zero, soles_m=zero + 0.3, rises_m_s=zero, across_m=zero + 1.6,
        speed_m_s=zero,
    )  # fmt: skip
    still = dict.fromkeys((*HOLDS, "car_up_m", "brakes_m_s2", "brakes_late_s"), zero)
    tools = leg_instruments("struck", prefix=FALLER)
    knobs = {**still, "form": bent, "far_leg": bent, **placed}
    found, _ = run(world.scene(), knobs, lambda phases: read(tools, phases), threads=1)
    assert (found["struck/tibia_moment"] < 291 / 2).all(), found


def standing(reduce: Reduce, end: str, *, soft_car: bool, bumper_m: float = 0.50) -> Mapping[str, Floats]:
    """What is read of somebody who stands before a bumper, at each of the speeds."""
    body = measures(stature_m=STATURE, mass_kg=MASS, sex="male")
    world = world_of(end, 0.12, soft_car=soft_car, bumper_m=bumper_m)
    zero = np.zeros(len(SPEEDS_KM_H))
    placed = start_columns(
        stands_m=body.hip_height_m, heading_rad=zero, soles_m=zero, rises_m_s=zero, across_m=zero,
        speed_m_s=np.array(SPEEDS_KM_H) / 3.6,
    )  # fmt: skip
    still = dict.fromkeys((*HOLDS, "car_up_m", "brakes_m_s2", "brakes_late_s"), zero)
    found, _ = run(world.scene(), {**still, **placed}, reduce, threads=1)
    return found


def world_of(end: str, lasts_s: float, *, soft_car: bool, bumper_m: float = 0.50) -> KnockedWorld:
    """Somebody who stands beside the front of a car, on asphalt."""
    body = measures(stature_m=STATURE, mass_kg=MASS, sex="male")
    front = front_of("car", mass_kg=1400.0, width_m=1.75, bumper_m=bumper_m, padded=soft_car, ram_bar=soft_car)
    struck = performer(body, human_tissue(), posture="standing", sides=True, spine=True)
    road = ground_of("asphalt", {}, "asphalt")
    return KnockedWorld(struck, front, road, Footprint(0, 0, 0, 0), end, (lasts_s, 0.01), False)


def test_a_standing_leg_is_bent_as_the_reference_says(bare_nm: Floats) -> None:
    """148 to 296 N·m at 10 km/h (vehicles_fire.md 0.1, C): the body reads the lower end, within a tenth."""
    assert 0.9 * 148 < bare_nm[1] < 296


def test_knees_fail_where_those_of_cadavers_did(bare_nm: Floats) -> None:
    """All of three legs lost ligaments to a bumper below the knee at 30 km/h (SAE 2005-01-1877, V-A)."""
    assert bare_nm[2] > 134


def test_slower_is_less(bare_nm: Floats) -> None:
    assert bare_nm[0] < bare_nm[1] < bare_nm[2]


def test_foam_does_not_spare_the_knee_of_a_leg_that_stands(bare_nm: Floats) -> None:
    """It lowers the peak of the push and draws it out: in the end the foot that holds the road bends the knee."""
    assert standing_nm("soft", soft_car=True) == pytest.approx(bare_nm, rel=0.1)


@pytest.mark.parametrize("soft_car", [False, True])
def test_the_body_reads_no_more_than_rods_and_more_than_half(soft_car: bool) -> None:
    stiffness = 1 / (1 / 60e3 + 1 / 15e3) if soft_car else 60e3
    rods = [rods_nm(speed / 3.6, stiffness, 0.49) for speed in SPEEDS_KM_H[:2]]
    shares = standing_nm("soft", soft_car=soft_car)[:2] / rods
    assert (shares > 0.5).all(), shares
    assert (shares < 1.05).all(), shares


def rods_nm(speed_m_s: float, stiffness: float, bumper_m: float) -> float:
    """The most that the knee of the rods bears, of a leg under half of the weight."""
    inverse, knee = np.linalg.inv(masses()), LEGS.read().knee
    hit = np.array([1 - bumper_m / SHANK, bumper_m / SHANK, 0.0, 0.0])
    bends = np.array([1 / SHANK, -1 / SHANK - 1 / THIGH, 1 / THIGH, 0.0])
    place, speed, most = np.zeros(4), np.zeros(4), 0.0
    held = 0.7 * 0.5 * MASS * GRAVITY_M_S2
    for step in range(int(LASTS_S / STEP_S)):
        moment = knee.stiffness * (bends @ place) + knee.damping * (bends @ speed)
        force = max(stiffness * (speed_m_s * step * STEP_S - hit @ place), 0.0) * hit - moment * bends
        force[0] -= np.clip(2000.0 * speed[0], -held, held)
        speed = speed + STEP_S * (inverse @ force)
        place = place + STEP_S * speed
        most = max(most, abs(float(moment)))
    return most


def masses() -> Floats:
    """Of sole, knee, hip and the top of the trunk, moved across: [4, 4]."""
    whole = np.zeros((4, 4))
    rods = ((SHANK, 0.061, 0.44, 0.35), (THIGH, 0.100, 0.57, 0.32), (TRUNK, 0.839, 0.62, 0.35))
    for low, (length, share, centre, gyration) in enumerate(rods):
        at, turns = np.array([1 - centre, centre]), np.array([-1.0, 1.0]) / length
        part = share * MASS * (np.outer(at, at) + (gyration * length) ** 2 * np.outer(turns, turns))
        whole[low : low + 2, low : low + 2] += part
    return whole
