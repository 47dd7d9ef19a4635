"""What all gear has."""

from __future__ import annotations

from typing import ClassVar

from stuntlab.plan.model import PlanModel


class Gear(PlanModel):
    """Something that stands between a person and harm. Each kind is a subclass in a file of its own.

    kind: the word for it in a plan. summary: one line for people. worn: whether a person can wear it.
    catches: whether somebody may fall onto it. group: what an action names it among, as in "lines"; nothing where no
    action does. named_by: the field whose words also name the kind, as a motorcycle is a vehicle.
    """

    kind: ClassVar[str]
    summary: ClassVar[str]
    worn: ClassVar[bool] = False
    catches: ClassVar[bool] = False
    group: ClassVar[str] = ""
    named_by: ClassVar[str] = ""
    keys_beside_fields: ClassVar[tuple[str, ...]] = ("kind",)
