"""A kick at a standing person as physics: convergence, conservation, orderings and symmetry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats, TakeStatus
from stuntlab.gags.kick.gag import Kick
from stuntlab.gags.striking.staging import AFTERMATH, CONTACT, RECEIVER, TARGETS, StrikeWorld
from stuntlab.gags.striking.striker import Striker
from stuntlab.loads import cfc
from stuntlab.people import human_tissue, performer
from stuntlab.people.skeleton import SIDES
from stuntlab.pipeline.measure import measure
from stuntlab.scene.instruments import ChannelSignal, Instrument
from stuntlab.scene.scene import Phase, Scene, Traces
from stuntlab.takes.engine import film, run

Kicks = Callable[..., Kick]
Blow = Callable[..., dict[str, Floats]]


def force(traces: Traces) -> Floats:
    return np.asarray(np.linalg.norm(traces.channels[CONTACT], axis=-1))


def peak_force(traces: Traces) -> Floats:
    return np.asarray(cfc(traces.time_s, force(traces), 180).max(axis=-1))


def impulse(traces: Traces) -> Floats:
    return np.asarray(np.trapezoid(force(traces), traces.time_s, axis=-1))


def compression(traces: Traces, channel: str = "abdomen_deflection") -> Floats:
    return np.asarray(traces.scalar(RECEIVER + channel).max(axis=-1))


def viscous(traces: Traces, channel: str) -> Floats:
    tool = Instrument("receiver", "abdomen_vc", ({"x": ChannelSignal(RECEIVER + channel)},), {"depth_m": 0.2})
    return measure([tool], {"blow": traces})["receiver/abdomen_vc"]


def speed_of_centre_of_mass(traces: Traces) -> Floats:
    """Change along the kick, m/s."""
    forward = traces.channels[RECEIVER + "com_velocity"][..., 0]
    return np.asarray(forward[:, -1] - forward[:, 0])


FELT = {"force": peak_force, "compression": compression}


@pytest.mark.parametrize(("at", "channel"), [("abdomen", "abdomen_deflection"), ("chest", "sternum_deflection")])
def test_loads_converge_with_the_timestep(kick: Kicks, blow: Blow, at: str, channel: str) -> None:
    """0.2, 0.1 and 0.05 ms: the step that is used lies within 2 % of half of it, within 3 % of twice of it."""
    readings = {
        "force": peak_force,
        "impulse": impulse,
        "compression": partial(compression, channel=channel),
        "vc": partial(viscous, channel=channel),
    }
    gag = kick(at=at)
    for model in gag.models:
        coarse, used, fine = (
            blow(gag, readings, model=model, timestep_s=step, duration_s=0.1) for step in (2e-4, 1e-4, 5e-5)
        )
        for load in readings:
            assert used[load][0] == pytest.approx(fine[load][0], rel=0.02), load
            assert used[load][0] == pytest.approx(coarse[load][0], rel=0.03), load


def on_a_slippery_floor(gag: Kick) -> Scene:
    """The same receiver and striker with nothing to hold the feet."""
    receiver = performer(gag.receiver_body, human_tissue(abdomen="middle"), braced=False)
    striker = Striker(1.2, 11.8, 20e3, 60.0, 0.3, (0.025, 0.045, 0.11))
    return StrikeWorld(receiver, TARGETS["abdomen"], striker, floor_friction=0.0).scene()


@pytest.mark.parametrize("target", ["abdomen", "back"])
def test_whoever_is_struck_gives_way_at_the_knees_after_the_blow(kick: Kicks, target: str) -> None:
    """Nobody goes down like a plank: knees are nearly straight while loads are measured, and bent soon after."""
    receiver = performer(kick().receiver_body, human_tissue(abdomen="middle"), braced=False)
    striker = Striker(1.2, 11.8, 20e3, 60.0, 0.3, (0.025, 0.045, 0.11))
    scene = StrikeWorld(receiver, TARGETS[target], striker, floor_friction=0.7).scene()
    knobs = {"rear_mass_kg": 11.8, "speed_m_s": 5.0, "push_n": 300.0, "aim_lateral_m": 0.0, "aim_vertical_m": 0.0}
    traces, status = film(scene, {name: np.array([value]) for name, value in knobs.items()}, rate_hz=50.0)
    assert status[0] == TakeStatus.OK
    knees = [int(scene.model.joint(f"{RECEIVER}{side}_knee_flexion").qposadr[0]) for side in SIDES]
    bent_deg = {name: np.degrees(one.poses.qpos[0][:, knees]) for name, one in traces.items() if one.poses}
    assert bent_deg["blow"].max() < 20
    assert bent_deg[AFTERMATH].min(axis=1).max() > 20


def test_momentum_given_is_momentum_taken(kick: Kicks) -> None:
    """Without friction at the feet: mass times CoM speed is the impulse at every moment, within 1 %.

    For 50 ms: later the sole's force turns away from the line of the kick with the body it is on.
    """
    gag, kept = kick(), dict[str, Floats]()
    scene = on_a_slippery_floor(gag)

    def keep(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        blow = phases["blow"]
        kept["given"] = cumulative_trapezoid(force(blow), blow.time_s, axis=-1)
        kept["taken"] = blow.channels[RECEIVER + "com_velocity"][:, 1:, 0] * gag.receiver.mass_kg
        return {"peak": peak_force(blow)}

    knobs = {"rear_mass_kg": 11.8, "push_n": 300.0, "aim_lateral_m": 0.0, "aim_vertical_m": 0.0}
    speeds = np.array([1.0, 5.0])
    columns = {name: np.full_like(speeds, value) for name, value in knobs.items()}
    run(replace(scene, phases=(Phase("blow", 0.05, 1e-4),)), {**columns, "speed_m_s": speeds}, keep, threads=1)
    assert kept["given"][:, -1].min() > 10
    assert kept["taken"] == pytest.approx(kept["given"], abs=0.01 * kept["given"].max())


def test_feet_on_the_ground_change_the_balance_by_no_more_than_friction_can(kick: Kicks, blow: Blow) -> None:
    gag = kick()
    felt = blow(gag, {"impulse": impulse, "speed": speed_of_centre_of_mass}, duration_s=0.03, speed_m_s=[2.0, 5.0])
    from_the_ground = felt["speed"] * gag.receiver.mass_kg - felt["impulse"]
    weight_n = GRAVITY_M_S2 * gag.receiver.mass_kg
    assert np.all(np.abs(from_the_ground) < 0.7 * weight_n * 0.03)


def test_a_soft_belly_is_pressed_in_further_by_a_centimetre_and_gives_less_force(kick: Kicks, blow: Blow) -> None:
    """Both ends obey one law and differ in its first term only, so they lie near one another where a blow is deep."""
    speeds = np.array([2.0, 5.0, 8.0])
    soft, stiff = (blow(kick(), FELT, model=m, speed_m_s=speeds, push_n=60.0 * speeds) for m in ("soft", "stiff"))
    further = soft["compression"] - stiff["compression"]
    assert np.all(further > 0.001)
    assert np.all(further < 0.012)
    assert np.all(soft["force"] < stiff["force"])


def test_a_hard_kick_meets_no_stop(kick: Kicks, blow: Blow) -> None:
    """Twice the speed, far from twice the depth, and a force that grows steadily: nothing is run into."""
    speeds = np.linspace(4.0, 12.0, 9)
    for model in ("soft", "stiff"):
        felt = blow(kick(), FELT, model=model, speed_m_s=speeds, push_n=60.0 * speeds)
        steps = np.diff(felt["force"])
        assert steps.max() < 2.0 * steps.min()
        assert felt["compression"].max() < 0.14


def test_bracing_trades_depth_for_force(kick: Kicks, blow: Blow) -> None:
    """Tensing holds the belly out; it makes the blow no smaller, so the force does not fall."""
    relaxed, braced = (blow(kick(braced=word), FELT, speed_m_s=2.5) for word in ("false", "true"))
    assert braced["compression"][0] < 0.97 * relaxed["compression"][0]
    assert braced["force"][0] >= 0.99 * relaxed["force"][0]


def test_a_touch_is_felt_as_a_touch(kick: Kicks, blow: Blow) -> None:
    """0.05 m/s, the slowest that is drawn: a few newtons and millimetres, far below every limit."""
    felt = blow(kick(), FELT, speed_m_s=0.05, push_n=3.0)
    assert 0 < felt["force"][0] < 40
    assert 0 < felt["compression"][0] < 0.005


def test_harder_kicks_are_felt_harder(kick: Kicks, blow: Blow) -> None:
    speeds = np.array([0.5, 1.0, 2.0, 3.5, 5.0, 7.0, 9.0])
    for model in ("soft", "stiff"):
        felt = blow(kick(), {**FELT, "impulse": impulse}, model=model, speed_m_s=speeds, push_n=60.0 * speeds)
        for load, values in felt.items():
            assert np.all(np.diff(values) > 0), load


@pytest.mark.parametrize("at", ["abdomen", "chest", "back"])
def test_left_and_right_are_alike(kick: Kicks, blow: Blow, at: str) -> None:
    """The body is its own mirror image, and so is a blow 3 cm beside its middle."""
    felt = blow(kick(at=at), {"force": peak_force, "impulse": impulse}, aim_lateral_m=[-0.03, 0.03], duration_s=0.1)
    for load, (left, right) in felt.items():
        assert left == pytest.approx(right, rel=0.01), load


@pytest.mark.parametrize("at", sorted(TARGETS))
def test_every_target_is_struck_and_pushed_away(kick: Kicks, blow: Blow, at: str) -> None:
    """A kick takes up the whole of its momentum: impulse between m·v and what a rebound and the push can add."""
    gag = kick(at=at)
    for model in gag.models:
        felt = blow(gag, {"impulse": impulse, "speed": speed_of_centre_of_mass, "force": peak_force}, model=model)
        assert 0.5 * 13 * 5 < felt["impulse"][0] < 2 * 13 * 5 + 300 * 0.15
        assert felt["speed"][0] > 0.3
        assert 500 < felt["force"][0] < 5.0 * np.sqrt(400e3 * 13.0)


PADS = ("thickness: 80 mm, material: soft foam", "thickness: 60 mm, material: firm foam")


@pytest.mark.parametrize("pad", PADS)
@pytest.mark.parametrize("at", ["abdomen", "chest"])
def test_a_pad_takes_force_away(kick: Kicks, blow: Blow, at: str, pad: str) -> None:
    bare, padded = (
        blow(kick(at=at, pad=worn), {"force": peak_force}, speed_m_s=[0.8, 2.0], push_n=[48.0, 120.0])
        for worn in (None, pad)
    )
    assert np.all(padded["force"] < 0.9 * bare["force"])


def test_a_pad_that_bottoms_out_stops_helping(kick: Kicks, blow: Blow) -> None:
    """Force grows faster than speed, and 20 mm hold back less than 100 mm, once the cells have closed."""
    speeds = np.array([1.0, 4.0])
    thick, thin = (
        blow(
            kick(pad=f"thickness: {thickness}, material: soft foam"),
            {"force": peak_force},
            model="stiff",
            speed_m_s=speeds,
            push_n=60.0 * speeds,
        )["force"]
        for thickness in ("100 mm", "20 mm")
    )
    assert np.all(thick < thin)
    assert thick[1] / thick[0] > speeds[1] / speeds[0]
