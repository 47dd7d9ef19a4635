"""Drawn bodies do not pass through each other: signed distances of skins, over the frames of strikes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numba import njit
from scipy.spatial import cKDTree

from stuntlab.gags import gags_of
from stuntlab.pipeline.rehearse import Hands
from stuntlab.pipeline.settle import rehearse_until_settled
from stuntlab.plan import Plan, parse_plan
from stuntlab.previs.drawn_striker import LEAD_S
from stuntlab.previs.replay import WORST, choose, motion_of, replay_takes
from stuntlab.previs.strike_pictures import act_gag
from stuntlab.previs.take_stage import stage_of
from stuntlab.report.still import Painted
from stuntlab.verdict import read_limits

DEEPEST_M = 0.02
"""Cloth over skin, and between the vertices of a mesh whose edges are 2 to 3 cm long."""

SKIN_VERTICES = 10_758
"""Of the mesh of a whole body; that of hair has fewer."""

_PLAN = """
stunt: blow
people:
  giver: {job: stunt performer, height: 183 cm, mass: 88 kg, sex: male}
  receiver: {job: stunt performer, height: 168 cm, mass: 60 kg, sex: female%s}
place: {floor: wood}
action:
  - %s
"""
KICK = "kick: {by: giver, to: receiver, at: %s, foot_speed: 5 ± 0.5 m/s, gap: %s, style: %s}"
PUNCH = "punch: {by: giver, to: receiver, at: %s, hand_speed: 6 ± 0.5 m/s, gap: %s, style: %s}"
SITS = ", sits: 45 cm"


def planned(action: str, person: str = "") -> Plan:
    return parse_plan(_PLAN % (person, action))


def bodies(things: Sequence[Painted]) -> tuple[Painted, Painted]:
    """The skins of two people; hair is a mesh of its own beside them."""
    one, other = (thing for thing in things if len(thing.vertices) == SKIN_VERTICES)
    return one, other


def deepest_m(one: Painted, other: Painted) -> float:
    """How deep vertices of one skin lie inside another, m: by winding number, and the nearest vertex."""
    low, high = other.vertices.min(axis=0), other.vertices.max(axis=0)
    near = one.vertices[((one.vertices > low) & (one.vertices < high)).all(axis=1)]
    tree = cKDTree(other.vertices)
    near = near[tree.query(near)[0] < 0.15] if len(near) else near
    inside = np.array([_winds(point, other.vertices, other.triangles) > 0.5 for point in near], dtype=bool)
    return float(tree.query(near[inside])[0].max()) if inside.any() else 0.0


@njit
def _winds(point: np.ndarray, vertices: np.ndarray, triangles: np.ndarray) -> float:
    """How often a skin goes round a point: the solid angles of its triangles (Van Oosterom & Strackee 1983)."""
    x, y, z = (vertices - point).T
    turns = 0.0
    for i, j, k in triangles:
        la = np.sqrt(x[i] ** 2 + y[i] ** 2 + z[i] ** 2)
        lb = np.sqrt(x[j] ** 2 + y[j] ** 2 + z[j] ** 2)
        lc = np.sqrt(x[k] ** 2 + y[k] ** 2 + z[k] ** 2)
        ab = x[i] * x[j] + y[i] * y[j] + z[i] * z[j]
        bc = x[j] * x[k] + y[j] * y[k] + z[j] * z[k]
        ca = x[k] * x[i] + y[k] * y[i] + z[k] * z[i]
        over = (
            x[i] * (y[j] * z[k] - z[j] * y[k]) + y[i] * (z[j] * x[k] - x[j] * z[k]) + z[i] * (x[j] * y[k] - y[j] * x[k])
        )
        turns += np.arctan2(over, la * lb * lc + ab * lc + bc * la + ca * lb)
    return turns / (2 * np.pi)


@pytest.mark.parametrize(
    ("action", "person"),
    [
        (KICK % ("abdomen", "0 ± 3 cm", "front"), ""),
        (KICK % ("chest", "0 ± 3 cm", "side"), ""),
        (KICK % ("chest", "30 ± 6 cm", "front"), SITS),
        (PUNCH % ("face", "12 ± 5 cm", "straight"), ""),
        (PUNCH % ("face", "5 ± 5 cm", "hook"), ""),
        (PUNCH % ("abdomen", "0 ± 3 cm", "straight"), SITS),
    ],
    ids=["front kick", "side kick", "kick at a seat", "punch", "hook", "punch at a seat"],
)
def test_an_acted_strike_passes_through_nobody(action: str, person: str) -> None:
    plan = planned(action, person)
    acted = act_gag(plan, gags_of(plan)[0])
    depths = []
    for time_s in np.linspace(acted.begins_s, min(acted.ends_s, 1.0), 18):
        giver, receiver = bodies(acted.frame(float(time_s)))
        depths.append(deepest_m(giver, receiver))
    assert max(depths) < DEEPEST_M, np.round(depths, 3)


@pytest.mark.parametrize(
    "action",
    [KICK % ("abdomen", "0 ± 3 cm", "front"), PUNCH % ("abdomen", "0 ± 3 cm", "straight")],
    ids=["kick", "punch"],
)
def test_the_worst_take_shows_who_strikes_and_a_body_that_goes_with_the_blow(action: str) -> None:
    """Nobody passes through anybody from wind-up to fall; foot or hand is at the skin while it touches."""
    plan = planned(action)
    (gag,) = gags_of(plan)
    limits = read_limits()
    rehearsal = rehearse_until_settled(gag, plan, limits, seed=0, budget=2, hands=Hands()).rehearsal
    worst = next(take for take in choose(rehearsal, limits) if take.why == WORST)
    (replayed,) = replay_takes(rehearsal, [worst])
    motion = motion_of(replayed)
    stage = stage_of(gag, motion, replayed.slabs)
    assert stage.striker is not None
    assert stage.striker.name == "giver"
    times = [-LEAD_S, -0.1, 0.0, 0.02, 0.05, 0.08, 0.12, 0.2, 0.35, float(motion.time_s[-1])]
    frames = [bodies(things) for things in stage.frames(times)]
    depths = [deepest_m(giver, receiver) for receiver, giver in frames]
    assert max(depths) < DEEPEST_M, np.round(depths, 3)
    touching = [cKDTree(receiver.vertices).query(giver.vertices)[0].min() for receiver, giver in frames[2:4]]
    assert max(touching) < 0.03
    moved = np.linalg.norm(frames[-1][0].vertices.mean(axis=0) - frames[2][0].vertices.mean(axis=0))
    assert moved > 0.02, "who is struck reacts"
