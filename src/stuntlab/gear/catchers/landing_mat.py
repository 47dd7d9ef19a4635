"""A landing mat as a catcher: for falls of a metre or two, with an edge narrower than a bag's."""

from __future__ import annotations

from stuntlab.gear.bedding import NOT_SAID, Bedding
from stuntlab.gear.catchers.foam import FoamCatcher
from stuntlab.plan.gear.landing_mat import LandingMat


class LandingMatCatcher(FoamCatcher[LandingMat]):
    """Thinner foam, by what it is made for."""

    read_from = LandingMat
    outer_m = 0.3
    asks = "made_for says it"

    @property
    def bedding(self) -> Bedding:
        return Bedding("mat", made_for=self.words.made_for or NOT_SAID)
