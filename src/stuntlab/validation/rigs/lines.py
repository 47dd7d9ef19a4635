"""A mass or a person on a line, in the words of labels and plans: a fall that a line stops, a swing, a line that parts.

Numbers are SI, or text with a unit as in a plan, "6 ft 2 in".
"""

from __future__ import annotations

from dataclasses import replace
from math import inf, sqrt
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.errors import UserError
from stuntlab.gear.lines import Belay, Gust, Hang, LineLaw, hang, line_row, rope_law, swing, wire_law
from stuntlab.gear.lines.hang import STIFF_N_M
from stuntlab.gear.lines.law import NUMBERS
from stuntlab.gear.lines.planned import rope_ends, stiffens
from stuntlab.plan.gear.line import LOW_STRETCH
from stuntlab.units import Dimension
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import Mass, as_si

Length = Annotated[float, as_si(Dimension.LENGTH), Field(gt=0, le=60)]
Fall = Annotated[float, as_si(Dimension.LENGTH), Field(ge=0, le=60)]
Force = Annotated[float, as_si(Dimension.FORCE), Field(gt=0)]
Time = Annotated[float, as_si(Dimension.TIME), Field(gt=0)]
Share = Annotated[float, as_si(Dimension.NUMBER), Field(gt=0, lt=1)]
Carried = Annotated[float, as_si(Dimension.NUMBER), Field(ge=0, lt=1)]
Give = Annotated[float, as_si(Dimension.STIFFNESS), Field(gt=0)]
Speed = Annotated[float, as_si(Dimension.SPEED), Field(ge=0, le=40)]

End = Literal["soft", "stiff"]
_LASTS_S, _SWINGS_S = 3.0, 30.0


class RigLine(BaseModel):
    """A line by its label (static_stretch, impact_force), its build (build, diameter), or as it was measured.

    material: whose label it is, EN 892 or, for a low-stretch rope, EN 1891. As
    measured: at_rest, fading: force by unit strain; fades: how fast the second fades.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    material: Literal["dynamic rope", "low-stretch rope"] = "dynamic rope"
    static_stretch: Share | None = None
    impact_force: Force | None = None
    build: str = ""
    diameter: Length | None = None
    at_rest: Force | None = None
    fading: Annotated[float, as_si(Dimension.FORCE), Field(ge=0)] = 0.0
    fades: Time | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        label = self.static_stretch is not None and self.impact_force is not None
        forms = (label, bool(self.build) and self.diameter is not None, self.at_rest is not None)
        if sum(forms) != 1:
            raise ValueError(
                "give static_stretch and impact_force, as on the label; or build and diameter; or at_rest, as measured"
            )
        return self

    @property
    def label(self) -> str | None:
        """Whose label it goes by; None of a line that was measured or goes by its build."""
        return None if self.static_stretch is None else self.material

    def law(self, end: str) -> LineLaw:
        """Raises: UserError for a build that is not known, ModelError for a label that no rope has."""
        if self.static_stretch is not None and self.impact_force is not None:
            if self.fades is not None and end == "soft":
                return rope_law(
                    stretch_at_rest=self.static_stretch, impact_force_n=self.impact_force, fades_s=self.fades
                )
            ends = rope_ends(self.static_stretch, self.impact_force, dynamic=self.material != LOW_STRETCH)
            return ends.soft if end == "soft" else ends.stiff
        if self.diameter is not None:
            return wire_law(self.build, self.diameter, end=end)
        return LineLaw(self.at_rest or 0.0, self.fading, self.fading * (self.fades or 1.0))


class FarEnd(BaseModel):
    """Who or what holds the far end.

    far_side: line between the top point and the belay. arrives: share of the tension that passes the top point. lifts:
    mass that can be lifted. travels: how far the belay moves. slips_at: when its device lets line through.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    far_side: Fall = 0.0
    arrives: Annotated[float, as_si(Dimension.NUMBER), Field(gt=0, le=1)] = 1.0
    lifts: Mass | None = None
    travels: Fall = 0.0
    slips_at: Force | None = None


