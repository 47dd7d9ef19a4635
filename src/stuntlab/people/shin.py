"""The moments that bend a shin, at sections along it: what gauges round the bone would read.

A rigid shank is cut at a section. What the knee does to it, whatever touches it above the cut and the mass above the
cut, at the acceleration that it has there, leave the moment that the rest must bear (d'Alembert). Ground, weight and
the rest of the body act through knee and ankle and are in it. What muscles and the stop of a bent knee turn the shank
with is not, nor what a calf turns the foot down with, up to its strength: tendons, and flesh on flesh, carry it along
the bone, and no limit was tested so. Whoever lands on the balls of the feet has 150 to 240 N·m there; what is more than
a calf can do bends the bone. In the plane in which a knee bends, it is a hinge here, one of two ends, of which either
may be the worse; sideways all of it counts.

Valid for: peaks that last longer than a shin takes to bend; a bone is rigid here, and struck at points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.geometry import rotation
from stuntlab.people.anthropometry import Measures
from stuntlab.people.skeleton import SIDES, joint_row
from stuntlab.scene.instruments import Axis, ChannelSignal, Signals
from stuntlab.scene.scene import Derive
from stuntlab.tables import Sourced, Table

SECTIONS = tuple(range(10, 91, 5))
"""Where a shank is cut, in hundredths of the way from knee to ankle: a push between two cuts reads 5 % low in the
middle of the shaft, and a fifth low an eighth from its end, where it bends less."""

_CONTACTS = 4
"""The pushes on one shank that count at one moment; of more the largest."""

KNEE_UNKNOWN = "Between a knee that is held and one that is free nobody knows; what is read is the worse of the two."
"""Why a bending moment of a shin that kicks and passes its limit proves nothing."""

_PUSH_SIZE = 12
_SENSOR, _FIELD = mujoco.mjtSensor, mujoco.mjtConDataField
_LARGEST_FIRST = 2
"""The `reduce` of a contact sensor by which the largest pushes are told."""


@dataclass(frozen=True, slots=True)
class KickingStretch(Sourced):
    """As shares of the way from knee to ankle."""

    strikes_from: float
    strikes_to: float


SHIN = Table("stuntlab.people.tables", "shin.toml", KickingStretch)


@dataclass(frozen=True, slots=True)
class RodMass:
    """Mass along a rod of `length_m`, quadratic from its upper end on: kg/m at u m is Σ `per_m`[n]·u^n."""

    length_m: float
    per_m: tuple[float, float, float]

    def moment(self, power: int, from_m: float = 0.0) -> float:
        """∫λ·u^power du from a section to the end, kg·m^power."""
        return sum(
            one * (self.length_m ** (n + power + 1) - from_m ** (n + power + 1)) / (n + power + 1)
            for n, one in enumerate(self.per_m)
        )

    def above(self, section_m: float) -> tuple[float, float]:
        """∫λ·(s - u)du and ∫λ·u·(s - u)du from 0 to a section s: kg·m and kg·m²."""
        first, second = (
            sum(one * section_m ** (n + 2) / ((n + 1) * (n + 2)) for n, one in enumerate(series))
            for series in (self.per_m, (0.0, *self.per_m))
        )
        return first, second


def rod_of(length_m: float, mass_kg: float, centre_m: float, about_centre_kgm2: float) -> RodMass:
    """The quadratic that has this mass, centre (from the upper end) and moment of inertia across the rod."""
    powers = 1.0 + np.add.outer(np.arange(3), np.arange(3))
    wanted = [mass_kg, mass_kg * centre_m, about_centre_kgm2 + mass_kg * centre_m**2]
    first, second, third = np.linalg.solve(length_m**powers / powers, wanted)
    return RodMass(length_m, (float(first), float(second), float(third)))


def rod_of_shank(measures: Measures) -> RodMass:
    """The shank of a body, from the moments of its segment."""
    segment = measures.segments["shank"]
    stretch = measures.shank_m / segment.length_m
    across = (segment.inertia_kgm2[0] + segment.inertia_kgm2[1]) / 2
    return rod_of(measures.shank_m, segment.mass_kg, segment.com_m * stretch, across)


def kicking_bends(measures: Measures, push: str, axis: Axis = "") -> ChannelSignal:
    """The moment, N·m, that the push on a shin which kicks bends it by at its worst section.

    Wherever on the stretch that strikes it meets, since no plan says where and a step decides it; the knee held or
    free, whichever is more.

    push: channel of the force, N; axis: as of a `ChannelSignal`.
    """
    levers = (
        abs(lever_m(measures, place / 100 * measures.shank_m, cut, held=held))
        for place in places_struck()
        for cut in SECTIONS
        for held in (True, False)
    )
    return ChannelSignal(push, axis, factor=max(levers))


def places_struck() -> tuple[float, ...]:
    """Where a push may bend a section most, in hundredths of the way from knee to ankle.

    A lever is straight in the place on either side of its section: the ends of the stretch, and sections on it.
    """
    stretch = SHIN.read()
    first, last = 100 * stretch.strikes_from, 100 * stretch.strikes_to
    return (first, *(cut for cut in SECTIONS if first < cut < last), last)


def lever_m(measures: Measures, place_m: float, cut: int, *, held: bool) -> float:
    """Moment at a section over a push across a straight leg that turns freely about its hip.

    place_m: of the push, below the knee. cut: one of `SECTIONS`. held: whether the knee is rigid, or turns freely too.
    Positive: the knee side hangs back. Source: equilibrium of rods (C).
    """
    below, thigh, thigh_m = _below_knee(measures), measures.segments["thigh"], measures.thigh_m
    about_hip = thigh.inertia_kgm2[0] + thigh.mass_kg * (thigh.com_m * thigh_m / thigh.length_m) ** 2
    if held:
        turns = (thigh_m + place_m) / (about_hip + below[0] * thigh_m**2 + 2 * below[1] * thigh_m + below[2])
        knee = turns * thigh_m
    else:
        matrix = [[about_hip / thigh_m**2 + below[0], below[1]], [below[1], below[2]]]
        knee, turns = (float(one) for one in np.linalg.solve(matrix, [1.0, place_m]))
    return max(place_m - cut / 100 * measures.shank_m, 0.0) - _lags(measures, cut, knee, turns)


def hinge_share(measures: Measures, cut: int) -> float:
    """What of a moment at the knee that turns shank and foot about it bends the shank at a section."""
    return _lags(measures, cut, 0.0, 1.0 / _below_knee(measures)[2])


def _below_knee(measures: Measures) -> tuple[float, ...]:
    """Mass, first and second moment about the knee of shank and foot: kg, kg·m, kg·m²."""
    rod, foot, foot_m, turns = rod_of_shank(measures), *_foot(measures)
    return tuple(rod.moment(n) + foot * foot_m**n + (turns if n == 2 else 0.0) for n in range(3))


def _foot(measures: Measures) -> tuple[float, float, float]:
    """Mass, how far below the knee, moment of inertia across the leg."""
    foot = measures.segments["foot"]
    return foot.mass_kg, measures.shank_m + measures.ankle_height_m / 2, sum(foot.inertia_kgm2[:2]) / 2


def _lags(measures: Measures, cut: int, knee: float, turns: float) -> float:
    """The moment at a section that what is below it needs; knee, turns: m/s² of the knee, rad/s² of the leg."""
    rod, at = rod_of_shank(measures), cut / 100 * measures.shank_m
    foot, foot_m, foot_turns = _foot(measures)
    first, second, third = (rod.moment(n, at) for n in range(3))
    of_shank = knee * (second - at * first) + turns * (third - at * second)
    return of_shank + foot * (knee + turns * foot_m) * (foot_m - at) + foot_turns * turns


def add_shin_channels(spec: mujoco.MjSpec, leg: str) -> None:
    """What `derive_bending` reads of one leg; `leg` with the prefix of the body and the side."""
    for site, channels in _CHANNELS.items():
        for channel, kind in channels.items():
            name = f"{leg}_shin_{channel}"
            spec.add_sensor(name=name, type=kind, objtype=mujoco.mjtObj.mjOBJ_SITE, objname=f"{leg}_{site}")
    told = (_FIELD.mjCONDATA_FORCE, _FIELD.mjCONDATA_POS, _FIELD.mjCONDATA_NORMAL, _FIELD.mjCONDATA_TANGENT)
    spec.add_sensor(
        name=f"{leg}_shin_pushes",
        type=_SENSOR.mjSENS_CONTACT,
        objtype=mujoco.mjtObj.mjOBJ_BODY,
        objname=f"{leg}_shank",
        intprm=[sum(1 << int(one) for one in told), _LARGEST_FIRST, _CONTACTS],
    )


_CHANNELS = {
    "knee_joint": {
        "turned": _SENSOR.mjSENS_FRAMEQUAT,
        "at": _SENSOR.mjSENS_FRAMEPOS,
        "knee_force": _SENSOR.mjSENS_FORCE,
        "knee_moment": _SENSOR.mjSENS_TORQUE,
        "acceleration": _SENSOR.mjSENS_ACCELEROMETER,
        "turns": _SENSOR.mjSENS_GYRO,
        "gains": _SENSOR.mjSENS_FRAMEANGACC,
    },
    "ankle": {"foot_turned": _SENSOR.mjSENS_FRAMEQUAT, "ankle_moment": _SENSOR.mjSENS_TORQUE},
}
"""Of which site of a leg, in its axes."""


def bent_places(prefix: str) -> tuple[Signals, ...]:
    """Both shins at every section, for an instrument; the worst counts."""
    return tuple({"x": ChannelSignal(_bent(f"{prefix}{side}", cut), "across")} for side in SIDES for cut in SECTIONS)


def derive_bending(prefix: str, measures: Measures) -> Derive:
    """Channels of `bent_places`, N·m about the two axes across the shank, from those of `add_shin_channels`."""
    rod, shares = rod_of_shank(measures), {cut: hinge_share(measures, cut) for cut in SECTIONS}
    calf_nm = measures.size * joint_row("ankle_dorsiflexion").torque_limit

    def derive(channels: Mapping[str, Floats]) -> Mapping[str, Floats]:
        legs = (f"{prefix}{side}" for side in SIDES)
        return {name: bent for leg in legs for name, bent in _bend(channels, leg, rod, shares, calf_nm).items()}

    return derive


def _bent(leg: str, cut: int) -> str:
    return f"{leg}_shin_bent_{cut}"


def _bend(
    channels: Mapping[str, Floats], leg: str, rod: RodMass, shares: Mapping[int, float], calf_nm: float
) -> dict[str, Floats]:
    names = (*(name for of_site in _CHANNELS.values() for name in of_site), "pushes")
    one = {name: channels[f"{leg}_shin_{name}"] for name in names}
    turned, knee = rotation(one["turned"]).as_matrix(), one["knee_moment"]
    ends = one["knee_force"], knee, one["acceleration"], one["turns"], _into(turned, one["gains"])
    pushes = _pushes(one["pushes"], turned, one["at"])
    ankle = _into(turned, rotation(one["foot_turned"]).apply(one["ankle_moment"]))
    calf = np.clip(ankle[..., 1], 0.0, calf_nm)

    def bent(cut: int) -> Floats:
        moment = section_moment(rod, cut / 100 * rod.length_m, *ends, *pushes)
        moment[..., 1] -= shares[cut] * knee[..., 1] + cut / 100 * calf
        return moment

    return {_bent(leg, cut): bent(cut) for cut in shares}


def section_moment(
    rod: RodMass,
    section_m: float,
    end_force: Floats,
    end_moment: Floats,
    acceleration: Floats,
    turns: Floats,
    gains: Floats,
    at_m: Floats,
    force: Floats,
) -> Floats:
    """The moment about x and y that the part of a rod above a section exerts on the part below, N·m, [..., 2].

    The rod hangs from its upper end along -z, in whose axes everything is. end_force, end_moment: on it at that end.
    acceleration: of that end less gravity (what an accelerometer reads), m/s². turns, gains: angular velocity and
    acceleration. at_m, force: of whatever pushes on it, [..., push, 3].

    Equation: M = M0 + (s ẑ)×F0 + Σ (r - p)×F - ∫ λ (s - u) ẑ×a du, with a = a0 + gains×r + turns×(turns×r).
    Source: equilibrium of a rigid body (C).
    """
    first, second = rod.above(section_m)
    below = -at_m[..., 2] >= section_m
    lever = section_m + at_m[..., 2]
    pushed_x, pushed_y = (
        np.where(below, 0.0, lever * force[..., axis] - at_m[..., axis] * force[..., 2]).sum(axis=-1) for axis in (0, 1)
    )
    along_x = end_force[..., 0] * section_m + pushed_x
    along_y = end_force[..., 1] * section_m + pushed_y
    lags_x = gains[..., 1] + turns[..., 0] * turns[..., 2]
    lags_y = -gains[..., 0] + turns[..., 1] * turns[..., 2]
    along_x = along_x - first * acceleration[..., 0] + second * lags_x
    along_y = along_y - first * acceleration[..., 1] + second * lags_y
    return np.stack([end_moment[..., 0] - along_y, end_moment[..., 1] + along_x], axis=-1)


def _into(turned: Floats, vectors: Floats) -> Floats:
    """World vectors, [..., 3], in the axes of the shank, the columns of `turned`, [..., 3, 3]."""
    return np.asarray(np.einsum("...ji,...j->...i", turned, vectors))


def _pushes(told: Floats, turned: Floats, knee_m: Floats) -> tuple[Floats, Floats]:
    """Where on the shank each push acts, m, and its force, N, [..., push, 3], from what a contact sensor tells."""
    one = told.reshape(*told.shape[:-1], _CONTACTS, _PUSH_SIZE)
    pressed, at_m, normal, tangent = (one[..., 3 * n : 3 * n + 3] for n in range(4))
    force = pressed[..., :1] * normal + pressed[..., 1:2] * tangent + pressed[..., 2:] * np.cross(normal, tangent)
    held = turned[..., None, :, :]
    return _into(held, at_m - knee_m[..., None, :]), -_into(held, force)
