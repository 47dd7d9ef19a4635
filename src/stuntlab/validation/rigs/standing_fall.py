"""Dummies that fall over from standing onto a hard floor: an inverted pendulum, then the whole body."""

from __future__ import annotations

from dataclasses import replace
from math import pi, radians
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.gags.falling.going_down import TopplingWorld, columns
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.falling.lean import between
from stuntlab.gags.ground_fall.numbers import GROUND_FALL_NUMBERS
from stuntlab.gear.bedding import Bedding
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.ground import LandingGround, Soft, ground_of
from stuntlab.people import performer, posture_by_name
from stuntlab.people.servos import taught_neck_effort
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import film
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import Body, TissueKind, measures_of, tissue_of

Way = Literal["backward", "forward", "to the side"]
_HEADING_RAD = {"backward": pi, "forward": 0.0, "to the side": pi / 2}
_BEFORE_S = {"head": 0.008, "pelvis": 0.03}
"""Before a part is slowed the most: in which its speed at the floor is looked for; flesh gives for longer."""
_TIMESTEP_S = 5e-5
"""A bare head on a rigid floor is slowed within 2 ms. The 0.2 ms of a gag put its peak up to 4 % off (515 for 496 g);
this step lies within 1 % of 0.01 ms in all ten falls of dummies (C)."""
_LASTS_S = 0.7
_ROOM = Footprint(-5.0, 5.0, -5.0, 5.0)
_FILM_HZ = 50.0


def standing_fall(
    *,
    body: Body,
    way: Way,
    bends_into: str = "standing",
    bent: Annotated[float, Field(ge=0, le=1)] = 0.0,
    followed_from_deg: Annotated[float, Field(gt=0, lt=85)] = 60.0,
    kept: Annotated[float, Field(gt=0, le=1)] = 1.0,
    tissue: TissueKind = "dummy",
    judo_mat_m: Annotated[float | None, Field(gt=0, le=0.06)] = None,
    taught: bool = False,
) -> Answer:
    """Fall over the feet, from standing to the floor: peak of the head, its fastest rotation, speeds at the floor.

    bends_into: a posture of `people/tables/postures.toml`; bent: how far into it the body is from the start.
    followed_from_deg: the lean from which the whole body is followed; until then it is a pendulum over its feet.
    kept: share of the height it loses until then that becomes speed; legs that give way take up the rest.
    judo_mat_m: thickness of a judo mat on the floor; None: nothing lies on it. taught: the chin is tucked and held
    there, and neck, back and sides give as those of somebody who falls for a living.
    """
    effort = taught_neck_effort() if taught else 0.0
    held = performer(
        measures_of(body), tissue_of(tissue), posture="standing", sides=taught, spine=taught, neck_effort=effort
    )
    into = posture_by_name(bends_into)
    down = TopplingWorld(held, _ground(judo_mat_m), _ROOM, "stiff", _LASTS_S, into, timestep_s=_TIMESTEP_S)
    scene, heading, tilt = down.scene(), _HEADING_RAD[way], radians(followed_from_deg)
    chin_rad = radians(GROUND_FALL_NUMBERS.read().trained.chin_deg) if taught else 0.0
    straight, start = (between(held.posture, down.trained, form=form, chin_rad=chin_rad) for form in (0.0, bent))
    leaning = down.body(scene)
    balance = leaning.lean(straight, heading_rad=heading, tilt_rad=tilt).pendulum.balance_m
    lean = leaning.lean(start, heading_rad=heading, tilt_rad=tilt)
    turning = lean.pendulum.turning_rad_s(0.0, from_m=balance, kept=kept)
    handed = leaning.hand_over(start, lean, turning)
    placed = columns([handed], np.array([turning]), np.zeros((1, 3)))
    knobs = {"form": np.array([bent]), "chin_rad": np.array([chin_rad]), "aside_rad": np.zeros(1), **placed}
    traces, status = film(scene, knobs, rate_hz=_FILM_HZ, threads=1)
    if status.any():
        raise ModelError(f"the body that falls {way} did not come down in one piece")
    return _read(traces["blow"])


def _ground(judo_mat_m: float | None) -> LandingGround:
    bare = ground_of("concrete", {}, None)
    if judo_mat_m is None:
        return bare
    return replace(bare, soft=Soft("judo mat", Bedding("mat", made_for="judo"), judo_mat_m, None, None))


def _read(traces: Traces) -> Answer:
    felt = _felt(traces, "head")
    turning = np.linalg.norm(traces.channels[FALLER + "head_angular_velocity"][0], axis=-1)
    return Answer(
        {
            "head_acceleration": float(felt.max()),
            "speed": _speed_at_the_floor(traces, "head"),
            "seat_speed": _speed_at_the_floor(traces, "pelvis"),
            "rotation_rate": float(turning.max()),
        },
        {"head_acceleration": Trace(traces.time_s, felt, "time")},
    )


def _felt(traces: Traces, part: str) -> Floats:
    return np.asarray(np.linalg.norm(traces.channels[f"{FALLER}{part}_acceleration"][0], axis=-1))


def _speed_at_the_floor(traces: Traces, part: str) -> float:
    hit = int(_felt(traces, part).argmax())
    falling = -np.gradient(traces.channels[f"{FALLER}{part}_position"][0, :, 2], traces.time_s)
    before_s = traces.time_s[hit] - traces.time_s
    return float(falling[(before_s >= 0) & (before_s <= _BEFORE_S[part])].max())
