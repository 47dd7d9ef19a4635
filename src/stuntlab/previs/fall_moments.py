"""The moments of a fall: when somebody goes, when more than their feet touch, when they are deepest.

The decisive frame is that of first contact: it shows how flat they come and onto what, and it is the last one before a
catcher would give the trick away. Down stairs a body touches all the time; there it is the frame half-way down (J).
"""

from __future__ import annotations

from collections.abc import Sequence

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DrivesLoose, OnStairs
from stuntlab.gear.step_field import Stairs
from stuntlab.people.posture import reach_down_m
from stuntlab.previs.footage import Timing
from stuntlab.previs.motion import Motion
from stuntlab.scene.field import Slab

STANDS_S, _WAITS_S, _HELD_S = 0.7, 0.3, 0.5
"""On the edge before a fall from a height, upright before other falls, and after the last frame (J)."""

AT_REST_M_S, _AT_REST_OVER_S = 0.3, 0.2
"""Never faster than this in the last fifth of a second the hips have come to rest: as on stairs (`half_way`, J). Who
is thrown back up by what catches is as slow for a moment, deepest and highest, and not for so long."""

_ON_THE_EDGE_S = -0.3
_LEAVES = 0.3
"""Share of the time in the air after which it is seen that somebody has left the edge (J)."""

_ON_THE_BONNET_S = 0.3
"""After a car has met somebody, when head and shoulders come to it at the speeds of stunts (C)."""

_A_WAY_S = 0.1
"""A fall that takes no longer to touch has no half of its way to be seen (J)."""

_FALLS_M_S = 1.0
"""Whoever comes down faster than this when a simulation begins did not begin there (J); nobody is pushed down so."""

_CLEAR_M = 0.05
"""What is no further from the floor where a fall begins is stood on, and says nothing when it touches (J)."""

_REACHES_OUT = ("forearm", "foot")
"""Ends of the names of bodies whose touch is not yet that of the fall: a hand or a foot that is put down first."""


def timing_of(gag: Gag, motion: Motion, slabs: Sequence[Slab]) -> Timing:
    """The moments of a take. slabs: what its scene holds to come down on."""
    if isinstance(gag, OnStairs):
        return _timing_down_stairs(motion, gag.stairs)
    if isinstance(gag, DrivesLoose):
        return _over_a_car(motion, slabs)
    return _from_a_height(motion) if motion.meets_s else _goes_over(motion, slabs)


def timing_by_machine(motion: Motion) -> Timing:
    """The moments in which a machine sets somebody in motion, or slows them down: it ends while it still has them."""
    begins_s, ends_s = float(motion.time_s[0]), float(motion.time_s[-1])
    half_s = (begins_s + ends_s) / 2
    beats = {"it begins": begins_s, "half-way": half_s, end_words(motion): ends_s}
    return Timing(begins_s - _WAITS_S, _ends_s(motion), ends_s, "it begins", beats, None)


def timing_of_arrest(motion: Motion) -> Timing:
    """The moments in which a line takes up somebody who falls: from where it is straight to where it holds them."""
    begins_s, ends_s = float(motion.time_s[0]), float(motion.time_s[-1])
    lowest_s = _deepest(motion, begins_s).get("deepest", ends_s)
    beats = {"the line is straight": begins_s, "lowest": lowest_s, end_words(motion): ends_s}
    if lowest_s >= ends_s:
        del beats["lowest"]
    return Timing(begins_s - _WAITS_S, _ends_s(motion), lowest_s, "the line is straight", beats, None)


def _from_a_height(motion: Motion) -> Timing:
    lands_s = motion.meets_s
    half_way_s = _when_down_to(motion, 0.5, until_s=lands_s)
    beats = {
        "on the edge": _ON_THE_EDGE_S, "leaves the edge": _LEAVES * lands_s, "half-way down": half_way_s,
        "first contact": lands_s, **_deepest(motion, lands_s),
    }  # fmt: skip
    return Timing(-STANDS_S, _ends_s(motion), lands_s, "first contact", beats, lands_s)


