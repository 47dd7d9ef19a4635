"""A whole body that a line arrests, and one that swings into a face, beside closed forms and a rigid mass."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Floats, TakeStatus
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.harnessed.arrested import ArrestedWorld, lean_when_held
from stuntlab.gags.harnessed.faced import BEFORE_S, FacedWorld
from stuntlab.gags.on_lines.held import held_by
from stuntlab.gags.on_lines.on_body import eases, neck_tone, rises_s
from stuntlab.gear.lines import Hang, hang, wire_law
from stuntlab.gear.lines.label import rope_law
from stuntlab.gear.lines.law import LineLaw
from stuntlab.people import Measures, human_tissue, performer
from stuntlab.people.body_loads import body_load
from stuntlab.people.from_plan import measures_of
from stuntlab.pipeline.simulate import Prepared, simulate
from stuntlab.plan import parse_plan, template
from stuntlab.plan.gear.line import Line
from stuntlab.scene.scene import Traces
from stuntlab.scene.world import World
from stuntlab.takes.engine import run

LONG_M, GIVES_N_PER_M = 10.0, 80e3
FALLS_M = np.array([0.1, 0.3, 0.8])


@pytest.fixture(scope="module")
def body() -> Measures:
    return measures_of(parse_plan(template("climb")).people["double"], "double")


def catch(body: Measures, law: LineLaw, point: str) -> dict[str, Floats]:
    """Peak of the line, N, what the neck bears, N, and how far the trunk has turned, rad, after each of `FALLS_M`."""
    world = ArrestedWorld(
        performer(body, human_tissue(), posture="hanging", spine=True), point, GIVES_N_PER_M, {"line": law}
    )
    takes = len(FALLS_M)
    knobs = {
        "speed_m_s": np.sqrt(2.0 * GRAVITY_M_S2 * FALLS_M),
        "lean_rad": np.zeros(takes),
        "line": np.full(takes, 1.0 / LONG_M),
        "chin_rad": np.zeros(takes),
        "neck_tone": np.ones(takes),
    }

    def read(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        channels = phases["blow"].channels
        pulled = channels["length at rest"][..., 0]
        strain = np.maximum(pulled - pulled[:, :1], 0.0) / LONG_M
        neck = np.linalg.norm(channels[f"{FALLER}neck_force"], axis=-1).max(axis=1)
        return {"line_n": law.at_rest_n * strain.max(axis=1), "neck_n": neck, **lean_when_held(phases)}

    found, status = run(world.scene(), knobs, read)
    assert (status == TakeStatus.OK).all()
    return found


def test_a_body_takes_up_to_a_third_off_what_a_rigid_mass_gets_from_a_wire(body: Measures) -> None:
    """The mass hangs on the same give; what the trunk and the legs give besides is what differs."""
    law = wire_law("7x19 steel", 0.005, end="stiff")
    start = np.zeros((len(FALLS_M), 6))
    start[:, 2] = FALLS_M - LONG_M
    mass = np.full(len(FALLS_M), body.mass_kg)
    rigid = hang(Hang.on_one(law, LONG_M, mass_kg=mass, start=start, gives_n_m=GIVES_N_PER_M), seconds=2.0)
    share = catch(body, law, "sternal")["line_n"] / rigid.peak_n[:, 0]
    assert (share < 1.0).all()
    assert (share > 0.66).all()


def test_the_place_of_the_line_says_how_a_body_hangs(body: Measures) -> None:
    """Sternal within 30 degrees of upright, dorsal forward, the waist alone folds (lines_and_flight.md 1.3)."""
    rope = rope_law(stretch_at_rest=0.08, impact_force_n=8500.0)
    lean = {point: np.degrees(catch(body, rope, point)["lean_rad"]) for point in ("sternal", "dorsal", "waist")}
    assert (np.abs(lean["sternal"]) < 30.0).all()
    assert (lean["dorsal"] > 10.0).all()
    assert lean["waist"][-1] > 45.0
    assert (lean["waist"] > lean["sternal"]).all()


def test_a_wire_is_harder_on_the_neck_than_a_rope_and_a_longer_drop_than_a_short_one(body: Measures) -> None:
    rope = catch(body, rope_law(stretch_at_rest=0.08, impact_force_n=8500.0), "sternal")["neck_n"]
    wire = catch(body, wire_law("7x19 steel", 0.005, end="stiff"), "sternal")["neck_n"]
    assert (wire > 1.5 * rope).all()
    assert (np.diff(rope) > 0).all()
    assert (np.diff(wire) > 0).all()


def meet(body: Measures, face_n_per_m: float, turns: Floats, speeds: Floats) -> dict[str, Floats]:
    world = FacedWorld(
        performer(body, human_tissue(), posture="swinging", spine=True), "sternal", GIVES_N_PER_M, face_n_per_m
    )
    knobs = {"lean_rad": np.zeros(len(turns)), "turn_rad": turns, "speed_m_s": speeds}

    def read(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        traces = phases["blow"]
        head = np.linalg.norm(traces.channels[f"{FALLER}head_acceleration"], axis=-1)
        middle = traces.channels[f"{FALLER}com_velocity"][..., 0]
        slows = np.abs(np.diff(middle, axis=1)) / np.diff(traces.time_s) > 0.5 * GRAVITY_M_S2
        return {"head_g": head.max(axis=1) / GRAVITY_M_S2, "met_s": traces.time_s[slows.argmax(axis=1)]}

    found, status = run(world.scene(), knobs, read)
    assert (status == TakeStatus.OK).all()
    return found


def test_a_face_is_met_after_twenty_milliseconds_and_the_same_from_left_and_right(body: Measures) -> None:
    turns, speeds = np.array([np.pi / 2, 3 * np.pi / 2, 0.0, np.pi]), np.array([3.7, 3.7, 3.7, 0.0])
    rigid = meet(body, np.inf, turns, speeds)
    assert rigid["head_g"][0] == pytest.approx(rigid["head_g"][1], rel=0.02), "left and right are alike"
    assert rigid["met_s"][:3] == pytest.approx(BEFORE_S, abs=0.012)
    assert rigid["head_g"][3] < 4.0, "who does not meet it hangs"
    padded = meet(body, 30e3, turns, speeds)
    assert padded["head_g"][2] < 0.5 * rigid["head_g"][2], "on their back, where the head comes with the shoulders"


def test_what_a_belayer_gives_is_the_stiffness_of_a_spring_that_catches_so(body: Measures) -> None:
    """Of a spring: F = W + √(W² + 2·W·k·h); half the stiffness gives the peak of half the stiffness."""
    words = {"material": "steel cable", "diameter": "5 mm", "build": "7x19", "breaking_load": "15 kN"}
    held = held_by("cable", Line.model_validate(words), mass_kg=body.mass_kg, most_drop_m=2.0, lengths_m=(9.0, 11.0))
    assert held is not None
    weight, drop, length = body.mass_kg * GRAVITY_M_S2, np.array([0.2, 1.0]), np.array([10.0, 10.0])
    tied = held.peak_n(drop, length)
    half = weight + np.sqrt(weight**2 + 0.5 * ((tied - weight) ** 2 - weight**2))
    assert eases(held, half, drop, length, weight_n=weight) == pytest.approx(0.5)
    assert eases(held, tied, drop, length, weight_n=weight) == pytest.approx(1.0)


def test_a_neck_is_held_by_whoever_falls_long_enough_to_start() -> None:
    at_once = np.zeros(2)
    tone = neck_tone(np.array([0.02, 0.5]), at_once, planned=False)
    assert tone[0] < tone[1] == 1.0
    assert (neck_tone(np.array([0.02, 0.5]), at_once, planned=True) == 1.0).all()


def test_a_rope_lets_a_neck_start_in_time_and_a_cable_without_slack_does_not(body: Measures) -> None:
    """80 kg on 5 m of rope, (k1 + k2)/L of some 5 kN/m: a quarter of the swing is a fifth of a second."""
    ropes = {"material": "dynamic rope", "static_stretch": "8 %", "impact_force": "8.5 kN", "breaking_load": "22 kN"}
    cables = {"material": "steel cable", "diameter": "5 mm", "build": "7x19", "breaking_load": "15 kN"}
    tones = []
    for words in (ropes, cables):
        held = held_by("it", Line.model_validate(words), mass_kg=body.mass_kg, most_drop_m=1.0, lengths_m=(4.0, 6.0))
        rises = rises_s(held, np.array([0.2]), mass_kg=body.mass_kg)
        tones.append(neck_tone(np.array([0.01]), rises, planned=False)[0])
    assert tones[0] == 1.0 > tones[1]
    assert rises_s(None, np.array([0.2]), mass_kg=body.mass_kg)[0] == 0.0


def test_takes_that_do_not_pass_through_a_world_feel_nothing_of_it(body: Measures) -> None:
    """And those that do feel the same as if all had."""
    swings = performer(body, human_tissue(), posture="swinging", spine=True)
    scene = FacedWorld(swings, "sternal", 80e3, 1e6).scene()
    speeds = np.array([0.0, 2.0, 0.0])
    draws = Draws({"swing_m_s": speeds}, np.zeros(3, dtype=np.int64))
    tool = body_load("double", "head_3ms", prefix=FALLER)

    def knobs(draws: Draws, _takes: object, _state: object) -> dict[str, Floats]:
        still = np.zeros(len(draws.branch))
        return {"lean_rad": still, "turn_rad": still + np.pi, "speed_m_s": draws.values["swing_m_s"]}

    all_of_them = World("face", lambda _: scene, knobs, (tool,))
    some = World("face", lambda _: scene, knobs, (tool,), passes=lambda draws: draws.values["swing_m_s"] > 0)
    one, other = (simulate(Prepared((each,)), "stiff", draws, threads=1)[0] for each in (all_of_them, some))
    assert other["double/head_3ms"][1] == one["double/head_3ms"][1]
    assert (other["double/head_3ms"][[0, 2]] == 0.0).all()
