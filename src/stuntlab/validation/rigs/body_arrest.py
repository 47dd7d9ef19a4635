"""A whole body in a harness that a line stops, in the words of labels: pull of the line, and what the body feels.

Numbers are SI, or text with a unit as in a plan, "6 ft 2 in".
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Literal

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.falling.landing_loads import body_instruments
from stuntlab.gags.harnessed.arrested import ArrestedWorld
from stuntlab.gags.harnessed.numbers import ON_LINE
from stuntlab.gear.lines.law import NUMBERS
from stuntlab.people import human_tissue, performer
from stuntlab.people.body_loads import body_load
from stuntlab.pipeline.measure import measure, person_and_load
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import run
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.lines import End, Fall, Give, Length, RigLine
from stuntlab.validation.rigs.own_drop import DroppedBody, in_si

_NECK = ("neck_flexion", "neck_tension")
_TOOK = "line"


def body_arrest(
    *,
    line: RigLine,
    length: Length,
    drop: Fall,
    body: DroppedBody,
    attached: Literal["sternal", "dorsal", "waist", "hips"] = "sternal",
    gives: Give | None = None,
    neck: Literal["ready", "slack"] = "ready",
    end: End = "soft",
) -> Answer:
    """Somebody falls free over `drop`, upright, until `length` of line that is tied off stops them.

    gives: of body and harness, as was measured; else that of `end`. neck: whether it is held, or that of whoever did
    not expect it.

    Raises: UserError for a body outside the tables, ModelError where the run does not come through.
    """
    built = body.measured
    law, series = line.law(end), gives or NUMBERS.read().body.at(end)
    hangs = performer(built, human_tissue(), posture="hanging", spine=True)
    scene = ArrestedWorld(hangs, attached, series, {_TOOK: law}).scene()
    knobs = dict.fromkeys(scene.knobs, 0.0) | {
        _TOOK: 1.0 / length,
        "speed_m_s": sqrt(2.0 * GRAVITY_M_S2 * drop),
        "neck_tone": 1.0 if neck == "ready" else ON_LINE.read().harness.slack_neck,
    }
    tools = (
        *body_instruments("body", mass_kg=body.mass),
        *(body_load("body", load, prefix=FALLER) for load in _NECK),
    )

    def read(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        strain = {}
        for name in ("at rest", "fading"):
            reach = phases["blow"].channels[f"length {name}"][..., 0]
            strain[name] = np.maximum(reach - reach[:, :1], 0.0) / length
        pull = law.at_rest_n * strain["at rest"] + law.fading_n * strain["fading"]
        own = {"body/line_force": pull.max(axis=1), "body/stretch": strain["at rest"].max(axis=1)}
        return {**measure(tools, phases), **own}

    felt, status = run(scene, {name: np.array([value]) for name, value in knobs.items()}, read, threads=1)
    if status.any():
        raise ModelError("the body that the line stops did not come through in one piece")
    return Answer(
        {
            load: float(value[0]) if load in ("line_force", "stretch") else in_si(name, float(value[0]))
            for name, value in felt.items()
            for load in (person_and_load(name)[1],)
        }
    )
