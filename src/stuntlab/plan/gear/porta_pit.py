"""A porta-pit."""

from __future__ import annotations

from typing import ClassVar

from stuntlab.plan.gear.crash_pad import CrashPad


class PortaPit(CrashPad):
    """A landing bed of pole vaulters, foam in a cover. The program takes it for the crash pad it is."""

    kind: ClassVar[str] = "porta-pit"
    summary: ClassVar[str] = "a landing bed of foam in a cover to fall onto; simulated as a crash pad"