def _goes_over(motion: Motion, slabs: Sequence[Slab]) -> Timing:
    if _comes_down_m_s(motion) > _FALLS_M_S:
        return timing_of_landing(motion)
    touches_s, goes_s, last_s = first_contact_s(motion, slabs), float(motion.time_s[0]), float(motion.time_s[-1])
    if touches_s >= last_s:
        return _meets_nothing(motion)
    half_way_s = _when_down_to(motion, 0.5, until_s=touches_s)
    way = {"half-way down": half_way_s} if touches_s - goes_s > _A_WAY_S else {}
    beats = {
        "before it": goes_s, **way, "first contact": touches_s,
        **_deepest(motion, touches_s), end_words(motion): last_s,
    }  # fmt: skip
    return Timing(goes_s - _WAITS_S, _ends_s(motion), touches_s, "first contact", beats, touches_s)


def timing_of_landing(motion: Motion) -> Timing:
    """A landing alone: its simulation begins where the body first touches."""
    begins_s, last_s = float(motion.time_s[0]), float(motion.time_s[-1])
    deepest = {word: time_s for word, time_s in _deepest(motion, begins_s).items() if time_s < last_s}
    beats = {"first contact": begins_s, **deepest, end_words(motion): last_s}
    return Timing(begins_s, _ends_s(motion), begins_s, "first contact", beats, begins_s)


def _comes_down_m_s(motion: Motion) -> float:
    """How fast the hips go down in the first frame."""
    fallen_m = float(motion.subject_m[0, 2] - motion.subject_m[1, 2])
    return fallen_m / float(motion.time_s[1] - motion.time_s[0])


def _over_a_car(motion: Motion, slabs: Sequence[Slab]) -> Timing:
    """The frame that has to be believed is the one in which they lie on the bonnet; the road comes later, if at all."""
    begins_s, last_s = float(motion.time_s[0]), float(motion.time_s[-1])
    on_it_s = min(begins_s + _ON_THE_BONNET_S, last_s)
    comes_down_s = first_contact_s(motion, slabs)
    down = {"comes down": comes_down_s} if on_it_s < comes_down_s < last_s else {}
    beats = {"contact": begins_s, "on the bonnet": on_it_s, **down, end_words(motion): last_s}
    return Timing(begins_s - _WAITS_S, _ends_s(motion), on_it_s, "contact", beats, begins_s)


def _meets_nothing(motion: Motion) -> Timing:
    """A part of a gag in which nobody comes down: a pull up to where the line lets go."""
    goes_s, last_s = float(motion.time_s[0]), float(motion.time_s[-1])
    beats = {"it begins": goes_s, "half-way through": (goes_s + last_s) / 2, end_words(motion): last_s}
    return Timing(goes_s - _WAITS_S, _ends_s(motion), last_s, "it begins", beats, None)


def _timing_down_stairs(motion: Motion, stairs: Stairs) -> Timing:
    ends_s, last = float(motion.time_s[-1]), _end_on_stairs(motion, stairs)
    quarter, half, three_quarters = (_when_down_to(motion, share, until_s=ends_s) for share in (0.25, 0.5, 0.75))
    beats = {
        "it begins": 0.0, "a quarter down": quarter, "half-way down": half, "three quarters down": three_quarters,
        last: ends_s,
    }  # fmt: skip
    return Timing(0.0, _ends_s(motion), half, "it begins", beats, None)


def end_of(gag: Gag, motion: Motion) -> str:
    """What the last frame of a take shows, and where on its stairs."""
    return _end_on_stairs(motion, gag.stairs) if isinstance(gag, OnStairs) else end_words(motion)


