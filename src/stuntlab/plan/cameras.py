"""Where the shot is taken from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stuntlab.plan.fields import Flag, Length, Measured, Text
from stuntlab.plan.model import PlanModel
from stuntlab.units import Dimension, Quantity


class Camera(PlanModel):
    """One camera."""

    lens: Annotated[Quantity | None, Measured(Dimension.LENGTH, above="0 mm", most="2 m")] = Field(
        None, description="focal length, m"
    )
    sensor: Text | None = Field(None, description="super35, full frame, ...")
    distance: Annotated[Quantity | None, Measured(Dimension.LENGTH, above="0 m", most="10 km")] = Field(
        None, description="from the action, m"
    )
    angle: Annotated[Quantity | None, Measured(Dimension.ANGLE, least="-360 deg", most="360 deg")] = Field(
        None, description="between the line of sight and the line of the strike, rad"
    )
    at: tuple[Length, ...] | None = Field(None, description="where it stands, [x, y] or [x, y, z], m")
    looks_at: Text | None = Field(None, description="what it points at")
    frame_rate: Annotated[Quantity | None, Measured(Dimension.FREQUENCY, above="0 fps", most="100000 fps")] = Field(
        None, description="frames per second, Hz"
    )
    shutter: Annotated[Quantity | None, Measured(Dimension.ANGLE, above="0 deg", most="360 deg")] = Field(
        None, description="shutter angle, rad"
    )
    manned: Flag = Field(True, description="whether somebody is with it")
