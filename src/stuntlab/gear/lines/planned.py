"""The law of a line that a plan names, at the soft and at the stiff end of what its label leaves open.

Dynamic rope: stretch at rest and impact force of EN 892; a rope that took falls, or of which nobody says that it took
none, is up to 1.3 times as hard, a wet or frozen one 1.15 times; heavy falls beyond that of the label are caught up to
1.3 times as hard. Low-stretch rope: stretch from 50 to 150 kg and the
arrest of EN 1891 (100 kg, factor 0.3), and up to 1.3 times as hard at factors beyond that (`stiffens`). Where a label
lacks its impact force, the most that its standard allows stands in. Steel and hmpe: by diameter. Without a material, or
a diameter where one is needed, there is no law.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.optimize import brentq

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError, UserError
from stuntlab.gear.lines.hang import Hang, hang
from stuntlab.gear.lines.label import rope_law, spring_of
from stuntlab.gear.lines.law import NUMBERS, LineLaw, wire_law
from stuntlab.plan.gear.line import DYNAMIC, HMPE, LOW_STRETCH, STEEL, Line

BUILDS = {"7x19": "7x19 steel", "1x19": "1x19 steel"}


@dataclass(frozen=True, slots=True)
class LineEnds:
    """A line at both ends of what is known of it."""

    soft: LineLaw
    stiff: LineLaw


def unknown_of(line: Line) -> str:
    """What has to be said of a line before anything of it can be computed; nothing where that is enough."""
    if line.material is None:
        return "what it is made of (material)"
    if line.material in (STEEL, HMPE) and line.diameter is None:
        return "its diameter"
    if line.material == LOW_STRETCH and line.static_stretch is None:
        return "its stretch from 50 to 150 kg (static_stretch, on the label)"
    return ""


def label_lacks(line: Line) -> str:
    """What the label of a rope would say and the plan does not; the most that its standard allows stands in for it."""
    lacks = []
    if line.material == DYNAMIC and line.static_stretch is None:
        lacks.append("static_stretch")
    if line.material in (DYNAMIC, LOW_STRETCH) and line.impact_force is None:
        lacks.append("impact_force")
    return " and ".join(lacks)


def laws_of(line: Line) -> LineEnds:
    """Both ends of a line of which enough is known.

    Raises: UserError for a label that no rope can have; ModelError where too little is known (`unknown_of`).
    """
    if unknown_of(line):
        raise ModelError(f"too little is known of a line: {unknown_of(line)}")
    if line.material in (STEEL, HMPE):
        return _wire_ends(line)
    return _rope_ends(line)


def stiffens(material: str | None, factor: Floats, mass_kg: float) -> Floats:
    """How many times as hard a stiff end catches a mass that falls with such factors, [draw]; 1 within its label."""
    numbers = NUMBERS.read()
    if material == LOW_STRETCH:
        beyond = numbers.beyond_the_label
        return np.asarray(np.interp(factor, [beyond.from_factor, beyond.to_factor], [1.0, beyond.harder]))
    if material == DYNAMIC:
        fall, heavy = numbers.standard_fall, numbers.heavy_falls
        share = factor * mass_kg / (fall.mass_kg * fall.drop_m / fall.length_m)
        return np.asarray(np.interp(share, [heavy.from_share, heavy.to_share], [1.0, heavy.harder]))
    return np.ones(len(factor))


def strength_left(line: Line) -> float:
    """Share of its new strength that a line has as it is used: ends and the smallest bend. Ends not said are knots."""
    numbers = NUMBERS.read().strength
    left = numbers.knot if line.ends in (None, "knotted") else 1.0
    if line.bends_over is not None and line.diameter is not None:
        left *= numbers.bend if line.bends_over.value < numbers.bend_ratio * line.diameter.value else 1.0
    return left


def _wire_ends(line: Line) -> LineEnds:
    diameter = line.diameter.value if line.diameter else 0.0
    builds = ["hmpe"] if line.material == HMPE else [BUILDS[line.build]] if line.build else list(BUILDS.values())
    soft = [wire_law(build, diameter, end="soft") for build in builds]
    stiff = [wire_law(build, diameter, end="stiff") for build in builds]
    return LineEnds(min(soft, key=lambda law: law.at_rest_n), max(stiff, key=lambda law: law.at_rest_n))


def _rope_ends(line: Line) -> LineEnds:
    numbers = NUMBERS.read()
    day, dynamic = numbers.on_the_day, line.material == DYNAMIC
    fall = numbers.standard_fall if dynamic else numbers.low_stretch_fall
    stretch = line.static_stretch.value if line.static_stretch else fall.most_stretch_at_rest
    force = line.impact_force.value if line.impact_force else fall.most_force_n
    harder = (1.0 if line.uses == 0 else day.took_falls) * (day.wet if line.wet else 1.0)
    try:
        return rope_ends(stretch, force, dynamic=dynamic, harder=harder)
    except ModelError as error:
        raise UserError(f"label of a line: {error}") from None


@lru_cache(maxsize=64)
def rope_ends(stretch: float, peak_n: float, *, dynamic: bool, harder: float = 1.0) -> LineEnds:
    """A rope by the stretch and the peak of its label, EN 892 or, of a low-stretch rope, EN 1891.

    harder: how many times as hard it may catch on the day.
    """
    numbers = NUMBERS.read()
    soft = rope_law(stretch_at_rest=stretch, impact_force_n=peak_n) if dynamic else _low_stretch_law(stretch, peak_n)
    spring = spring_of(numbers.standard_fall if dynamic else numbers.low_stretch_fall, harder * peak_n)
    # a rope is never softer than it is at rest
    return LineEnds(soft, spring if spring.at_rest_n > soft.at_rest_n else LineLaw(soft.at_rest_n, 0.0, 1.0))


def _low_stretch_law(stretch: float, peak: float) -> LineLaw:
    """By EN 1891: 100 kg more on it stretch it so far; the arrest of 100 kg at factor 0.3 peaks at so much, N."""
    fall, fades = NUMBERS.read().low_stretch_fall, NUMBERS.read().fading.s
    at_rest = fall.mass_kg * GRAVITY_M_S2 / stretch

    def excess(fading: float) -> float:
        law = LineLaw(at_rest, fading, fading * fades)
        start = np.array([[0.0, 0.0, fall.drop_m - fall.length_m, 0.0, 0.0, 0.0]])
        hung = hang(
            Hang.on_one(law, fall.length_m, mass_kg=np.array([fall.mass_kg]), start=start), seconds=2.0, first_peak=True
        )
        return float(hung.peak_n[0, 0]) - peak

    if excess(0.0) >= 0.0:
        return LineLaw(at_rest, 0.0, 1.0)
    most = at_rest
    while excess(most) < 0.0:
        most *= 2.0
    fading = float(brentq(excess, 0.0, most, xtol=10.0))
    return LineLaw(at_rest, fading, fading * fades)
