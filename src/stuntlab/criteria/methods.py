"""How a load is made from its signals: one function for each method of the catalogue, the only way there is.

Simulated takes and recordings both come here with signals that are filtered with the class of the load, in SI and with
the signs of SAE J1733 (tension, flexion and what presses positive), and get the load in the unit of the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import cos, pi
from typing import Literal

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Flags, Floats
from stuntlab.errors import ModelError
from stuntlab.injury import (
    Neck,
    Peak,
    bric,
    burn,
    chest_wall_velocity,
    compression,
    concussion_probability,
    cti,
    damage,
    dri,
    femur_impulse,
    foot_ankle,
    hic,
    nic,
    nij,
    peak_compression,
    peak_magnitude,
    peak_noise_level,
    peak_tension,
    severity_index,
    tibia_index,
    viscous_criterion,
)
from stuntlab.loads import Method, catalogue, clip_3ms, derivative

SI_OF_UNIT: Mapping[str, float] = {
    "1": 1.0, "g": GRAVITY_M_S2, "N": 1.0, "N·m": 1.0, "N·s": 1.0, "N/cm2": 1e4, "Pa": 1.0, "dB": 1.0, "m": 1.0,
    "mm": 1e-3, "m/s": 1.0, "m²/s²": 1.0, "rad/s²": 1.0, "s": 1.0,
}  # fmt: skip
"""What one unit of a load is in SI."""

FROM_BEHIND_COS = cos(pi / 4)
"""A push is from behind where it is nearer to straight forward than to any other side (judgement)."""

DOWN_AT_SHARE = 0.6
"""Share of its standing height below which a pelvis is going down and not bending (judgement)."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a load is made from.

    time_s: [time]; signals: short name -> [..., time]. dummy: whose intercepts count, "" where none do. place: which of
    several ("left upper tibia"). numbers: what the method needs besides (a depth, an area), SI. loads: of a load that
    is combined from others, these, in the units of the catalogue. neck: intercepts of a person's, instead of a dummy's.
    """

    time_s: Floats
    signals: Mapping[str, Floats]
    dummy: str = ""
    place: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)
    loads: Mapping[str, Floats] = field(default_factory=dict)
    neck: Neck | None = None

    def __getitem__(self, name: str) -> Floats:
        return self.signals[name]


@dataclass(frozen=True, slots=True)
class Reading:
    """A load, [...], and the stretch of record it comes from, [...], s; NaN where it is the whole record."""

    value: Floats
    start_s: Floats
    end_s: Floats
    note: str = ""


MakeLoad = Callable[[Given], Reading]
"""Signals to a load in SI."""


def read_load(load: str, given: Given) -> Reading:
    """One load in its unit.

    Raises: SignalError for a bad signal; ModelError for a load that is made from no signal.
    """
    kind = catalogue()[load]
    if kind.method not in METHODS:
        raise ModelError(f"{load} is made from no signal")
    made = METHODS[kind.method](given)
    return replace(made, value=np.asarray(made.value / SI_OF_UNIT[kind.unit]))


def _whole(value: Floats, note: str = "") -> Reading:
    """A load that the whole record makes."""
    nowhere = np.full(np.shape(value), np.nan)
    return Reading(np.asarray(value), nowhere, nowhere, note)


def _at_peak(found: Peak) -> Reading:
    """A peak; one that never came has no time."""
    at_s = np.where(found.value > 0, found.time_s, np.nan)
    return Reading(found.value, at_s, at_s)


def _largest_magnitude(given: Given) -> Reading:
    return _at_peak(peak_magnitude(given.time_s, given["x"]))


def _largest_positive(given: Given) -> Reading:
    return _at_peak(peak_tension(given.time_s, given["x"]))


def _largest_negative(given: Given) -> Reading:
    return _at_peak(peak_compression(given.time_s, given["x"]))


def _largest_over_an_area(given: Given) -> Reading:
    """Mean pressure under the contact; `area_m2` is its patch."""
    force = _largest_magnitude(given)
    return replace(force, value=force.value / given.numbers["area_m2"])


def _largest_rate(given: Given) -> Reading:
    return _at_peak(peak_tension(given.time_s, derivative(given.time_s, given["x"])))


def _clip_3ms(given: Given) -> Reading:
    return Reading(*clip_3ms(given.time_s, given["x"]))


def _clip_3ms_from_behind(given: Given) -> Reading:
    return Reading(*clip_3ms(given.time_s, np.where(_from_behind(given), given["x"], 0.0)))


def _clip_3ms_from_elsewhere(given: Given) -> Reading:
    """The whole clip where any of its worst 3 ms is not from behind: cut in two, it would be in neither part."""
    elsewhere, worst = ~_from_behind(given), _clip_3ms(given).value[..., None]
    turns = (elsewhere & (given["x"] >= worst)).any(axis=-1, keepdims=True)
    return Reading(*clip_3ms(given.time_s, np.where(elsewhere | turns, given["x"], 0.0)))


def _from_behind(given: Given) -> Flags:
    """When a body is accelerated forwards, `forward` of the resultant `x`, [..., time]: whatever pushes is behind it.

    Never, where `forward` is not given: straps push too, and a back was measured against something wide.
    """
    if "forward" not in given.signals:
        return np.zeros(given["x"].shape, dtype=bool)
    return np.asarray((given["x"] > 0) & (given["forward"] >= FROM_BEHIND_COS * given["x"]))


def _hic(window_s: float) -> MakeLoad:
    def make(given: Given) -> Reading:
        found = hic(given.time_s, given["x"] / GRAVITY_M_S2, window_s=window_s)
        return Reading(found.value, found.start_s, found.end_s)

    return make


def _severity_index(given: Given) -> Reading:
    return _whole(severity_index(given.time_s, given["x"] / GRAVITY_M_S2))


def _angular_acceleration(given: Given) -> Reading:
    squares = [derivative(given.time_s, given[axis]) ** 2 for axis in ("about_x", "about_y", "about_z")]
    return _at_peak(peak_magnitude(given.time_s, np.sqrt(sum(squares))))


def _bric(given: Given) -> Reading:
    return _whole(bric(given.time_s, given["about_x"], given["about_y"], given["about_z"]))


def _damage(given: Given) -> Reading:
    gains = (derivative(given.time_s, given[axis]) for axis in ("about_x", "about_y", "about_z"))
    return _at_peak(damage(given.time_s, *gains))


def _concussion(given: Given) -> Reading:
    linear, angular = given.loads["head_peak_acceleration"], given.loads["head_angular_acceleration"]
    return _whole(concussion_probability(linear, angular))


def _nij(given: Given) -> Reading:
    found = nij(given.time_s, given["axial"], given["moment"], dummy=given.neck or given.dummy)
    return Reading(found.value, found.time_s, found.time_s)


def _nic(given: Given) -> Reading:
    return _at_peak(nic(given.time_s, given["t1"], given["head"]))


def _share_of_depth(given: Given) -> Reading:
    return _at_peak(compression(given.time_s, given["x"], depth_m=given.numbers["depth_m"]))


def _viscous_criterion(given: Given) -> Reading:
    """`depth_m` of the person or dummy; `scale` of a dummy's sensor, 1 for people."""
    scale = given.numbers.get("scale", 1.0)
    return _at_peak(viscous_criterion(given.time_s, given["x"], depth_m=given.numbers["depth_m"], scale=scale))


