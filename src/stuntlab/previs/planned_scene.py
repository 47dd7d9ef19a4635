"""Any gag of a plan as a previs scene of its planned take: a strike, a fall, a vehicle in motion."""

from __future__ import annotations

from importlib import import_module

from stuntlab.export.previs import Previs
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DrivesLoose, SeenStrike
from stuntlab.plan import Plan
from stuntlab.previs.strike_export import strike_previs


def planned_previs(plan: Plan, gag: Gag) -> Previs:
    """The scene of a gag as planned.

    Raises:
        UserError: nothing of the gag can be shown, or a camera of the plan sees nothing.
    """
    if isinstance(gag, SeenStrike):
        return strike_previs(plan, gag)
    if isinstance(gag, DrivesLoose) and not gag.worlds():
        driven: Previs = import_module("stuntlab.previs.drive_export").driven_previs(gag)
        return driven
    falls = import_module("stuntlab.previs.fall_export")  # strikes need no simulator
    previs: Previs = falls.fall_previs(plan, gag)
    return previs
