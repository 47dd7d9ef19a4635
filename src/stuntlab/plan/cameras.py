"""Where the shot is taken from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stuntlab.plan.fields import Flag, Measured, OptionalPoint, OptionalText
from stuntlab.plan.model import PlanModel
from stuntlab.units import Dimension, Quantity


class Camera(PlanModel):
    """One camera."""

    lens: Annotated[Quantity | None, Measured(Dimension.LENGTH, above="0 mm", most="2 m")] = Field(
        default=None, description="focal length"
    )
    sensor: OptionalText = Field(default=None, description="super35, full frame, ...")
    distance: Annotated[Quantity | None, Measured(Dimension.LENGTH, above="0 m", most="10 km")] = Field(
        default=None, description="from the action"
    )
    angle: Annotated[Quantity | None, Measured(Dimension.ANGLE, least="-360 deg", most="360 deg")] = Field(
        default=None, description="between the line of sight and the line of the strike"
    )
    at: OptionalPoint = Field(default=None, description="where it stands")
    looks_at: OptionalText = Field(default=None, description="what it points at")
    frame_rate: Annotated[Quantity | None, Measured(Dimension.FREQUENCY, above="0 fps", most="100000 fps")] = Field(
        default=None, description="frames per second"
    )
    shutter: Annotated[Quantity | None, Measured(Dimension.ANGLE, above="0 deg", most="360 deg")] = Field(
        default=None, description="shutter angle"
    )
    manned: Flag = Field(default=True, description="whether somebody is with it")
