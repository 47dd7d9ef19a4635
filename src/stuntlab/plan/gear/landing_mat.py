"""A foam mat to fall onto from little height."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from stuntlab.plan.catcher import Catcher
from stuntlab.plan.made_for import MADE_FOR, MadeFor


class LandingMat(Catcher):
    """A gymnastics or crash mat, 5 to 40 cm thick, where a fall of a metre or two ends."""

    kind: ClassVar[str] = "landing mat"
    summary: ClassVar[str] = "a foam mat to fall onto from a metre or two"

    made_for: MadeFor = Field(default=None, description=MADE_FOR)
