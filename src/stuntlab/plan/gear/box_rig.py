"""A rig of cardboard boxes."""

from __future__ import annotations

from typing import ClassVar

from stuntlab.plan.catcher import Catcher


class BoxRig(Catcher):
    """Empty cardboard boxes in layers under a tarpaulin."""

    kind: ClassVar[str] = "box rig"
    summary: ClassVar[str] = "layers of empty cardboard boxes to fall onto"