def _cti(given: Given) -> Reading:
    deflection_m = given.loads["chest_compression"] * SI_OF_UNIT[catalogue()["chest_compression"].unit]
    return _whole(cti(given.loads["chest_3ms"], deflection_m, dummy=given.dummy))


def _chest_wall_velocity(given: Given) -> Reading:
    return _at_peak(chest_wall_velocity(given.time_s, given["x"]))


def _dri(given: Given) -> Reading:
    """SAE J1733 has z pointing down, and the index asks for the upward acceleration of the seat."""
    return _at_peak(dri(given.time_s, -given["x"] / GRAVITY_M_S2))


def _femur_impulse(given: Given) -> Reading:
    return _whole(femur_impulse(given.time_s, given["x"]))


def _tibia_index(given: Given) -> Reading:
    """The levers that straighten the bent shin are published for the 50M alone."""
    cell: Literal["upper", "lower"] = "upper" if "upper" in given.place else "lower"
    straighten = cell if given.dummy == "50M" else None
    moments = given["about_x"], given["about_y"]
    return _at_peak(tibia_index(given.time_s, given["axial"], *moments, dummy=given.dummy, straighten=straighten))


def _revised_tibia_index(given: Given) -> Reading:
    moments = given["about_x"], given["about_y"]
    return _at_peak(tibia_index(given.time_s, given["axial"], *moments, dummy="revised"))