def _end_on_stairs(motion: Motion, stairs: Stairs) -> str:
    """A take that does not reach the foot says on which step it ends, one that leaves them how far to their side."""
    ahead_m, aside_m = float(motion.subject_m[-1, 0]), abs(float(motion.subject_m[-1, 1]))
    where = "" if ahead_m >= stairs.run_m else f", on step {stairs.step_at(ahead_m)} of {stairs.steps}"
    off = f", {aside_m:.1f} m beside the middle of the stairs, off their side" if aside_m > stairs.half_width_m else ""
    return f"{end_words(motion)}{where}{off}"


def end_words(motion: Motion) -> str:
    """What the last frame of a simulation shows: somebody at rest, or whoever is still on their way."""
    before = int(np.searchsorted(motion.time_s, motion.time_s[-1] - _AT_REST_OVER_S))
    moved_m = np.linalg.norm(np.diff(motion.subject_m[before:], axis=0), axis=1)
    speeds_m_s = moved_m / np.maximum(np.diff(motion.time_s[before:]), 1e-6)
    fastest_m_s = float(speeds_m_s.max(initial=0.0))
    if fastest_m_s < AT_REST_M_S:
        return "comes to rest"
    return f"the simulation ends, still moving at {fastest_m_s:.1f} m/s"


def _ends_s(motion: Motion) -> float:
    return float(motion.time_s[-1]) + _HELD_S


def _hips_m(motion: Motion) -> Floats:
    """Height of the first body's hips, [frame]."""
    return motion.subject_m[:, 2]


def _when_down_to(motion: Motion, share: float, *, until_s: float) -> float:
    """When the hips have first come down so much of the way they go down until then."""
    before = motion.time_s <= until_s
    height, time_s = _hips_m(motion)[before], motion.time_s[before]
    wanted = height[0] - share * (height[0] - height.min())
    after = int(np.argmax(height <= wanted))
    if after == 0:
        return float(time_s[0])
    return float(np.interp(-wanted, -height[after - 1 : after + 1], time_s[after - 1 : after + 1]))


def _deepest(motion: Motion, touches_s: float) -> dict[str, float]:
    """When the hips are lowest after contact; nothing where the take ends with it."""
    after = motion.time_s > touches_s
    if not after.any():
        return {}
    return {"deepest": float(motion.time_s[after][np.argmin(_hips_m(motion)[after])])}


def first_contact_s(motion: Motion, slabs: Sequence[Slab]) -> float:
    """When more than hands and feet, or what they sat on, comes down to what lies there; the end where nothing does.

    slabs: what lies on the ground.
    """
    model = motion.model
    data = mujoco.MjData(model)
    moving = np.flatnonzero(model.body_weldid[model.geom_bodyid])
    clear = np.array([geom for geom in moving if not model.body(model.geom_bodyid[geom]).name.endswith(_REACHES_OUT)])
    for frame, time_s in enumerate(motion.time_s):
        data.qpos[:] = motion.qpos[frame]
        mujoco.mj_kinematics(model, data)
        above = np.array([_above_m(model, data, int(geom), slabs) for geom in clear])
        if frame == 0:
            clear = clear[above > _CLEAR_M]
        elif (above <= 0).any():
            return float(time_s)
    return float(motion.time_s[-1])


def _above_m(model: mujoco.MjModel, data: mujoco.MjData, geom: int, slabs: Sequence[Slab]) -> float:
    """How far a geom is above what lies under it: each end of a capsule, the middle of anything else."""
    middle, axis = data.geom_xpos[geom], data.geom_xmat[geom].reshape(3, 3)[:, 2]
    if model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_CAPSULE:
        radius, half = model.geom_size[geom, :2]
        return min(_over(middle + end * half * axis, slabs) for end in (-1, 1)) - float(radius)
    return _over(middle, slabs) - float(reach_down_m(model, data, geom))


def _over(point: Floats, slabs: Sequence[Slab]) -> float:
    """Height of a point over what lies under it."""
    x, y, z = point.tolist()
    under = [one for one in slabs if one.low_m[0] <= x <= one.high_m[0] and one.low_m[1] <= y <= one.high_m[1]]
    return float(z) - max((one.high_m[2] for one in under), default=0.0)
