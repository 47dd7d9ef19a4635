"""A thick foam pad."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.catcher import Catcher
from stuntlab.plan.fields import OneOf


class CrashPad(Catcher):
    """Soft foam as thick as a landing bed of pole vaulters, in a cover."""

    kind: ClassVar[str] = "crash pad"
    summary: ClassVar[str] = "a thick pad of soft foam to fall onto"

    fill: Annotated[str | None, OneOf(("pieces", "solid"))] = Field(
        default=None, description="pieces of foam, or solid foam; not given, both are run"
    )
    firmness: Annotated[str | None, OneOf(("soft", "medium", "firm"))] = Field(
        default=None, description="how firm its foam is: 16 to 20, 25 to 30 or 40 to 50 kg/m³"
    )
    cover: Annotated[str | None, OneOf(("vented", "tight"))] = Field(
        default=None, description="vented: open mesh along its sides; tight: seams and eyelets alone"
    )
