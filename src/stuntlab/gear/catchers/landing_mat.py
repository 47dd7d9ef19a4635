"""A landing mat as a catcher: for falls of a metre or two, with an edge narrower than a bag's."""

from __future__ import annotations

from stuntlab.gear.catchers.foam import FoamCatcher
from stuntlab.plan.gear.landing_mat import LandingMat


class LandingMatCatcher(FoamCatcher):
    """Thinner, softer foam."""

    read_from = LandingMat
    row = "landing mat"
    outer_m = 0.3
