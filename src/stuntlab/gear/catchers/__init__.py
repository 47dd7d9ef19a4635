"""Catchers as what somebody lands on: `behaviour_of` makes one from the plan's words."""

from __future__ import annotations

from stuntlab.errors import ModelError
from stuntlab.gear.catchers.air_bag import AirBagCatcher
from stuntlab.gear.catchers.base import Behaviour
from stuntlab.gear.catchers.box_rig import BoxRigCatcher
from stuntlab.gear.catchers.foam import crash_pad, landing_mat
from stuntlab.gear.catchers.ground import GroundCatcher
from stuntlab.gear.catchers.net import NetCatcher
from stuntlab.gear.catchers.water import WaterCatcher
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.air_bag import AirBag
from stuntlab.plan.gear.box_rig import BoxRig
from stuntlab.plan.gear.crash_pad import CrashPad
from stuntlab.plan.gear.landing_mat import LandingMat
from stuntlab.plan.gear.net import Net
from stuntlab.plan.gear.water import Water

__all__ = ["Behaviour", "GroundCatcher", "behaviour_of"]


def behaviour_of(catcher: Catcher, take_off_m: float) -> Behaviour:
    """What a catcher of a plan is to somebody who lands on it from a height."""
    match catcher:
        case AirBag():
            return AirBagCatcher(catcher)
        case BoxRig():
            return BoxRigCatcher(catcher)
        case CrashPad():
            return crash_pad(catcher)
        case LandingMat():
            return landing_mat(catcher)
        case Net():
            return NetCatcher(catcher, take_off_m)
        case Water():
            return WaterCatcher(catcher)
    raise ModelError(f"nothing is known of a {catcher.kind} as a catcher")
