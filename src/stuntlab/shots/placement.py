"""From the cameras of a plan to shots of a strike: where each stands in each take, and what it can see at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, hypot, pi

import numpy as np

from stuntlab.camera import StrikeShot
from stuntlab.camera.lens import picture_height_m, place_in_picture, view_angle_rad
from stuntlab.datasets import Draws, Floats, Unknown
from stuntlab.errors import CameraError
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.plan import Plan, quantities
from stuntlab.plan.cameras import LENS_HEIGHT, Camera
from stuntlab.plan.measured import points, spreads_taken
from stuntlab.plan.sensors import USUAL, Sensor, sensors
from stuntlab.shots.line_of_strike import LineOfStrike, place_of
from stuntlab.units import Dimension, Quantity

USUAL_FRAME_RATE_HZ = 24.0
_CLOSEST_TO_A_BODY_M = 0.10
_SHORTEST_LENS_M = 1e-3


@dataclass(frozen=True, slots=True)
class Performance:
    """What performers do apart from the strike: when the reaction starts after the blow, s (J).

    The mean is one frame late: move, then sound, then reaction (VINO, V). The spread is that of people who time a
    movement to another's, 20-40 ms.
    """

    reaction_s: float = 0.04
    reaction_sd_s: float = 0.03


def tell_missing(camera: Camera) -> str | None:
    """What a plan does not say of a camera and would have to, in words; None where it says enough."""
    if camera.lens is None:
        return "no lens is given"
    if camera.at is None and (camera.distance is None or camera.angle is None):
        return "it is not said where it stands (distance and angle, or at)"
    return None


def sensor_of(camera: Camera) -> Sensor:
    """The camera's sensor; Super 35 where none is named."""
    return sensors()[camera.sensor or USUAL]


def picture_angle_rad(camera: Camera) -> float:
    """How high a camera's picture is as an angle.

    Raises: CameraError where no lens is given.
    """
    if camera.lens is None:
        raise CameraError("no lens is given: give lens:")
    sensor = sensor_of(camera)
    return float(view_angle_rad(picture_height_m(sensor.width_m, sensor.height_m), camera.lens.value))


def frame_rate_hz(camera: Camera) -> float:
    """Frames a second; 24 where nothing is said."""
    return camera.frame_rate.value if camera.frame_rate else USUAL_FRAME_RATE_HZ


def unknowns_of(camera: Camera) -> tuple[Unknown, ...]:
    """What differs from take to take about a camera, and how the performers time themselves to each other."""
    acted, lens = Performance(), camera.lens or Quantity(_SHORTEST_LENS_M)
    return (
        *_places(camera),
        Unknown("lens_m", lens.value, lens.sd, low=_SHORTEST_LENS_M),
        Unknown("phase", 0.5, 1e3, low=0.0, high=1.0),  # so wide that it is even between its ends
        Unknown("reaction_s", acted.reaction_s, acted.reaction_sd_s),
    )


def _places(camera: Camera) -> tuple[Unknown, ...]:
    """Where it stands and looks, with the usual spread where a plan gives none: nobody meets a mark exactly."""
    placed, measured = points(camera), quantities(camera)
    given = dict(zip(("x_m", "y_m", "z_m"), placed.get("at", ()), strict=False))
    given |= dict(zip(("look_x_m", "look_y_m", "look_z_m"), placed.get("looks_at", ()), strict=False))
    named = {"distance": "distance_m", "angle": "angle_rad", "lens_height": "z_m"}
    given |= {name: measured[field] for field, name in named.items() if field in measured}
    if "z_m" not in given:
        given["level_m"] = Quantity(0.0, LENS_HEIGHT.of(0.0, Dimension.LENGTH))
    lows = {"distance_m": 0.05, "z_m": 0.0}
    return tuple(Unknown(name, value.value, value.sd, low=lows.get(name, -np.inf)) for name, value in given.items())


def spreads_of_cameras(plan: Plan) -> tuple[str, ...]:
    """Sentences: the spread that is taken for each number of a camera without one."""
    return tuple(
        f"camera {name}: {line}"
        for name, camera in plan.cameras.items()
        if tell_missing(camera) is None
        for line in (*spreads_taken(camera), *_level_with_strike(camera))
    )


def _level_with_strike(camera: Camera) -> Iterator[str]:
    if camera.height is None:
        yield f"its lens is taken to be level with the first strike ± {LENS_HEIGHT.least}: {LENS_HEIGHT.why}"


