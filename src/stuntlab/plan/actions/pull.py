"""A machine pulls somebody along a line."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.by_machine import ByMachine
from stuntlab.plan.fields import (
    Flag,
    LineName,
    OneOf,
    QuantityField,
    RatchetName,
    UsualSpread,
)
from stuntlab.plan.practice import AlsoDose, Ladder, TakeDose
from stuntlab.units import Dimension, Quantity

DORSAL, STERNAL, HIPS = "dorsal", "sternal", "hips"
ATTACHED = (DORSAL, STERNAL, HIPS)
"""Where the line meets the body: backwards by the back, forwards by the breastbone or by both hips."""

_TRAVEL = UsualSpread("how well a stop repeats; judgement [J]", share=0.02, least="5 cm")
_DURATION = UsualSpread("stop watch or film of several pulls; judgement [J]", share=0.05)
_SLACK = UsualSpread("how well slack is taken up by hand; judgement [J]", share=0.3, least="2 cm")
_ANGLE = UsualSpread("which way a pull really goes; judgement [J]", share=0.0, least="5 deg")


class Pull(ByMachine):
    """A ratchet, jerk-back or falling mass pulls a person. x runs along the pull from where they stand, z up."""

    kind: ClassVar[str] = "pull"
    summary: ClassVar[str] = "a machine pulls somebody along a line: ratchet, jerk-back, mass on a line"
    ladder: ClassVar[Ladder] = Ladder(("dry", "quarter", "half", "full"), dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls", also=(AlsoDose("head_whips"),))

    with_: RatchetName = Field(alias="with", description="what pulls, by its name in the gear")
    travel: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="20 cm", most="15 m", usual=_TRAVEL)] = Field(
        description="how far the machine pulls before it stops"
    )
    duration: Annotated[Quantity | None, QuantityField(Dimension.TIME, least="0.1 s", most="6 s", usual=_DURATION)] = (
        Field(default=None, description="how long the travel took at this setting, as measured with a dummy")
    )
    attached: Annotated[str, OneOf(ATTACHED)] = Field(
        default=DORSAL, description="where the line meets the body: dorsal pulls backwards, the others forwards"
    )
    angle: Annotated[Quantity | None, QuantityField(Dimension.ANGLE, least="-10 deg", most="80 deg", usual=_ANGLE)] = (
        Field(default=None, description="of the line above level; left out, level")
    )
    slack: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="2 m", usual=_SLACK)] = Field(
        default=None, description="line that is loose when it fires; left out, nobody knows"
    )
    chin_tucked: Flag = Field(default=False, description="chin tucked and neck tensed before it fires")
    leans_on_line: Flag = Field(default=False, description="who is pulled leans on the line before every take")
    line: LineName | None = Field(default=None, description="the line that pulls, by its name in the gear")
