"""Where the shot is taken from."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from stuntlab.plan.fields import Flag, OptionalPoint, QuantityField, UsualSpread
from stuntlab.plan.model import PlanModel
from stuntlab.plan.path import PathPoint, refuse_impossible_way
from stuntlab.plan.reader import refusal
from stuntlab.plan.sensors import SensorName
from stuntlab.units import Dimension, Quantity

_PLACE = UsualSpread(
    "how closely camera and people meet their marks from take to take; judgement [J]", share=0.02, least="5 cm"
)
_ANGLE = UsualSpread("how closely people keep their line to a camera from take to take; judgement [J]", least="2 deg")
LENS_HEIGHT = UsualSpread("how closely a lens is set to a height again; judgement [J]", least="2 cm")
"""Where a plan gives none, or no height."""

_STANDS = UsualSpread("how closely camera and people meet their marks from take to take; judgement [J]", least="10 cm")
_LOOKS = UsualSpread("how closely an operator frames again; judgement [J]", least="5 cm")
_FOCAL_LENGTH = QuantityField(Dimension.LENGTH, above="0 mm", most="2 m", bare="mm")

_FASTEST = Quantity(60.0, text="any camera car, 60 m/s or 134 mph")
"""As fast as anything of a plan is driven (J)."""


class Camera(PlanModel):
    """One camera. It stands at a `distance` and `angle` from what is struck, or `at` a point of the set.

    Both are counted on the floor, and from the first strike where a plan has several: a camera has one place for all
    of them. Without a height of its own a lens is level with that strike, or shoulder high at a fall.
    """

    lens: Annotated[Quantity | None, _FOCAL_LENGTH] = Field(default=None, description="focal length")
    zooms_to: Annotated[Quantity | None, _FOCAL_LENGTH] = Field(default=None, description="other end of a zoom lens")
    sensor: Annotated[str | None, SensorName()] = Field(default=None, description="super35, full frame, ...")
    distance: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="10 km", usual=_PLACE)] = (
        Field(
            default=None,
            description=(
                "from the point struck first, a catcher's middle, the foot of stairs, or where somebody goes down"
            ),
        )
    )
    angle: Annotated[
        Quantity | None, QuantityField(Dimension.ANGLE, least="-360 deg", most="360 deg", bare="deg", usual=_ANGLE)
    ] = Field(
        default=None,
        description=(
            "between line of sight and line of the first strike: 0 is behind who strikes, 180 behind who is "
            "struck; of a fall, 0 is straight out from the wall or the stairs, or the way somebody faces"
        ),
    )
    lens_height: Annotated[
        Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="1 km", usual=LENS_HEIGHT)
    ] = Field(default=None, description="of the lens above the floor; left out, level with the first strike")
    at: Annotated[OptionalPoint, _STANDS] = Field(default=None, description="where it stands")
    looks_at: Annotated[OptionalPoint, _LOOKS] = Field(
        default=None, description="the point it looks at; left out, what happens"
    )
    frame_rate: Annotated[
        Quantity | None, QuantityField(Dimension.FREQUENCY, above="0 fps", most="100000 fps", bare="fps")
    ] = Field(default=None, description="frames per second; left out, 24")
    shutter: Annotated[Quantity | None, QuantityField(Dimension.ANGLE, above="0 deg", most="360 deg", bare="deg")] = (
        Field(default=None, description="shutter angle; left out, 180 deg")
    )
    manned: Flag = Field(default=True, description="whether somebody is with it")
    moves: tuple[PathPoint, ...] = Field(
        default=(), max_length=50, description="its way while it happens: {at, when}, counted from the cue"
    )
    boxed_in: Flag = Field(default=False, description="a wall, rail or truck leaves its operator no way out")

    @model_validator(mode="after")
    def _moves_as_cameras_do(self) -> Self:
        refuse_impossible_way(self.moves, fastest=_FASTEST)
        return self

    @model_validator(mode="after")
    def _stands_once(self) -> Self:
        if self.at is not None and (self.distance is not None or self.angle is not None):
            raise refusal("it stands either at a distance and angle or at a point of the set: take one of the two out")
        if self.at is not None and len(self.at) == 3 and self.lens_height is not None:
            raise refusal("the height of its lens is given twice, in at and as lens_height: take one of the two out")
        if self.height is not None and self.height.value < 0:
            raise refusal("its lens is below the floor, which is at 0 m: give at a height of 0 m or more")
        if self.zooms_to is not None and self.lens is None:
            raise refusal("a zoom needs both ends: give lens: as well as zooms_to:")
        return self

    @property
    def height(self) -> Quantity | None:
        """Of the lens above the floor, where the plan gives one."""
        return self.at[2] if self.at is not None and len(self.at) == 3 else self.lens_height