def _sole_impulse(given: Given) -> Reading:
    return _whole(foot_ankle(given.time_s, given["x"]).impulse_ns)


def _margin_of_support(given: Given) -> Reading:
    """How far the extrapolated centre of mass has left the feet behind at the end, m; negative is inside.

    A body whose x + v·√(h/g) lies outside its feet cannot stay up without a step (Hof, Gazendam & Sinke 2005,
    doi:10.1016/j.jbiomech.2004.03.025, R-h: an inverted pendulum of height h). `edge_m`: where the feet end.
    """
    ahead, speed, height = (given[name][..., -1] for name in ("ahead", "speed", "height"))
    return _whole(ahead + speed * np.sqrt(np.maximum(height, 0.0) / GRAVITY_M_S2) - given.numbers["edge_m"])


def _goes_down(given: Given) -> Reading:
    """1 where the height ends below six tenths of where it started: a body that takes no step goes down."""
    height = given["height"]
    return _whole(np.asarray(height[..., -1] < DOWN_AT_SHARE * height[..., 0], dtype=float))


def _at_the_end(given: Given) -> Reading:
    return _whole(given["x"][..., -1])


def _burn(given: Given) -> Reading:
    return _whole(burn(given.time_s, given["x"]).epidermis, note="1 is a second-degree burn of bare skin")


def _peak_sound_level(given: Given) -> Reading:
    """Silence is minus infinity; 0 dB, the threshold of hearing, says the same and can be drawn."""
    return _whole(np.maximum(peak_noise_level(given.time_s, given["x"]), 0.0))


METHODS: Mapping[Method, MakeLoad] = {
    Method.LARGEST_MAGNITUDE: _largest_magnitude,
    Method.LARGEST_POSITIVE: _largest_positive,
    Method.LARGEST_NEGATIVE: _largest_negative,
    Method.LARGEST_OVER_AN_AREA: _largest_over_an_area,
    Method.LARGEST_RATE: _largest_rate,
    Method.HELD_FOR_3_MS: _clip_3ms,
    Method.HELD_FOR_3_MS_FROM_BEHIND: _clip_3ms_from_behind,
    Method.HELD_FOR_3_MS_FROM_ELSEWHERE: _clip_3ms_from_elsewhere,
    Method.HIC15: _hic(0.015),
    Method.HIC36: _hic(0.036),
    Method.SEVERITY_INDEX: _severity_index,
    Method.ANGULAR_ACCELERATION: _angular_acceleration,
    Method.BRIC: _bric,
    Method.DAMAGE: _damage,
    Method.CONCUSSION: _concussion,
    Method.NIJ: _nij,
    Method.NIC: _nic,
    Method.SHARE_OF_DEPTH: _share_of_depth,
    Method.VISCOUS_CRITERION: _viscous_criterion,
    Method.CTI: _cti,
    Method.CHEST_WALL_VELOCITY: _chest_wall_velocity,
    Method.DRI: _dri,
    Method.FEMUR_IMPULSE: _femur_impulse,
    Method.TIBIA_INDEX: _tibia_index,
    Method.REVISED_TIBIA_INDEX: _revised_tibia_index,
    Method.SOLE_IMPULSE: _sole_impulse,
    Method.MARGIN_OF_SUPPORT: _margin_of_support,
    Method.GOES_DOWN: _goes_down,
    Method.AT_THE_END: _at_the_end,
    Method.BURN: _burn,
    Method.PEAK_SOUND_LEVEL: _peak_sound_level,
}
