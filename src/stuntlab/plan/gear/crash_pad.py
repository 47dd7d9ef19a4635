"""A thick foam pad."""

from __future__ import annotations

from typing import ClassVar

from stuntlab.plan.catcher import Catcher


class CrashPad(Catcher):
    """Soft foam as thick as a landing bed of pole vaulters."""

    kind: ClassVar[str] = "crash pad"
    summary: ClassVar[str] = "a thick pad of soft foam to fall onto"
