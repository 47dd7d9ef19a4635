"""What every action says in which a machine moves somebody."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stuntlab.plan.actions.base import Action
from stuntlab.plan.actions.high_fall import GROUND
from stuntlab.plan.fields import CatcherName, Flag, PersonName, QuantityField
from stuntlab.units import Dimension, Quantity


class ByMachine(Action):
    """A machine that somebody works moves somebody. x runs the way they go from where they stand, z up."""

    fired_by: PersonName = Field(description="who works the machine, and so makes what the other bears")
    onto: CatcherName = Field(
        default=GROUND, description="what catches, by its name in the gear; left out, the bare ground"
    )
    wall_at: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="100 m")] = Field(
        default=None, description="the first wall or hard thing the way they go, from where they stand"
    )
    nothing_in_the_way: Flag = Field(default=False, description="there is no wall nor hard thing the way they go")
    checked_by: tuple[PersonName, ...] = Field(
        default=(), description="who checks setting, line and connection on their own just before every take"
    )
    changed_since_dummy: Flag = Field(
        default=False, description="pressure, mass, gearing, stroke or travel was changed since the dummy went"
    )