def line_fall(
    *,
    line: RigLine,
    length: Length,
    drop: Fall,
    mass: Mass,
    person: bool = False,
    gives: Give | None = None,
    held: FarEnd | None = None,
    end: End = "soft",
) -> Answer:
    """A mass falls free over `drop` until `length` of line stops it.

    length: from the top point, or the anchor, to the one who falls. person: a body in a harness gives in series;
    gives: as was measured. end: of how much a body and a line give.

    Raises: UserError, ModelError as `Line.law`.
    """
    if person and gives is not None:
        raise UserError("give person = true or gives, what was measured of them, and not both")
    held = held or FarEnd()
    effective = length + held.far_side * held.arrives
    series = gives or (NUMBERS.read().body.at(end) if person else STIFF_N_M)
    one = np.ones(1)
    start = np.array([[0.0, 0.0, drop - effective, 0.0, 0.0, 0.0]])
    bodies = replace(
        Hang.on_one(line.law(end), effective, mass_kg=mass * one, start=start, gives_n_m=series),
        belay=Belay(held.arrives * one, (held.lifts or inf) * one, held.travels * one, (held.slips_at or inf) * one),
    )
    hung = hang(bodies, seconds=_LASTS_S + sqrt(2 * drop / GRAVITY_M_S2))
    harder = float(stiffens(line.label, np.array([drop / effective]), mass)[0]) if end == "stiff" else 1.0
    peak = harder * float(hung.peak_n[0, 0])
    return Answer(
        {
            "line_force": peak,
            "belay_force": float(hung.at_belay_n[0]),
            "top_force": peak + float(hung.at_belay_n[0]) if held.far_side else peak,
            "stretch": float(-hung.lowest_m[0] - effective) / effective,
        }
    )


def line_swing(
    *,
    length: Length,
    off_plumb: Fall = 0.0,
    speed: Speed = 0.0,
    mass: Mass = 75.0,
    drag_area_m2: Annotated[float, Field(ge=0, le=10)] = 0.0,
    gust: Speed = 0.0,
    lasts: Time | None = None,
) -> Answer:
    """Somebody swings from a level distance off plumb to below the anchor; or a gust pushes out who hangs in plumb.

    speed: away from the plumb line at the start. lasts: of a gust that rises and falls; without it the gust is a step.

    Raises: UserError where they start beyond the length of the line, or nothing moves them.
    """
    if off_plumb >= length:
        raise UserError(f"off_plumb is {off_plumb:.4g} m and the line {length:.4g} m: nobody starts above the anchor")
    if not (off_plumb or speed or (gust and drag_area_m2)):
        raise UserError("nothing moves them: give off_plumb or speed; or gust, and drag_area_m2 for it to push on")
    start = np.array([[off_plumb, 0.0, -sqrt(length**2 - off_plumb**2), speed, 0.0, 0.0]])
    bodies = replace(
        Hang.on_one(LineLaw(1.0, 0.0, 1.0), length, mass_kg=np.array([mass]), start=start),
        drag_area_m2=np.array([drag_area_m2]),
        wind=Gust(np.zeros((1, 3)), np.array([[gust, 0.0, 0.0]]), np.zeros(1), np.array([lasts or inf])),
    )
    if off_plumb:
        bodies = replace(bodies, face=np.array([[1.0, 0.0, 0.0, 0.0]]))
    swung = swing(bodies, seconds=_SWINGS_S)
    return Answer(
        {
            "speed": float(np.linalg.norm(swung.end[0, 3:])),
            "off_plumb": float(swung.farthest_m[0]),
            "line_force": float(swung.carries_n[0]),
        }
    )


def line_parts(
    *, line: RigLine, length: Length, mass: Mass, share: Carried = 0.0, slack: Fall = 0.0, end: End = "soft"
) -> Answer:
    """One of two lines side by side parts: what the other then carries, by weight.

    share: of the weight that the other carried before. slack: of the other, where it carried nothing.

    Raises: UserError where the other line both carried something and was slack, and as `Line.law`.
    """
    if share and slack:
        raise UserError("a line that is slack carried nothing: give share or slack, and not both")
    law, weight = line.law(end), mass * GRAVITY_M_S2
    stretched = length * (1 + (1 - share) * weight / (law.at_rest_n + law.fading_n))
    other = stretched + slack if share == 0 else stretched / (1 + share * weight / (law.at_rest_n + law.fading_n))
    rows = np.stack([line_row(law, length, draws=1, parts_at_s=0.0), line_row(law, other, draws=1)], axis=1)
    start = np.array([[0.0, 0.0, -stretched, 0.0, 0.0, 0.0]])
    bodies = replace(Hang.on_one(law, length, mass_kg=np.array([mass]), start=start), lines=rows)
    peak = float(hang(bodies, seconds=_LASTS_S).peak_n[0, 1])
    return Answer({"line_force": peak, "second_line_weights": peak / weight})
