"""The set of a plan as coloured solids with names: ground, wall, things, gear, people who stand about.

    stage = set_of(plan)
    picture = still([*people, *stage.painted_parts()], view, setting_on(stage))

Sizes and places are the plan's; what a plan does not say is J and listed in `docs/previs.md`. Knows no strike and no
fall but by the words of the plan.
"""

from stuntlab.previs.stage_set.piece import PieceSpot, SetPiece, StageSet
from stuntlab.previs.stage_set.stage import set_of, setting_on

__all__ = ["PieceSpot", "SetPiece", "StageSet", "set_of", "setting_on"]
