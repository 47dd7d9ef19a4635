"""A crash pad as a catcher."""

from __future__ import annotations

from stuntlab.gear.catchers.foam import FoamCatcher
from stuntlab.plan.gear.crash_pad import CrashPad


class CrashPadCatcher(FoamCatcher):
    """Soft foam as thick as a landing bed."""

    read_from = CrashPad
    row = "crash pad"
    outer_m = 1.0
