"""Where the shot is taken from."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from stuntlab.plan.fields import Flag, Measured, OptionalPoint
from stuntlab.plan.model import PlanModel
from stuntlab.plan.reader import refusal
from stuntlab.plan.sensors import SensorName
from stuntlab.units import Dimension, Quantity

_FOCAL_LENGTH = Measured(Dimension.LENGTH, above="0 mm", most="2 m")


class Camera(PlanModel):
    """One camera. It stands at a `distance` and `angle` from what is struck, or `at` a point of the set."""

    lens: Annotated[Quantity | None, _FOCAL_LENGTH] = Field(default=None, description="focal length")
    zooms_to: Annotated[Quantity | None, _FOCAL_LENGTH] = Field(default=None, description="other end of a zoom lens")
    sensor: Annotated[str | None, SensorName()] = Field(default=None, description="super35, full frame, ...")
    distance: Annotated[Quantity | None, Measured(Dimension.LENGTH, above="0 m", most="10 km")] = Field(
        default=None,
        description="from the point struck, the middle of a catcher, the foot of stairs, or where somebody goes down",
    )
    angle: Annotated[Quantity | None, Measured(Dimension.ANGLE, least="-360 deg", most="360 deg")] = Field(
        default=None,
        description=(
            "between line of sight and line of the strike: 0 is behind who strikes, 180 behind who is struck; of a "
            "fall, 0 is straight out from the wall or the stairs, or the way somebody faces"
        ),
    )
    at: OptionalPoint = Field(default=None, description="where it stands")
    looks_at: OptionalPoint = Field(default=None, description="the point it looks at; left out, what happens")
    frame_rate: Annotated[Quantity | None, Measured(Dimension.FREQUENCY, above="0 fps", most="100000 fps")] = Field(
        default=None, description="frames per second; left out, 24"
    )
    shutter: Annotated[Quantity | None, Measured(Dimension.ANGLE, above="0 deg", most="360 deg")] = Field(
        default=None, description="shutter angle; left out, 180 deg"
    )
    manned: Flag = Field(default=True, description="whether somebody is with it")

    @model_validator(mode="after")
    def _stands_once(self) -> Self:
        if self.at is not None and (self.distance is not None or self.angle is not None):
            raise refusal("it stands either at a distance and angle or at a point of the set: take one of the two out")
        if self.zooms_to is not None and self.lens is None:
            raise refusal("a zoom needs both ends: give lens: as well as zooms_to:")
        return self
