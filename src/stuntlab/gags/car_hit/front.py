"""The front of a vehicle that somebody is struck by: bumper, bonnet edge, bonnet, screen, pillars, roof, as springs.

It moves along x on one slide, its foremost point at x = 0 of its own axes. Its speed is held, then braked: friction
that is always there is cancelled by a thrust until the brakes grip, so that it comes to rest and stays there.

Valid for: a car whose bonnet edge lies between knee and hip; fronts of vans and trucks were not compared with anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import atan2, cos, hypot, radians, sin

import mujoco
from mujoco.batch import Batch

from stuntlab.datasets import Floats
from stuntlab.people.surfaces import ContactSurface
from stuntlab.scene.contacts import ContactPair, Hardening, in_series
from stuntlab.scene.scene import Knob
from stuntlab.tables import Sourced, Table, ValueEnds

CAR, DRIVES, THRUST = "car", "car/drives", "car/thrust"
GRIPS_S = 0.15
"""From the first touch of the pedal to full brakes (R-m)."""

_BUMPER_M, _EDGE_M, _PILLAR_M, _SHEET_M, _BAR_M = 0.09, 0.10, 0.04, 0.03, 0.06
_BAR_AHEAD_M, _FLUSH_M = 0.20, 0.05
"""How far ahead of the bumper a ram bar stands, and how far behind its middle the foam that fills the gap ends (J)."""

_LONGEST_S = 60.0
_WHEEL_M = 0.32
_BODY, _GLASS, _DARK = [0.45, 0.08, 0.10, 1.0], [0.30, 0.40, 0.48, 1.0], [0.16, 0.16, 0.17, 1.0]
_TYRE, _FOAM = [0.07, 0.07, 0.08, 1.0], [0.75, 0.62, 0.20, 1.0]
_PAINT = {
    "bumper": _DARK, "edge": _BODY, "bonnet": _BODY, "frame": _BODY, "screen": _GLASS, "ram bar": _FOAM,
}  # fmt: skip


@dataclass(frozen=True)
class FrontShape(Sourced):
    """The profile of a front, m and degrees above the horizontal."""

    bumper_m: float
    edge_m: float
    lead_m: float
    bonnet_m: float
    bonnet_deg: float
    screen_m: float
    screen_deg: float


@dataclass(frozen=True)
class FrontPart(Sourced):
    """How a part gives: stiffness N/m, damping by stiffness s."""

    stiffness: ValueEnds
    settles_s: float


@dataclass(frozen=True)
class FrontCover(Sourced):
    """Something soft on a part: stiffness N/m until it is pressed flat at `closes_m`."""

    stiffness: float
    closes_m: float


@dataclass(frozen=True)
class Slides(Sourced):
    """Coulomb friction of clothes."""

    friction: float


@dataclass(frozen=True)
class FrontNumbers:
    """`front.toml`."""

    shape: dict[str, FrontShape]
    part: dict[str, FrontPart]
    cover: dict[str, FrontCover]
    ground: Slides
    sheet: Slides


FRONT = Table("stuntlab.gags.car_hit", "front.toml", FrontNumbers)


@dataclass(frozen=True, slots=True)
class CarFront:
    """One vehicle as a plan has it. body: the sort of vehicle; mass kg, lengths m."""

    body: str
    mass_kg: float
    half_width_m: float
    bumper_m: float
    edge_m: float
    padded: bool = False
    ram_bar: bool = False

    @property
    def shape(self) -> FrontShape:
        return FRONT.read().shape[self.body]

    @property
    def ahead_m(self) -> float:
        """How far a ram bar stands ahead of the bumper; 0 without one."""
        return _BAR_AHEAD_M if self.ram_bar else 0.0

    def wrap_m(self, back_m: float) -> float:
        """Along the surface from the road to a place so far behind the foremost point of the bumper."""
        shape = self.shape
        along = max(back_m - shape.lead_m - _EDGE_M, 0.0)
        on_bonnet = min(along / cos(radians(shape.bonnet_deg)), shape.bonnet_m)
        beyond = max(along - shape.bonnet_m * cos(radians(shape.bonnet_deg)), 0.0) / cos(radians(shape.screen_deg))
        return self.edge_m + min(back_m, shape.lead_m + _EDGE_M) + on_bonnet + beyond


def front_of(
    body: str,
    *,
    mass_kg: float,
    width_m: float,
    bumper_m: float | None = None,
    edge_m: float | None = None,
    padded: bool = False,
    ram_bar: bool = False,
) -> CarFront:
    """A front with the usual heights of its sort where they are not given."""
    shape = FRONT.read().shape[body]
    return CarFront(body, mass_kg, width_m / 2, bumper_m or shape.bumper_m, edge_m or shape.edge_m, padded, ram_bar)


def add_front(spec: mujoco.MjSpec, front: CarFront) -> Mapping[str, str]:
    """Put the vehicle into a scene; answers its geoms, each with the part that it is."""
    car = spec.worldbody.add_body(name=CAR)
    car.explicitinertial = True
    car.mass = front.mass_kg
    car.inertia = [front.mass_kg] * 3  # it does not turn
    car.add_joint(name=DRIVES, type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[1, 0, 0], frictionloss=1.0)
    _add_thrust(spec)
    builder = _FrontBuilder(car, {})
    _add_parts(builder, front)
    return builder.parts


def _add_thrust(spec: mujoco.MjSpec) -> None:
    """A force between 0 and 1 (times its gear) that runs down as a clock does."""
    thrust = spec.add_actuator(name=THRUST, target=DRIVES, trntype=mujoco.mjtTrn.mjTRN_JOINT)
    thrust.dyntype = mujoco.mjtDyn.mjDYN_INTEGRATOR
    thrust.gaintype = mujoco.mjtGain.mjGAIN_FIXED
    thrust.gainprm[0] = 1.0
    thrust.actlimited = thrust.forcelimited = True
    thrust.actrange = [0.0, _LONGEST_S / GRIPS_S]
    thrust.forcerange = [0.0, 1.0]


@dataclass(slots=True)
class _FrontBuilder:
    car: mujoco.MjsBody
    parts: dict[str, str]

    def bar(self, name: str, part: str, first: Sequence[float], second: Sequence[float], radius_m: float) -> None:
        """A capsule between two points."""
        self.car.add_geom(
            name=name,
            type=mujoco.mjtGeom.mjGEOM_CAPSULE,
            fromto=[*first, *second],
            size=[radius_m, 0, 0],
            mass=0,
            rgba=_PAINT[part],
        )
        self.parts[name] = part

    def sheet(
        self, name: str, part: str, low: tuple[float, float], high: tuple[float, float], half_width_m: float
    ) -> None:
        """A plate whose upper face runs between two points (x, z)."""
        run, rise = low[0] - high[0], high[1] - low[1]
        tilt = atan2(rise, run)
        middle = [
            (low[0] + high[0]) / 2 - _SHEET_M * sin(tilt), 0.0, (low[1] + high[1]) / 2 - _SHEET_M * cos(tilt)
        ]  # fmt: skip
        self.car.add_geom(
            name=name,
            type=mujoco.mjtGeom.mjGEOM_BOX,
            size=[hypot(run, rise) / 2, half_width_m, _SHEET_M],
            pos=middle,
            quat=[cos(tilt / 2), 0.0, sin(tilt / 2), 0.0],
            mass=0,
            rgba=_PAINT[part],
        )
        self.parts[name] = part

    def block(self, name: str, part: str, *, x_m: tuple[float, float], z_m: tuple[float, float], half_m: float) -> None:
        """A box between two planes across the way and two heights."""
        self.car.add_geom(
            name=name,
            type=mujoco.mjtGeom.mjGEOM_BOX,
            size=[(x_m[1] - x_m[0]) / 2, half_m, (z_m[1] - z_m[0]) / 2],
            pos=[(x_m[0] + x_m[1]) / 2, 0.0, (z_m[0] + z_m[1]) / 2],
            mass=0,
            rgba=_PAINT[part],
        )
        self.parts[name] = part

    def wheel(self, name: str, x_m: float, y_m: float) -> None:
        """One that is only seen: nothing of a body meets it."""
        self.car.add_geom(
            name=name,
            type=mujoco.mjtGeom.mjGEOM_CYLINDER,
            size=[_WHEEL_M, 0.1, 0],
            pos=[x_m, y_m, _WHEEL_M],
            zaxis=[0, 1, 0],
            mass=0,
            rgba=_TYRE,
        )


def _add_parts(add: _FrontBuilder, front: CarFront) -> None:
    shape, half = front.shape, front.half_width_m
    bumper, edge = front.bumper_m, front.edge_m

    def across(x: float, z: float, reach_m: float) -> tuple[list[float], list[float]]:
        return [x, reach_m, z], [x, -reach_m, z]

    add.bar("bumper", "bumper", *across(-_BUMPER_M, bumper, half - 0.2), _BUMPER_M)
    behind = -(shape.lead_m + _EDGE_M)
    add.bar("bonnet edge", "edge", *across(behind, edge - _EDGE_M, half - 0.25), _EDGE_M)
    if edge - bumper > 2 * (_EDGE_M + _BUMPER_M):
        grille = (bumper + _BUMPER_M, edge - 2 * _EDGE_M)
        add.block("grille", "edge", x_m=(behind - 0.4, -shape.lead_m), z_m=grille, half_m=half - 0.1)
    add.block("dam", "bumper", x_m=(behind - 0.4, -shape.lead_m), z_m=(0.18, bumper), half_m=half - 0.1)
    foot = _up_along((behind, edge), shape.bonnet_m, shape.bonnet_deg)
    top = _up_along(foot, shape.screen_m, shape.screen_deg)
    add.sheet("bonnet", "bonnet", (behind, edge), foot, half - 0.15)
    add.sheet("screen", "screen", foot, top, half - 0.3)
    add.bar("cowl", "frame", *across(foot[0], foot[1] - _SHEET_M, half - 0.25), _SHEET_M)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        low, high = [foot[0], sign * (half - 0.2), foot[1]], [top[0], sign * (half - 0.28), top[1]]
        add.bar(f"{side} pillar", "frame", low, high, _PILLAR_M)
    add.sheet("roof", "edge", top, (top[0] - 1.2, top[1] + 0.03), half - 0.3)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        add.wheel(f"{side} front wheel", behind - 0.45, sign * (half - 0.12))
        add.wheel(f"{side} rear wheel", behind - 3.0, sign * (half - 0.12))
    add.block("hull", "edge", x_m=(top[0] - 1.9, foot[0]), z_m=(0.25, foot[1] - _SHEET_M), half_m=half - 0.04)
    add.block("cabin", "screen", x_m=(top[0] - 1.15, top[0]), z_m=(foot[1], top[1] - 2 * _SHEET_M), half_m=half - 0.3)
    if front.ram_bar:
        _add_ram_bar(add, bumper, half - 0.2)


def _add_ram_bar(add: _FrontBuilder, middle_m: float, reach_m: float) -> None:
    """A round bar and foam that fills the gap behind it, as a box (vehicles_fire.md 1.2): a gap would hold a foot.

    The foam ends behind the middle of the bar, so that a leg in front of it does not press both.
    """
    bar_m = _BAR_AHEAD_M - _BAR_M
    add.bar("ram bar", "ram bar", [bar_m, reach_m, middle_m], [bar_m, -reach_m, middle_m], _BAR_M)
    along, up = (-_BUMPER_M, bar_m - _FLUSH_M), (middle_m - _BAR_M, middle_m + _BAR_M)
    add.block("ram bar foam", "ram bar", x_m=along, z_m=up, half_m=reach_m)


def _up_along(start: tuple[float, float], length_m: float, angle_deg: float) -> tuple[float, float]:
    angle = radians(angle_deg)
    return start[0] - length_m * cos(angle), start[1] + length_m * sin(angle)


def front_pair(
    surface: ContactSurface, geom: str, part: str, front: CarFront, *, prefix: str, end: str, worn: FrontCover | None
) -> ContactPair:
    """The contact of a part of a body with one of the front. end: "soft" or "stiff". worn: a pad over that part."""
    numbers = FRONT.read()
    under = numbers.part["bumper" if part == "ram bar" else part]
    sheet = under.stiffness.at(end)
    covers = [worn] if worn else []
    if part == "ram bar":
        covers.append(numbers.cover["ram bar"])
    elif front.padded and part in ("bumper", "edge"):
        covers.append(numbers.cover["foam"])
    bare = surface.pair(
        geom,
        prefix=prefix,
        other_stiffness_n_per_m=sheet,
        friction=numbers.sheet.friction,
        points=min(2, surface.points_on_a_plane),
    )
    lossy = under.settles_s * sheet * (bare.hardest_n_per_m / sheet) ** 2
    return cover_pair(replace(bare, damping_ns_per_m=bare.damping_ns_per_m + lossy), covers)


def cover_pair(bare: ContactPair, covers: Sequence[FrontCover]) -> ContactPair:
    """A contact through something soft, which is pressed flat at the depth of the thickest; as it is without one."""
    if not covers:
        return bare
    soft = in_series(bare.stiffness_n_per_m, *(cover.stiffness for cover in covers))
    flat_m = sum(cover.closes_m for cover in covers)
    return replace(bare, stiffness_n_per_m=soft, hardening=Hardening(bare.hardest_n_per_m, flat_m))


def front_knobs(model: mujoco.MjModel, front: CarFront) -> dict[str, Knob]:
    """Where the foremost point starts and how much higher (m), its speed, how hard (m/s²) and late (s) it brakes."""
    car = int(model.body(CAR).id)
    joint, thrust = model.joint(DRIVES), int(model.actuator(THRUST).id)
    place, speed, clock = int(joint.qposadr[0]), int(joint.dofadr[0]), int(model.actuator_actadr[thrust])

    def start(batch: Batch, values: Floats) -> None:
        batch.qpos[:, place] = values - front.ahead_m

    def run(batch: Batch, values: Floats) -> None:
        batch.qvel[:, speed] = values

    def brake(batch: Batch, values: Floats) -> None:
        batch.expand("dof_frictionloss")[:, speed] = front.mass_kg * values
        batch.expand("actuator_gear")[:, thrust, 0] = front.mass_kg * values
        batch.ctrl[:, thrust] = -1.0 / GRIPS_S

    def late(batch: Batch, values: Floats) -> None:
        batch.act[:, clock] = 1.0 + values / GRIPS_S

    def rise(batch: Batch, values: Floats) -> None:
        batch.expand("body_pos")[:, car, 2] = values

    return {"car_at_m": start, "car_m_s": run, "brakes_m_s2": brake, "brakes_late_s": late, "car_up_m": rise}
