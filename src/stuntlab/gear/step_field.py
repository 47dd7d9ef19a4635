"""Stairs as a landing field: points of a body press on treads, risers and nosings with true stiffness and friction.

Stairs run down along +x, as wide as `half_width_m` on both sides of y = 0; z is 0 at the foot, where something soft may
lie; beside them is a stairwell. What a point is made of is worked out where bodies are known; here is only the
geometry. `step_contact.py` has the forces, `step_memory.py` the memory of a take.

Walls, where there are some, stand beside the flight from one end to the other.

Valid for: straight flights without winders; bodies that come down them. Balusters are not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, floor, hypot, sin

import numpy as np
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.gear.step_contact import press
from stuntlab.gear.step_memory import COUNT, HEADER, HOLD_SHARE, POINT, RISE
from stuntlab.scene.engine_memory import (
    engine_callback,
    floats_at,
    integer_at,
    memory_of_take,
    offset_of,
    offset_of_memory_size,
)
from stuntlab.scene.field import Field, Slab
from stuntlab.scene.scene import Knob

AT_REST_M_S = 0.3
"""Slower than this a body has come to rest on stairs or at their foot; faster, it is on its way (judgement)."""

_LANDING_M = 2.0
"""How much is drawn of the landings at both ends (J)."""


@dataclass(frozen=True, slots=True)
class Stairs:
    """One flight. well_m: how deep the stairwell is below the foot of the stairs; 0 where the floor goes on.

    walls: whether one stands on the left (y positive) and on the right of who goes down.
    """

    steps: int
    rise_m: float
    tread_m: float
    half_width_m: float = 0.6
    well_m: float = 0.0
    walls: tuple[bool, bool] = (False, False)

    @property
    def height_m(self) -> float:
        return self.steps * self.rise_m

    @property
    def run_m(self) -> float:
        """From the top riser to the bottom one; there is a tread less than there are risers."""
        return (self.steps - 1) * self.tread_m

    def step_at(self, ahead_m: float) -> int:
        """Which step is below a place so far ahead of the top riser: 0 the top, 1 the first down, `steps` the foot."""
        return int(min(max(floor(ahead_m / self.tread_m) + 1, 0), self.steps))

    @property
    def slope_m(self) -> float:
        """Length of the line of the nosings."""
        return hypot(self.run_m, self.height_m)


@dataclass(frozen=True, slots=True)
class SoftFoot:
    """Something soft at the foot of the stairs: how deep it crushes, what it bears while it does, what it gives back.

    It is as high as it crushes, and below it is the floor.
    """

    crushes_m: float
    stress_pa: float
    springs_back: float


@dataclass(frozen=True, slots=True)
class Helped:
    """Another body that bears a share of what a point of this one meets, so much force at most: by arms, say."""

    body: int
    share: float
    most_n: float


@dataclass(frozen=True, slots=True)
class Touch:
    """A point of a body, a ball, and the spring it presses with, hardest from `deep_m` on.

    slip_ns_per_m: viscous friction below the slip force. area_m2: what it presses into something soft. returns: share
    of its force that is left on the way out. wall_n_per_m: the two stiffnesses against a wall; None: as against steps.
    helped: None: its own body bears all of it.
    """

    body: int
    at_m: tuple[float, float, float]
    radius_m: float
    stiffness_n_per_m: float
    hardest_n_per_m: float
    deep_m: float
    damping_ns_per_m: float
    friction: float
    slip_ns_per_m: float
    area_m2: float
    returns: float = 1.0
    wall_n_per_m: tuple[float, float] | None = None
    helped: Helped | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """What somebody pushes themselves on with, at most, and how fast down the line of the nosings they mean to be."""

    most_n: float
    until_m_s: float


@dataclass(frozen=True, slots=True)
class Hold:
    """A body whose lean hands on the steps hold, with so much moment at most; lean_rad: ahead of upright."""

    body: int
    most_nm: float
    lean_rad: float


def step_field(
    stairs: Stairs,
    foot: SoftFoot | None,
    touches: Sequence[Touch],
    *,
    root: int,
    push: Push | None = None,
    hold: Hold | None = None,
) -> Field:
    """The field of stairs for one body; root: the body its joint to the world belongs to."""
    pushes = (push.most_n, push.until_m_s) if push else (0.0, 0.0)
    holds = (hold.body, hold.most_nm, sin(hold.lean_rad), cos(hold.lean_rad), 1.0) if hold else (0.0,) * 5
    soft = (foot.crushes_m, foot.stress_pa, foot.springs_back) if foot else (0.0, 0.0, 1.0)
    header = [
        len(touches), root, stairs.steps, stairs.rise_m, stairs.tread_m, stairs.half_width_m, -stairs.well_m, *soft,
        *stairs.walls, *pushes, *holds,
    ]  # fmt: skip
    memory = np.concatenate([header, _points(touches)]).astype(float)
    return Field(_callback().ctypes, memory, tuple(_slabs(stairs, foot)))


def _points(touches: Sequence[Touch]) -> Floats:
    """What the memory of a take holds of its points, one after another."""
    points = [
        [
            touch.body, *touch.at_m, touch.radius_m, touch.stiffness_n_per_m, touch.hardest_n_per_m, touch.deep_m,
            touch.damping_ns_per_m, touch.friction, touch.slip_ns_per_m, touch.area_m2, touch.returns,
            *(touch.wall_n_per_m or (touch.stiffness_n_per_m, touch.hardest_n_per_m)),
            *((touch.helped.body, touch.helped.share, touch.helped.most_n) if touch.helped else (touch.body, 0.0, 0.0)),
        ]
        for touch in touches
    ]  # fmt: skip
    return np.ravel(np.asarray(points, dtype=float))


def touches_knob(touches: Sequence[Touch], others: Sequence[Touch]) -> Knob:
    """A knob that takes the points of a body from one list (0) to another of the same length (1)."""
    from_, to = _points(touches), _points(others)
    changes = np.flatnonzero(from_ != to)

    def put(batch: Batch, values: Floats) -> None:
        batch.userdata[:, HEADER + changes] = from_[changes] + values[:, None] * (to - from_)[changes]

    return put


def _slabs(stairs: Stairs, foot: SoftFoot | None) -> Iterator[Slab]:
    """The landing at the top, the treads, and what lies at the foot."""
    half = stairs.half_width_m
    for step in range(stairs.steps):
        begins = (step - 1) * stairs.tread_m if step else -_LANDING_M
        top = stairs.height_m - step * stairs.rise_m
        yield Slab((begins, -half, 0.0), (step * stairs.tread_m, half, top), soft=False)
    if foot:
        ends = stairs.run_m + _LANDING_M
        yield Slab((stairs.run_m, -half, 0.0), (ends, half, foot.crushes_m), soft=True, stays=True)


def rise_knob() -> Knob:
    """A knob that says how high each step of a take's stairs is, m."""

    def put(batch: Batch, values: Floats) -> None:
        batch.userdata[:, RISE] = values

    return put