def shot_of(camera: Camera, line: LineOfStrike, draws: Draws) -> StrikeShot:
    """The camera in the takes that were drawn from `unknowns_of`."""
    values = draws.values
    x, y, above = _stands(values, line)
    eye = np.column_stack([x, y, above])
    looks = _looks(values, line, eye)
    aside, raised = place_in_picture(looks, -eye)
    focal, sensor = values["lens_m"], sensor_of(camera)
    other = camera.zooms_to.value if camera.zooms_to else focal
    return StrikeShot(
        x_m=x,
        y_m=y,
        height_m=above,
        looks=looks,
        aside=aside,
        raised=raised,
        shortest_m=np.minimum(focal, other),
        longest_m=np.maximum(focal, other),
        sensor_width_m=sensor.width_m,
        picture_height_m=picture_height_m(sensor.width_m, sensor.height_m),
        frame_rate_hz=frame_rate_hz(camera),
    )


def _stands(values: Mapping[str, Floats], line: LineOfStrike) -> tuple[Floats, Floats, Floats]:
    if "x_m" in values:
        x, y = values["x_m"], values["y_m"]
    else:
        x, y = line.home.stands(values["distance_m"], values["angle_rad"])
    return line.from_set(x, y, values["z_m"] if "z_m" in values else line.home.origin_m[2] + values["level_m"])


def _looks(values: Mapping[str, Floats], line: LineOfStrike, eye: Floats) -> Floats:
    """The way a camera looks, [take, axis]: at the point struck, or where it is told to. eye: [take, axis], m."""
    if "look_x_m" not in values:
        return -eye
    height = values.get("look_z_m", np.full_like(values["look_x_m"], line.origin_m[2]))
    target = np.column_stack(line.from_set(values["look_x_m"], values["look_y_m"], height))
    return np.asarray(target - eye)


def refuse_impossible(name: str, camera: Camera, line: LineOfStrike, strike: StrikeGeometry, gap_m: float) -> None:
    """Refuse a camera that stands in somebody.

    Raises:
        CameraError: it does.
    """
    place = place_of(camera, line)
    if place is None:
        return
    people = {
        strike.to: (-strike.front_m, strike.struck, strike.crowns_m[0]),
        strike.by: (max(gap_m, 0.0) + strike.reach_m, strike.striker, strike.crowns_m[1]),
    }
    for person, (along_m, half, crown_m) in people.items():
        if place[2] + line.origin_m[2] > crown_m + _CLOSEST_TO_A_BODY_M:
            continue
        if hypot((place[0] - along_m) / half[0], place[1] / half[1]) < 1 or (
            hypot(place[0] - along_m, place[1]) < _CLOSEST_TO_A_BODY_M
        ):
            raise CameraError(
                f"camera {name} stands inside {person}: {hypot(*place[:2]):.2g} m from the point struck, "
                f"{_angle_words(place)}. Move it at least {max(half):.2f} m away from where {person} stands"
            )


def _angle_words(place: tuple[float, float, float]) -> str:
    return f"at {abs(atan2(place[1], place[0])) * 180 / pi:.0f} deg to the line of the strike"


def looks_away(camera: Camera, line: LineOfStrike) -> bool:
    """Whether the point struck lies behind a camera that stands and looks at given points."""
    place = place_of(camera, line)
    if place is None or camera.looks_at is None:
        return False
    look = (*(part.value for part in camera.looks_at), line.origin_m[2])[:3]
    towards = np.subtract(line.from_set(*(np.array(part) for part in look)), place)
    return bool(towards @ -np.array(place) <= 0)


def refuse_unseeing(name: str, camera: Camera, strikes: Sequence[tuple[LineOfStrike, StrikeGeometry, float]]) -> None:
    """Refuse a camera that stands in somebody of a strike (with its gap, m), or looks away from all of them.

    Raises:
        CameraError: it does.
    """
    if tell_missing(camera) is not None:
        return
    for line, strike, gap_m in strikes:
        refuse_impossible(name, camera, line, strike, gap_m)
    if strikes and all(looks_away(camera, line) for line, _, _ in strikes):
        raise CameraError(
            f"camera {name} looks away from every strike of this plan: its looks_at lies on the other side of it than "
            "the people. Turn it round, or take looks_at out and it looks at the point struck"
        )
