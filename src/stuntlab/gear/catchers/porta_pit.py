"""A porta-pit as a catcher: the crash pad it is taken for."""

from __future__ import annotations

from stuntlab.gear.catchers.foam import FoamCatcher
from stuntlab.plan.gear.porta_pit import PortaPit


class PortaPitCatcher(FoamCatcher):
    """A landing bed of foam in a cover."""

    read_from = PortaPit
    row = "crash pad"
    outer_m = 1.0
