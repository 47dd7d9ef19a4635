"""The whole body on a line: an arrest from when the line is straight, and the face, from 20 ms before it is met.

Both begin from the reduced state of a draw. The arrest hands over how far the trunk has turned; by the time they come
to the face they hang within 30 degrees of it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, radians

import numpy as np
from scipy.special import ndtr

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Flags, Floats, Integers, Unknown
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.falling.landing_loads import held_instruments
from stuntlab.gags.harnessed.arrested import ArrestedWorld, lean_when_held
from stuntlab.gags.harnessed.faced import FacedWorld
from stuntlab.gags.harnessed.numbers import ON_LINE
from stuntlab.gags.on_lines.held import HeldBy
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gear.lines.law import NUMBERS
from stuntlab.gear.lines.planned import laws_of
from stuntlab.people import Measures, human_tissue, performer
from stuntlab.people.body_loads import body_load
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import State, World

FIRST_1_PER_M, SECOND_1_PER_M = "first_1_per_m", "second_1_per_m"
BODY_DRAWS = ("falls_m", FIRST_1_PER_M, SECOND_1_PER_M)
"""What a kind draws for its bodies: how far they have fallen as the line that holds comes straight, m, and one over
the length of it that stretches, times what a belay makes of its stiffness, 1/m; 0 where it does not hold."""

MODELS = ("soft", "stiff")
_NECK = ("neck_flexion", "neck_tension")
_WEIGHTS_AT_REST = 2.05
"""Of the weight, below which a catch says nothing of how stiff the line is."""


def body_unknowns(*, turns: bool) -> tuple[Unknown, ...]:
    """How whoever is on the line leans as it comes straight and at a face, and how they are turned there.

    turns: whether nothing keeps them facing the way they go.
    """
    lean = radians(ON_LINES.read().body.lean_deg)
    return (
        Unknown("lean_rad", 0.0, lean, low=-1.0, high=1.0),
        Unknown("lean_at_face_rad", 0.0, lean, low=-0.7, high=0.7),
        Unknown("turned", 0.0, 1.0 if turns else lean / pi),
    )


def turn_rad(turned: Floats, *, turns: bool) -> Floats:
    """How far each is turned from having their back to the face, [draw]: uniform, or about facing it."""
    return np.asarray(2 * pi * ndtr(turned) if turns else pi + pi * turned)


def eases(held: HeldBy, caught_n: Floats, drop: Floats, length: Floats, *, weight_n: float) -> Floats:
    """What a belay makes of the stiffness of a line, [draw]: a spring so much as stiff catches a mass as it does.

    (F - W)² - W² of a spring's peak F is in proportion to its stiffness (m·g + √((m·g)² + 2·m·g·k·h)).
    """
    tied = held.peak_n(drop, length)
    told = np.minimum(tied, caught_n) > _WEIGHTS_AT_REST * weight_n
    share = ((caught_n - weight_n) ** 2 - weight_n**2) / np.maximum((tied - weight_n) ** 2 - weight_n**2, 1.0)
    return np.asarray(np.where(told, np.clip(share, 0.02, 1.0), 1.0))


@dataclass(frozen=True, slots=True)
class BodyOnLine:
    """Who is on the lines of a plan. face_n_per_m: model -> how stiff what they may meet is."""

    person: str
    measures: Measures
    point: str
    first: HeldBy | None
    second: HeldBy | None
    face_n_per_m: dict[str, float]
    turns: bool

    def worlds(self) -> tuple[World, ...]:
        """The arrest, and the face."""
        return (
            World("arrest", self._arrest, self._arrest_knobs, self._tools(), lean_when_held, in_place=False),
            World("face", self._face, self._face_knobs, self._tools(), passes=_meets, in_place=False),
        )

    def _tools(self) -> tuple[Instrument, ...]:
        return (
            *held_instruments(self.person, mass_kg=self.measures.mass_kg),
            *(body_load(self.person, load, prefix=FALLER) for load in _NECK),
        )

    def _lines(self) -> dict[str, HeldBy]:
        """By knob, those of which enough is known."""
        lines = {FIRST_1_PER_M: self.first, SECOND_1_PER_M: self.second}
        return {name: held for name, held in lines.items() if held is not None}

    def _arrest(self, model: str) -> Scene:
        laws = {name: getattr(laws_of(held.line), model) for name, held in self._lines().items()}
        body = performer(self.measures, human_tissue(), posture="hanging", spine=True)
        return ArrestedWorld(body, self.point, NUMBERS.read().body.at(model), laws).scene()

    def _arrest_knobs(self, draws: Draws, takes: Integers, _state: State) -> dict[str, Floats]:
        values = {name: column[takes] for name, column in draws.values.items()}
        return {
            "speed_m_s": np.sqrt(2.0 * GRAVITY_M_S2 * values["falls_m"]),
            "lean_rad": values["lean_rad"],
            **{name: values[name] for name in self._lines()},
            "chin_rad": np.zeros(len(takes)),
            "neck_tone": values["tone"],
        }

    def _face(self, model: str) -> Scene:
        body = performer(self.measures, human_tissue(), posture="swinging", spine=True)
        return FacedWorld(body, self.point, NUMBERS.read().body.at(model), self.face_n_per_m[model]).scene()

    def _face_knobs(self, draws: Draws, takes: Integers, state: State) -> dict[str, Floats]:
        values = {name: column[takes] for name, column in draws.values.items()}
        most = radians(ON_LINES.read().body.rights_deg)
        return {
            "lean_rad": np.clip(state["lean_rad"], -most, most) + values["lean_at_face_rad"],
            "turn_rad": turn_rad(values["turned"], turns=self.turns),
            "speed_m_s": values["swing_m_s"],
        }


def body_features(draws: Draws) -> Floats:
    """What the loads of a body depend on smoothly, [draw, 4]; how they are turned at a face they do not."""
    values = draws.values
    stiff = values[FIRST_1_PER_M] + values[SECOND_1_PER_M]
    caught = np.sqrt(values["falls_m"] * stiff)
    return np.column_stack([caught, values["lean_rad"], values["swing_m_s"], values["tone"]])


def _meets(draws: Draws) -> Flags:
    """Whose swing ends at something, [draw]."""
    return draws.values["swing_m_s"] > 0.0


def rises_s(held: HeldBy | None, per_m: Floats, *, mass_kg: float) -> Floats:
    """How long the pull of a line grows to its peak, s, [draw]: a quarter of the swing of a mass on line and body.

    per_m: one over the length that stretches, times what a belay makes of its stiffness (`BODY_DRAWS`); 0 where the
    line does not hold, and then 0 s. At the stiff end of both, where it grows fastest.
    """
    if held is None:
        return np.zeros(len(per_m))
    law, gives = laws_of(held.line).stiff, NUMBERS.read().body.at("stiff")
    line = np.maximum((law.at_rest_n + law.fading_n) * per_m, 1.0)
    quarter = pi / 2 * np.sqrt(mass_kg * (1.0 / line + 1.0 / gives))
    return np.asarray(np.where(per_m > 0.0, quarter, 0.0))


def neck_tone(falls_m: Floats, rises: Floats, *, planned: bool) -> Floats:
    """Stiffness of each neck, [draw]: 1 of whoever meant to come off or had the time to start, less of others.

    rises: until the line pulls hardest, s, from when it is straight (`rises_s`).
    """
    startled = np.sqrt(2.0 * falls_m / GRAVITY_M_S2) + rises >= ON_LINES.read().body.startled_s
    return np.where(startled | planned, 1.0, ON_LINE.read().harness.slack_neck)
