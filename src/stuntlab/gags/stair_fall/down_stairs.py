"""A performer just above the top of a flight of stairs, legs and spine unloaded: the world of every stair fall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import mujoco
import numpy as np
from scipy.spatial.transform import Rotation

from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.gags.falling.going_down import PLACE, SPEED, start_knobs
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.falling.lean import HEAD_ASIDE, between
from stuntlab.gags.falling.muscle_knobs import chin_knob, form_knob, head_aside_knob
from stuntlab.gags.stair_fall.step_contacts import touches_of
from stuntlab.gear.foam import foam_of
from stuntlab.gear.ground import Soft
from stuntlab.gear.pad import FoamPad
from stuntlab.gear.step_field import (
    Hold,
    Push,
    SoftFoot,
    Stairs,
    Touch,
    hands_off_knob,
    rise_knob,
    step_field,
    touches_knob,
)
from stuntlab.geometry import quaternion, rotation
from stuntlab.people import Performer, Posture, put_posture
from stuntlab.scene.contacts import write_pairs
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.field import Field
from stuntlab.scene.scene import Phase, Scene, sensor_channels

CLEAR_M = 0.01
FOOT_M_S = 3.0
"""How fast what is soft at the foot of stairs is crushed (judgement)."""

SPARE_M = 0.10
"""Room for a body that folds to fit between two walls to turn a little between them (judgement)."""

FOLDS = 5


def combine_turns(*turns: tuple[str, float]) -> Floats:
    """A quaternion of turns about world axes, the last one first."""
    axes, angles = zip(*turns, strict=True)
    return quaternion(Rotation.from_euler("".join(axes).upper(), angles))


@dataclass(frozen=True, slots=True)
class StairWorld:
    """Who goes down which stairs, in what, onto what.

    folds_to: the posture in which they fit between walls that are too near for theirs. end: "soft" or "stiff". pads:
    region of the body -> what is worn there. push: what they help themselves on with.
    hold: the moment with which hands hold the trunk's lean at most, N·m, and that lean ahead of upright, rad.
    """

    faller: Performer
    folds_to: Posture
    stairs: Stairs
    foot: Soft | None
    end: str
    step_stiffness_n_per_m: float
    wall_stiffness_n_per_m: float
    friction: float
    pads: Mapping[str, FoamPad]
    push: Push | None
    hold: tuple[float, float] | None
    lasts_s: float
    timestep_s: float

    def scene(self) -> Scene:
        """Compile it."""
        spec = empty_world()
        spec.attach(self.faller.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
        write_pairs(spec, [])
        bare = spec.compile()
        spec.nuserdata = len(self._field(bare).memory)
        model = spec.compile()
        field = self._field(model)
        guard = touches_knob(self._touches(model), self._touches(model, guarded=True))
        knobs = {
            "rise_m": rise_knob(),
            "guard": guard,
            "hands_off": hands_off_knob(),
            "fold": form_knob(model, self.faller.posture, self.folds_to, prefix=FALLER),
            "chin_rad": chin_knob(model, prefix=FALLER),
            "head_aside_rad": head_aside_knob(model, prefix=FALLER),
            **start_knobs(model),
        }
        start = put_posture(model, self.faller.posture, prefix=FALLER, lowest_m=self.stairs.height_m, in_the_air=True)
        return Scene(
            model, sensor_channels(model), knobs, start, (Phase("blow", self.lasts_s, self.timestep_s),), field
        )

    def _field(self, model: mujoco.MjModel) -> Field:
        root = int(model.body(FALLER + "pelvis").id)
        hold = Hold(int(model.body(FALLER + "thorax").id), *self.hold) if self.hold else None
        return step_field(self.stairs, self._foot(), self._touches(model), root=root, push=self.push, hold=hold)

    def _touches(self, model: mujoco.MjModel, *, guarded: bool = False) -> list[Touch]:
        return touches_of(
            model,
            self.faller,
            prefix=FALLER,
            floor_stiffness_n_per_m=self.step_stiffness_n_per_m,
            wall_stiffness_n_per_m=self.wall_stiffness_n_per_m,
            pads=self.pads,
            friction=self.friction,
            guarded=guarded,
        )

    def _foot(self) -> SoftFoot | None:
        if self.foot is None:
            return None
        foam = foam_of(self.foot.foam, self.foot.height_m, end=self.end)
        return SoftFoot(foam.carries_m, foam.mean_pa(FOOT_M_S), 2 * foam.returns)

    def find_fold(self, scene: Scene, *, turn: Floats) -> float:
        """How far the body folds to fit between the walls with room to spare: no further than it must, 1 at most."""
        shares = np.linspace(0.0, 1.0, FOLDS)
        fits = [self.fits(scene, self.pose(scene, turn, fold=share, chin_rad=0.0), spare_m=SPARE_M) for share in shares]
        return float(shares[int(np.argmax(fits))]) if any(fits) else 1.0

    def fits(self, scene: Scene, qpos: Floats, *, spare_m: float = 0.0) -> bool:
        """Whether a pose has room between the walls."""
        low, high = self._across(scene.model, qpos)
        return not all(self.stairs.walls) or high - low + spare_m <= 2 * self._room_m

    def pose(self, scene: Scene, turn: Floats, *, fold: float, chin_rad: float, head_aside_rad: float = 0.0) -> Floats:
        """`qpos` of the body turned, folded, with its chin tucked and its head bent to its right, at the origin."""
        model, qpos = scene.model, scene.start.copy()
        root = int(model.joint(FALLER + "root").qposadr[0])
        angles = between(self.faller.posture, self.folds_to, form=fold, chin_rad=chin_rad)
        angles |= {joint: share * head_aside_rad for joint, share in HEAD_ASIDE.items()}
        for joint, angle in angles.items():
            qpos[model.joint(FALLER + joint).qposadr[0]] = angle
        qpos[root : root + 7] = [0.0, 0.0, 0.0, *turn]
        return qpos

    def start(
        self, scene: Scene, qpos: Floats, *, at_m: tuple[float, float], velocity: tuple[Floats, Floats]
    ) -> dict[str, float]:
        """The knobs that put the body just above the line of the nosings (or above the ground of the stairwell).

        qpos: its `pose`. at_m: of the pelvis, along and across, moved clear of walls; velocity: of the pelvis and of
        its turning, world axes.

        Raises: UserError for a body that does not fit between the walls.
        """
        model = scene.model
        root = int(model.joint(FALLER + "root").qposadr[0])
        turn = qpos[root + 3 : root + 7]
        qpos[root : root + 2] = at_m
        along, across = at_m[0], at_m[1] + self._clear_of_walls(model, qpos)
        qpos[root + 1] = across
        height = self._lift(model, qpos)
        linear, turning = velocity
        own = rotation(turn).inv().apply(turning)
        placed = dict(zip(PLACE, (along, across, height, *turn), strict=True))
        return {
            name: float(value) for name, value in {**placed, **dict(zip(SPEED, (*linear, *own), strict=True))}.items()
        }

    def _lift(self, model: mujoco.MjModel, qpos: Floats) -> float:
        """How high the pelvis must be for every point to clear what is below it."""
        places, reach = self._places(model, qpos)
        return float(np.max(self._line(places[:, 0], places[:, 1]) - places[:, 2] + reach)) + CLEAR_M

    @property
    def _room_m(self) -> float:
        """From the middle of the flight to where a body is clear of a wall."""
        return self.stairs.half_width_m - CLEAR_M

    def _across(self, model: mujoco.MjModel, qpos: Floats) -> tuple[float, float]:
        """From where to where a pose reaches across the stairs, m."""
        places, reach = self._places(model, qpos)
        return float(np.min(places[:, 1] - reach)), float(np.max(places[:, 1] + reach))

    def _clear_of_walls(self, model: mujoco.MjModel, qpos: Floats) -> float:
        """How far aside the pelvis must go for every point to clear the walls."""
        left, right = self.stairs.walls
        if not left and not right:
            return 0.0
        low, high = self._across(model, qpos)
        room = self._room_m
        if left and right and high - low > 2 * room:
            raise UserError(
                f"the body, folded as small as it goes, lies {high - low:.2f} m across the stairs and there are "
                f"{2 * room:.2f} m between the walls: give the width there is (width: 2 m), leave out a wall, or take "
                "another style"
            )
        from_left = min(room - high, 0.0) if left else 0.0
        return max(from_left, -room - low) if right else from_left

    def _places(self, model: mujoco.MjModel, qpos: Floats) -> tuple[Floats, Floats]:
        """Where the points of the body are, [point, 3], and how big, [point]."""
        data = mujoco.MjData(model)
        data.qpos[:] = qpos
        mujoco.mj_kinematics(model, data)
        touches = self._touches(model, guarded=True)
        places = np.array([data.xpos[one.body] + data.xmat[one.body].reshape(3, 3) @ one.at_m for one in touches])
        return places, np.array([one.radius_m for one in touches])

    def _line(self, x: Floats, y: Floats) -> Floats:
        """Height of the line of the nosings, of the landings at both ends, and of the stairwell beside."""
        stairs = self.stairs
        slope = stairs.height_m - np.clip(x, 0, stairs.run_m) * stairs.rise_m / stairs.tread_m
        line = np.where(x >= stairs.run_m, stairs.rise_m, slope)
        in_well = (np.abs(y) > stairs.half_width_m) & (stairs.well_m > 0)
        return np.asarray(np.where(in_well, -stairs.well_m, line))