def hands_off_knob() -> Knob:
    """A knob that takes hands off the steps: 0 all there, 1 none."""

    def put(batch: Batch, values: Floats) -> None:
        batch.userdata[:, HOLD_SHARE] = 1.0 - values

    return put


@cache
def _callback():  # type: ignore[no-untyped-def]
    """`press` as the engine calls it."""
    names = ("userdata", "xpos", "xmat", "xipos", "cvel", "subtree_com", "xfrc_applied")
    memory_at, place_at, turn_at, centre_at, speed_at, about_at, force_at = (offset_of(name) for name in names)
    size_at, header, point, count_at = offset_of_memory_size(), HEADER, POINT, COUNT

    @engine_callback
    def call(model: int, data: int) -> None:
        memory = memory_of_take(model, data, size_at, memory_at, header, point, count_at)
        if not len(memory):
            return
        bodies = 0
        for index in range(int(memory[count_at])):
            bodies = max(bodies, int(memory[header + point * index]) + 1)
        press(
            memory,
            floats_at(integer_at(data + place_at), 3 * bodies),
            floats_at(integer_at(data + turn_at), 9 * bodies),
            floats_at(integer_at(data + centre_at), 3 * bodies),
            floats_at(integer_at(data + speed_at), 6 * bodies),
            floats_at(integer_at(data + about_at), 3 * bodies),
            floats_at(integer_at(data + force_at), 6 * bodies),
        )

    return call
