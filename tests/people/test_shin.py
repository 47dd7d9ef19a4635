"""The sections of a shin: closed forms of rods, the ankle of the engine, and a slow twin that bends."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.gags.kick.numbers import KICK_NUMBERS
from stuntlab.people import measures
from stuntlab.people.shin import (
    SECTIONS,
    SHIN,
    RodMass,
    hinge_share,
    kicking_bends,
    lever_m,
    rod_of,
    rod_of_shank,
    section_moment,
)

LONG, HEAVY, PUSH = 0.42, 3.6, 1000.0
BODY = measures(stature_m=1.78, mass_kg=77.5, sex="male")
ZERO = np.zeros(3)


def uniform() -> RodMass:
    return rod_of(LONG, HEAVY, LONG / 2, HEAVY * LONG**2 / 12)


def bent(section: float, *, at: float, knee_n: float = 0.0, gains: float = 0.0, top: float = 0.0) -> float:
    """About y, of a uniform rod that a push along x meets at a share of its length."""
    return float(
        section_moment(
            uniform(), section * LONG, np.array([knee_n, 0, 0]), ZERO, np.array([top, 0, 0]), ZERO,
            np.array([0, gains, 0]), np.array([[0, 0, -at * LONG]]), np.array([[PUSH, 0, 0]]),
        )[1]
    )  # fmt: skip


def test_a_rod_has_the_mass_it_is_asked_for() -> None:
    assert uniform().per_m == pytest.approx([HEAVY / LONG, 0, 0], abs=1e-6)
    rod, shank = rod_of_shank(BODY), BODY.segments["shank"]
    assert rod.moment(0) == pytest.approx(shank.mass_kg)
    assert rod.moment(1) == pytest.approx(shank.mass_kg * shank.com_m * BODY.shank_m / shank.length_m)
    assert min(sum(one * u**n for n, one in enumerate(rod.per_m)) for u in np.linspace(0, rod.length_m, 99)) > 0


def test_a_free_rod_that_is_struck_in_the_middle() -> None:
    """F·L/8 there, and nothing at both ends."""
    struck = [bent(section, at=0.5, top=PUSH / HEAVY) for section in (0.0, 0.5, 1.0)]
    assert struck == pytest.approx([0.0, -PUSH * LONG / 8, 0.0], abs=1e-9)


@pytest.mark.parametrize("at", [0.3, 0.6, 0.8])
def test_a_free_rod_that_is_struck_off_its_middle(at: float) -> None:
    """2·F·L·d²·(1 - d)² under the push, and nothing at the far end."""
    gains = -12 * PUSH * (at - 0.5) / (HEAVY * LONG)
    top = PUSH / HEAVY + gains * LONG / 2
    assert abs(bent(at, at=at, gains=gains, top=top)) == pytest.approx(2 * PUSH * LONG * (at * (1 - at)) ** 2)
    assert bent(1.0, at=at, gains=gains, top=top) == pytest.approx(0.0, abs=1e-9)


def test_a_beam_held_at_both_ends() -> None:
    """F·L/4 under a push in its middle, as in the tests of the limit."""
    assert bent(0.5, at=0.5, knee_n=-PUSH / 2) == pytest.approx(-PUSH * LONG / 4)


def test_a_rod_on_a_pin_that_is_struck_where_the_pin_feels_nothing() -> None:
    """F·s³/(3·L²) above the push, at two thirds of the length: 8/81 of F·L there, and nothing at the end."""
    gains = -2 * PUSH / (HEAVY * LONG)
    for section in (0.2, 0.5, 2 / 3):
        assert abs(bent(section, at=2 / 3, gains=gains)) == pytest.approx(PUSH * (section * LONG) ** 3 / (3 * LONG**2))
    assert bent(1.0, at=2 / 3, gains=gains) == pytest.approx(0.0, abs=1e-9)


def test_a_knee_that_is_turned_bends_less_the_further_down() -> None:
    shares = [hinge_share(BODY, cut) for cut in SECTIONS]
    assert hinge_share(BODY, 0) == pytest.approx(1.0)
    assert (np.diff(shares) < 0).all()
    assert shares[-1] > 0


def about_hip_kgm2() -> float:
    """Thigh and shank in one line, and a foot across it, half its height below the ankle."""
    thigh, shank, foot = (BODY.segments[name] for name in ("thigh", "shank", "foot"))
    places_m = thigh.com_m, BODY.thigh_m + shank.com_m, BODY.thigh_m + BODY.shank_m + BODY.ankle_height_m / 2
    return sum(
        one.inertia_kgm2[0] + one.mass_kg * at_m**2 for one, at_m in zip((thigh, shank, foot), places_m, strict=True)
    )


def test_a_leg_about_its_hip_weighs_on_the_stretch_that_strikes_what_the_kick_says() -> None:
    stretch, mass = SHIN.read(), KICK_NUMBERS.read().turning_kick.effective_mass_kg
    upper, lower = (
        about_hip_kgm2() / (BODY.thigh_m + of * BODY.shank_m) ** 2 for of in (stretch.strikes_from, stretch.strikes_to)
    )
    assert (upper, lower) == pytest.approx((mass.value + mass.sd, mass.value - mass.sd), rel=0.03)


def test_a_shin_that_kicks_reads_no_less_than_a_push_anywhere_on_the_stretch() -> None:
    """And no more than the worst: at the ankle, with a foot that hangs on and a held knee that keeps the rest back."""
    stretch, factor = SHIN.read(), kicking_bends(BODY, "push").factor
    places_m = np.linspace(stretch.strikes_from, stretch.strikes_to, 67) * BODY.shank_m
    levers = np.array(
        [
            [max(abs(lever_m(BODY, float(at), cut, held=held)) for cut in SECTIONS) for at in places_m]
            for held in (True, False)
        ]
    )
    assert levers.max() == pytest.approx(factor)
    assert np.argmax(levers) == len(places_m) - 1
    middle = levers[0, len(places_m) // 2]
    assert factor > 1.4 * middle, "read in the middle of the stretch, a shin would look far less bent"


def test_a_free_knee_bears_no_moment_and_a_held_one_most_at_the_knee() -> None:
    """A held knee bends the shin by what hangs below it alone: at the knee the lever of a leg struck at the ankle."""
    levers = [lever_m(BODY, BODY.shank_m, cut, held=True) for cut in (0, *SECTIONS)]
    assert lever_m(BODY, BODY.shank_m, 0, held=False) == pytest.approx(0.0, abs=1e-12), "a free knee bears no moment"
    assert max(levers) == levers[0]


@pytest.mark.parametrize("lasts_s", [0.060, 0.030, 0.020, 0.010])
def test_a_slow_twin_that_bends_rings_as_an_oscillator_and_never_reads_less(lasts_s: float) -> None:
    """Links on springs of a tibia's stiffness: 4 % more at 60 ms, 14 % at 20 to 30 ms, 55 % at 10 ms."""
    rigid = abs(bent((LINKS // 2) / LINKS, at=0.5, top=PUSH / HEAVY))
    chain = float(np.abs(chain_nm(lasts_s)).max())
    assert 1.0 <= chain / rigid <= 1.05 * overshoot(lasts_s)


def overshoot(lasts_s: float) -> float:
    """Of an undamped oscillator of the first free bending mode under half a sine, over a still one."""
    natural, driven = 22.37 * np.sqrt(EI / (HEAVY * LONG**3)), np.pi / lasts_s
    time = np.linspace(0, lasts_s, 2000)
    shape = np.sin(driven * time) - driven / natural * np.sin(natural * time)
    return float(np.abs(shape).max() / abs(1 - (driven / natural) ** 2))


EI, LINKS = 250.0, 13
"""N·m²: a tibia across, 17 GPa of 1.5e-8 m⁴ (R-m)."""


def chain_nm(lasts_s: float) -> Floats:
    """The moment of the joint beside the middle link of a free chain, which is pushed by half a sine, [step]."""
    long = LONG / LINKS
    spec = mujoco.MjSpec()
    spec.option.timestep, spec.option.gravity = 2e-5, [0, 0, 0]
    body = spec.worldbody
    for link in range(LINKS):
        body = body.add_body(name=f"link{link}", pos=[0, 0, -long if link else 0])
        body.explicitinertial, body.mass, body.ipos = True, HEAVY / LINKS, [0, 0, -long / 2]
        body.inertia = [HEAVY / LINKS * long**2 / 12] * 3
        if link:
            body.add_joint(
                name=f"bend{link}", type=mujoco.mjtJoint.mjJNT_HINGE, axis=[0, 1, 0], stiffness=[EI / long, 0, 0],
                damping=[0.03, 0, 0],
            )  # fmt: skip
        else:
            body.add_joint(type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[1, 0, 0])
            body.add_joint(type=mujoco.mjtJoint.mjJNT_HINGE, axis=[0, 1, 0])
    model = spec.compile()
    data, middle = mujoco.MjData(model), model.body(f"link{LINKS // 2}").id
    joint, found = model.joint(f"bend{LINKS // 2}").qposadr[0], []
    while data.time < lasts_s:
        data.xfrc_applied[middle, 0] = PUSH * np.sin(np.pi * data.time / lasts_s)
        mujoco.mj_step(model, data)
        found.append(EI / long * data.qpos[joint])
    return np.array(found)
