"""Cameras to try: those of the plan, usual lenses behind who strikes, and one that only sees the reaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin

from stuntlab.camera import distance_for_width_m
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import SeenStrike
from stuntlab.pipeline.bystanders import find_zones
from stuntlab.plan import Plan
from stuntlab.plan.cameras import Camera
from stuntlab.plan.sensors import USUAL, Sensor, sensors
from stuntlab.shots.line_of_strike import LineOfStrike, line_of
from stuntlab.shots.placement import sensor_of, tell_missing
from stuntlab.shots.sell import place_words
from stuntlab.units import Quantity

LENSES_MM = (50.0, 85.0, 135.0)
ANGLES_DEG = (12.0, 16.0, -12.0, -16.0, 166.0, -166.0)
"""To the right of who strikes and to the left, since an arm or leg hides its gap from one side, and over the shoulder
of who is struck. Straight behind, a back hides the strike with the gap."""

ANGLE_SD_DEG = 3.0
"""How well a camera holds its angle to people who move (J)."""

PICTURE_M = 2.0
"""How wide the picture is: the worked lenses of film.md 2.1."""


@dataclass(frozen=True, slots=True)
class CameraSetup:
    """A camera under a name, and the words for it."""

    name: str
    camera: Camera
    words: str


def setups_for(plan: Plan, gag: Gag) -> tuple[CameraSetup, ...]:
    """Every camera worth trying; none that would stand a person where somebody may come down."""
    if not isinstance(gag, SeenStrike):
        return ()
    sensor = next((sensor_of(camera) for camera in plan.cameras.values()), sensors()[USUAL])
    return (
        *_planned_setups(plan),
        *_behind(gag, line_of(plan, gag.strike()), (gag.strike().by, gag.strike().to), sensor),
    )


def _planned_setups(plan: Plan) -> Iterator[CameraSetup]:
    for name, camera in plan.cameras.items():
        if tell_missing(camera) is None and camera.lens is not None:
            yield CameraSetup(name, camera, f"camera {name} as planned ({1000 * camera.lens.value:g} mm lens)")


def _behind(gag: Gag, line: LineOfStrike, people: tuple[str, str], sensor: Sensor) -> Iterator[CameraSetup]:
    """people: who strikes and who is struck.

    At points of the set: distance and angle of a plan's cameras are those to its first strike.
    """
    for lens_mm in LENSES_MM:
        distance = round(float(distance_for_width_m(PICTURE_M, sensor.width_m, lens_mm / 1000)), 1)
        for angle_deg in ANGLES_DEG:
            ahead, aside = distance * cos(radians(angle_deg)), distance * sin(radians(angle_deg))
            if find_zones(gag, (ahead, aside)):
                continue
            held = distance * radians(ANGLE_SD_DEG)
            camera = Camera.model_construct(
                lens=Quantity(lens_mm / 1000),
                sensor=sensor.name,
                at=tuple(Quantity(place, held) for place in line.on_set(ahead, aside)),
                lens_height=Quantity(line.origin_m[2]),
            )
            words = f"{lens_mm:g} mm lens from {distance:g} m {place_words(radians(angle_deg), *people)}"
            yield CameraSetup("new", camera, words)
