"""A drop that somebody measured: a mass or a whole body, onto gear in the words of a plan or onto foam by its curve.

Numbers are SI, or text with a unit as in a plan, "6 ft 2 in".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import pi, sqrt
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError, UserError
from stuntlab.gags.falling.landing import LandingWorld
from stuntlab.gags.falling.landing_loads import body_instruments
from stuntlab.gear.bedding import NOT_SAID, Bedding
from stuntlab.gear.catchers import behaviour_of
from stuntlab.gear.flat_drop import flat_drop
from stuntlab.gear.foam import foam_by_curve, foam_of
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, foam_field
from stuntlab.loads import catalogue
from stuntlab.nearest import did_you_mean
from stuntlab.people import Measures, human_tissue, measures, performer
from stuntlab.pipeline.measure import measure, person_and_load
from stuntlab.plan import GEAR_KINDS
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.mat import Mat
from stuntlab.scene.field import Field as LandedField
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import run
from stuntlab.units import Dimension
from stuntlab.validation.quantities import quantities
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import Mass, as_si

_WIDE_M = 20.0
_LASTS_S = 0.8

Attitude = Literal["on the back", "on the front", "on the seat", "on the feet", "head first"]
POSTURES: Mapping[Attitude, tuple[str, float]] = MappingProxyType(
    {
        "on the back": ("supine", -pi / 2),
        "on the front": ("prone", pi / 2),
        "on the seat": ("limbs_forward", 0.0),
        "on the feet": ("landing", 0.0),
        "head first": ("supine", -pi),
    }
)
"""How a body comes down -> its posture, and how far it is pitched forward, rad."""

FieldOf = Callable[[list[Patch]], LandedField]


Length = Annotated[float, as_si(Dimension.LENGTH), Field(gt=0, le=100)]
Speed = Annotated[float, as_si(Dimension.SPEED), Field(gt=0, le=40)]
Area = Annotated[float, Field(gt=0, le=5)]


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DroppedBody(_Words):
    """The body that came down."""

    height: Length
    mass: Mass
    sex: Literal["male", "female"]

    @property
    def measured(self) -> Measures:
        """Its measures, as of anybody of that height, mass and sex."""
        return measures(stature_m=self.height, mass_kg=self.mass, sex=self.sex)


class FoamCurve(_Words):
    """Foam by a slow test of its whole area: strain, and stress in kPa, [point] each, from small to large."""

    thickness: Length
    strain: Annotated[tuple[float, ...], Field(min_length=3)]
    stress_kpa: Annotated[tuple[float, ...], Field(min_length=3)]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if len(self.strain) != len(self.stress_kpa):
            raise ValueError("give as many stresses as strains")
        rises = all(after > before for before, after in zip(self.strain, self.strain[1:], strict=False))
        if not (rises and self.strain[0] > 0 and self.strain[-1] <= 0.9 and min(self.stress_kpa) > 0):
            raise ValueError("strain must rise from above 0 to at most 0.9, and every stress must be above 0")
        return self


def own_drop(
    *,
    mass: Mass | None = None,
    face_m2: Area | None = None,
    body: DroppedBody | None = None,
    attitude: Attitude | None = None,
    drop: Length | None = None,
    speed: Speed | None = None,
    onto: dict[str, Any] | None = None,
    foam: FoamCurve | None = None,
    end: Literal["soft", "stiff"] = "soft",
) -> Answer:
    """A mass with the area of its face, or a body with its attitude, comes down on something soft.

    drop: height above the top of what it comes down on; or the speed there. onto: gear as a plan writes it; or foam by
    its curve. end: of what is not known of what it comes down on.

    Raises: UserError where one of two is not given or both are, or for gear that nobody can land on.
    """
    _check_one(mass=mass, body=body)
    _check_one(drop=drop, speed=speed)
    _check_one(onto=onto, foam=foam)
    where, field = _by_curve(foam, end) if foam else _as_in_a_plan(onto or {}, end)
    down_m_s = speed or sqrt(2 * GRAVITY_M_S2 * (drop or 0.0))
    if mass is not None and face_m2 is not None and attitude is None:
        return _drop_mass(field, where, mass, face_m2, down_m_s)
    if body is not None and attitude is not None and face_m2 is None:
        return _drop_body(field, where, body, attitude, down_m_s)
    raise UserError("a mass needs face_m2, the area in m² of what comes down first; a body needs its attitude")


def _check_one(**given: object) -> None:
    if sum(value is not None for value in given.values()) != 1:
        raise UserError(f"give one of {' and '.join(given)}, and not the other")


def _by_curve(curve: FoamCurve, end: str) -> tuple[Footprint, FieldOf]:
    made = foam_by_curve(curve.thickness, np.array(curve.strain), 1e3 * np.array(curve.stress_kpa), end=end)
    where = Footprint(0.0, _WIDE_M, -_WIDE_M / 2, _WIDE_M / 2, curve.thickness)
    return where, lambda patches: foam_field(made, where, patches)


def _as_in_a_plan(words: dict[str, Any], end: str) -> tuple[Footprint, FieldOf]:
    kind, rest = str(words.get("kind", "")), {key: value for key, value in words.items() if key != "kind"}
    if kind not in GEAR_KINDS:
        raise UserError(f'onto: there is no gear "{kind}"{did_you_mean(kind, GEAR_KINDS)}')
    try:
        gear = GEAR_KINDS[kind].model_validate(rest)
    except ValidationError as problem:
        said = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in problem.errors())
        raise UserError(f"onto: {said}") from None
    if isinstance(gear, Mat):
        along, across = gear.size or (_WIDE_M, _WIDE_M)
        where = Footprint(0.0, along, -across / 2, across / 2, gear.thickness.value)
        made = foam_of(Bedding("mat", made_for=gear.made_for or NOT_SAID), gear.thickness.value, end=end)
        return where, lambda patches: foam_field(made, where, patches)
    of = behaviour_of(gear).field if isinstance(gear, Catcher) else None
    if of is None or not isinstance(gear, Catcher):
        raise UserError(f"onto: no landing on a {kind} is simulated")
    along, across, top = gear.size
    stands = Footprint(0.0, along, -across / 2, across / 2, top)
    return stands, lambda patches: of(end, stands, patches)


def _drop_mass(field: FieldOf, where: Footprint, mass_kg: float, area_m2: float, down_m_s: float) -> Answer:
    fell = flat_drop(field, where, mass_kg=mass_kg, area_m2=area_m2, speed_m_s=down_m_s, duration_s=_LASTS_S)
    rises_m_s = float(-fell.speed_m_s.min())
    return Answer(
        {
            "peak_acceleration": fell.peak_g * GRAVITY_M_S2,
            "mean_acceleration": fell.mean_g * GRAVITY_M_S2,
            "peak_force": fell.peak_g * GRAVITY_M_S2 * mass_kg,
            "time_above_20_g": fell.seconds_above(20.0),
            "deepest": fell.deepest_m,
            "height_left": 1 - fell.deepest_m / where.top_m,
            "energy_back": max(rises_m_s, 0.0) ** 2 / down_m_s**2,
        }
    )


def _drop_body(field: FieldOf, where: Footprint, body: DroppedBody, attitude: Attitude, down_m_s: float) -> Answer:
    """The loads of every landing (`gags/falling/landing_loads.py`), filtered as the catalogue says."""
    built = body.measured
    posture, pitch_rad = POSTURES[attitude]
    faller = performer(built, human_tissue(), posture=posture)
    scene = LandingWorld(faller, where, field, duration_s=_LASTS_S).scene()
    still = dict.fromkeys(scene.knobs, 0.0) | {"strength": 1.0, "bears": 1.0}
    middle = (where.low_x_m + where.high_x_m) / 2
    knobs = still | {"attitude": pitch_rad, "x_m": middle, "down_m_s": down_m_s}
    tools = body_instruments("body", mass_kg=body.mass)

    def read(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        return measure(tools, phases)

    felt, status = run(scene, {name: np.array([value]) for name, value in knobs.items()}, read, threads=1)
    if status.any():
        raise ModelError(f"the body that comes down {attitude} did not come through in one piece")
    return Answer({person_and_load(name)[1]: in_si(name, float(value[0])) for name, value in felt.items()})


def in_si(name: str, value: float) -> float:
    """A load of the catalogue, by its name with the person's, in SI."""
    load = person_and_load(name)[1]
    return value * quantities()[load].si(catalogue()[load].unit)
