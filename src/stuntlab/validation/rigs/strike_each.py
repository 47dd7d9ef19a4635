"""The same blow at one subject after the other, each with a body and a speed of their own, and the mean over them."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field, FiniteFloat

from stuntlab.people.tissue import Abdomen
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import BodyBuild, Positive, TissueKind, Tone
from stuntlab.validation.rigs.strike import strike

POINTS = 200
"""Of the mean curve."""


class Subject(BodyBuild):
    """Who was struck, and how fast."""

    speed_m_s: Positive


def strike_each(
    *,
    subjects: Annotated[tuple[Subject, ...], Field(min_length=1)],
    mass_kg: Positive,
    surface: str = "chest",
    tissue: TissueKind = "human",
    abdomen: Abdomen = "middle",
    azimuth_deg: FiniteFloat = 0.0,
    tone: Tone = 1.0,
) -> Answer:
    """Strike every subject as `strike` does, and answer the mean of each quantity over the runs.

    A corridor of measured people is that of their own bodies: eight subjects of 65 kg are no 50th male. The mean curve
    is drawn on the way in, as deep as every run goes.

    Valid for: what `strike` is valid for.
    """
    answers = [
        strike(
            mass_kg=mass_kg,
            speed_m_s=one.speed_m_s,
            surface=surface,
            body=BodyBuild(stature_m=one.stature_m, mass_kg=one.mass_kg, sex=one.sex),
            tissue=tissue,
            abdomen=abdomen,
            azimuth_deg=azimuth_deg,
            tone=tone,
        )
        for one in subjects
    ]
    names = answers[0].quantities
    means = {name: float(np.mean([told.quantities[name] for told in answers])) for name in names}
    return Answer(means, {name: _mean([told.curves[name] for told in answers]) for name in answers[0].curves})


def _mean(traces: list[Trace]) -> Trace:
    """The mean of curves over the same axis, [point]."""
    along = np.linspace(0.0, min(float(trace.x.max()) for trace in traces), POINTS)
    each = []
    for trace in traces:
        turn = int(trace.x.argmax()) + 1
        each.append(np.interp(along, np.maximum.accumulate(trace.x[:turn]), trace.y[:turn]))
    return Trace(along, np.mean(each, axis=0), traces[0].x_words)
