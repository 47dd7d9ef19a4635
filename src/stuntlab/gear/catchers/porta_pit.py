"""A porta-pit as a catcher: the crash pad it is taken for."""

from __future__ import annotations

from stuntlab.gear.catchers.crash_pad import CrashPadCatcher
from stuntlab.plan.gear.porta_pit import PortaPit


class PortaPitCatcher(CrashPadCatcher):
    """A landing bed of foam in a cover."""

    read_from = PortaPit
