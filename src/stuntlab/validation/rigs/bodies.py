"""The bodies, tissues and numbers a case may ask for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from stuntlab.people import Measures, Sex, Tissue, dummy_tissue, human_tissue, measures
from stuntlab.people.dummies import hybrid_iii_5f, hybrid_iii_50m, hybrid_iii_95m
from stuntlab.people.tissue import Abdomen
from stuntlab.units import Dimension, parse_quantity


class BodyBuild(BaseModel):
    """A person by stature, mass and sex."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    stature_m: float
    mass_kg: float
    sex: Sex


Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Stiffness = Annotated[float, Field(gt=0)]
"""N/m; infinite for what does not give way."""
Tone = Annotated[float, Field(ge=0, le=2)]
Body = Literal["hybrid_iii_50m", "hybrid_iii_5f", "hybrid_iii_95m"] | BodyBuild
TissueKind = Literal["human", "dummy"]


def measures_of(body: Body) -> Measures:
    """A dummy by name, or a person of some build.

    Raises:
        UserError: the build is outside the body tables.
    """
    if isinstance(body, BodyBuild):
        return measures(stature_m=body.stature_m, mass_kg=body.mass_kg, sex=body.sex)
    dummies = {"hybrid_iii_50m": hybrid_iii_50m, "hybrid_iii_5f": hybrid_iii_5f, "hybrid_iii_95m": hybrid_iii_95m}
    return dummies[body]()


def tissue_of(tissue: TissueKind, abdomen: Abdomen = "middle") -> Tissue:
    """The dummy's tissue, or a person's with the abdomen at one of its bounds."""
    return dummy_tissue() if tissue == "dummy" else human_tissue(abdomen=abdomen)


def as_si(dimension: Dimension) -> BeforeValidator:
    """A number in SI, or text with a unit as in a plan, "6 ft 2 in"."""
    return BeforeValidator(lambda given: parse_quantity(given, dimension).value if isinstance(given, str) else given)


Mass = Annotated[float, as_si(Dimension.MASS), Field(ge=0.5, le=500)]
