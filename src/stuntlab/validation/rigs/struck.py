"""A person before a car, and a headform on a part of one: as tests with pedestrians are set up."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.gags.car_hit.front import FRONT, CarFront, front_of
from stuntlab.gags.car_hit.knocked import HOLDS, LEADS_M, LEADS_S, KnockedWorld, start_columns
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.ground import ground_of
from stuntlab.injury import hic
from stuntlab.loads import cfc
from stuntlab.people import human_tissue, performer
from stuntlab.people.dummies import hybrid_iii_50m
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import film
from stuntlab.units import Dimension
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import as_si
from stuntlab.validation.rigs.own_drop import DroppedBody

Speed = Annotated[float, as_si(Dimension.SPEED), Field(gt=0, le=20)]
Time = Annotated[float, as_si(Dimension.TIME), Field(ge=0, le=10)]
Height = Annotated[float, as_si(Dimension.LENGTH), Field(gt=0.2, le=1.5)]
End = Literal["soft", "stiff"]

_ON_CAR_S, _HIT_G, _ONSET, _FILM_HZ = 0.45, 40.0, 0.3, 1000.0
_HEADFORM_KG = 4.5


def person_struck(
    *,
    speed: Speed,
    body: DroppedBody | None = None,
    bumper: Height | None = None,
    edge: Height | None = None,
    end: End = "soft",
    late: Time = 0.0,
    brakes_m_s2: Annotated[float, Field(ge=0, le=12)] = 7.0,
) -> Answer:
    """Somebody stands with a side to a saloon car: when and where the head meets it, and how far they are thrown.

    late: until it brakes, from contact. Times are from contact, the throw is of the middle of the body from the mark;
    where the head meets nothing of the car its time and place are 0. body: without one that of a Hybrid III 50th male.
    """
    measured = body.measured if body else hybrid_iii_50m()
    front = front_of("car", mass_kg=1400.0, width_m=1.75, bumper_m=bumper, edge_m=edge)
    struck = performer(measured, human_tissue(), posture="standing", sides=True, spine=True)
    lasts = (_ON_CAR_S, 2.0 + speed * 0.12)
    world = KnockedWorld(struck, front, ground_of("asphalt", {}, "asphalt"), Footprint(0, 0, 0, 0), end, lasts, False)
    zero = np.zeros(1)
    stands = {"heading_rad": zero, "soles_m": zero, "rises_m_s": zero, "across_m": zero}
    placed = start_columns(stands_m=measured.hip_height_m, speed_m_s=zero + speed, **stands)
    brakes = {"brakes_m_s2": zero + brakes_m_s2, "brakes_late_s": zero + late}
    knobs = {**dict.fromkeys((*HOLDS, "car_up_m"), zero), **brakes, **placed}
    traces, status = film(world.scene(), knobs, rate_hz=_FILM_HZ, threads=1)
    if status.any():
        raise ModelError("the body that was struck did not stay in one piece")
    return Answer({**_on_the_car(traces["blow"], front), "throw_distance": _thrown_m(traces["off"])})


def _on_the_car(traces: Traces, front: CarFront) -> dict[str, float]:
    """When the head meets the car, since contact, and where that is along its surface; a neck pulls less than that."""
    felt = np.linalg.norm(traces.channels[f"{FALLER}head_acceleration"][0], axis=-1) / GRAVITY_M_S2
    poses = traces.poses
    if felt.max() < _HIT_G or poses is None:
        return {"head_impact_time": 0.0, "wrap_distance": 0.0}
    at = int(np.argmax(felt > _ONSET * felt.max()))
    car_m = float(np.interp(traces.time_s[at], poses.time_s, poses.qpos[0, :, 0]))
    head_m = float(traces.channels[f"{FALLER}head_position"][0, at, 0])
    return {"head_impact_time": float(traces.time_s[at]) - LEADS_S, "wrap_distance": front.wrap_m(car_m - head_m)}


def _thrown_m(traces: Traces) -> float:
    """Where the middle of the body is in the end."""
    return float(traces.channels[f"{FALLER}com_position"][0, -1, 0]) + LEADS_M


def headform_on_car(
    *, part: Literal["bonnet", "screen", "frame"], speed: Speed, end: End, mass_kg: float = _HEADFORM_KG
) -> Answer:
    """A headform is shot at a part of a car, straight: its HIC15."""
    row = FRONT.read().part[part]
    stiffness = row.stiffness.at(end)
    time_s = np.arange(0.0, 0.08, 1e-5)
    felt = _pressed(mass_kg, stiffness, row.settles_s * stiffness, speed, time_s)
    return Answer({"hic15": float(hic(time_s, cfc(time_s, felt, 1000) / GRAVITY_M_S2).value)})


def _pressed(mass_kg: float, stiffness: float, damping: float, speed: float, time_s: Floats) -> Floats:
    """Deceleration of a mass on a spring and a damper that only push, m/s², [time]."""
    step = float(time_s[1] - time_s[0])
    felt, depth = np.zeros(len(time_s)), 0.0
    for index in range(len(time_s)):
        force = max(stiffness * depth + damping * speed, 0.0)
        felt[index] = force / mass_kg if depth >= 0 else 0.0
        speed -= step * felt[index]
        depth += step * speed
    return felt
